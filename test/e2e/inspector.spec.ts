// The Inspector through the window, on what MIT's tools made: a cache, a keytab, tickets; opened, dropped, pasted, opened
// further with a keytab, searched, shown, all by keyboard.
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startPeer, type Peer } from '../support/peers.ts';
import { violations } from './axe.ts';
import { launchTessera, type Launched } from './launch.ts';
import { mit, ownKerberos, picture, type Kerberos } from './window.ts';

const SERVICE = 'HTTP/web.mit.test';
const tree = (page: Page) => page.getByRole('tree');
const item = (page: Page, name: RegExp) => tree(page).getByRole('treeitem', { name });
const pane = (page: Page) => page.locator('.fd');
const strip = (page: Page) => page.locator('.seal');

async function find(page: Page, what: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.keyboard.type(what);
  await expect(page.locator('.ins-q [role=status]')).toContainText('1 of');
}

/** The next key that is one: those of entries that hold the cache's own notes are empty. */
async function findKey(page: Page): Promise<void> {
  await find(page, 'keyvalue');
  const chosen = tree(page).locator('[aria-selected=true]');
  await expect(async () => {
    await page.keyboard.press('F3');
    await expect(chosen).toContainText('keyvalue hidden, 32 bytes', { timeout: 500 });
  }).toPass();
  await expect(pane(page)).toContainText('A key or password in clear.');
}

