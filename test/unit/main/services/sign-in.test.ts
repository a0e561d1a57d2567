// How one signs in, over everything real but the person: the engine, a practice realm on loopback, keytabs and caches in
// a folder, SQLite. The prompt, the dialogs and the vault answer what the test says.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeServices } from '../../../../src/main/compose.ts';
import { describeError } from '../../../../src/main/services/index.ts';
import type { PersonDialogs, SecretPrompt, Services } from '../../../../src/main/services/index.ts';
import { openCache } from '../../../../src/node/index.ts';
import { startPracticeRealm } from '../../../../src/practice-realm/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import { contract, eventEnvelope } from '../../../../src/shared/index.ts';
import type { EventEnvelope, GivenServers, SignInHow, SignInOptions } from '../../../../src/shared/index.ts';
import { userKeytab } from '../../../support/user-keytab.ts';
import { newAccount, practiceRealm, servicesOf } from '../../../support/services-bench.ts';
import type { Account } from '../../../support/services-bench.ts';

const ALICE = 'alice@PRACTICE.TEST';
const BOB = 'bob@PRACTICE.TEST';

let realm: PracticeRealm;
let password = '';
let account: Account;
let folder = '';
let services: Services;
let events: EventEnvelope[] = [];
/** What the prompt was asked, and what the person types next; nothing is Cancel. */
let asked: Parameters<SecretPrompt['ask']>[0][] = [];
let answers: (string | undefined)[] = [];
/** The file the person chooses next, what main's own dialog asked, and what the person said to it. */
let chosen: string | undefined;
let confirmed: Parameters<PersonDialogs['confirmSignIn']>[0][] = [];
let agrees = true;
/** A vault for the test: a key of its own, which `locked` takes away. */
let locked = false;
let opened = 0;

const MASK = 0x5a;
const masked = (octets: Uint8Array): Uint8Array => octets.map((octet) => octet ^ MASK);

async function open(): Promise<void> {
  services = await servicesOf(
    account,
    {
      env: {
        KRB5_KTNAME: join(folder, 'default.keytab'),
        KRB5_CLIENT_KTNAME: join(folder, 'client.keytab'),
      },
      app: { version: '0.0.0', runtime: 'electron', platform: 'linux' },
      prompt: {
        ask(question) {
          asked.push(question);
          const typed = answers.shift();
          return Promise.resolve(typed === undefined ? undefined : new TextEncoder().encode(typed));
        },
      },
      dialogs: {
        pickKeytab: () => Promise.resolve(chosen),
        pickBlob: () => Promise.resolve(undefined),
        saveAs: () => Promise.resolve(undefined),
        confirmSignIn(about) {
          confirmed.push(about);
          return Promise.resolve(agrees);
        },
      },
      vault: {
        available: () => Promise.resolve(locked ? { ok: false, why: 'unavailable' } : { ok: true }),
        seal: (secret) =>
          locked
            ? Promise.reject(new Error('locked'))
            : Promise.resolve(Uint8Array.of(1, 2, ...masked(secret))),
        open(sealed) {
          opened += 1;
          return Promise.resolve(masked(sealed.slice(2)));
        },
      },
    },
    events,
  );
}

async function restart(): Promise<void> {
  services.close();
  await open();
}

beforeEach(async () => {
  realm = await practiceRealm();
  password = realm.users[0]!.password;
  account = newAccount(realm.krb5Conf);
  folder = account.folder;
  writeFileSync(join(folder, 'alice.keytab'), await userKeytab(ALICE, password, { kvno: 3 }));
  [asked, answers, events, confirmed] = [[], [], [], []];
  [agrees, locked, opened] = [true, false, 0];
  chosen = join(folder, 'alice.keytab');
  await open();
});
afterEach(async () => {
  services.close();
  await realm.stop();
  account.remove();
});

const signIn = (
  principal: string,
  how?: SignInHow,
  more: { options?: SignInOptions; servers?: GivenServers } = {},
) =>
  services.handlers['identity.signIn']({
    operation: crypto.randomUUID(),
    principal,
    options: more.options ?? {},
    ...(how === undefined ? {} : { how }),
    ...(more.servers === undefined ? {} : { servers: more.servers }),
  });
const openKeytab = async (from: 'dialog' | 'default' | 'client' = 'dialog') =>
  (await services.handlers['keytab.open']({ from })).keytab!;
