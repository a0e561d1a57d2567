// A failure on standard error: MIT's line first, then the RFC's name and number, what happened and what to do.
import { displayText, explain } from '#krb5';
import type { AnyKerberosError } from '#krb5';
import { mitMessage } from './mit-message.ts';

/** @param server who answered last, if anyone did */
export function failureText(
  program: string,
  error: AnyKerberosError,
  doing: string,
  server?: string,
): string {
  const lines = [`${program}: ${[mitMessage(error), doing].filter((part) => part !== '').join(' ')}`];
  if (error.code === 'CANCELLED') return `${lines.join('')}\n`;
  const { what, why, toDo, code, said } = explain(error);
  if (code !== undefined) {
    const answered = error.code === 'KDC_ERROR' ? (error.details.kdc ?? server) : server;
    const from = answered === undefined ? '' : ` from ${answered}`;
    const words = said === undefined || said === '' ? '' : `: "${said}"`;
    lines.push(`  ${code.name} (${code.number})${displayText(from)}${words}`);
  }
  lines.push(`  ${sentence(what)} ${sentence(why)}`, `  What to do: ${sentence(toDo)}`);
  return `${lines.join('\n')}\n`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
