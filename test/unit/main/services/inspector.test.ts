// The Inspector through the services: a practice realm on loopback, real tickets, real files, a real database.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeServices } from '../../../../src/main/compose.ts';
import { describeError } from '../../../../src/main/services/index.ts';
import type { SecretPrompt, ServicePorts, Services } from '../../../../src/main/services/index.ts';
import { nodeKeyDerivation, openCache, systemClock, systemRandom } from '../../../../src/node/index.ts';
import { startPracticeRealm } from '../../../../src/practice-realm/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import { contract } from '../../../../src/shared/index.ts';
import type { BlobDto, BlobField, EventEnvelope } from '../../../../src/shared/index.ts';
import { spellings } from '../../../support/secret-search.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';

const files = readVectors('files/mit-files') as {
  ccache: Readonly<Record<string, string>>;
  keytab: Readonly<Record<string, string>>;
};

let realm: PracticeRealm;
let folder = '';
let services: Services;
let events: EventEnvelope[] = [];
let chosen: string | undefined;
let typed = '';
let prompted: Parameters<SecretPrompt['ask']>[0][] = [];
let asked: unknown[] = [];
let answer = false;
let copied = '';
/** Everything that the services gave the window. */
let crossed = '';

beforeAll(async () => {
  realm = await startPracticeRealm({
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
  });
});
afterAll(async () => {
  await realm.stop();
});

async function start(): Promise<void> {
  const confirm: ServicePorts['confirm'] = (what) => {
    asked.push(what);
    return Promise.resolve(answer);
  };
  services = await composeServices({
    env: {
      KRB5_CONFIG: join(folder, 'krb5.conf'),
      KRB5CCNAME: `FILE:${join(folder, 'krb5cc')}`,
      XDG_RUNTIME_DIR: join(folder, 'run'),
    },
    dataFolder: join(folder, 'data'),
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
    prompt: {
      ask: (request) => {
        prompted.push(request);
        return Promise.resolve(typed === '' ? undefined : new TextEncoder().encode(typed));
      },
    },
    dialogs: {
      pickKeytab: () => Promise.resolve(chosen),
      pickBlob: () => Promise.resolve(chosen),
      saveAs: () => Promise.resolve(chosen),
      confirmSignIn: () => Promise.resolve(false),
    },
    clipboard: (text) => {
      copied = text;
    },
    confirm,
    startPractice: startPracticeRealm,
  });
  services.hub.subscribe((event) => events.push(event));
  await services.start();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-inspector-'));
  writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf);
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  events = [];
  prompted = [];
  asked = [];
  answer = false;
  chosen = undefined;
  typed = realm.users[0]!.password;
  crossed = '';
  await start();
});
afterEach(() => {
  services.close();
  rmSync(folder, { recursive: true, force: true });
});

type Name = Extract<keyof Services['handlers'], `blob.${string}`>;

/** As the window calls it: input and answer by the contract. */
async function call<N extends Name>(name: N, input: Parameters<Services['handlers'][N]>[0]) {
  const handler = services.handlers[name] as (given: unknown) => Promise<unknown>;
  const value = contract[name].output.parse(await handler(contract[name].input.parse(input)));
  crossed += JSON.stringify(value);
  return value as Awaited<ReturnType<Services['handlers'][N]>>;
}
/** In which spellings the window was told of it. */
const told = (secret: Uint8Array): string[] =>
  spellings(secret)
    .filter(([, spelled]) => crossed.includes(spelled.toString('latin1')))
    .map(([name]) => name);
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => describeError(error),
  );

async function openFile(name: string, bytes: Uint8Array): Promise<BlobDto> {
  chosen = join(folder, name);
  writeFileSync(chosen, bytes);
  const { blob } = await call('blob.open', { from: 'dialog' });
  return blob!;
}

