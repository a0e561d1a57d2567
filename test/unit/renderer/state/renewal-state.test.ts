import { describe, expect, it } from 'vitest';
import { renewalWords, standing, stateWords } from '../../../../src/renderer/state/identity-state.ts';
import type { AttemptRow, IdentityDto, RenewalDto } from '../../../../src/shared/index.ts';
import { identityDtoWith, ticketDtoWith } from '../../../support/identity-dto.ts';

const HOUR = 3_600;
const DAY = 86_400;
/** A Saturday. */
const NOW = Math.floor(new Date(2026, 10, 21, 12, 0).getTime() / 1_000);

const planned: RenewalDto = {
  next: 'renew',
  why: 'half-life',
  at: NOW + 2 * HOUR + 300,
  failed: 0,
  running: false,
  ends: { at: NOW + 5 * DAY - 3 * HOUR, warnFrom: NOW + 4 * DAY },
};
const silent: AttemptRow = {
  id: 1,
  kind: 'attempt',
  at: NOW - 60,
  principal: 'alice@AD.TEST',
  what: 'renew',
  by: 'itself',
  outcome: 'unreachable',
  code: 'KDC_UNREACHABLE',
};
const nothing = (why: RenewalDto['why'], more: Partial<RenewalDto> = {}): RenewalDto => ({
  next: 'nothing',
  why,
  failed: 0,
  running: false,
  ...more,
});

function holder(renewal: RenewalDto, left = 7 * HOUR, life = 10 * HOUR): IdentityDto {
  const start = NOW + left - life;
  const tgt = ticketDtoWith({
    authTime: start,
    startTime: start,
    endTime: NOW + left,
    renewTill: NOW + 5 * DAY - 3 * HOUR,
    flags: ['renewable'],
    flagLetters: 'R',
  });
  return identityDtoWith({ tickets: [tgt], renewal });
}

const state = (identity: IdentityDto, now = NOW, style: 'card' | 'expert' = 'expert') =>
  stateWords(identity, standing(identity, now), now, style);
const sentence = (identity: IdentityDto, now = NOW) => renewalWords(identity, standing(identity, now), now);

describe('a ticket that renews itself', () => {
  it('says when: of the ticket in Expert, of the person in Simple', () => {
    expect(state(holder(planned))).toEqual({ shape: 'ok', words: 'Valid, renews itself at 14:05' });
    expect(state(holder(planned), NOW, 'card').words).toBe('Signed in, renews itself at 14:05');
    expect(state(holder(planned), planned.at).words).toBe('Valid, renews itself now');
    const tomorrow = holder({ ...planned, at: NOW + 13 * HOUR }, 20 * HOUR, 40 * HOUR);
    expect(state(tomorrow).words).toBe('Valid, renews itself tomorrow 01:00');
  });

  it('is no cause for a warning in its last half hour, and of seconds where the life is one of seconds', () => {
    expect(state(holder({ ...planned, at: NOW + 60 }, 20 * 60)).shape).toBe('ok');
    const short = holder({ ...planned, at: NOW + 5 }, 8, 10);
    expect(state(short)).toEqual({ shape: 'ok', words: 'Valid, renews itself at 12:00:05' });
  });

  it('says so while it is asked for', () => {
    expect(state(holder({ ...planned, running: true }))).toEqual({ shape: 'work', words: 'Renewing' });
  });

  it('with a keytab behind it says that it signs in again', () => {
    const anew = holder({ ...planned, next: 'sign-in', why: 'renewal-ended' });
    expect(state(anew).words).toBe('Valid, signs in again by itself at 14:05');
  });
});

describe('renewal that has not worked yet', () => {
  const retry: RenewalDto = { ...planned, why: 'retry', at: NOW + 7 * 60, failed: 2, last: silent };

  it('says when it is tried again, and what stands in the way', () => {
    expect(state(holder(retry))).toEqual({
      shape: 'warn',
      words: 'Valid, not renewed yet: tries again at 12:07',
    });
    expect(sentence(holder(retry))).toBe(
      'No KDC can be reached. Next try at 12:07, or when the network is back.',
    );
    const refused: AttemptRow = { ...silent, outcome: 'refused', code: 'KDC_ERR_POLICY' };
    expect(sentence(holder({ ...retry, last: refused }))).toBe(
      'The KDC said no (KDC_ERR_POLICY). Next try at 12:07.',
    );
  });

  it('given up says so, and that a sign-in helps', () => {
    const refused: AttemptRow = { ...silent, outcome: 'refused', code: 'KDC_ERR_POLICY' };
    const over = holder(nothing('refused', { failed: 3, last: refused }));
    expect(state(over)).toEqual({ shape: 'warn', words: 'Cannot be renewed: the KDC refuses it' });
    expect(sentence(over)).toContain('KDC_ERR_POLICY');
  });

  it('past the end says that it is tried once more', () => {
    const late = holder({ ...retry, why: 'after-end', at: NOW + 60 }, -5);
    expect(state(late).shape).toBe('bad');
    expect(sentence(late)).toBe('Tried once more at 12:01, while the KDC may still allow it.');
  });
});

describe('renewal that will end', () => {
  it('is a warning of its own from the time on that notices warn of it, and renewing once more does not lift it', () => {
    const identity = holder(planned);
    const early = planned.ends!.warnFrom - 1;
    const life = {
      ...identity,
      tickets: identity.tickets.map((each) => ({ ...each, endTime: NOW + 5 * DAY })),
    };
    expect(state(life, early).shape).toBe('ok');
    expect(state(life, early + 1)).toEqual({ shape: 'warn', words: 'Cannot be renewed after Thu 09:00' });
    const soon = holder({ ...planned, ends: { at: NOW + DAY, warnFrom: NOW } });
    expect(sentence(soon)).toBe(
      'Renews itself at 14:05, but not beyond then. Sign in before to keep your tickets.',
    );
  });

  it('is said of the last ticket, until that itself runs low', () => {
    const ends = { at: NOW + 7 * HOUR, warnFrom: NOW - 3 * HOUR };
    expect(state(holder(nothing('renew-till', { ends })))).toEqual({
      shape: 'warn',
      words: 'Cannot be renewed after 19:00',
    });
    expect(sentence(holder(nothing('renew-till', { ends })))).toBe(
      'Sign in before then to keep your tickets.',
    );
    const low = holder(nothing('renew-till', { ends: { ...ends, at: NOW + 12 * 60 } }), 12 * 60);
    expect(state(low).words).toContain('Expires in 12 min');
  });
});

it('renewal that is switched off leaves the card as the ticket alone makes it, and is named below', () => {
  const off = holder(nothing('switched-off'));
  expect(state(off).words).toBe('Valid for 7 h');
  expect(sentence(off)).toBe('Does not renew itself: that is switched off. Can be renewed until Thu 09:00.');
});
