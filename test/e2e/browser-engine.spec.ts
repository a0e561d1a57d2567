// The engine alone in a browser page that can reach nothing: src/krb5 bundled, no Node, no network but the bytes that
// the test carries for it. It signs in at the practice realm: proof that the engine is pure.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type * as Engine from '../../src/krb5/index.ts';
import { parseCcache, settingsFromProfile } from '../../src/krb5/index.ts';
import { loadProfile, nodeTransport } from '../../src/node/index.ts';
import { findChromium } from '../../stand-in/chromium/find.ts';
import { startPractice } from '../support/practice.ts';
import type { Practice } from '../support/practice.ts';
import { mit } from './window.ts';

const ORIGIN = 'http://engine.test';
const PAGE = '<!doctype html><meta charset="utf-8"><title>engine</title><p>engine</p>';

async function bundle(outDir: string): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      outDir,
      minify: false,
      lib: { entry: path.join(root, 'src/krb5/index.ts'), formats: ['es'], fileName: 'krb5' },
    },
  });
  return readFileSync(path.join(outDir, 'krb5.js'), 'utf8');
}

/** A page of an origin that is answered here: nothing else can be loaded, no connection opened. */
async function lonelyPage(page: Page, engine: string): Promise<string[]> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const headers = { 'content-security-policy': "default-src 'none'; script-src 'self'" };
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') await route.fulfill({ contentType: 'text/html', headers, body: PAGE });
    else if (pathname === '/krb5.js') {
      await route.fulfill({ contentType: 'text/javascript', headers, body: engine });
    } else await route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  return errors;
}

/** Runs in the page. What it is given are words and numbers; what it gives back is a credential cache. */
async function signInThere(given: { conf: string; password: string; server: string }): Promise<{
  cache: number[];
  nodeGlobals: string[];
}> {
  const specifier = '/krb5.js';
  const krb5 = (await import(specifier)) as typeof Engine;
  const carry = (globalThis as unknown as { carry: (bytes: number[]) => Promise<number[]> }).carry;
  let last = 0;
  const ports: Engine.Ports = {
    clock: {
      nowMicros: () => (last = Math.max(last + 1, Math.floor(Date.now() * 1000))),
      monotonicMillis: () => performance.now(),
    },
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    kdf: krb5.nobleKeyDerivation(() => new Promise((resolve) => setTimeout(resolve))),
    transport: {
      exchange: async (request) => {
        const reply = Uint8Array.from(await carry([...request.bytes]));
        if (!request.accepts(reply)) throw new Error('not an answer');
        return { reply, from: { transport: 'tcp', host: 'practice', port: 88 } };
      },
    },
    resolver: {
      canonicalName: () => Promise.resolve(undefined),
      reverse: () => Promise.resolve(undefined),
      localHostname: () => 'browser',
      searchDomain: () => undefined,
    },
    trace: () => undefined,
  };
  const noFiles = { readFile: () => undefined, listDirectory: () => undefined };
  const file = krb5.parseKrb5Conf({ file: 'krb5.conf', text: given.conf }, noFiles);
  const settings = krb5.settingsFromProfile(new krb5.Profile([file], []));
  const client = krb5.parsePrincipal('alice@PRACTICE.TEST');
  const { credential, config } = await krb5.acquireInitialCredential(ports, settings, {
    client,
    secret: { kind: 'password', password: () => new TextEncoder().encode(given.password) },
  });
  const contents = { principal: client, credentials: [credential], config };
  const server = krb5.parsePrincipal(given.server);
  const { credential: service } = await krb5.requestServiceTicket(ports, settings, { contents, server });
  return {
    cache: [...krb5.writeCcache({ ...contents, credentials: [credential, service] })],
    nodeGlobals: ['process', 'Buffer', 'require', 'global'].filter((name) => name in globalThis),
  };
}

test.describe('the engine in a browser page', () => {
  let practice: Practice;
  let scratch: string;

  test.beforeAll(async () => {
    practice = await startPractice();
    scratch = mkdtempSync(path.join(os.tmpdir(), 'tessera-browser-'));
  });
  test.afterAll(async () => {
    await practice.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  test('is one file without imports', async () => {
    const code = await bundle(scratch);
    expect(code).not.toMatch(/^import\b|\brequire\(|\bfrom\s*["']node:/m);
  });

  test('signs in at the practice realm and gets a service ticket, as MIT sees', async () => {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('there is no Chromium to load the engine in');
    // As root Chromium has no sandbox of its own; the page is our bundle alone.
    const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
    try {
      const page = await browser.newPage();
      const settings = settingsFromProfile(loadProfile({ KRB5_CONFIG: practice.krb5Conf }));
      const transport = nodeTransport({ settings, trace: () => undefined });
      await page.exposeFunction('carry', async (bytes: number[]) => {
        const message = Uint8Array.from(bytes);
        const { reply } = await transport.exchange({
          realm: 'PRACTICE.TEST',
          service: 'kdc',
          bytes: message,
          transport: 'auto',
          carriesProof: true,
          accepts: () => true,
        });
        return [...reply];
      });
      const errors = await lonelyPage(page, await bundle(scratch));
      const server = 'HTTP/web.practice.test@PRACTICE.TEST';
      const given = { conf: practice.realm.krb5Conf, password: practice.password, server };
      const { cache, nodeGlobals } = await page.evaluate(signInThere, given);
      expect(errors).toEqual([]);
      expect(nodeGlobals).toEqual([]);
      const { records } = parseCcache(Uint8Array.from(cache));
      expect(records.filter(({ config }) => config === undefined)).toHaveLength(2);
      expect(practice.events.filter(({ outcome }) => outcome === 'issued')).toHaveLength(2);

      const file = path.join(scratch, 'krb5cc');
      writeFileSync(file, Uint8Array.from(cache), { mode: 0o600 });
      const env = { KRB5_CONFIG: practice.krb5Conf, KRB5CCNAME: `FILE:${file}` };
      expect(await mit('klist', [], env)).toContain(server);
    } finally {
      await browser.close();
    }
  });
});