/** Every field, a page at a time. */
async function everyField(blob: BlobDto): Promise<BlobField[]> {
  const found: BlobField[] = [];
  const { fields: top } = await fieldsAt(blob, '', 1);
  const queue = top.slice(0, 1);
  for (let field = queue.shift(); field !== undefined; field = queue.shift()) {
    found.push(field);
    for (let from = 0; from < field.children; from += 300) {
      const { fields } = await fieldsAt(blob, field.at, 300, from);
      queue.push(...fields.slice(field.at === '' ? 1 : 0));
    }
  }
  return found;
}
const fieldsAt = ({ blob, version }: BlobDto, at: string, count: number, from = 0) =>
  call('blob.fields', { blob, version, at, from, count });

async function everyByte({ blob, version, sources }: BlobDto): Promise<Uint8Array[]> {
  return Promise.all(
    sources.map(async ({ length }, source) => {
      const all = new Uint8Array(length);
      for (let offset = 0; offset < length; offset += 4_096) {
        const { bytes } = await call('blob.bytes', { blob, version, source, offset, length: 4_096 });
        all.set(Buffer.from(bytes, 'base64'), offset);
      }
      return all;
    }),
  );
}

async function signIn(): Promise<string> {
  const { identity } = await services.handlers['identity.signIn']({
    operation: crypto.randomUUID(),
    principal: 'alice',
    options: {},
  });
  return identity;
}

describe('a file that is opened', () => {
  it('is a handle, what it is, and its fields; its path stays in main', async () => {
    const blob = await openFile('mine.ccache', hex(files.ccache['version4']!));
    expect(blob).toMatchObject({ name: 'mine.ccache', origin: 'file', kind: 'ccache', version: 1 });
    const fields = await everyField(blob);
    expect(fields).toHaveLength(blob.fields);
    expect(fields.find(({ name }) => name === 'default-principal')?.value).toMatch(/@/);
    expect(new Set(fields.map(({ at }) => at)).size).toBe(fields.length);
    expect(crossed).not.toContain(folder);
  });

  it('crosses without its keys: neither as fields nor as bytes, in any spelling', async () => {
    for (const [name, text] of [...Object.entries(files.ccache), ...Object.entries(files.keytab)]) {
      const bytes = hex(text);
      const blob = await openFile(name, bytes);
      const secrets = (await everyField(blob)).filter(({ kind }) => kind === 'secret');
      expect(secrets.length, name).toBeGreaterThan(0);
      const seen = await everyByte(blob);
      for (const { valueOffset, valueLength, value, secret } of secrets) {
        const key = bytes.subarray(valueOffset, valueOffset + valueLength);
        expect(value).toBeUndefined();
        expect(secret).toBe(valueLength > 0 ? 'hidden' : 'never');
        expect(seen[0]!.subarray(valueOffset, valueOffset + valueLength).every((octet) => octet === 0)).toBe(
          true,
        );
        if (key.length >= 8) expect(told(key), name).toEqual([]);
      }
    }
  });

  it('keeps what cannot be read of a file with keys to itself', async () => {
    const whole = hex(files.ccache['version4']!);
    // Cut within the last record, whose key is then in no field.
    const blob = await openFile('cut.ccache', whole.subarray(0, whole.length - 5));
    expect(blob.unreadable).toBe(1);
    const trailing = (await everyField(blob)).find(({ kind }) => kind === 'unreadable')!;
    const [seen] = await everyByte(blob);
    expect(
      seen!.subarray(trailing.offset, trailing.offset + trailing.length).every((octet) => octet === 0),
    ).toBe(true);
  });

  it('that is nothing of Kerberos is an error with the place, and no handle', async () => {
    chosen = join(folder, 'x.bin');
    writeFileSync(chosen, 'hello, world');
    expect(await errorOf(call('blob.open', { from: 'dialog' }))).toMatchObject({
      kerberos: 'NOT_RECOGNISED',
    });
    expect((await call('blob.list', {})).blobs).toEqual([]);
  });

  it('is not read when it is a folder, gone, or a pipe that nobody writes to', async () => {
    chosen = folder;
    expect(await errorOf(call('blob.open', { from: 'dialog' }))).toMatchObject({ kerberos: 'FILE_REFUSED' });
    chosen = join(folder, 'none');
    expect(await errorOf(call('blob.open', { from: 'dialog' }))).toMatchObject({ kerberos: 'FILE_REFUSED' });
    chosen = undefined;
    expect(await call('blob.open', { from: 'dialog' })).toEqual({});
  });

  it('is remembered by name, kind, length, time and SHA-256, until it is taken off the list', async () => {
    const bytes = hex(files.keytab['written']!);
    await openFile('http.keytab', bytes);
    services.close();
    await start();
    const { recent } = await call('blob.list', {});
    expect(recent).toMatchObject([{ name: 'http.keytab', kind: 'keytab', length: bytes.length }]);
    await openFile('again.keytab', bytes);
    const { recent: again } = await call('blob.list', {});
    expect(again.map(({ name }) => name)).toEqual(['again.keytab']);
    await call('blob.forget', { id: again[0]!.id });
    expect((await call('blob.list', {})).recent).toEqual([]);
    // Nothing that it held went into the database.
    services.close();
    for (const name of readdirSync(join(folder, 'data')))
      expect(readFileSync(join(folder, 'data', name)).includes(Buffer.from(bytes.subarray(20)))).toBe(false);
    await start();
  });

  it('is there no more when it is closed, or sixteen others were opened since', async () => {
    const bytes = hex(files.keytab['written']!);
    const first = await openFile('0', bytes);
    for (let n = 1; n <= 16; n++) await openFile(String(n), bytes);
    expect(await errorOf(fieldsAt(first, '', 1))).toMatchObject({ code: 'UNKNOWN' });
    const { blobs } = await call('blob.list', {});
    expect(blobs).toHaveLength(16);
    await call('blob.close', { blob: blobs[0]!.blob });
    expect(await errorOf(fieldsAt(blobs[0]!, '', 1))).toMatchObject({ code: 'UNKNOWN' });
  });
});

