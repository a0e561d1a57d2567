// Ten thousand tickets on their way from a cache file to the window's copy: over the real services and the real replica,
// with the contract's own schemas between them.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { composeServices } from '../../../../src/main/compose.ts';
import type { Services } from '../../../../src/main/services/index.ts';
import { openCache } from '../../../../src/node/index.ts';
import { createReplica } from '../../../../src/renderer/state/replica.ts';
import type { Replica } from '../../../../src/renderer/state/replica.ts';
import { eventEnvelope } from '../../../../src/shared/events.ts';
import { contract } from '../../../../src/shared/index.ts';
import type { Bridge, IdentityDto } from '../../../../src/shared/index.ts';
import { writeCcache, parsePrincipal } from '../../../../src/krb5/index.ts';
import { cacheOfMany, manyPrincipal, manyTickets } from '../../../support/many-tickets.ts';

const MANY = 10_000;
const now = Math.floor(Date.now() / 1_000);
const manyBytes = cacheOfMany(MANY, now);
let folder = '';
let cacheName = '';
let services: Services;
let replica: Replica;
/** Octets of each answer and event, as JSON. */
let sizes: number[] = [];
let pages = 0;

const cacheFile = (): string => join(folder, 'krb5cc');
const identity = (): IdentityDto | undefined => replica.get()?.identities[0];

function putCache(bytes: Uint8Array): void {
  writeFileSync(`${cacheFile()}.new`, bytes, { mode: 0o600 });
  renameSync(`${cacheFile()}.new`, cacheFile());
}

async function until(condition: () => boolean): Promise<void> {
  for (let at = 0; at < 1_500 && !condition(); at++) await wait(25);
  expect(condition()).toBe(true);
}

/** What goes between the processes: parsed strictly, JSON in between. */
function weighed<T>(value: T): T {
  const text = JSON.stringify(value);
  sizes.push(text.length);
  return JSON.parse(text) as T;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-many-'));
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  writeFileSync(join(folder, 'krb5.conf'), '[libdefaults]\n  dns_lookup_kdc = false\n');
  cacheName = `FILE:${cacheFile()}`;
  putCache(manyBytes);
  services = await composeServices({
    env: {
      KRB5_CONFIG: join(folder, 'krb5.conf'),
      KRB5CCNAME: cacheName,
      XDG_RUNTIME_DIR: join(folder, 'run'),
    },
    dataFolder: join(folder, 'data'),
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
    prompt: { ask: () => Promise.resolve(undefined) },
    clipboard: () => undefined,
    startPractice: () => Promise.reject(new Error('not here')),
  });
  await services.start();
  sizes = [];
  pages = 0;
  const bridge = {
    state: {
      get: async () => ({
        ok: true,
        value: weighed(contract['state.get'].output.parse(await services.handlers['state.get']({}))),
      }),
    },
    ticket: {
      page: async (input: Parameters<Bridge['ticket']['page']>[0]) => {
        pages += 1;
        await wait(0);
        const { output } = contract['ticket.page'];
        return { ok: true, value: weighed(output.parse(await services.handlers['ticket.page'](input))) };
      },
    },
    events: {
      subscribe: (listener: Parameters<Bridge['events']['subscribe']>[0]) =>
        services.hub.subscribe((event) => {
          listener(weighed(eventEnvelope.parse(event)));
        }),
    },
  } as unknown as Bridge;
  replica = createReplica(bridge);
  await until(() => identity()?.tickets.length === MANY);
}, 60_000);
afterEach(() => {
  replica.dispose();
  services.close();
  rmSync(folder, { recursive: true, force: true });
});

it('come in pages, each of a size that stops neither side', () => {
  const { tickets = [], ticketsLeftOut } = identity() ?? {};
  expect(ticketsLeftOut).toBe(0);
  expect(tickets[0]).toMatchObject({ kind: 'tgt', server: 'krbtgt/MANY.TEST@MANY.TEST' });
  expect(new Set(tickets.map(({ id }) => id)).size).toBe(MANY);
  expect(new Set(tickets.map(({ server }) => server)).size).toBe(MANY);
  expect(pages).toBe(Math.ceil((MANY - 200) / 500));
  expect(Math.max(...sizes)).toBeLessThan(400_000);
});

it('are kept up by differences: one more ticket is one ticket sent, one less is one name', async () => {
  const asked = pages;
  sizes = [];
  const cache = openCache(cacheName);
  const [, more] = manyTickets(2, now, 70_000);
  await cache.store(more!);
  await until(() => identity()?.tickets.length === MANY + 1);
  await cache.remove(({ server }) => server.name.nameString[1] === 'server00007.many.test');
  await until(() => identity()?.tickets.length === MANY);
  const servers = identity()?.tickets.map(({ server }) => server) ?? [];
  expect(servers.filter((server) => server.includes('server70000'))).toHaveLength(1);
  expect(servers.filter((server) => server.includes('server00007'))).toHaveLength(0);
  expect(identity()?.ticketsLeftOut).toBe(0);
  expect(pages).toBe(asked);
  expect(Math.max(...sizes)).toBeLessThan(200_000);
});

it('are fetched anew where most of them changed, and the old ones stay until then', async () => {
  const seen: number[] = [];
  replica.subscribe(() => seen.push(identity()?.tickets.length ?? 0));
  putCache(
    writeCcache({
      principal: parsePrincipal(manyPrincipal),
      config: [],
      credentials: manyTickets(3_000, now, 50_000),
    }),
  );
  await until(() => identity()?.tickets.length === 3_000);
  expect(identity()?.tickets.every(({ server }) => /krbtgt|server5[0-9]{4}/.test(server))).toBe(true);
  expect(identity()?.ticketsLeftOut).toBe(0);
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(200);
});

it('of a list that has changed meanwhile, no page is handed out', async () => {
  const { id, ticketList } = identity()!;
  const old = { identity: id, version: ticketList!.version, from: 200, count: 500 };
  expect((await services.handlers['ticket.page'](old)).tickets).toHaveLength(500);
  const [, more] = manyTickets(2, now, 70_000);
  await openCache(cacheName).store(more!);
  await until(() => identity()?.tickets.length === MANY + 1);
  expect(await services.handlers['ticket.page'](old)).toEqual({ stale: true, tickets: [] });
});
