// What an app that signed in at MIT.TEST, HEIMDAL.TEST or AD.TEST may not leave: the passwords that were typed, the
// long-term keys made of them, and every session key that its caches held, looked for wherever it could have written.
// The practice realm's own are public. Secrets of one test are still looked for in those that follow.
import { existsSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { contentsOf, parseCcache, parsePrincipal, stringToKey } from '../../src/krb5/index.ts';
import { nodeKeyDerivation } from '../../src/node/index.ts';
import { SecretSearch } from '../support/secret-search.ts';
import { processTree } from './process-tree.ts';

/** Every place that is searched. */
export const PLACES = [
  'the app’s folder',
  'the browser’s profile',
  'the folder of the caches',
  'what it printed',
  'the messages between the processes',
  'the arguments of the processes',
  'the environment of the processes',
  'shared memory',
] as const;
export type Place = (typeof PLACES)[number];
/** What was found, by the place. */
export type Findings = ReadonlyMap<Place, readonly string[]>;

const REALMS: readonly string[] = ['MIT.TEST', 'HEIMDAL.TEST', 'AD.TEST'];
const AES = [18, 17, 20, 19] as const;
const LOOKS_EVERY_MS = 50;

const used = new SecretSearch();

/** Of a sign-in at a realm that counts: its password, and the keys that are made of it with the usual salt. */
export async function notePassword(principal: string, password: string): Promise<void> {
  if (!REALMS.some((realm) => principal.endsWith(`@${realm}`))) return;
  const { realm, name } = parsePrincipal(principal);
  const octets = new TextEncoder().encode(password);
  // A shorter one is a letter that the rules refuse: it would be found by chance.
  if (octets.length >= 8) used.add([{ name: `password of ${principal}`, bytes: octets }]);
  const salt = new TextEncoder().encode(`${realm}${name.nameString.join('')}`);
  for (const etype of AES) {
    const { keyValue } = await stringToKey(nodeKeyDerivation(), etype, octets, salt, undefined);
    used.add([{ name: `long-term key of ${principal}`, bytes: keyValue }]);
  }
}

export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

export function contentsOfFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0); // gone meanwhile
  }
}

/** The only place for session keys. */
export const isCache = (contents: Buffer): boolean => contents.toString('hex', 0, 2) === '0504';

/** What the processes share through /dev/shm, also where its name is gone already. */
function sharedMemory(pids: readonly number[]): Buffer[] {
  const files = filesBelow('/dev/shm');
  for (const pid of pids) {
    const folder = `/proc/${String(pid)}/fd`;
    try {
      for (const descriptor of readdirSync(folder)) {
        const file = path.join(folder, descriptor);
        if (/^\/dev\/shm\/|^\/memfd:/.test(readlinkSync(file))) files.push(file);
      }
    } catch {
      // ended meanwhile
    }
  }
  return files.map(contentsOfFile);
}

export class LeftBehind {
  /** Every message between the processes is written down there. */
  readonly record: string;
  readonly #own = mkdtempSync(path.join(os.tmpdir(), 'tessera-left-'));
  readonly #userData: string;
  readonly #caches: string | undefined;
  #pid: number | undefined;
  #printed = '';
  readonly #seen = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;

