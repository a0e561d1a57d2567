// A cache file replaced as a whole: written beside it, synced, compared with what was read, renamed over it. Node has
// no fcntl locks and MIT's library honours no others, so nothing keeps another program from changing the file between
// the comparison and the rename; what came in between is found out afterwards (entry-events.ts) and answered for by
// the caller. docs/decisions.md names what stays open.
import { constants, lstatSync, renameSync, unlinkSync, utimesSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open, readdir, lstat, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EntryEvents } from './entry-events.ts';
import { checkOwner, fileRefused, inWords, isMissing } from './safe-path.ts';
import { openNoFollow, sameState } from './snapshot.ts';

export type Replaced =
  /** Written, and nobody came in between, as far as can be told. */
  | { readonly outcome: 'written' }
  /** Not written: the file is no longer what was read. */
  | { readonly outcome: 'changed' }
  /** Written over a file that another program had put there in between. */
  | { readonly outcome: 'overwrote' }
  /** Written after another program had removed the file in between. `undo` takes ours away again. */
  | { readonly outcome: 'removed-before'; readonly undo: () => void };

/** How long a program that removes a cache may take to overwrite its bytes, where only that gives it away. */
const WIPED_WITHIN = 20;

/**
 * @param expected what the file was when it was read: undefined for "there was none"; 'any' replaces whatever is there
 * @throws KerberosError FILE_REFUSED
 */
export async function replaceFile(
  file: string,
  bytes: Uint8Array,
  expected: BigIntStats | undefined | 'any',
): Promise<Replaced> {
  const folder = path.dirname(file);
  const temporary = `${file}.tessera-${String(process.pid)}-${randomSuffix()}`;
  let events: EntryEvents | undefined;
  let old: FileHandle | undefined;
  let renamed = false;
  try {
    await removeStaleTemporaries(file);
    events = EntryEvents.open(folder);
    if (events === undefined) old = await openNoFollow(file, constants.O_RDONLY);
    await writeTemporary(temporary, bytes);
    // From here to the rename nothing waits: this is the window.
    utimesSync(temporary, new Date(), new Date());
    const current = lstatSync(file, { bigint: true, throwIfNoEntry: false });
    if (current !== undefined) checkOwner(file, current);
    if (expected !== 'any' && !same(current, expected)) return { outcome: 'changed' };
    renameSync(temporary, file);
    renamed = true;
    await syncFolder(folder);
    const ours = lstatSync(file, { bigint: true, throwIfNoEntry: false });
    const undo = (): void => {
      if (ours !== undefined) removeIfSame(file, ours);
    };
    const between = await events?.between(temporary, file, current !== undefined);
    if (between?.overwritten === true) return { outcome: 'overwrote' };
    const removed = between === undefined ? current !== undefined && (await wasWiped(old)) : !between.existed;
    return removed && current !== undefined ? { outcome: 'removed-before', undo } : { outcome: 'written' };
  } catch (error) {
    throw inWords(file, error);
  } finally {
    events?.close();
    await old?.close();
    if (!renamed) await unlink(temporary).catch(() => undefined);
  }
}

function same(current: BigIntStats | undefined, expected: BigIntStats | undefined): boolean {
  return current === undefined || expected === undefined
    ? current === expected
    : sameState(current, expected);
}

function randomSuffix(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex');
}

async function writeTemporary(temporary: string, bytes: Uint8Array): Promise<void> {
  const flags: Partial<Record<string, number>> = constants;
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  const handle = await open(temporary, O_CREAT | O_EXCL | O_WRONLY | (flags['O_NOFOLLOW'] ?? 0), 0o600);
  try {
    await handle.chmod(0o600); // whatever the umask
    await writeAll(handle, bytes, temporary);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, file: string): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, at);
    if (bytesWritten === 0) throw fileRefused(file, 'it could not be written to the end');
    at += bytesWritten;
  }
}

/** So that the new name survives a crash of the machine. Windows cannot open folders, and needs it not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** kdestroy overwrites what it has unlinked. Only a hint, for systems without ordered events. */
async function wasWiped(old: FileHandle | undefined): Promise<boolean> {
  if (old === undefined) return false;
  await delay(WIPED_WITHIN);
  const { buffer, bytesRead } = await old.read(new Uint8Array(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0 && buffer[1] === 0;
}

function removeIfSame(file: string, ours: BigIntStats): void {
  const now = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  if (now !== undefined && now.ino === ours.ino && now.dev === ours.dev) unlinkSync(file);
}

/** What a killed writer has left lying beside the file: it holds keys. */
async function removeStaleTemporaries(file: string): Promise<void> {
  const folder = path.dirname(file);
  const prefix = `${path.basename(file)}.tessera-`;
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(prefix)
      ? /^(\d+)-[0-9a-f]{16}$/.exec(name.slice(prefix.length))?.[1]
      : undefined;
    if (pid === undefined || isAlive(Number(pid))) continue;
    const left = path.join(folder, name);
    try {
      const status = await lstat(left);
      const old = Date.now() - status.mtimeMs > 1000; // a process of another container may look dead from here
      if (old && status.isFile() && status.uid === (process.geteuid?.() ?? status.uid)) await unlink(left);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
