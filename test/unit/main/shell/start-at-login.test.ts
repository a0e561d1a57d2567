import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartEntry, startAtLogin } from '../../../../src/main/shell/start-at-login.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'tessera-home-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const silent = {
  getLoginItemSettings: () => ({ openAtLogin: false, wasOpenedAtLogin: false }),
  setLoginItemSettings: () => {
    throw new Error('Electron has no such thing on Linux');
  },
};
const onLinux = (env: NodeJS.ProcessEnv = {}, command: string[] | undefined = ['/opt/Tessera/tessera']) =>
  startAtLogin({ platform: 'linux', env, home, app: silent, command });
const file = (): string => path.join(home, '.config', 'autostart', 'org.tessera.Tessera.desktop');

describe('start at login on Linux', () => {
  it('is a file in the autostart folder, written whole and readable as every entry is', () => {
    const login = onLinux();
    expect(login.isOn()).toBe(false);
    login.set(true);
    expect(login.isOn()).toBe(true);
    expect(readFileSync(file(), 'utf8')).toContain('\nExec=/opt/Tessera/tessera --hidden\n');
    expect(readdirSync(path.dirname(file()))).toEqual(['org.tessera.Tessera.desktop']);
    expect(statSync(file()).mode & 0o133).toBe(0);
  });

  it('is gone when it is switched off, also twice', () => {
    const login = onLinux();
    login.set(true);
    login.set(false);
    expect(existsSync(file())).toBe(false);
    login.set(false);
    expect(login.isOn()).toBe(false);
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'is off where the desktop wrote %s into the file',
    (line) => {
      const login = onLinux();
      login.set(true);
      const without = readFileSync(file(), 'utf8').replace('X-GNOME-Autostart-enabled=true\n', '');
      writeFileSync(file(), `${without}${line}\n`);
      expect(login.isOn()).toBe(false);
    },
  );

  it('lies where XDG_CONFIG_HOME says, unless that is no absolute path', () => {
    onLinux({ XDG_CONFIG_HOME: path.join(home, 'conf') }).set(true);
    expect(existsSync(path.join(home, 'conf', 'autostart', 'org.tessera.Tessera.desktop'))).toBe(true);
    onLinux({ XDG_CONFIG_HOME: 'conf' }).set(true);
    expect(existsSync(file())).toBe(true);
  });

  it('cannot be had where nothing could be started', () => {
    const login = startAtLogin({ platform: 'linux', env: {}, home, app: silent, command: undefined });
    expect(login.isOn()).toBeUndefined();
    expect(() => {
      login.set(true);
    }).toThrow();
  });

  it.each([
    ['/opt/My Apps/tessera', '"/opt/My Apps/tessera"'],
    ['/opt/a"b', String.raw`"/opt/a\\"b"`],
    ['/opt/$HOME', String.raw`"/opt/\\$HOME"`],
    ['/opt/a\\b', String.raw`"/opt/a\\\\b"`],
    ['/opt/100%', '"/opt/100%%"'],
  ])('quotes %s as the Desktop Entry Specification says', (word, quoted) => {
    expect(autostartEntry([word])).toContain(`\nExec=${quoted} --hidden\n`);
  });
});

describe('start at login on macOS and Windows', () => {
  it.each([
    ['darwin', []],
    ['win32', ['--hidden']],
  ] as const)('is what the system keeps (%s)', (platform, args) => {
    let on = false;
    const given: unknown[] = [];
    const login = startAtLogin({
      platform,
      env: {},
      home,
      app: {
        getLoginItemSettings: () => ({ openAtLogin: on, wasOpenedAtLogin: false }),
        setLoginItemSettings: (settings) => {
          given.push(settings);
          on = settings.openAtLogin;
        },
      },
      command: ['Tessera'],
    });
    expect(login.isOn()).toBe(false);
    login.set(true);
    expect(login.isOn()).toBe(true);
    login.set(false);
    expect(given).toEqual([
      { openAtLogin: true, args },
      { openAtLogin: false, args },
    ]);
  });
});
