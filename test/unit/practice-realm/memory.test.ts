import { describe, expect, it } from 'vitest';
import {
  KEPT_REPLY_SECONDS,
  MAX_KEPT_REPLIES,
  MAX_REPLAY_ENTRIES,
  REQUEST_BURST,
  REQUESTS_PER_SECOND,
} from '../../../src/practice-realm/limits.ts';
import { KeptReplies, ReplayCache } from '../../../src/practice-realm/memory.ts';
import { RateLimit } from '../../../src/practice-realm/rate-limit.ts';

const bytes = (n: number, length = 100): Uint8Array => {
  const made = new Uint8Array(length);
  new DataView(made.buffer).setUint32(0, n);
  return made;
};

describe('the replay cache', () => {
  it('refuses an authenticator twice within twice the skew, and forgets it then', () => {
    const cache = new ReplayCache();
    cache.note(bytes(1), 1000, 300);
    expect(() => {
      cache.note(bytes(1), 1600, 300);
    }).toThrow('used before');
    cache.note(bytes(1), 1601, 300);
    cache.note(bytes(2), 1601, 300);
  });

  it('refuses everything rather than forget what is fresh when it is full', () => {
    const cache = new ReplayCache();
    for (let i = 0; i < MAX_REPLAY_ENTRIES; i++) cache.note(bytes(i), 1000, 300);
    expect(() => {
      cache.note(bytes(MAX_REPLAY_ENTRIES), 1000, 300);
    }).toThrow('too many');
    cache.note(bytes(MAX_REPLAY_ENTRIES), 1601, 300);
  });
});

describe('kept replies', () => {
  it('are given again for the same bytes, for a while', () => {
    const kept = new KeptReplies();
    kept.keep(bytes(1), bytes(9), 1000);
    expect(kept.get(bytes(1), 1000 + KEPT_REPLY_SECONDS)).toEqual(bytes(9));
    expect(kept.get(bytes(1), 1001 + KEPT_REPLY_SECONDS)).toBeUndefined();
    expect(kept.get(bytes(2), 1000)).toBeUndefined();
  });

  it('make room by dropping the oldest', () => {
    const kept = new KeptReplies();
    for (let i = 0; i <= MAX_KEPT_REPLIES; i++) kept.keep(bytes(i), bytes(i), 1000);
    expect(kept.get(bytes(0), 1000)).toBeUndefined();
    expect(kept.get(bytes(1), 1000)).toEqual(bytes(1));
    expect(kept.get(bytes(MAX_KEPT_REPLIES), 1000)).toBeDefined();
  });
});

describe('the rate limit', () => {
  it('lets a burst through, then so many a second, and no more for a clock that goes back', () => {
    let now = 5000;
    const limit = new RateLimit(
      { monotonicMillis: () => now, nowMicros: () => 0 },
      REQUESTS_PER_SECOND,
      REQUEST_BURST,
    );
    const takeAll = (): number => {
      let taken = 0;
      while (limit.take()) taken++;
      return taken;
    };
    expect(takeAll()).toBe(REQUEST_BURST);
    now += 1000;
    expect(takeAll()).toBe(REQUESTS_PER_SECOND);
    now -= 100_000;
    expect(takeAll()).toBe(0);
    now += 3_600_000;
    expect(takeAll()).toBe(REQUEST_BURST);
  });
});
