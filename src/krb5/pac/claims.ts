// CLAIMS_SET, [MS-ADTS] 2.2.18.7: what the directory (or a certificate) says of a user or a computer, each claim an id
// and values of one type. A type that is none of CLAIM_TYPE's (2.2.18.2) has no values: the union has no arm for it.
import { readSerialized, writeSerialized } from '../ndr/index.ts';
import type { NdrPointer, NdrReader, NdrReaderOptions, NdrWriter } from '../ndr/index.ts';
import { namesReading } from './readings.ts';

export const ClaimType = { INT64: 1, UINT64: 2, STRING: 3, BOOLEAN: 6 } as const;

export type ClaimValues =
  | { readonly type: typeof ClaimType.INT64 | typeof ClaimType.UINT64; readonly values: readonly bigint[] }
  | { readonly type: typeof ClaimType.STRING; readonly values: readonly string[] }
  | { readonly type: typeof ClaimType.BOOLEAN; readonly values: readonly boolean[] };

export interface UnknownClaim {
  readonly type: 'unknown';
  readonly number: number;
}

/** `ad://ext/department:88d4…` and what it says. */
export interface Claim {
  readonly id: string;
  readonly content: ClaimValues | UnknownClaim;
}

export interface ClaimsArray {
  /** CLAIMS_SOURCE_TYPE: 1 the directory, 2 a certificate. */
  readonly sourceType: number;
  readonly claims: readonly Claim[];
}

export type ClaimsSet = readonly ClaimsArray[];

const claimTypeReading = namesReading({
  CLAIM_TYPE_INT64: ClaimType.INT64,
  CLAIM_TYPE_UINT64: ClaimType.UINT64,
  CLAIM_TYPE_STRING: ClaimType.STRING,
  CLAIM_TYPE_BOOLEAN: ClaimType.BOOLEAN,
});
const sourceTypeReading = namesReading({ CLAIMS_SOURCE_TYPE_AD: 1, CLAIMS_SOURCE_TYPE_CERTIFICATE: 2 });
/** A claim's truth stands in 64 bits. */
const booleanReading = (value: bigint): { readonly kind: 'boolean'; readonly value: string } => ({
  kind: 'boolean',
  value: String(value !== 0n),
});

const ARRAY_LENGTH = 12;
const ENTRY_LENGTH = 16;
const WIDE_LENGTH = 8;
const POINTER_LENGTH = 4;

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeClaimsSet(bytes: Uint8Array, options?: NdrReaderOptions): ClaimsSet {
  return readSerialized(bytes, readClaimsSet, options);
}

function readClaimsSet(r: NdrReader): ClaimsSet {
  const announced = r.uint32('ulClaimsArrayCount');
  const arrays = r.pointer('ClaimsArrays', 'CLAIMS_ARRAY[]');
  const reserved = readReservedHead(r);
  r.follow(arrays);
  const count = r.announced(arrays, announced, ARRAY_LENGTH);
  const heads = Array.from({ length: count }, (_, i) => {
    r.open(i, 'CLAIMS_ARRAY');
    const sourceType = r.uint16('usClaimsSourceType', sourceTypeReading);
    const claimsCount = r.uint32('ulClaimsCount');
    const entries = r.pointer('ClaimEntries', 'CLAIM_ENTRY[]');
    r.close();
    return { sourceType, claimsCount, entries };
  });
  const set = heads.map(({ sourceType, claimsCount, entries }) => ({
    sourceType,
    claims: readEntries(r, claimsCount, entries),
  }));
  r.followed(arrays);
  readReserved(r, reserved);
  return set;
}

interface EntryHead {
  readonly id: NdrPointer;
  readonly type: number;
  readonly count: number;
  readonly values: NdrPointer | undefined;
}

function readEntries(r: NdrReader, announced: number, pointer: NdrPointer): Claim[] {
  r.follow(pointer);
  const count = r.announced(pointer, announced, ENTRY_LENGTH - WIDE_LENGTH);
  const heads = Array.from({ length: count }, (_, i) => readEntryHead(r, i));
  const claims = heads.map((head) => {
    const id = head.id.referent === 0 ? '' : readTextAt(r, head.id);
    return { id, content: readValues(r, head) };
  });
  r.followed(pointer);
  return claims;
}

function readTextAt(r: NdrReader, pointer: NdrPointer): string {
  r.follow(pointer);
  const text = r.wideString();
  r.followed(pointer, text);
  return text;
}

