import { expect, it } from 'vitest';
import { createTicketPages } from '../../../../src/renderer/state/ticket-pages.ts';
import type { Bridge, IdentityDto } from '../../../../src/shared/index.ts';
import { identityDtoWith, ticketDtoWith } from '../../../support/identity-dto.ts';

const tickets = ['a', 'b', 'c'].map((id) => ticketDtoWith({ id, name: id }));
const withList = (version: number, more: Partial<IdentityDto> = {}): IdentityDto =>
  identityDtoWith({
    id: 'alice',
    tickets: tickets.slice(0, 1),
    ticketsLeftOut: 2,
    ticketList: { version, listed: 3 },
    ...more,
  });

function pagesOf() {
  let asked = 0;
  const bridge = {
    ticket: {
      page: ({ from }: { from: number }) => {
        asked += 1;
        return Promise.resolve({ ok: true, value: { stale: false, tickets: tickets.slice(from) } });
      },
    },
  } as unknown as Pick<Bridge, 'ticket'>;
  const complete: IdentityDto[] = [];
  const pages = createTicketPages(bridge, (identity) => complete.push(identity));
  return { pages, complete, asked: () => asked, settle: () => new Promise((done) => setImmediate(done)) };
}

it('a list that is known stays the very same array while only other fields of its identity change', async () => {
  const { pages, complete, asked, settle } = pagesOf();
  expect(pages.complete(withList(1)).tickets).toHaveLength(1);
  await settle();
  expect(complete[0]?.tickets.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  const again = pages.complete(withList(1, { isPinned: true }));
  expect(again).toMatchObject({ isPinned: true, ticketsLeftOut: 0 });
  expect(again.tickets).toBe(complete[0]?.tickets);
  expect(asked()).toBe(1);
});

it('a list of another version is another array: by the difference told, or fetched anew', async () => {
  const { pages, complete, asked, settle } = pagesOf();
  pages.complete(withList(1));
  await settle();
  const since = { version: 1, added: [ticketDtoWith({ id: 'd', name: 'd' })], removed: ['b'] };
  const next = pages.complete(withList(2, { ticketList: { version: 2, listed: 3, since } }));
  expect(next.tickets.map(({ id }) => id).sort()).toEqual(['a', 'c', 'd']);
  expect(asked()).toBe(1);
  pages.complete(withList(4));
  await settle();
  expect(asked()).toBe(2);
  expect(complete.at(-1)?.tickets.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
