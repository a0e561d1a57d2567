// Octets with a form of their own that is not ASN.1: PA-SUPPORTED-ENCTYPES ([MS-KILE] 2.2.8), KERB-EXT-ERROR (2.2.1),
// the result of a password change (RFC 3244 2).
import { KpasswdResult, kpasswdResultName } from '../iana/kpasswd-result.ts';
import { kerbExtError, parseKpasswdResult, supportedEnctypesBits } from '../messages/index.ts';
import { isKerberosError } from '../errors.ts';
import { displayText } from '../text.ts';
import { MAX_TEXT, hex } from './field.ts';
import type { Field, FieldKind } from './field.ts';
import { bitsText, fieldAt } from './make.ts';
import type { Leaf } from './make.ts';

const ENCTYPE_BITS: readonly (readonly [mask: number, name: string])[] = [
  [0x01, 'des-cbc-crc'],
  [0x02, 'des-cbc-md5'],
  [0x04, 'arcfour-hmac'],
  [0x08, 'aes128-cts-hmac-sha1-96'],
  [0x10, 'aes256-cts-hmac-sha1-96'],
  [0x20, 'aes256-cts-hmac-sha1-96-sk'],
  [0x40, 'aes128-cts-hmac-sha256-128'],
  [0x80, 'aes256-cts-hmac-sha384-192'],
  [0x10000, 'fast-supported'],
  [0x20000, 'compound-identity-supported'],
  [0x40000, 'claims-supported'],
  [0x80000, 'resource-sid-compression-disabled'],
];

export function plainReading(
  as: 'supported-enctypes' | 'ext-error' | 'kpasswd-result',
  octets: Uint8Array,
  at: number,
): Leaf {
  const unread: Leaf = { type: 'OCTET STRING', kind: 'octets', value: hex(octets), plain: false };
  if (as === 'supported-enctypes') {
    const bits = supportedEnctypesBits(octets);
    if (bits === undefined) return unread;
    const names = ENCTYPE_BITS.filter(([mask]) => (bits & mask) !== 0).map(([, name]) => name);
    const value = names.join(', ');
    return { type: 'PA-SUPPORTED-ENCTYPES', kind: 'flags', value, bits: bitsText(bits) };
  }
  if (as === 'ext-error') {
    const error = kerbExtError(octets);
    if (error === undefined) return unread;
    const number = (name: string, value: number, offset: number): Field =>
      part(name, 'ULONG', 'integer', `0x${value.toString(16).padStart(8, '0')}`, at + offset, 4);
    return {
      type: 'KERB-EXT-ERROR',
      kind: 'constructed',
      value: `0x${error.status.toString(16).padStart(8, '0')}`,
      children: [
        number('status', error.status, 0),
        number('reserved', error.reserved, 4),
        number('flags', error.flags, 8),
      ],
    };
  }
  return kpasswdResult(octets, at) ?? unread;
}

function part(
  name: string,
  type: string,
  kind: FieldKind,
  value: string,
  offset: number,
  length: number,
): Field {
  return fieldAt(name, offset, offset + length, { type, kind, value });
}

function kpasswdResult(octets: Uint8Array, at: number): Leaf | undefined {
  try {
    const { resultCode, text, policy } = parseKpasswdResult(octets);
    const name = kpasswdResultName(resultCode);
    const code: Field = {
      ...part('result-code', 'UInt16', 'integer', String(resultCode), at, 2),
      meaning: name,
    };
    const said = displayText(text).slice(0, MAX_TEXT);
    const rest = octets.length - 2;
    const children: Field[] = [code];
    if (policy !== undefined) {
      const rules = `min-length ${String(policy.minLength)}, history ${String(policy.history)}`;
      children.push(part('policy', 'DOMAIN_PASSWORD_INFORMATION', 'text', rules, at + 2, rest));
    } else if (rest > 0) children.push(part('result-string', 'KerberosString', 'text', said, at + 2, rest));
    const isKnown = Object.values(KpasswdResult).some((known) => known === resultCode);
    return { type: 'kpasswd result', kind: 'constructed', children, ...(isKnown ? { value: name } : {}) };
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}