describe('files that are dropped', () => {
  it('are opened by main, which tells the window what became of each', async () => {
    const path = join(folder, 'dropped.keytab');
    writeFileSync(path, hex(files.keytab['written']!));
    await services.dropped([
      { name: 'said otherwise', path },
      { name: 'attached.ccache', bytes: hex(files.ccache['version4']!) },
      { name: 'note.txt', bytes: new TextEncoder().encode('hello') },
      { name: 'huge.pcap' },
    ]);
    const told = events.flatMap(({ change }) =>
      change.type === 'window.asked' && change.ask.show === 'dropped' ? [change.ask] : [],
    );
    expect(told).toMatchObject([
      { name: 'dropped.keytab', blob: expect.any(String) as string },
      { name: 'attached.ccache', blob: expect.any(String) as string },
      { name: 'note.txt', error: { kerberos: 'NOT_RECOGNISED' } },
      { name: 'huge.pcap', error: { kerberos: 'LIMIT' } },
    ]);
    expect((await call('blob.list', {})).blobs).toHaveLength(2);
    expect(JSON.stringify(told)).not.toContain(folder);
  });
});

describe('fields and bytes', () => {
  it('come by the page, and are stale for another version', async () => {
    const blob = await openFile('mine', hex(files.ccache['version4']!));
    const { fields } = await call('blob.fields', { ...at(blob, ''), from: 0, count: 100, deep: true });
    expect(fields[0]).toMatchObject({ at: '', name: 'ccache' });
    expect(fields.length).toBeGreaterThan(fields[0]!.children + 1);
    const stale = { blob: blob.blob, version: 99, at: '', from: 0, count: 1 };
    expect(await call('blob.fields', stale)).toEqual({ stale: true, fields: [] });
    expect(await call('blob.fields', { ...at(blob, '9999'), from: 0, count: 1 })).toMatchObject({
      stale: true,
    });
  });

  it('know each other: a byte names its field, and search finds names, values and octets', async () => {
    const blob = await openFile('mine', hex(files.ccache['version4']!));
    const fields = await everyField(blob);
    const principal = fields.find(({ name }) => name === 'default-principal')!;
    const found = await call('blob.find', {
      blob: blob.blob,
      version: 1,
      source: principal.source,
      offset: principal.offset + principal.length - 1,
    });
    expect(found.at?.startsWith(principal.at)).toBe(true);
    const search = (text: string) => call('blob.search', { blob: blob.blob, version: 1, text });
    expect((await search('DEFAULT-principal')).hits).toEqual([principal.at]);
    const [first] = fields.filter(({ kind, valueLength }) => kind === 'text' && valueLength > 3);
    const octets = hex(files.ccache['version4']!).subarray(first!.valueOffset, first!.valueOffset + 4);
    expect((await search(toHex(octets))).hits).toContain(first!.at);
  });

  it('a search finds no key by its octets', async () => {
    const bytes = hex(files.keytab['written']!);
    const blob = await openFile('kt', bytes);
    const [secret] = (await everyField(blob)).filter(({ kind }) => kind === 'secret');
    const key = bytes.subarray(secret!.valueOffset, secret!.valueOffset + 4);
    const { hits } = await call('blob.search', { blob: blob.blob, version: 1, text: toHex(key) });
    expect(hits).toEqual([]);
  });
});

