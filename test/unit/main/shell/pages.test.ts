import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mainPolicy, promptPolicy } from '../../../../src/main/shell/csp.ts';
import { resolveFile, respond, type AppPage } from '../../../../src/main/shell/pages.ts';

const page: AppPage = {
  host: 'tessera',
  allows: (pathname) => pathname === '/index.html' || pathname.startsWith('/assets/'),
  policy: mainPolicy,
  language: () => 'de',
};

describe('the address of a page', () => {
  it.each([
    ['app://tessera/index.html', '/out/index.html'],
    ['app://tessera/assets/a.js?x#y', '/out/assets/a.js'],
  ])('%s is a file of its folder', (address, file) => {
    expect(resolveFile('/out', page, address)).toBe(file);
  });

  it.each([
    'app://secret/index.html', // another page's host
    'app://tessera/', // no directory is listed
    'app://tessera/prompt/index.html', // another page's file
    'app://tessera/assets/../../secrets',
    'app://tessera/assets/%2e%2e/%2e%2e/secrets',
    'app://tessera/assets/..%2f..%2fsecrets',
    'app://tessera/assets/%00.js',
    'app://tessera/assets/%ff.js', // not UTF-8
  ])('%s is none', (address) => {
    expect(resolveFile('/out', page, address)).toBeUndefined();
  });
});

describe('an answer', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-pages-'));
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(
      path.join(folder, 'index.html'),
      '<html lang="__LANGUAGE__"><meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__">',
    );
    writeFileSync(path.join(folder, 'assets', 'a.js'), '1');
    writeFileSync(path.join(folder, 'assets', 'a.js.map'), '1');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const get = (address: string, method = 'GET'): Promise<Response> =>
    respond(folder, page, new Request(address, { method }));

  it('carries a policy whose nonce is in the page, and a fresh one each time', async () => {
    const nonces = new Set<string>();
    for (let load = 0; load < 3; load++) {
      const response = await get('app://tessera/index.html');
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      expect(await response.text()).toBe(`<html lang="de"><meta nonce="${nonce}"><style nonce="${nonce}">`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('names its type and lets nobody guess another', async () => {
    const response = await get('app://tessera/assets/a.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is 404 for a file that is not there, of an unknown type, or asked for otherwise', async () => {
    const answers = await Promise.all([
      get('app://tessera/assets/b.js'),
      get('app://tessera/assets/a.js.map'),
      get('app://tessera/index.html', 'POST'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('the policies', () => {
  it.each([
    ['main', mainPolicy('N')],
    ['prompt', promptPolicy()],
  ])(
    '%s: everything is refused that is not named, and nothing that is named lets code in',
    (_name, policy) => {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|connect-src|https?:|\*/);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
    },
  );
});
