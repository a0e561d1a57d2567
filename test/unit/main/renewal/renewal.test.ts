// Renewal and notices as the app has them: services, engine, cache files and a practice realm on loopback, in real time.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeServices } from '../../../../src/main/compose.ts';
import type { RenewalChoices } from '../../../../src/main/renewal-ports.ts';
import type { Services } from '../../../../src/main/services/index.ts';
import type { Notice } from '../../../../src/main/services/renewal/notices.ts';
import type { RenewalEvent } from '../../../../src/main/services/renewal/scheduler-types.ts';
import { nodeKeyDerivation, openCache, systemClock, systemRandom } from '../../../../src/node/index.ts';
import { startPracticeRealm } from '../../../../src/practice-realm/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';

let realm: PracticeRealm;
let folder = '';
let services: Services;
let events: RenewalEvent[] = [];
let notices: Notice[] = [];

async function open(renewal: RenewalChoices = {}): Promise<void> {
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
    renewal,
  });
  services.renewal!.onEvent((event) => events.push(event));
  services.renewal!.onNotice((notice) => notices.push(notice));
  await services.start();
}

beforeEach(async () => {
  const ports = { clock: systemClock(), random: systemRandom(), kdf: nodeKeyDerivation() };
  realm = await startPracticeRealm(ports);
  folder = mkdtempSync(join(tmpdir(), 'tessera-renewal-'));
  writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  events = [];
  notices = [];
});
afterEach(async () => {
  services.close();
  await realm.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signIn = async (principal: string, lifetime: number, renewable: number): Promise<string> => {
  const operation = crypto.randomUUID();
  const options = { lifetime, renewable };
  const { identity } = await services.handlers['identity.signIn']({ operation, principal, options });
  return identity;
};
const tgtOf = async (id: string) => {
  const { identities } = await services.handlers['state.get']({});
  return identities.find((each) => each.id === id)!.tickets.find(({ kind }) => kind === 'tgt')!;
};
const outcomes = () => events.filter((event) => event.type === 'outcome').map(({ outcome }) => outcome);

describe('a ten-second ticket', () => {
  it('renews itself in the cache file, is written down, and nobody is bothered with it', async () => {
    await open({ noticeSettings: () => ({ before: [3], after: [] }) });
    const id = await signIn('alice', 10, 3_600);
    const before = await tgtOf(id);
    expect(services.renewal!.planned(id)).toMatchObject({ kind: 'renew', why: 'half-life', failed: 0 });
    await wait(7_500);
    const after = await tgtOf(id);
    expect(after.endTime).toBeGreaterThan(before.endTime);
    expect(after.authTime).toBe(before.authTime);
    expect(outcomes()).toEqual(['done']);
    expect(notices).toEqual([]);
    const { rows } = await services.handlers['history.list']({ limit: 10 });
    expect(rows[0]).toMatchObject({
      kind: 'renew',
      outcome: 'ok',
      principal: 'alice@PRACTICE.TEST',
      messages: 2,
    });
    const { steps } = await services.handlers['exchange.get']({ history: rows[0]!.id });
    expect(steps.filter(({ type }) => type === 'sent')).toMatchObject([{ message: 'TGS-REQ' }]);
    const stored = await openCache(`FILE:${join(folder, 'krb5cc')}`).read();
    expect(stored!.credentials.map(({ times }) => times.endTime)).toEqual([after.endTime]);
  });

  it('that was renewed is told of where the person wants that, and offers nothing', async () => {
    await open();
    await services.handlers['settings.update']({ noticeRenewed: true });
    const id = await signIn('alice', 10, 3_600);
    await wait(7_500);
    const { endTime } = await tgtOf(id);
    expect(notices).toMatchObject([{ kind: 'renewed', title: { params: { when: endTime } }, actions: [] }]);
  });

  it('that the person renewed is not asked for again', async () => {
    await open();
    const id = await signIn('alice', 10, 3_600);
    await wait(3_000);
    await services.handlers['ticket.renew']({ operation: crypto.randomUUID(), identity: id });
    await wait(3_500);
    expect(outcomes()).toEqual([]);
  });

  it('that cannot be renewed is told of before and at its end', async () => {
    await open({ noticeSettings: () => ({ before: [1_800, 4], after: [] }) });
    const id = await signIn('alice', 6, 0);
    expect(services.renewal!.planned(id)).toMatchObject({ kind: 'nothing', why: 'not-renewable' });
    await wait(8_000);
    expect(notices.map(({ kind, actions }) => [kind, ...actions])).toEqual([
      ['expires', 'sign-in', 'snooze'],
      ['expired', 'sign-in', 'snooze'],
    ]);
  });
});
