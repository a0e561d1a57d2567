// PAC buffers packed by Samba's NDR binding (test/vectors/pac/make-built.py): what we read equals what it reads.
import { describe, expect, it } from 'vitest';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { encrypt } from '../../../../src/krb5/crypto/index.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  PacBufferType,
  decodeClaims,
  decodeClaimsSet,
  decodeCredentialInfo,
  decodePac,
  encodeClaims,
  encodeDelegationInfo,
  encodeDeviceInfo,
  openCredentials,
} from '../../../../src/krb5/pac/index.ts';
import { builtVector, BUILT_VECTORS, claimsInSambasWords } from '../../../support/pac-built.ts';
import { hex } from '../../../support/vectors.ts';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const named = (kind: string): string[] =>
  BUILT_VECTORS.filter((vector) => vector.kind === kind).map(({ name }) => name);

describe.each(named('claims'))('%s', (name) => {
  const { bytes, read } = builtVector(name);

  it('reads value by value as Samba reads it', () => {
    expect(claimsInSambasWords(decodeClaims(bytes))).toEqual(read);
  });

  it('reads the same again after we have written it, uncompressed', () => {
    expect(claimsInSambasWords(decodeClaims(encodeClaims(decodeClaims(bytes))))).toEqual(read);
  });
});

describe.each(named('claims-set'))('%s', (name) => {
  it('reads value by value as Samba reads it', () => {
    const { bytes, read } = builtVector(name);
    expect(claimsInSambasWords(decodeClaimsSet(bytes))).toEqual(read);
  });
});

describe('uncompressed claims', () => {
  it('are written byte for byte as Samba writes them', () => {
    const { bytes } = builtVector('client claims, every type, uncompressed');
    expect(hexOf(encodeClaims(decodeClaims(bytes)))).toBe(hexOf(bytes));
  });

  it('are none where the KDC wrote nothing, or a NULL pointer', () => {
    expect(decodeClaims(new Uint8Array(0))).toEqual([]);
    expect(decodeClaims(hex('01100800cccccccc08000000000000000000000000000000'))).toEqual([]);
  });
});

describe('device information', () => {
  const { bytes, read } = builtVector('device information');
  const { deviceInfo, pac } = decodePac(bytes);
  const pairs = (groups: readonly { relativeId: number; attributes: number }[]): number[][] =>
    groups.map(({ relativeId, attributes }) => [relativeId, attributes]);

  it('reads field by field as Samba reads it', () => {
    expect({
      userId: deviceInfo?.userId,
      primaryGroupId: deviceInfo?.primaryGroupId,
      accountDomainId: deviceInfo?.accountDomainId,
      accountGroupIds: pairs(deviceInfo!.accountGroupIds),
      extraSids: deviceInfo?.extraSids.map(({ sid, attributes }) => [sid, attributes]),
      domainGroups: deviceInfo?.domainGroups.map(({ domainId, groupIds }) => [domainId, pairs(groupIds)]),
    }).toEqual(read);
  });

  it('is written byte for byte as Samba writes it', () => {
    expect(hexOf(encodeDeviceInfo(deviceInfo!))).toBe(hexOf(pac.buffers[0]!.data));
  });
});

describe('delegation information', () => {
  const { bytes, read } = builtVector('delegation information through two services');
  const { delegationInfo, pac } = decodePac(bytes);

  it('reads field by field as Samba reads it', () => {
    expect(delegationInfo).toEqual(read);
  });

  it('is written byte for byte as Samba writes it', () => {
    expect(hexOf(encodeDelegationInfo(delegationInfo!))).toBe(hexOf(pac.buffers[0]!.data));
  });
});

describe('the signature of a read-only DC', () => {
  it('ends before the identifier that follows it', () => {
    const { bytes, read } = builtVector('a read-only DC’s signature');
    const { kdcSignature } = decodePac(bytes);
    const { signature, rodcIdentifier, signatureType } = kdcSignature!;
    expect(rodcIdentifier).toBe(0x7cd1);
    expect({ type: signatureType, remaining: `${hexOf(signature)}d17c` }).toEqual(read);
  });
});

describe.each(named('credentials'))('%s', (name) => {
  const { bytes: plain, read } = builtVector(name);
  const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
  const replyKey = new EncryptionKey(18, new Uint8Array(32).fill(3));
  // PAC_CREDENTIAL_INFO: version 0, the enctype, what is sealed with key usage 16.
  const sealed = Uint8Array.of(0, 0, 0, 0, 18, 0, 0, 0, ...encrypt(replyKey, 16, plain, random));
  const info = decodeCredentialInfo(sealed);

  it('are opened by the AS reply key, and tell which hashes are there', () => {
    const opened = openCredentials(info, replyKey);
    expect(opened.credentials.map(({ packageName, length }) => ({ packageName, length }))).toEqual(read);
    const hasLmHash = name.includes('both');
    expect(opened.credentials[0]?.ntlm).toEqual({ version: 0, hasLmHash, hasNtHash: true });
  });

  it('come without any octet of a hash', () => {
    const hashes = plain.filter((octet) => [0x11, 0x22, 0x5a].includes(octet)).length;
    expect(hashes).toBeGreaterThanOrEqual(16);
    const opened = openCredentials(info, replyKey);
    expect(opened.bytes.length).toBe(plain.length);
    expect(Array.from(opened.bytes).filter((octet) => [0x11, 0x22, 0x5a].includes(octet))).toEqual([]);
  });

  it('stay closed to another key', () => {
    const other = new EncryptionKey(18, new Uint8Array(32).fill(4));
    expect(() => openCredentials(info, other)).toThrow(
      expect.toSatisfy((error) => isKerberosError(error, 'INTEGRITY')),
    );
  });

  it('are named by the PAC they stand in', () => {
    expect(PacBufferType.CREDENTIALS).toBe(2);
    expect(info).toMatchObject({ version: 0, encryptionType: 18 });
  });
});
