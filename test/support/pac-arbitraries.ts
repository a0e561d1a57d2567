// Values of PAC buffers for property tests, and the simplest compressions of [MS-XCA]: literals alone.
import fc from 'fast-check';
import { NdrWriter, writeSerialized } from '../../src/krb5/ndr/index.ts';
import { ClaimType } from '../../src/krb5/pac/index.ts';
import type {
  Claim,
  ClaimsSet,
  DeviceInfo,
  LogonInfo,
  PacSignature,
  UpnDnsInfo,
} from '../../src/krb5/pac/index.ts';

const uint32 = fc.nat(0xffff_ffff);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
/** No zero at the end: NDR's strings have one of their own there. */
export const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !value.endsWith('\0'));

export const sid = fc
  .tuple(fc.nat(0xff), fc.array(uint32, { maxLength: 15 }))
  .map(([authority, parts]) => ['S-1', authority, ...parts].join('-'));

const groups = fc.array(fc.record({ relativeId: uint32, attributes: uint32 }), { maxLength: 6 });
const sids = fc.array(fc.record({ sid, attributes: uint32 }), { maxLength: 5 });

const list = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { maxLength: 4 });

const content: fc.Arbitrary<Claim['content']> = fc.oneof(
  list(int64).map((values) => ({ type: ClaimType.INT64, values })),
  list(uint64).map((values) => ({ type: ClaimType.UINT64, values })),
  list(text).map((values) => ({ type: ClaimType.STRING, values })),
  list(fc.boolean()).map((values) => ({ type: ClaimType.BOOLEAN, values })),
  fc.constantFrom(0, 4, 5, 16, 0xffff).map((number) => ({ type: 'unknown' as const, number })),
);

export const claimsSetArbitrary: fc.Arbitrary<ClaimsSet> = fc.array(
  fc.record({ sourceType: fc.nat(0xffff), claims: list(fc.record({ id: text, content })) }),
  { maxLength: 3 },
);

export const deviceInfoArbitrary: fc.Arbitrary<DeviceInfo> = fc.record({
  userId: uint32,
  primaryGroupId: uint32,
  accountDomainId: fc.option(sid, { nil: undefined }),
  accountGroupIds: groups,
  extraSids: sids,
  domainGroups: list(fc.record({ domainId: fc.option(sid, { nil: undefined }), groupIds: groups })),
});

/** PAC_CREDENTIAL_DATA with one package. @param length of its credentials, of octets 0xa5 */
export function credentialData(packageName: string, length: number): Uint8Array {
  return writeSerialized((w) => {
    w.uint32(1);
    w.uint32(1);
    w.unicodeStringHead(packageName);
    w.uint32(length);
    w.pointer();
    w.unicodeStringReferent(packageName);
    w.uint32(length);
    w.bytes(new Uint8Array(length).fill(0xa5));
  });
}

/** [MS-XCA] 2.5: chunks that are not compressed. */
export function packedLznt1(plain: Uint8Array): Uint8Array {
  const writer = new NdrWriter();
  for (let at = 0; at < plain.length; at += 4096) {
    const chunk = plain.subarray(at, at + 4096);
    const header = 0x3000 | (chunk.length - 1);
    writer.bytes(Uint8Array.of(header & 0xff, header >> 8, ...chunk));
  }
  return writer.toBytes();
}

/** [MS-XCA] 2.3: 32 literals at a time. */
export function packedXpress(plain: Uint8Array): Uint8Array {
  const writer = new NdrWriter();
  for (let at = 0; at < plain.length; at += 32) {
    writer.bytes(Uint8Array.of(0, 0, 0, 0, ...plain.subarray(at, at + 32)));
  }
  return writer.toBytes();
}

/** [MS-XCA] 2.1: every symbol has nine bits, so its code is itself. Up to 65,536 octets. */
export function packedXpressHuffman(plain: Uint8Array): Uint8Array {
  const bits = [...plain, 256].flatMap((symbol) =>
    Array.from({ length: 9 }, (_, i) => (symbol >> (8 - i)) & 1),
  );
  const words = Math.max(2, Math.ceil(bits.length / 16));
  const stream = new Uint8Array(words * 2);
  bits.forEach((bit, i) => {
    const word = Math.floor(i / 16);
    const place = 15 - (i % 16);
    const at = 2 * word + (place >> 3);
    stream[at] = (stream[at] ?? 0) | (bit << (place & 7));
  });
  return Uint8Array.from([...new Uint8Array(256).fill(0x99), ...stream]);
}

const fileTime = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

export const logonInfoArbitrary: fc.Arbitrary<LogonInfo> = fc.record({
  logonTime: fileTime,
  logoffTime: fileTime,
  kickOffTime: fileTime,
  passwordLastSet: fileTime,
  passwordCanChange: fileTime,
  passwordMustChange: fileTime,
  effectiveName: text,
  fullName: text,
  logonScript: text,
  profilePath: text,
  homeDirectory: text,
  homeDirectoryDrive: text,
  logonCount: fc.nat(0xffff),
  badPasswordCount: fc.nat(0xffff),
  userId: uint32,
  primaryGroupId: uint32,
  groupIds: groups,
  userFlags: uint32,
  logonServer: text,
  logonDomainName: text,
  logonDomainId: fc.option(sid, { nil: undefined }),
  userAccountControl: uint32,
  subAuthStatus: uint32,
  lastSuccessfulILogon: fileTime,
  lastFailedILogon: fileTime,
  failedILogonCount: uint32,
  extraSids: sids,
  resourceGroupDomainSid: fc.option(sid, { nil: undefined }),
  resourceGroupIds: groups,
});

export const upnDnsInfoArbitrary: fc.Arbitrary<UpnDnsInfo> = fc
  .tuple(text, text, fc.boolean(), fc.option(fc.tuple(text, sid), { nil: undefined }))
  .map(([upn, dnsDomainName, upnConstructed, extension]) => ({
    upn,
    dnsDomainName,
    upnConstructed,
    ...(extension === undefined ? {} : { samName: extension[0], sid: extension[1] }),
  }));

/** Of a type whose length is known: what follows the signature is the identifier. */
export const signatureArbitrary: fc.Arbitrary<PacSignature> = fc
  .tuple(
    fc.constantFrom([16, 12] as const, [19, 16] as const, [20, 24] as const, [-138, 16] as const),
    fc.option(fc.nat(0xffff), { nil: undefined }),
    fc.nat(0xff),
  )
  .map(([[signatureType, length], rodcIdentifier, octet]) => ({
    signatureType,
    signature: new Uint8Array(length).fill(octet),
    ...(rodcIdentifier === undefined ? {} : { rodcIdentifier }),
  }));
