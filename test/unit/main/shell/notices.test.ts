import { describe, expect, it } from 'vitest';
import { systemNotices, type Notice, type NoticeAction } from '../../../../src/main/shell/notices.ts';
import { noticeWords } from '../../../../src/main/shell/notice-words.ts';
import { wordsFor } from '../../../../src/main/shell/words.ts';
import { Notification } from '../../../../stand-in/electron/notification.ts';

function desk(platform: NodeJS.Platform, supported = true) {
  const made: Notification[] = [];
  const opened: unknown[] = [];
  const closed: Notification[] = [];
  const notices = systemNotices({
    isSupported: () => supported,
    make: (options) => {
      const object = new Notification(options);
      object.on('close', () => closed.push(object));
      made.push(object);
      return object;
    },
    platform,
    label: (action) => action.toUpperCase(),
    open: (identity, actions) => opened.push([identity, actions]),
  });
  const done: NoticeAction[] = [];
  const show = (notice: Partial<Notice> = {}): void => {
    notices.showNotice(
      { kind: 'expires', identity: 'a', title: 'T', body: 'B', actions: ['sign-in', 'snooze'], ...notice },
      (action) => done.push(action),
    );
  };
  return { notices, made, opened, closed, done, show };
}

describe('a notice of the system', () => {
  it.each(['darwin', 'win32'] as const)(
    'has buttons on %s, at most two, and a press is heard',
    (platform) => {
      const { made, done, show } = desk(platform);
      show({ actions: ['renew', 'sign-in', 'snooze'] });
      expect(made[0]?.actions.map(({ text }) => text)).toEqual(['RENEW', 'SIGN-IN']);
      made[0]?.emit('action', { actionIndex: 1 });
      expect(done).toEqual(['sign-in']);
      made[0]?.emit('action', { actionIndex: 7 });
      expect(done).toHaveLength(1);
    },
  );

  it('has none on Linux: a click opens the identity with what could be done', () => {
    const { made, opened, done, show } = desk('linux');
    show();
    expect(made[0]?.actions).toEqual([]);
    made[0]?.emit('click', {});
    expect(opened).toEqual([['a', ['sign-in', 'snooze']]]);
    expect(done).toEqual([]);
  });

  it('takes the place of the older one of its kind for the same identity, and of no other', () => {
    const { made, closed, show } = desk('linux');
    show();
    show({ identity: 'b' });
    show({ kind: 'password-expires' });
    expect(closed).toEqual([]);
    show({ title: 'later' });
    expect(closed).toEqual([made[0]]);
  });

  it('is taken away when it is no longer true', () => {
    const { notices, made, closed, show } = desk('linux');
    show();
    show({ kind: 'password-expires' });
    show({ identity: 'b' });
    notices.withdraw('a');
    expect(closed).toEqual([made[0], made[1]]);
    notices.withdraw('a');
    expect(closed).toHaveLength(2);
  });

  it('is kept by us only as long as it stands, and never more than a screenful', () => {
    const { made, closed, show } = desk('linux');
    for (let each = 0; each < 40; each++) show({ identity: `i${each}` });
    expect(closed).toEqual(made.slice(0, 8));
  });

  it('is not even made where the system shows none', () => {
    const { made, show } = desk('linux', false);
    show();
    expect(made).toEqual([]);
  });
});

describe('the words of a notice', () => {
  const now = Date.UTC(2026, 10, 21, 12) / 1_000;
  const say = (kind: Parameters<typeof noticeWords>[0]['kind'], when: number, locale = 'en-GB') =>
    noticeWords({ kind, principal: 'alice@AD.TEST', when }, { words: wordsFor(locale), now, locale });

  it('name the identity and the time, the seconds by which it came late left out', () => {
    expect(say('expires', now + 598).title).toBe('alice@AD.TEST expires in 10 m');
    expect(say('expires', now + 12).title).toBe('alice@AD.TEST expires in 12 s');
  });

  it('give the day where it is another one', () => {
    const words = say('renewal-ends', now + 5 * 86_400);
    expect(words.title).toMatch(/^alice@AD\.TEST cannot be renewed after Thu,? \d\d:\d\d$/);
  });

  it.each([
    'expires',
    'expired',
    'renewal-failing',
    'renewal-ends',
    'password-expires',
    'password-expired',
  ] as const)('of %s stand in both languages', (kind) => {
    const [english, german] = [say(kind, now + 600), say(kind, now + 600, 'de-AT')];
    expect(german.title).toContain('alice@AD.TEST');
    expect(german.title).not.toBe(english.title);
    expect(german.body).not.toBe(english.body);
  });
});
