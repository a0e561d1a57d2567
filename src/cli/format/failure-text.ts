// A failure on standard error: MIT's line first, then the RFC's name and number, what happened and what to do.
import { displayText, explain, remarkIn } from '#krb5';
import type { AnyKerberosError, KerberosErrorCode } from '#krb5';
import type { SoFar } from '../cli.ts';
import { around } from '../language.ts';
import { mitMessage } from './mit-message.ts';

/** Failures that a setting which is not honoured may have a part in. */
const CONFIG_MATTERS: readonly KerberosErrorCode[] = [
  'CONFIG_INVALID',
  'ETYPE_UNSUPPORTED',
  'KDC_UNREACHABLE',
  'PREAUTH_UNSUPPORTED',
  'REALM_UNKNOWN',
];

export function failureText(
  program: string,
  error: AnyKerberosError,
  doing: string,
  { server, notes, language }: SoFar = { notes: [], language: 'en' },
): string {
  const first = [mitMessage(error), doing].filter((part) => part !== '').join(' ');
  const { from, toDo: toDoIs, note } = around[language];
  const lines = [displayText(`${program}: ${first}`)];
  if (error.code === 'CANCELLED') return `${lines.join('')}\n`;
  const { what, why, toDo, code, said } = explain(error, language);
  if (code !== undefined) {
    const answered = error.code === 'KDC_ERROR' ? (error.details.kdc ?? server) : server;
    const answeredBy = answered === undefined ? '' : ` ${from} ${answered}`;
    const words = said === undefined || said === '' ? '' : `: "${said}"`;
    lines.push(`  ${code.name} (${code.number})${displayText(answeredBy)}${words}`);
  }
  lines.push(`  ${sentence(what)} ${sentence(why)}`, `  ${toDoIs}: ${sentence(toDo)}`);
  if (CONFIG_MATTERS.includes(error.code))
    lines.push(...notes.map((each) => `  ${note}: ${remarkIn(language, each)}`));
  return `${lines.map(displayText).join('\n')}\n`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
