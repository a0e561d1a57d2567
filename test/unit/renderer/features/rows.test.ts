import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../../src/renderer/components/windowed.ts';
import { isStandard, layoutOf } from '../../../../src/renderer/features/identities/grid-columns.ts';
import {
  GROUP_HEIGHT,
  ROW_HEIGHT,
  gridRows,
  offsetsOf,
} from '../../../../src/renderer/features/identities/rows.ts';
import { pathOf } from '../../../../src/renderer/features/identities/ticket-path.ts';
import type { IdentityDto, TicketDto } from '../../../../src/shared/index.ts';
import { identityDtoWith, ticketDtoWith } from '../../../support/identity-dto.ts';

const ticket = (name: string, more: Partial<TicketDto> = {}): TicketDto =>
  ticketDtoWith({
    id: name,
    server: `${name}@AD.TEST`,
    name,
    kind: 'service',
    authTime: 1,
    startTime: 1,
    endTime: 100,
    ...more,
  });
const holder = (id: string, tickets: readonly TicketDto[]): IdentityDto =>
  identityDtoWith({ id, principal: `${id}@AD.TEST`, isDefault: false, tickets: [...tickets] });
const plain = {
  filter: '',
  sorting: { column: 'service', down: false },
  folded: new Set<string>(),
  grouped: true,
  now: 60,
} as const;
const keys = ({ rows }: ReturnType<typeof gridRows>) => rows.map(({ key }) => key);
const two = [
  holder('a', [
    ticket('cifs/x'),
    ticket('krbtgt/AD.TEST', { kind: 'tgt' }),
    ticket('HTTP/b', { endTime: 50 }),
  ]),
  holder('b', []),
];

describe('the rows of the table', () => {
  it('put each identity over its tickets, what signs in first', () => {
    expect(keys(gridRows(two, plain))).toEqual(['a', 'a krbtgt/AD.TEST', 'a cifs/x', 'a HTTP/b', 'b']);
  });

  it('sort within an identity by what was asked', () => {
    const byEnd = gridRows(two, { ...plain, sorting: { column: 'end', down: false } });
    expect(keys(byEnd)[1]).toBe('a HTTP/b');
    const down = gridRows(two, { ...plain, sorting: { column: 'service', down: true } });
    expect(keys(down)).toEqual(['a', 'a krbtgt/AD.TEST', 'a HTTP/b', 'a cifs/x', 'b']);
  });

  it('leave out what the filter does not match, and identities with nothing left', () => {
    expect(keys(gridRows(two, { ...plain, filter: ' http/ ' }))).toEqual(['a', 'a HTTP/b']);
    expect(keys(gridRows(two, { ...plain, filter: 'nothing' }))).toEqual([]);
  });

  it('hide the tickets of a folded identity', () => {
    expect(keys(gridRows(two, { ...plain, folded: new Set(['a']) }))).toEqual(['a', 'b']);
  });

  it('stand in one list over all identities where they are not grouped', () => {
    const both = [holder('a', [ticket('cifs/x'), ticket('HTTP/b')]), holder('b', [ticket('cifs/a')])];
    const grid = gridRows(both, { ...plain, grouped: false });
    expect(keys(grid)).toEqual(['b cifs/a', 'a cifs/x', 'a HTTP/b']);
    const byIdentity = { column: 'identity', down: true } as const;
    expect(keys(gridRows(both, { ...plain, grouped: false, sorting: byIdentity }))[0]).toBe('b cifs/a');
  });

  it('are filtered by every word: name, realm, client, enctype, flag, kind, expired, weak', () => {
    const rc4 = { number: 23, name: 'arcfour-hmac', weak: true };
    const some = [
      holder('a', [
        ticket('HTTP/b', { endTime: 50, flags: ['renewable'] }),
        ticket('HTTP/c', { ticketEtype: rc4, endTime: 50 }),
        ticket('cifs/d', { realm: 'OTHER.TEST', server: 'cifs/d@OTHER.TEST', flags: ['ok-as-delegate'] }),
      ]),
      holder('zoe', [ticket('cifs/e', { client: 'proxy@AD.TEST' })]),
    ];
    const found = (filter: string) => {
      const grid = gridRows(some, { ...plain, grouped: false, filter });
      expect(grid.all).toBe(4);
      expect(grid.matching).toBe(grid.rows.length);
      return keys(grid).map((key) => key.split(' ')[1]);
    };
    expect(found('expired')).toEqual(['HTTP/b', 'HTTP/c']);
    expect(found('expired renew')).toEqual(['HTTP/b']);
    expect(found('valid')).toEqual(['cifs/d', 'cifs/e']);
    expect(found('weak')).toEqual(['HTTP/c']);
    expect(found('arcfour expired')).toEqual(['HTTP/c']);
    expect(found('other.test')).toEqual(['cifs/d']);
    expect(found('ok-as')).toEqual(['cifs/d']);
    expect(found('proxy@')).toEqual(['cifs/e']);
    expect(found('zoe@ad')).toEqual(['cifs/e']);
    expect(found('legate')).toEqual([]);
  });

  it('count what matches also where it is folded', () => {
    const grid = gridRows(two, { ...plain, filter: 'ad.test', folded: new Set(['a']) });
    expect(grid).toMatchObject({ matching: 3, all: 3, grouped: true });
    expect(keys(grid)).toEqual(['a']);
  });

  it('name the realms on the way, as the cross-realm tickets tell', () => {
    const to = (realm: string, at: string) =>
      ticket(`krbtgt/${realm}`, { kind: 'cross-realm', realm: at, id: `${at}>${realm}` });
    const wide = holder('a', [
      to('C.TEST', 'B.TEST'),
      to('B.TEST', 'AD.TEST'),
      ticket('x', { realm: 'C.TEST' }),
    ]);
    const path = (realm: string) => pathOf(wide, ticket('y', { realm })).join(' ');
    expect(path('AD.TEST')).toBe('AD.TEST');
    expect(path('C.TEST')).toBe('AD.TEST B.TEST C.TEST');
    expect(path('D.TEST')).toBe('AD.TEST … D.TEST');
  });

  it('are drawn whole up to 200 and by window above', () => {
    const listOf = (count: number) =>
      gridRows(
        [
          holder(
            'a',
            Array.from({ length: count }, (_, n) => ticket(`HTTP/${n}`)),
          ),
        ],
        plain,
      ).rows;
    expect(sliceOf(offsetsOf(listOf(199)), 0, 500)).toEqual({ from: 0, to: 200 });
    const many = offsetsOf(listOf(10_000));
    const whole = GROUP_HEIGHT + 10_000 * ROW_HEIGHT;
    expect(many.at(-1)).toBe(whole);
    for (const top of [0, 1_000, 30_000, whole - 500, whole + 5_000]) {
      const { from, to } = sliceOf(many, top, 500);
      expect(many[from]).toBeLessThanOrEqual(Math.min(top, whole));
      expect(many[to]).toBeGreaterThanOrEqual(Math.min(whole, top + 500));
      expect(to - from).toBeLessThan(60);
    }
  });
});

describe('the columns of the table', () => {
  it('always fit as long as they are the usual ones, and scroll when they were chosen', () => {
    expect(isStandard(['end', 'renew', 'enctype', 'flags'])).toBe(true);
    expect(isStandard(['end', 'kvno'])).toBe(false);
    expect(layoutOf(['end'], true)).toMatchObject({ minWidth: 0, columns: ['service', 'end'] });
    expect(layoutOf(['end', 'cache'], false).minWidth).toBeGreaterThan(600);
  });
});
