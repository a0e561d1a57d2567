import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../../src/main/services/renewal/quiet-hours.ts';
import { defaultNoticeSettings, planNotices } from '../../../../src/main/services/renewal/notices.ts';
import type {
  Notice,
  NoticeInput,
  NoticeSettings,
  NoticeSubject,
  Told,
} from '../../../../src/main/services/renewal/notices.ts';
import type { TicketFacts } from '../../../../src/main/services/renewal/types.ts';
import { everyDay } from '../../../../src/shared/index.ts';
import { minuteOfWeek } from '../../../support/simulated-machine.ts';

const HOUR = 3_600;
const DAY = 86_400;
const START = 1_800_000_000;
const END = START + 10 * HOUR;

const ticket: TicketFacts = {
  key: 'one',
  authTime: START,
  startTime: START,
  endTime: END,
  renewTill: 0,
  renewable: false,
  invalid: false,
  kdcOffset: 0,
};
const alice: NoticeSubject = {
  identity: 'alice',
  principal: 'alice@MIT.TEST',
  ticket,
  planned: { kind: 'nothing', why: 'not-renewable', failed: 0, running: false },
  hasMeans: false,
};

/** A person who is told things as time passes. */
class Day {
  told: Told = new Map();
  snoozed: ReadonlyMap<string, number> = new Map();
  next: number | undefined;

  look(
    now: number,
    subject: NoticeSubject = alice,
    settings: Partial<NoticeSettings> = {},
  ): readonly Notice[] {
    const input: NoticeInput = {
      now,
      subjects: [subject],
      settings: { ...defaultNoticeSettings, ...settings },
      told: this.told,
      snoozed: this.snoozed,
      minuteOfWeek,
    };
    const plan = planNotices(input);
    this.told = plan.told;
    this.snoozed = plan.snoozed;
    this.next = plan.next;
    return plan.notices;
  }
}

const kinds = (notices: readonly Notice[]): string[] => notices.map(({ kind }) => kind);

describe('the end of a ticket', () => {
  it('is told 30, 10, 5 and 1 minutes before, at the end and 10 minutes after, each once', () => {
    const day = new Day();
    const seen: [number, string][] = [];
    for (let now = START; now < END + 2 * HOUR; now += 20)
      for (const { kind } of day.look(now)) seen.push([now - END, kind]);
    expect(seen).toEqual([
      [-1_800, 'expires'],
      [-600, 'expires'],
      [-300, 'expires'],
      [-60, 'expires'],
      [0, 'expired'],
      [600, 'expired'],
    ]);
  });

  it('names the moment at which to look again', () => {
    const day = new Day();
    day.look(START);
    expect(day.next).toBe(END - 1_800);
    day.look(END - 1_800);
    expect(day.next).toBe(END - 600);
  });

  it('is told once after a sleep that went over several thresholds, by what is true then', () => {
    const day = new Day();
    expect(kinds(day.look(END + 700))).toEqual(['expired']);
    expect(day.look(END + 720)).toEqual([]);
  });

  it('is told by one notice where the next threshold comes within a minute of waking', () => {
    const day = new Day();
    expect(kinds(day.look(END + 590))).toEqual(['expired']);
    expect(day.look(END + 600)).toEqual([]);
    const early = new Day();
    expect(kinds(early.look(END - 110))).toEqual(['expires']);
    expect(early.look(END - 60)).toEqual([]);
    expect(kinds(early.look(END))).toEqual(['expired']);
  });

  it('is told at each threshold set, however close they are', () => {
    const day = new Day();
    const seen: number[] = [];
    for (let now = END - 60; now < END + 20; now++)
      if (day.look(now, alice, { before: [8, 5, 2], after: [3] }).length > 0) seen.push(now - END);
    expect(seen).toEqual([-8, -5, -2, 0, 3]);
  });

  it('is told once for all before it', () => {
    const day = new Day();
    const [notice, ...more] = day.look(END - 200);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      kind: 'expires',
      at: END - 200,
      title: { key: 'notice.expires', params: { principal: 'alice@MIT.TEST', when: END, seconds: 200 } },
      actions: ['sign-in', 'snooze'],
    });
  });

  it('is no news a day later', () => {
    expect(new Day().look(END + 2 * DAY)).toEqual([]);
  });

  it('is not told of thresholds longer than the ticket ever was', () => {
    const short = { ...ticket, startTime: END - 10 };
    const day = new Day();
    expect(day.look(END - 9, { ...alice, ticket: short })).toEqual([]);
    expect(kinds(day.look(END, { ...alice, ticket: short }))).toEqual(['expired']);
  });

  it('is told anew of another ticket', () => {
    const day = new Day();
    day.look(END - 100);
    expect(kinds(day.look(END - 50, { ...alice, ticket: { ...ticket, key: 'two' } }))).toEqual(['expires']);
  });
});

