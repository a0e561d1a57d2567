// `npm start`: opens the app on real Electron if it can be had here, else on the stand-in, and says which and why.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { choose, type Choice } from './start/choose.ts';
import { ensureChromium } from './start/chromium.ts';
import { downloadElectron, electronDownload, rememberedFailure } from './start/download.ts';
import { electronBinary } from './start/electron.ts';

const root = path.resolve(import.meta.dirname, '..');
const picture = path.join('out', 'first-window.png');

const say = (line: string): void => {
  process.stderr.write(`tessera: ${line}\n`);
};

function fail(line: string): never {
  say(line);
  process.exit(1);
}

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** The choice once it is known whether Electron's binary is there, or can be. */
async function settle(choice: Choice): Promise<Choice> {
  if (choice.runtime !== 'electron' || electronBinary() !== undefined) return choice;
  const wanted = process.env['TESSERA_RUNTIME'] === 'electron';
  const known = wanted ? undefined : rememberedFailure(electronDownload, Date.now());
  const failure = known ?? (await downloadElectron(electronDownload));
  if (failure === undefined) return choice;
  if (wanted) return { runtime: 'none', because: `Electron could not be fetched: ${failure.reason}` };
  const when = known === undefined ? '' : `, tried ${new Date(known.at).toLocaleString()}, again after a day`;
  return {
    runtime: 'stand-in',
    because: `Electron could not be fetched (${failure.reason}${when}); npx install-electron tries now`,
  };
}

/** Runs until the app ends; Ctrl+C and its like end it in its own way. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`cannot start ${command}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

const args = process.argv.slice(2);
const choice = await settle(
  choose({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasDisplay,
    hasNamespaces: process.platform !== 'linux' || spawnSync('unshare', ['-Ur', 'true']).status === 0,
    wanted: process.env['TESSERA_RUNTIME'],
  }),
);

if (choice.runtime === 'none') fail(choice.because);
const electron = choice.runtime === 'electron' ? electronBinary() : undefined;
if (electron !== undefined) {
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE']; // set when Electron's binary is our Node
  say('running on Electron');
  run(electron, ['.', ...args], env);
} else {
  const browser = await ensureChromium().catch((error: unknown) =>
    fail(error instanceof Error ? error.message : String(error)),
  );
  const because = choice.runtime === 'stand-in' ? choice.because : 'Electron is not there';
  say(`running on the stand-in for Electron with ${browser}: ${because} (docs/stand-in.md)`);
  if (!hasDisplay) {
    say(`without a display the window is drawn in memory; its picture will be in ${picture}`);
    say('next: npm run -s tessera -- practice   a realm on this computer, for kinit, klist and kvno');
    say('      DISPLAY=:0 npm start             on a display');
    if (!args.includes('--once')) say('running until Ctrl+C (--once ends it after the picture)');
  }
  const own = !hasDisplay || args.includes('--once') ? [`--picture=${picture}`] : [];
  run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(root, 'stand-in', 'cli.ts'), '.', ...own, ...args],
    process.env,
  );
}
