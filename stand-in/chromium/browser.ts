// The one running Chromium: started sandboxed, once more without where the machine refuses it, ended with its profile.
import { spawn } from 'node:child_process';
import { findChromium } from './find.ts';
import { ChromiumPipe } from './pipe.ts';
import { makeProfile, type Profile } from './profile.ts';
import { chromiumSwitches } from './switches.ts';

export interface BrowserOptions {
  readonly headless: boolean;
  /** Set by Playwright only: a loopback port on which it attaches. */
  readonly remoteDebuggingPort: string | undefined;
}

export interface RunningBrowser {
  readonly pipe: ChromiumPipe;
  readonly headless: boolean;
  readonly version: string;
  /** Opens a window whose first document's address contains the marker. */
  openWindow(marker: string, bounds: { x: number; y: number; width: number; height: number }): Promise<void>;
  /** Ends Chromium and removes its profile. */
  close(): Promise<void>;
}

/** The host of the empty document a window is born with; windows.ts answers it. */
export const placeholderOrigin = 'https://placeholder-standin.invalid';

const refusedSandbox = /sandbox|namespace|Operation not permitted/i;

async function tryStart(
  executable: string,
  profile: Profile,
  switches: readonly string[],
  port: string | undefined,
): Promise<{ pipe: ChromiumPipe; version: string } | { failure: string }> {
  const args = port === undefined ? switches : [...switches, `--remote-debugging-port=${port}`];
  const pipe = new ChromiumPipe(executable, args, {
    ...profile.user,
    env: profile.env,
    forward: port === undefined ? undefined : /^DevTools listening on/,
  });
  try {
    const { product } = await pipe.send('Browser.getVersion');
    return { pipe, version: product.replace(/^[^/]*\//, '') };
  } catch (error) {
    await pipe.exited;
    return {
      failure: [error instanceof Error ? error.message : String(error), ...pipe.lastLines].join('\n'),
    };
  }
}

/** @throws Error in words when there is no Chromium or it does not start */
export async function startBrowser(options: BrowserOptions): Promise<RunningBrowser> {
  const executable = findChromium();
  if (executable === undefined) {
    throw new Error('No Chromium, Chrome or Edge found. TESSERA_CHROMIUM=/path/to/it names one.');
  }
  const profile = makeProfile();
  const switchesFor = (sandbox: boolean): string[] =>
    chromiumSwitches({ profile: profile.folder, headless: options.headless, sandbox });
  let switches = switchesFor(true);
  let started = await tryStart(executable, profile, switches, options.remoteDebuggingPort);
  if ('failure' in started && refusedSandbox.test(started.failure)) {
    switches = switchesFor(false);
    started = await tryStart(executable, profile, switches, options.remoteDebuggingPort);
    if (!('failure' in started)) {
      process.stderr.write(
        '[stand-in] This machine refuses user namespaces, so Chromium runs WITHOUT its sandbox, as an unprivileged user.\n',
      );
    }
  }
  if ('failure' in started) {
    profile.remove();
    throw new Error(`Chromium did not start: ${started.failure}`);
  }
  const { pipe, version } = started;
  const endAtOnce = (): void => {
    pipe.endGroup();
    profile.remove();
  };
  process.once('exit', endAtOnce); // an app that ends by a fault leaves nothing behind either
  return {
    pipe,
    headless: options.headless,
    version,
    openWindow: async (marker, bounds) => {
      if (options.headless) {
        const { x: left, y: top, width, height } = bounds;
        await pipe.send('Target.createTarget', {
          url: `about:blank#${marker}`,
          newWindow: true,
          left,
          top,
          width,
          height,
        });
        return;
      }
      // A second start on the same profile is forwarded to the running browser and ends. `--app` gives a window
      // without tabs and address bar, which no protocol command can make.
      const args = switches.filter((name) => name !== '--no-startup-window');
      spawn(executable, [...args, `--app=${placeholderOrigin}/#${marker}`], {
        ...profile.user,
        env: profile.env,
        stdio: 'ignore',
      });
    },
    close: async () => {
      const kill = setTimeout(() => pipe.process.kill('SIGKILL'), 2000);
      await pipe.send('Browser.close').catch(() => undefined); // already gone is as good
      await pipe.exited;
      clearTimeout(kill);
      process.removeListener('exit', endAtOnce);
      endAtOnce();
    },
  };
}
