// Started at login, by choice and without a window. macOS and Windows keep it themselves; on Linux Electron's function
// is empty, and an XDG autostart file does it. That file, or the system's own entry, is the only place where the choice
// is kept, so that it can also be taken back where the system shows it.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The switch with which we are started then. */
export const hiddenSwitch = 'hidden';

export interface StartAtLogin {
  /** Undefined: it cannot be had here. */
  readonly isOn: () => boolean | undefined;
  readonly set: (on: boolean) => void;
}

export interface StartAtLoginOptions {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly app: {
    getLoginItemSettings(options: { args: string[] }): { readonly openAtLogin: boolean };
    setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void;
  };
  /** The words that start us; undefined where they would not (the stand-in). */
  readonly command: readonly string[] | undefined;
}

/**
 * One argument of Exec, as the Desktop Entry Specification wants it: quoted, with the four characters that a shell
 * would read escaped, then backslashes doubled once more as in any string value, and % doubled.
 */
function execWord(word: string): string {
  if (/^[A-Za-z0-9_./:@,+=-]+$/.test(word)) return word;
  const quoted = `"${word.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}

export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tessera',
    'Comment=Keeps Kerberos tickets alive',
    'Comment[de]=Hält Kerberos-Tickets gültig',
    `Exec=${[...command, `--${hiddenSwitch}`].map(execWord).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** A desktop's own switch sets one of these in the file instead of removing it. */
const isDisabled = (entry: string): boolean =>
  /^Hidden\s*=\s*true\s*$/m.test(entry) || /^X-GNOME-Autostart-enabled\s*=\s*false\s*$/m.test(entry);

export function startAtLogin({ platform, env, home, app, command }: StartAtLoginOptions): StartAtLogin {
  if (platform !== 'linux') {
    const args = platform === 'win32' ? [`--${hiddenSwitch}`] : [];
    return {
      isOn: () => (command === undefined ? undefined : app.getLoginItemSettings({ args }).openAtLogin),
      set: (on) => {
        app.setLoginItemSettings({ openAtLogin: on, args });
      },
    };
  }
  const configured = env['XDG_CONFIG_HOME'] ?? '';
  const folder = path.join(
    path.isAbsolute(configured) ? configured : path.join(home, '.config'),
    'autostart',
  );
  const file = path.join(folder, 'org.tessera.Tessera.desktop');
  return {
    isOn() {
      if (command === undefined) return undefined;
      try {
        return !isDisabled(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    },
    set(on) {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      if (command === undefined) throw new Error('nothing could be started at login');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Whole or not at all. Readable by all, as every entry is: there is nothing secret in it.
      writeFileSync(`${file}.new`, autostartEntry(command), { mode: 0o644 });
      renameSync(`${file}.new`, file);
    },
  };
}