  /** @param env of the app */
  constructor(userData: string, env: Readonly<Record<string, string>>) {
    this.#userData = userData;
    this.record = env['TESSERA_IPC_RECORD'] ?? path.join(this.#own, 'messages.jsonl');
    const cache = /^FILE:(.*)$/.exec(env['KRB5CCNAME'] ?? '')?.[1];
    this.#caches = cache === undefined ? undefined : path.dirname(cache);
    // A key that was renewed away counts too.
    this.#timer = setInterval(() => {
      this.#noteSessionKeys();
    }, LOOKS_EVERY_MS);
  }

  watch(app: ElectronApplication): void {
    this.#pid = app.process().pid; // it cannot be asked once it has ended
    for (const stream of [app.process().stdout, app.process().stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#printed += chunk.toString('latin1');
      });
    }
  }

  #noteSessionKeys(): void {
    const folder = this.#caches;
    if (folder === undefined || !existsSync(folder)) return;
    const below = folder === this.#userData ? [] : filesBelow(path.join(folder, 'run'));
    const beside = readdirSync(folder).map((name) => path.join(folder, name));
    for (const file of [...beside, ...below]) {
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat?.isFile() !== true) continue;
      const state = `${String(stat.mtimeMs)} ${String(stat.size)} ${String(stat.ino)}`;
      if (this.#seen.get(file) === state) continue;
      this.#seen.set(file, state);
      const contents = contentsOfFile(file);
      if (!isCache(contents)) continue;
      try {
        const { principal, credentials } = contentsOf(parseCcache(contents));
        if (!REALMS.includes(principal.realm)) continue;
        // One that a test made up is the same octet again and again.
        const real = credentials.filter(({ key }) => new Set(key.keyValue).size > 1);
        used.add(real.map(({ key }) => ({ name: `session key in ${file}`, bytes: key.keyValue })));
      } catch {
        this.#seen.delete(file); // being written
      }
    }
  }

  get #tree(): ReturnType<typeof processTree> {
    return this.#pid === undefined ? [] : processTree(this.#pid);
  }

  /** Where the browser of the stand-in has its own; Electron's is in the app's folder. */
  profile(): string {
    const named = this.#tree.map(({ commandLine }) => /--user-data-dir=(\S+)/.exec(commandLine)?.[1]);
    return named.find((each) => each !== undefined && each !== this.#userData) ?? this.#userData;
  }

  /** Looks everywhere, at once and while the processes live: what they remove when they end is then gone. */
  look(search: SecretSearch = used): Findings {
    this.#noteSessionKeys();
    const found = new Map<Place, string[]>();
    const note = (place: Place, where: string, labels: readonly string[]): void => {
      if (labels.length === 0) return;
      found.set(place, [...(found.get(place) ?? []), ...labels.map((label) => `${label} in ${where}`)]);
    };
    const files = (place: Place, folder: string): void => {
      for (const file of filesBelow(folder)) {
        const contents = contentsOfFile(file);
        if (file !== this.record && !isCache(contents)) note(place, file, search.found(contents));
      }
    };
    const tree = this.#tree;
    files('the app’s folder', this.#userData);
    const profile = this.profile();
    if (profile !== this.#userData) files('the browser’s profile', profile);
    if (this.#caches !== undefined && this.#caches !== this.#userData)
      files('the folder of the caches', this.#caches);
    note('what it printed', 'it', search.found(Buffer.from(this.#printed, 'latin1')));
    for (const line of contentsOfFile(this.record).toString('utf8').split('\n').filter(Boolean)) {
      const { channel, text } = JSON.parse(line) as { readonly channel: string; readonly text: string };
      // By it the prompt answers; nothing else may carry one.
      if (channel.startsWith('secret-prompt:answer:')) continue;
      note('the messages between the processes', channel, search.foundInText(text));
    }
    for (const { pid, commandLine } of tree) {
      const proc = `/proc/${String(pid)}`;
      const [args, environment] = [`${proc}/cmdline`, `${proc}/environ`].map(contentsOfFile);
      note('the arguments of the processes', commandLine, search.found(args ?? Buffer.alloc(0)));
      note('the environment of the processes', commandLine, search.found(environment ?? Buffer.alloc(0)));
    }
    for (const contents of sharedMemory(tree.map(({ pid }) => pid)))
      note('shared memory', 'it', search.found(contents));
    return found;
  }

  /** Once the app has ended: its database is written down whole by then. */
  end(): Findings {
    clearInterval(this.#timer);
    this.#pid = undefined;
    const found = this.look();
    rmSync(this.#own, { recursive: true, force: true });
    return found;
  }
}
