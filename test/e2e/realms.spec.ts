// The main job through the window, the same on every realm: sign-in, card, service ticket, renewal by itself, notices,
// destroy, each seen by MIT's tools too; then MIT's kinit beside the app. Tickets live ten seconds, so that they are
// renewed while one looks; Active Directory, which takes no ticket-granting ticket with two minutes or less left, gives
// five minutes, and the app is told to renew when less than 290 s are left.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { IdentityDto, SettingsChange, Snapshot, TicketDto } from '../../src/shared/index.ts';
import { startPeer, type PeerName } from '../support/peers.ts';
import { launchTessera, type Launched } from './launch.ts';
import { listenToNotices, noticeTitles, seenNotices } from './seen-notices.ts';
import { aSecond, environmentOf, mit, ownKerberos, picture, signIn, type Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');

interface Journey {
  /** undefined: the practice realm, which the app runs itself. */
  readonly peer: PeerName | undefined;
  readonly realm: string;
  readonly user: string;
  readonly other: string;
  readonly service: string;
  readonly lifetime: number;
  readonly renewWhenLeft: number | null;
}
const JOURNEYS: readonly Journey[] = [
  {
    ...{ peer: undefined, realm: 'PRACTICE.TEST', user: 'alice', other: 'bob' },
    ...{ service: 'HTTP/web.practice.test', lifetime: 10, renewWhenLeft: null },
  },
  {
    ...{ peer: 'mit', realm: 'MIT.TEST', user: 'user', other: 'plain' },
    ...{ service: 'HTTP/web.mit.test', lifetime: 10, renewWhenLeft: null },
  },
  {
    ...{ peer: 'heimdal', realm: 'HEIMDAL.TEST', user: 'user', other: 'nopreauth' },
    ...{ service: 'HTTP/web.heimdal.test', lifetime: 10, renewWhenLeft: null },
  },
  {
    ...{ peer: 'samba', realm: 'AD.TEST', user: 'alice', other: 'bob' },
    ...{ service: 'HTTP/web.ad.test', lifetime: 300, renewWhenLeft: 290 },
  },
];

/** A line of `klist -e` with the one below it; times in seconds since 1970. */
function listed(klist: string, server: string): { endTime: number; enctypes: string[] } | undefined {
  const lines = klist.split('\n');
  const at = lines.findIndex((line) => line.endsWith(`  ${server}`));
  const [, month, day, year, time] = /^\S+ \S+ {2}(\d\d)\/(\d\d)\/(\d\d) (\S+)/.exec(lines[at] ?? '') ?? [];
  const enctypes = /Etype \(skey, tkt\): (.*)$/
    .exec(lines[at + 1] ?? '')?.[1]
    ?.trim()
    .split(', ');
  if (year === undefined || enctypes === undefined) return undefined;
  return { endTime: Date.parse(`20${year}-${month ?? ''}-${day ?? ''}T${time ?? ''}Z`) / 1_000, enctypes };
}

for (const { peer: name, realm, user, other, service, lifetime, renewWhenLeft } of JOURNEYS) {
  test.describe.serial(`the main job at ${realm}`, () => {
    // Left out only where `npm test` has probed that the realm cannot run here, and names it in its table.
    test.skip(
      name !== undefined && absent.includes(name),
      `the ${String(name)} realm cannot run on this machine`,
    );
    const USER = `${user}@${realm}`;
    const OTHER = `${other}@${realm}`;
    const TGT = `krbtgt/${realm}@${realm}`;
    let folder = '';
    let kerberos: Kerberos;
    let tessera: Launched;
    let password = '';
    /** Of MIT's tools, on the cache that the app uses. */
    let env: Record<string, string> = {};

    const card = (principal: string) => tessera.page.getByRole('region', { name: principal });
    const klist = () => mit('klist', ['-e'], { ...env, TZ: 'UTC' });
    const kinit = (...args: readonly string[]) => mit('kinit', [...args, USER], env, `${password}\n`);
    /** What the window has: its own bridge's answer. */
    async function called<T>(noun: string, verb: string, input: object): Promise<T> {
      const answer = await tessera.page.evaluate(
        ([of, what, given]) => {
          type Bridge = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
          const { tessera: bridge } = window as unknown as { tessera: Bridge };
          return bridge[of]?.[what]?.(given);
        },
        [noun, verb, input] as const,
      );
      expect(answer).toMatchObject({ ok: true });
      return (answer as { readonly value: T }).value;
    }
    const set = (change: SettingsChange) => called('settings', 'update', change);
    async function identity(principal: string): Promise<IdentityDto | undefined> {
      const { identities } = await called<Snapshot>('state', 'get', {});
      return identities.find((each) => each.principal === principal && each.tickets.length > 0);
    }
    const tgt = async (principal = USER): Promise<TicketDto | undefined> =>
      (await identity(principal))?.tickets.find(({ kind }) => kind === 'tgt');
    /** Nobody touches anything; until the ticket-granting ticket is a later one of the same sign-in. */
    async function renewedByItself(): Promise<void> {
      const before = await tgt();
      await expect
        .poll(async () => (await tgt())?.endTime, { timeout: 30_000, intervals: [200] })
        .toBeGreaterThan(before?.endTime ?? Infinity);
      expect((await tgt())?.authTime).toBe(before?.authTime);
    }
    async function destroy(): Promise<void> {
      const { page } = tessera;
      await page.getByRole('button', { name: `More for ${USER}` }).click();
      await page.getByRole('menuitem', { name: 'Destroy its tickets' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Destroy', exact: true }).click();
    }

    test.beforeAll(async () => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-realm-'));
      const config = path.join(folder, 'krb5.conf');
      const lifetimes = `ticket_lifetime = ${String(lifetime)}s\nrenew_lifetime = 1h\n`;
      const peer = name === undefined ? undefined : startPeer(name);
      writeFileSync(
        config,
        `[libdefaults]\n${lifetimes}${peer === undefined ? '' : `include ${peer.krb5Conf}\n`}`,
      );
      password = peer?.password ?? '';
      kerberos = ownKerberos(config);
      env = { ...kerberos.env };
      tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
      await listenToNotices(tessera.app);
      await set({ renewWhenLeft, noticeBeforeEnd: [3], noticeAtEnd: true, noticeAfterEnd: [] });
    });
    test.afterAll(async () => {
      await tessera.close();
      kerberos.remove();
      rmSync(folder, { recursive: true });
    });

    test('signs in; the card and MIT’s klist show the same ticket', async () => {
      const { page } = tessera;
      if (name === undefined) {
        await page.getByRole('button', { name: 'Start practising' }).click();
        await expect(card(USER)).toContainText('Signed in');
        const { practice } = await called<Snapshot>('state', 'get', {});
        env = environmentOf(practice.environment.join(' '));
        password = practice.users.find(({ principal }) => principal === USER)?.password ?? '';
        // The practice realm asks for nothing and for no special lifetime: MIT's kinit does.
        await kinit('-l', `${String(lifetime)}s`, '-r', '1h');
      } else {
        await signIn(tessera, USER, password);
        await expect(card(USER)).toContainText('Default');
      }
      await expect(card(USER)).toContainText('Signed in');
      await picture(page, `realm-${realm}`);
      // It may be renewed between the two looks.
      await expect(async () => {
        const shown = await tgt();
        const seen = listed(await klist(), TGT);
        expect(seen).toEqual({
          endTime: shown?.endTime,
          enctypes: [shown?.sessionEtype.name, shown?.ticketEtype.name],
        });
      }).toPass({ timeout: 15_000 });
      const { endTime = 0, startTime = 0, authTime = 0 } = (await tgt()) ?? {};
      expect(endTime - (startTime === 0 ? authTime : startTime)).toBe(lifetime);
    });

    test('gets a service ticket that MIT’s kvno finds in the cache', async () => {
      const { page } = tessera;
      await page.getByLabel('Web address or server').fill(service);
      await page.getByRole('button', { name: 'Get ticket' }).click();
      const sheet = page.getByRole('dialog', { name: 'Get a service ticket' });
      await expect(sheet.getByRole('radio').first()).toBeChecked();
      await sheet.getByRole('button', { name: 'Get ticket' }).click();
      await expect(page.getByRole('region', { name: 'Tickets' })).toContainText(service);
      expect(listed(await klist(), `${service}@${realm}`)?.enctypes).toHaveLength(2);
    });

    test('renews by itself, again and again, says nothing of it, and keeps the service ticket', async () => {
      test.setTimeout(90_000);
      await renewedByItself();
      await renewedByItself();
      const seen = await klist();
      expect(listed(seen, TGT)?.endTime).toBeGreaterThanOrEqual((await tgt())?.endTime ?? Infinity);
      expect(seen).toContain(`${service}@${realm}`);
      await mit('kvno', [`${service}@${realm}`], env);
      expect(await noticeTitles(tessera.app)).toEqual([]);
    });

    test('destroy empties the window and MIT’s klist', async () => {
      await destroy();
      // Of the practice realm nothing is remembered.
      if (name === undefined) await expect(card(USER)).toBeHidden();
      else await expect(card(USER)).toContainText('Signed out');
      expect(await identity(USER)).toBeUndefined();
      await expect(klist()).rejects.toThrow('No credentials cache found');
    });

    test('MIT’s kinit beside it appears within a second, and the app renews its ticket', async () => {
      await kinit('-l', `${String(lifetime)}s`, '-r', '1h');
      await expect(card(USER)).toContainText('Signed in', { timeout: aSecond() });
      await renewedByItself();
      expect((await tgt())?.endTime).toBe(listed(await klist(), TGT)?.endTime);
      expect(await noticeTitles(tessera.app)).toEqual([]);
    });

    test('and is never overwritten: a further identity has a cache of its own', async () => {
      const cache = (await identity(USER))?.cache;
      if (name === undefined) {
        const { page } = tessera;
        await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
        await page.getByRole('button', { name: `Sign in as ${OTHER}` }).click();
        await page.keyboard.press('Escape');
      } else await signIn(tessera, OTHER, password);
      await expect(card(OTHER)).toContainText('Signed in');
      expect((await identity(USER))?.cache).toBe(cache);
      expect((await identity(OTHER))?.cache).not.toBe(cache);
      expect(await klist()).toContain(`Default principal: ${USER}`);
      expect(existsSync(kerberos.cache)).toBe(name !== undefined);
      // A second one destroyed by the window would need the app's own dialog.
      await mit('kdestroy', [], { ...env, KRB5CCNAME: (await identity(OTHER))?.cache ?? '' });
      await expect.poll(() => identity(OTHER)).toBeUndefined();
    });

    test('where it cannot be renewed, a notice comes at the set threshold and one at the end', async () => {
      await kinit('-l', '9s', '-r', '9s');
      const { endTime = 0 } = listed(await klist(), TGT) ?? {};
      const told = async (title: RegExp): Promise<number> => {
        await expect
          .poll(async () => (await noticeTitles(tessera.app)).some((each) => title.test(each)), {
            timeout: 15_000,
            intervals: [100],
          })
          .toBe(true);
        return Date.now() / 1_000;
      };
      const before = await told(/expires in \d+ s$/);
      expect(endTime - before).toBeGreaterThan(0);
      expect(endTime - before).toBeLessThanOrEqual(4);
      const at = await told(/has expired$/);
      expect(at - endTime).toBeGreaterThan(-1.5);
      const notices = await seenNotices(tessera.app);
      expect(notices.map(({ title }) => title.startsWith(USER))).toEqual([true, true]);
      await expect(card(USER)).toContainText('Expired');
    });
  });
}
