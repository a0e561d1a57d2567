// Where a cache file really is, and whether it may be trusted. A shared folder (others may create files there, as in
// /tmp) is where somebody can lay a cache or a link in our way: a link as the file itself is refused there, and one on
// the way to it unless it is ours or root's; a file that is not ours is refused everywhere.
import { lstatSync, readlinkSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import path from 'node:path';
import { KerberosError, displayText } from '#krb5';

const MAX_LINKS = 40;

export function fileRefused(file: string, reason: string, cause?: unknown): KerberosError<'FILE_REFUSED'> {
  const errno = errnoOf(cause);
  return new KerberosError(
    'FILE_REFUSED',
    `${displayText(file)}: ${reason}`,
    errno === undefined ? { file, reason } : { file, reason, errno },
    cause,
  );
}

export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === 'ENOENT' || errno === 'ENOTDIR';
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'you may not do this to it or to its folder',
  EPERM: 'you may not do this to it or to its folder',
  EROFS: 'it lies on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  ELOOP: 'it is a link, or reached over too many links',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is no folder',
};

/** A system error as FILE_REFUSED in words; anything else as it is. */
export function inWords(file: string, error: unknown): unknown {
  const errno = errnoOf(error);
  if (error instanceof KerberosError || errno === undefined) return error;
  return fileRefused(file, WORDS[errno] ?? `the system says ${errno}`, error);
}

/**
 * The path with its links followed, as far as they may be.
 * @throws KerberosError FILE_REFUSED
 */
export function resolveCacheFile(file: string): string {
  if (process.platform === 'win32') return path.resolve(file);
  const pending = path.resolve(file).split('/').slice(1);
  let folder = '/';
  for (let links = 0; ;) {
    const component = pending.shift();
    if (component === undefined || component === '') return folder;
    const here = path.join(folder, component);
    const status = lstatSync(here, { throwIfNoEntry: false });
    if (status?.isSymbolicLink() !== true) {
      if (pending.length === 0) return here;
      folder = here;
      continue;
    }
    if (isShared(folder)) {
      const trusted = status.uid === process.geteuid?.() || status.uid === 0;
      if (pending.length === 0) throw fileRefused(file, 'it is a link in a folder that others may write to');
      if (!trusted)
        throw fileRefused(file, `its path goes over a link of uid ${String(status.uid)} (${here})`);
    }
    if (++links > MAX_LINKS) throw fileRefused(file, 'it is reached over too many links');
    const target = readlinkSync(here);
    pending.unshift(...path.resolve(folder, target).split('/').slice(1));
    folder = '/';
  }
}

/** May others than this user and root create files there? A user's own private group does not count. */
function isShared(folder: string): boolean {
  const { mode, gid } = lstatSync(folder);
  return (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== process.getegid?.());
}

/** @throws KerberosError FILE_REFUSED for what is no regular file of ours */
export function checkOwner(file: string, status: BigIntStats): void {
  if (!status.isFile()) throw fileRefused(file, 'it is no regular file');
  const own = process.geteuid?.();
  if (own !== undefined && Number(status.uid) !== own) {
    throw fileRefused(file, `it belongs to uid ${String(status.uid)}, not to you (uid ${String(own)})`);
  }
}