describe('renewal', () => {
  const renewable = { ...ticket, renewable: true, renewTill: START + 7 * DAY };
  const renewing = (failed: number): NoticeSubject => ({
    ...alice,
    ticket: renewable,
    planned: { kind: 'renew', at: END - 150, why: 'half-life', failed, running: false },
  });

  it('keeps notices silent when it will do it', () => {
    const day = new Day();
    for (let now = START; now < END; now += 20) expect(day.look(now, renewing(0))).toEqual([]);
  });

  it('that does not succeed is told at the thresholds, with Renew', () => {
    const day = new Day();
    expect(day.look(END - 1_700, renewing(3))).toMatchObject([
      { kind: 'renewal-failing', actions: ['renew', 'snooze'] },
    ]);
  });

  it('that is switched off leaves Renew to the person', () => {
    const planned = { kind: 'nothing', why: 'switched-off', failed: 0, running: false } as const;
    expect(new Day().look(END - 1_700, { ...alice, ticket: renewable, planned })).toMatchObject([
      { kind: 'expires', actions: ['renew', 'snooze'] },
    ]);
  });

  it('that will end is told a day and two hours before, once over all tickets of the sign-in', () => {
    const day = new Day();
    const till = renewable.renewTill;
    const last = (key: string, endTime: number): NoticeSubject => ({
      ...renewing(0),
      ticket: { ...renewable, key, startTime: endTime - 10 * HOUR, endTime },
    });
    expect(day.look(till - 1.5 * DAY, last('a', till - DAY))).toEqual([]);
    expect(day.look(till - DAY, last('b', till - DAY + 5 * HOUR))).toMatchObject([
      { kind: 'renewal-ends', title: { params: { when: till } }, actions: ['sign-in', 'snooze'] },
    ]);
    expect(day.look(till - DAY + HOUR, last('c', till - 5 * HOUR))).toEqual([]);
    expect(kinds(day.look(till - 7_200, last('d', till)))).toEqual(['renewal-ends']);
  });

  it('that ends is nobody’s business where a keytab signs in anew', () => {
    const till = renewable.renewTill;
    const subject = { ...renewing(0), hasMeans: true, ticket: { ...renewable, endTime: till } };
    expect(new Day().look(till - 7_200, subject)).toEqual([]);
  });
});

