// inspect and diff whole, in this process: what MIT's kinit and kvno wrote (test/vectors/files) and what the practice
// realm issues, each JSON document against docs/inspect.schema.json.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeKeyDerivation, systemClock, systemRandom } from '#node';
import { startPracticeRealm } from '#practice-realm';
import type { PracticeRealm } from '#practice-realm';
import { runCli } from '../../../src/cli/run.ts';
import { PASSWORD, REALM } from '../../../src/practice-realm/accounts.ts';
import { PracticeKdc } from '../../support/practice-kdc.ts';
import { schemaFaults } from '../../support/inspect-schema.ts';
import { HOLDS_POINTERS } from '../../support/inspection.ts';

const folder = mkdtempSync(join(tmpdir(), 'tessera-inspect-'));
const keytab = join(folder, 'keytab');
const cache = join(folder, 'cc');
let realm: PracticeRealm;
let env: Record<string, string>;

async function run(
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const stdin = Object.assign(new PassThrough(), { isTTY: false, unref: () => undefined });
  stdin.end(input);
  let out = '';
  let err = '';
  const code = await runCli(args, {
    env,
    stdin: stdin as unknown as NodeJS.ReadStream,
    signal: new AbortController().signal,
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

async function json(
  args: readonly string[],
  input?: Uint8Array,
): Promise<{ readonly root: Part; kind: string }> {
  const { code, out, err } = await run(['inspect', '--json', ...args], input);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const document = JSON.parse(out) as { readonly root: Part; kind: string };
  expect(schemaFaults(document)).toEqual([]);
  return document;
}

interface Part {
  readonly type: string;
  readonly name: string;
  readonly offset: number;
  readonly length: number;
  readonly value?: unknown;
  readonly meaning?: string;
  readonly fields?: readonly Part[];
  readonly opened?: { readonly root: Part; readonly by?: { readonly principal?: string } };
  readonly wants?: { readonly principal?: string };
}

function* parts(part: Part): Generator<Part> {
  yield part;
  for (const child of part.fields ?? []) yield* parts(child);
  if (part.opened !== undefined) yield* parts(part.opened.root);
}

const valuesOf = (part: Part, name: string): readonly unknown[] =>
  [...parts(part)].filter((each) => each.name === name).map(({ value }) => value);

beforeAll(async () => {
  realm = await startPracticeRealm({
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
  });
  env = { KRB5_CONFIG: join(folder, 'krb5.conf'), KRB5CCNAME: `FILE:${cache}` };
  writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
  writeFileSync(keytab, realm.exportKeytab(), { mode: 0o600 });
  await run(['kinit', 'alice'], 'Practice1!\n');
  await run(['kvno', 'HTTP/web.practice.test']);
});
afterAll(async () => {
  await realm.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a cache is laid open, from a file and from standard input alike; a key never is', async () => {
  const fromFile = await json([cache]);
  expect(fromFile.kind).toBe('ccache');
  expect(await json(['-'], readFileSync(cache))).toEqual(fromFile);
  expect(valuesOf(fromFile.root, 'keyvalue')).toContainEqual({ length: 32, hidden: true });
  expect(valuesOf(fromFile.root, 'cipher').every((value) => Object.hasOwn(value as object, 'sealed'))).toBe(
    true,
  );
  const wanted = [...parts(fromFile.root)].flatMap(({ wants }) => wants?.principal ?? []);
  expect(wanted).toContain('HTTP/web.practice.test@PRACTICE.TEST');
});

test('every part lies within the one that holds it, or where that one points', async () => {
  const check = (part: Part): void => {
    for (const child of part.fields ?? []) {
      if (!HOLDS_POINTERS.has(part.type)) {
        expect(child.offset).toBeGreaterThanOrEqual(part.offset);
        expect(child.offset + child.length).toBeLessThanOrEqual(part.offset + part.length);
      }
      check(child);
    }
    if (part.opened !== undefined) check(part.opened.root);
  };
  check((await json([cache, '-k', keytab])).root);
});

test('a keytab opens the ticket; what is inside names the person', async () => {
  const { root } = await json([cache, '-k', keytab]);
  const opened = [...parts(root)].flatMap((part) => part.opened ?? []);
  expect(opened.map(({ by }) => by?.principal)).toContain('HTTP/web.practice.test@PRACTICE.TEST');
  const inside = opened.find(({ by }) => by?.principal === 'HTTP/web.practice.test@PRACTICE.TEST')?.root;
  expect(inside?.name).toBe('EncTicketPart');
  const { out } = await run(['inspect', cache, '-k', keytab]);
  expect(out).toContain('= decrypted with the keytab key of HTTP/web.practice.test@PRACTICE.TEST, kvno 1');
  expect(out).toMatch(/cname +PrincipalName {2}alice/);
});

test('keys are printed with --show-keys alone, and then as klist -k -K has them', async () => {
  const listed = await run(['klist', '-k', '-K', keytab]);
  const keys = [...listed.out.matchAll(/\(0x([0-9a-f]+)\)/g)].map(([, digits]) => digits);
  expect(keys.length).toBeGreaterThan(0);
  const hidden = await run(['inspect', keytab]);
  const shown = await run(['inspect', '--show-keys', keytab]);
  const asJson = await json(['--show-keys', keytab]);
  for (const key of keys) {
    expect(hidden.out).not.toContain(key);
    expect(shown.out).toContain(key);
    expect(valuesOf(asJson.root, 'keyvalue')).toContainEqual({ length: (key ?? '').length / 2, hex: key });
  }
});

test('a password with its salt opens what the password’s key sealed: the proof and the reply of a sign-in', async () => {
  const kdc = await PracticeKdc.create();
  const blob = join(folder, 'as-req');
  writeFileSync(blob, await kdc.asReq('alice'));
  const file = join(folder, 'password');
  writeFileSync(file, `${PASSWORD}\r\nnot this\n`, { mode: 0o600 });
  const salt = `${REALM}alice`;
  expect((await run(['inspect', blob, '--password-from', file])).err).toContain('go together');
  const both = await run(['inspect', '-', '--password-from', '-', '--salt', salt]);
  expect({ code: both.code, err: both.err.split('\n')[0] }).toEqual({
    code: 2,
    err: 'standard input can be only one of them',
  });
  const fromFile = await run(['inspect', blob, '--password-from', file, '--salt', salt]);
  expect(fromFile.out).toContain('= decrypted with the password key, aes256-cts-hmac-sha1-96, key usage 1');
  const fromInput = await run(['inspect', blob, '--password-from', '-', '--salt', salt], `${PASSWORD}\n`);
  expect(fromInput.out).toContain(fromFile.out);
  const wrong = await run(['inspect', blob, '--password-from', '-', '--salt', salt], 'other\n');
  expect(wrong.out).not.toContain('decrypted');
});

test('a key given as digits is used, warned about, and named in no message; one in a file is not warned about', async () => {
  const listed = await run(['klist', '-k', '-e', '-K', keytab]);
  const [, enctype = '', digits = ''] =
    /HTTP\/web\.practice\.test@PRACTICE\.TEST \((\S+)\) +\(0x([0-9a-f]+)\)/.exec(listed.out) ?? [];
  expect(digits).not.toBe('');
  const given = await run(['inspect', cache, '--key', `${enctype}:${digits}`]);
  expect(given.err).toContain('--key @FILE keeps it to a file');
  expect(given.out).toContain('= decrypted with the raw key');
  const file = join(folder, 'key');
  writeFileSync(file, `# the web service\n${enctype}:${digits}\n`, { mode: 0o600 });
  const fromFile = await run(['inspect', cache, '--key', `@${file}`]);
  expect(fromFile).toEqual({ ...given, err: '' });
  const cut = await run(['inspect', cache, '--key', `${enctype}:${digits.slice(2)}`]);
  expect(cut.code).toBe(2);
  expect(cut.err).not.toContain(digits.slice(2, 12));
  expect((await run(['inspect', cache, '--key', 'rot13:00'])).err).toContain('ETYPE:HEX');
  expect((await run(['inspect', cache, '--key', '18:0g'])).err).toContain('hexadecimal');
});

test('what is not recognised ends with 1, the reason and the offset; a cut file too', async () => {
  const none = await run(['inspect', 'no/such/file']);
  expect(none.code).toBe(1);
  expect(none.err).toContain('there is no file no/such/file: it was read as the text itself');
  expect(none.err).toMatch(/at byte \d+/);
  const cut = await run(['inspect', '--as', 'ccache', '-'], readFileSync(cache).subarray(0, 40));
  expect({ code: cut.code, out: cut.out }).toEqual({ code: 1, out: '' });
  expect(cut.err).toContain('while inspecting standard input');
  expect((await run(['inspect', '--as', 'letter', cache])).err).toContain('is none of: as-req');
  expect((await run(['inspect'])).code).toBe(2);
});

test('what goes beyond a limit ends with its name; --large asks for more', async () => {
  const deep = join(folder, 'deep');
  // An AS-REP's tag around 40 sequences: 32 is the limit.
  let bytes: readonly number[] = [];
  for (let depth = 0; depth < 40; depth++) bytes = [0x30, bytes.length, ...bytes];
  writeFileSync(deep, Uint8Array.from([0x6b, bytes.length, ...bytes]));
  const refused = await run(['inspect', '--as', 'as-rep', deep]);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/more than 32/);
  const more = await run(['inspect', '--as', 'as-rep', '--large', deep]);
  expect(more.err).not.toMatch(/more than 32/);
});

test('diff: nothing between a cache and itself; a further ticket, and other times, are told by name', async () => {
  const before = join(folder, 'before');
  writeFileSync(before, readFileSync(cache), { mode: 0o600 });
  expect(await run(['diff', before, cache])).toEqual({ code: 0, out: '', err: '' });
  await run(['kvno', 'HTTP/portal.practice.test']);
  const further = await run(['diff', before, cache]);
  expect(further.code).toBe(1);
  expect(further.out).toMatch(/^credentials\n {2}\+ \[HTTP\/portal\.practice\.test@PRACTICE\.TEST\]/m);
  expect(further.out.split('\n')).toHaveLength(3);
  await run(['kinit', '-l', '5m', 'alice'], 'Practice1!\n');
  const anew = await run(['diff', '--json', before, cache]);
  expect(anew.code).toBe(1);
  const { differences } = JSON.parse(anew.out) as { differences: { path: string[]; change: string }[] };
  const paths = differences.map(({ path, change }) => `${change} ${path.join('.')}`);
  expect(paths).toContain('changed credentials.[krbtgt/PRACTICE.TEST@PRACTICE.TEST].endtime');
  expect(paths).toContain('removed credentials.[HTTP/web.practice.test@PRACTICE.TEST]');
  expect(anew.out).toContain('"hidden": true');
});

test('diff: two of different kinds are trouble, as for diff(1)', async () => {
  const { code, err } = await run(['diff', cache, keytab]);
  expect(code).toBe(2);
  expect(err).toContain('the first is of kind ccache, the second of kind keytab');
});

test('diff: of a ticket and a cache the one PAC in each; of two people’s, who they are and what groups they have', async () => {
  const serviceTicketOf = async (name: string): Promise<Uint8Array> => {
    await run(['kinit', name], `${PASSWORD}\n`);
    await run(['kvno', 'HTTP/web.practice.test']);
    const { root } = await json([cache]);
    const part = [...parts(root)].find(
      (each) =>
        each.type === 'Ticket' && each.wants === undefined && each.meaning?.startsWith('HTTP/') === true,
    );
    // Behind the length that a cache puts before it.
    return readFileSync(cache).subarray((part?.offset ?? 0) + 4, (part?.offset ?? 0) + (part?.length ?? 0));
  };
  const [alice, bob] = [join(folder, 'alice.ticket'), join(folder, 'bob.ticket')];
  writeFileSync(bob, await serviceTicketOf('bob'));
  writeFileSync(alice, await serviceTicketOf('alice'));
  expect(await run(['diff', '-k', keytab, cache, alice])).toEqual({ code: 0, out: '', err: '' });
  const people = await run(['diff', '-k', keytab, bob, cache]);
  expect(people.code).toBe(1);
  expect(people.out).toContain('Buffers › [logon information] › KERB_VALIDATION_INFO');
  expect(people.out).toMatch(/~ UserId: \d+ → \d+/);
  expect(people.out).not.toMatch(/cbBufferSize|Offset/);
  expect(JSON.parse((await run(['diff', '--json', '-k', keytab, bob, cache])).out)).toMatchObject({
    kind: 'pac',
  });
});
