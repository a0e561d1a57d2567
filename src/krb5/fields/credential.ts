// A record of a FILE cache (the layout of each version stands in ccache/parse.ts) laid open where it stands: principals,
// the session key's place and length, times, flags, the ticket.
import { CONFIG_REALM } from '../ccache/parse.ts';
import type { CcacheRecord, CcacheVersion } from '../ccache/parse.ts';
import { encodeCredentialRecord } from '../ccache/encode.ts';
import type { KeylessCredential } from '../credential.ts';
import { encryptionType } from '../crypto/registry.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { isKerberosError } from '../errors.ts';
import { adTypeName } from '../iana/ad-type.ts';
import { addressTypeName } from '../iana/addr-type.ts';
import { enctypeName } from '../iana/enctype.ts';
import { nameTypeName } from '../iana/name-type.ts';
import { formatPrincipal } from '../principal.ts';
import type { Principal } from '../principal.ts';
import { displayText } from '../text.ts';
import { ticket as ticketCodec } from '../messages/index.ts';
import { addressText } from './address-text.ts';
import { messageBudget } from './budget.ts';
import type { Budget } from './budget.ts';
import { authorizationField } from './build.ts';
import { Cursor } from './cursor.ts';
import { describeElementOr } from './describe.ts';
import { MAX_TEXT, hex } from './field.ts';
import type { Field } from './field.ts';
import { bitsText, shownText } from './make.ts';
import { flagsText } from './meaning.ts';

export interface RecordPlace {
  readonly version: CcacheVersion;
  readonly littleEndian: boolean;
  readonly budget: Budget;
}

const printed = (principal: Principal): string => displayText(formatPrincipal(principal)).slice(0, MAX_TEXT);

/** A principal as caches write it. */
export function principalField(
  name: string,
  cursor: Cursor,
  principal: Principal,
  version: CcacheVersion,
): Field {
  return cursor.group(name, { type: 'principal', value: printed(principal) }, () => {
    const fields = version === 1 ? [] : [cursor.integer('name-type', 4, nameTypeName, true)];
    fields.push(cursor.integer('count', 4), cursor.text('realm', 4));
    for (const index of principal.name.nameString.keys()) fields.push(cursor.text(`[${String(index)}]`, 4));
    return fields;
  });
}

/** The record at `at` of a file that was read whole. */
export function recordField(
  name: string,
  file: Uint8Array,
  at: number,
  record: Pick<CcacheRecord, 'removed' | 'config'> & { readonly credential: KeylessCredential },
  { version, littleEndian, budget }: RecordPlace,
): Field {
  const cursor = new Cursor(file, budget, at, littleEndian);
  const { client, server, key } = record.credential;
  const type = record.config !== undefined ? 'config entry' : 'credential';
  return cursor.group(
    name,
    { type: record.removed ? `removed ${type}` : type, value: printed(server) },
    () => {
      const fields = [
        principalField('client', cursor, client, version),
        principalField('server', cursor, server, version),
        cursor.group('key', { type: 'keyblock', value: enctypeName(key.keyType) }, () => [
          cursor.integer('keytype', 2, enctypeName, true),
          ...(version === 3 ? [cursor.integer('etype', 2, enctypeName, true)] : []),
          cursor.secret('keyvalue', 4),
        ]),
      ];
      for (const time of ['authtime', 'starttime', 'endtime', 'renew-till']) fields.push(cursor.time(time));
      const skeyAt = cursor.at;
      const isSkey = String(cursor.number(1) !== 0);
      fields.push(cursor.field('is-skey', skeyAt, { type: 'UInt8', kind: 'boolean', value: isSkey }));
      const flagsAt = cursor.at;
      const flags = cursor.number(4);
      const names = flagsText('flags', 'credential', flags);
      const bits = bitsText(flags);
      fields.push(
        cursor.field('flags', flagsAt, { type: 'TicketFlags', kind: 'flags', value: names, bits }),
        listField('addresses', 'HostAddress', cursor, budget),
        listField('authdata', 'AuthorizationData element', cursor, budget),
        record.config === undefined ? ticketField('ticket', cursor, budget) : configField(cursor),
        ticketField('second-ticket', cursor, budget),
      );
      return fields;
    },
  );
}

function listField(
  name: string,
  type: 'HostAddress' | 'AuthorizationData element',
  cursor: Cursor,
  budget: Budget,
): Field {
  return cursor.group(name, { type: `SEQUENCE OF ${type}` }, () => {
    const count = cursor.integer('count', 4);
    const fields = [count];
    for (let index = 0; index < Number(count.value); index++) {
      const element = (): readonly Field[] =>
        type === 'HostAddress' ? addressFields(cursor) : authdataFields(cursor, budget);
      fields.push(cursor.group(`[${String(index)}]`, { type }, element));
    }
    return fields;
  });
}

function addressFields(cursor: Cursor): readonly Field[] {
  const type = cursor.integer('addr-type', 2, addressTypeName, true);
  const from = cursor.at;
  const { offset, octets } = cursor.data(4);
  const text = addressText(Number(type.value), octets);
  const leaf =
    text === undefined
      ? ({ type: 'octets', kind: 'octets', value: hex(octets) } as const)
      : ({ type: 'octets', kind: 'text', value: text } as const);
  return [type, cursor.field('address', from, leaf, offset)];
}

function authdataFields(cursor: Cursor, budget: Budget): readonly Field[] {
  const type = cursor.integer('ad-type', 2, adTypeName, true);
  const from = cursor.at;
  const { offset, octets } = cursor.data(4);
  return [type, authorizationField(Number(type.value), octets, { from, offset, budget })];
}

function ticketField(name: string, cursor: Cursor, budget: Budget): Field {
  const from = cursor.at;
  const { offset, octets } = cursor.data(4);
  if (octets.length === 0)
    return cursor.field(name, from, { type: 'Ticket', kind: 'octets', value: '' }, offset);
  const inner = describeElementOr(octets, ticketCodec, { base: offset, budget });
  return { ...inner, name, offset: from, length: cursor.at - from };
}

/** What a config entry says stands in the ticket's place: mostly text. */
function configField(cursor: Cursor): Field {
  const from = cursor.at;
  const { offset, octets } = cursor.data(4);
  const isText = octets.every((octet) => octet >= 0x20 && octet < 0x7f);
  const kind = isText ? 'text' : 'octets';
  const value = isText ? shownText(octets) : hex(octets);
  return cursor.field(
    'ticket',
    from,
    { type: `value of ${CONFIG_REALM}`, kind, value, plain: isText },
    offset,
  );
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

/**
 * The bytes of a credential's record as version 4 writes it, with zeros for the session key, and what they are.
 * @see keepPlain for what may be shown of them
 */
export function describeCredential(credential: KeylessCredential): {
  readonly bytes: Uint8Array;
  readonly field: Field;
} {
  const bytes = encodeCredentialRecord({ ...credential, key: zeroKey(credential.key.keyType) });
  const record = { credential, removed: false, config: undefined };
  const place = { version: 4, littleEndian: false, budget: messageBudget() } as const;
  return { bytes, field: recordField('credential', bytes, 0, record, place) };
}