const at = ({ blob, version }: BlobDto, place: string) => ({ blob, version, at: place });

describe('what is sealed', () => {
  it('says whose key would open it, and is opened by that keytab; its session key stays blank', async () => {
    const identity = await signIn();
    const { ticket } = await services.handlers['ticket.acquire']({
      operation: crypto.randomUUID(),
      identity,
      service: 'HTTP/web.practice.test',
    });
    const { blob } = await call('blob.open', { from: 'ticket', identity, ticket });
    expect(blob).toMatchObject({ kind: 'ticket', origin: 'ticket', sealedCount: 1 });
    expect(blob!.sealed[0]).toMatchObject({ principal: 'HTTP/web.practice.test@PRACTICE.TEST' });
    // The window could have asked for that ticket by itself: what service passwords are guessed from stays here.
    const [sealed] = (await everyField(blob!)).filter(({ wants }) => wants !== undefined);
    const [before] = await everyByte(blob!);
    expect(
      before!.subarray(sealed!.valueOffset, sealed!.valueOffset + sealed!.valueLength).every((o) => o === 0),
    ).toBe(true);

    const service = realm.services.find(({ name }) => name.startsWith('HTTP/web'))!;
    chosen = join(folder, 'web.keytab');
    writeFileSync(chosen, realm.exportKeytab([service.name]));
    const opened = await call('blob.addKeytab', { blob: blob!.blob });
    expect(opened).toMatchObject({ opened: 1, blob: { version: 2, sealedCount: 0 } });
    const fields = await everyField(opened.blob!);
    const made = fields.find(({ made: how }) => how?.how === 'decrypted')!;
    expect(made).toMatchObject({
      name: 'EncTicketPart',
      at: `${sealed!.at}.o`,
      made: { by: { from: 'keytab' } },
    });
    expect(fields.find(({ name }) => name === 'cname')?.value).toBe('alice');
    const key = fields.find(({ name }) => name === 'keyvalue')!;
    expect(key).toMatchObject({ kind: 'secret', secret: 'hidden' });
    const cached = await openCache(`FILE:${join(folder, 'krb5cc')}`).read();
    for (const { key: session } of cached!.credentials) expect(told(session.keyValue)).toEqual([]);
  });

  it('is opened by a password, which the prompt asks for with the name it is of', async () => {
    const identity = await signIn();
    const row = (await services.handlers['state.get']({})).history.find(({ kind }) => kind === 'sign-in')!;
    expect(identity).not.toBe('');
    const { steps } = await services.handlers['exchange.get']({ history: row.id });
    const step = steps.findIndex((each) => each.type === 'received' && each.message === 'AS-REP');
    const { blob } = await call('blob.open', { from: 'message', history: row.id, step });
    // Of a message that was kept without what it sealed there is nothing to open.
    expect(blob).toMatchObject({ kind: 'as-rep', origin: 'message', sealedCount: 0 });
    typed = '';
    expect(
      await errorOf(call('blob.addPassword', { blob: blob!.blob, principal: 'alice@PRACTICE.TEST' })),
    ).toMatchObject({ code: 'CANCELLED' });
    expect(prompted.at(-1)).toMatchObject({ principal: 'alice@PRACTICE.TEST', purpose: 'opening-password' });
  });

  it('is opened by a key typed in hexadecimal, and by nothing that is no key', async () => {
    const identity = await signIn();
    const cached = await openCache(`FILE:${join(folder, 'krb5cc')}`).read();
    const { ticket } = await services.handlers['ticket.acquire']({
      operation: crypto.randomUUID(),
      identity,
      service: 'HTTP/web.practice.test',
    });
    const { blob } = await call('blob.open', { from: 'ticket', identity, ticket });
    const enctype = blob!.sealed[0]!.enctype.number;
    for (const wrong of ['zz', 'abc', 'ab']) {
      typed = wrong;
      const error = await errorOf(call('blob.addKey', { blob: blob!.blob, enctype }));
      expect(error).toMatchObject({ kerberos: 'FORMAT_INVALID' });
    }
    typed = toHex(cached!.credentials[0]!.key.keyValue);
    expect(await call('blob.addKey', { blob: blob!.blob, enctype })).toMatchObject({ opened: 0 });
    expect(crossed).not.toContain(typed);
  });

  it('is opened by the session keys beside one’s own tickets', async () => {
    const identity = await signIn();
    const { blob } = await call('blob.open', {
      from: 'ticket',
      identity,
      ticket: (await services.handlers['state.get']({})).identities[0]!.tickets[0]!.id,
    });
    // They do not open the TGT, which the KDC's key seals; that they were taken says the count.
    expect(await call('blob.useTickets', { blob: blob!.blob, identity })).toMatchObject({
      opened: 0,
      blob: { keys: 1 },
    });
  });
});

