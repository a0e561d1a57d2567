import { describe, expect, it } from 'vitest';
import { PASTED_MOST, contract, procedureChannel, procedureNames } from '../../src/shared/index.ts';
import type { ProcedureName, Result } from '../../src/shared/index.ts';
import { createLimits, registerContract, senderCheck } from '../../src/main/ipc/index.ts';
import type { Handlers, InvokeEvent } from '../../src/main/ipc/index.ts';

const contents = { id: 1 };
const page: InvokeEvent = {
  sender: contents,
  senderFrame: { url: 'app://tessera/index.html', parent: null },
};

/** Stands still unless a test moves it. */
const clock = { now: 0 };

type Listener = (event: InvokeEvent, input: unknown) => Promise<unknown>;

/** Registers the contract with handlers that note their call and throw `thrown` or return `value`. */
function registered(answer: { value?: unknown; thrown?: object } = {}) {
  const listeners = new Map<string, Listener>();
  const called: string[] = [];
  const faults: unknown[] = [];
  const handlers = Object.fromEntries(
    procedureNames.map((name) => [
      name,
      () => {
        called.push(name);
        return answer.thrown === undefined
          ? Promise.resolve(answer.value)
          : Promise.reject(Object.assign(new Error('thrown'), answer.thrown));
      },
    ]),
  ) as unknown as Handlers;
  registerContract({
    registrar: { handle: (channel, listener) => listeners.set(channel, listener) },
    handlers,
    isTrusted: senderCheck('app://tessera', () => contents),
    limits: createLimits(() => clock.now),
    describeError: (error) => error as never,
    onFault: (_name, error) => faults.push(error),
  });
  const call = (name: ProcedureName, event: InvokeEvent, input: unknown) =>
    listeners.get(procedureChannel(name))!(event, input) as Promise<Result<unknown>>;
  return { call, called, faults, channels: [...listeners.keys()] };
}

const operation = '7f3b8a52-6a3e-4a5e-9a0b-0f8f2f1f7a11';
const goodInput: Record<ProcedureName, unknown> = {
  'app.describe': {},
  'state.get': {},
  'settings.update': { density: 'expert' },
  'clipboard.write': { text: 'klist' },
  'realm.probe': { principal: 'alice@AD.TEST' },
  'identity.signIn': {
    operation,
    principal: 'alice@AD.TEST',
    options: { lifetime: 36_000 },
    how: { kind: 'keytab', keytab: operation },
    servers: { kdc: ['kdc.ad.test:88'], kpasswd: [] },
  },
  'identity.forgetPassword': { identity: 'YQ' },
  'keytab.open': { from: 'identity', identity: 'YQ' },
  'vault.describe': {},
  'identity.changePassword': { operation, identity: 'YQ' },
  'identity.destroy': { operation, identity: 'YQ' },
  'identity.forget': { identity: 'YQ' },
  'identity.configure': { identity: 'YQ', renewsItself: false },
  'identity.snooze': { identity: 'YQ' },
  'identity.pin': { identity: 'YQ', pinned: true },
  'identity.makeDefault': { operation, identity: 'YQ' },
  'identity.pac': { operation, identity: 'YQ' },
  'ticket.page': { identity: 'YQ', version: 1, from: 200, count: 500 },
  'ticket.resolve': { identity: 'YQ', service: 'https://web.ad.test' },
  'ticket.check': { operation, identity: 'YQ', service: 'HTTP/web.ad.test' },
  'ticket.acquire': { operation, identity: 'YQ', service: 'HTTP/web.ad.test' },
  'ticket.renew': { operation, identity: 'YQ' },
  'ticket.remove': { operation, identity: 'YQ', ticket: 'YQ' },
  'practice.start': { operation },
  'practice.stop': {},
  'ticket.origin': { identity: 'YQ', ticket: 'YQ' },
  'ticket.raw': { identity: 'YQ', ticket: 'YQ' },
  'history.list': { limit: 10, filter: { outcome: 'failed', kinds: ['renew'], text: 'web' } },
  'exchange.get': { history: 1 },
  'exchange.message': { history: 1, step: 0 },
  'exchange.copy': { history: 1 },
  'history.clear': {},
  'timeline.list': { limit: 10 },
  'blob.open': { from: 'text', text: 'YIIB' },
  'blob.list': {},
  'blob.close': { blob: operation },
  'blob.fields': { blob: operation, version: 1, at: '0.o.3', from: 0, count: 100 },
  'blob.bytes': { blob: operation, version: 1, source: 0, offset: 0, length: 4_096 },
  'blob.find': { blob: operation, version: 1, source: 0, offset: 17 },
  'blob.search': { blob: operation, version: 1, text: 'krbtgt' },
  'blob.addKeytab': { blob: operation },
  'blob.addPassword': { blob: operation, principal: 'alice@AD.TEST' },
  'blob.addKey': { blob: operation, enctype: 18 },
  'blob.useTickets': { blob: operation, identity: 'YQ' },
  'blob.reveal': { blob: operation, version: 1, at: '3' },
  'blob.pac': { blob: operation, version: 1 },
  'blob.copy': { blob: operation, version: 1, at: '0.1' },
  'blob.export': { blob: operation, as: 'json' },
  'blob.forget': {},
  'operation.cancel': { operation },
};

