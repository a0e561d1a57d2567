// The real KDCs that the conformance and end-to-end suites talk to. Each is a script in test/realms that makes a
// realm from nothing on a loopback address of its own; starting one that already runs costs milliseconds.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'vitest';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** samba422 is AD.TEST, too: by Samba 4.22, on other addresses than samba's. */
export type PeerName = 'mit' | 'heimdal' | 'samba' | 'samba422';

export interface Peer {
  readonly name: PeerName;
  readonly realm: string;
  /** State directory: krb5.conf, keytabs/, pki/, log/ lie here. */
  readonly dir: string;
  readonly krb5Conf: string;
  /** Of every password user. */
  readonly password: string;
}

/** One line per thing that keeps a peer from running here; empty when nothing does. */
export function obstacles(name: PeerName): string[] {
  const needs: Record<PeerName, readonly string[]> = {
    mit: ['/usr/sbin/krb5kdc', '/usr/bin/kinit', '/usr/bin/kvno'],
    heimdal: [path.join(heimdalRoot, 'usr/lib/heimdal-servers/kdc')],
    samba: ['/usr/sbin/samba', '/usr/bin/smbclient'],
    samba422: ['/usr/sbin/samba', path.join(samba422Root, 'usr/sbin/samba')],
  };
  const lacking = needs[name].filter((file) => !existsSync(file)).map((file) => `${file} is not there`);
  if (name.startsWith('samba') && process.getuid?.() !== 0) lacking.push('Samba needs root');
  if (name === 'samba422' && !overlays()) lacking.push('overlayfs cannot be mounted here');
  return lacking;
}

let overlaysHere: boolean | undefined;
/** May a folder be laid over /usr, in a mount namespace that ends with the try? */
function overlays(): boolean {
  const mount = ['mount', '-t', 'overlay', 'overlay', '-o', `lowerdir=${samba422Root}/usr:/usr`, '/usr'];
  overlaysHere ??= existsSync(samba422Root) && spawnSync('unshare', ['-m', ...mount]).status === 0;
  return overlaysHere;
}

/** Where Heimdal's packages are unpacked: they conflict with MIT's, so they are never installed. */
export const heimdalRoot = path.join(root, '.cache/heimdal/root');
/** Where Samba 4.22's are: they would replace the installed version. */
export const samba422Root = path.join(root, '.cache/samba422/root');

/**
 * State directories hold UNIX sockets, whose paths are short: below the project where that fits, else in a folder of
 * this user's own below the temporary one.
 */
export function realmsDir(): string {
  const given = process.env['TESSERA_REALMS']; // of another checkout, whose realms run already
  if (given !== undefined) return given;
  const near = path.join(root, '.cache/realms');
  if (near.length <= 50) return near;
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return path.join(os.tmpdir(), `tessera-${String(process.getuid?.() ?? 0)}-${mark}`);
}

const REALMS: Record<PeerName, string> = {
  mit: 'MIT.TEST',
  heimdal: 'HEIMDAL.TEST',
  samba: 'AD.TEST',
  samba422: 'AD.TEST',
};

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  HEIMDAL_ROOT: heimdalRoot,
  SAMBA422_ROOT: samba422Root,
  SAMBA_TRUST: '1',
});

/** Starts the peer if need be. @throws when it cannot run here */
export function startPeer(name: PeerName): Peer {
  const lacking = obstacles(name);
  if (lacking.length > 0) throw new Error(`the ${name} realm cannot run here: ${lacking.join('; ')}`);
  const dir = path.join(realmsDir(), name);
  mkdirSync(path.dirname(dir), { recursive: true, mode: 0o700 });
  execFileSync('bash', [path.join(root, 'test/realms', `${name}.sh`), 'start', dir], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 180_000,
  });
  return { name, realm: REALMS[name], dir, krb5Conf: path.join(dir, 'krb5.conf'), password: 'Passw0rd!' };
}

export async function stopPeer(name: PeerName): Promise<void> {
  const dir = path.join(realmsDir(), name);
  if (!existsSync(dir)) return;
  await run('bash', [path.join(root, 'test/realms', `${name}.sh`), 'stop', dir], { env: environment() });
}

/**
 * What `npm test` found this machine cannot have and named in its table (TESSERA_ABSENT=samba,judges): realms, the
 * compiler for the judges written in C, what records and reads captures, the browser. A suite run by itself does not
 * have the variable, so that what is absent is a failure there.
 */
const absent = new Set((process.env['TESSERA_ABSENT'] ?? '').split(',').filter((name) => name !== ''));

export type Need = PeerName | 'judges' | 'captures' | 'browser';

/** describe() for suites that need real peers: left out only where `npm test` has named one of them as absent. */
export function describeWith(needs: readonly Need[], title: string, suite: () => void): void {
  const name = `${title} [needs ${needs.join(', ')}]`;
  if (!needs.some((need) => absent.has(need))) {
    describe(name, suite);
    return;
  }
  // The suite is not even collected: it may start its peer while it is.
  describe.skip(name, () => {
    it('is left out here', () => undefined);
  });
}

/** Environment for MIT's tools against a peer, with a credential cache of the test's own. */
export function mitEnvironment(peer: Peer, ccache: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KRB5'));
  const own = { KRB5_CONFIG: peer.krb5Conf, KRB5CCNAME: ccache, LC_ALL: 'C', TZ: 'UTC' };
  return { ...Object.fromEntries(inherited), ...own };
}

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of MIT's (or any) command-line tools; `input` goes to its standard input. Never throws on exit codes. */
export function runTool(
  command: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly input?: string; readonly timeout?: number },
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { env: options.env, timeout: options.timeout ?? 30_000, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({
          code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1,
          stdout,
          stderr,
        });
      },
    );
    child.stdin?.on('error', () => undefined); // a tool that reads no input may be gone before we write
    child.stdin?.end(options.input ?? '');
  });
}