describe('quiet hours', () => {
  // 600 minutes after midnight are 10:00.
  const minute = Math.floor((END % DAY) / 60);
  const quiet = { from: (minute - 40 + 1_440) % 1_440, to: (minute + 30) % 1_440, days: [...everyDay] };

  it('silence all, and one notice tells afterwards how it is', () => {
    const day = new Day();
    for (let now = END - 2_000; now < END + 1_700; now += 20)
      expect(day.look(now, alice, { quiet })).toEqual([]);
    expect(day.next).toBe(Math.floor(END / 60) * 60 + 1_800);
    expect(kinds(day.look(END + 1_860, alice, { quiet }))).toEqual(['expired']);
  });

  // The 4th of January 2027 is a Monday.
  const monday = Date.UTC(2027, 0, 4) / 1_000;
  const at = (day: number, hour: number, minutes = 0): number =>
    monday + (day - 1) * DAY + hour * HOUR + minutes * 60;

  it('are those of the chosen days alone', () => {
    const workdays = { from: 12 * 60, to: 13 * 60, days: [1, 2, 3, 4, 5] };
    expect(quietUntil(at(5, 12, 30), workdays, minuteOfWeek)).toBe(at(5, 13));
    expect(quietUntil(at(6, 12, 30), workdays, minuteOfWeek)).toBeUndefined();
    expect(quietUntil(at(7, 12, 30), workdays, minuteOfWeek)).toBeUndefined();
    expect(quietUntil(at(8, 12, 30), workdays, minuteOfWeek)).toBe(at(8, 13));
  });

  it('that go over midnight belong to the day on whose evening they begin', () => {
    const weekend = { from: 22 * 60, to: 9 * 60, days: [6, 7] };
    expect(quietUntil(at(6, 8), weekend, minuteOfWeek)).toBeUndefined();
    expect(quietUntil(at(6, 23), weekend, minuteOfWeek)).toBe(at(7, 9));
    expect(quietUntil(at(7, 8, 59), weekend, minuteOfWeek)).toBe(at(7, 9));
    expect(quietUntil(at(7, 9), weekend, minuteOfWeek)).toBeUndefined();
    // Sunday's night ends on Monday.
    expect(quietUntil(at(8, 8), weekend, minuteOfWeek)).toBe(at(8, 9));
    expect(quietUntil(at(8, 23), weekend, minuteOfWeek)).toBeUndefined();
  });
});

describe('snooze', () => {
  it('puts notices off and then tells once how it is', () => {
    const day = new Day();
    expect(day.look(END - 1_800)).toHaveLength(1);
    day.snoozed = new Map([['alice', END - 400]]);
    expect(day.look(END - 600)).toEqual([]);
    expect(day.next).toBe(END - 400);
    expect(kinds(day.look(END - 400))).toEqual(['expires']);
    expect(day.look(END - 380)).toEqual([]);
  });

  it('is forgotten when the ticket was renewed meanwhile', () => {
    const day = new Day();
    day.look(END - 300);
    day.snoozed = new Map([['alice', END - 200]]);
    const fresh = { ...ticket, key: 'two', startTime: END - 250, endTime: END + 10 * HOUR };
    expect(day.look(END - 200, { ...alice, ticket: fresh })).toEqual([]);
    expect(day.snoozed.size).toBe(0);
  });
});

describe('the password', () => {
  const expires = START + 20 * DAY;
  const subject: NoticeSubject = { ...alice, ticket: undefined, passwordExpires: expires };

  it('is counted down in days, each once, with Change password', () => {
    const day = new Day();
    const seen: number[] = [];
    for (let now = START; now < expires; now += HOUR)
      for (const { kind, at, actions } of day.look(now, subject)) {
        expect(kind).toBe('password-expires');
        expect(actions).toEqual(['change-password', 'snooze']);
        seen.push((expires - at) / DAY);
      }
    expect(seen).toEqual([14, 7, 3, 1]);
    expect(kinds(day.look(expires, subject))).toEqual(['password-expired']);
  });

  it('is not forgotten behind the end of a ticket', () => {
    const day = new Day();
    const both = { ...alice, passwordExpires: END + 2 * DAY };
    expect(kinds(day.look(END - 1_800, both))).toEqual(['expires']);
    expect(day.next).toBe(END - 1_740);
    expect(kinds(day.look(END - 1_740, both))).toEqual(['password-expires']);
  });
});

describe('memory', () => {
  it('of what was told of tickets that are gone lasts a week', () => {
    const day = new Day();
    day.look(END - 100);
    day.look(END + 3 * DAY, { ...alice, ticket: undefined });
    expect(day.told.size).toBeGreaterThan(0);
    day.look(END + 8 * DAY, { ...alice, ticket: undefined });
    expect(day.told.size).toBe(0);
  });

  it('nothing is told where notices are switched off', () => {
    expect(new Day().look(END, alice, { enabled: false })).toEqual([]);
  });
});