const explanation = { whatHappened: 'x', why: [], whatToDo: [], who: 'y', helpdesk: [] };

describe.each([...procedureNames])('%s', (name) => {
  it('is in the contract and has a handler on its channel', () => {
    expect(Object.keys(contract)).toContain(name);
    expect(registered().channels).toContain(procedureChannel(name));
  });

  it.each<[string, InvokeEvent]>([
    ['another window', { ...page, sender: { id: 2 } }],
    ['a frame inside the page', { ...page, senderFrame: { url: 'app://tessera/index.html', parent: {} } }],
    ['a frame that is gone', { ...page, senderFrame: null }],
    ['a page from elsewhere', { ...page, senderFrame: { url: 'https://evil.test/', parent: null } }],
    [
      'an origin that only starts the same',
      { ...page, senderFrame: { url: 'app://tessera.evil.test/', parent: null } },
    ],
    ['another page scheme', { ...page, senderFrame: { url: 'file:///index.html', parent: null } }],
  ])('refuses %s and does not run', async (_who, event) => {
    const { call, called } = registered();
    const result = await call(name, event, goodInput[name]);
    expect(result).toMatchObject({ ok: false, error: { code: 'REFUSED' } });
    expect(called).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'alice@AD.TEST'],
    ['a list', []],
    ['a field nobody knows', { ...(goodInput[name] as object), password: 'hunter2' }],
  ])('refuses %s for its input and does not run', async (_what, input) => {
    const { call, called } = registered();
    expect(await call(name, page, input)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
    expect(called).toEqual([]);
  });

  const fields = Object.entries(goodInput[name] as Record<string, unknown>);
  it.runIf(fields.length > 0).each(fields)('refuses a wrong %s', async (field) => {
    const { call, called } = registered();
    // What is pasted to be looked into may be long.
    const tooLong = name === 'blob.open' && field === 'text' ? PASTED_MOST + 1 : 70_000;
    for (const wrong of [{ deep: { deep: 1 } }, -1, 'x'.repeat(tooLong)]) {
      const result = await call(name, page, { ...(goodInput[name] as object), [field]: wrong });
      expect(result).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
    }
    expect(called).toEqual([]);
  });

  it('runs for the window’s own page with an input of its shape', async () => {
    const { call, called } = registered();
    await call(name, page, goodInput[name]);
    expect(called).toEqual([name]);
  });

  it('never hands out an answer that is not of its shape', async () => {
    const { call, faults } = registered({ value: { key: 'a session key that must not cross' } });
    const result = await call(name, page, goodInput[name]);
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(result)).not.toContain('session key');
    expect(faults).toHaveLength(1);
  });

  it('resolves with each error it names, and turns any other into INTERNAL', async () => {
    const { errors } = contract[name];
    for (const code of ['CANCELLED', 'UNKNOWN', 'KERBEROS'] as const) {
      const { call, faults } = registered({ thrown: { code, explanation } });
      const result = await call(name, page, goodInput[name]);
      const named = (errors as readonly string[]).includes(code);
      expect(result).toMatchObject({ ok: false, error: { code: named ? code : 'INTERNAL' } });
      expect(faults).toHaveLength(named ? 0 : 1);
    }
  });
});