describe('a key that is asked to be shown', () => {
  it('needs a yes to main’s own question, and is written down without the key', async () => {
    const bytes = hex(files.keytab['written']!);
    const blob = await openFile('http.keytab', bytes);
    const secret = (await everyField(blob)).find(({ name }) => name === 'keyvalue')!;
    const key = bytes.subarray(secret.valueOffset, secret.valueOffset + secret.valueLength);
    expect(await call('blob.reveal', at(blob, secret.at))).toEqual({});
    expect(crossed).not.toContain(toHex(key));
    expect(asked).toMatchObject([{ kind: 'reveal', blob: 'http.keytab' }]);
    answer = true;
    const { blob: shown } = await call('blob.reveal', at(blob, secret.at));
    const fields = await everyField(shown!);
    expect(fields.find(({ at: place }) => place === secret.at)).toMatchObject({
      secret: 'revealed',
      value: toHex(key),
    });
    const others = fields.filter(({ kind, at: place }) => kind === 'secret' && place !== secret.at);
    for (const other of others) expect(other.secret).toBe('hidden');
    const [row] = (await services.handlers['state.get']({})).history;
    expect(row).toMatchObject({ kind: 'reveal', outcome: 'ok' });
    expect(JSON.stringify(row)).not.toContain(toHex(key));
  });

  it('must be a key: nothing is asked about anything else', async () => {
    const blob = await openFile('http.keytab', hex(files.keytab['written']!));
    answer = true;
    expect(await errorOf(call('blob.reveal', at(blob, '0')))).toMatchObject({ code: 'UNKNOWN' });
    expect(asked).toEqual([]);
  });
});

