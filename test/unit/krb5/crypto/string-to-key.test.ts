import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { nobleKeyDerivation } from '../../../../src/krb5/crypto/noble-key-derivation.ts';
import { stringToKey } from '../../../../src/krb5/crypto/operations.ts';
import { ITERATIONS_LIMIT, MAX_SALT_LENGTH } from '../../../../src/krb5/crypto/string-to-key.ts';
import type { KeyDerivation } from '../../../../src/krb5/ports.ts';

const password = new TextEncoder().encode('password');
const salt = new TextEncoder().encode('ATHENA.MIT.EDUraeburn');

/** A derivation that only remembers what it was asked. */
function recording(): KeyDerivation & { readonly asked: { iterations: number; salt: Uint8Array }[] } {
  const asked: { iterations: number; salt: Uint8Array }[] = [];
  return {
    asked,
    pbkdf2: ({ iterations, salt: given, length }) => {
      asked.push({ iterations, salt: given });
      return Promise.resolve(new Uint8Array(length));
    },
  };
}

function params(count: number): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, count);
  return out;
}

describe.each([
  [17, 4096],
  [18, 4096],
  [19, 32_768],
  [20, 32_768],
])('string-to-key of enctype %i', (etype, defaultCount) => {
  it(`takes ${String(defaultCount)} iterations where the KDC names none`, async () => {
    const kdf = recording();
    await stringToKey(kdf, etype, password, salt, undefined);
    expect(kdf.asked[0]!.iterations).toBe(defaultCount);
  });

  it('takes as many as the KDC asks for, from the default up to below 2^24', async () => {
    for (const count of [defaultCount, defaultCount + 1, ITERATIONS_LIMIT - 1]) {
      const kdf = recording();
      await stringToKey(kdf, etype, password, salt, params(count));
      expect(kdf.asked[0]!.iterations).toBe(count);
    }
  });

  it('refuses fewer than the default, before any work', async () => {
    for (const count of [1, defaultCount - 1]) {
      const kdf = recording();
      await expect(stringToKey(kdf, etype, password, salt, params(count))).rejects.toMatchObject({
        code: 'STRING_TO_KEY_REFUSED',
        details: { etype, reason: 'iterations-too-few', got: count, limit: defaultCount },
      });
      expect(kdf.asked).toEqual([]);
    }
  });

  it('refuses 2^24 and more, 0 standing for 2^32 (RFC 3962 section 4), even for test vectors', async () => {
    for (const [stated, count] of [
      [ITERATIONS_LIMIT, ITERATIONS_LIMIT],
      [0xffffffff, 0xffffffff],
      [0, 2 ** 32],
    ] as const) {
      const asked = stringToKey(recording(), etype, password, salt, params(stated), {
        allowFewIterations: true,
      });
      await expect(asked).rejects.toMatchObject({
        code: 'STRING_TO_KEY_REFUSED',
        details: { reason: 'iterations-too-many', got: count, limit: ITERATIONS_LIMIT },
      });
    }
  });

  it('refuses parameters that are not four octets', async () => {
    for (const length of [0, 1, 3, 5, 8]) {
      await expect(
        stringToKey(recording(), etype, password, salt, new Uint8Array(length)),
      ).rejects.toMatchObject({
        code: 'STRING_TO_KEY_REFUSED',
        details: { reason: 'parameters-malformed', got: length },
      });
    }
  });

  it('takes a salt of 64 KiB and refuses a longer one', async () => {
    await stringToKey(recording(), etype, password, new Uint8Array(MAX_SALT_LENGTH), undefined);
    await expect(
      stringToKey(recording(), etype, password, new Uint8Array(MAX_SALT_LENGTH + 1), undefined),
    ).rejects.toMatchObject({
      code: 'STRING_TO_KEY_REFUSED',
      details: { reason: 'salt-too-long', got: MAX_SALT_LENGTH + 1, limit: MAX_SALT_LENGTH },
    });
  });

  it('leaves the password as it was, for the caller may need it again', async () => {
    const typed = password.slice();
    await stringToKey(recording(), etype, typed, salt, undefined);
    expect(typed).toEqual(password);
  });

  it('does nothing once cancelled', async () => {
    const kdf = recording();
    const asked = stringToKey(kdf, etype, password, salt, undefined, { signal: AbortSignal.abort() });
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(kdf.asked).toEqual([]);
  });
});

describe('string-to-key of RC4', () => {
  it('refuses parameters, which RFC 4757 does not know', async () => {
    await expect(stringToKey(recording(), 23, password, salt, params(4096))).rejects.toMatchObject({
      code: 'STRING_TO_KEY_REFUSED',
    });
  });

  it('pays no heed to the salt', async () => {
    const one = await stringToKey(recording(), 23, password, salt, undefined);
    const two = await stringToKey(recording(), 23, password, new Uint8Array(0), new Uint8Array(0));
    expect(one.keyValue).toEqual(two.keyValue);
  });
});

describe('noble’s own derivation', () => {
  it('lets others run between its slices and stops at once when cancelled', async () => {
    const controller = new AbortController();
    let pauses = 0;
    const kdf = nobleKeyDerivation(async () => {
      pauses += 1;
      if (pauses === 3) controller.abort();
      await immediate();
    });
    const asked = stringToKey(kdf, 18, password, salt, params(ITERATIONS_LIMIT - 1), {
      signal: controller.signal,
    });
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(pauses).toBe(3);
  });
});
