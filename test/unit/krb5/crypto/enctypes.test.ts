import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checksumSize,
  isChecksumValid,
  isKeyedChecksum,
  makeChecksum,
  verifyChecksum,
} from '../../../../src/krb5/crypto/checksum.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { decrypt, encrypt, prfPlus, randomKey } from '../../../../src/krb5/crypto/operations.ts';
import { encryptionType, supportedEnctypes } from '../../../../src/krb5/crypto/registry.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { systemRandom } from '../../../../src/node/crypto.ts';

const random = systemRandom();
const etypes = fc.constantFrom(...supportedEnctypes);
const usages = fc.integer({ min: 0, max: 0xffffffff });
const plains = fc.uint8Array({ maxLength: 200 });

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return 'nothing thrown';
  } catch (error) {
    return isKerberosError(error) ? error.code : String(error);
  }
};

describe.each(supportedEnctypes)('enctype %i', (etype) => {
  const type = encryptionType(etype);
  const key = randomKey(etype, random);
  const other = randomKey(etype, random);

  it('opens what it sealed, at every length and usage', () => {
    fc.assert(
      fc.property(plains, usages, (plain, usage) => {
        const cipher = encrypt(key, usage, plain, random);
        expect(cipher.length).toBe(plain.length + type.overhead);
        expect(decrypt(key, usage, cipher)).toEqual(plain);
      }),
    );
  });

  it('seals the same plaintext differently each time', () => {
    const plain = new Uint8Array(40);
    expect(encrypt(key, 3, plain, random)).not.toEqual(encrypt(key, 3, plain, random));
  });

  it('refuses a ciphertext in which any one bit is flipped', () => {
    const cipher = encrypt(key, 7, random.bytes(21), random);
    for (let bit = 0; bit < cipher.length * 8; bit += 1) {
      const changed = cipher.slice();
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      expect(codeOf(() => decrypt(key, 7, changed))).toBe('INTEGRITY');
    }
  });

  it('refuses a ciphertext cut or lengthened, down to nothing', () => {
    const cipher = encrypt(key, 7, random.bytes(50), random);
    for (let length = 0; length < cipher.length; length += 1) {
      expect(codeOf(() => decrypt(key, 7, cipher.subarray(0, length)))).toBe('INTEGRITY');
    }
    expect(codeOf(() => decrypt(key, 7, new Uint8Array([...cipher, 0])))).toBe('INTEGRITY');
  });

  it('refuses another key and another usage', () => {
    const cipher = encrypt(key, 3, random.bytes(30), random);
    expect(codeOf(() => decrypt(other, 3, cipher))).toBe('INTEGRITY');
    expect(codeOf(() => decrypt(key, 4, cipher))).toBe('INTEGRITY');
  });

  it('refuses a key of the wrong length, whose octets it does not show', () => {
    const short = new EncryptionKey(etype, Uint8Array.of(0xde, 0xad));
    expect(codeOf(() => encrypt(short, 1, new Uint8Array(1), random))).toBe('INTEGRITY');
    expect(codeOf(() => decrypt(short, 1, new Uint8Array(64)))).toBe('INTEGRITY');
    expect(codeOf(() => makeChecksum(short, 1, new Uint8Array(1)))).toBe('INTEGRITY');
  });

  it('leaves key and plaintext as they were', () => {
    const before = key.keyValue.slice();
    const plain = random.bytes(33);
    const copy = plain.slice();
    decrypt(key, 2, encrypt(key, 2, plain, random));
    expect([key.keyValue, plain]).toEqual([before, copy]);
  });

  it('verifies its own checksum and no other', () => {
    fc.assert(
      fc.property(plains, usages, (data, usage) => {
        const sum = makeChecksum(key, usage, data);
        expect([sum.cksumtype, sum.checksum.length]).toEqual([type.checksumType, type.checksumSize]);
        verifyChecksum(key, usage, data, sum);
        expect(isChecksumValid(other, usage, data, sum)).toBe(false);
        expect(isChecksumValid(key, usage, new Uint8Array([...data, 0]), sum)).toBe(false);
        expect(isChecksumValid(key, usage, data, { ...sum, checksum: sum.checksum.subarray(1) })).toBe(false);
      }),
      { numRuns: 40 },
    );
    expect(isKeyedChecksum(type.checksumType)).toBe(true);
    expect(checksumSize(type.checksumType)).toBe(type.checksumSize);
  });

  it('gives a PRF of the stated size, and PRF+ whose shorter output begins the longer', () => {
    const input = random.bytes(9);
    expect(type.prf(key, input).length).toBe(type.prfSize);
    const long = prfPlus(key, input, 3 * type.prfSize + 5);
    for (const size of [1, type.prfSize, type.prfSize + 1]) {
      expect(prfPlus(key, input, size)).toEqual(long.subarray(0, size));
    }
  });
});

