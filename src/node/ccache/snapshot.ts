// A cache file read whole, although other programs write to it: read again when it changed meanwhile, was replaced,
// or looks half written.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_FILE_LIMITS, KerberosError, isKerberosError, parseCcache } from '#krb5';
import type { Credential, ParsedCcache } from '#krb5';
import { checkOwner, inWords, isMissing } from './safe-path.ts';

const { O_RDONLY, O_RDWR } = constants;
/** Zero where the system has no such flag (Windows). */
const NOFOLLOW = flag('O_NOFOLLOW');
const NONBLOCK = flag('O_NONBLOCK');

function flag(name: 'O_NOFOLLOW' | 'O_NONBLOCK'): number {
  const flags: Partial<Record<string, number>> = constants;
  return flags[name] ?? 0;
}

export interface Snapshot {
  readonly parsed: ParsedCcache;
  readonly status: BigIntStats;
}

/** Overwrites the records' bytes and their keys, but for those of the credentials that live on. */
export function wipeSnapshot({ parsed }: Snapshot, live: readonly Credential[] = []): void {
  const kept = new Set(live);
  for (const { bytes, credential } of parsed.records) {
    bytes.fill(0);
    if (!kept.has(credential)) credential.key.wipe();
  }
}

/** How often, and how long after each other in milliseconds, a file that looks half written is read again. */
const HALF_WRITTEN = { times: 20, pause: 5 };

/** Same file, and nothing written to it since? */
export function sameState(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

export async function openNoFollow(file: string, flags: number): Promise<FileHandle | undefined> {
  try {
    return await open(file, flags | NOFOLLOW | NONBLOCK);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw inWords(file, error);
  }
}

/**
 * Reads the cache; undefined when there is none.
 * @throws KerberosError FILE_REFUSED, FORMAT_INVALID, LIMIT
 */
export async function readSnapshot(file: string): Promise<Snapshot | undefined> {
  return withSnapshot(file, O_RDONLY, (snapshot) => Promise.resolve(snapshot));
}

/** The same with the file held open for writing in place (not appending) while `use` runs. */
export async function withWritableSnapshot<T>(
  file: string,
  use: (snapshot: Snapshot, handle: FileHandle) => Promise<T>,
): Promise<T | undefined> {
  return withSnapshot(file, O_RDWR, use);
}

async function withSnapshot<T>(
  file: string,
  flags: number,
  use: (snapshot: Snapshot, handle: FileHandle) => Promise<T>,
): Promise<T | undefined> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= HALF_WRITTEN.times;
    const handle = await openNoFollow(file, flags);
    if (handle === undefined) return undefined;
    try {
      const snapshot = await tryRead(file, handle, last);
      if (snapshot !== undefined) return await use(snapshot, handle);
    } finally {
      await handle.close();
    }
    await delay(HALF_WRITTEN.pause);
  }
}

/** undefined: to be tried again. */
async function tryRead(file: string, handle: FileHandle, last: boolean): Promise<Snapshot | undefined> {
  const before = await handle.stat({ bigint: true });
  checkOwner(file, before);
  if (before.size > BigInt(DEFAULT_FILE_LIMITS.bytes)) {
    const limit = DEFAULT_FILE_LIMITS.bytes;
    throw new KerberosError('LIMIT', `${file}: larger than ${String(limit)} bytes`, {
      what: 'bytes',
      limit,
      where: file,
    });
  }
  const bytes = await readAll(handle, Number(before.size));
  const status = await handle.stat({ bigint: true });
  if (!last && (!sameState(before, status) || status.nlink === 0n)) return undefined;
  /** From here on they are nobody's; the records before are wiped with the snapshot. */
  let wipeFrom = 0;
  try {
    const parsed = parseCcache(bytes, { littleEndian: os.endianness() === 'LE' });
    if (parsed.incomplete && !last) return undefined;
    wipeFrom = parsed.end;
    return { parsed, status };
  } catch (error) {
    if (!last && isKerberosError(error, 'FORMAT_INVALID')) return undefined;
    if (!isKerberosError(error, 'FORMAT_INVALID')) throw error;
    const { reason, offset } = error.details;
    const details = { format: 'ccache', reason, file, ...(offset === undefined ? {} : { offset }) } as const;
    throw new KerberosError('FORMAT_INVALID', `${file}: ${error.message}`, details, error);
  } finally {
    bytes.fill(0, wipeFrom);
  }
}

async function readAll(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length === size ? bytes : bytes.slice(0, length);
}
