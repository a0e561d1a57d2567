import { describe, expect, it } from 'vitest';
import { jitter, planRenewal } from '../../../../src/main/services/renewal/planner.ts';
import type { Plan, PlanInput, TicketFacts, Try } from '../../../../src/main/services/renewal/types.ts';

const HOUR = 3_600;
const START = 1_800_000_000;

function ticket(life = 10 * HOUR, renewable = 7 * 24 * HOUR, more: Partial<TicketFacts> = {}): TicketFacts {
  return {
    key: `${START} ${life}`,
    authTime: START,
    startTime: START,
    endTime: START + life,
    renewTill: renewable === 0 ? 0 : START + renewable,
    renewable: renewable > 0,
    invalid: false,
    kdcOffset: 0,
    ...more,
  };
}

const settings = { automatic: true, clockSkew: 300 };
const plan = (input: Partial<PlanInput>): Plan =>
  planRenewal({ ticket: ticket(), now: START, settings, tries: [], seed: 'here', ...input });
const atOf = (planned: Plan): number => (planned.kind === 'nothing' ? Number.NaN : planned.at - START);
const tried = (at: number, outcome: Try['outcome'] = 'unreachable', kind: Try['kind'] = 'renew'): Try => ({
  kind,
  at: START + at,
  outcome,
});

describe('the first request', () => {
  it('comes at half of the lifetime or up to a twentieth later, the same for the same seed', () => {
    const all = Array.from({ length: 200 }, (_, n) => atOf(plan({ seed: `desk ${n}` })));
    expect(Math.min(...all)).toBeGreaterThanOrEqual(5 * HOUR);
    expect(Math.max(...all)).toBeLessThanOrEqual(5 * HOUR + 900);
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(600);
    expect(plan({ seed: 'desk 1' })).toEqual(plan({ seed: 'desk 1' }));
    expect(plan({})).toMatchObject({ kind: 'renew', why: 'half-life', failed: 0 });
  });

  it('comes within the ten seconds of a ten-second ticket', () => {
    const at = atOf(plan({ ticket: ticket(10, HOUR) }));
    expect(at).toBeGreaterThanOrEqual(5);
    expect(at).toBeLessThanOrEqual(6);
  });

  it('comes when less than the chosen seconds are left: ten seconds into a five-minute ticket for 290', () => {
    const chosen = { ...settings, renewWhenLeft: 290 };
    expect(plan({ ticket: ticket(300, HOUR), settings: chosen })).toMatchObject({
      at: START + 10,
      why: 'seconds-left',
    });
  });

  it('comes no sooner than after a sixtieth of the lifetime, however much shall be left', () => {
    const chosen = { ...settings, renewWhenLeft: 20 * HOUR };
    expect(atOf(plan({ settings: chosen }))).toBe(600);
  });

  it('never lies in the last 150 s of a lifetime longer than that', () => {
    for (let life = 151; life < 12 * HOUR; life = Math.ceil(life * 1.07)) {
      for (const left of [undefined, 1, 60, 149, 290]) {
        const at = atOf(plan({ ticket: ticket(life), settings: { ...settings, renewWhenLeft: left } }));
        expect(at <= life - 150 || at > life, `${life} s, ${String(left)} left: at ${at}`).toBe(true);
      }
    }
  });

  it('follows the KDC’s clock where the cache knows it', () => {
    const behind = plan({ ticket: ticket(10 * HOUR, 7 * 24 * HOUR, { kdcOffset: 200 }) });
    expect(atOf(behind)).toBe(atOf(plan({})) - 200);
  });
});

describe('after a request without an answer', () => {
  it('waits longer each time, up to a quarter of an hour', () => {
    const waits: number[] = [];
    const tries: Try[] = [tried(5 * HOUR)];
    for (let n = 0; n < 9; n++) {
      const before = tries.at(-1)!.at;
      const next = plan({ tries, now: before });
      expect(next).toMatchObject({ kind: 'renew', why: 'retry', failed: n + 1 });
      waits.push(atOf(next) + START - before);
      tries.push(tried(atOf(next)));
    }
    for (const [n, most] of [30, 60, 120, 300, 600, 900, 900, 900, 900].entries()) {
      expect(waits[n]).toBeGreaterThanOrEqual(most * 0.9 - 0.001);
      expect(waits[n]).toBeLessThanOrEqual(most);
    }
  });

  it('is tried closer together as the end comes near, once more at the last moment, and never in the last 150 s', () => {
    const tries: Try[] = [tried(9 * HOUR)];
    for (let n = 0; n < 100; n++) {
      const next = plan({ tries, now: tries.at(-1)!.at });
      if (next.kind === 'nothing' || next.why === 'after-end') break;
      expect(next.at - tries.at(-1)!.at).toBeGreaterThanOrEqual(5);
      tries.push(tried(atOf(next)));
    }
    const last = START + 10 * HOUR - 150;
    expect(tries.at(-1)!.at).toBeLessThanOrEqual(last);
    expect(tries.at(-1)!.at).toBeGreaterThan(last - 5);
    expect(tries.length).toBeLessThan(40);
  });

  it('is tried at once when a KDC answers again, but five seconds after the last request at the soonest', () => {
    const tries = [tried(5 * HOUR), tried(6 * HOUR)];
    const now = START + 6 * HOUR;
    const back = (seconds: number): Plan => plan({ tries, now, reachedAt: START + 6 * HOUR + seconds });
    expect(back(200)).toMatchObject({ at: START + 6 * HOUR + 200, why: 'network-back' });
    expect(back(2)).toMatchObject({ at: START + 6 * HOUR + 5, why: 'network-back' });
    expect(back(-2)).toMatchObject({ why: 'retry' });
  });
});

