// Debian packages for development: the browser that the stand-in runs on, the real KDCs that the tests talk to.
// Installing one must leave the machine as it was otherwise: no service starts, none stays enabled, no file that
// was there is changed.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Why packages cannot be had on this machine. `probed` reasons are lacks of the machine, not of the project. */
export interface Gap {
  readonly gap: string;
  readonly probed: boolean;
}

const say = (line: string): void => {
  process.stderr.write(`tessera: ${line}\n`);
};

const isDebian = (): boolean => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
export const isRoot = (): boolean => process.getuid?.() === 0;

function installed(): Set<string> {
  const list = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}${Package}\n'], {
    encoding: 'utf8',
  }).stdout;
  return new Set(
    list
      .split('\n')
      .filter((line) => line.startsWith('ii'))
      .map((line) => line.slice(3).trim()),
  );
}

/** Of these packages, the ones that are not installed. */
export function missingPackages(packages: readonly string[]): string[] {
  const present = installed();
  return packages.filter((name) => !present.has(name));
}

function apt(
  args: readonly string[],
  options: { readonly shielded?: boolean; readonly cwd?: string } = {},
): boolean {
  const shield = options.shielded === true ? policyShield() : { prefix: [], done: () => undefined };
  try {
    const command = [...shield.prefix, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-q', ...args];
    const result = spawnSync(command[0] ?? 'apt-get', command.slice(1), {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: options.cwd ?? '/',
      encoding: 'utf8',
    });
    if (result.status !== 0)
      say(`apt-get ${args[0] ?? ''} failed:\n${result.stderr.split('\n').slice(-8).join('\n')}`);
    return result.status === 0;
  } finally {
    shield.done();
  }
}

/**
 * Maintainer scripts ask /usr/sbin/policy-rc.d whether they may start a service; ours says no (101). Where one is
 * there already it is not touched: ours is laid over it in a mount namespace of apt's own.
 */
function policyShield(): { readonly prefix: readonly string[]; readonly done: () => void } {
  const policy = '/usr/sbin/policy-rc.d';
  const script = '#!/bin/sh\nexit 101\n';
  try {
    writeFileSync(policy, script, { mode: 0o755, flag: 'wx' });
    return {
      prefix: [],
      done: () => {
        rmSync(policy, { force: true });
      },
    };
  } catch {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-policy-'));
    const ours = path.join(dir, 'policy-rc.d');
    writeFileSync(ours, script, { mode: 0o755 });
    const done = (): void => {
      rmSync(dir, { recursive: true, force: true });
    };
    const namespaces = spawnSync('unshare', ['-m', 'true']).status === 0;
    if (namespaces) {
      return {
        prefix: ['unshare', '-m', 'sh', '-c', `mount --bind ${ours} ${policy} && exec "$@"`, 'sh'],
        done,
      };
    }
    // Without namespaces the policy that is there decides; the usual one of a container refuses too.
    if (spawnSync(policy, ['any', 'start']).status === 101) return { prefix: [], done };
    done();
    throw new Error(`${policy} lets services start, and it cannot be overlaid here`);
  }
}

/** Units and init scripts that came with new packages are switched off again. */
function disableServicesOf(packages: readonly string[]): void {
  const files = packages.flatMap((name) =>
    spawnSync('dpkg', ['-L', name], { encoding: 'utf8' }).stdout.split('\n'),
  );
  for (const file of files) {
    const unit = /^\/(?:usr\/)?lib\/systemd\/system\/([^/@]+\.(?:service|socket|timer))$/.exec(file)?.[1];
    if (unit !== undefined) spawnSync('deb-systemd-helper', ['disable', unit]);
    const script = /^\/etc\/init\.d\/([^/]+)$/.exec(file)?.[1];
    if (script !== undefined) spawnSync('update-rc.d', [script, 'disable']);
  }
}

/** /etc/krb5.conf is what a person's own Kerberos lives by: a package's set-up must not touch it. */
function keepingFile<T>(file: string, action: () => T): T {
  const before = existsSync(file) ? { bytes: readFileSync(file), mode: statSync(file).mode } : undefined;
  const result = action();
  if (before !== undefined && (!existsSync(file) || !readFileSync(file).equals(before.bytes))) {
    writeFileSync(file, before.bytes, { mode: before.mode });
  }
  return result;
}

function listsPresent(): boolean {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => /_Packages(\.\w+)?$/.test(name));
  } catch {
    return false;
  }
}

