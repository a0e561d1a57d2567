// Is there a tray at all? On plain GNOME there is none, and Electron makes one that nobody sees without a word. The
// session bus knows: a StatusNotifierHost shows what the StatusNotifierWatcher collects. We have no D-Bus library, so
// one of the small tools that come with every D-Bus is asked; where there is none, there is taken to be no tray.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const watcher = 'org.kde.StatusNotifierWatcher';
const object = '/StatusNotifierWatcher';
const property = 'IsStatusNotifierHostRegistered';
const get = 'org.freedesktop.DBus.Properties.Get';
const ASK_MS = 1_500;

interface Tool {
  readonly name: string;
  readonly args: readonly string[];
  /** What it prints when there is a host. */
  readonly yes: RegExp;
}

const tools: readonly Tool[] = [
  {
    name: 'gdbus',
    args: [
      'call',
      '--session',
      '--dest',
      watcher,
      '--object-path',
      object,
      '--method',
      get,
      watcher,
      property,
    ],
    yes: /^\(<true>,\)\s*$/,
  },
  {
    name: 'busctl',
    args: ['--user', 'get-property', watcher, object, watcher, property],
    yes: /^b true\s*$/,
  },
  {
    name: 'dbus-send',
    args: [
      '--session',
      '--print-reply',
      `--dest=${watcher}`,
      object,
      get,
      `string:${watcher}`,
      `string:${property}`,
    ],
    yes: /\bboolean true\s*$/,
  },
];

/** Without an address some tools would start a bus of their own. */
function hasSessionBus(env: NodeJS.ProcessEnv): boolean {
  const runtime = env['XDG_RUNTIME_DIR'];
  return (
    (env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '' ||
    (runtime !== undefined && existsSync(path.join(runtime, 'bus')))
  );
}

/** Undefined: the tool is not there. */
function ask({ name, args, yes }: Tool, env: NodeJS.ProcessEnv): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    execFile(name, [...args], { env, timeout: ASK_MS, encoding: 'utf8' }, (error, output) => {
      if (error?.code === 'ENOENT') resolve(undefined);
      else resolve(error === null && yes.test(output));
    });
  });
}

/** Will an icon of ours be seen? Asked anew each time: an extension can be switched on or off. */
export async function hasTrayHost(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (platform !== 'linux') return true;
  if (!hasSessionBus(env)) return false;
  for (const tool of tools) {
    const answer = await ask(tool, env);
    if (answer !== undefined) return answer;
  }
  return false;
}
