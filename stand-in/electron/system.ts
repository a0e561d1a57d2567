// The small modules that touch the system: none of it can be had here, so each keeps what it was told.
import { note } from './journal.ts';
import { strict } from './strict.ts';

let copied = '';

export const clipboard = strict('clipboard', {
  writeText: (text: string): Promise<void> => {
    copied = text;
    return Promise.resolve();
  },
  readText: (): Promise<string> => Promise.resolve(copied),
});

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string): void => {
    note('showErrorBox', { title, content });
    process.stderr.write(`${title}\n${content}\n`);
  },
});

const area = { x: 0, y: 0, width: 1280, height: 800 };

export const screen = strict('screen', {
  getAllDisplays: (): { readonly workArea: Electron.Rectangle }[] => [{ workArea: area }],
});
