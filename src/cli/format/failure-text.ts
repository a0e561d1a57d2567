// A failure on standard error: MIT's line first, then the RFC's name and number, what happened and what to do.
import { displayText, explain } from '#krb5';
import type { AnyKerberosError, KerberosErrorCode } from '#krb5';
import type { SoFar } from '../cli.ts';
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
  { server, notes }: SoFar = { notes: [] },
): string {
  const first = [mitMessage(error), doing].filter((part) => part !== '').join(' ');
  const lines = [displayText(`${program}: ${first}`)];
  if (error.code === 'CANCELLED') return `${lines.join('')}\n`;
  const { what, why, toDo, code, said } = explain(error);
  if (code !== undefined) {
    const answered = error.code === 'KDC_ERROR' ? (error.details.kdc ?? server) : server;
    const from = answered === undefined ? '' : ` from ${answered}`;
    const words = said === undefined || said === '' ? '' : `: "${said}"`;
    lines.push(`  ${code.name} (${code.number})${displayText(from)}${words}`);
  }
  lines.push(`  ${sentence(what)} ${sentence(why)}`, `  What to do: ${sentence(toDo)}`);
  if (CONFIG_MATTERS.includes(error.code)) lines.push(...notes.map((note) => `  Note: ${note}`));
  return `${lines.map(displayText).join('\n')}\n`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
