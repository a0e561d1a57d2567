import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasTrayHost } from '../../../../src/main/shell/tray-host.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-bus-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A tool that prints this, and ends so. */
function tool(name: string, output: string, status = 0): void {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' '${output}'\nexit ${status}\n`);
  chmodSync(file, 0o755);
}
const env = (): NodeJS.ProcessEnv => ({ PATH: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' });

describe.skipIf(process.platform === 'win32')('whether there is a tray', () => {
  it.each([
    ['gdbus', '(<true>,)', '(<false>,)'],
    ['busctl', 'b true', 'b false'],
    ['dbus-send', '   variant       boolean true', '   variant       boolean false'],
  ])('%s knows', async (name, yes, no) => {
    tool(name, yes);
    expect(await hasTrayHost('linux', env())).toBe(true);
    tool(name, no);
    expect(await hasTrayHost('linux', env())).toBe(false);
    tool(name, yes, 1); // an error, whatever it says
    expect(await hasTrayHost('linux', env())).toBe(false);
  });

  it('is asked of one tool, the first that is there', async () => {
    tool('gdbus', '(<false>,)');
    tool('busctl', 'b true');
    expect(await hasTrayHost('linux', env())).toBe(false);
  });

  it('is taken to be no, where no tool or no session bus is', async () => {
    expect(await hasTrayHost('linux', env())).toBe(false);
    tool('gdbus', '(<true>,)');
    expect(await hasTrayHost('linux', { PATH: folder })).toBe(false);
    expect(await hasTrayHost('linux', { PATH: folder, XDG_RUNTIME_DIR: folder })).toBe(false);
    writeFileSync(path.join(folder, 'bus'), '');
    expect(await hasTrayHost('linux', { PATH: folder, XDG_RUNTIME_DIR: folder })).toBe(true);
  });

  it.each(['darwin', 'win32'] as const)('is no question on %s', async (platform) => {
    expect(await hasTrayHost(platform, {})).toBe(true);
  });
});
