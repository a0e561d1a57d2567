// `npm run tour`: the whole main job on the practice realm, unattended. One line per step with what was proven, its
// picture in out/tour; ends at the first step that is not true. `-- --publish` copies the README's pictures.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from '../../scripts/start/chromium.ts';
import { root } from '../e2e/launch.ts';
import { openTour } from './stage.ts';
import { steps } from './steps.ts';

/** Which of the tour's pictures the README shows, and under which name. */
const published: readonly (readonly [string, string])[] = [
  ['two-identities', 'identities.png'],
  ['expert', 'expert.png'],
];

const out = path.join(root, 'out', 'tour');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const publish = process.argv.includes('--publish');
const unknown = process.argv.slice(2).filter((word) => word !== '--publish');
if (unknown.length > 0) {
  process.stderr.write(`tour: ${unknown.join(' ')} is not known; it takes --publish\n`);
  process.exit(2);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await ensureChromium();
const began = performance.now();
const stage = await openTour(out);
let failed = false;
try {
  for (const [at, step] of steps.entries()) {
    const name = `${String(at + 1).padStart(2, '0')}-${step.name}`;
    const start = performance.now();
    try {
      const taken: string[] = [];
      const proven = await step.prove(stage, async (page) => {
        taken.push(name);
        await stage.picture(name, page);
      });
      if (taken.length === 0) await stage.picture(name);
      const seconds = ((performance.now() - start) / 1_000).toFixed(1);
      say(`ok      ${name.padEnd(26)} ${proven} (${seconds} s)`);
    } catch (error) {
      failed = true;
      await stage.picture(`${name}-FAILED`).catch(() => undefined);
      say(`NOT OK  ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      break;
    }
  }
} finally {
  await stage.close();
}
const seconds = ((performance.now() - began) / 1_000).toFixed(0);
if (failed) {
  say(`The tour ended there, after ${seconds} s. Pictures: out/tour`);
  process.exit(1);
}
say(`${String(steps.length)} steps, each seen to be true, in ${seconds} s. Pictures: out/tour`);
if (publish) {
  for (const [step, file] of published) {
    const at = steps.findIndex(({ name }) => name === step);
    if (at < 0) throw new TypeError(`no step is called ${step}`);
    const from = `${String(at + 1).padStart(2, '0')}-${step}.png`;
    copyFileSync(path.join(out, from), path.join(root, 'docs', 'pictures', file));
    say(`docs/pictures/${file} is out/tour/${from}`);
  }
}
