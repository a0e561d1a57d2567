// A credential as its record in a FILE cache of version 4 (the layout stands in ccache/parse.ts), laid open: principals,
// the session key's place and length, times, flags, the ticket. Times are unsigned seconds there, lengths 32 bits.
import { civilTime, formatKerberosTime } from '../asn1/index.ts';
import { encodeCredentialRecord } from '../ccache/encode.ts';
import type { KeylessCredential } from '../credential.ts';
import { encryptionType } from '../crypto/registry.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { isKerberosError } from '../errors.ts';
import { enctypeName } from '../iana/enctype.ts';
import { formatPrincipal } from '../principal.ts';
import type { Principal } from '../principal.ts';
import { displayText } from '../text.ts';
import { describeTicketAt } from './describe.ts';
import { MAX_TEXT } from './field.ts';
import type { Field, FieldKind } from './field.ts';
import { flagsText } from './meaning.ts';

/** Takes fields one after the other; `at` is where the next one stands. */
class Cursor {
  at = 0;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32(): number {
    const value = this.#view.getUint32(this.at);
    this.at += 4;
    return value;
  }

  /** Steps over data behind its length. */
  data(): { readonly offset: number; readonly length: number } {
    const length = this.u32();
    const offset = this.at;
    this.at += length;
    return { offset, length };
  }
}

interface Leaf {
  readonly type: string;
  readonly kind: FieldKind;
  readonly value?: string;
  readonly meaning?: string;
  readonly plain?: boolean;
  readonly children?: readonly Field[];
}

function made(name: string, from: number, to: number, leaf: Leaf, valueOffset = from): Field {
  const place = { offset: from, length: to - from, valueOffset, valueLength: to - valueOffset };
  return { name, plain: true, children: [], ...leaf, ...place };
}

const shown = (text: string): string => displayText(text).slice(0, MAX_TEXT);

/** 2026-11-21T11:58:03Z; 0 is absent. */
function timeText(seconds: number): string {
  if (seconds === 0) return '';
  const { year } = civilTime(seconds);
  const digits = formatKerberosTime(seconds);
  const part = (from: number): string => digits.slice(from, from + 2);
  return `${String(year)}-${part(4)}-${part(6)}T${part(8)}:${part(10)}:${part(12)}Z`;
}

function principalField(name: string, cursor: Cursor, principal: Principal): Field {
  const from = cursor.at;
  cursor.u32();
  const components = cursor.u32();
  for (let n = 0; n <= components; n++) cursor.data();
  return made(name, from, cursor.at, {
    type: 'principal',
    kind: 'text',
    value: shown(formatPrincipal(principal)),
  });
}

function listField(name: string, type: string, cursor: Cursor): Field {
  const from = cursor.at;
  const count = cursor.u32();
  const start = cursor.at;
  for (let n = 0; n < count; n++) {
    cursor.at += 2;
    cursor.data();
  }
  // Addresses are open; what authorization data holds is anybody's guess.
  const plain = type === 'addresses' || count === 0;
  return made(name, from, cursor.at, { type, kind: 'octets', value: String(count), plain }, start);
}

function ticketField(name: string, cursor: Cursor, ticket: Uint8Array): Field {
  const from = cursor.at;
  const { offset } = cursor.data();
  if (ticket.length === 0)
    return made(name, from, cursor.at, { type: 'Ticket', kind: 'octets', value: '' }, offset);
  const inner = describeTicketAt(ticket, offset);
  return { ...inner, name, offset: from, length: cursor.at - from };
}

/** Zeros in place of the session key, as long as its enctype says. */
function zeroKey(keyType: number): EncryptionKey {
  try {
    return new EncryptionKey(keyType, new Uint8Array(encryptionType(keyType).keySize));
  } catch (error) {
    if (isKerberosError(error, 'ETYPE_UNSUPPORTED')) return new EncryptionKey(keyType, new Uint8Array());
    throw error;
  }
}

/** The record's bytes, with zeros for the session key, and what they are. @see keepPlain for what may be shown of them */
export function describeCredential(credential: KeylessCredential): {
  readonly bytes: Uint8Array;
  readonly field: Field;
} {
  const bytes = encodeCredentialRecord({ ...credential, key: zeroKey(credential.key.keyType) });
  const cursor = new Cursor(bytes);
  const children: Field[] = [
    principalField('client', cursor, credential.client),
    principalField('server', cursor, credential.server),
  ];
  const keyFrom = cursor.at;
  cursor.at += 2;
  const key = cursor.data();
  const { keyType } = credential.key;
  const secret: Field = {
    ...made('keyvalue', keyFrom + 2, cursor.at, { type: 'octets', kind: 'secret', plain: false }, key.offset),
  };
  const keytype = {
    type: 'UInt16',
    kind: 'integer',
    value: String(keyType),
    meaning: enctypeName(keyType),
  } as const;
  children.push(
    made('key', keyFrom, cursor.at, {
      type: 'keyblock',
      kind: 'constructed',
      value: enctypeName(keyType),
      children: [made('keytype', keyFrom, keyFrom + 2, keytype), secret],
    }),
  );
  for (const name of ['authtime', 'starttime', 'endtime', 'renew-till']) {
    const from = cursor.at;
    const value = timeText(cursor.u32());
    children.push(made(name, from, cursor.at, { type: 'UInt32', kind: 'time', value }));
  }
  const skeyAt = cursor.at++;
  const isSkey = String(credential.isSkey);
  children.push(made('is-skey', skeyAt, cursor.at, { type: 'UInt8', kind: 'boolean', value: isSkey }));
  const flagsAt = cursor.at;
  const flags = flagsText('flags', 'credential', cursor.u32());
  children.push(made('flags', flagsAt, cursor.at, { type: 'TicketFlags', kind: 'flags', value: flags }));
  children.push(listField('addresses', 'addresses', cursor));
  children.push(listField('authdata', 'authorization data', cursor));
  children.push(ticketField('ticket', cursor, credential.ticket));
  children.push(ticketField('second-ticket', cursor, credential.secondTicket));
  const whole: Leaf = { type: 'credential', kind: 'constructed', children };
  return { bytes, field: made('credential', 0, bytes.length, whole) };
}
