// The preload's bridge, with Electron's two modules in its place: a function per procedure, each on its channel, and
// nothing else.
import { expect, it, vi } from 'vitest';
import { bridgeName, eventChannel, procedureChannel, procedureNames } from '../../src/shared/index.ts';
import type { Bridge } from '../../src/shared/index.ts';

const electron = vi.hoisted(() => {
  const listeners = new Map<string, Set<(...all: unknown[]) => void>>();
  const exposed: Record<string, unknown> = {};
  const invoked: unknown[][] = [];
  return {
    listeners,
    exposed,
    invoked,
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => {
        exposed[name] = value;
      },
    },
    ipcRenderer: {
      invoke: (...all: unknown[]) => {
        invoked.push(all);
        return Promise.resolve('answer');
      },
      on: (channel: string, listener: (...all: unknown[]) => void) => {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      off: (channel: string, listener: (...all: unknown[]) => void) => {
        listeners.get(channel)?.delete(listener);
      },
    },
  };
});
vi.mock('electron', () => ({ contextBridge: electron.contextBridge, ipcRenderer: electron.ipcRenderer }));
await import('../../src/preload/main.ts');

const bridge = electron.exposed[bridgeName] as Bridge;

it('exposes one bridge and nothing beside it', () => {
  expect(Object.keys(electron.exposed)).toEqual([bridgeName]);
});

it.each([...procedureNames])(
  'has a function for %s that calls its channel with its input alone',
  async (name) => {
    const [noun = '', verb = ''] = name.split('.');
    const nouns = bridge as unknown as Record<
      string,
      Record<string, (...all: unknown[]) => Promise<unknown>>
    >;
    const input = { some: 'input' };
    expect(await nouns[noun]![verb]!(input, 'and more')).toBe('answer');
    expect(electron.invoked.at(-1)).toEqual([procedureChannel(name), input]);
  },
);

it('has no function that the contract does not have', () => {
  const { events, ...nouns } = bridge;
  const found = Object.entries(nouns).flatMap(([noun, verbs]) =>
    Object.keys(verbs).map((verb) => `${noun}.${verb}`),
  );
  expect(found.sort()).toEqual([...procedureNames].sort());
  expect(Object.keys(events)).toEqual(['subscribe']);
});

it('hands on events without Electron’s event, until the subscription ends', () => {
  const heard: unknown[][] = [];
  const end = bridge.events.subscribe((...all) => heard.push(all));
  const send = (envelope: unknown) => {
    for (const listener of electron.listeners.get(eventChannel) ?? [])
      listener({ sender: 'ipcRenderer' }, envelope);
  };
  send({ revision: 1 });
  expect(heard).toEqual([[{ revision: 1 }]]);
  end();
  send({ revision: 2 });
  expect(heard).toHaveLength(1);
});
