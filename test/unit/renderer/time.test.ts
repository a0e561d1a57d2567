import { describe, expect, it } from 'vitest';
import {
  dayName,
  lineSpan,
  longSpan,
  moment,
  shortMoment,
  shortSpan,
} from '../../../src/renderer/strings/time.ts';

const at = (year: number, month: number, day: number, hour: number, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime() / 1_000;
const NOW = at(2026, 11, 21, 12, 0);

describe('times in words', () => {
  it('are clock times, with the day where it is not today', () => {
    expect(moment(at(2026, 11, 21, 19, 5), NOW)).toBe('19:05');
    expect(moment(at(2026, 11, 22, 0, 30), NOW)).toBe('tomorrow 00:30');
    expect(moment(at(2026, 11, 20, 22, 10), NOW)).toBe('yesterday 22:10');
    expect(moment(at(2026, 11, 26, 9, 5), NOW)).toBe('Thu 26 Nov, 09:05');
    expect(moment(at(2027, 1, 2, 9, 5), NOW)).toBe('2 Jan 2027, 09:05');
  });

  it('count days by the calendar, also over a change of the clocks', () => {
    expect(dayName(at(2026, 10, 26, 0, 30), at(2026, 10, 25, 0, 30))).toBe('tomorrow');
    expect(dayName(at(2026, 11, 20, 23, 59), at(2026, 11, 21, 0, 0))).toBe('yesterday');
  });

  it('are short in a table', () => {
    expect(shortMoment(at(2026, 11, 21, 19, 5), NOW)).toBe('19:05');
    expect(shortMoment(at(2026, 11, 26, 9, 5), NOW)).toBe('Thu 26, 09:05');
    expect(shortMoment(at(2026, 12, 30, 9, 5), NOW)).toBe('30 Dec');
  });

  it('say what is left in at most two units, and seconds only in the last minute', () => {
    expect([0, 40, 60, 2_460, 25_920, 36_000, 176_400, 604_800].map(shortSpan)).toEqual([
      '0 s',
      '40 s',
      '1 m',
      '41 m',
      '7 h 12 m',
      '10 h',
      '2 d 1 h',
      '7 d',
    ]);
    expect(longSpan(25_920)).toBe('7 hours 12 minutes');
    expect(longSpan(3_660)).toBe('1 hour 1 minute');
    expect(lineSpan(720)).toBe('12 min');
    expect(shortSpan(-5)).toBe('0 s');
  });
});
