// The secret prompt alone, in an app that has nothing else: its octets, its channel, its process.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { launchFolder, root } from './launch.ts';
import { renderers } from './process-tree.ts';

interface Bridge {
  describe(): Promise<{ request: string }>;
  answer(request: string, value: unknown): Promise<unknown>;
}
interface Asked {
  /** The octets as hex, 'cancelled', or undefined while it is open. */
  outcome: string | undefined;
  abort: () => void;
}
type Globals = typeof globalThis & {
  ask: (request: object) => void;
  asked: Asked;
  language?: 'en' | 'de';
};

const shell = (file: string): string =>
  JSON.stringify(pathToFileURL(path.join(root, 'src/main/shell', file)).href);

/** An app whose main process does nothing but make the prompt available to the test. */
const program = `
import { app } from 'electron';
import { confineAllContents } from ${shell('hardening.ts')};
import { registerAppScheme } from ${shell('app-protocol.ts')};
import { secretPrompt } from ${shell('secret-prompt.ts')};
import { wordsFor } from ${shell('words.ts')};
confineAllContents();
registerAppScheme();
app.on('window-all-closed', () => undefined);
app.whenReady().then(() => {
  const prompt = secretPrompt({
    folder: ${JSON.stringify(path.join(root, 'out'))},
    language: () => globalThis.language ?? 'en',
    words: wordsFor('en'),
    parent: () => undefined,
  });
  globalThis.ask = (request) => {
    const controller = new AbortController();
    const asked = { outcome: undefined, abort: () => controller.abort() };
    globalThis.asked = asked;
    prompt.ask({ ...request, signal: controller.signal }).then((octets) => {
      asked.outcome = octets === undefined ? 'cancelled' : Buffer.from(octets).toString('hex');
    });
  };
});
`;

let folder: string;
let app: ElectronApplication;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-e2e-'));
  mkdirSync(path.join(folder, 'app'));
  writeFileSync(
    path.join(folder, 'app', 'package.json'),
    '{"name":"prompt-alone","type":"module","main":"main.mjs"}',
  );
  writeFileSync(path.join(folder, 'app', 'main.mjs'), program);
  app = await launchFolder(path.join(folder, 'app'), path.join(folder, 'data'));
  const ready = (): Promise<string> => app.evaluate(() => typeof (globalThis as Partial<Globals>).ask);
  await expect.poll(ready).toBe('function');
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const outcome = (): Promise<string | undefined> => app.evaluate(() => (globalThis as Globals).asked.outcome);

async function ask(purpose: 'password' | 'new-password'): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    (_electron, request) => {
      (globalThis as Globals).ask(request);
    },
    { principal: 'alice@AD.TEST', realm: 'AD.TEST', reason: 'Sign in at AD.TEST', purpose },
  );
  const page = await opened;
  await expect(page.locator('#principal')).toHaveText('alice@AD.TEST');
  return page;
}

/** What ends the prompt may end before the page can say that it is done. */
const closing = (action: Promise<unknown>): Promise<unknown> =>
  action.catch((error: unknown) => {
    expect(String(error)).toContain('closed');
  });

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

test('it names the identity, who asks, and what becomes of the password', async () => {
  const page = await ask('password');
  await expect(page.locator('#reason')).toHaveText('Sign in at AD.TEST');
  await expect(page.locator('#fate')).toContainText('It never leaves this computer');
  await expect(page.locator('#again')).toBeHidden();
  await expect(page.getByLabel('Password')).toBeFocused();
  await closing(page.keyboard.press('Escape'));
  await expect.poll(outcome).toBe('cancelled');
});

test('it speaks the language in use, also what warns', async () => {
  const speak = (language: 'en' | 'de'): Promise<void> =>
    app.evaluate((_electron, chosen) => {
      (globalThis as Globals).language = chosen;
    }, language);
  await speak('de');
  const page = await ask('new-password');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  await page.getByLabel('Neues Passwort').fill('eines');
  await page.getByLabel('Noch einmal dasselbe').fill('ein anderes');
  await page.getByRole('button', { name: 'Ändern' }).click();
  await expect(page.getByText('Die beiden sind nicht gleich.')).toBeVisible();
  const text = await page.evaluate(() => document.body.innerText);
  expect(text).not.toMatch(/\b(password|the|cancel|same|is)\b/i);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: path.join(root, 'test-results/screens', `prompt-de-${scheme}.png`) });
    expect(await violations(page)).toEqual([]);
  }
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('button, label, p, span')]
      .filter(
        (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline',
      )
      .filter((each) => !each.matches('.hidden-label, .reason, .principal'))
      .map((each) => each.textContent),
  );
  expect(cut).toEqual([]);
  await closing(page.getByRole('button', { name: 'Abbrechen' }).click());
  await expect.poll(outcome).toBe('cancelled');
  await speak('en');
});