describe('what leaves the window', () => {
  it('JSON and a printed page have every field and no key, not even one that was shown; for this user alone', async () => {
    const bytes = hex(files.keytab['written']!);
    const blob = await openFile('<b>.keytab', bytes);
    const secret = (await everyField(blob)).find(({ secret: state }) => state === 'hidden')!;
    const key = bytes.subarray(secret.valueOffset, secret.valueOffset + secret.valueLength);
    answer = true;
    await call('blob.reveal', at(blob, secret.at));
    for (const as of ['json', 'html'] as const) {
      chosen = join(folder, `out.${as}`);
      expect(await call('blob.export', { blob: blob.blob, as })).toEqual({ saved: true });
      const written = readFileSync(chosen);
      expect(statSync(chosen).mode & 0o777).toBe(0o600);
      for (const [spelling, spelled] of spellings(key))
        expect(written.includes(spelled), spelling).toBe(false);
      expect(written.toString()).toContain('keyvalue');
    }
    expect(readFileSync(join(folder, 'out.html'), 'utf8')).toContain('&lt;b&gt;.keytab');
    expect(readFileSync(join(folder, 'out.html'), 'utf8')).not.toMatch(/<script|<b>/);
    const json = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as { schema: string };
    expect(json.schema).toBe('tessera.inspect/1');
    expect(readdirSync(folder).filter((name) => name.includes('.tessera-'))).toEqual([]);
    chosen = undefined;
    expect(await call('blob.export', { blob: blob.blob, as: 'json' })).toEqual({ saved: false });
    await call('blob.copy', { ...at(blob, secret.at), version: 2 });
    expect(JSON.parse(copied)).toMatchObject({ name: 'keyvalue', value: { hidden: true } });
  });

  it('a PAC in a ticket that a keytab opened: person, groups, sizes, and which checksums hold', async () => {
    const identity = await signIn();
    const { ticket } = await services.handlers['ticket.acquire']({
      operation: crypto.randomUUID(),
      identity,
      service: 'HTTP/web.practice.test',
    });
    const { blob } = await call('blob.open', { from: 'ticket', identity, ticket });
    expect(await call('blob.pac', { blob: blob!.blob, version: 1 })).toEqual({});
    const service = realm.services.find(({ name }) => name.startsWith('HTTP/web'))!;
    chosen = join(folder, 'web.keytab');
    writeFileSync(chosen, realm.exportKeytab([service.name]));
    const { blob: opened } = await call('blob.addKeytab', { blob: blob!.blob });
    expect(opened!.pac).toBeDefined();
    const { pac } = await call('blob.pac', { blob: opened!.blob, version: opened!.version });
    expect(pac).toMatchObject({
      pac: {
        logon: { account: 'alice' },
        client: { name: 'alice', matchesTicket: true },
        signatures: { server: 'valid', kdc: 'no-key' },
      },
      claims: [],
    });
    expect(pac!.ticketBytes).toBe(opened!.length);
    const own = await services.handlers['identity.pac']({ operation: crypto.randomUUID(), identity });
    expect(pac!.pac.logon!.groups.map(({ sid }) => sid)).toEqual(
      own.pac!.logon!.groups.map(({ sid }) => sid),
    );
  });

  it('numbers and flags are explained in the language of the app', async () => {
    const blob = await openFile('mine', hex(files.ccache['version4']!));
    const { fields } = await call('blob.fields', { ...at(blob, ''), from: 0, count: 300, deep: true });
    const keytype = fields.find(({ name, value }) => name === 'name-type' && value === '1');
    expect(keytype?.explained?.[0]?.text).toMatch(/\.$/);
  });
});
