// Changing passwords over everything real but the person: the engine, a practice realm on loopback, caches in a
// folder. The prompt answers what the test says, and what it was asked is what the person would have read.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretPrompt, Services } from '../../../../src/main/services/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import { eventEnvelope } from '../../../../src/shared/events.ts';
import { contract } from '../../../../src/shared/index.ts';
import type { EventEnvelope } from '../../../../src/shared/index.ts';
import { errorOf, newAccount, practiceRealm, servicesOf } from '../../../support/services-bench.ts';
import type { Account } from '../../../support/services-bench.ts';

type Question = Parameters<SecretPrompt['ask']>[0];

const BOB = 'bob@PRACTICE.TEST';
const EXPIRED = 'mustchange@PRACTICE.TEST';
const FRESH = 'Entirely-N3w-Words';

let realm: PracticeRealm;
let password = '';
let account: Account;
let folder = '';
let services: Services;
let asked: Question[] = [];
let given: Uint8Array[] = [];
let events: EventEnvelope[] = [];
/** What the person types next; nothing is Cancel. */
let answers: (string | undefined)[] = [];
/** Of the realm, where a test stops it. */
let stopped: Promise<void> | undefined;

beforeEach(async () => {
  realm = await practiceRealm();
  password = realm.users[0]!.password;
  account = newAccount(realm.krb5Conf);
  folder = account.folder;
  stopped = undefined;
  [asked, given, events, answers] = [[], [], [], []];
  services = await servicesOf(
    account,
    {
      prompt: {
        ask(question) {
          asked.push(question);
          const typed = answers.shift();
          if (typed === undefined) return Promise.resolve(undefined);
          const octets = new TextEncoder().encode(typed);
          given.push(octets);
          return Promise.resolve(octets);
        },
      },
    },
    events,
  );
});
afterEach(async () => {
  services.close();
  await (stopped ?? realm.stop());
  account.remove();
});

const operation = (): string => crypto.randomUUID();
const purposes = (): string[] => asked.map(({ purpose }) => purpose);
const history = async (): Promise<string[]> =>
  (await services.handlers['state.get']({})).history.map(({ kind, outcome }) => `${kind} ${outcome}`);
function signIn(principal: string, ...typed: (string | undefined)[]) {
  answers = typed;
  return services.handlers['identity.signIn']({ operation: operation(), principal, options: {} });
}
function change(identity: string, ...typed: (string | undefined)[]) {
  answers = typed;
  return services.handlers['identity.changePassword']({ operation: operation(), identity });
}
/** Nothing that was typed is left in the octets given, or told to the window. */
async function expectNothingLeft(): Promise<void> {
  expect(given.flatMap((octets) => [...octets]).filter((octet) => octet !== 0)).toEqual([]);
  const told = JSON.stringify([events, await services.handlers['state.get']({})]);
  for (const secret of [FRESH, password]) expect(told).not.toContain(secret);
  for (const event of events) eventEnvelope.parse(event);
}

