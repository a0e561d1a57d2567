// Encryption types by name; MIT marks those that it calls deprecated, and every one that it does not know.
import { enctypeName } from '#krb5';

const MIT_KNOWS: readonly number[] = [6, 16, 17, 18, 19, 20, 23, 24, 25, 26];
const DEPRECATED: readonly number[] = [6, 16, 23, 24];

export function mitEnctype(etype: number): string {
  if (!MIT_KNOWS.includes(etype)) return `DEPRECATED:etype ${etype}`;
  return (DEPRECATED.includes(etype) ? 'DEPRECATED:' : '') + enctypeName(etype);
}

export function jsonEnctype(etype: number): { readonly number: number; readonly name: string } {
  return { number: etype, name: enctypeName(etype) };
}
