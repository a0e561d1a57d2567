// Changes to a cache file that MIT's library makes in place, and so do we: one record appended, one marked removed,
// the file unlinked and its bytes overwritten.
import { constants, readSync, unlinkSync, writeSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { removalPatches } from '#krb5';
import type { CcacheRecord } from '#krb5';
import { checkOwner, fileRefused, isMissing } from './safe-path.ts';
import { openNoFollow } from './snapshot.ts';

/**
 * One write to the end of the file. true: done; false: the file is another than the one read; undefined: it is gone.
 * @throws KerberosError FILE_REFUSED
 */
export async function append(
  file: string,
  read: BigIntStats,
  records: readonly Uint8Array[],
): Promise<boolean | undefined> {
  const handle = await openNoFollow(file, constants.O_WRONLY | constants.O_APPEND);
  if (handle === undefined) return undefined;
  const bytes = concat(records);
  try {
    const before = await handle.stat({ bigint: true });
    checkOwner(file, before);
    if (before.ino !== read.ino || before.dev !== read.dev) return false;
    const written = writeSync(handle.fd, bytes);
    if (written !== bytes.length) {
      const after = await handle.stat({ bigint: true });
      const alone = after.size === before.size + BigInt(written);
      if (alone) await handle.truncate(Number(before.size));
      throw fileRefused(file, 'the ticket could not be written to the end');
    }
    await handle.datasync();
    return (await handle.stat()).nlink > 0;
  } finally {
    bytes.fill(0);
    await handle.close();
  }
}

/** false when the bytes are no longer what was read: somebody else has removed the record. */
export function markRemoved(handle: FileHandle, record: CcacheRecord): boolean {
  const length = record.bytes.length;
  const onDisk = Buffer.alloc(length);
  const read = readSync(handle.fd, onDisk, 0, length, record.offset);
  if (read !== length || !onDisk.equals(record.bytes)) return false;
  for (const { bytes, offset } of removalPatches(record))
    writeSync(handle.fd, bytes, 0, bytes.length, offset);
  return true;
}

/** @throws KerberosError FILE_REFUSED */
export async function destroyFile(file: string): Promise<boolean> {
  const handle = await openNoFollow(file, constants.O_RDWR);
  if (handle === undefined) return false;
  try {
    const status = await handle.stat({ bigint: true });
    checkOwner(file, status);
    try {
      unlinkSync(file);
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
    // Behind the unlink, as MIT's: whoever holds the old file open can tell by it that the cache was destroyed.
    await handle.write(new Uint8Array(Number(status.size)), 0, undefined, 0);
    await handle.datasync();
    return true;
  } finally {
    await handle.close();
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