describe('after the end', () => {
  const late = START + 10 * HOUR - 100;

  it('one request is made where the KDC’s skew allows it', () => {
    expect(plan({ now: late })).toMatchObject({ at: START + 10 * HOUR + 1, why: 'after-end' });
    expect(plan({ now: late + 200 })).toMatchObject({ at: START + 10 * HOUR + 1, why: 'after-end' });
  });

  it('no second one is made, and none after the skew', () => {
    const tries = [tried(10 * HOUR + 2, 'refused')];
    expect(plan({ now: late + 110, tries })).toMatchObject({ kind: 'nothing', why: 'expired' });
    expect(plan({ now: late + 500 })).toMatchObject({ kind: 'nothing', why: 'expired' });
  });

  it('it waits for a KDC that was silent, up to the last seconds of the skew', () => {
    const tries = [tried(10 * HOUR - 150)];
    expect(plan({ now: late, tries })).toMatchObject({ at: START + 10 * HOUR + 295, why: 'after-end' });
    const reachedAt = START + 10 * HOUR + 20;
    expect(plan({ now: reachedAt, tries, reachedAt })).toMatchObject({ at: START + 10 * HOUR + 1 });
  });
});

describe('a refusal', () => {
  it('is taken for final only after the third: a KRB-ERROR is unauthenticated', () => {
    const one = [tried(5 * HOUR, 'refused')];
    expect(plan({ now: START + 5 * HOUR, tries: one })).toMatchObject({ kind: 'renew', why: 'retry' });
    const three = [...one, tried(5.1 * HOUR, 'refused'), tried(6 * HOUR, 'refused')];
    expect(plan({ now: START + 6 * HOUR, tries: three })).toMatchObject({ kind: 'nothing', why: 'refused' });
  });
});

describe('nothing is planned, and it is said why', () => {
  it.each([
    ['no-ticket', { ticket: undefined }],
    ['switched-off', { settings: { ...settings, automatic: false } }],
    ['not-renewable', { ticket: ticket(10 * HOUR, 0) }],
    ['renew-till', { ticket: ticket(10 * HOUR, 10 * HOUR) }],
    ['invalid', { ticket: ticket(10 * HOUR, 7 * 24 * HOUR, { invalid: true }) }],
    ['expired', { now: START + 11 * HOUR }],
    ['expired', { ticket: ticket(10 * HOUR, 0), now: START + 11 * HOUR }],
    ['no-gain', { noGain: true }],
  ] as const)('%s', (why, input) => {
    expect(plan(input)).toMatchObject({ kind: 'nothing', why });
  });
});

describe('an identity with a keytab', () => {
  const means = 'keytab' as const;

  it('is renewed as long as that brings something', () => {
    expect(plan({ means })).toMatchObject({ kind: 'renew', why: 'half-life' });
  });

  it('is signed in anew in the middle of the last ticket, and of one that cannot be renewed', () => {
    for (const last of [ticket(10 * HOUR, 10 * HOUR), ticket(10 * HOUR, 0)]) {
      const planned = plan({ means, ticket: last });
      expect(planned).toMatchObject({ kind: 'sign-in', why: 'renewal-ended' });
      expect(atOf(planned)).toBeGreaterThanOrEqual(5 * HOUR);
      expect(atOf(planned)).toBeLessThanOrEqual(5 * HOUR + 900);
    }
  });

  it('is signed in anew when the ticket ended in sleep, and in the closing seconds', () => {
    for (const now of [START + 20 * HOUR, START + 10 * HOUR - 60]) {
      const planned = plan({ means, now });
      expect(planned.kind).toBe('sign-in');
      expect(atOf(planned) + START).toBeLessThanOrEqual(now);
    }
  });

  it('is tried on and on while no KDC answers, at most every quarter of an hour, also after the end', () => {
    const tries = Array.from({ length: 16 }, (_, n) => tried(12 * HOUR + n * 900, 'unreachable', 'sign-in'));
    const planned = plan({ means, tries, now: START + 20 * HOUR });
    const wait = atOf(planned) - (12 * HOUR + 15 * 900);
    expect(planned.kind).toBe('sign-in');
    expect(wait).toBeGreaterThan(800);
    expect(wait).toBeLessThanOrEqual(900);
  });

  it('stays signed out when the person signed out', () => {
    expect(plan({ means, ticket: undefined })).toMatchObject({ kind: 'nothing', why: 'no-ticket' });
  });
});

describe('a saved password', () => {
  it('is never sent again once it was refused', () => {
    const tries = [tried(6 * HOUR, 'refused', 'sign-in')];
    const input = { means: 'saved-password', ticket: ticket(10 * HOUR, 0), tries } as const;
    expect(plan({ ...input, now: START + 30 * HOUR })).toMatchObject({
      kind: 'nothing',
      why: 'password-refused',
    });
  });
});

describe('jitter', () => {
  it('is a number from 0 to 1 and spreads', () => {
    const all = Array.from({ length: 1_000 }, (_, n) => jitter(`seed ${n}`));
    expect(all.every((each) => each >= 0 && each < 1)).toBe(true);
    expect(new Set(all.map((each) => Math.floor(each * 20))).size).toBe(20);
  });
});
