// The main window's bridge, window.tessera: one function per procedure of the contract, and the one event channel.
import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, eventChannel, procedureChannel, procedureNames } from '../shared/channels.ts';
import { listenForFiles } from './dropped.ts';

type Call = (input: unknown) => Promise<unknown>;

const nouns: Record<string, Record<string, Call>> = {};
for (const name of procedureNames) {
  const [noun = '', verb = ''] = name.split('.');
  const channel = procedureChannel(name);
  nouns[noun] = { ...nouns[noun], [verb]: (input) => ipcRenderer.invoke(channel, input) };
}

contextBridge.exposeInMainWorld(bridgeName, {
  ...nouns,
  events: {
    subscribe: (listener: (envelope: unknown) => void): (() => void) => {
      // The page never sees Electron's event, whose sender is ipcRenderer itself.
      const forward = (_event: unknown, envelope: unknown): void => {
        listener(envelope);
      };
      ipcRenderer.on(eventChannel, forward);
      return () => {
        ipcRenderer.off(eventChannel, forward);
      };
    },
  },
});

listenForFiles();
