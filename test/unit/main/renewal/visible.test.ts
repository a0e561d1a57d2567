// What the window is told of renewal: services, engine, cache files and a practice realm on loopback, in real time, with
// tickets that another program got.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeServices } from '../../../../src/main/compose.ts';
import type { Services } from '../../../../src/main/services/index.ts';
import type { Change, IdentityDto, TimelineRow } from '../../../../src/shared/index.ts';
import { nodeKeyDerivation, systemClock, systemRandom } from '../../../../src/node/index.ts';
import { startPracticeRealm } from '../../../../src/practice-realm/index.ts';
import type { PracticeEvent, PracticeRealm } from '../../../../src/practice-realm/index.ts';

const commandLine = join(import.meta.dirname, '../../../../src/cli/main.ts');
const ALICE = 'alice@PRACTICE.TEST';

let realm: PracticeRealm;
let running = false;
let folder = '';
let services: Services;
let changes: Change[] = [];
/** The KDC has made its answer, and nobody has it yet. */
let onAnswer: (exchange: PracticeEvent['exchange']) => void = () => undefined;
let sleepFor: (seconds: number) => void = () => undefined;

async function stopRealm(): Promise<void> {
  if (running) await realm.stop();
  running = false;
}

async function open(): Promise<void> {
  const resume = new Set<() => void>();
  const suspend = new Set<() => void>();
  const hear = (all: Set<() => void>) => (listener: () => void) => {
    all.add(listener);
    return () => all.delete(listener);
  };
  sleepFor = (seconds) => {
    for (const each of suspend) each();
    setTimeout(() => {
      for (const each of resume) each();
    }, seconds * 1_000);
  };
  services = await composeServices({
    env: {
      KRB5_CONFIG: join(folder, 'krb5.conf'),
      KRB5CCNAME: `FILE:${join(folder, 'krb5cc')}`,
      XDG_RUNTIME_DIR: join(folder, 'run'),
    },
    dataFolder: join(folder, 'data'),
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
    prompt: { ask: () => Promise.resolve(new TextEncoder().encode(realm.users[0]!.password)) },
    clipboard: () => undefined,
    startPractice: startPracticeRealm,
    renewal: { power: { onSuspend: hear(suspend), onResume: hear(resume) } },
  });
  services.hub.subscribe(({ change }) => changes.push(change));
  await services.start();
}

async function kinit(...options: readonly string[]): Promise<void> {
  const env = {
    ...process.env,
    KRB5_CONFIG: join(folder, 'krb5.conf'),
    KRB5CCNAME: `FILE:${join(folder, 'krb5cc')}`,
  };
  const done = promisify(execFile)(process.execPath, [commandLine, 'kinit', ...options, ALICE], { env });
  done.child.stdin?.end(`${realm.users[0]!.password}\n`);
  await done;
}

const alice = async (): Promise<IdentityDto> => {
  const { identities } = await services.handlers['state.get']({});
  return identities.find(({ principal }) => principal === ALICE)!;
};
const timeline = async (kind: TimelineRow['kind']) => {
  const { rows } = await services.handlers['timeline.list']({ limit: 100 });
  return rows.toReversed().filter((row) => row.kind === kind);
};

beforeEach(async () => {
  realm = await startPracticeRealm({
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
    trace: ({ exchange }) => {
      onAnswer(exchange);
    },
  });
  onAnswer = () => undefined;
  running = true;
  folder = mkdtempSync(join(tmpdir(), 'tessera-visible-'));
  writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  changes = [];
});
afterEach(async () => {
  services.close();
  await stopRealm();
  rmSync(folder, { recursive: true, force: true });
});

