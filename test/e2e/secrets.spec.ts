// Where a password and a session key must not be found: in the window, in what the app writes, in what it prints, in
// the arguments and environments of its processes. The judge looks for the secret itself, in every spelling that
// bytes take on their way into a text.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { contentsOf, parseCcache } from '../../src/krb5/index.ts';
import { startPeer, type Peer } from '../support/peers.ts';
import { launchTessera, type Launched } from './launch.ts';
import { processTree } from './process-tree.ts';
import { answerPrompt, ownKerberos, type Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');

/** What a secret looks like raw, in hex, in base64, as a list of numbers, in UTF-16. */
function spellings(secret: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(secret);
  const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
  return new Map([
    ['raw', bytes],
    ['hex', ascii(bytes.toString('hex'))],
    ['base64', ascii(bytes.toString('base64').replace(/=+$/, '').slice(0, -1))],
    ['numbers', ascii([...bytes].join(','))],
    ['UTF-16', Buffer.from([...bytes].flatMap((octet) => [octet, 0]))],
  ]);
}

function found(haystack: Uint8Array, secret: Uint8Array): string[] {
  const hay = Buffer.from(haystack);
  return [...spellings(secret)].filter(([, needle]) => hay.includes(needle)).map(([name]) => name);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

test.describe.serial('secrets', () => {
  test.skip(absent.includes('mit'), 'the MIT realm cannot run on this machine');
  const password = `Canary-${randomBytes(12).toString('hex')}`;
  const wrong = `Wrong-${randomBytes(12).toString('hex')}`;
  const user = `canary-${randomBytes(4).toString('hex')}`;
  let peer: Peer;
  let tessera: Launched;
  let kerberos: Kerberos;
  let printed = '';

  async function signIn(secret: string): Promise<void> {
    const { page, app } = tessera;
    await page.keyboard.press('Control+n');
    const sheet = page.getByRole('dialog', { name: 'Sign in' });
    await sheet.getByLabel('Who are you?').fill(`${user}@MIT.TEST`);
    const prompt = app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    await answerPrompt(await prompt, user, secret);
  }

  test.beforeAll(async () => {
    peer = startPeer('mit');
    execFileSync(
      'kadmin.local',
      ['-r', 'MIT.TEST', '-q', `addprinc -pw ${password} +requires_preauth ${user}`],
      {
        env: {
          ...process.env,
          KRB5_CONFIG: path.join(peer.dir, 'kdc-krb5.conf'),
          KRB5_KDC_PROFILE: path.join(peer.dir, 'kdc1/kdc.conf'),
        },
        stdio: 'pipe',
      },
    );
    kerberos = ownKerberos(peer.krb5Conf);
    tessera = await launchTessera({ env: kerberos.env });
    for (const stream of [tessera.app.process().stdout, tessera.app.process().stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString('latin1');
      });
    }
    await expect(tessera.page.getByText('MIT.TEST can be reached')).toBeVisible();
    await signIn(wrong);
    await tessera.page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await signIn(password);
    await expect(tessera.page.getByRole('region', { name: `${user}@MIT.TEST` })).toContainText('Signed in');
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
  });

  const secrets = (): Uint8Array[] => {
    const cache = contentsOf(parseCcache(readFileSync(kerberos.cache)));
    return [
      ...[password, wrong].map((text) => Buffer.from(text)),
      ...cache.credentials.map(({ key }) => key.keyValue),
    ];
  };

  test('the judge finds what is there: the session key in the cache file, in each spelling', () => {
    const [typed, , key] = secrets();
    if (typed === undefined || key === undefined) throw new Error('no session key in the cache');
    expect(found(readFileSync(kerberos.cache), key)).toContain('raw');
    for (const [name, bytes] of spellings(key)) expect(found(bytes, key)).toContain(name);
    expect(found(readFileSync(kerberos.cache), typed)).toEqual([]);
  });

  test('are not in the window, expert view and activity included', async () => {
    const { page } = tessera;
    await page.keyboard.press('F7');
    const expert = await page.content();
    await page.getByRole('link', { name: 'Activity' }).click();
    const values = await page
      .locator('input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    const shown = Buffer.from(`${expert}${await page.content()}${values.join('\n')}`);
    for (const secret of secrets()) expect(found(shown, secret)).toEqual([]);
  });

  test('are not in the database or any other file of the app', () => {
    const files = filesBelow(tessera.userData);
    expect(files.some((file) => file.endsWith('.db'))).toBe(true);
    for (const file of files) {
      for (const secret of secrets()) expect(found(readFileSync(file), secret), file).toEqual([]);
    }
  });

  test('are not in what the app prints, nor in the arguments or environment of a process', () => {
    const tree = processTree(tessera.app.process().pid ?? 0);
    expect(tree.length).toBeGreaterThan(1);
    for (const secret of secrets()) {
      expect(found(Buffer.from(printed, 'latin1'), secret)).toEqual([]);
      for (const { pid, commandLine } of tree) {
        expect(found(Buffer.from(commandLine), secret), commandLine).toEqual([]);
        expect(found(readFileSync(`/proc/${String(pid)}/environ`), secret), commandLine).toEqual([]);
      }
    }
  });
});
