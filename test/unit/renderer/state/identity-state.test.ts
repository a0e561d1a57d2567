import { describe, expect, it } from 'vitest';
import {
  canRenew,
  needsYou,
  renewalWords,
  standing,
  stateWords,
  tileCount,
} from '../../../../src/renderer/state/identity-state.ts';
import type { IdentityDto, TicketDto } from '../../../../src/shared/index.ts';
import { identityDtoWith, ticketDtoWith } from '../../../support/identity-dto.ts';

const HOUR = 3_600;
const NOW = Math.floor(new Date(2026, 10, 21, 12, 0).getTime() / 1_000);

const tgt = (more: Partial<TicketDto> = {}): TicketDto =>
  ticketDtoWith({
    authTime: NOW - 3 * HOUR,
    startTime: NOW - 3 * HOUR,
    endTime: NOW + 7 * HOUR,
    renewTill: NOW + 100 * HOUR,
    flags: ['renewable'],
    flagLetters: 'R',
    ...more,
  });
const holder = (tickets: readonly TicketDto[], more: Partial<IdentityDto> = {}): IdentityDto =>
  identityDtoWith({ tickets: [...tickets], ...more });
const words = (identity: IdentityDto, style: 'hero' | 'card' | 'expert' = 'card') =>
  stateWords(identity, standing(identity, NOW), NOW, style);

describe('the state of an identity', () => {
  it('is signed in, with what is left', () => {
    expect(words(holder([tgt()]))).toEqual({ shape: 'ok', words: 'Signed in, 7 h left' });
    expect(words(holder([tgt()]), 'hero').words).toBe('Signed in since 09:00');
    expect(words(holder([tgt()]), 'expert').words).toBe('Valid for 7 h');
  });

  it('warns under half an hour or a tenth of the life, and says whether renewal helps', () => {
    const short = tgt({ endTime: NOW + 12 * 60 });
    expect(words(holder([short]))).toEqual({ shape: 'warn', words: 'Expires in 12 min, at 12:12' });
    expect(words(holder([short]), 'expert').words).toBe('Expires in 12 min, can be renewed');
    const fixed = tgt({ endTime: NOW + 12 * 60, flags: [] });
    expect(words(holder([fixed]), 'expert').words).toBe('Expires in 12 min, cannot be renewed');
    expect(standing(holder([tgt({ startTime: NOW - 90 * HOUR, endTime: NOW + 9 * HOUR })]), NOW).kind).toBe(
      'low',
    );
  });

  it('does not call a ticket of few minutes low from its start', () => {
    const brief = tgt({ authTime: NOW, startTime: NOW, endTime: NOW + 10 * 60 });
    expect(standing(holder([brief]), NOW).kind).toBe('valid');
  });

  it('tells expired, signed out, not yet valid and unreadable apart', () => {
    expect(words(holder([tgt({ endTime: NOW - 14 * HOUR })]))).toEqual({
      shape: 'bad',
      words: 'Expired yesterday 22:00',
    });
    expect(words(holder([], { signedOutAt: NOW - 7 * HOUR }))).toEqual({
      shape: 'off',
      words: 'Signed out since today, 05:00',
    });
    expect(words(holder([])).words).toBe('Signed out');
    expect(words(holder([tgt({ startTime: NOW + 2 * HOUR })])).words).toBe('Not valid before 14:00');
    const service = tgt({ kind: 'service', name: 'HTTP/web' });
    expect(words(holder([service])).words).toBe('Holds 1 service ticket, but none that signs you in');
  });

  it('needs you only where nothing but you helps', () => {
    expect(needsYou(standing(holder([tgt({ endTime: NOW + 60 })]), NOW))).toBe(false);
    expect(needsYou(standing(holder([tgt({ endTime: NOW + 60, flags: [] })]), NOW))).toBe(true);
    expect(needsYou(standing(holder([tgt({ endTime: NOW - 60 })]), NOW))).toBe(true);
    expect(needsYou(standing(holder([]), NOW))).toBe(false);
  });

  it('can be renewed only while it is valid and renewing would lengthen its life', () => {
    expect(canRenew(tgt(), NOW)).toBe(true);
    expect(canRenew(tgt({ endTime: NOW - 1 }), NOW)).toBe(false);
    expect(canRenew(tgt({ renewTill: NOW + 7 * HOUR }), NOW)).toBe(false);
    expect(canRenew(tgt({ flags: [] }), NOW)).toBe(false);
  });

  it('says what can be done about the lifetime', () => {
    const say = (ticket: TicketDto) => renewalWords(holder([ticket]), standing(holder([ticket]), NOW), NOW);
    expect(say(tgt({ renewTill: NOW + 5 * 24 * HOUR }))).toBe(
      'Can be renewed without your password until Thu 26 Nov, 12:00.',
    );
    expect(say(tgt({ flags: [] }))).toBe('Cannot be renewed. Sign in to go on.');
    expect(say(tgt({ renewTill: NOW + 7 * HOUR }))).toBe('Cannot be renewed any further. Sign in to go on.');
    expect(say(tgt({ endTime: NOW - 1 }))).toBe('An expired ticket cannot be renewed. Sign in to go on.');
  });
});

describe('the tile meter', () => {
  it('cuts a lifetime into natural units, at most 14 of them', () => {
    const cases: readonly (readonly [number, number])[] = [
      [5 * 60, 5],
      [HOUR, 12],
      [2 * HOUR, 8],
      [8 * HOUR, 8],
      [10 * HOUR, 10],
      [24 * HOUR, 12],
      [7 * 24 * HOUR, 14],
      [30 * 24 * HOUR, 4],
    ];
    for (const [total, tiles] of cases) expect(tileCount(total), `${total}`).toBe(tiles);
    for (let total = 60; total < 90 * 24 * HOUR; total = Math.ceil(total * 1.3)) {
      expect(tileCount(total)).toBeGreaterThan(0);
      expect(tileCount(total)).toBeLessThanOrEqual(14);
    }
  });
});
