// The blobs that are open: a handle each, few, within a bound of memory, the one not looked at longest goes first. With
// a blob go the keys that were added to it.
import { inspect } from '#krb5';
import type { ByteRange, RingKey } from '#krb5';
import type { BlobDto } from '#shared';
import { ServiceError } from '../describe-error.ts';
import { blanksOf } from './blanks.ts';
import type { Blanks } from './blanks.ts';
import { sealedDto } from './field-dto.ts';
import { layOpen } from './laid-open.ts';
import type { LaidOpen, Node } from './laid-open.ts';

export interface OpenBlob {
  readonly handle: string;
  readonly name: string;
  readonly origin: BlobDto['origin'];
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly leftOut: readonly ByteRange[];
  readonly keys: RingKey[];
  readonly revealed: Set<string>;
  version: number;
  open: LaidOpen;
  blanks: Blanks;
}

const MOST_BLOBS = 16;
const MOST_OCTETS = 256 << 20;

/** A key or password that a person may look at; what is withheld, as hashes among a PAC's credentials, never is. */
export function mayBeShown({ field }: Node): boolean {
  return field.kind === 'secret' && field.withheld === undefined && field.valueLength > 0;
}

const sizeOf = ({ open }: OpenBlob): number =>
  open.inspection.sources.reduce((sum, { bytes }) => sum + bytes.length, 0);

export interface Blobs {
  /** @throws KerberosError NOT_RECOGNISED, FORMAT_INVALID, LIMIT */
  readonly add: (
    bytes: Uint8Array,
    about: Pick<OpenBlob, 'name' | 'origin'> & { readonly leftOut?: readonly ByteRange[] },
  ) => OpenBlob;
  /** @throws ServiceError UNKNOWN */
  readonly get: (handle: string) => OpenBlob;
  /** Oldest first. */
  readonly all: () => readonly OpenBlob[];
  readonly close: (handle: string) => void;
  /** Reads it again with further keys. @returns how many parts they opened @throws KerberosError LIMIT */
  readonly addKeys: (blob: OpenBlob, keys: readonly RingKey[]) => number;
  readonly reveal: (blob: OpenBlob, at: string) => void;
}

export function createBlobs(newHandle: () => string, now: () => number): Blobs {
  const open = new Map<string, OpenBlob>();

  function blanks(blob: Pick<OpenBlob, 'open' | 'revealed' | 'origin' | 'leftOut'>): Blanks {
    const { revealed, origin, leftOut } = blob;
    return blanksOf(blob.open, { revealed, sealedToo: origin === 'ticket', leftOut });
  }

  function close(handle: string): void {
    const blob = open.get(handle);
    open.delete(handle);
    for (const { key } of blob?.keys ?? []) key.wipe();
  }

  function makeRoom(): void {
    for (const [handle] of open) {
      const size = [...open.values()].reduce((sum, blob) => sum + sizeOf(blob), 0);
      if (open.size <= 1 || (open.size <= MOST_BLOBS && size <= MOST_OCTETS)) return;
      close(handle);
    }
  }

  return {
    add(bytes, { name, origin, leftOut = [] }) {
      const laidOpen = layOpen(inspect(bytes));
      const known = { name, origin, bytes, leftOut, keys: [], revealed: new Set<string>(), open: laidOpen };
      const blob: OpenBlob = {
        ...known,
        handle: newHandle(),
        at: now(),
        version: 1,
        blanks: blanks(known),
      };
      open.set(blob.handle, blob);
      makeRoom();
      return blob;
    },
    get(handle) {
      const blob = open.get(handle);
      if (blob === undefined) throw new ServiceError('UNKNOWN', (words) => words.blobGone);
      open.delete(handle); // looked at: the last to go
      open.set(handle, blob);
      return blob;
    },
    all: () => [...open.values()].sort((a, b) => a.at - b.at),
    close,
    addKeys(blob, keys) {
      const before = openedParts(blob.open);
      const all = [...blob.keys, ...keys];
      const again = layOpen(inspect(blob.bytes, { as: blob.open.inspection.kind, keys: all }));
      blob.keys.push(...keys);
      blob.open = again;
      blob.version += 1;
      blob.blanks = blanks(blob);
      return Math.max(0, openedParts(again) - before);
    },
    reveal(blob, at) {
      blob.revealed.add(at);
      blob.version += 1;
      blob.blanks = blanks(blob);
    },
  };
}

function openedParts(open: LaidOpen): number {
  let count = 0;
  for (const { made } of open.each()) if (made?.by !== undefined) count += 1;
  return count;
}

/** Of one answer. */
const SEALED_LISTED = 50;
const SOURCES_LISTED = 5_000;

export function blobDto({
  handle,
  version,
  name,
  origin,
  at,
  bytes,
  keys,
  open,
  leftOut,
}: OpenBlob): BlobDto {
  const { inspection, fields, sealed, unreadable, firstUnreadable, pac } = open;
  return {
    ...{ blob: handle, version, name, origin, at, kind: inspection.kind, length: bytes.length, fields },
    sources: inspection.sources
      .slice(0, SOURCES_LISTED)
      .map(({ how, bytes: { length } }) => ({ how, length })),
    // Of a message that was kept without its sealed parts there is nothing to open.
    sealed: leftOut.length > 0 ? [] : sealed.slice(0, SEALED_LISTED).map(sealedDto),
    sealedCount: leftOut.length > 0 ? 0 : sealed.length,
    keys: keys.length,
    unreadable,
    ...(firstUnreadable === undefined ? {} : { firstUnreadable }),
    ...(pac === undefined ? {} : { pac }),
  };
}
