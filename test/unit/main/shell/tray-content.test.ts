import type { IdentityDto, TicketDto } from '#shared';
import { describe, expect, it } from 'vitest';
import { lostByQuitting, trayContent, type TrayInput } from '../../../../src/main/shell/tray-content.ts';
import { spokenLocale, spokenWords, timeLeft, wordsFor } from '../../../../src/main/shell/words.ts';

const now = 1_800_000_000;
const enctype = { number: 18, name: 'aes256-cts-hmac-sha1-96', weak: false };

function tgt(left: number, renewFor = 0): TicketDto {
  return {
    id: 't',
    server: 'krbtgt/AD.TEST@AD.TEST',
    name: 'krbtgt/AD.TEST',
    realm: 'AD.TEST',
    kind: 'tgt',
    authTime: now - 60,
    startTime: now - 60,
    endTime: now + left,
    renewTill: renewFor === 0 ? 0 : now + renewFor,
    ticketEtype: enctype,
    sessionEtype: enctype,
    flags: renewFor === 0 ? [] : ['renewable'],
    flagLetters: '',
    userToUser: false,
  };
}

function identity(name: string, ticket: TicketDto | undefined, more: Partial<IdentityDto> = {}): IdentityDto {
  return {
    id: name,
    principal: `${name}@AD.TEST`,
    realm: 'AD.TEST',
    isDefault: false,
    isPractice: false,
    isPinned: false,
    leavesListAt: 0,
    cache: 'FILE:/x',
    environment: [],
    tickets: ticket === undefined ? [] : [ticket],
    ticketsLeftOut: 0,
    lastSignIn: 0,
    signedOutAt: 0,
    options: {},
    renewsItself: true,
    passwordExpires: 0,
    ...more,
  };
}

const input = (identities: IdentityDto[], more: Partial<TrayInput> = {}): TrayInput => ({
  identities,
  now,
  renewsItself: () => false,
  offline: () => false,
  words: wordsFor('en'),
  ...more,
});

const hours = 3_600;

describe('the tray', () => {
  it('says who, how long and what will become of it', () => {
    const alice = identity('alice', tgt(3 * hours + 12 * 60, 7 * 24 * hours));
    expect(trayContent(input([alice], { renewsItself: () => true }))).toMatchObject({
      state: 'valid',
      tooltip: 'alice@AD.TEST, 3 h 12 m, renews itself',
      needing: 0,
    });
    expect(trayContent(input([identity('bob', tgt(hours))])).tooltip).toBe(
      'bob@AD.TEST, 1 h 0 m, cannot be renewed',
    );
  });

  const problem = {
    code: 'KERBEROS',
    message: 'unreadable',
    explanation: { what: 'w', why: 'y', todo: 't', who: 'o' },
  } as unknown as NonNullable<IdentityDto['problem']>;

  it.each([
    ['no identity', [], 'out'],
    ['signed out', [identity('a', undefined)], 'out'],
    ['valid', [identity('a', tgt(hours))], 'valid'],
    ['in its last half hour', [identity('a', tgt(1_799))], 'ending'],
    ['expired', [identity('a', tgt(-1))], 'needs-you'],
    ['a cache that cannot be read', [identity('a', undefined, { problem })], 'needs-you'],
  ] as const)('with %s has the state of it', (_what, identities, state) => {
    expect(trayContent(input([...identities])).state).toBe(state);
  });

  it('is calm in the last half hour of a ticket that renews itself', () => {
    const content = trayContent(input([identity('a', tgt(60, hours))], { renewsItself: () => true }));
    expect(content).toMatchObject({ state: 'valid', needing: 0 });
  });

  it('does not promise what has not worked so far, and is not calm in its last half hour', () => {
    const renewal = { next: 'renew', why: 'retry', at: now + 60, failed: 1, running: false } as const;
    const failing = input([identity('alice', tgt(600, hours), { renewal })], { renewsItself: () => true });
    expect(trayContent(failing)).toMatchObject({ state: 'ending', needing: 1 });
    expect(trayContent(failing).tooltip).not.toContain('renews itself');
  });

  it('says that no KDC is reached, of real identities alone', () => {
    const content = trayContent(
      input([identity('a', tgt(hours)), identity('p', tgt(hours), { isPractice: true })], {
        offline: (realm) => realm === 'AD.TEST',
      }),
    );
    expect(content.state).toBe('offline');
    expect(content.identities.map(({ line }) => line)).toEqual([
      'a@AD.TEST, 1 h 0 m, cannot be renewed, no KDC reached',
      'p@AD.TEST, 1 h 0 m, cannot be renewed, practice',
    ]);
  });

  it('leads with the most urgent identity, and with the default among equals', () => {
    const all = [
      identity('a', tgt(hours)),
      identity('d', tgt(2 * hours), { isDefault: true }),
      identity('e', tgt(60)),
    ];
    expect(trayContent(input(all)).tooltip).toMatch(/^e@/);
    expect(trayContent(input(all.slice(0, 2))).tooltip).toMatch(/^d@/);
    expect(trayContent(input(all))).toMatchObject({ state: 'ending', needing: 1 });
  });

  it('offers one thing to do for each', () => {
    const all = [
      identity('renewable', tgt(hours, 2 * hours)),
      identity('not', tgt(hours)),
      identity('ended', tgt(-5, hours)),
      identity('out', undefined),
      identity('broken', undefined, { problem }),
    ];
    expect(trayContent(input(all)).identities.map(({ action }) => action)).toEqual([
      'renew',
      'sign-in',
      'sign-in',
      'sign-in',
      undefined,
    ]);
  });

  it('speaks German', () => {
    const content = trayContent(input([identity('a', tgt(-1))], { words: wordsFor('de-CH') }));
    expect(content.tooltip).toBe('a@AD.TEST, abgelaufen');
  });
});

