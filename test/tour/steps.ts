// The main job, step by step. Each step does what a person does and says what was proven; what it cannot prove, it
// throws.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { renderers } from '../e2e/process-tree.ts';
import { answerPrompt, beginSignIn } from '../e2e/window.ts';
import type { Bridge } from '../../src/shared/index.ts';
import type { Stage } from './stage.ts';

export interface Step {
  readonly name: string;
  /** Resolves to what was proven. `picture` is taken at the end unless the step takes it earlier. */
  readonly prove: (stage: Stage, picture: (page?: Page) => Promise<void>) => Promise<string>;
}

const ALICE = 'alice@PRACTICE.TEST';
const BOB = 'bob@PRACTICE.TEST';
const SHORT = 'shortlife@PRACTICE.TEST';
const WEB = 'HTTP/web.practice.test';

const card = (page: Page, principal: string): Locator => page.getByRole('region', { name: principal });

/** Does what an entry of an identity's menu says. */
async function choose(page: Page, principal: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${principal}` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

export const steps: readonly Step[] = [
  {
    name: 'first-window',
    prove: async ({ page }) => {
      await expect(page.getByRole('heading', { name: 'Sign in once, reach everything' })).toBeVisible();
      await expect(page.getByText('No tickets on this computer yet')).toBeVisible();
      return 'the app opens, says what it found, and offers two ways to begin';
    },
  },
  {
    name: 'one-click',
    prove: async ({ page, tessera }) => {
      await page.getByRole('button', { name: 'Start practising' }).click();
      await expect(card(page, ALICE)).toContainText('Signed in');
      expect(tessera.app.windows()).toHaveLength(1);
      return `one click starts the practice realm and signs in as ${ALICE}, without a prompt`;
    },
  },
  {
    name: 'terminal',
    prove: async (stage, picture) => {
      const { page, judge } = stage;
      await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
      const line = await page.locator('.sheet code', { hasText: 'KRB5_CONFIG' }).textContent();
      stage.password =
        (await page
          .getByLabel(/^Password: /)
          .first()
          .textContent()) ?? '';
      await picture();
      await page.keyboard.press('Escape');
      await expect(page.locator('.sheet')).toBeHidden();
      stage.useEnvironment(line ?? '');
      const listed = await judge.klist('-e');
      expect(listed).toContain(`Default principal: ${ALICE}`);
      expect(listed).toMatch(/krbtgt\/PRACTICE\.TEST@PRACTICE\.TEST[\s\S]*aes256/);
      return `with the line shown, ${judge.name} lists the same ticket-granting ticket`;
    },
  },
  {
    name: 'service-ticket',
    prove: async ({ page, judge }) => {
      await page.getByLabel('Web address or server').fill('https://web.practice.test/');
      await page.getByRole('button', { name: 'Get ticket' }).click();
      const sheet = page.getByRole('dialog', { name: 'Get a service ticket' });
      await expect(sheet.getByRole('radio').first()).toBeChecked();
      await sheet.getByRole('button', { name: 'Get ticket' }).click();
      await expect(page.getByRole('region', { name: 'Tickets' })).toContainText(WEB);
      expect(await judge.klist()).toContain(`${WEB}@PRACTICE.TEST`);
      return `a web address becomes a ticket for ${WEB}; ${judge.name} lists it`;
    },
  },
  {
    name: 'refused',
    prove: async ({ page, judge }, picture) => {
      const before = await judge.klist();
      await page.getByLabel('Web address or server').fill('typo.practice.test');
      await page.getByRole('button', { name: 'Get ticket' }).click();
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Get ticket' }).click();
      const sheet = page.getByRole('alertdialog');
      for (const row of ['What happened', 'Why', 'What to do', 'Who can do it'])
        await expect(sheet).toContainText(row);
      await picture();
      await sheet.getByRole('button', { name: 'Close' }).click();
      await expect(sheet).toBeHidden();
      expect(await judge.klist()).toBe(before);
      return 'a service nobody registered: what happened, why, what to do, who; nothing was changed';
    },
  },
  {
    name: 'wrong-password',
    prove: async (stage, picture) => {
      const { page } = stage;
      const prompt = await beginSignIn(stage.tessera, BOB);
      await answerPrompt(prompt, BOB, 'not the password');
      const sheet = page.getByRole('alertdialog', { name: `Cannot sign in as ${BOB}` });
      await expect(sheet).toContainText('does not try again on its own');
      await picture();
      await sheet.getByRole('button', { name: 'Close' }).click();
      await expect(sheet).toBeHidden();
      return 'a wrong password is refused once, in words, and not sent again';
    },
  },
  {
    name: 'prompt',
    prove: async (stage, picture) => {
      const { page, tessera } = stage;
      const pid = tessera.app.process().pid ?? 0;
      const before = renderers(pid).length;
      const prompt = await beginSignIn(stage.tessera, BOB);
      await expect(prompt.locator('#reason')).toHaveText('Sign in at PRACTICE.TEST');
      await picture(prompt);
      await answerPrompt(prompt, BOB, stage.password);
      await expect(card(page, BOB)).toContainText('Signed in');
      if (process.platform === 'linux') await expect.poll(() => renderers(pid).length).toBe(before);
      return 'the password goes into a window of its own, whose process ends with it';
    },
  },
  {
    name: 'two-identities',
    prove: async ({ page }) => {
      await expect(card(page, ALICE)).toContainText('Signed in');
      await expect(card(page, BOB)).toContainText('Signed in');
      return 'two identities beside each other, each with a cache of its own';
    },
  },
  {
    name: 'expert',
    prove: async ({ page }) => {
      await page.keyboard.press('F7');
      const row = page.getByRole('row').filter({ hasText: WEB });
      await row.click();
      const side = page.getByRole('complementary', { name: 'Selected ticket' });
      await expect(side).toContainText(WEB);
      return 'F7: every ticket with times, enctypes and flags, and the selected one laid open';
    },
  },
  {
    name: 'groups',
    prove: async ({ page }, picture) => {
      await page.getByRole('row').filter({ hasText: 'krbtgt/PRACTICE.TEST' }).first().click();
      const side = page.getByRole('complementary', { name: 'Selected ticket' });
      await side.getByRole('tab', { name: 'PAC' }).click();
      await expect(side).toContainText('Alice Able');
      await expect(side.getByRole('listitem').filter({ hasText: 'Domain Users' })).toContainText(
        'Primary group',
      );
      await picture();
      await page.keyboard.press('F7');
      await expect(page.getByRole('treegrid')).toBeHidden();
      return 'what the realm tells services: person, groups, and the reason each group is there';
    },
  },
  {
    name: 'renewed-by-hand',
    prove: async ({ page, judge }) => {
      const starts = async (): Promise<string | undefined> =>
        /^(\S+ \S+) .*krbtgt/m.exec(await judge.klist())?.[1];
      const before = await starts();
      await page.waitForTimeout(1_100); // klist shows seconds
      await card(page, ALICE).getByRole('button', { name: 'Renew now' }).first().click();
      await expect.poll(starts).not.toBe(before);
      expect(await judge.klist()).toContain(`${WEB}@PRACTICE.TEST`);
      return `renewed on a click: ${judge.name} shows a later start, the service ticket stays`;
    },
  },
  {
    name: 'warned',
    prove: async ({ page, tessera }) => {
      const titles = (): Promise<string[]> =>
        tessera.app.evaluate(() => (globalThis as unknown as { told: string[] }).told);
      await tessera.app.evaluate(({ Notification }) => {
        const told: string[] = [];
        Object.assign(globalThis, { told });
        const show = Object.getOwnPropertyDescriptor(Notification.prototype, 'show')?.value as () => void;
        Notification.prototype.show = function (): void {
          told.push(this.title);
          show.call(this);
        };
      });
      await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
      await page.getByRole('button', { name: `Sign in as ${SHORT}` }).click();
      await expect(card(page, SHORT)).toContainText('renews itself at');
      expect(await titles()).toEqual([]);
      await choose(page, SHORT, 'Stop renewing it by itself');
      await expect
        .poll(titles, { timeout: 90_000 })
        .toContainEqual(expect.stringMatching(`^${SHORT} expires in`));
      return `a two-minute ticket renews itself and nothing is said; with renewal switched off a notice comes in time`;
    },
  },
  {
    name: 'renewed-by-itself',
    prove: async ({ page }) => {
      const end = (): Promise<number> =>
        page.evaluate(async (principal) => {
          const { tessera } = window as unknown as { tessera: Bridge };
          const state = await tessera.state.get({});
          const found = state.ok && state.value.identities.find((each) => each.principal === principal);
          return found === false || found === undefined ? 0 : (found.tickets[0]?.endTime ?? 0);
        }, SHORT);
      const before = await end();
      await choose(page, SHORT, 'Renew it by itself');
      await expect.poll(end, { timeout: 30_000 }).toBeGreaterThan(before);
      await expect(card(page, SHORT)).toContainText('renews itself at');
      return 'switched on again it is renewed by itself, before it ends';
    },
  },
  {
    name: 'timeline',
    prove: async ({ page }) => {
      await page.keyboard.press('Control+2');
      await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
      await page.getByRole('radio', { name: 'Table' }).click();
      const made = page.getByRole('table').last().getByRole('row').filter({ hasText: SHORT });
      await expect(made.filter({ hasText: 'worked' })).not.toHaveCount(0);
      await page.getByRole('radio', { name: 'Chart' }).click();
      return 'the Timeline shows every ticket, the renewal that was made and those planned';
    },
  },
  {
    name: 'settings',
    prove: async ({ page }, picture) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('combobox', { name: 'Language' }).click();
      await page.getByRole('option', { name: 'Deutsch' }).click();
      await expect(page.getByRole('link', { name: 'Einstellungen' })).toBeVisible();
      await picture();
      await page.getByRole('combobox', { name: 'Sprache' }).click();
      await page.getByRole('option', { name: 'English' }).click();
      await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
      await page.keyboard.press('Control+1');
      return 'a setting counts at once: the window speaks German, and English again';
    },
  },
  {
    name: 'history',
    prove: async ({ page, tessera }) => {
      await page.getByRole('link', { name: 'Activity' }).click();
      for (const words of ['Renewed', `Got ${WEB}`, 'Started the practice realm'])
        await expect(page.getByText(words).first()).toBeVisible();
      expect(existsSync(path.join(tessera.userData, 'tessera.db'))).toBe(true);
      return 'all of it is written down, in a database without a key';
    },
  },
  {
    name: 'destroyed',
    prove: async ({ page, judge }) => {
      await page.getByRole('link', { name: 'Identities' }).click();
      for (const principal of [SHORT, BOB, ALICE]) {
        await choose(page, principal, 'Destroy its tickets');
        await page.getByRole('dialog').getByRole('button', { name: 'Destroy', exact: true }).click();
        await expect(card(page, principal)).toBeHidden();
      }
      // A card is out of sight from the moment in which the question covers it.
      await expect
        .poll(() => judge.klist().catch((error: unknown) => String(error)))
        .toContain('No credentials cache found');
      return `the tickets are destroyed: ${judge.name} finds no cache`;
    },
  },
  {
    name: 'sockets',
    prove: async ({ sockets, krb5Conf }) => {
      if (sockets === undefined) return 'not counted: this system has no /proc';
      await sockets.stop();
      const named = readFileSync(krb5Conf(), 'utf8').matchAll(
        /(?:kdc|kpasswd_server) = (?:tcp\/|udp\/)?(\S+:\d+)/g,
      );
      const servers = [...new Set([...named].map(([, server = '']) => server))];
      expect(servers).not.toEqual([]);
      const counted = sockets.count(servers);
      expect(counted.strangers).toEqual([]);
      expect(counted.sockets).toBeGreaterThan(0);
      const { sockets: count, processes, looks, remotes } = counted;
      return `${String(count)} sockets of ${String(processes)} processes in ${String(looks)} looks: all in main, to ${remotes.join(' and ')} alone`;
    },
  },
];
