// Our folder for caches: in the runtime folder that the system empties at log-out, else in the app's own data
// folder. 0700 and ours, or it is not used.
import { lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface OwnFolderOptions {
  /** XDG_RUNTIME_DIR, if there is one. */
  readonly runtimeFolder: string | undefined;
  readonly dataFolder: string;
  readonly uid: number | undefined;
}

const PREFIX = 'krb5cc_';
/** A cache being written, as src/node names it until it is renamed. */
const TEMPORARY = /\.tessera-\d+-[^.]+$/;
/** Left of a file name's 255 bytes by the prefix and by temporary files beside it. */
const LONGEST = 200;

function isUsable(folder: string, uid: number | undefined): boolean {
  try {
    const status = lstatSync(folder);
    return status.isDirectory() && (uid === undefined || (status.uid === uid && (status.mode & 0o077) === 0));
  } catch {
    return false;
  }
}

function makeFolder({ runtimeFolder, dataFolder, uid }: OwnFolderOptions): string {
  const bases = [...(runtimeFolder === undefined || runtimeFolder === '' ? [] : [runtimeFolder]), dataFolder];
  for (const base of bases) {
    const folder = path.join(base, 'tessera');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch {
      continue;
    }
    if (isUsable(folder, uid)) return folder;
  }
  throw new Error(`there is no folder for tickets: ${bases.join(', ')} cannot be used`);
}

/** A name as a file's: two principals never share one. */
function fileName(principal: string): string {
  const plain = encodeURIComponent(principal.toWellFormed()).replaceAll('*', '%2A');
  if (plain.length <= LONGEST && principal.isWellFormed()) return PREFIX + plain;
  let hash = 0xcbf29ce484222325n; // FNV-1a; what the cache holds is looked at before anything is written to it
  for (const unit of principal)
    hash = ((hash ^ BigInt(unit.codePointAt(0) ?? 0)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return `${PREFIX}${plain.slice(0, 100)}~${hash.toString(16)}`;
}

/** No escaped name has a + in it. */
const further = (nth: number): string => (nth > 1 ? `+${nth}` : '');

export interface OwnFolderFiles {
  readonly caches: () => readonly string[];
  /** @param nth from the second on, a further cache of the same principal */
  readonly cacheFor: (principal: string, nth?: number) => string;
  readonly standIn: () => string;
  readonly practiceCacheFor: (principal: string, nth?: number) => string;
  readonly writePracticeConfig: (text: string) => string;
  readonly clearPractice: () => void;
}

export function ownFolder(options: OwnFolderOptions): OwnFolderFiles {
  const folder = makeFolder(options);
  const practice = path.join(folder, 'practice');
  const standIn = `${PREFIX}default`;
  const makePractice = (): void => {
    mkdirSync(practice, { recursive: true, mode: 0o700 });
  };
  return {
    caches: () =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.startsWith(PREFIX))
        .filter(({ name }) => name !== standIn && !TEMPORARY.test(name))
        .map(({ name }) => `FILE:${path.join(folder, name)}`),
    cacheFor: (principal, nth = 1) => `FILE:${path.join(folder, fileName(principal))}${further(nth)}`,
    standIn: () => `FILE:${path.join(folder, standIn)}`,
    practiceCacheFor(principal, nth = 1) {
      makePractice();
      return `FILE:${path.join(practice, fileName(principal))}${further(nth)}`;
    },
    writePracticeConfig(text) {
      makePractice();
      const file = path.join(practice, 'krb5.conf');
      rmSync(file, { force: true });
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    },
    clearPractice() {
      rmSync(practice, { recursive: true, force: true });
    },
  };
}