describe('the bounds on what a window may ask for', () => {
  const flood = async (name: ProcedureName, count: number, given = registered()) => {
    const results: Result<unknown>[] = [];
    for (let n = 0; n < count; n++) results.push(await given.call(name, page, goodInput[name]));
    const busy = results.filter((result) => !result.ok && result.error.code === 'BUSY');
    return { ...given, busy: busy.length, results };
  };

  it.each([...procedureNames])(
    'a flood of %s stops somewhere, with words, and nothing more is run',
    async (name) => {
      const { busy, called, results } = await flood(name, 400);
      expect(busy).toBeGreaterThan(0);
      expect(called).toHaveLength(400 - busy);
      expect(results.at(-1)).toMatchObject({
        ok: false,
        error: { code: 'BUSY', explanation: { who: 'You.' } },
      });
    },
  );

  it('a person who tries name after name and keytab after keytab meets no bound', async () => {
    const given = registered();
    for (let n = 0; n < 15; n++) {
      expect((await flood('keytab.open', 1, given)).busy).toBe(0);
      expect((await flood('identity.signIn', 1, given)).busy).toBe(0);
    }
  });

  it('a flood of one kind leaves the others free: what was started can still be cancelled', async () => {
    const { call } = await flood('ticket.acquire', 100);
    expect(await call('ticket.acquire', page, goodInput['ticket.acquire'])).toMatchObject({
      error: { code: 'BUSY' },
    });
    for (const name of ['operation.cancel', 'state.get', 'identity.pin'] as const) {
      expect(await call(name, page, goodInput[name])).not.toMatchObject({ error: { code: 'BUSY' } });
    }
  });

  it('what is not of its shape counts, what does not come from the window’s page does not', async () => {
    const given = registered();
    for (let n = 0; n < 400; n++)
      await given.call('ticket.renew', { ...page, sender: {} }, goodInput['ticket.renew']);
    expect((await flood('ticket.renew', 1, given)).busy).toBe(0);
    for (let n = 0; n < 400; n++) await given.call('ticket.renew', page, 'nonsense');
    expect((await flood('ticket.renew', 1, given)).busy).toBe(1);
  });

  it('after a rest the window is heard again, and a clock that stands still forgives nothing', async () => {
    const given = await flood('clipboard.write', 30);
    expect((await flood('clipboard.write', 1, given)).busy).toBe(1);
    clock.now += 3_000;
    expect((await flood('clipboard.write', 5, given)).busy).toBe(2);
  });

  it('only so many prompts and questions to a KDC are open at once, and an answer makes room', () => {
    const answers: (() => void)[] = [];
    const limits = createLimits(() => 0);
    for (let n = 0; n < 4; n++) answers.push(limits.enter('identity.signIn')!);
    expect(limits.enter('identity.changePassword')).toBeUndefined();
    answers[0]!();
    answers[0]!();
    expect(limits.enter('identity.changePassword')).toBeTypeOf('function');
    expect(limits.enter('identity.signIn')).toBeUndefined();
  });
});

it('has a procedure for every name and a name for every procedure', () => {
  expect(Object.keys(contract).sort()).toEqual([...procedureNames].sort());
  for (const name of procedureNames) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/);
});

it('has no page to trust while there is no window', () => {
  expect(senderCheck('app://tessera', () => undefined)({ ...page, sender: undefined })).toBe(false);
});

it('names the field that is wrong, and nothing that the window sent', async () => {
  const { call } = registered();
  const wrong = { quietHours: { from: 1_440, to: 420 } };
  const result = (await call('settings.update', page, wrong)) as {
    error: { explanation: { helpdesk: string[] } };
  };
  expect(result.error.explanation.helpdesk).toEqual(['BAD_INPUT in settings.update quietHours from']);
});
