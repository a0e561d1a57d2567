import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/node/clock.ts';
import { checkedHashes, systemRandom } from '../../../src/node/crypto.ts';
import { nodeKeyDerivation } from '../../../src/node/key-derivation.ts';

const password = new TextEncoder().encode('password');
const salt = new TextEncoder().encode('salt');

describe('key derivation on Node', () => {
  it('gives the same by node:crypto and by noble', async () => {
    for (const hash of ['SHA-1', 'SHA-256', 'SHA-384'] as const) {
      const input = { hash, password, salt, iterations: 4096, length: 32 };
      const both = await Promise.all([
        nodeKeyDerivation({ provider: 'system' }).pbkdf2(input),
        nodeKeyDerivation({ provider: 'noble' }).pbkdf2(input),
      ]);
      expect(both[0]).toEqual(both[1]);
    }
  });

  it('finds this runtime’s PBKDF2 good for all three hashes', async () => {
    expect([...(await checkedHashes())].sort()).toEqual(['SHA-1', 'SHA-256', 'SHA-384']);
  });

  it('leaves out a hash that this runtime lacks, refuses or computes differently', async () => {
    const good = await checkedHashes(({ hash, length }) => {
      if (hash === 'SHA-1') throw new Error('digital envelope routines::unsupported');
      return hash === 'SHA-256' ? new Uint8Array(length) : new Uint8Array(0);
    });
    expect([...good]).toEqual([]);
  });

  it('gives no key once cancelled', async () => {
    const input = {
      hash: 'SHA-1',
      password,
      salt,
      iterations: 4096,
      length: 16,
      signal: AbortSignal.abort(),
    } as const;
    await expect(nodeKeyDerivation({ provider: 'system' }).pbkdf2(input)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  it.each(['system', 'noble'] as const)('with %s does not hold up the event loop', async (provider) => {
    const kdf = nodeKeyDerivation({ provider });
    let longest = 0;
    let last = performance.now();
    const ticker = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await kdf.pbkdf2({ hash: 'SHA-1', password, salt, iterations: 200_000, length: 16 });
    clearInterval(ticker);
    expect(longest).toBeLessThan(200);
  });

  it.each([
    ['system', 1_000_000],
    ['system', 2 ** 24 - 1],
    ['noble', 2 ** 24 - 1],
  ] as const)('with %s and %i iterations answers a cancel at once', async (provider, iterations) => {
    const controller = new AbortController();
    const asked = nodeKeyDerivation({ provider }).pbkdf2({
      hash: 'SHA-384',
      password,
      salt,
      iterations,
      length: 32,
      signal: controller.signal,
    });
    setTimeout(() => {
      controller.abort();
    }, 30);
    const start = performance.now();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(performance.now() - start).toBeLessThan(400);
  });
});

describe('the random source', () => {
  it('gives as many octets as asked for, others each time', () => {
    const random = systemRandom();
    expect(random.bytes(0).length).toBe(0);
    expect(random.bytes(32)).not.toEqual(random.bytes(32));
  });
});

describe('the clock', () => {
  const at = (times: number[]): ReturnType<typeof systemClock> =>
    systemClock({ wall: () => times.shift() ?? 0, monotonic: () => 0 });

  it('never gives the same microsecond twice', () => {
    const clock = systemClock();
    const seen = Array.from({ length: 10_000 }, () => clock.nowMicros());
    expect(seen.every((time, index) => index === 0 || time > seen[index - 1]!)).toBe(true);
  });

  it('goes on from the last time when the system’s stands still or slips by less than a second', () => {
    const clock = at([5000, 5000, 4500]);
    expect([clock.nowMicros(), clock.nowMicros(), clock.nowMicros()]).toEqual([
      5_000_000, 5_000_001, 5_000_002,
    ]);
  });

  it('follows the system’s when that is set back, for a time of the future is refused', () => {
    const clock = at([5_000_000, 1_000_000]);
    expect([clock.nowMicros(), clock.nowMicros()]).toEqual([5_000_000_000, 1_000_000_000]);
  });
});