describe('quitting', () => {
  it('loses tickets that are alive and that only we renew; no others', () => {
    const all = [
      identity('ours', tgt(hours, 2 * hours)),
      identity('others', tgt(hours, 2 * hours)),
      identity('dead', tgt(-1, 2 * hours)),
      identity('practice', tgt(hours, 2 * hours), { isPractice: true }),
    ];
    const renewsItself = (id: string): boolean => id !== 'others';
    expect(lostByQuitting(input(all, { renewsItself }))).toEqual(['ours@AD.TEST, 1 h 0 m']);
    expect(lostByQuitting(input(all))).toEqual([]);
  });
});

describe('time left', () => {
  it.each([
    [-5, '0 s'],
    [59, '59 s'],
    [60, '1 m'],
    [3_599, '59 m'],
    [11_520, '3 h 12 m'],
    [172_799, '47 h 59 m'],
    [172_800, '2 d 0 h'],
  ])('of %i seconds is %s', (seconds, words) => {
    expect(timeLeft(seconds, wordsFor('en'))).toBe(words);
  });

  it('is in the language’s units', () => {
    expect(timeLeft(11_520, wordsFor('de'))).toBe('3 h 12 min');
  });

  it('and all other words follow a change of the language', () => {
    let language: 'en' | 'de' = 'en';
    const words = spokenWords(() => language);
    const { quit, notice } = words;
    const about = { principal: 'a@A', left: '5 m', when: '12:00' };
    expect([words.renew, quit.yes, notice.expired(about).title]).toEqual([
      'Renew',
      'Quit',
      'a@A has expired',
    ]);
    language = 'de';
    expect([words.renew, quit.yes, notice.expired(about).title]).toEqual([
      'Erneuern',
      'Beenden',
      'a@A ist abgelaufen',
    ]);
    expect({ ...words.stillRunning }.title).toBe('Tessera läuft weiter');
  });

  it('goes with dates as the system has them, where it speaks the language in use', () => {
    expect(spokenLocale('de', 'de-AT')).toBe('de-AT');
    expect(spokenLocale('de', 'en-US')).toBe('de-DE');
    expect(spokenLocale('en', 'en-US')).toBe('en-US');
    expect(spokenLocale('en', 'fr-FR')).toBe('en-GB');
  });
});
