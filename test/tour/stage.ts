// What the steps of the tour share: the app in a Kerberos of its own, and a judge that is not the window: MIT's klist
// where it is installed, else our own command line, which the conformance suite holds against MIT's.
import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { launchTessera, root, type Launched } from '../e2e/launch.ts';
import { SocketWatch } from '../e2e/socket-watch.ts';
import { environmentOf, ownKerberos } from '../e2e/window.ts';

const run = promisify(execFile);

export interface Judge {
  readonly name: string;
  /** `klist` with these arguments, on the practice realm's cache. */
  readonly klist: (...args: readonly string[]) => Promise<string>;
}

export interface Stage {
  readonly tessera: Launched;
  readonly page: Page;
  readonly judge: Judge;
  /** Sees every socket of the app from its start on. Where there is no /proc, nothing can. */
  readonly sockets: SocketWatch | undefined;
  /** The practice realm's, which the window shows. */
  password: string;
  /** The file that the window names for a terminal. */
  readonly krb5Conf: () => string;
  /** The line that the window shows for a terminal becomes the judge's environment. */
  readonly useEnvironment: (words: string) => void;
  /** To out/tour/NAME.png; of the main window if no other is named. */
  readonly picture: (name: string, page?: Page) => Promise<void>;
  readonly close: () => Promise<void>;
}

const version = spawnSync('klist', ['-V'], { encoding: 'utf8' });
const hasMit = version.error === undefined && version.stdout.includes('Kerberos 5');

/** @param out where the pictures go */
export async function openTour(out: string): Promise<Stage> {
  const kerberos = ownKerberos();
  const tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
  const { page } = tessera;
  const sockets =
    process.platform === 'linux' ? await SocketWatch.open(tessera.app.process().pid ?? 0) : undefined;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  let environment: Record<string, string> = {};
  return {
    tessera,
    page,
    sockets,
    password: '',
    judge: {
      name: hasMit ? 'MIT’s klist' : 'tessera klist',
      klist: async (...args) => {
        const [command, first] = hasMit
          ? ['klist', []]
          : [process.execPath, [path.join(root, 'out/cli/tessera.js'), 'klist']];
        const { stdout } = await run(command, [...first, ...args], {
          env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...environment },
        });
        return stdout;
      },
    },
    krb5Conf: () => environment['KRB5_CONFIG'] ?? '',
    useEnvironment: (words) => {
      environment = environmentOf(words);
    },
    picture: async (name, of = page) => {
      await of.evaluate(() => document.fonts.ready.then(() => undefined));
      await of.screenshot({ path: path.join(out, `${name}.png`) });
    },
    close: async () => {
      await sockets?.stop();
      await tessera.close();
      kerberos.remove();
    },
  };
}
