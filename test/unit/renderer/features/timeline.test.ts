import { describe, expect, it } from 'vitest';
import {
  aroundNow,
  axisOf,
  moved,
  position,
  spanOf,
  zoomOf,
  zoomSpans,
  zoomed,
} from '../../../../src/renderer/features/timeline/range.ts';
import {
  chartRows,
  drawnRows,
  everything,
  lastsUntil,
  sleepsIn,
} from '../../../../src/renderer/features/timeline/rows.ts';
import type {
  AttemptRow,
  IdentityDto,
  RenewalDto,
  TicketDto,
  TimelineRow,
} from '../../../../src/shared/index.ts';
import { identityDtoWith, ticketDtoWith } from '../../../support/identity-dto.ts';

const HOUR = 3_600;
const DAY = 86_400;
const NOW = Math.floor(new Date(2026, 10, 21, 12, 0).getTime() / 1_000);

const ticket = (id: string, more: Partial<TicketDto> = {}): TicketDto =>
  ticketDtoWith({
    id,
    server: `HTTP/${id}@AD.TEST`,
    name: `HTTP/${id}`,
    kind: 'service',
    authTime: NOW - 3 * HOUR,
    startTime: NOW - 3 * HOUR,
    endTime: NOW + 7 * HOUR,
    ...more,
  });
const tgt = (more: Partial<TicketDto> = {}): TicketDto =>
  ticket('tgt', { kind: 'tgt', flags: ['renewable'], renewTill: NOW + 4 * DAY, ...more });
const renews: RenewalDto = {
  next: 'renew',
  why: 'half-life',
  at: NOW + 2 * HOUR,
  failed: 0,
  running: false,
  ends: { at: NOW + 4 * DAY, warnFrom: NOW + 3 * DAY },
};
const holder = (tickets: TicketDto[], more: Partial<IdentityDto> = {}): IdentityDto =>
  identityDtoWith({ tickets, ...more });
const attempt = (id: number, at: number, more: Partial<AttemptRow> = {}): AttemptRow => ({
  id,
  kind: 'attempt',
  at,
  principal: 'alice@AD.TEST',
  what: 'renew',
  by: 'itself',
  outcome: 'ok',
  until: at + 10 * HOUR,
  ...more,
});
const day = aroundNow(NOW, zoomSpans.day);

describe('the range', () => {
  it('shows now with more to come than has been', () => {
    expect(position(day, NOW)).toBeCloseTo(40, 0);
    expect(spanOf(day)).toBe(zoomSpans.day);
    expect(zoomOf(day)).toBe('day');
  });

  it('moves by a part of itself and back', () => {
    expect(moved(moved(day, 0.5), -0.5)).toEqual(day);
    expect(moved(day, 0.125).from - day.from).toBe(zoomSpans.day / 8);
  });

  it('zooms with the moment that is pointed at where it was, and stops at its ends', () => {
    const at = NOW + 2 * HOUR;
    const closer = zoomed(day, 1, at);
    expect(spanOf(closer)).toBeLessThan(spanOf(day));
    expect(position(closer, at)).toBeCloseTo(position(day, at), 1);
    let range = day;
    for (let n = 0; n < 30; n++) range = zoomed(range, 1, NOW);
    expect(zoomed(range, 1, NOW)).toBe(range);
    for (let n = 0; n < 30; n++) range = zoomed(range, -1, NOW);
    expect(spanOf(range)).toBeGreaterThan(90 * DAY);
  });

  it('has ticks on round local times, no more than fit, and names each day once', () => {
    const { step, ticks, days } = axisOf(day, 10);
    expect(step).toBe(3 * HOUR);
    expect(ticks.length).toBeLessThanOrEqual(10);
    for (const { at } of ticks) expect(new Date(at * 1_000).getHours() % 3).toBe(0);
    expect(ticks.filter(({ midnight }) => midnight)).toHaveLength(1);
    expect(days).toHaveLength(2);
    for (const zoom of Object.values(zoomSpans))
      for (const most of [2, 5, 12]) {
        const { ticks: some } = axisOf(aroundNow(NOW, zoom), most);
        expect(some.length).toBeGreaterThan(0);
        expect(some.length).toBeLessThanOrEqual(most + 1);
      }
  });
});

