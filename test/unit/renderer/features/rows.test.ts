import { describe, expect, it } from 'vitest';
import {
  GROUP_HEIGHT,
  ROW_HEIGHT,
  gridRows,
  visibleSlice,
} from '../../../../src/renderer/features/identities/rows.ts';
import type { IdentityDto, TicketDto } from '../../../../src/shared/index.ts';

const etype = { number: 18, name: 'aes256-cts-hmac-sha1-96', weak: false };
const ticket = (name: string, more: Partial<TicketDto> = {}): TicketDto => ({
  id: name,
  server: `${name}@AD.TEST`,
  name,
  realm: 'AD.TEST',
  kind: 'service',
  authTime: 1,
  startTime: 1,
  endTime: 100,
  renewTill: 0,
  ticketEtype: etype,
  sessionEtype: etype,
  flags: [],
  flagLetters: '',
  userToUser: false,
  ...more,
});
const holder = (id: string, tickets: readonly TicketDto[]): IdentityDto => ({
  id,
  principal: `${id}@AD.TEST`,
  realm: 'AD.TEST',
  isDefault: false,
  isPractice: false,
  isPinned: false,
  leavesListAt: 0,
  cache: 'FILE:/tmp/x',
  environment: [],
  tickets: [...tickets],
  ticketsLeftOut: 0,
  lastSignIn: 0,
  signedOutAt: 0,
  options: {},
  renewsItself: true,
  passwordExpires: 0,
});
const plain = { filter: '', sorting: { column: 'service', down: false }, folded: new Set<string>() } as const;
const keys = (rows: ReturnType<typeof gridRows>) => rows.map(({ key }) => key);
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

  it('are drawn whole up to 200 and by window above, with the height kept', () => {
    const few = gridRows(
      [
        holder(
          'a',
          Array.from({ length: 199 }, (_, n) => ticket(`HTTP/${n}`)),
        ),
      ],
      plain,
    );
    expect(visibleSlice(few, 0, 500)).toEqual({ from: 0, to: 200, above: 0, below: 0 });
    const many = gridRows(
      [
        holder(
          'a',
          Array.from({ length: 2_000 }, (_, n) => ticket(`HTTP/${n}`)),
        ),
      ],
      plain,
    );
    const whole = GROUP_HEIGHT + 2_000 * ROW_HEIGHT;
    for (const top of [0, 1_000, 30_000, whole - 500]) {
      const { from, to, above, below } = visibleSlice(many, top, 500);
      const drawn = many
        .slice(from, to)
        .reduce((sum, row) => sum + (row.kind === 'group' ? GROUP_HEIGHT : ROW_HEIGHT), 0);
      expect(above + drawn + below).toBe(whole);
      expect(above).toBeLessThanOrEqual(top);
      expect(above + drawn).toBeGreaterThanOrEqual(Math.min(whole, top + 500));
      expect(to - from).toBeLessThan(60);
    }
  });
});
