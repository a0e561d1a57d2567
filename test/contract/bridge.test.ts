// The preload's bridge, with Electron's modules in its place: a function per procedure, each on its channel, and
// nothing else.
import { expect, it, vi } from 'vitest';
import {
  bridgeName,
  droppedChannel,
  eventChannel,
  procedureChannel,
  procedureNames,
} from '../../src/shared/index.ts';
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
vi.mock('electron', () => ({
  contextBridge: electron.contextBridge,
  ipcRenderer: electron.ipcRenderer,
  // A file that was made, not dragged in, has no path.
  webUtils: { getPathForFile: ({ name }: File) => (name.startsWith('on-disk') ? `/home/me/${name}` : '') },
}));
const heardByWindow = new Map<string, (event: unknown) => void>();
vi.stubGlobal('window', {
  addEventListener: (type: string, listener: (event: unknown) => void) => {
    heardByWindow.set(type, listener);
  },
});
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

/** A drop as the browser tells it: `isTrusted` is what a page cannot make. */
async function drop(files: readonly File[], isTrusted: boolean): Promise<unknown[][]> {
  const before = electron.invoked.length;
  heardByWindow.get('drop')!({ isTrusted, preventDefault: () => undefined, dataTransfer: { files } });
  await new Promise((resolve) => setTimeout(resolve, 10));
  return electron.invoked.slice(before);
}

it('passes on the path of a file that a person dropped, and the bytes of one that has none', async () => {
  expect(await drop([new File(['x'], 'on-disk.keytab'), new File(['abc'], 'attached')], true)).toEqual([
    [
      droppedChannel,
      [
        { name: 'on-disk.keytab', path: '/home/me/on-disk.keytab' },
        { name: 'attached', bytes: new TextEncoder().encode('abc') },
      ],
    ],
  ]);
});

it('passes nothing on that the page itself made up', async () => {
  expect(await drop([new File(['x'], 'on-disk.keytab')], false)).toEqual([]);
  expect(await drop([], true)).toEqual([]);
});
