// What the stand-in owes on machines that refuse it things. Not of Electron: these run on the stand-in always.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { findChromium } from '../../stand-in/chromium/find.ts';
import { ownKerberos, root } from './launch.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-e2e-'));
  chmodSync(folder, 0o755); // the browser's user must reach the wrapper
});
test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Starts the app once, on a browser that is the given shell script; `$chromium` in it is the real one. */
function startOn(script: string): { status: number | null; stderr: string; drawn: boolean } {
  const wrapper = path.join(folder, 'chromium');
  writeFileSync(wrapper, `#!/bin/sh\nchromium='${findChromium() ?? ''}'\n${script}\n`, { mode: 0o755 });
  const picture = path.join(folder, 'picture.png');
  const args = [root, '--headless', `--user-data-dir=${folder}/data`, `--picture=${picture}`, '--once'];
  const { status, stderr } = spawnSync(path.join(root, 'stand-in', 'electron.sh'), args, {
    encoding: 'utf8',
    env: { ...process.env, ...ownKerberos(folder), TMPDIR: folder, TESSERA_CHROMIUM: wrapper },
    timeout: 50_000,
  });
  expect(readdirSync(folder).filter((name) => name.startsWith('tessera-'))).toEqual([]); // nothing is left behind
  return { status, stderr, drawn: existsSync(picture) };
}

test('it starts with the sandbox and says nothing of it', () => {
  const { status, stderr, drawn } = startOn(
    'case "$*" in *--no-sandbox*) exit 9;; esac; exec "$chromium" "$@"',
  );
  expect([status, drawn]).toEqual([0, true]);
  expect(stderr).not.toContain('sandbox');
});

test('where namespaces are refused it starts once more without the sandbox, and a line says so', () => {
  const { status, stderr, drawn } = startOn(`
    case "$*" in
      *--no-sandbox*) exec "$chromium" "$@" ;;
      *) echo 'FATAL: No usable sandbox!' >&2; exit 1 ;;
    esac`);
  expect([status, drawn]).toEqual([0, true]);
  expect(stderr).toContain('WITHOUT its sandbox');
});

test('a browser that does not start for another reason is not tried without its sandbox', () => {
  const { status, stderr } = startOn(`
    case "$*" in *--no-sandbox*) echo TRIED >&2 ;; esac
    echo 'libnss3.so: cannot open shared object file' >&2; exit 127`);
  expect(status).toBe(1);
  expect(stderr).toContain('libnss3.so');
  expect(stderr).not.toContain('TRIED');
});

test('a browser that dies takes the app with it', () => {
  const { status } = startOn('"$chromium" "$@" & sleep 0.4; kill -9 $!; exit 1');
  expect(status).toBe(1);
});
