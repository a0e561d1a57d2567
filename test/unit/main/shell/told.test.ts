import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { noticeMemory } from '../../../../src/main/shell/notice-memory.ts';
import { tellNotices, type ToldOptions } from '../../../../src/main/shell/told.ts';
import type { Notice as Shown, NoticeAction } from '../../../../src/main/shell/notices.ts';
import { wordsFor } from '../../../../src/main/shell/words.ts';

type Told = Parameters<Parameters<ToldOptions['renewal']['onNotice']>[0]>[0];
type Event = Parameters<Parameters<ToldOptions['subscribe']>[0]>[0];

function desk() {
  let tell: (notice: Told) => void = () => undefined;
  let publish: (event: Event) => void = () => undefined;
  const shown: { notice: Shown; press: (action: NoticeAction) => void }[] = [];
  const done: unknown[] = [];
  tellNotices({
    renewal: {
      onNotice: (listener) => {
        tell = listener;
        return () => undefined;
      },
      snooze: (identity, seconds) => done.push(['snooze', identity, seconds]),
    },
    subscribe: (listener) => {
      publish = listener;
    },
    notices: {
      showNotice: (notice, press) => shown.push({ notice, press }),
      withdraw: (identity) => done.push(['withdraw', identity]),
    },
    words: wordsFor('en'),
    locale: () => 'en-GB',
    snoozeSeconds: () => 900,
    act: (identity, action) => done.push([action, identity]),
  });
  const changed = (endTime?: number): void => {
    const tickets = endTime === undefined ? [] : [{ kind: 'tgt', endTime }];
    publish({
      revision: 1,
      change: { type: 'identity.changed', identity: { id: 'a', tickets } },
    } as unknown as Event);
  };
  return {
    tell: (notice: Told) => {
      tell(notice);
    },
    changed,
    shown,
    done,
  };
}

const notice: Told = {
  kind: 'expires',
  identity: 'a',
  at: 1_000,
  title: { key: 'notice.expires', params: { principal: 'alice@AD.TEST', when: 1_600, seconds: 600 } },
  actions: ['sign-in', 'snooze'],
};

describe('a notice of the services', () => {
  it('is shown in words, and its buttons do what they say', () => {
    const { tell, shown, done } = desk();
    tell(notice);
    expect(shown[0]?.notice).toMatchObject({
      kind: 'expires',
      identity: 'a',
      title: 'alice@AD.TEST expires in 10 m',
    });
    shown[0]?.press('sign-in');
    shown[0]?.press('snooze');
    expect(done).toEqual([
      ['sign-in', 'a'],
      ['snooze', 'a', 900],
    ]);
  });

  it('is withdrawn by a later end of the ticket alone, not by another ticket beside it or by its going', () => {
    const { changed, done } = desk();
    changed(1_600);
    changed(1_600);
    changed();
    changed(1_600);
    expect(done).toEqual([]);
    changed(9_000);
    expect(done).toEqual([['withdraw', 'a']]);
  });
});

describe('the memory of notices', () => {
  it('is a file of the person alone, and outlives a restart; a damaged one is an empty one', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-told-'));
    const file = path.join(folder, 'told.json');
    expect([...noticeMemory(file).load()]).toEqual([]);
    noticeMemory(file).save(new Map([['x', 5]]));
    expect([...noticeMemory(file).load()]).toEqual([['x', 5]]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const text of ['{', '{}', '[1,["a"],["b","c"],["d",null]]']) {
      writeFileSync(file, text);
      expect([...noticeMemory(file).load()], text).toEqual([]);
    }
    rmSync(folder, { recursive: true });
  });
});
