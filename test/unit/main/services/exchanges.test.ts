// Exchanges as they are written down and laid open again: a practice realm on loopback, real sockets, real caches and
// a real database.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  decodeDer,
  parsePrincipal,
  requestServiceTicket,
  settingsFromProfile,
  ticket as ticketCodec,
} from '../../../../src/krb5/index.ts';
import { describeError } from '../../../../src/main/services/index.ts';
import type { Services } from '../../../../src/main/services/index.ts';
import {
  loadProfile,
  nodeKeyDerivation,
  nodeResolver,
  nodeTransport,
  openCache,
  systemClock,
  systemRandom,
} from '../../../../src/node/index.ts';
import { startPracticeRealm } from '../../../../src/practice-realm/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import { contract } from '../../../../src/shared/index.ts';
import type { ExchangeDto, FieldDto, HistoryRow } from '../../../../src/shared/index.ts';
import { newAccount, practiceRealm, servicesOf } from '../../../support/services-bench.ts';
import type { Account } from '../../../support/services-bench.ts';

let realm: PracticeRealm;
let account: Account;
let folder = '';
let cache = '';
let services: Services;
let copied = '';
let typed = '';
let fresh = '';

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
  copied = '';
  typed = realm.users[0]!.password;
  services = await servicesOf(account, {
    prompt: {
      ask: ({ purpose }) =>
        Promise.resolve(new TextEncoder().encode(purpose === 'new-password' ? fresh : typed)),
    },
    clipboard: (text) => {
      copied = text;
    },
  });
});
afterEach(() => {
  services.close();
  account.remove();
});

const operation = (): string => crypto.randomUUID();
async function signIn(principal = 'alice'): Promise<string> {
  const { identity } = await services.handlers['identity.signIn']({
    operation: operation(),
    principal,
    options: {},
  });
  return identity;
}
const acquire = (identity: string, service: string) =>
  services.handlers['ticket.acquire']({ operation: operation(), identity, service });
const rows = async (filter?: Parameters<Services['handlers']['history.list']>[0]['filter']) =>
  (await services.handlers['history.list']({ limit: 50, ...(filter === undefined ? {} : { filter }) })).rows;
const newest = async (): Promise<HistoryRow> => (await rows())[0]!;
const exchangeOf = async ({ id }: HistoryRow): Promise<ExchangeDto> => {
  const exchange = await services.handlers['exchange.get']({ history: id });
  expect(contract['exchange.get'].output.parse(exchange)).toEqual(exchange);
  return exchange;
};
const messagesOf = ({ steps }: ExchangeDto) =>
  steps
    .filter((step) => step.type === 'sent' || step.type === 'received')
    .map(({ type, message, about }) => `${type === 'sent' ? '>' : '<'} ${message} ${about ?? ''}`.trim());
async function fieldsOf(row: HistoryRow, wanted: string): Promise<readonly FieldDto[]> {
  const { steps } = await exchangeOf(row);
  const step = steps.findIndex(
    (each) => (each.type === 'sent' || each.type === 'received') && each.message === wanted,
  );
  const message = await services.handlers['exchange.message']({ history: row.id, step });
  expect(contract['exchange.message'].output.parse(message)).toEqual(message);
  return message.fields;
}
const field = (fields: readonly FieldDto[], name: string) => fields.find((each) => each.name === name);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => describeError(error).code,
  );

/** Every file of the app's data, the write-ahead log among them. */
function storedBytes(): Buffer {
  const data = join(folder, 'data');
  return Buffer.concat(
    readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );
}