const withKeytab = async (): Promise<SignInHow> => ({ kind: 'keytab', keytab: (await openKeytab()).keytab });
const identity = async (principal: string) =>
  (await services.handlers['state.get']({})).identities.find((each) => each.principal === principal);
const tgtOf = async (principal: string) =>
  (await identity(principal))!.tickets.find(({ kind }) => kind === 'tgt')!;
const errorOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it worked');
    },
    (error: unknown) => describeError(error),
  );
const history = async (): Promise<string[]> =>
  (await services.handlers['state.get']({})).history.map(({ kind, outcome }) => `${kind} ${outcome}`);

describe('a keytab', () => {
  it('is chosen in main’s own dialog and shown without its keys, by a handle that is no path', async () => {
    const keytab = await openKeytab();
    contract['keytab.open'].output.parse({ keytab });
    expect(keytab).toMatchObject({
      origin: 'file',
      file: join(folder, 'alice.keytab'),
      entries: [{ principal: ALICE, kvno: 3, enctype: { number: 18, weak: false } }],
      entriesLeftOut: 0,
    });
    expect(keytab.keytab).toMatch(/^[0-9a-f-]{36}$/);
    expect((await openKeytab()).keytab).toBe(keytab.keytab); // one handle for one file
    chosen = undefined;
    expect(await services.handlers['keytab.open']({ from: 'dialog' })).toEqual({});
  });

  it('signs in without a prompt, and is remembered with the options for the next time', async () => {
    const options = { lifetime: 3_600, renewable: 7_200, forwardable: true };
    await signIn(ALICE, await withKeytab(), { options });
    expect(asked).toEqual([]);
    expect(await identity(ALICE)).toMatchObject({
      isDefault: true,
      options,
      means: { how: 'keytab', keytab: join(folder, 'alice.keytab') },
    });
    await restart();
    const id = (await identity(ALICE))!.id;
    const { keytab } = await services.handlers['keytab.open']({ from: 'identity', identity: id });
    expect(keytab!.entries).toHaveLength(1);
    await signIn(ALICE, { kind: 'remembered' }, { options });
    expect(asked).toEqual([]);
  });

  it.each(['default', 'client'] as const)('of krb5.conf (%s) is offered by name', async (which) => {
    writeFileSync(join(folder, `${which}.keytab`), readFileSync(join(folder, 'alice.keytab')));
    const keytab = await openKeytab(which);
    expect(keytab).toMatchObject({ origin: which, file: join(folder, `${which}.keytab`) });
    await signIn(ALICE, { kind: 'keytab', keytab: keytab.keytab });
    expect((await identity(ALICE))!.means).toEqual({
      how: 'keytab',
      keytab: join(folder, `${which}.keytab`),
    });
  });

  it('of which no handle is known, or not any more, signs nobody in', async () => {
    const error = await errorOf(signIn(ALICE, { kind: 'keytab', keytab: crypto.randomUUID() }));
    expect(error).toMatchObject({ code: 'UNKNOWN' });
    const first = await openKeytab();
    for (let n = 0; n < 40; n++) {
      chosen = join(folder, `${n}.keytab`);
      writeFileSync(chosen, readFileSync(join(folder, 'alice.keytab')));
      await openKeytab();
    }
    expect(await errorOf(signIn(ALICE, { kind: 'keytab', keytab: first.keytab }))).toMatchObject({
      code: 'UNKNOWN',
    });
  });

  it('without the key of this principal names whose keys it has, and asks no KDC', async () => {
    const error = await errorOf(signIn(BOB, await withKeytab()));
    expect(error).toMatchObject({ code: 'KERBEROS', kerberos: 'KEY_NOT_FOUND' });
    expect(error.explanation.why.join()).toContain(`keys of ${ALICE}`);
    expect(error.explanation.whatToDo).not.toEqual([]);
    expect(await history()).toEqual(['sign-in failed']);
  });

  it.each([
    [
      'that is no keytab',
      () => {
        writeFileSync(chosen!, 'this is no keytab at all');
      },
      'FORMAT_INVALID',
    ],
    [
      'that ends in the middle',
      () => {
        writeFileSync(chosen!, readFileSync(chosen!).subarray(0, 40));
      },
      'FORMAT_INVALID',
    ],
    ['that is a folder', () => (chosen = folder), 'FILE_REFUSED'],
    [
      'that is not there',
      () => {
        rmSync(chosen!);
      },
      'FILE_REFUSED',
    ],
  ])('file %s says so in the four rows', async (_what, spoil, code) => {
    spoil();
    const error = await errorOf(services.handlers['keytab.open']({ from: 'dialog' }));
    expect(error).toMatchObject({ code: 'KERBEROS', kerberos: code });
    for (const row of ['why', 'whatToDo'] as const) expect(error.explanation[row]).not.toEqual([]);
  });

  it('whose key is an old one is told apart from a wrong password, with its version', async () => {
    writeFileSync(chosen!, await userKeytab(ALICE, 'The-Last-0ne', { kvno: 1 }));
    const error = await errorOf(signIn(ALICE, await withKeytab()));
    expect(error).toMatchObject({ kerberos: 'KEY_REFUSED' });
    expect(error.explanation.why.join()).toContain('kvno) 1, aes256-cts-hmac-sha1-96');
  });

  it('of an enctype that is not allowed says which it has', async () => {
    writeFileSync(chosen!, await userKeytab(ALICE, password, { etype: 23 }));
    const error = await errorOf(signIn(ALICE, await withKeytab()));
    expect(error).toMatchObject({ kerberos: 'KEY_NOT_FOUND' });
    expect(error.explanation.why.join()).toContain('arcfour-hmac');
  });

  it('to a realm never used is asked about by main itself; without a yes nothing is sent', async () => {
    agrees = false;
    const error = await errorOf(signIn(ALICE, await withKeytab()));
    expect(error.code).toBe('CANCELLED');
    expect(confirmed).toEqual([
      {
        principal: ALICE,
        realm: 'PRACTICE.TEST',
        isNewRealm: true,
        servers: [],
        keytab: join(folder, 'alice.keytab'),
      },
    ]);
    expect(await identity(ALICE)).toBeUndefined();
    agrees = true;
    await signIn(ALICE, await withKeytab());
    await signIn(ALICE, await withKeytab());
    expect(confirmed).toHaveLength(2); // not again once it was used
  });

  it('signs in anew when renewal ends, with the options of last time', async () => {
    await signIn(ALICE, await withKeytab(), { options: { lifetime: 10, renewable: 0, forwardable: true } });
    const before = await tgtOf(ALICE);
    const id = (await identity(ALICE))!.id;
    expect(services.renewal!.planned(id)).toMatchObject({ kind: 'sign-in', why: 'renewal-ended' });
    await wait(7_500);
    const after = await tgtOf(ALICE);
    expect(after.authTime).toBeGreaterThan(before.authTime);
    expect(after.endTime - after.startTime).toBe(10);
    expect(after.flags).toContain('forwardable');
    expect(asked).toEqual([]);
    const stored = await openCache(`FILE:${join(folder, 'krb5cc')}`).read();
    expect(stored!.credentials.map(({ times }) => times.endTime)).toEqual([after.endTime]);
  });

  it('that lost its key leaves the old ticket as it is, and says so', async () => {
    await signIn(ALICE, await withKeytab(), { options: { lifetime: 10, renewable: 0 } });
    const before = await tgtOf(ALICE);
    writeFileSync(chosen!, realm.exportKeytab(['HTTP/web.practice.test']));
    await wait(7_500);
    expect((await tgtOf(ALICE)).endTime).toBe(before.endTime);
    const { history: rows } = await services.handlers['state.get']({});
    expect(rows[0]).toMatchObject({
      kind: 'sign-in',
      outcome: 'failed',
      error: { kerberos: 'KEY_NOT_FOUND' },
    });
  });
});