let updated = false;
function ensureLists(force = false): boolean {
  if (!force && (updated || listsPresent())) return true;
  say('fetching the package lists …');
  updated = apt(['update']);
  return updated && listsPresent();
}

/** @returns undefined when all packages are there (now), else why not */
export async function installPackages(
  packages: readonly string[],
  purpose: string,
): Promise<Gap | undefined> {
  if (!isDebian()) return { gap: `${purpose}: this is not Debian`, probed: true };
  const missing = missingPackages(packages);
  if (missing.length === 0) return undefined;
  if (!isRoot())
    return { gap: `${purpose}: ${missing.join(' ')} not installed, and this is not root`, probed: true };
  if (!ensureLists()) return { gap: `${purpose}: no package source answers`, probed: true };
  say(`installing for ${purpose}: ${missing.join(' ')}`);
  if (process.stderr.isTTY) {
    say('in five seconds; Ctrl+C to leave it');
    await sleep(5000);
  }
  const before = installed();
  const install = (): boolean =>
    apt(['install', '-y', '--no-install-recommends', ...missing], { shielded: true });
  // Lists may be older than the mirror's packages: one more try with fresh ones.
  const done = keepingFile('/etc/krb5.conf', () => install() || (ensureLists(true) && install()));
  disableServicesOf([...installed()].filter((name) => !before.has(name)));
  if (!done) return { gap: `${purpose}: apt could not install ${missing.join(' ')}`, probed: false };
  return undefined;
}

/**
 * Options that let apt see a release's backports, from the mirror that this system uses, with lists and sources of
 * their own in `folder`: the system's stay as they are.
 */
function backports(release: string, folder: string): string[] | undefined {
  const format = ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', `Codename: ${release}`];
  const { stdout } = spawnSync('apt-get', format, { encoding: 'utf8' });
  const [mirror = ''] = stdout.split('\n');
  if (mirror === '') return undefined;
  const sources = path.join(folder, 'sources.list');
  mkdirSync(path.join(folder, 'lists/partial'), { recursive: true });
  mkdirSync(path.join(folder, 'cache/archives/partial'), { recursive: true });
  writeFileSync(
    sources,
    [release, `${release}-backports`].map((suite) => `deb ${mirror} ${suite} main\n`).join(''),
  );
  const set = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': path.join(folder, 'lists'),
    'Dir::Cache': path.join(folder, 'cache'),
  };
  const options = Object.entries(set).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return apt([...options, 'update']) ? [...options, '-t', `${release}-backports`] : undefined;
}

/**
 * Fetches packages and unpacks them below `target`, installing nothing.
 * @param backportsOf a release, whose backports they come from
 */
export function unpackPackages(
  packages: readonly string[],
  target: string,
  purpose: string,
  backportsOf?: string,
): Gap | undefined {
  if (!isDebian()) return { gap: `${purpose}: this is not Debian`, probed: true };
  if (!ensureLists()) return { gap: `${purpose}: no package source answers`, probed: true };
  say(
    `fetching for ${purpose} (unpacked beside the project, not installed): ${String(packages.length)} packages`,
  );
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-debs-'));
  const lists = mkdtempSync(path.join(os.tmpdir(), 'tessera-lists-'));
  try {
    const source = backportsOf === undefined ? [] : backports(backportsOf, lists);
    if (source === undefined)
      return { gap: `${purpose}: no source of ${backportsOf ?? ''}-backports answers`, probed: true };
    if (!apt([...source, 'download', ...packages], { cwd: dir })) {
      return { gap: `${purpose}: apt could not fetch its packages`, probed: false };
    }
    for (const file of readdirSync(dir)) {
      const result = spawnSync('dpkg', ['-x', path.join(dir, file), target]);
      if (result.status !== 0) return { gap: `${purpose}: dpkg could not unpack ${file}`, probed: false };
    }
    return undefined;
  } finally {
    for (const folder of [dir, lists]) rmSync(folder, { recursive: true, force: true });
  }
}
