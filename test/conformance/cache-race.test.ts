// Our writes to a FILE cache beside MIT's kinit, kvno and kdestroy on the same file, and writers killed in the middle.
// What may happen and what may not: docs/decisions.md, "Credential cache files".
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  compareTgts,
  composeCcache,
  contentsOf,
  encodeCredentialRecord,
  formatPrincipal,
  isTgt,
  parseCcache,
  parsePrincipal,
} from '#krb5';
import type { CacheContents, Credential } from '#krb5';
import { openCache } from '#node';
import type { Intrusion } from '../support/cache-intruder.ts';
import type { WriterStep } from '../support/cache-writer.ts';
import { describeWith, mitEnvironment, runTool, startPeer } from '../support/peers.ts';
import type { Peer, ToolResult } from '../support/peers.ts';
import { seededRandom } from '../support/seeded.ts';

const ROUNDS = Number(process.env['TESSERA_RACE_ROUNDS'] ?? 1000);
const KILLS = Number(process.env['TESSERA_RACE_KILLS'] ?? 200);
/** Aimed at the window itself, by a program that acts within microseconds. */
const AIMED = Number(process.env['TESSERA_RACE_AIMED'] ?? 400);
const LANES = 4;
const seed = Number(process.env['TESSERA_SEED'] ?? Date.now() % 1_000_000);

const CACHED = 'HTTP/web.mit.test@MIT.TEST';
const OURS = 'HTTP/s4u.mit.test@MIT.TEST';
const THEIRS = 'HTTP/deleg.mit.test@MIT.TEST';

