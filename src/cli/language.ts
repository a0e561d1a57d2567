// The language of explanations, as POSIX has it: LC_ALL, then LC_MESSAGES, then LANG; the first that is set counts.
// MIT's own lines stay as MIT prints them, and JSON stays English: both are read by programs.
import type { ExplainLanguage } from '#krb5';
import type { Environment } from './cli.ts';

export function messageLanguage(env: Environment): ExplainLanguage {
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => env[name] ?? '')
    .find((value) => value !== '');
  return /^de(?:[_.@-]|$)/i.test(locale ?? '') ? 'de' : 'en';
}

export const around: Readonly<
  Record<ExplainLanguage, { readonly from: string; readonly toDo: string; readonly note: string }>
> = {
  en: { from: 'from', toDo: 'What to do', note: 'Note' },
  de: { from: 'von', toDo: 'Was zu tun ist', note: 'Hinweis' },
};
