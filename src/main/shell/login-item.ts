// Start at login on this machine: what would start us, and the system's own place for it.
import { execPath } from 'node:process';
import os from 'node:os';
import { app } from 'electron';
import { isStandIn } from './runtime.ts';
import { startAtLogin, type StartAtLogin } from './start-at-login.ts';

/** The words that start us at login. The stand-in cannot be started by a desktop; an AppImage is started as itself. */
function startCommand(): readonly string[] | undefined {
  const image = process.env['APPIMAGE'] ?? '';
  if (image !== '') return [image];
  if (isStandIn) return undefined;
  return app.isPackaged ? [execPath] : [execPath, app.getAppPath()];
}

export function loginItem(): StartAtLogin {
  const { platform, env } = process;
  return startAtLogin({ platform, env, home: os.homedir(), app, command: startCommand() });
}
