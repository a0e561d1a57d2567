// The entry: one app per person, and its window. Everything else is in rest.ts and its imports, most of the code there
// is: it is read while Chromium starts the window's process, and the window's page waits for its answers.
import path from 'node:path';
import { app, dialog, ipcMain } from 'electron';
import { droppedChannel, languageOf, procedureChannel, procedureNames, type Language } from '#shared';
import type * as restModule from './rest.ts';
import type { Answers, Rest } from './rest.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { dangerousSwitch } from './shell/dangerous-switches.ts';
import { confineAllContents } from './shell/hardening.ts';
import { mainWindow } from './shell/main-window.ts';
import { linkOf, parseLink, type FormFill } from './shell/links.ts';
import { hiddenSwitch } from './shell/start-at-login.ts';
import { windowAsks } from './shell/window-asks.ts';
import { spokenWords, wordsFor } from './shell/words.ts';

/** out/, also within the asar. */
const folder = path.join(import.meta.dirname, '..');

/** A link that came before the window could be told of it. */
let followed: FormFill | undefined;
let follow = (link: FormFill): void => {
  followed = link;
};

/** Started at login: nobody asked for a window. */
const startsHidden = (): boolean =>
  app.commandLine.hasSwitch(hiddenSwitch) ||
  (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

async function start(coming: Promise<Pick<typeof restModule, 'putTogether'>>): Promise<void> {
  const dataFolder = app.getPath('userData');
  const systemLanguage = languageOf(app.getLocale());
  const composed = Promise.withResolvers<Language>();
  const answers = Promise.withResolvers<Answers>();
  let rest: Rest | undefined = undefined;
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  const language = (): Language => rest?.services.language() ?? systemLanguage;
  const words = spokenWords(language);
  const window = mainWindow({
    folder,
    stateFile: path.join(dataFolder, 'window.json'),
    language: async () => {
      await composed.promise;
      return language();
    },
    words,
    mayClose: () => quitting || rest === undefined || rest.mayClose(),
    onPageGone: () => {
      asks.gone();
    },
  });
  const asks = windowAsks({
    show: () => {
      window.show();
    },
    publish: (ask) => rest?.services.hub.publish({ type: 'window.asked', ask }),
  });
  for (const channel of [...procedureNames.map(procedureChannel), droppedChannel]) {
    ipcMain.handle(channel, async (event, input: unknown) => (await answers.promise)(channel, event, input));
  }
  app.on('second-instance', (_event, argv) => {
    const link = linkOf(argv);
    if (link === undefined) window.show();
    else follow(link);
  });
  app.on('activate', () => {
    window.show();
  });
  follow = asks.ask;
  const hidden = followed === undefined && startsHidden();
  if (followed !== undefined) follow(followed);
  else if (!hidden) window.show();

  const { putTogether } = await coming;
  rest = await putTogether({ folder, dataFolder, systemLanguage, language, words, window, asks });
  composed.resolve(language());
  if (language() !== systemLanguage) window.retitle();
  answers.resolve(await rest.start());
  if (hidden && !(await rest.trayComesUp())) window.openMinimized();
}

const refused = app.isPackaged ? dangerousSwitch((name) => app.commandLine.hasSwitch(name)) : undefined;
if (refused !== undefined) {
  // Before Electron knows its own.
  const { noStart } = wordsFor(new Intl.DateTimeFormat().resolvedOptions().locale);
  dialog.showErrorBox(noStart.title, noStart.dangerous(refused));
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  process.umask(0o077);
  app.setAppUserModelId('org.tessera.Tessera');
  app.enableSandbox();
  confineAllContents();
  registerAppScheme();
  followed = linkOf(process.argv);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const link = parseLink(url);
    if (link !== undefined) follow(link);
  });
  // Windows alone learns of the scheme from us; elsewhere the package says it.
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient('tessera');
  app.on('window-all-closed', () => {
    // Closing puts a window away (leaving.ts). One that is gone all the same, by a fault, takes the app with it.
    if (process.platform !== 'darwin') app.quit();
  });
  const coming = import('./rest.ts');
  coming.catch(() => undefined); // told of below
  app
    .whenReady()
    .then(
      () => start(coming),
      () => undefined,
    )
    .catch((error: unknown) => {
      process.stderr.write(`Tessera does not start: ${String(error)}\n`);
      app.exit(1);
    });
}
