// Each setting is shown by its effect: on the plan, on the notices, on the history, on the system.
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../../src/main/services/index.ts';
import { defaultNoticeSettings } from '../../../../src/main/services/renewal/notices.ts';
import { noticeSettingsOf } from '../../../../src/main/services/settings.ts';
import { memoryStore } from '../../../../src/main/storage/memory-store.ts';
import { defaultSettings } from '../../../../src/main/storage/store.ts';
import type { SettingsChange } from '../../../../src/shared/index.ts';
import { simulatedServices, type SimulatedServices } from '../../../support/simulated-services.ts';

const HOUR = 3_600;
const DAY = 86_400;
/** A Monday, 00:00 UTC; the machine's local time is UTC. */
const START = 1_795_392_000;

const set = ({ services }: SimulatedServices, changed: SettingsChange) =>
  services.handlers['settings.update'](changed);
const planned = ({ services, identity }: SimulatedServices) => services.renewal!.planned(identity());
const told = ({ notices }: SimulatedServices): [string, number][] =>
  notices.map(({ kind, title: { params } }) => [kind, params.seconds]);

it('without a choice is what renewal and notices do anyway', () => {
  expect(noticeSettingsOf(defaultSettings)).toEqual({ ...defaultNoticeSettings, quiet: undefined });
});

describe('renewal', () => {
  it('is planned anew at once when it is switched off for all, and on again', async () => {
    const the = await simulatedServices(START);
    await the.ticket(10 * HOUR, 7 * DAY);
    expect(planned(the)).toMatchObject({ kind: 'renew', why: 'half-life' });
    await set(the, { renewAutomatically: false });
    expect(planned(the)).toMatchObject({ kind: 'nothing', why: 'switched-off' });
    await set(the, { renewAutomatically: true });
    expect(planned(the)).toMatchObject({ kind: 'renew' });
  });

  it('comes when less is left than was set, and at half of the lifetime without', async () => {
    const the = await simulatedServices(START);
    await the.ticket(10 * HOUR, 7 * DAY);
    await set(the, { renewWhenLeft: 290 });
    expect(planned(the)).toMatchObject({ why: 'seconds-left' });
    expect(planned(the)!.at).toBeCloseTo(START + 10 * HOUR - 290, 0);
    await set(the, { renewWhenLeft: null });
    expect(planned(the)).toMatchObject({ why: 'half-life' });
  });

  it('has a switch for each identity, which is shown, kept, and asks nobody', async () => {
    const store = memoryStore();
    const the = await simulatedServices(START, { store });
    await the.ticket(10 * HOUR, 7 * DAY);
    await the.services.handlers['identity.configure']({ identity: the.identity(), renewsItself: false });
    expect(planned(the)).toMatchObject({ kind: 'nothing', why: 'switched-off' });
    expect(the.events.at(-1)?.change).toMatchObject({
      type: 'identity.changed',
      identity: { renewsItself: false },
    });
    const later = await simulatedServices(START + HOUR, { store });
    await later.ticket(10 * HOUR, 7 * DAY);
    expect(planned(later)).toMatchObject({ why: 'switched-off' });
    await later.services.handlers['identity.configure']({ identity: later.identity(), renewsItself: true });
    expect(planned(later)).toMatchObject({ kind: 'renew' });
  });
});

describe('notices', () => {
  it('come at the thresholds that are set, at the end and after it', async () => {
    const the = await simulatedServices(START);
    await set(the, { noticeBeforeEnd: [1_200, 240], noticeAfterEnd: [HOUR] });
    await the.ticket(HOUR);
    await the.machine.run(START + 3 * HOUR);
    expect(told(the).map(([kind, seconds]) => [kind, Math.round(seconds / 10) * 10])).toEqual([
      ['expires', 1_200],
      ['expires', 240],
      ['expired', -0],
      ['expired', -HOUR],
    ]);
  });

  it('do not come where none is wanted', async () => {
    const the = await simulatedServices(START);
    await set(the, { noticeBeforeEnd: [], noticeAtEnd: false, noticeAfterEnd: [] });
    await the.ticket(HOUR);
    await the.machine.run(START + 2 * HOUR);
    expect(told(the)).toEqual([]);
  });

  it('of the end of renewal and of the password come as long before as is set', async () => {
    const the = await simulatedServices(START);
    await set(the, {
      noticeBeforeRenewalEnds: [2 * HOUR],
      noticeBeforePasswordExpires: [5 * HOUR],
      noticeBeforeEnd: [],
    });
    await the.ticket(8 * HOUR, 8 * HOUR);
    the.services.renewal!.notePasswordExpiry('alice@NOWHERE.TEST', START + 10 * HOUR);
    await the.machine.run(START + 7 * HOUR);
    expect(told(the).map(([kind, seconds]) => [kind, Math.round(seconds / 60)])).toEqual([
      ['password-expires', 300],
      ['renewal-ends', 120],
    ]);
  });

  it('wait in quiet hours, and come behind them', async () => {
    const the = await simulatedServices(START);
    await set(the, { quietHours: { from: 30, to: 120, days: [1] }, noticeAfterEnd: [] });
    await the.ticket(HOUR);
    await the.machine.run(START + 29 * 60);
    expect(told(the)).toEqual([]);
    await the.machine.run(START + 2 * HOUR - 5);
    expect(told(the)).toEqual([]);
    await the.machine.run(START + 2 * HOUR + 65);
    expect(told(the).map(([kind]) => kind)).toEqual(['expired']);
    expect(the.notices[0]!.at).toBeGreaterThanOrEqual(START + 2 * HOUR);
  });

  it('come at once on a day that is not among the quiet ones', async () => {
    const the = await simulatedServices(START);
    await set(the, { quietHours: { from: 30, to: 120, days: [2, 7] }, noticeBeforeEnd: [600] });
    await the.ticket(HOUR);
    await the.machine.run(START + 51 * 60);
    expect(told(the).map(([kind]) => kind)).toEqual(['expires']);
  });

  it('that are snoozed come again after as long as is set', async () => {
    const the = await simulatedServices(START);
    await set(the, { snooze: 600, noticeBeforeEnd: [1_800, 1_500] });
    await the.ticket(HOUR);
    await the.machine.run(START + 1_801);
    expect(the.notices).toHaveLength(1);
    const { until } = await the.services.handlers['identity.snooze']({ identity: the.identity() });
    expect(until - Math.floor(the.machine.seconds)).toBe(600);
    await the.machine.run(START + 1_801 + 595);
    expect(the.notices).toHaveLength(1);
    await the.machine.run(START + 1_801 + 665);
    expect(the.notices).toHaveLength(2);
  });
});

