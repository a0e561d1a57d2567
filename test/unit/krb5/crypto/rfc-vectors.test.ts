import { describe, expect, it } from 'vitest';
import { isChecksumValid, makeChecksum } from '../../../../src/krb5/crypto/checksum.ts';
import { ctsDecrypt, ctsEncrypt } from '../../../../src/krb5/crypto/cts.ts';
import { deriveAesKey } from '../../../../src/krb5/crypto/derive.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { md4 } from '../../../../src/krb5/crypto/md4.ts';
import { nFold } from '../../../../src/krb5/crypto/nfold.ts';
import { nobleKeyDerivation } from '../../../../src/krb5/crypto/noble-key-derivation.ts';
import { decrypt, encrypt, krbFxCf2, stringToKey } from '../../../../src/krb5/crypto/operations.ts';
import { rc4 } from '../../../../src/krb5/crypto/rc4.ts';
import { encryptionType } from '../../../../src/krb5/crypto/registry.ts';
import { kdfHmacSha2 } from '../../../../src/krb5/crypto/rfc8009.ts';
import { nodeKeyDerivation } from '../../../../src/node/key-derivation.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';

type Case = Readonly<Record<string, string>> & {
  readonly bits: number;
  readonly etype: number;
  readonly usage: number;
  readonly cksumtype: number;
};
type Group = Readonly<{ source: string; key?: string; cases: readonly Case[] }>;

function group(file: string, name: string): Group {
  return (readVectors(file) as Readonly<Record<string, Group>>)[name]!;
}

function cases(file: string, name: string): readonly Case[] {
  const { cases: all } = group(file, name);
  if (all.length === 0) throw new Error(`${file} has no ${name}`);
  return all;
}

const bytes = (text: string | undefined): Uint8Array => hex(text!);
const keyOf = (one: Case): EncryptionKey => new EncryptionKey(one.etype, bytes(one['key']));

describe('RFC 3961', () => {
  it.each(cases('rfc3961', 'nFold'))('n-fold of $input to $bits bits (A.1)', (one) => {
    expect(toHex(nFold(bytes(one['input']), one.bits / 8))).toBe(one['output']);
  });

  it.each(cases('rfc3961', 'unkeyed'))('unkeyed checksum type $cksumtype needs no key of its own', (one) => {
    const key = new EncryptionKey(18, new Uint8Array(32));
    expect(toHex(makeChecksum(key, 0, bytes(one['data']), one.cksumtype).checksum)).toBe(one['checksum']);
  });
});

describe('ciphertext stealing', () => {
  const { key, cases: all } = group('rfc3962', 'cts');
  it.each(all)('gives $cipher (RFC 3962 B)', (one) => {
    const iv = new Uint8Array(16);
    expect(toHex(ctsEncrypt(bytes(key), iv, bytes(one['plain'])))).toBe(one['cipher']);
    expect(toHex(ctsDecrypt(bytes(key), iv, bytes(one['cipher'])))).toBe(one['plain']);
  });
});

describe('string-to-key', () => {
  const all = [
    ...cases('rfc3962', 'stringToKey'),
    ...cases('rfc8009', 'stringToKey'),
    ...cases('rfc4757', 'stringToKey'),
  ];
  const derivations = {
    system: nodeKeyDerivation({ provider: 'system' }),
    noble: nobleKeyDerivation(() => Promise.resolve()),
  };
  for (const [provider, kdf] of Object.entries(derivations)) {
    it.each(all)(`enctype $etype of $password with $s2kparams by ${provider}`, async (one) => {
      const params = one['s2kparams'] === undefined ? undefined : hex(one['s2kparams']);
      const options = { allowFewIterations: true } as const;
      const key = await stringToKey(
        kdf,
        one.etype,
        bytes(one['password']),
        bytes(one['salt']),
        params,
        options,
      );
      expect(key.keyType).toBe(one.etype);
      expect(toHex(key.keyValue)).toBe(one['key']);
    });
  }
});

describe('key derivation', () => {
  it.each(cases('rfc3962', 'derive'))('DK of enctype $etype with $constant', (one) => {
    expect(toHex(deriveAesKey(bytes(one['key']), bytes(one['constant'])))).toBe(one['derived']);
  });

  it.each(cases('rfc8009', 'derive'))('KDF-HMAC-SHA2 of enctype $etype with $constant (A)', (one) => {
    const hash = one.etype === 19 ? 'SHA-256' : 'SHA-384';
    const size = bytes(one['derived']).length;
    const derived = kdfHmacSha2(hash, bytes(one['key']), bytes(one['constant']), new Uint8Array(0), size);
    expect(toHex(derived)).toBe(one['derived']);
  });
});

describe('encryption', () => {
  it.each([...cases('rfc3962', 'decrypt'), ...cases('rfc8009', 'encrypt'), ...cases('rfc4757', 'decrypt')])(
    'enctype $etype, usage $usage opens $cipher',
    (one) => {
      expect(toHex(decrypt(keyOf(one), one.usage, bytes(one['cipher'])))).toBe(one['plain']);
    },
  );

  it.each(cases('rfc8009', 'encrypt'))('enctype $etype seals $plain with the confounder given (A)', (one) => {
    const confounder = { bytes: () => bytes(one['confounder']) };
    expect(toHex(encrypt(keyOf(one), one.usage, bytes(one['plain']), confounder))).toBe(one['cipher']);
  });
});

describe('checksums', () => {
  it.each([
    ...cases('rfc3962', 'checksum'),
    ...cases('rfc8009', 'checksum'),
    ...cases('rfc4757', 'checksum'),
  ])('type $cksumtype, usage $usage of $data', (one) => {
    const received = { cksumtype: one.cksumtype, checksum: bytes(one['checksum']) };
    expect(makeChecksum(keyOf(one), one.usage, bytes(one['data']))).toEqual(received);
    expect(isChecksumValid(keyOf(one), one.usage, bytes(one['data']), received)).toBe(true);
    expect(isChecksumValid(keyOf(one), one.usage + 1, bytes(one['data']), received)).toBe(false);
  });
});

describe('the pseudo-random function', () => {
  it.each([...cases('rfc3962', 'prf'), ...cases('rfc8009', 'prf')])('of enctype $etype for $input', (one) => {
    expect(toHex(encryptionType(one.etype).prf(keyOf(one), bytes(one['input'])))).toBe(one['output']);
  });

  it.each(cases('rfc6113', 'krbFxCf2'))(
    'makes KRB-FX-CF2 of two keys of enctype $etype (RFC 6113 A)',
    async (one) => {
      const kdf = nodeKeyDerivation();
      const derive = async (password: string | undefined): Promise<EncryptionKey> =>
        stringToKey(kdf, one.etype, bytes(password), bytes(password), undefined);
      const [first, second] = [await derive(one['password1']), await derive(one['password2'])];
      const combined = krbFxCf2(first, second, bytes(one['pepper1']), bytes(one['pepper2']));
      expect(combined.keyType).toBe(one.etype);
      expect(toHex(combined.keyValue)).toBe(one['key']);
    },
  );
});

describe('the primitives that are ours', () => {
  it.each(cases('rfc1320', 'md4'))('MD4 of $data is $digest (RFC 1320 A.5)', (one) => {
    expect(toHex(md4(bytes(one['data'])))).toBe(one['digest']);
  });

  it.each(cases('rfc6229', 'rc4'))('RC4 with $key begins $stream (RFC 6229 2)', (one) => {
    expect(toHex(rc4(bytes(one['key']), new Uint8Array(16)))).toBe(one['stream']);
  });
});
