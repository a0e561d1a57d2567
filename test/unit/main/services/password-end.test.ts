// When a password ends, where the KDC's reply to a sign-in says nothing of it and the PAC does: services, engine, caches
// and a practice realm on loopback; time alone is played, as far as nobody waits a minute.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeServices } from '../../../../src/main/compose.ts';
import type { Services } from '../../../../src/main/services/index.ts';
import { nodeKeyDerivation, systemClock, systemRandom } from '../../../../src/node/index.ts';
import { startPracticeRealm } from '../../../../src/practice-realm/index.ts';
import type { PracticeEvent, PracticeRealm } from '../../../../src/practice-realm/index.ts';

const ALICE = 'alice@PRACTICE.TEST';
const DAY = 86_400;

let folder = '';
let realm: PracticeRealm;
let answered: PracticeEvent[] = [];
let services: Services;
const timers = new Map<number, { readonly millis: number; readonly callback: () => void }>();
let made = 0;

async function realmWith(passwordLife?: number): Promise<void> {
  realm = await startPracticeRealm({
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
    trace: (event) => answered.push(event),
    ...(passwordLife === undefined ? {} : { passwordLife }),
  });
  writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-password-end-'));
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  answered = [];
  timers.clear();
  writeFileSync(join(folder, 'krb5.conf'), '');
  services = await composeServices({
    env: {
      KRB5_CONFIG: join(folder, 'krb5.conf'),
      KRB5CCNAME: `FILE:${join(folder, 'krb5cc')}`,
      XDG_RUNTIME_DIR: join(folder, 'run'),
    },
    dataFolder: join(folder, 'data'),
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
    prompt: {
      ask: ({ purpose }) =>
        Promise.resolve(
          purpose === 'new-password' ? undefined : new TextEncoder().encode(realm.users[0]!.password),
        ),
    },
    clipboard: () => undefined,
    startPractice: startPracticeRealm,
    renewal: {
      timers: {
        set: (millis, callback) => {
          timers.set(++made, { millis, callback });
          return made;
        },
        clear: (handle) => {
          timers.delete(handle as number);
        },
      },
    },
  });
  await services.start();
});
afterEach(async () => {
  services.close();
  await realm.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signIn = () =>
  services.handlers['identity.signIn']({ operation: crypto.randomUUID(), principal: ALICE, options: {} });
const state = () => services.handlers['state.get']({});
const alice = async () => (await state()).identities.find(({ principal }) => principal === ALICE)!;
const rows = async () => (await state()).history.map(({ kind, outcome }) => `${kind} ${outcome}`);
/** A minute after the sign-in. */
function aMinuteLater(): void {
  const due = [...timers].filter(([, { millis }]) => millis === 60_000);
  expect(due).not.toEqual([]);
  for (const [id, { callback }] of due) {
    timers.delete(id);
    callback();
  }
}

const eventually = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 20_000, interval: 50 });

describe('a password whose end only the PAC tells', () => {
  it('is counted down from a minute after the sign-in: PasswordMustChange of one’s own PAC', async () => {
    await realmWith(5 * DAY);
    const before = Date.now() / 1_000;
    await signIn();
    expect((await alice()).passwordExpires).toBe(0);
    aMinuteLater();
    await eventually(async () => {
      expect((await alice()).passwordExpires).toBeGreaterThan(0);
    });
    const { passwordExpires } = await alice();
    expect(passwordExpires).toBeGreaterThanOrEqual(Math.floor(before + 5 * DAY) - 60);
    expect(passwordExpires).toBeLessThanOrEqual(Math.ceil(Date.now() / 1_000 + 5 * DAY));
    expect(await rows()).toEqual(['pac ok', 'sign-in ok']);
  });

  it('that lasts for ever is counted down from nowhere', async () => {
    await realmWith();
    await signIn();
    aMinuteLater();
    await eventually(async () => {
      expect(await rows()).toEqual(['pac ok', 'sign-in ok']);
    });
    expect((await alice()).passwordExpires).toBe(0);
  });

  it('must be changed at the next sign-in once it has ended', async () => {
    await realmWith(0);
    await expect(signIn()).rejects.toThrow();
    expect(answered.map(({ outcome }) => outcome)).toContain('KDC_ERR_KEY_EXPIRED');
  });
});

describe('a realm that refuses the ticket to oneself', () => {
  it('leaves a row that nothing came of it, not a failure, and is not asked again', async () => {
    await realmWith();
    await signIn();
    // Made anew it has another key: it takes no ticket of the one before.
    await realm.stop();
    await realmWith();
    aMinuteLater();
    await eventually(async () => {
      expect(await rows()).toEqual(['pac nothing', 'sign-in ok']);
    });
    const [row] = (await state()).history;
    expect(row!.error).toBeUndefined();
    expect(row!.messages).toBeGreaterThan(0);
    expect((await alice()).problem).toBeUndefined();
    await signIn();
    const asked = answered.length;
    aMinuteLater();
    await signIn();
    expect(answered.slice(asked).map(({ exchange }) => exchange)).not.toContain('TGS');
  });

  it('is a failure in its words where the person asked', async () => {
    await realmWith();
    const { identity } = await signIn();
    await realm.stop();
    await realmWith();
    const asked = services.handlers['identity.pac']({ operation: crypto.randomUUID(), identity });
    await expect(asked).rejects.toThrow();
    expect(await rows()).toEqual(['pac failed', 'sign-in ok']);
  });
});
