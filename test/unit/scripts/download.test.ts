import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadElectron, rememberedFailure, type DownloadPlan } from '../../../scripts/start/download.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-download-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An installer that does what the script says. */
function plan(script: string): DownloadPlan {
  const installer = path.join(folder, 'install.cjs');
  writeFileSync(installer, script);
  return {
    installer,
    target: path.join(folder, 'dist'),
    memory: path.join(folder, 'memory.json'),
    silence: 1200,
  };
}

const hour = 3_600_000;

describe("fetching Electron's binary", () => {
  it('ends well when the installer does, and remembers nothing', async () => {
    const good = plan('require("node:fs").mkdirSync(__dirname + "/dist")');
    expect(await downloadElectron(good)).toBeUndefined();
    expect(existsSync(good.memory)).toBe(false);
  });

  it('is given up when no byte comes', async () => {
    const began = performance.now();
    const failure = await downloadElectron(plan('setTimeout(() => undefined, 60_000)'));
    expect(failure?.reason).toBe('no byte came for 1.2 s');
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('goes on as long as bytes come, however long it takes', async () => {
    const slow = plan(`
      const { appendFileSync } = require('node:fs');
      let left = 8;
      setInterval(() => {
        appendFileSync(process.env.TMPDIR + '/part', 'x'.repeat(1000));
        if (--left === 0) process.exit(0);
      }, 400);`);
    const began = performance.now();
    expect(await downloadElectron(slow)).toBeUndefined();
    expect(performance.now() - began).toBeGreaterThan(2400);
  });

  it("remembers the installer's own reason for a day and no longer", async () => {
    const bad = plan(
      'console.error("HTTPError: Response code 404 (Not Found) for x\\n  at y"); process.exit(1)',
    );
    const failure = await downloadElectron(bad);
    expect(failure?.reason).toBe('Response code 404 (Not Found) for x');
    const at = failure?.at ?? 0;
    expect(rememberedFailure(bad, at + 23 * hour)).toEqual(failure);
    expect(rememberedFailure(bad, at + 25 * hour)).toBeUndefined();
    expect(rememberedFailure(bad, at - hour)).toBeUndefined(); // the clock went back: nobody knows how long ago
  });
});
