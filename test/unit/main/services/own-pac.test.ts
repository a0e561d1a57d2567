// One's own PAC through the services: a practice realm on loopback, real sockets, real caches.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../../../src/main/services/index.ts';
import { openCache } from '../../../../src/node/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import { contract } from '../../../../src/shared/index.ts';
import type { EventEnvelope } from '../../../../src/shared/index.ts';
import {
  alwaysTypes,
  errorOf,
  newAccount,
  practiceRealm,
  servicesOf,
} from '../../../support/services-bench.ts';
import type { Account } from '../../../support/services-bench.ts';

let realm: PracticeRealm;
let account: Account;
let folder = '';
let cache = '';
let services: Services;
let events: EventEnvelope[] = [];

beforeAll(async () => {
  realm = await practiceRealm();
});
afterAll(async () => {
  await realm.stop();
});

beforeEach(async () => {
  account = newAccount(realm.krb5Conf);
  folder = account.folder;
  cache = account.cache;
  events = [];
  services = await servicesOf(
    account,
    {
      prompt: alwaysTypes(realm.users[0]!.password),
    },
    events,
  );
});
afterEach(() => {
  services.close();
  account.remove();
});

const operation = (): string => crypto.randomUUID();
async function signIn(principal: string): Promise<string> {
  const { identity } = await services.handlers['identity.signIn']({
    operation: operation(),
    principal,
    options: {},
  });
  return identity;
}
const pacOf = (identity: string, id = operation()) =>
  services.handlers['identity.pac']({ operation: id, identity });
const kinds = async () =>
  (await services.handlers['state.get']({})).history.map(({ kind, outcome }) => `${kind} ${outcome}`);

describe('one’s own PAC', () => {
  it('says who, the groups with their reasons, names, times, sizes and which signatures hold', async () => {
    const report = await pacOf(await signIn('alice'));
    expect(contract['identity.pac'].output.parse(report)).toEqual(report);
    expect(report).toMatchObject({ realm: 'PRACTICE.TEST', how: 'user-to-user' });
    const { logon, upn, client, signatures, parts, bytes } = report.pac!;
    expect(logon).toMatchObject({ account: 'alice', fullName: 'Alice Able', domain: 'PRACTICE' });
    expect(logon?.sid).toMatch(/^S-1-5-21-.*-1101$/);
    expect(logon?.groups.map(({ sid, reason }) => `${sid.replace(/.*-/, '')} ${reason}`)).toEqual([
      '513 primary',
      '1201 member',
      '1203 member',
      '1204 member',
      '1 asserted',
      '1205 resource',
    ]);
    expect(logon?.groups.map(({ name }) => name)).toEqual([
      'Domain Users',
      undefined,
      undefined,
      undefined,
      'Authentication authority asserted identity',
      undefined,
    ]);
    expect(logon?.times).toMatchObject({ passwordMustChange: 'never', logon: expect.any(Number) as number });
    expect(upn).toMatchObject({ upn: 'alice@practice.test', samName: 'alice', constructed: false });
    expect(client).toEqual({ name: 'alice', matchesTicket: true });
    expect(signatures).toEqual({ server: 'valid', kdc: 'no-key', ticket: 'no-key', full: 'no-key' });
    expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBeLessThan(bytes);
  });

  it('is asked for once while the ticket-granting ticket lives, and again with a new one', async () => {
    const id = await signIn('alice');
    expect(await pacOf(id)).toBe(await pacOf(id));
    expect(await kinds()).toEqual(['pac ok', 'sign-in ok']);
    await signIn('alice');
    await pacOf(id);
    expect((await kinds()).filter((kind) => kind === 'pac ok')).toHaveLength(2);
  });

  it('asked for twice at the same time is one question', async () => {
    const id = await signIn('alice');
    const [one, other] = await Promise.all([pacOf(id), pacOf(id)]);
    expect(one).toBe(other);
    expect(await kinds()).toEqual(['pac ok', 'sign-in ok']);
  });

  it('is stored nowhere: no cache, no file, no event has it', async () => {
    const id = await signIn('alice');
    const before = readFileSync(cache);
    await pacOf(id);
    expect(readFileSync(cache).equals(before)).toBe(true);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    );
    const said = files
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file, 'latin1'))
      .join('');
    expect(said + JSON.stringify(events)).not.toContain('Alice Able');
  });

  it('is cancelled by the one who asked', async () => {
    const id = await signIn('alice');
    const asked = operation();
    const outcome = errorOf(pacOf(id, asked));
    while (!events.some(({ change }) => change.type === 'operation.changed' && change.operation.id === asked))
      await new Promise(setImmediate);
    await services.handlers['operation.cancel']({ operation: asked });
    expect(await outcome).toMatchObject({ code: 'CANCELLED' });
  });

  it('of an identity whose tickets are gone is not known any more', async () => {
    const id = await signIn('alice');
    await pacOf(id);
    await openCache(`FILE:${cache}`).destroy();
    expect(await errorOf(pacOf(id))).toMatchObject({ code: 'UNKNOWN' });
  });

  it('comes without a cap on the groups that a person may be in', async () => {
    const report = await pacOf(await signIn('manygroups'));
    expect(report.pac?.logon?.groups).toHaveLength(506);
    expect(report.pac?.logon?.groupsLeftOut).toBe(0);
  });
});
