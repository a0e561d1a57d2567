// The checksum of type 0x8003 in an authenticator, RFC 4121 4.1.1, laid open; see gss/authenticator-checksum.ts.
import { isKerberosError } from '../errors.ts';
import { GssFlag, parseAuthenticatorChecksum } from '../gss/authenticator-checksum.ts';
import type { AuthenticatorChecksum } from '../gss/authenticator-checksum.ts';
import { hex } from './field.ts';
import type { Field } from './field.ts';
import { bitsText, fieldAt } from './make.ts';
import type { Leaf } from './make.ts';

/** @param delegated lays the KRB-CRED open that stands at an offset */
export function gssChecksumReading(
  octets: Uint8Array,
  at: number,
  delegated: (octets: Uint8Array, at: number) => Field | undefined,
): Leaf | undefined {
  let parsed: AuthenticatorChecksum;
  try {
    parsed = parseAuthenticatorChecksum(octets);
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
  const { bindings, flags, delegation, extensions = [] } = parsed;
  const names = Object.entries(GssFlag).filter(([, mask]) => (flags & mask) !== 0);
  const rest = names.reduce((left, [, mask]) => left & ~mask, flags) >>> 0;
  const shown = names.map(([name]) => `GSS_C_${name}_FLAG`);
  if (rest !== 0) shown.push(`0x${rest.toString(16)}`);
  const number = (name: string, from: number, size: number, value: number): Field =>
    fieldAt(name, from, from + size, {
      type: `UInt${String(8 * size)}`,
      kind: 'integer',
      value: String(value),
    });
  const octetsAt = (name: string, from: number, value: Uint8Array, plain: boolean): Field =>
    fieldAt(name, from, from + value.length, { type: 'octets', kind: 'octets', value: hex(value), plain });
  const value = shown.join(', ');
  const children: Field[] = [
    number('Lgth', at, 4, bindings.length),
    octetsAt('Bnd', at + 4, bindings, true),
    fieldAt('Flags', at + 20, at + 24, { type: 'UInt32', kind: 'flags', value, bits: bitsText(flags) }),
  ];
  let next = at + 24;
  if (delegation !== undefined) {
    const cred = octets.subarray(next - at + 4, next - at + 4 + delegation.length);
    children.push(number('DlgOpt', next, 2, 1), number('Dlgth', next + 2, 2, delegation.length));
    children.push(delegated(cred, next + 4) ?? octetsAt('Deleg', next + 4, delegation, false));
    next += 4 + delegation.length;
  }
  for (const { type, data } of extensions) {
    children.push(number('Exts.type', next, 4, type), number('Exts.length', next + 4, 4, data.length));
    children.push(octetsAt('Exts.data', next + 8, data, false));
    next += 8 + data.length;
  }
  return { type: 'GSS-API checksum', kind: 'constructed', value, children };
}