describe('servers that the person names', () => {
  const servers = { kdc: ['127.0.0.1:1'], kpasswd: [] };

  it('are not taken for a realm that krb5.conf names servers of, and it says so', async () => {
    const error = await errorOf(signIn(ALICE, undefined, { servers }));
    expect(error).toMatchObject({ kerberos: 'CONFIG_INVALID' });
    expect(error.explanation.why.join()).toContain('KDCs of PRACTICE.TEST are named by krb5.conf');
    expect(asked).toEqual([]);
  });

  it('are named by main’s own question where no prompt would name them, and kept only once they signed in', async () => {
    const real = {
      kdc: [...realm.kdcAddresses].slice(0, 1),
      kpasswd: [...realm.kpasswdAddresses].slice(0, 1),
    };
    writeFileSync(join(folder, 'krb5.conf'), '[libdefaults]\n dns_lookup_kdc = false\n');
    expect(await errorOf(signIn(ALICE, await withKeytab(), { servers }))).toMatchObject({
      kerberos: 'KDC_UNREACHABLE',
    });
    expect(confirmed).toMatchObject([{ isNewRealm: true, servers: servers.kdc }]);
    expect(await identity(ALICE)).toBeUndefined();
    await signIn(ALICE, await withKeytab(), { servers: real });
    expect(confirmed).toHaveLength(2);
    expect((await identity(ALICE))!.means).toMatchObject({ how: 'keytab', servers: real });
    await signIn(ALICE, { kind: 'remembered' });
    expect(confirmed).toHaveLength(2);
    agrees = false;
    expect(await errorOf(signIn(ALICE, { kind: 'remembered' }, { servers }))).toMatchObject({
      code: 'CANCELLED',
    });
    expect(confirmed[2]).toMatchObject({ isNewRealm: false, servers: servers.kdc });
    expect((await identity(ALICE))!.means).toMatchObject({ servers: real });
  });

  it('are taken away by leaving the field empty', async () => {
    const real = { kdc: [...realm.kdcAddresses].slice(0, 1), kpasswd: [] };
    writeFileSync(join(folder, 'krb5.conf'), '[libdefaults]\n dns_lookup_kdc = false\n');
    await signIn(ALICE, await withKeytab(), { servers: real });
    writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
    await signIn(ALICE, await withKeytab(), { servers: { kdc: [], kpasswd: [] } });
    expect((await identity(ALICE))!.means).not.toHaveProperty('servers');
  });
});

