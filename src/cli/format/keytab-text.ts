// klist -k: a keytab's table as MIT 1.20 prints it in the C locale.
import { displayText, formatPrincipal, hexText } from '#krb5';
import type { KeytabEntry } from '#krb5';
import { mitEnctype } from './enctype.ts';
import { TIME_WIDTH, formatTime } from './time.ts';

export function keytabTable(
  name: string,
  entries: readonly KeytabEntry[],
  options: { readonly times: boolean; readonly etypes: boolean; readonly keys: boolean },
): string {
  const lines = [`Keytab name: ${displayText(name)}`];
  if (options.times) {
    lines.push(`KVNO ${'Timestamp'.padEnd(TIME_WIDTH + 1)}Principal`);
    lines.push(`---- ${'-'.repeat(TIME_WIDTH)} ${'-'.repeat(78 - TIME_WIDTH - 5)}`);
  } else {
    lines.push('KVNO Principal', `---- ${'-'.repeat(74)}`);
  }
  for (const entry of entries) {
    let line = `${String(entry.kvno).padStart(4)} `;
    if (options.times) line += `${formatTime(entry.timestamp)} `;
    line += displayText(formatPrincipal(entry.principal));
    if (options.etypes) line += ` (${mitEnctype(entry.key.keyType)}) `;
    if (options.keys) line += ` (0x${hexText(entry.key.keyValue)})`;
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}