describe('an exchange', () => {
  it('is written down message by message: a sign-in asks, is asked for proof, proves, and gets its ticket', async () => {
    await signIn();
    const row = await newest();
    expect(row).toMatchObject({ kind: 'sign-in', outcome: 'ok', messages: 4 });
    const exchange = await exchangeOf(row);
    expect(messagesOf(exchange)).toEqual([
      '> AS-REQ krbtgt/PRACTICE.TEST',
      '< KRB-ERROR KDC_ERR_PREAUTH_REQUIRED',
      '> AS-REQ krbtgt/PRACTICE.TEST',
      '< AS-REP krbtgt/PRACTICE.TEST@PRACTICE.TEST',
    ]);
    const types = exchange.steps.map(({ type }) => type);
    expect(types[0]).toBe('started');
    expect(types).toContain('preauth-chosen');
    expect(types).toContain('checked');
    expect(types.at(-1)).toBe('acquired');
    const times = exchange.steps.map(({ at }) => at);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times.at(-1)).toBeLessThanOrEqual(row.millis!);
  });

  it('opens to the fields of each message, a refusal to what its e-data says', async () => {
    await signIn();
    const row = await newest();
    const refusal = await fieldsOf(row, 'KRB-ERROR');
    expect(field(refusal, 'error-code')).toMatchObject({
      value: '25',
      meaning: 'KDC_ERR_PREAUTH_REQUIRED',
      depth: 1,
    });
    expect(field(refusal, 'e-data')).toMatchObject({ type: 'METHOD-DATA' });
    expect(field(refusal, 'salt')?.value).toBe('PRACTICE.TESTalice');
    const reply = await fieldsOf(row, 'AS-REP');
    expect(field(reply, 'ticket')).toMatchObject({ value: 'krbtgt/PRACTICE.TEST@PRACTICE.TEST' });
    const sealed = reply.filter(({ kind }) => kind === 'sealed');
    expect(sealed).toHaveLength(2);
    expect(
      sealed.every(({ blank, value, valueLength }) => blank && value === undefined && valueLength > 0),
    ).toBe(true);
  });

  it('that fails is kept, too, with the KDC’s own answer', async () => {
    const id = await signIn();
    typed = 'not the password';
    await signIn('bob').catch(() => undefined);
    expect(await newest()).toMatchObject({ kind: 'sign-in', outcome: 'failed', messages: 4 });
    expect(messagesOf(await exchangeOf(await newest())).at(-1)).toBe('< KRB-ERROR KDC_ERR_PREAUTH_FAILED');
    await acquire(id, 'HTTP/no-such-host.practice.test').catch(() => undefined);
    const row = await newest();
    expect(row).toMatchObject({ kind: 'service-ticket', outcome: 'failed' });
    const { steps } = await exchangeOf(row);
    expect(steps.at(-1)).toMatchObject({ type: 'failed', code: 'KDC_ERROR' });
    expect(steps.findLast(({ type }) => type === 'received')).toMatchObject({ errorCode: 7 });
  });

  it('of a password change shows the password server’s frame, sealed', async () => {
    const own = await startPracticeRealm({
      clock: systemClock(),
      random: systemRandom(),
      kdf: nodeKeyDerivation(),
    });
    try {
      writeFileSync(join(folder, 'krb5.conf'), own.krb5Conf);
      const id = await signIn();
      fresh = 'Another-Word-4-all';
      await services.handlers['identity.changePassword']({ operation: operation(), identity: id });
      const row = await newest();
      expect(row).toMatchObject({ kind: 'change-password', outcome: 'ok' });
      expect(messagesOf(await exchangeOf(row)).slice(-3)).toEqual([
        '< AS-REP kadmin/changepw@PRACTICE.TEST',
        '> kpasswd',
        '< kpasswd',
      ]);
      const frame = await fieldsOf(row, 'kpasswd');
      expect(frame.filter(({ kind }) => kind === 'sealed').map(({ blank }) => blank)).toEqual([
        true,
        true,
        true,
      ]);
      expect(field(frame, 'AP-REQ')).toMatchObject({ depth: 1 });
      expect(field(frame, 'KRB-PRIV')).toMatchObject({ depth: 1 });
      const bytes = storedBytes();
      for (const secret of [fresh, Buffer.from(fresh).toString('hex'), realm.users[0]!.password])
        expect(bytes.includes(secret)).toBe(false);
    } finally {
      await own.stop();
    }
  });

  it('that was not one has none: what another program did, and tickets destroyed', async () => {
    const id = await signIn();
    await services.handlers['identity.destroy']({ operation: operation(), identity: id });
    const row = await newest();
    expect(row).toMatchObject({ kind: 'destroy' });
    expect(row.messages).toBeUndefined();
    expect(await codeOf(services.handlers['exchange.get']({ history: row.id }))).toBe('UNKNOWN');
    expect(await codeOf(services.handlers['exchange.message']({ history: row.id, step: 0 }))).toBe('UNKNOWN');
  });

  it('is copied as JSON, all its messages laid open and nothing sealed in it', async () => {
    await signIn();
    await services.handlers['exchange.copy']({ history: (await newest()).id });
    const json = JSON.parse(copied) as {
      schema: string;
      exchange: { kind: string };
      steps: { type: string; message?: string; fields?: { name: string; children: { name: string }[] } }[];
    };
    expect(json.schema).toBe('tessera.exchange/1');
    const reply = json.steps.find(({ message }) => message === 'AS-REP');
    expect(reply?.fields?.children.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['pvno', 'msg-type', 'crealm', 'cname', 'ticket', 'enc-part']),
    );
    const stored = await openCache(`FILE:${cache}`).read();
    const { encPart } = decodeDer(ticketCodec, stored!.credentials[0]!.ticket);
    expect(copied).not.toContain(Buffer.from(encPart.cipher.slice(0, 16)).toString('hex'));
  });

  it('leaves no password, key or sealed octet in the database', async () => {
    const id = await signIn();
    await acquire(id, realm.services[0]!.name);
    typed = 'a wrong one, quite long';
    await signIn('bob').catch(() => undefined);
    const bytes = storedBytes();
    // The search finds what is there.
    expect(bytes.includes('PRACTICE.TESTalice')).toBe(true);
    const contents = await openCache(`FILE:${cache}`).read();
    const secrets = [Buffer.from(realm.users[0]!.password), Buffer.from(typed)];
    for (const { key, ticket } of contents!.credentials) {
      secrets.push(Buffer.from(key.keyValue));
      const { cipher } = decodeDer(ticketCodec, ticket).encPart;
      for (let at = 0; at + 16 <= cipher.length; at += 16)
        secrets.push(Buffer.from(cipher.slice(at, at + 16)));
    }
    expect(secrets.length).toBeGreaterThan(20);
    for (const secret of secrets) {
      for (const spelled of [secret, secret.toString('hex'), secret.toString('base64').replace(/=+$/, '')])
        expect(bytes.includes(spelled)).toBe(false);
    }
  });
});

