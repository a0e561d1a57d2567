// Which Electron this is. The stand-in says so in its version; whatever a person may take for a promise of the real
// one (the sandbox of windows, a tray) is marked by it.

import { app } from 'electron';
import type { Words } from './words.ts';

export const isStandIn = process.versions.electron.endsWith('-standin');

/** Some AppImage launchers add this switch by themselves, and it overrides app.enableSandbox() without a word. */
export const isUnsandboxed = app.commandLine.hasSwitch('no-sandbox');

/** The main window's title. */
export function windowTitle({ windowTitle }: Pick<Words, 'windowTitle'>): string {
  if (isStandIn) return windowTitle.standIn;
  return isUnsandboxed ? windowTitle.unsandboxed : 'Tessera';
}