describe('any two enctypes', () => {
  it('never open one another’s', () => {
    fc.assert(
      fc.property(etypes, etypes, plains, (a, b, plain) => {
        fc.pre(a !== b);
        const octets = random.bytes(32);
        const keyFor = (etype: number): EncryptionKey =>
          new EncryptionKey(etype, octets.slice(0, encryptionType(etype).keySize));
        const cipher = encrypt(keyFor(a), 2, plain, random);
        expect(codeOf(() => decrypt(keyFor(b), 2, cipher))).toBe('INTEGRITY');
      }),
    );
  });
});

describe('the registry', () => {
  it('names both sides where an enctype is unknown', () => {
    expect(codeOf(() => encryptionType(16))).toBe('ETYPE_UNSUPPORTED');
    expect(codeOf(() => encrypt(new EncryptionKey(3, new Uint8Array(8)), 1, new Uint8Array(1), random))).toBe(
      'ETYPE_UNSUPPORTED',
    );
  });

  it('prefers strong enctypes, and RC4 alone is weak', () => {
    expect(supportedEnctypes.filter((etype) => encryptionType(etype).weak)).toEqual([23]);
    expect(supportedEnctypes.at(-1)).toBe(23);
  });
});

describe('checksums', () => {
  const key = randomKey(18, random);
  const data = random.bytes(20);

  it('take an unkeyed one only where the caller wants a mere digest', () => {
    const digest = makeChecksum(key, 6, data, 7);
    expect(isKeyedChecksum(7)).toBe(false);
    expect(isChecksumValid(key, 6, data, digest)).toBe(false);
    expect(isChecksumValid(key, 6, data, digest, { allowUnkeyed: true })).toBe(true);
  });

  it('take HMAC-MD5 with a key of any enctype, as PA-FOR-USER has it ([MS-SFU] 2.2.1)', () => {
    const sum = makeChecksum(key, 17, data, -138);
    expect(isChecksumValid(key, 17, data, sum)).toBe(true);
    expect(isChecksumValid(randomKey(18, random), 17, data, sum)).toBe(false);
  });

  it('refuse a type that does not go with the key, and one nobody knows', () => {
    expect(codeOf(() => makeChecksum(key, 1, data, 15))).toBe('ETYPE_UNSUPPORTED');
    expect(codeOf(() => makeChecksum(key, 1, data, 999))).toBe('ETYPE_UNSUPPORTED');
    expect(
      codeOf(() => {
        verifyChecksum(key, 1, data, { cksumtype: 999, checksum: data });
      }),
    ).toBe('INTEGRITY');
    expect([checksumSize(999), isKeyedChecksum(999)]).toEqual([undefined, undefined]);
  });

  it('of RC4 answer for Windows’ usages: 3 and 9 are 8, 23 is 13', () => {
    const rc4 = randomKey(23, random);
    const sum = (usage: number): Uint8Array => makeChecksum(rc4, usage, data).checksum;
    expect([sum(3), sum(9), sum(23)]).toEqual([sum(8), sum(8), sum(13)]);
    expect(sum(13)).not.toEqual(sum(8));
    expect(decrypt(rc4, 8, encrypt(rc4, 9, data, random))).toEqual(data);
    expect(decrypt(rc4, 8, encrypt(rc4, 3, data, random))).toEqual(data);
    expect(decrypt(rc4, 13, encrypt(rc4, 23, data, random))).toEqual(data);
  });
});

describe('an EncryptionKey', () => {
  it('prints itself nowhere, and is gone after wipe()', () => {
    const key = new EncryptionKey(18, new Uint8Array(32).fill(0xab));
    expect(`${String(key)} ${JSON.stringify({ key })}`).not.toMatch(/abab|171/i);
    key.wipe();
    expect(key.keyValue.every((octet) => octet === 0)).toBe(true);
  });
});