describe('the list', () => {
  it('is filtered by identity, kind, outcome and text, and paged within the filter', async () => {
    const id = await signIn();
    for (const service of realm.services.slice(0, 3)) await acquire(id, service.name);
    await acquire(id, 'HTTP/nobody.practice.test').catch(() => undefined);
    const kinds = async (...all: Parameters<typeof rows>) => (await rows(...all)).map(({ kind }) => kind);
    expect(await kinds({ kinds: ['sign-in'] })).toEqual(['sign-in']);
    expect(await kinds({ outcome: 'failed' })).toEqual(['service-ticket']);
    expect(await rows({ text: 'NOBODY' })).toMatchObject([{ service: 'HTTP/nobody.practice.test' }]);
    expect(await rows({ text: 'not known to the realm' })).toHaveLength(1);
    expect(await rows({ principal: 'bob@PRACTICE.TEST' })).toEqual([]);
    const filter = { kinds: ['service-ticket' as const], outcome: 'ok' as const };
    const first = await services.handlers['history.list']({ limit: 2, filter });
    const next = await services.handlers['history.list']({ limit: 2, filter, before: first.rows.at(-1)!.id });
    expect([first.rows.length, next.rows.length]).toEqual([2, 1]);
  });
});

describe('a ticket', () => {
  const ticketsOf = async (id: string) =>
    (await services.handlers['state.get']({})).identities.find((each) => each.id === id)!.tickets;

  it('knows the exchange that brought it', async () => {
    const id = await signIn();
    await acquire(id, realm.services[0]!.name);
    for (const { id: ticket, kind } of await ticketsOf(id)) {
      const origin = await services.handlers['ticket.origin']({ identity: id, ticket });
      expect(contract['ticket.origin'].output.parse(origin)).toEqual(origin);
      const row = origin.by === 'us' ? origin.exchange.row : undefined;
      expect(row?.kind).toBe(kind === 'tgt' ? 'sign-in' : 'service-ticket');
    }
  });

  it('that another program got is said to be so', async () => {
    const id = await signIn();
    const settings = settingsFromProfile(loadProfile({ KRB5_CONFIG: join(folder, 'krb5.conf') }));
    const file = openCache(`FILE:${cache}`);
    const trace = (): void => undefined;
    const { credential } = await requestServiceTicket(
      {
        clock: systemClock(),
        random: systemRandom(),
        kdf: nodeKeyDerivation(),
        transport: nodeTransport({ settings }),
        resolver: nodeResolver(),
        trace,
      },
      settings,
      {
        contents: (await file.read())!,
        server: parsePrincipal(`${realm.services[0]!.name}@PRACTICE.TEST`),
      },
    );
    await file.store(credential);
    await expect.poll(async () => (await ticketsOf(id)).length, { timeout: 5_000 }).toBe(2);
    const { id: ticket } = (await ticketsOf(id)).find(({ kind }) => kind === 'service')!;
    const origin = await services.handlers['ticket.origin']({ identity: id, ticket });
    expect(origin).toMatchObject({ by: 'others', seen: { kind: 'seen', detail: 'tickets-added' } });
  });

  it('shows its bytes without what it seals and without its session key', async () => {
    const id = await signIn();
    const [tgt] = await ticketsOf(id);
    const raw = await services.handlers['ticket.raw']({ identity: id, ticket: tgt!.id });
    expect(contract['ticket.raw'].output.parse(raw)).toEqual(raw);
    const [credential] = (await openCache(`FILE:${cache}`).read())!.credentials;
    const shown = Buffer.from(raw.ticket.bytes!, 'base64');
    expect(shown.length).toBe(credential!.ticket.length);
    const { cipher } = decodeDer(ticketCodec, credential!.ticket).encPart;
    expect(shown.includes(Buffer.from(cipher.slice(0, 16)))).toBe(false);
    expect(decodeDer(ticketCodec, shown).encPart.cipher.every((octet) => octet === 0)).toBe(true);
    expect(field(raw.ticket.fields, 'cipher')).toMatchObject({ kind: 'sealed', blank: true });

    const record = Buffer.from(raw.credential.bytes!, 'base64');
    const { keyValue } = credential!.key;
    expect(record.includes(Buffer.from(keyValue))).toBe(false);
    const key = field(raw.credential.fields, 'keyvalue');
    expect(key).toMatchObject({ kind: 'secret', blank: true, valueLength: keyValue.length });
    expect(
      record.subarray(key!.valueOffset, key!.valueOffset + key!.valueLength).every((octet) => octet === 0),
    ).toBe(true);
    expect(field(raw.credential.fields, 'client')?.value).toBe('alice@PRACTICE.TEST');
    expect(field(raw.credential.fields, 'flags')?.value).toContain('initial');
    expect(JSON.stringify(raw)).not.toContain(Buffer.from(keyValue).toString('hex'));
  });

  it('that is gone is not known', async () => {
    const id = await signIn();
    expect(await codeOf(services.handlers['ticket.raw']({ identity: id, ticket: 'nothing' }))).toBe(
      'UNKNOWN',
    );
  });
});