describe('history', () => {
  const row = (at: number) => ({ at, kind: 'renew', outcome: 'ok' }) as const;

  it('is kept for as many days as are set: looked at when the app starts and every day', async () => {
    const store = memoryStore();
    store.addHistory(row(START - 91 * DAY));
    store.addHistory(row(START - 89.5 * DAY));
    const the = await simulatedServices(START, { store });
    expect(store.history(10)).toHaveLength(1);
    await the.machine.run(START + DAY + 60);
    expect(store.history(10)).toHaveLength(0);
  });

  it('is shortened at once, and the window is told from when on', async () => {
    const the = await simulatedServices(START);
    the.store.addHistory(row(START - 20 * DAY));
    the.store.addHistory(row(START - DAY));
    await set(the, { historyDays: 7 });
    expect(the.store.history(10).map(({ at }) => at)).toEqual([START - DAY]);
    expect(the.events.at(-1)?.change).toEqual({ type: 'history.dropped', before: START - 7 * DAY });
  });

  it('is cleared when the person says so to main’s own question, and not otherwise', async () => {
    const answers = [false, true];
    const asked: unknown[] = [];
    const the = await simulatedServices(START, {
      confirm: (what) => {
        asked.push(what);
        return Promise.resolve(answers.shift()!);
      },
    });
    the.store.addHistory(row(START));
    expect(await the.services.handlers['history.clear']({})).toEqual({ cleared: false });
    expect(the.store.history(10)).toHaveLength(1);
    expect(await the.services.handlers['history.clear']({})).toEqual({ cleared: true });
    expect(the.store.history(10)).toHaveLength(0);
    expect(asked).toEqual(['clear-history', 'clear-history']);
    const mute = await simulatedServices(START);
    mute.store.addHistory(row(START));
    expect(await mute.services.handlers['history.clear']({})).toEqual({ cleared: false });
  });
});

describe('start at login', () => {
  it('is the system’s, and only told here', async () => {
    const the = await simulatedServices(START);
    expect((await the.services.handlers['state.get']({})).settings.startAtLogin).toBe(false);
    expect((await set(the, { startAtLogin: true })).startAtLogin).toBe(true);
    expect(the.setLogin).toEqual([true]);
    expect(the.store.settings().startAtLogin).toBe(null);
  });

  it('that the system does not take changes nothing and is said', async () => {
    const the = await simulatedServices(START, { loginFails: true });
    const error = await set(the, { startAtLogin: true, snooze: 60 }).catch((thrown: unknown) =>
      describeError(thrown),
    );
    expect(error).toMatchObject({ code: 'NOT_SET' });
    expect(JSON.stringify(error)).toContain('read-only file system');
    expect(the.store.settings().snooze).toBe(defaultSettings.snooze);
  });
});

it('a stored setting that cannot be read is named in the window until it is set again', async () => {
  const kept = memoryStore();
  let unread: readonly 'snooze'[] = ['snooze'];
  const store = {
    ...kept,
    unreadSettings: () => unread,
    saveSettings: (changed: SettingsChange) => {
      if (changed.snooze !== undefined) unread = [];
      kept.saveSettings(changed);
    },
  };
  const the = await simulatedServices(START, { store });
  expect((await the.services.handlers['state.get']({})).storage.unreadSettings).toEqual(['snooze']);
  await set(the, { density: 'expert' });
  expect((await the.services.handlers['state.get']({})).storage.unreadSettings).toEqual(['snooze']);
  await set(the, { snooze: 900 });
  expect(the.events.map(({ change }) => change)).toContainEqual({
    type: 'storage.changed',
    storage: { state: 'ok' },
  });
});
