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
  /** Nobody is asked, so nobody agrees: the answer that changes nothing, unless a test puts another in its place. */
  showMessageBox: (
    first: unknown,
    second?: Electron.MessageBoxOptions,
  ): Promise<Electron.MessageBoxReturnValue> => {
    const options = second ?? (first as Electron.MessageBoxOptions);
    const { message, detail = '', buttons = [], cancelId = 0 } = options;
    note('showMessageBox', { message, detail, buttons });
    return Promise.resolve({ response: cancelId, checkboxChecked: false });
  },
  showOpenDialog: (
    first: unknown,
    second?: Electron.OpenDialogOptions,
  ): Promise<Electron.OpenDialogReturnValue> => {
    note('showOpenDialog', second ?? first);
    return Promise.resolve({ canceled: true, filePaths: [] });
  },
  showSaveDialog: (
    first: unknown,
    second?: Electron.SaveDialogOptions,
  ): Promise<Electron.SaveDialogReturnValue> => {
    note('showSaveDialog', second ?? first);
    return Promise.resolve({ canceled: true, filePath: '' });
  },
});

export const shell = strict('shell', {
  /** Kept, never opened. */
  openExternal: (url: string): Promise<void> => {
    note('openExternal', url);
    return Promise.resolve();
  },
});

const area = { x: 0, y: 0, width: 1280, height: 800 };

export const screen = strict('screen', {
  getAllDisplays: (): { readonly workArea: Electron.Rectangle }[] => [{ workArea: area }],
});