describe('a row', () => {
  it('has a bar from start to end, and one that can be renewed another until then', () => {
    const [, row] = chartRows([holder([tgt()], { renewal: renews })], [], day, NOW);
    expect(row).toMatchObject({
      bars: [
        { kind: 'valid', from: NOW - 3 * HOUR, to: NOW + 7 * HOUR },
        { kind: 'renewable', from: NOW + 7 * HOUR, to: NOW + 4 * DAY },
      ],
    });
  });

  it('has the planned renewal, and those expected after it at half of each life, until renewal ends', () => {
    const [, row] = chartRows([holder([tgt()], { renewal: renews })], [], day, NOW);
    const marks = row?.kind === 'ticket' ? row.marks : [];
    expect(marks.map(({ kind, at }) => [kind, (at - NOW) / HOUR])).toEqual([
      ['planned', 2],
      ['expected', 7],
      ['expected', 12],
    ]);
    const ends = holder([tgt({ renewTill: NOW + 8 * HOUR })], { renewal: renews });
    const [, last] = chartRows([ends], [], day, NOW);
    expect(last?.kind === 'ticket' && last.marks.map(({ kind }) => kind)).toEqual(['planned', 'expected']);
  });

  it('has what was tried where it was tried, on the ticket that signs in alone', () => {
    const rows: TimelineRow[] = [
      attempt(3, NOW - HOUR, { outcome: 'unreachable', code: 'KDC_UNREACHABLE' }),
      attempt(2, NOW - 3 * HOUR),
      attempt(1, NOW - 8 * HOUR, { what: 'sign-in', by: 'person' }),
      attempt(4, NOW - HOUR, { principal: 'bob@AD.TEST' }),
    ];
    const [, first, second] = chartRows([holder([tgt(), ticket('web')])], rows, day, NOW);
    expect(first?.kind === 'ticket' && first.marks.map(({ kind }) => kind)).toEqual([
      'signed-in',
      'renewed',
      'failed',
    ]);
    // The ticket before this one, until it was renewed.
    expect(first?.bars[0]).toEqual({ kind: 'past', from: NOW - 8 * HOUR, to: NOW - 3 * HOUR });
    expect(second?.kind === 'ticket' && second.marks).toEqual([]);
  });

  it('draws requests that are too close to be told apart as one, by what matters most', () => {
    const rows = [0, 60, 120].map((after, n) =>
      attempt(n, NOW - HOUR + after, n === 1 ? { outcome: 'refused' } : {}),
    );
    const [, row] = chartRows([holder([tgt()])], rows, day, NOW);
    const [mark] = row?.kind === 'ticket' ? row.marks : [];
    expect(mark).toMatchObject({ kind: 'failed', at: NOW - HOUR });
    expect(mark?.attempts).toHaveLength(3);
  });

  it('of an identity shows for how long no KDC of its realm was reached', () => {
    const at = (id: number, when: number, reached: boolean, realm = 'AD.TEST'): TimelineRow => ({
      id,
      kind: 'reachability',
      at: when,
      realm,
      reached,
    });
    const rows = [
      at(4, NOW - 60, false),
      at(3, NOW - 2 * HOUR, true),
      at(2, NOW - 4 * HOUR, false),
      at(1, NOW - 5 * HOUR, false, 'MIT.TEST'),
    ];
    const [row] = chartRows([holder([])], rows, day, NOW);
    expect(row?.bars).toEqual([
      { kind: 'unreached', from: NOW - 4 * HOUR, to: NOW - 2 * HOUR },
      { kind: 'unreached', from: NOW - 60, to: NOW },
    ]);
  });

  it('of ten thousand is drawn only around what is seen', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ticket(`t${n}`));
    const rows = chartRows([holder(many)], [], day, NOW);
    const drawn = drawnRows(rows, 160_000, 600);
    expect(drawn.to - drawn.from).toBeLessThan(60);
    expect(drawn.above + drawn.below + (drawn.to - drawn.from) * 32).toBeGreaterThan(319_000);
    expect(drawnRows(rows.slice(0, 100), 0, 600)).toEqual({ from: 0, to: 100, above: 0, below: 0 });
  });
});

it('sleeps are bands where they touch what is shown', () => {
  const sleep = (id: number, at: number, until: number): TimelineRow => ({
    id,
    kind: 'sleep',
    at,
    until,
    seen: 'told',
  });
  const rows = [sleep(1, NOW - 20 * HOUR, NOW - 10 * HOUR), sleep(2, NOW - 9 * DAY, NOW - 8 * DAY)];
  expect(sleepsIn(rows, day).map(({ id }) => id)).toEqual([1]);
  const all = everything([holder([tgt()])], rows, NOW);
  expect(all.from).toBeLessThan(NOW - 9 * DAY);
  expect(all.to).toBeGreaterThan(NOW + 4 * DAY);
});

it('whether it lasts is answered by the ticket, by its renewal, and by what stands in the way', () => {
  const of = (more: Partial<IdentityDto>, goal: number, tickets = [tgt()]) =>
    lastsUntil(holder(tickets, more), goal, NOW);
  expect(of({}, NOW + 6 * HOUR)).toEqual({ kind: 'yes' });
  expect(of({}, NOW + 8 * HOUR)).toEqual({ kind: 'no', at: NOW + 7 * HOUR });
  expect(of({ renewal: renews }, NOW + 8 * HOUR)).toEqual({ kind: 'renews' });
  expect(of({ renewal: renews }, NOW + 5 * DAY)).toEqual({ kind: 'ends', at: NOW + 4 * DAY });
  expect(of({ renewal: { ...renews, failed: 1 } }, NOW + 8 * HOUR)).toEqual({ kind: 'uncertain' });
  const { ends: _ends, ...forEver } = renews;
  expect(of({ renewal: { ...forEver, next: 'sign-in' } }, NOW + 5 * DAY)).toEqual({ kind: 'signs-in' });
  expect(of({}, NOW + 60, [])).toEqual({ kind: 'out' });
  const error = {} as NonNullable<IdentityDto['problem']>;
  expect(of({ problem: error }, NOW + 60, [])).toEqual({ kind: 'unreadable' });
});