test.describe.serial('the Inspector', () => {
  let tessera: Launched;
  let kerberos: Kerberos;
  let peer: Peer;
  let folder = '';
  let keytab = '';
  test.beforeAll(async () => {
    peer = startPeer('mit');
    kerberos = ownKerberos(peer.krb5Conf);
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-inspect-'));
    await mit('kinit', ['user@MIT.TEST'], kerberos.env, `${peer.password}\n`);
    keytab = path.join(folder, 'web.keytab');
    copyFileSync(path.join(peer.dir, 'keytabs', 'mit.keytab'), keytab);
    // The stand-in's browser runs as nobody, and reads what is dropped.
    chmodSync(folder, 0o755);
    chmodSync(keytab, 0o644);
    await mit('kvno', [SERVICE], kerberos.env);
    copyFileSync(kerberos.cache, path.join(folder, 'mine.ccache'));
    tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What main's own dialogs answer with. */
  const choose = (file: string | undefined, yes = false): Promise<void> =>
    tessera.app.evaluate(
      ({ dialog }, [chosen, response]) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({
            canceled: chosen === undefined,
            filePaths: chosen === undefined ? [] : [chosen],
          });
        dialog.showMessageBox = () => {
          const counted = globalThis as { questions?: number };
          counted.questions = (counted.questions ?? 0) + 1;
          return Promise.resolve({ response: response ? 0 : 1, checkboxChecked: false });
        };
      },
      [file, yes] as const,
    );

  const questions = (): Promise<number> =>
    tessera.app.evaluate(() => (globalThis as { questions?: number }).questions ?? 0);

  test('says what can be dropped while nothing is open', async () => {
    const { page } = tessera;
    await page.getByRole('link', { name: 'Inspector' }).click();
    await expect(page.getByRole('heading', { name: 'Drop a file here, paste, or open one' })).toBeVisible();
    await picture(page, 'inspector-empty');
    expect(await violations(page)).toEqual([]);
  });

  test('opens MIT’s cache to the last field, its keys hidden', async () => {
    const { page } = tessera;
    await choose(path.join(folder, 'mine.ccache'));
    await page.getByRole('button', { name: 'Open or paste' }).click();
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await expect(page.locator('.src')).toContainText('mine.ccache');
    await expect(page.locator('.src')).toContainText('is a credential cache');
    await expect(item(page, /^default-principal/)).toContainText('user@MIT.TEST');
    await findKey(page);
    await picture(page, 'inspector-ccache');
    const cache = readFileSync(path.join(folder, 'mine.ccache'));
    const shown = (await page.locator('.hb').allTextContents()).join(' ');
    expect(shown).toContain('05');
    await expect(strip(page)).toContainText(/\d parts are sealed\. Add the keytab of/);
    expect(cache.length).toBeGreaterThan(100);
  });

  test('a field and its bytes are one selection, from either side', async () => {
    const { page } = tessera;
    await tree(page).focus();
    await page.keyboard.press('Home');
    await item(page, /^default-principal/).click();
    await expect(pane(page)).toContainText('default-principal');
    await expect(page.locator('.hb i.s').first()).toBeVisible();
    const before = await page.locator('.hx-h').textContent();
    await page.locator('.hb i[data-o="0"]').click();
    await expect(item(page, /^version/)).toHaveAttribute('aria-selected', 'true');
    expect(await page.locator('.hx-h').textContent()).not.toBe(before);
    // By keyboard, byte by byte.
    const hex = page.getByRole('group', { name: 'Bytes of mine.ccache' });
    await hex.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(item(page, /^version/)).toHaveAttribute('aria-selected', 'false');
  });

  test('is walked by keyboard: arrows fold and go, letters jump, Home and End', async () => {
    const { page } = tessera;
    await tree(page).focus();
    await page.keyboard.press('Home');
    await expect(item(page, /^ccache/).first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('default');
    await expect(item(page, /^default-principal/)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    const count = await tree(page).getByRole('treeitem').count();
    await page.keyboard.press('ArrowLeft');
    await expect(tree(page).getByRole('treeitem')).toHaveCount(1);
    await page.keyboard.press('ArrowRight');
    await expect(tree(page).getByRole('treeitem')).toHaveCount(count);
  });

  test('opens what the service’s keytab opens; the ticket’s session key stays hidden', async () => {
    const { page } = tessera;
    await choose(keytab);
    const before = await page.locator('.ins-f').textContent();
    await page.getByRole('button', { name: 'Add keytab' }).click();
    await expect(page.getByText(/\d parts? opened\./).first()).toBeVisible();
    await expect(page.locator('.ins-f')).not.toHaveText(before ?? '');
    await find(page, 'EncTicketPart');
    const made = tree(page)
      .getByRole('treeitem', { name: /^EncTicketPart/ })
      .first();
    await expect(made).toHaveAttribute('aria-selected', 'true');
    await expect(made).toContainText(`decrypted with the keytab’s key of ${SERVICE}@MIT.TEST`);
    await picture(page, 'inspector-opened');
    await picture(page, 'inspector-opened', 'dark');
    await picture(page, 'inspector-opened', 'contrast');
    await picture(page, 'inspector-opened', 'light', { width: 1000, height: 700 });
    await picture(page, 'inspector-opened', 'light', { width: 640, height: 480 });
    await picture(page, 'inspector-opened');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('transited');
    await expect(tree(page).locator('[aria-selected=true]')).toContainText('transited');
    await page.keyboard.press('F3');
    await expect(page.locator('.ins-q')).toContainText(/2 of \d/);
    await page.keyboard.press('Control+f');
    await page.keyboard.press('Delete');
  });

  test('shows the PAC that came to light, with what it makes of a web request', async () => {
    const { page } = tessera;
    await page.getByRole('radio', { name: 'PAC' }).click();
    const view = page.getByRole('region', { name: 'PAC' });
    await expect(view).toContainText('Checksums');
    await expect(view).toContainText(/about [\d,]+ bytes of Negotiate header/);
    await expect(view).toContainText('LimitRequestFieldSize');
    await picture(page, 'inspector-pac');
    await picture(page, 'inspector-pac', 'dark');
    await picture(page, 'inspector-pac', 'light', { width: 640, height: 480 });
    await picture(page, 'inspector-pac');
    await page.getByRole('radio', { name: 'Fields' }).click();
  });

  test('exports a page to print, and JSON to the clipboard, without keys', async () => {
    const { page, app } = tessera;
    const out = path.join(folder, 'out.html');
    await app.evaluate(({ dialog }, file) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
    }, out);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Page to print' }).click();
    await expect(page.getByText('Exported, without keys.').first()).toBeVisible();
    expect(readFileSync(out, 'utf8')).toContain('EncTicketPart');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Copy as JSON' }).click();
    const json = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(JSON.parse(json)).toMatchObject({ schema: 'tessera.inspect/1', kind: 'ccache' });
  });

  test('a file that is dropped on any screen is opened', async () => {
    const { page } = tessera;
    await page.getByRole('link', { name: 'Timeline' }).click();
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [keytab], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
    await expect(page.getByRole('heading', { name: 'Inspector' })).toBeVisible();
    await expect(page.locator('.src')).toContainText('web.keytab');
    await expect(item(page, /^\[0\]/).first()).toContainText('HTTP/');
    await picture(page, 'inspector-keytab');
  });

  test('shows a keytab’s key after main’s own question was answered with yes, and writes it down', async () => {
    const { page } = tessera;
    await choose(undefined, false);
    await findKey(page);
    await pane(page).getByRole('button', { name: 'Show it' }).click();
    const chosen = tree(page).locator('[aria-selected=true]');
    await expect.poll(questions).toBe(1);
    await expect(chosen).toContainText('keyvalue hidden, 32 bytes');
    await choose(undefined, true);
    await pane(page).getByRole('button', { name: 'Show it' }).click();
    await expect(chosen).toContainText(/[0-9a-f]{64}/);
    const value = /[0-9a-f]{64}/.exec((await chosen.textContent()) ?? '')?.[0] ?? '?';
    await expect(page.locator('.hb i.s')).toHaveCount(32 + 2);
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(page.getByText('Showed a key or password').first()).toBeVisible();
    await expect(page.locator('body')).not.toContainText(value);
    await page.getByRole('link', { name: 'Inspector' }).click();
  });

  test('text that is pasted is read, in whatever spelling; what is nothing is said to be nothing', async () => {
    const { page } = tessera;
    const paste = (text: string): Promise<void> =>
      page.evaluate((pasted) => {
        const data = new DataTransfer();
        data.setData('text/plain', pasted);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      }, text);
    await paste(`the keytab: ${readFileSync(keytab).toString('base64')}`);
    await expect(page.locator('.src')).toContainText('is a keytab');
    await expect(page.getByRole('combobox', { name: 'Which bytes' })).toBeVisible();
    await picture(page, 'inspector-pasted');
    await paste('good morning');
    const alert = page.getByRole('alertdialog');
    await expect(alert).toContainText('Pasted text cannot be opened');
    await picture(page, 'inspector-nothing');
    await alert.getByRole('button', { name: 'Close' }).click();
  });

  test('is remembered by name when it is closed, and forgotten when that is asked for', async () => {
    const { page } = tessera;
    while ((await page.locator('.src').count()) > 0) {
      const name = await page.locator('.src .fui-Button').getAttribute('aria-label');
      await page
        .locator('.src')
        .getByRole('button', { name: /^Close/ })
        .click();
      await page.waitForTimeout(200);
      expect(name).not.toBe('');
    }
    const recent = page.getByRole('region', { name: 'Looked at before' });
    await expect(recent).toContainText('web.keytab');
    await expect(recent).toContainText('mine.ccache');
    await picture(page, 'inspector-recent');
    await recent.getByRole('button', { name: 'Forget web.keytab' }).click();
    await expect(recent).not.toContainText('web.keytab');
    await recent.getByRole('button', { name: 'Forget all' }).click();
    await expect(recent).toHaveCount(0);
  });
});