test('what is typed arrives once, as UTF-8 octets, and the window and its process are gone', async () => {
  const pid = app.process().pid ?? 0;
  const before = renderers(pid).map((entry) => entry.pid);
  const page = await ask('password');
  const during = renderers(pid)
    .map((entry) => entry.pid)
    .filter((each) => !before.includes(each));
  expect(during.length).toBeGreaterThan(0);
  await page.getByLabel('Password').fill('Pässwörd 🔑');
  await closing(page.keyboard.press('Enter'));
  await expect.poll(outcome).toBe(hex('Pässwörd 🔑'));
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  const alive = (): number[] =>
    renderers(pid)
      .map((entry) => entry.pid)
      .filter((each) => during.includes(each));
  await expect.poll(alive).toEqual([]);
});

test('its channel takes one message: a second one, or one of another shape, brings nothing', async () => {
  const page = await ask('password');
  const stranger = await page.evaluate(async () => {
    const { secretPrompt } = window as unknown as { secretPrompt: Bridge };
    return secretPrompt.answer('0'.repeat(32), new Uint8Array([1])).catch(String);
  });
  expect(stranger).toContain('No handler registered');
  await closing(
    page.evaluate(async () => {
      const { secretPrompt } = window as unknown as { secretPrompt: Bridge };
      const { request } = await secretPrompt.describe();
      const first = secretPrompt.answer(request, 'a string, which is no secret');
      const second = secretPrompt.answer(request, new Uint8Array([1, 2, 3]));
      await Promise.allSettled([first, second]);
    }),
  );
  await expect.poll(outcome).toBe('cancelled');
});

test('a new password is typed twice, and the two are compared before anything is sent', async () => {
  const page = await ask('new-password');
  await page.getByLabel('New password').fill('one');
  await page.getByLabel('The same again').fill('two');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('The two are not the same.');
  expect(await outcome()).toBeUndefined();
  await page.getByLabel('The same again').fill('one');
  await closing(page.keyboard.press('Enter'));
  await expect.poll(outcome).toBe(hex('one'));
});

test('it shows the password only while the button is held, and says when Caps Lock is on', async () => {
  const page = await ask('password');
  const field = page.locator('#secret');
  await field.fill('secret');
  const reveal = page.getByRole('button', { name: 'Show while held' });
  await reveal.hover();
  await page.mouse.down();
  await expect(field).toHaveAttribute('type', 'text');
  await page.mouse.up();
  await expect(field).toHaveAttribute('type', 'password');
  await field.evaluate((element) => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock: true }));
  });
  await expect(page.getByRole('status')).toHaveText('Caps Lock is on.');
  await closing(page.getByRole('button', { name: 'Cancel' }).click());
  await expect.poll(outcome).toBe('cancelled');
});

test('whoever asked may take the question back', async () => {
  await ask('password');
  await app.evaluate(() => {
    (globalThis as Globals).asked.abort();
  });
  await expect.poll(outcome).toBe('cancelled');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
});

test('its page may have its own files, no script of the main window, and no address elsewhere', async () => {
  const page = await ask('password');
  const result = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.effectiveDirective),
    );
    await fetch('https://example.com/').catch(() => undefined);
    const style = document.createElement('style');
    style.textContent = 'body { width: 1px }';
    document.head.append(style);
    await new Promise((done) => setTimeout(done, 100));
    return { violations, tessera: 'tessera' in window, host: location.host };
  });
  expect(result.violations).toEqual(['connect-src', 'style-src-elem']);
  expect(result.tessera).toBe(false);
  await closing(page.keyboard.press('Escape'));
  await expect.poll(outcome).toBe('cancelled');
});

test('axe finds nothing against it, in light, dark and for a new password', async () => {
  for (const [theme, purpose] of [
    ['light', 'password'],
    ['dark', 'new-password'],
  ] as const) {
    await app.evaluate(({ nativeTheme }, value) => {
      nativeTheme.themeSource = value;
    }, theme);
    const page = await ask(purpose);
    expect(await violations(page)).toEqual([]);
    await closing(page.keyboard.press('Escape'));
    await expect.poll(outcome).toBe('cancelled');
  }
});