describeWith(['mit'], 'a cache that MIT’s programs write to at the same time', () => {
  let peer: Peer;
  let folder: string;
  let tickets: ReadonlyMap<string, Credential>;

  beforeAll(async () => {
    peer = startPeer('mit');
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-race-'));
    const file = path.join(folder, 'first');
    expect((await kinit(file)).code).toBe(0);
    expect((await tool('kvno', ['-q', CACHED, OURS], file)).code).toBe(0);
    const contents = await openCache(file).read();
    tickets = new Map(contents?.credentials.map((ticket) => [formatPrincipal(ticket.server), ticket]));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const tool = (command: string, args: readonly string[], file: string): Promise<ToolResult> =>
    runTool(command, args, { env: mitEnvironment(peer, `FILE:${file}`) });
  const kinit = (file: string): Promise<ToolResult> =>
    tool('kinit', ['-k', '-t', path.join(peer.dir, 'keytabs/user.keytab'), 'user'], file);
  const kvno = (file: string): Promise<ToolResult> => tool('kvno', ['-q', THEIRS], file);
  const kdestroy = (file: string): Promise<ToolResult> => tool('kdestroy', ['-q'], file);

  function ticket(server: string): Credential {
    const found = tickets.get(server);
    if (found === undefined) throw new Error(`no ticket for ${server}`);
    return found;
  }

  /** The real TGT with its times moved into the past, so that every new sign-in is younger. */
  function tgt(age: number, start = age): Credential {
    const real = ticket('krbtgt/MIT.TEST@MIT.TEST');
    const { authTime, endTime, renewTill } = real.times;
    const times = {
      authTime: authTime - age,
      startTime: authTime - start,
      endTime: endTime - start,
      renewTill,
    };
    return { ...real, times };
  }

  const before = (): CacheContents => ({
    principal: parsePrincipal('user@MIT.TEST'),
    credentials: [tgt(1000), ticket(CACHED)],
    config: [],
    kdcOffset: { seconds: 0, micros: 0 },
  });
  const signIn = (): CacheContents => ({ ...before(), credentials: [tgt(500)] });

  type Ours = 'renew' | 'sign in' | 'append' | 'remove';
  type Theirs = 'kinit' | 'kvno' | 'kdestroy';
  const ours: Readonly<Record<Ours, (file: string) => Promise<unknown>>> = {
    renew: (file) => openCache(file).replaceTgt(tgt(1000, 800)),
    'sign in': (file) => openCache(file).initialize(signIn()),
    append: (file) => openCache(file).store(ticket(OURS)),
    remove: (file) => openCache(file).remove(({ server }) => formatPrincipal(server) === CACHED),
  };
  const theirs: Readonly<Record<Theirs, (file: string) => Promise<ToolResult>>> = { kinit, kvno, kdestroy };
  const pairs = (Object.keys(ours) as Ours[]).flatMap((our) =>
    (Object.keys(theirs) as Theirs[]).map((their) => ({ our, their })),
  );

  interface Tally {
    rounds: number;
    resurrected: string[];
    unreadable: string[];
    lost: string[];
    olderOverNewer: string[];
    refusedKinit: string[];
    lostTicket: number;
  }

  async function round(
    our: Ours,
    their: Theirs,
    file: string,
    pause: number,
    tally: Tally,
    name: string,
  ): Promise<void> {
    await openCache(file).initialize(before());
    const began = Math.floor(Date.now() / 1000);
    const foreign = theirs[their](file);
    await delay(pause);
    const own = await ours[our](file).then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed'),
    );
    const result = await foreign;
    tally.rounds++;
    if (own !== 'done' && !(own === 'CCACHE_NOT_FOUND' && our === 'append'))
      tally.lost.push(`${name}: ours ${own}`);
    if (result.code !== 0) {
      if (their === 'kinit') tally.refusedKinit.push(`${name}: ${result.stderr.trim()}`);
      else if (our !== 'sign in' || their !== 'kvno') tally.lost.push(`${name}: ${result.stderr.trim()}`);
    }
    await judge(our, their, file, tally, name, began, result.code === 0);
  }

  async function judge(
    our: Ours,
    their: Theirs,
    file: string,
    tally: Tally,
    name: string,
    began: number,
    succeeded: boolean,
  ): Promise<void> {
    const contents = await openCache(file)
      .read()
      .catch((error: unknown) => {
        tally.unreadable.push(`${name}: ${String(error)}`);
        return undefined;
      });
    const listed = await tool('klist', [], file);
    if (contents === undefined) {
      if (their !== 'kdestroy' && !(their === 'kinit' && !succeeded))
        tally.lost.push(`${name}: no cache at rest`);
      if (listed.code !== 1) tally.unreadable.push(`${name}: klist on no cache`);
      return;
    }
    if (listed.code !== 0) tally.unreadable.push(`${name}: klist: ${listed.stderr.trim()}`);
    const names = contents.credentials.map(({ server }) => formatPrincipal(server));
    for (const server of names)
      if (!listed.stdout.includes(server)) tally.unreadable.push(`${name}: MIT lacks ${server}`);
    // A cache after kdestroy can only be the sign-in that came behind it, whole, and nothing of the old one.
    if (their === 'kdestroy') {
      const [only, ...more] = contents.credentials;
      const whole =
        our === 'sign in' && more.length === 0 && only?.times.startTime === tgt(500).times.startTime;
      if (!whole) tally.resurrected.push(`${name}: ${names.join(' ')}`);
    }
    const tgts = contents.credentials.filter(isTgt);
    const [first] = tgts;
    const behind = first !== undefined && tgts.some((other) => compareTgts(other, first) > 0);
    const signedIn = their === 'kinit' && succeeded && our !== 'sign in';
    const outdated = signedIn && (first === undefined || first.times.authTime < began - 1);
    if (behind || outdated) tally.olderOverNewer.push(name);
    if (first === undefined) tally.lost.push(`${name}: no TGT at rest`);
    if (our === 'remove' && their === 'kvno' && names.includes(CACHED))
      tally.lost.push(`${name}: not removed`);
    if (our === 'append' && their === 'kvno' && !names.includes(OURS))
      tally.lost.push(`${name}: not appended`);
    if ((our === 'append' || our === 'remove') && their === 'kvno' && !names.includes(THEIRS)) {
      tally.lost.push(`${name}: MIT's ticket is gone`);
    }
    if (our === 'renew' && their === 'kvno' && !names.includes(THEIRS)) tally.lostTicket++;
  }

  it(
    `${String(ROUNDS)} rounds: MIT and we read every cache at rest, nothing comes back after kdestroy`,
    { timeout: 600_000 },
    async () => {
      const random = seededRandom(seed);
      const tally: Tally = {
        rounds: 0,
        resurrected: [],
        unreadable: [],
        lost: [],
        olderOverNewer: [],
        refusedKinit: [],
        lostTicket: 0,
      };
      const plan = Array.from({ length: ROUNDS }, (_, index) => {
        const pair = pairs[index % pairs.length];
        if (pair === undefined) throw new Error('no pair');
        return { ...pair, pause: random() * (pair.their === 'kinit' ? 25 : 12), index };
      });
      const lane = async (number: number): Promise<void> => {
        const own = path.join(folder, `lane${String(number)}`);
        mkdirSync(own);
        for (const { our, their, pause, index } of plan.filter((_, at) => at % LANES === number)) {
          const file = path.join(own, 'cc');
          await round(our, their, file, pause, tally, `round ${String(index)}, ${our} beside ${their}`);
        }
        const left = readdirSync(own).filter((name) => name !== 'cc');
        if (left.length > 0) tally.lost.push(`left behind: ${left.join(' ')}`);
      };
      await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
      process.stdout.write(
        `cache races: ${String(tally.rounds)} rounds (seed ${String(seed)}): ` +
          `${String(tally.resurrected.length)} came back after kdestroy, ${String(tally.unreadable.length)} unreadable, ` +
          `${String(tally.olderOverNewer.length)} with an older TGT over a newer one, ` +
          `${String(tally.refusedKinit.length)} sign-ins of MIT's refused, ` +
          `${String(tally.lostTicket)} service tickets of MIT's lost beside a renewal\n`,
      );
      expect(tally.rounds).toBe(ROUNDS);
      expect(tally.resurrected).toEqual([]);
      expect(tally.unreadable).toEqual([]);
      expect(tally.lost).toEqual([]);
      expect(tally.olderOverNewer.length, tally.olderOverNewer.join('; ')).toBeLessThanOrEqual(1);
      expect(tally.refusedKinit.length, tally.refusedKinit.join('; ')).toBeLessThanOrEqual(1);
    },
  );

  it(
    `${String(AIMED)} renewals with a kdestroy or kinit aimed at the instant of the rename`,
    { timeout: 300_000 },
    async () => {
      const random = seededRandom(seed);
      const own = path.join(folder, 'aimed');
      mkdirSync(own);
      const file = path.join(own, 'cc');
      const newer = tgt(0);
      writeFileSync(path.join(folder, 'header'), composeCcache([], newer.client, []));
      writeFileSync(path.join(folder, 'record'), encodeCredentialRecord(newer));
      const program = path.join(import.meta.dirname, '../support/cache-intruder.ts');
      const child = fork(program, [file, path.join(folder, 'header'), path.join(folder, 'record')]);
      const counts = new Map<string, number>();
      const olderOverNewer: string[] = [];
      try {
        await once(child, 'message');
        let spent = 0;
        for (let count = 0; count < AIMED; count++) {
          await openCache(file).initialize(before());
          const does = count % 2 === 0 ? 'kdestroy' : 'kinit';
          const typical = count < 10 ? 5 : spent / count;
          const intrusion: Intrusion = { does, after: random() * typical * 1.2, pause: random() * 3 };
          const answer = once(child, 'message');
          child.send(intrusion);
          const began = performance.now();
          const outcome = await openCache(file).replaceTgt(tgt(1000, 800));
          spent += performance.now() - began;
          const [theirs] = (await answer) as [string];
          const now = await openCache(file).read();
          const name = `${does} ${theirs}, renewal ${outcome}`;
          counts.set(name, (counts.get(name) ?? 0) + 1);
          if (does === 'kdestroy') expect(now, name).toBeUndefined();
          const tgts = now?.credentials.filter(isTgt) ?? [];
          const signedIn = tgts.length === 1 && tgts[0]?.times.authTime === newer.times.authTime;
          if (does === 'kinit' && theirs === 'done' && !signedIn) olderOverNewer.push(name);
        }
      } finally {
        child.kill();
      }
      const parts = [...counts].map(([name, count]) => `${name}: ${String(count)}`).toSorted();
      process.stdout.write(
        `renewals beside an aimed intruder: ${String(AIMED)} (seed ${String(seed)}), none came back after kdestroy, ` +
          `${String(olderOverNewer.length)} with an older TGT over a newer one; ${parts.join('; ')}\n`,
      );
      expect(olderOverNewer.length, olderOverNewer.join('; ')).toBeLessThanOrEqual(1);
    },
  );

  it(
    `${String(KILLS)} writers killed in the middle: the old or the new cache, nothing else`,
    { timeout: 300_000 },
    async () => {
      const random = seededRandom(seed);
      const base = before();
      let tails = 0;
      let midway = 0;
      const kill = async (number: number): Promise<void> => {
        const file = path.join(folder, `kill${String(number)}`, 'cc');
        mkdirSync(path.dirname(file));
        await openCache(file).initialize(base);
        const child = spawn(
          process.execPath,
          [path.join(import.meta.dirname, '../support/cache-writer.ts'), file],
          {
            stdio: ['ignore', 'pipe', 'inherit'],
            env: { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'compiled') },
          },
        );
        const ended = new Promise<void>((resolve) =>
          child.once('close', () => {
            resolve();
          }),
        );
        let log = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
        const started = Promise.withResolvers<undefined>();
        child.stdout.once('data', () => {
          started.resolve(undefined);
        });
        await Promise.race([started.promise, ended]);
        await delay(random() * 30);
        child.kill('SIGKILL');
        await ended;
        // The writer prints the state it is about to write, and the one it has written.
        const states = log.split('\n').filter((line) => line.startsWith('{'));
        const steps = states.map((line) => JSON.parse(line) as WriterStep);
        const old = steps.findLast((step) => step.done !== undefined)?.done;
        const doing = steps.at(-1)?.doing;
        if (doing !== undefined) midway++;
        const parsed = parseCcache(readFileSync(file));
        if (parsed.incomplete) tails++;
        const now = summary(contentsOf(parsed));
        expect([old, doing], `writer ${String(number)}`).toContain(now);
        expect((await tool('klist', [], file)).code).toBe(0);
        // The next writer goes on from there.
        await openCache(file).store(ticket(OURS));
        expect(parseCcache(readFileSync(file)).incomplete).toBe(false);
      };
      for (let at = 0; at < KILLS; at += 2) {
        await Promise.all([kill(at), at + 1 < KILLS ? kill(at + 1) : undefined]);
      }
      // What the killed ones have left lying holds keys: the next whole write takes it away.
      await delay(1100);
      for (let at = 0; at < KILLS; at++) {
        const own = path.join(folder, `kill${String(at)}`);
        await openCache(path.join(own, 'cc')).initialize(base);
        expect(readdirSync(own)).toEqual(['cc']);
      }
      process.stdout.write(
        `killed writers: ${String(KILLS)} (seed ${String(seed)}), ${String(midway)} in the middle of a write, ` +
          `${String(tails)} with a record cut short, none with anything else than the old or the new cache\n`,
      );
      expect(midway).toBeGreaterThan(KILLS / 4);
    },
  );
});

/** As the writer in test/support/cache-writer.ts describes a state. */
function summary(contents: CacheContents): string {
  return contents.credentials
    .map(({ server, times }) => `${formatPrincipal(server)} ${String(times.startTime)}`)
    .join(', ');
}
