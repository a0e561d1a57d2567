// Chromium's profile: a fresh folder for each run, removed after it. Chromium does not sandbox itself when it runs
// as root, so under root it runs as `nobody`, and its profile lies where nobody can reach it.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const nobody = 65534;

export interface Profile {
  readonly folder: string;
  readonly user: { readonly uid?: number; readonly gid?: number };
  readonly env: NodeJS.ProcessEnv;
  /** Removes what was made here and nothing else. Only once Chromium is gone. */
  remove(): void;
}

/** May everybody walk to this folder? */
function reachableByAll(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Chromium binds a socket below its profile's folder, 77 characters further down; such a path ends at 107. */
const LONGEST_FOLDER = 30;

function temporaryFolder(): string {
  const usable = [os.tmpdir(), '/tmp', '/var/tmp'].find(
    (folder) => folder.length <= LONGEST_FOLDER && reachableByAll(folder),
  );
  if (usable === undefined) throw new Error('No temporary folder that the user nobody can reach');
  return usable;
}

function ownProfile(): Profile {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-chromium-'));
  return {
    folder,
    user: {},
    env: process.env,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function profileOfNobody(): Profile {
  // The outer folder stays root's: nobody cannot put something else in the inner one's place.
  const outer = mkdtempSync(path.join(temporaryFolder(), 'tessera-chromium-'));
  chmodSync(outer, 0o711);
  const folder = path.join(outer, 'profile');
  mkdirSync(folder, { mode: 0o700 });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_CACHE_HOME: folder,
    TMPDIR: folder,
  };
  delete env['DBUS_SESSION_BUS_ADDRESS']; // root's session, which nobody may not use
  const authority = process.env['XAUTHORITY'] ?? path.join(os.homedir(), '.Xauthority');
  if (existsSync(authority)) {
    const copy = path.join(folder, 'xauthority');
    copyFileSync(authority, copy);
    chownSync(copy, nobody, nobody);
    env['XAUTHORITY'] = copy;
  }
  chownSync(folder, nobody, nobody);
  return {
    folder,
    user: { uid: nobody, gid: nobody },
    env,
    remove: () => {
      // As nobody: a link that Chromium's user left there leads root nowhere.
      spawnSync('rm', ['-rf', '--', folder], { uid: nobody, gid: nobody, stdio: 'ignore' });
      for (const emptied of [folder, outer]) {
        try {
          rmdirSync(emptied);
        } catch {
          return; // a process of Chromium's that is not quite gone still writes: better left than forced
        }
      }
    },
  };
}

export function makeProfile(): Profile {
  return process.getuid?.() === 0 ? profileOfNobody() : ownProfile();
}