describe('an expired password', () => {
  it('leads straight into changing it, and the new one signs in: each is typed once', async () => {
    const done = await signIn(EXPIRED, password, FRESH);
    contract['identity.signIn'].output.parse(done);
    expect(done.passwordChanged).toBe(true);
    expect(purposes()).toEqual(['password', 'new-password']);
    expect(asked[1]).toMatchObject({
      principal: EXPIRED,
      realm: 'PRACTICE.TEST',
      reason: 'Password expired. Change it at PRACTICE.TEST',
    });
    expect(await history()).toEqual(['sign-in ok', 'change-password ok']);
    expect(existsSync(join(folder, 'krb5cc'))).toBe(true);
    await expectNothingLeft();
    expect((await signIn(EXPIRED, FRESH)).passwordChanged).toBe(false);
  });

  it('is told to be changed even where the sign-in after it fails', async () => {
    services.hub.subscribe(({ change }) => {
      if (change.type === 'history.added' && change.row.kind === 'change-password') stopped ??= realm.stop();
    });
    const error = await errorOf(signIn(EXPIRED, password, FRESH));
    await stopped;
    expect(error).toMatchObject({ kerberos: 'KDC_UNREACHABLE', passwordChanged: true });
    expect(await history()).toEqual(['sign-in failed', 'change-password ok']);
    await expectNothingLeft();
  });

  it('stays as it is when the person does not want a new one', async () => {
    expect(await errorOf(signIn(EXPIRED, password, undefined))).toMatchObject({ code: 'CANCELLED' });
    expect(await history()).toEqual(['sign-in cancelled']);
    expect(existsSync(join(folder, 'krb5cc'))).toBe(false);
    await expectNothingLeft();
    expect((await signIn(EXPIRED, password, FRESH)).passwordChanged).toBe(true);
  });

  it('is not asked about when it is wrong', async () => {
    expect(await errorOf(signIn(EXPIRED, 'Not-the-0ne'))).toMatchObject({ kerberos: 'PASSWORD_INCORRECT' });
    expect(purposes()).toEqual(['password']);
  });

  it('is changed with the public one in the practice realm, whose account is the person’s from then on', async () => {
    answers = [FRESH];
    const start = services.handlers['practice.start'];
    await start({ operation: operation(), user: EXPIRED });
    expect(purposes()).toEqual(['new-password']);
    const { practice } = await services.handlers['state.get']({});
    expect(practice.users.find(({ principal }) => principal === EXPIRED)?.password).toBe('');
    answers = [FRESH];
    await start({ operation: operation(), user: EXPIRED });
    expect(purposes()).toEqual(['new-password', 'password']);
  });
});

describe('changing the password of an identity', () => {
  it('asks for the present one and the new one, and leaves the tickets alone', async () => {
    const { identity } = await signIn(BOB, password);
    const before = readFileSync(join(folder, 'krb5cc'));
    asked = [];
    contract['identity.changePassword'].output.parse(await change(identity, password, FRESH));
    expect(purposes()).toEqual(['present-password', 'new-password']);
    expect(asked[0]).toMatchObject({ principal: BOB, reason: 'Change the password at PRACTICE.TEST' });
    expect(readFileSync(join(folder, 'krb5cc')).equals(before)).toBe(true);
    expect((await history())[0]).toBe('change-password ok');
    await expectNothingLeft();
    expect(await errorOf(signIn(BOB, password))).toMatchObject({ kerberos: 'PASSWORD_INCORRECT' });
    await signIn(BOB, FRESH);
  });

  it('asks again with the rules when the new one is refused, and for the present one no second time', async () => {
    const { identity } = await signIn(BOB, password);
    asked = [];
    await change(identity, password, 'short', 'alllowercaseletters', FRESH);
    expect(purposes()).toEqual(['present-password', 'new-password', 'new-password', 'new-password']);
    expect(asked.map(({ refusal }) => refusal !== undefined)).toEqual([false, false, true, true]);
    expect(asked[2]?.refusal).toContain('The new password was not accepted.');
    expect(asked[2]?.refusal).toContain('The password must have at least 8 characters.');
    await expectNothingLeft();
    await signIn(BOB, FRESH);
  });

  it('ends with the old one in force when the person gives up after a refusal', async () => {
    const { identity } = await signIn(BOB, password);
    expect(await errorOf(change(identity, password, 'short', undefined))).toMatchObject({
      code: 'CANCELLED',
    });
    expect((await history())[0]).toBe('change-password cancelled');
    await expectNothingLeft();
    await signIn(BOB, password);
  });

  it('asks for no new one where the present one is wrong, and says so in words', async () => {
    const { identity } = await signIn(BOB, password);
    asked = [];
    const error = await errorOf(change(identity, 'Not-the-0ne', FRESH));
    expect(error).toMatchObject({ code: 'KERBEROS', kerberos: 'PASSWORD_INCORRECT' });
    expect(error?.passwordChanged).toBeUndefined();
    expect(purposes()).toEqual(['present-password']);
    expect((await history())[0]).toBe('change-password failed');
  });

  it('is for those on the list alone', async () => {
    expect(await errorOf(change('bm9ib2R5', password, FRESH))).toMatchObject({ code: 'UNKNOWN' });
    expect(asked).toEqual([]);
  });
});
