// The command line whole, in this process, on the practice realm: what every machine can check.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeKeyDerivation, systemClock, systemRandom } from '#node';
import { startPracticeRealm } from '#practice-realm';
import type { PracticeEvent, PracticeRealm } from '#practice-realm';
import { runCli } from '../../../src/cli/run.ts';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const folder = mkdtempSync(join(tmpdir(), 'tessera-run-'));
const seen: PracticeEvent[] = [];
let realm: PracticeRealm;
let env: Record<string, string>;

beforeAll(async () => {
  realm = await startPracticeRealm({
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
    trace: (event) => seen.push(event),
  });
  env = { KRB5_CONFIG: join(folder, 'krb5.conf'), KRB5CCNAME: `FILE:${join(folder, 'cc')}` };
  writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
  writeFileSync(join(folder, 'keytab'), realm.exportKeytab(), { mode: 0o600 });
});
afterAll(async () => {
  await realm.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function tessera(line: string, input = '', extra: Record<string, string> = {}): Promise<Outcome> {
  const stdin = Object.assign(new PassThrough(), { isTTY: false, unref: () => undefined });
  stdin.end(input);
  let out = '';
  let err = '';
  const code = await runCli(line === '' ? [] : line.split(' '), {
    env: { ...env, ...extra },
    stdin: stdin as unknown as NodeJS.ReadStream,
    signal: new AbortController().signal,
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

const PASSWORD = 'Practice1!\n';

test('sign in, get a ticket, look, renew, destroy', async () => {
  expect(await tessera('kinit alice', PASSWORD)).toEqual({
    code: 0,
    out: 'Password for alice@PRACTICE.TEST: \n',
    err: '',
  });
  expect((await tessera('kvno HTTP/web.practice.test')).out).toBe(
    'HTTP/web.practice.test@PRACTICE.TEST: kvno = 1\n',
  );
  const list = await tessera('klist -f');
  expect(list.out).toContain('Default principal: alice@PRACTICE.TEST');
  expect(list.out).toContain(' HTTP/web.practice.test@PRACTICE.TEST\n');
  expect((await tessera('klist -s')).code).toBe(0);
  expect((await tessera(`kvno -k ${join(folder, 'keytab')} HTTP/web.practice.test`)).out).toContain(
    'keytab entry valid',
  );
  expect((await tessera('kinit -r 1d alice', PASSWORD)).code).toBe(0);
  expect(await tessera('kinit -R')).toEqual({ code: 0, out: '', err: '' });
  expect((await tessera('kdestroy')).code).toBe(0);
  expect((await tessera('klist -s')).code).toBe(1);
});

test('one ticket is removed from the cache, the others stay; a ticket that is not there is said', async () => {
  await tessera('kinit alice', PASSWORD);
  await tessera('kvno HTTP/web.practice.test');
  expect((await tessera('klist')).out).toContain('HTTP/web.practice.test');
  const line = 'kdestroy --credential HTTP/web.practice.test';
  expect(await tessera(line)).toEqual({ code: 0, out: '', err: '' });
  const { out } = await tessera('klist');
  expect(out).toContain('krbtgt/PRACTICE.TEST');
  expect(out).not.toContain('HTTP/web.practice.test');
  const again = await tessera(line);
  expect(again.code).toBe(1);
  expect(again.err).toContain('There is no ticket for HTTP/web.practice.test@PRACTICE.TEST');
  expect((await tessera('kdestroy -A --credential x')).code).toBe(2);
});

test('a wrong password is proved once and leaves the cache as it was', async () => {
  await tessera('kinit alice', PASSWORD);
  const before = readFileSync(join(folder, 'cc'));
  seen.length = 0;
  const { code, err } = await tessera('kinit alice', 'wrong\n');
  expect(code).toBe(1);
  expect(err.split('\n')[0]).toBe('kinit: Password incorrect while getting initial credentials');
  expect(seen.filter(({ outcome }) => outcome === 'KDC_ERR_PREAUTH_FAILED')).toHaveLength(1);
  expect(readFileSync(join(folder, 'cc'))).toEqual(before);
});

test('a password that must be changed leads into changing it; an unfit one is asked for again', async () => {
  seen.length = 0;
  const entries = ['x', 'x', 'Differ-1', 'Differ-2', 'A-better-1!', 'A-better-1!'];
  const { code, out } = await tessera('kinit mustchange', `${PASSWORD}${entries.join('\n')}\n`);
  expect(code).toBe(0);
  expect(out).toContain('Password expired.  You must change it now.\n');
  expect(out).toContain('Password change rejected: ');
  expect(out).toContain('Password mismatch.  Please try again.\n');
  const changes = seen.filter(({ exchange }) => exchange === 'kpasswd').map(({ outcome }) => outcome);
  expect(changes).toHaveLength(2);
  expect(changes[1]).toBe('changed');
  const proofs = seen.filter(
    ({ exchange, server, outcome }) =>
      exchange === 'AS' && outcome === 'issued' && server?.includes('changepw') === true,
  );
  expect(proofs).toHaveLength(1);
});

test('kpasswd changes a password and says why it does not', async () => {
  const refused = await tessera('kpasswd bob', `${PASSWORD}x\nx\n`);
  expect([refused.code, refused.out.includes('Password change rejected: ')]).toEqual([2, true]);
  const changed = await tessera('kpasswd bob', `${PASSWORD}Another-1!\nAnother-1!\n`);
  expect([changed.code, changed.out.endsWith('Password changed.\n')]).toEqual([0, true]);
  expect((await tessera('kinit bob', 'Another-1!\n')).code).toBe(0);
});

test('with --json the document alone is on standard output, prompts are on standard error', async () => {
  const { out, err } = await tessera('kinit --json alice', PASSWORD);
  expect(JSON.parse(out)).toMatchObject({ schema: 'tessera.kinit/1', principal: 'alice@PRACTICE.TEST' });
  expect(err).toBe('Password for alice@PRACTICE.TEST: \n');
});

test('an error document has the code, the name and number, and what to do', async () => {
  const { code, out } = await tessera('kvno --json HTTP/nosuch.practice.test');
  expect(code).toBe(1);
  const document = JSON.parse(out) as { services: readonly { error: object }[] };
  expect(document.services[0]?.error).toMatchObject({
    code: 'KDC_ERROR',
    protocol: { name: 'KDC_ERR_S_PRINCIPAL_UNKNOWN', number: 7 },
  });
  const usage = await tessera('kinit --json -z');
  expect([usage.code, JSON.parse(usage.out)]).toMatchObject([2, { error: { code: 'USAGE' } }]);
});

/** Names of all fields of a document, however deep. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)]);
}

test('every field that --json prints is described in docs/json.md, and so is every schema', async () => {
  const docs = readFileSync('docs/json.md', 'utf8');
  await tessera('kinit -r 1d alice', PASSWORD);
  const lines = [
    ['kinit --json alice', PASSWORD],
    ['kvno --json HTTP/web.practice.test', ''],
    ['kvno --json HTTP/nosuch.practice.test', ''],
    ['klist --json', ''],
    ['klist -l --json', ''],
    ['klist -A --json', ''],
    [`klist -kK --json ${join(folder, 'keytab')}`, ''],
    ['kpasswd --json alice', `${PASSWORD}Another-1!\nAnother-1!\n`],
    ['kinit --json nosuch', ''],
    ['kdestroy --json', ''],
  ] as const;
  const schemas: string[] = [];
  for (const [line, input] of lines) {
    const document = JSON.parse((await tessera(line, input)).out) as { readonly schema: string };
    schemas.push(document.schema);
    for (const field of new Set(fieldsOf(document)))
      expect(docs, `${line}: ${field}`).toMatch(new RegExp(`[\`"]${field}[\`"]`));
  }
  expect(new Set(schemas)).toEqual(
    new Set(
      [
        'kinit/1',
        'kvno/1',
        'klist/1',
        'klist.collection/1',
        'keytab/1',
        'kpasswd/1',
        'error/1',
        'kdestroy/1',
      ].map((s) => `tessera.${s}`),
    ),
  );
  for (const schema of schemas) expect(docs).toContain(`\`${schema}\``);
});

test('KRB5_TRACE and --trace-json tell of every message, and never a password', async () => {
  const trace = join(folder, 'trace');
  const { err } = await tessera('kinit --trace-json shortlife', PASSWORD, { KRB5_TRACE: trace });
  const events = err
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { type: string });
  expect(events.filter(({ type }) => type === 'message.sent').length).toBeGreaterThanOrEqual(2);
  const text = readFileSync(trace, 'utf8');
  expect(text).toMatch(/^\[\d+\] \d+\.\d{6}: Sending AS-REQ \(\d+ bytes\) to /m);
  expect(text + err).not.toContain('Practice1!');
});

test('a cache of a type not reached yet is named, not replaced', async () => {
  const { code, err } = await tessera('kinit alice', 'Another-1!\n', { KRB5CCNAME: 'DIR:/nowhere' });
  expect([code, err.includes('DIR')]).toEqual([1, true]);
});
