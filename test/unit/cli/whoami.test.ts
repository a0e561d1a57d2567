// whoami on the practice realm, whose KDC lets people ask for themselves alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EncryptionKey } from '#krb5';
import type { PacContents } from '#krb5';
import { nodeKeyDerivation, systemClock, systemRandom } from '#node';
import { startPracticeRealm } from '#practice-realm';
import type { PracticeRealm } from '#practice-realm';
import { whoamiJson, whoamiText } from '../../../src/cli/format/whoami-text.ts';
import type { Seen } from '../../../src/cli/format/whoami-text.ts';
import { runCli } from '../../../src/cli/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'tessera-whoami-'));
const keytab = join(folder, 'keytab');
let realm: PracticeRealm;
let env: Record<string, string>;

beforeAll(async () => {
  realm = await startPracticeRealm({
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
    trace: () => undefined,
  });
  env = { KRB5_CONFIG: join(folder, 'krb5.conf'), KRB5CCNAME: `FILE:${join(folder, 'cc')}` };
  writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
  writeFileSync(keytab, realm.exportKeytab(), { mode: 0o600 });
});
afterAll(async () => {
  await realm.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function tessera(line: string, input = ''): Promise<{ code: number; out: string; err: string }> {
  const stdin = Object.assign(new PassThrough(), { isTTY: false, unref: () => undefined });
  stdin.end(input);
  let out = '';
  let err = '';
  const code = await runCli(line.split(' '), {
    env,
    stdin: stdin as unknown as NodeJS.ReadStream,
    signal: new AbortController().signal,
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

test('prints one’s own PAC without a keytab: who, groups and why, and what is proved', async () => {
  await tessera('kinit alice', 'Practice1!\n');
  const { code, out, err } = await tessera('whoami');
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Principal: alice@PRACTICE.TEST\n');
  expect(out).toContain('By:        a ticket to oneself (user-to-user)\n');
  expect(out).toMatch(/^Account: {3}\S+\\alice/m);
  expect(out).toMatch(/^UPN: {7}alice@practice\.test/m);
  expect(out).toMatch(/^Groups \(\d+\):$/m);
  expect(out).toMatch(/-513 +Domain Users, primary group$/m);
  expect(out).toMatch(/-1205 .*domain local, by resource group$/m);
  expect(out).toMatch(/^Checksums: server valid, kdc unverified, ticket /m);
});

test('as JSON, with the same in words that scripts compare', async () => {
  await tessera('kinit alice', 'Practice1!\n');
  const { code, out } = await tessera('whoami --json');
  expect(code).toBe(0);
  const seen = JSON.parse(out) as {
    schema: string;
    pac: { groups: { sid: string; reason: string }[]; checksums: object; account: { sid: string } };
  };
  expect(seen).toMatchObject({
    schema: 'tessera.whoami/1',
    principal: 'alice@PRACTICE.TEST',
    service: 'alice@PRACTICE.TEST',
    how: 'user-to-user',
    pac: {
      upn: { name: 'alice@practice.test', samName: 'alice' },
      client: { name: 'alice', matchesTicket: true },
      checksums: { server: 'valid', kdc: 'unverified' },
    },
  });
  expect(seen.pac.groups.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['primary', 'member', 'resource', 'asserted']),
  );
  expect(seen.pac.account.sid).toMatch(/^S-1-5-21-/);
});

test('the cache stays as it was: the ticket to oneself is not kept', async () => {
  await tessera('kinit alice', 'Practice1!\n');
  const before = await tessera('klist');
  await tessera('whoami');
  expect(await tessera('klist')).toEqual(before);
});

test('as a service: a KDC that refuses is heard, in words', async () => {
  const refused = await tessera(`whoami --as-service HTTP/web.practice.test -k ${keytab} --user alice`);
  expect(refused.code).toBe(1);
  expect(refused.out).toBe('');
  expect(refused.err).toMatch(/^whoami: /);
});

test.each([
  ['whoami somebody', 'whoami takes no operands'],
  ['whoami --user bob', 'whoami: --user goes with --as-service'],
  ['whoami -k x', 'whoami: -k goes with --as-service'],
  ['whoami --as-service HTTP/web', 'whoami: --as-service needs -k and --user, and takes no -c'],
  [
    'whoami --as-service HTTP/web -k x --user y -c z',
    'whoami: --as-service needs -k and --user, and takes no -c',
  ],
])('%s makes no sense: %s', async (line, words) => {
  const { code, err } = await tessera(line);
  expect(code).toBe(2);
  expect(err).toContain(`${words}\nusage: whoami`);
});

test('without a cache it says so', async () => {
  const { code, err } = await tessera(`whoami -c FILE:${join(folder, 'none')}`);
  expect(code).toBe(1);
  expect(err).toContain('No credentials cache found');
});

test('without a key of that service it says which are there', async () => {
  const { code, err } = await tessera(`whoami --as-service HTTP/none -k ${keytab} --user alice`);
  expect(code).toBe(1);
  expect(err).toContain('HTTP/web.practice.test@PRACTICE.TEST');
});

test('claims, the device and the way of a delegation, where a PAC has them', () => {
  const membership = (relativeId: number) => ({ relativeId, attributes: 7 });
  const alice = { name: { nameType: 1, nameString: ['alice'] }, realm: 'AD.TEST' };
  const seen: Seen = {
    how: 's4u2self',
    service: alice,
    account: alice,
    ticket: {
      part: {
        flags: 0,
        key: new EncryptionKey(18, new Uint8Array(32)),
        crealm: 'AD.TEST',
        cname: alice.name,
        transited: { trType: 1, contents: new Uint8Array() },
        authtime: 1_800_000_000,
        endtime: 1_800_036_000,
      },
      pac: {
        length: 8,
        verdicts: { server: 'valid', kdc: 'no-key', ticket: 'absent', full: 'invalid' },
        matchesTicket: false,
        contents: {
          pac: { buffers: [] } as unknown as PacContents['pac'],
          others: [],
          clientClaims: [
            {
              sourceType: 1,
              claims: [
                { id: 'ad://ext/department', content: { type: 3, values: ['Sales', 'R\u0000D'] } },
                { id: 'ad://ext/level', content: { type: 2, values: [18_446_744_073_709_551_615n] } },
                { id: 'ad://ext/new', content: { type: 'unknown', number: 9 } },
              ],
            },
          ],
          deviceInfo: {
            userId: 0,
            primaryGroupId: 515,
            accountDomainId: 'S-1-5-21-1-2-3',
            accountGroupIds: [membership(1600), membership(515)],
            extraSids: [{ sid: 'S-1-18-1', attributes: 7 }],
            domainGroups: [{ domainId: 'S-1-5-21-4-5-6', groupIds: [membership(1700)] }],
          },
          delegationInfo: { s4u2proxyTarget: 'HTTP/back', transitedServices: ['HTTP/front@AD.TEST'] },
        },
      },
    },
  };
  const text = whoamiText(seen);
  expect(text).toContain('Claims (3):\n  ad://ext/department = Sales, R\\x00D\n');
  expect(text).toContain('  ad://ext/level = 18446744073709551615\n  ad://ext/new = (type 9)\n');
  expect(text).toContain('Device:    S-1-5-21-1-2-3-1600\n');
  expect(text).toContain('  S-1-18-1\n  S-1-5-21-4-5-6-1700\n');
  expect(text).toContain('Delegated: HTTP/front@AD.TEST > HTTP/back\n');
  expect(text).toContain('Checksums: server valid, kdc unverified, ticket not there, full INVALID\n');
  expect(whoamiJson(seen)).toMatchObject({
    pac: {
      claims: [
        { id: 'ad://ext/department', type: 'string', values: ['Sales', 'R\\x00D'] },
        { id: 'ad://ext/level', type: 'uint64', values: ['18446744073709551615'] },
        { id: 'ad://ext/new', type: 'type 9', values: [] },
      ],
      deviceClaims: [],
      device: { sid: 'S-1-5-21-1-2-3-1600' },
      delegation: { target: 'HTTP/back', services: ['HTTP/front@AD.TEST'] },
      checksums: { server: 'valid', kdc: 'unverified', ticket: 'absent', full: 'invalid' },
      account: null,
    },
  });
});
