// A message laid open: the tree of its fields, each with its place in the bytes. It is made for showing: no word of
// any language is in it but the names that the RFCs and IANA give, and no key, password or sealed octet.
import { hexText } from '../text.ts';

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
  /** Of flags: all bits, as they count: `0x40e10000`. */
  readonly bits?: string;
  /** Of a secret: nobody is shown it, whatever is asked for. Its octets are zeros in the source. */
  readonly withheld?: true;
  /** What was made out of the value's octets. `fieldsOf` does not go into it: its offsets count in another source. */
  readonly opened?: Opened;
  /** Of what is sealed, and no key at hand fits: whose key would. */
  readonly wants?: Wanted;
  /** Of a checksum: what a key at hand says of it; `unverified` where none does. */
  readonly verdict?: Verdict;
}

export type Verdict = 'valid' | 'invalid' | 'unverified';

/** Bytes with offsets of their own: what was given, or what was made out of a field's octets. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly how: 'input' | 'text' | 'base64' | 'hex' | 'decrypted' | 'decompressed' | 'reassembled';
  /** Of which octets it was made, where they stand in one place. */
  readonly from?: { readonly source: number; readonly offset: number; readonly length: number };
}

export interface Opened {
  /** Which of the sources `root` counts in. */
  readonly source: number;
  /** `unencrypted`: in place, as etype 0 has it. */
  readonly how: Exclude<Source['how'], 'input'> | 'unencrypted';
  readonly by?: KeyUse;
  readonly root: Field;
}

/** Which key opened something; never the key. */
export interface KeyUse {
  readonly from: KeyOrigin;
  readonly enctype: number;
  /** RFC 4120 7.5.1. */
  readonly usage: number;
  /** Whose key it is, or whose ticket it came with, printed. */
  readonly principal?: string;
  readonly kvno?: number;
}

export type KeyOrigin =
  | 'keytab'
  | 'password'
  /** Given as bytes. */
  | 'raw'
  /** The session key beside a ticket in a cache or KRB-CRED. */
  | 'credential'
  /** The session key inside a ticket or a KDC's reply that was opened. */
  | 'session-key'
  | 'subkey'
  /** RFC 6113: made of the armor ticket's session key and the subkey. */
  | 'armor'
  /** RFC 6113 5.4.3: the reply key and the strengthen-key. */
  | 'strengthened'
  /** RFC 6113 5.4.6: the long-term key and the armor key. */
  | 'challenge';

export interface Wanted {
  readonly enctype: number;
  readonly principal?: string;
  readonly kvno?: number;
}

/** Fields of one message, nested contents included. */
export const MAX_FIELDS = 2_000;
export const MAX_TEXT = 1_024;
export const MAX_HEX_OCTETS = 64;

export function hex(octets: Uint8Array): string {
  return hexText(octets.subarray(0, MAX_HEX_OCTETS)) + (octets.length > MAX_HEX_OCTETS ? '…' : '');
}

/** Every field, parents before their children. */
export function* fieldsOf(field: Field): Generator<Field> {
  yield field;
  for (const child of field.children) yield* fieldsOf(child);
}