const ARMS: Readonly<Record<number, string>> = {
  [ClaimType.INT64]: 'Int64Values',
  [ClaimType.UINT64]: 'Uint64Values',
  [ClaimType.STRING]: 'StringValues',
  [ClaimType.BOOLEAN]: 'BooleanValues',
};

function readEntryHead(r: NdrReader, index: number): EntryHead {
  r.align(4);
  r.open(index, 'CLAIM_ENTRY');
  const id = r.pointer('Id', 'WCHAR[]');
  const type = r.uint16('Type', claimTypeReading);
  // The union's own copy of its switch (C706 14.3.8), then the arm at the alignment of a pointer.
  if (r.uint16() !== type) throw r.invalid("a claim's two types differ");
  r.align(4);
  const arm = ARMS[type];
  const known =
    arm === undefined ? undefined : { count: r.uint32('ValueCount'), values: r.pointer(arm, `${arm}[]`) };
  r.close();
  return { id, type, count: known?.count ?? 0, values: known?.values };
}

function readValues(r: NdrReader, { type, count: announced, values: pointer }: EntryHead): Claim['content'] {
  if (pointer === undefined) return { type: 'unknown', number: type };
  r.follow(pointer);
  const elementLength = type === ClaimType.STRING ? POINTER_LENGTH : WIDE_LENGTH;
  const count = r.announced(pointer, announced, elementLength);
  const list = <T>(read: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => read(i));
  const content = ((): Claim['content'] => {
    switch (type) {
      case ClaimType.INT64:
        return { type, values: list((i) => r.int64(i)) };
      case ClaimType.UINT64:
        return { type, values: list((i) => r.uint64(i)) };
      case ClaimType.BOOLEAN:
        return { type, values: list((i) => r.uint64(i, booleanReading) !== 0n) };
      default: {
        const heads = list((i) => r.pointer(i, 'WCHAR[]'));
        const texts = heads.map((head) => (head.referent === 0 ? '' : readTextAt(r, head)));
        return { type: ClaimType.STRING, values: texts };
      }
    }
  })();
  r.followed(pointer);
  return content;
}

interface ReservedHead {
  readonly size: number;
  readonly field: NdrPointer;
}

/** The end of CLAIMS_SET and of CLAIMS_SET_METADATA. */
export function readReservedHead(r: NdrReader): ReservedHead {
  r.uint16('usReservedType');
  const size = r.uint32('ulReservedFieldSize');
  return { size, field: r.pointer('ReservedField', 'BYTE[]') };
}

export function readReserved(r: NdrReader, { size, field }: ReservedHead): void {
  r.follow(field);
  r.bytes(r.announcedBytes(field, size));
  r.followed(field);
}

export function encodeClaimsSet(set: ClaimsSet): Uint8Array {
  return writeSerialized((w) => {
    w.uint32(set.length);
    w.pointer(set.length > 0);
    writeNoReserved(w);
    if (set.length === 0) return;
    w.uint32(set.length);
    for (const { sourceType, claims } of set) {
      w.uint16(sourceType);
      w.uint32(claims.length);
      w.pointer(claims.length > 0);
    }
    for (const { claims } of set) writeEntries(w, claims);
  });
}

function writeEntries(w: NdrWriter, claims: readonly Claim[]): void {
  if (claims.length === 0) return;
  w.uint32(claims.length);
  for (const { content } of claims) {
    const type = content.type === 'unknown' ? content.number : content.type;
    w.align(4);
    w.pointer();
    w.uint16(type);
    w.uint16(type);
    w.align(4);
    if (content.type === 'unknown') continue;
    w.uint32(content.values.length);
    w.pointer(content.values.length > 0);
  }
  for (const { id, content } of claims) {
    w.wideString(id);
    if (content.type !== 'unknown' && content.values.length > 0) writeValues(w, content);
  }
}

function writeValues(w: NdrWriter, content: ClaimValues): void {
  w.uint32(content.values.length);
  if (content.type === ClaimType.STRING) {
    for (let left = content.values.length; left > 0; left--) w.pointer();
    for (const text of content.values) w.wideString(text);
    return;
  }
  for (const value of content.values) w.uint64(BigInt(value));
}

export function writeNoReserved(w: NdrWriter): void {
  w.uint16(0);
  w.uint32(0);
  w.pointer(false);
}
