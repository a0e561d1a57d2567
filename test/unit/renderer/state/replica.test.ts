import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../src/main/storage/store.ts';
import { createReplica } from '../../../../src/renderer/state/replica.ts';
import type { Bridge, Change, EventEnvelope, IdentityDto, Snapshot } from '../../../../src/shared/index.ts';
import { identityDtoWith } from '../../../support/identity-dto.ts';

const identity = (id: string, principal = id): IdentityDto =>
  identityDtoWith({ id, principal, isDefault: false });
const snapshot = (revision: number, identities: readonly IdentityDto[] = []): Snapshot => ({
  revision,
  identities: [...identities],
  operations: [],
  environment: {
    config: { files: [], warnings: [], ticketLifetime: 0, renewLifetime: 0, forwardable: false },
    cache: { name: 'FILE:/tmp/x', tickets: 0 },
  },
  practice: { running: false, realm: '', users: [], services: [], environment: [] },
  settings: defaultSettings,
  systemLanguage: 'en',
  storage: { state: 'ok' },
  history: [],
  timeline: [],
});

/** The main process's side: snapshots that a test releases, and events that it sends. */
function side() {
  const asked: ((state: Snapshot) => void)[] = [];
  let listener: (event: EventEnvelope) => void = () => undefined;
  const bridge = {
    state: {
      get: () =>
        new Promise((resolve) => {
          asked.push((value) => {
            resolve({ ok: true, value });
          });
        }),
    },
    events: {
      subscribe: (heard: typeof listener) => {
        listener = heard;
        return () => undefined;
      },
    },
  } as unknown as Pick<Bridge, 'state' | 'events' | 'ticket'>;
  const replica = createReplica(bridge);
  return {
    replica,
    asked,
    answer: async (state: Snapshot) => {
      asked.shift()?.(state);
      await new Promise((done) => setImmediate(done));
    },
    send: (revision: number, change: Change) => {
      listener({ revision, change });
    },
    names: () => replica.get()?.identities.map(({ principal }) => principal),
  };
}
const changed = (id: string, principal = id): Change => ({
  type: 'identity.changed',
  identity: identity(id, principal),
});

describe('the replica', () => {
  it('applies events that follow the snapshot, one by one', async () => {
    const { answer, send, names, asked } = side();
    await answer(snapshot(4, [identity('a')]));
    send(5, changed('b'));
    send(6, { type: 'identity.removed', id: 'a' });
    send(7, changed('b', 'new name'));
    expect(names()).toEqual(['new name']);
    expect(asked).toHaveLength(0);
  });

  it('passes over events that the snapshot holds already', async () => {
    const { answer, send, names } = side();
    await answer(snapshot(4, [identity('a')]));
    send(4, { type: 'identity.removed', id: 'a' });
    expect(names()).toEqual(['a']);
  });

  it('keeps events that come while a snapshot is on its way', async () => {
    const { answer, send, names } = side();
    send(5, changed('late'));
    await answer(snapshot(4));
    expect(names()).toEqual(['late']);
  });

  it('fetches everything again after a gap', async () => {
    const { answer, send, names, asked } = side();
    await answer(snapshot(4));
    send(6, changed('b'));
    expect(asked).toHaveLength(1);
    send(7, changed('c'));
    await answer(snapshot(6, [identity('a'), identity('b')]));
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('tells what main asks for to whoever listens, and keeps the newest until somebody does', async () => {
    const { replica, answer, send } = side();
    await answer(snapshot(1));
    send(2, { type: 'window.asked', ask: { show: 'sign-in', principal: 'alice@AD.TEST' } });
    send(3, { type: 'window.asked', ask: { show: 'sign-in', principal: 'bob@AD.TEST' } });
    const heard: string[] = [];
    const end = replica.onAsk((ask) => heard.push(ask.show === 'sign-in' ? ask.principal : ask.show));
    expect(heard).toEqual(['bob@AD.TEST']);
    send(4, { type: 'window.asked', ask: { show: 'service-ticket', service: 'web' } });
    expect(heard).toEqual(['bob@AD.TEST', 'service-ticket']);
    end();
    send(5, { type: 'window.asked', ask: { show: 'identity', identity: 'a', actions: [] } });
    expect(heard).toHaveLength(2);
  });

  it('drops the history that main has dropped', async () => {
    const { replica, answer, send } = side();
    const row = (id: number, at: number) => ({ id, at, kind: 'renew', outcome: 'ok' }) as const;
    await answer({ ...snapshot(1), history: [row(2, 200), row(1, 100)] });
    send(2, { type: 'history.dropped', before: 200 });
    expect(replica.get()?.history.map(({ id }) => id)).toEqual([2]);
  });

  it('tells React only when something changed', async () => {
    const { replica, answer, send } = side();
    let told = 0;
    replica.subscribe(() => told++);
    await answer(snapshot(1));
    expect(told).toBe(1);
    const before = replica.get();
    send(2, { type: 'settings.changed', settings: { ...defaultSettings, density: 'expert' } });
    expect(told).toBe(2);
    expect(replica.get()).not.toBe(before);
    expect(replica.get()?.identities).toBe(before?.identities);
  });
});