describe('a renewal that another program was faster than', () => {
  it('writes nothing into the cache, and is a row of its own with its exchange', async () => {
    const cache = join(folder, 'krb5cc');
    await kinit('-l', '10s', '-r', '1h');
    const older = readFileSync(cache);
    await wait(1_000); // later by a second of the ticket's
    await kinit('-l', '1h', '-r', '2h');
    const newer = readFileSync(cache);
    writeFileSync(cache, older);
    await open();
    onAnswer = (exchange) => {
      if (exchange !== 'TGS') return;
      writeFileSync(`${cache}.new`, newer, { mode: 0o600 });
      renameSync(`${cache}.new`, cache);
    };
    const row = await vi.waitFor(
      async () => {
        const { history } = await services.handlers['state.get']({});
        const found = history.find(({ kind }) => kind === 'renew');
        expect(found).toBeDefined();
        return found!;
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(row).toMatchObject({ principal: ALICE, outcome: 'nothing' });
    expect(row.error).toBeUndefined();
    expect(row.messages).toBeGreaterThan(0);
    const { steps } = await services.handlers['exchange.get']({ history: row.id });
    expect(steps.some((step) => step.type === 'received' && step.message === 'TGS-REP')).toBe(true);
    expect(readFileSync(cache).equals(newer)).toBe(true);
    expect(await timeline('attempt')).toMatchObject([{ what: 'renew', outcome: 'superseded' }]);
  });
});

describe('a ticket of some seconds that the command line got', () => {
  it('shows when it renews, renews, shows the next time, and the request is on the timeline', async () => {
    await kinit('-l', '10s', '-r', '1h');
    await open();
    const before = await alice();
    const [tgt] = before.tickets;
    expect(before.renewal).toMatchObject({ next: 'renew', why: 'half-life', failed: 0, running: false });
    expect(before.renewal!.at! - tgt!.startTime).toBeGreaterThanOrEqual(5);
    expect(before.renewal!.at! - tgt!.startTime).toBeLessThanOrEqual(6);
    expect(before.renewal!.ends).toMatchObject({ at: tgt!.renewTill });
    expect(before.renewal!.last).toBeUndefined();
    await wait(7_500);
    const after = await alice();
    expect(after.tickets[0]!.endTime).toBeGreaterThan(tgt!.endTime);
    expect(after.renewal!.at).toBeGreaterThan(before.renewal!.at!);
    expect(after.renewal!.last).toMatchObject({ what: 'renew', by: 'itself', outcome: 'ok' });
    const attempts = await timeline('attempt');
    expect(attempts).toMatchObject([
      { principal: ALICE, by: 'itself', outcome: 'ok', until: after.tickets[0]!.endTime },
    ]);
    expect((await services.handlers['state.get']({})).timeline).toEqual(attempts);
    // The window was told, too: of the request under way, of the new plan, and of the row.
    const cards = changes
      .filter((change) => change.type === 'identity.changed')
      .map(({ identity }) => identity.renewal);
    expect(cards.some((renewal) => renewal?.running)).toBe(true);
    expect(cards.at(-1)).toEqual(after.renewal);
    expect(changes.filter(({ type }) => type === 'timeline.added')).toHaveLength(1);
  });

  it('shows why it waits and when it tries again while no KDC answers, and a restart remembers', async () => {
    await kinit('-l', '20s', '-r', '1h');
    await stopRealm();
    await open();
    await wait(12_500);
    const { renewal } = await alice();
    expect(renewal).toMatchObject({
      next: 'renew',
      reached: false,
      last: { outcome: 'unreachable', code: 'KDC_UNREACHABLE', by: 'itself' },
    });
    expect(renewal!.failed).toBeGreaterThan(0);
    expect(renewal!.at).toBeGreaterThan(renewal!.last!.at);
    expect(await timeline('reachability')).toMatchObject([{ realm: 'PRACTICE.TEST', reached: false }]);
    services.close();
    await open();
    expect((await alice()).renewal!.last).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('the timeline', () => {
  it('has what the person did once, and sleeps as the system told of them', async () => {
    await open();
    const operation = crypto.randomUUID();
    const { identity } = await services.handlers['identity.signIn']({
      operation,
      principal: ALICE,
      options: { lifetime: 3_600, renewable: 7_200 },
    });
    sleepFor(6);
    await services.handlers['ticket.renew']({ operation: crypto.randomUUID(), identity });
    await stopRealm();
    await expect(
      services.handlers['ticket.renew']({ operation: crypto.randomUUID(), identity }),
    ).rejects.toMatchObject({ code: 'KDC_UNREACHABLE' });
    expect(await timeline('attempt')).toMatchObject([
      { what: 'sign-in', by: 'person', outcome: 'ok' },
      { what: 'renew', by: 'person', outcome: 'ok' },
      { what: 'renew', by: 'person', outcome: 'unreachable', code: 'KDC_UNREACHABLE' },
    ]);
    await wait(6_500);
    const [sleep] = await timeline('sleep');
    expect(sleep).toMatchObject({ kind: 'sleep', seen: 'told' });
  });
});
