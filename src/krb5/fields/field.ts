// A message laid open: the tree of its fields, each with its place in the bytes. It is made for showing: no word of
// any language is in it but the names that the RFCs and IANA give, and no key, password or sealed octet.

export type FieldKind =
  /** Holds other fields. */
  | 'constructed'
  | 'integer'
  | 'text'
  /** `value` is RFC 3339 in UTC. */
  | 'time'
  /** `value` is the names of the bits that are set, in the RFC's order. */
  | 'flags'
  | 'boolean'
  /** `value` is hexadecimal, cut after 64 octets. */
  | 'octets'
  /** Ciphertext: its length is all that is said. */
  | 'sealed'
  /** A key or a password in clear: its length is all that is said. */
  | 'secret'
  /** An element that the type at this place does not know. */
  | 'unknown'
  /** Bytes that are no element at all; `value` is what is wrong with them. */
  | 'unreadable';

export interface Field {
  /** As the RFC writes it: `renew-till`; `[0]`, `[1]` in a list; the message's name at the root. */
  readonly name: string;
  /** The ASN.1 type, or that of the contents where an OCTET STRING holds one. */
  readonly type: string;
  readonly kind: FieldKind;
  readonly value?: string;
  /** The registered name of a number: `aes256-cts-hmac-sha1-96`, `KDC_ERR_PREAUTH_REQUIRED`. */
  readonly meaning?: string;
  /** Of the whole element with its tags, from the start of the input. */
  readonly offset: number;
  readonly length: number;
  /** Of what the tags and lengths stand around. */
  readonly valueOffset: number;
  readonly valueLength: number;
  /** Its octets are known to hold nothing sealed and no secret. */
  readonly plain: boolean;
  readonly children: readonly Field[];
  /** There are more children than the limit lets in. */
  readonly truncated?: true;
}

/** Fields of one message, nested contents included. */
export const MAX_FIELDS = 2_000;
export const MAX_TEXT = 1_024;
export const MAX_HEX_OCTETS = 64;

export function hex(octets: Uint8Array): string {
  const shown = Array.from(octets.subarray(0, MAX_HEX_OCTETS), (octet) =>
    octet.toString(16).padStart(2, '0'),
  );
  return shown.join('') + (octets.length > MAX_HEX_OCTETS ? '…' : '');
}

/** Every field, parents before their children. */
export function* fieldsOf(field: Field): Generator<Field> {
  yield field;
  for (const child of field.children) yield* fieldsOf(child);
}