describe('a password that is kept by choice', () => {
  const keep = { kind: 'password', keep: true } as const;
  const saved = { kind: 'saved-password' } as const;

  async function keepAlices(): Promise<void> {
    answers = [password];
    const done = await signIn(ALICE, keep);
    expect(done).toMatchObject({ passwordKept: true });
  }

  it('is typed into the prompt, which says that it is kept; sealed it signs in without one', async () => {
    await keepAlices();
    expect(asked).toMatchObject([{ principal: ALICE, purpose: 'password', keeps: true }]);
    expect((await identity(ALICE))!.means).toEqual({ how: 'saved-password', saved: 'kept' });
    await restart();
    await signIn(ALICE, saved);
    await signIn(ALICE, { kind: 'remembered' });
    expect(asked).toHaveLength(1);
    expect(opened).toBe(2); // once per need
    for (const event of events) eventEnvelope.parse(event);
    expect(JSON.stringify(events)).not.toContain(password);
  });

  it('lies in the database sealed, and nowhere in the clear', async () => {
    await keepAlices();
    services.close();
    const bytes = ['tessera.db', 'tessera.db-wal']
      .map((name) => {
        try {
          return readFileSync(join(folder, 'data', name)).toString('latin1');
        } catch {
          return '';
        }
      })
      .join('');
    expect(bytes).toContain(Buffer.from(masked(new TextEncoder().encode(password))).toString('latin1'));
    expect(bytes).not.toContain(password);
    await open();
  });

  it('that the realm refused is marked and never sent again, by a restart neither, until one is typed', async () => {
    await keepAlices();
    const id = (await identity(ALICE))!.id;
    answers = [password, 'Entirely-N3w-Words'];
    await services.handlers['identity.changePassword']({ operation: crypto.randomUUID(), identity: id });
    expect(asked.at(-1)).toMatchObject({ purpose: 'new-password', keeps: true }); // said, since it is kept, too
    // Changed elsewhere: what is sealed here is the old one.
    await restart();
    await signIn(ALICE, saved);
    await changeElsewhere('Entirely-N3w-Words', 'Changed-El5ewhere');
    expect(await errorOf(signIn(ALICE, saved))).toMatchObject({ kerberos: 'PASSWORD_INCORRECT' });
    expect((await identity(ALICE))!.means).toEqual({ how: 'saved-password', saved: 'refused' });
    const times = opened;
    await restart();
    asked = [];
    answers = [undefined];
    expect(await errorOf(signIn(ALICE, saved))).toMatchObject({ code: 'CANCELLED' });
    expect(asked).toMatchObject([{ purpose: 'password', keeps: true }]); // asked for instead
    expect(opened).toBe(times);
    answers = ['Changed-El5ewhere'];
    expect(await signIn(ALICE, saved)).toMatchObject({ passwordKept: true });
    expect((await identity(ALICE))!.means).toEqual({ how: 'saved-password', saved: 'kept' });
    asked = [];
    await signIn(ALICE, saved);
    expect(asked).toEqual([]);
  });

  it('signs in anew when renewal ends; refused then, it is sent once and not again', async () => {
    answers = [password];
    await signIn(ALICE, keep, { options: { lifetime: 10, renewable: 0 } });
    const before = await tgtOf(ALICE);
    await wait(7_500);
    expect((await tgtOf(ALICE)).authTime).toBeGreaterThan(before.authTime);
    expect(opened).toBe(1);
    await changeElsewhere(password, 'Changed-El5ewhere');
    await wait(7_000);
    expect(opened).toBe(2);
    expect((await identity(ALICE))!.means).toMatchObject({ saved: 'refused' });
    const id = (await identity(ALICE))!.id;
    expect(services.renewal!.planned(id)).toMatchObject({ kind: 'nothing' });
    await restart();
    await wait(3_000);
    expect(opened).toBe(2);
  }, 30_000);

  it('behind a vault that is locked when renewal ends is tried again, and marked as nothing', async () => {
    answers = [password];
    await signIn(ALICE, keep, { options: { lifetime: 10, renewable: 0 } });
    locked = true;
    await wait(7_000);
    expect(opened).toBe(0);
    expect((await identity(ALICE))!.means).toEqual({ how: 'saved-password', saved: 'kept' });
    const id = (await identity(ALICE))!.id;
    expect(services.renewal!.planned(id)).toMatchObject({ kind: 'sign-in', why: 'retry' });
  });

  it('is forgotten at the press of a button, and by typing one that is not to be kept', async () => {
    await keepAlices();
    await services.handlers['identity.forgetPassword']({ identity: (await identity(ALICE))!.id });
    expect((await identity(ALICE))!.means).toEqual({ how: 'password' });
    await keepAlices();
    answers = [password];
    await signIn(ALICE, { kind: 'password', keep: false });
    expect((await identity(ALICE))!.means).toEqual({ how: 'password' });
    asked = [];
    answers = [undefined];
    await errorOf(signIn(ALICE, saved));
    expect(asked).toHaveLength(1);
  });

  it('cannot be kept without a vault: said before anything is asked; a locked one makes the prompt ask', async () => {
    locked = true;
    expect(await services.handlers['vault.describe']({})).toEqual({ why: 'unavailable' });
    const error = await errorOf(signIn(ALICE, keep));
    expect(error).toMatchObject({ kerberos: 'SECRET_UNAVAILABLE' });
    expect(asked).toEqual([]);
    locked = false;
    await keepAlices();
    locked = true;
    answers = [password];
    await signIn(ALICE, saved);
    expect(asked).toHaveLength(2);
    expect((await identity(ALICE))!.means).toEqual({ how: 'saved-password', saved: 'kept' });
  });

  /** On another computer: what is sealed here does not know of it. */
  async function changeElsewhere(present: string, fresh: string): Promise<void> {
    const typed = [present, present, fresh];
    const other = await composeServices({
      env: {
        KRB5_CONFIG: join(folder, 'krb5.conf'),
        KRB5CCNAME: `FILE:${join(folder, 'elsewhere')}`,
        XDG_RUNTIME_DIR: join(folder, 'run'),
      },
      dataFolder: join(folder, 'elsewhere-data'),
      app: { version: '0.0.0', runtime: 'electron', platform: 'linux' },
      prompt: { ask: () => Promise.resolve(new TextEncoder().encode(typed.shift())) },
      clipboard: () => undefined,
      startPractice: startPracticeRealm,
    });
    const { handlers } = other;
    const operation = crypto.randomUUID();
    const { identity: id } = await handlers['identity.signIn']({ operation, principal: ALICE, options: {} });
    await handlers['identity.changePassword']({ operation: crypto.randomUUID(), identity: id });
    other.close();
  }
});
