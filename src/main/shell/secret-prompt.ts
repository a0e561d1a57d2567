// The secret prompt: a small window of its own with its own session, preload, policy and process, no framework, and
// one answer. What is typed crosses to this process once, as octets, over a channel that exists in that window's
// contents alone and closes with the first message on it; then the window is destroyed, and its process with it.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { app, BrowserWindow, session, type IpcMainInvokeEvent } from 'electron';
import { promptAnswerChannel, promptDescribeChannel, type Language, type PromptQuestion } from '#shared';
import { servePage } from './app-protocol.ts';
import { promptPolicy } from './csp.ts';
import { refusePermissions } from './hardening.ts';
import type { AppPage } from './pages.ts';
import { isStandIn } from './runtime.ts';
import type { Words } from './words.ts';

const origin = 'app://secret';

const page: Omit<AppPage, 'language'> = {
  host: 'secret',
  allows: (pathname) => /^\/prompt\/|^\/assets\/[^/]+\.(css|woff2)$/.test(pathname),
  policy: promptPolicy,
};

/** More than any KDC takes; a longer answer is none. */
const longestSecret = 1024;

export interface SecretRequest extends Pick<
  PromptQuestion,
  'principal' | 'realm' | 'reason' | 'purpose' | 'keeps' | 'refusal'
> {
  readonly signal?: AbortSignal | undefined;
}

export interface SecretPrompt {
  /** The octets typed (UTF-8), which the caller wipes after use; undefined when the person or the signal cancelled. */
  ask(request: SecretRequest): Promise<Uint8Array | undefined>;
}

export interface SecretPromptOptions {
  /** out/ */
  readonly folder: string;
  readonly language: () => Language;
  readonly words: Words;
  /** The window to stand before. */
  readonly parent: () => BrowserWindow | undefined;
}

function parseSecret(value: unknown): Uint8Array | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  return value.length > 0 && value.length <= longestSecret ? value : undefined;
}

function openWindow(
  { folder, parent, words }: SecretPromptOptions,
  { purpose, refusal }: Pick<PromptQuestion, 'purpose' | 'refusal'>,
): BrowserWindow {
  const owner = parent();
  const window = new BrowserWindow({
    width: 420,
    height: (purpose === 'new-password' ? 368 : 288) + (refusal === undefined ? 0 : 104),
    useContentSize: true,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    show: false,
    title: isStandIn ? words.prompt.standInTitle : words.prompt.title,
    ...(owner === undefined ? {} : { parent: owner }),
    webPreferences: {
      preload: path.join(folder, 'preload', 'prompt.cjs'),
      partition: 'secret-prompt', // in memory, and not the main window's
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false, // would send words to a dictionary
      devTools: false,
    },
  });
  window.setMenuBarVisibility(false);
  window.setContentProtection(true); // Windows, and macOS before 15: left out of screen captures
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  window.once('ready-to-show', () => {
    window.show();
    window.focus();
  });
  return window;
}

let openPrompts = 0;

/** macOS keeps other programs from reading keys while a prompt is open. */
function guardKeyboard(change: 1 | -1): void {
  openPrompts += change;
  if (process.platform === 'darwin') app.setSecureKeyboardEntryEnabled(openPrompts > 0);
}

function askOnce(options: SecretPromptOptions, request: SecretRequest): Promise<Uint8Array | undefined> {
  const { signal, ...asked } = request;
  const id = randomBytes(16).toString('hex');
  const question: PromptQuestion = { ...asked, request: id, standIn: isStandIn };
  return new Promise((resolve) => {
    const window = openWindow(options, question);
    const { webContents } = window;
    guardKeyboard(1);
    let settled = false;
    const settle = (secret: Uint8Array | undefined): void => {
      if (settled) return;
      settled = true;
      signal?.removeEventListener('abort', cancel);
      guardKeyboard(-1);
      if (!window.isDestroyed()) window.destroy();
      resolve(secret);
    };
    const cancel = (): void => {
      settle(undefined);
    };
    const isOurs = ({ sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean =>
      sender === webContents && senderFrame?.parent === null && senderFrame.url.startsWith(`${origin}/`);

    // contents.ipc: no other window's messages arrive here, whatever channel they name.
    webContents.ipc.handle(promptDescribeChannel, (event) => {
      if (!isOurs(event)) throw new Error('refused');
      return question;
    });
    webContents.ipc.handleOnce(promptAnswerChannel(id), (event, value: unknown) => {
      const secret = isOurs(event) ? parseSecret(value) : undefined;
      // The window goes after this call is answered: destroyed within it, the page would log a fault.
      setImmediate(() => {
        settle(secret);
      });
    });
    webContents.on('render-process-gone', cancel);
    window.on('closed', cancel);
    signal?.addEventListener('abort', cancel);
    window.loadURL(`${origin}/prompt/index.html`).catch(cancel);
  });
}

export function secretPrompt(options: SecretPromptOptions): SecretPrompt {
  const own = session.fromPartition('secret-prompt');
  refusePermissions(own);
  servePage(own, path.join(options.folder, 'renderer'), { ...page, language: options.language });
  return {
    ask: (request) =>
      request.signal?.aborted === true ? Promise.resolve(undefined) : askOnce(options, request),
  };
}
