import { describe, expect, it } from 'vitest';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  PacBufferType,
  buildPac,
  decodePac,
  decodePacBuffer,
  encodeClaims,
  encodeClientInfo,
  encodeDelegationInfo,
  encodeDeviceInfo,
  encodeLogonInfo,
  encodePacAttributes,
  encodePacRequestor,
  encodePacSignature,
  encodeUpnDnsInfo,
  pacBufferTypeName,
  parsePac,
} from '../../../../src/krb5/pac/index.ts';
import type { PacBufferContents } from '../../../../src/krb5/pac/index.ts';
import { encodeCredentialInfo, encodePacRequestorGuid } from '../../../support/pac-encoders.ts';
import { PAC_VECTORS, pacInSambasWords, pacVector } from '../../../support/pac-judge.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');
const refused: unknown = expect.toSatisfy((e) => isKerberosError(e, 'FORMAT_INVALID'));

function encode(contents: PacBufferContents): Uint8Array {
  switch (contents.kind) {
    case 'logon-info':
      return encodeLogonInfo(contents.value);
    case 'client-info':
      return encodeClientInfo(contents.value);
    case 'upn-dns-info':
      return encodeUpnDnsInfo(contents.value);
    case 'signature':
      return encodePacSignature(contents.value);
    case 'attributes':
      return encodePacAttributes(contents.value);
    case 'requestor':
      return encodePacRequestor(contents.value);
    case 'requestor-guid':
      return encodePacRequestorGuid(contents.value);
    case 'delegation-info':
      return encodeDelegationInfo(contents.value);
    case 'device-info':
      return encodeDeviceInfo(contents.value);
    case 'claims':
      return encodeClaims(contents.value);
    case 'credential-info':
      return encodeCredentialInfo(contents.value);
    case 'other':
      return contents.value;
  }
}

describe.each(PAC_VECTORS)('the PAC of a real KDC: %s', (name) => {
  const vector = pacVector(name);

  it('reads field by field as Samba reads it', () => {
    expect(pacInSambasWords(bytes(vector.pac))).toEqual(vector.readBySamba);
  });

  it('reads the same again after we have written it', () => {
    const pac = parsePac(bytes(vector.pac));
    const again = buildPac(pac.buffers.map((b) => ({ type: b.type, data: encode(decodePacBuffer(b)) })));
    expect(pacInSambasWords(again.bytes)).toEqual(vector.readBySamba);
  });

  it('has its buffers laid out as our writer lays them out', () => {
    const pac = parsePac(bytes(vector.pac));
    expect(hex(buildPac(pac.buffers).bytes)).toBe(vector.pac);
  });

  it('has plain buffers that we write byte for byte the same', () => {
    for (const buffer of parsePac(bytes(vector.pac)).buffers) {
      const contents = decodePacBuffer(buffer);
      if (contents.kind !== 'logon-info') expect(hex(encode(contents))).toBe(hex(buffer.data));
    }
  });

  it('is refused at every length but its own', () => {
    const whole = bytes(vector.pac);
    const step = whole.length > 2000 ? 37 : 1;
    const last = parsePac(whole).buffers.at(-1);
    const end = last === undefined ? whole.length : last.offset + last.data.length;
    for (let length = 0; length < end; length += step) {
      expect(() => decodePac(whole.subarray(0, length))).toThrow(refused);
    }
  });
});

describe('a logon information buffer', () => {
  const alice = parsePac(bytes(pacVector('samba-alice').pac)).buffers[0]!;
  const at = (offset: number, value: string): Uint8Array => {
    const data = alice.data.slice();
    data.set(bytes(value), offset);
    return data;
  };
  // From the start of the buffer: 16 bytes of headers, the top-level pointer, then KERB_VALIDATION_INFO.
  const FIELD = 20;

  it.each([
    ['a group count that its array contradicts', at(FIELD + 0x6c, '06000000')],
    ['groups announced without an array', at(FIELD + 0x70, '00000000')],
    ['more extra SIDs announced than there are', at(FIELD + 0xc4, '02000000')],
    ['extra SIDs announced without an array', at(FIELD + 0xc8, '00000000')],
    ['a NULL domain SID whose bytes are there', at(FIELD + 0x98, '00000000')],
  ])('is refused with %s', (_what, data) => {
    expect(() => decodePacBuffer({ type: PacBufferType.LOGON_INFO, data })).toThrow(refused);
  });

  it('keeps resource groups and whole SIDs apart when written and read', () => {
    const contents = decodePacBuffer(alice);
    if (contents.kind !== 'logon-info') throw new Error('not a logon information');
    const info = {
      ...contents.value,
      fullName: 'Alice Ä. 😀',
      resourceGroupDomainSid: 'S-1-5-21-1-2-3',
      resourceGroupIds: [{ relativeId: 2001, attributes: 0x2000_0007 }],
      extraSids: [
        { sid: 'S-1-18-1', attributes: 7 },
        { sid: 'S-1-5-21-9-8-7-512', attributes: 7 },
      ],
    };
    expect(decodePacBuffer({ type: 1, data: encodeLogonInfo(info) })).toEqual({
      kind: 'logon-info',
      value: info,
    });
  });
});

describe('the other buffers', () => {
  it('name a UPN made of name and domain, and one without the 2021 fields', () => {
    const info = { upn: 'bob@practice.test', dnsDomainName: 'PRACTICE.TEST', upnConstructed: true };
    expect(decodePacBuffer({ type: 12, data: encodeUpnDnsInfo(info) }).value).toEqual(info);
  });

  it.each([
    [10, '00000000 00000000 0300 410042'],
    [10, '00000000 00000000 0400 4100'],
    [12, '0400 1000 0000 1000 00000000'],
    [12, '0100 1000 0000 1000 00000000 00000000 41'],
    [12, '0000 1000 0000 1000 02000000 0000 1800 0000 1800 00000000'],
    [17, '02000000'],
    [18, '0105 000000000005 15000000'],
    [6, '10000000 00112233'],
    [7, '1000'],
  ])('are refused when malformed: type %i, %s', (type, data) => {
    expect(() => decodePacBuffer({ type, data: bytes(data) })).toThrow(refused);
  });

  it('carry the number of the read-only DC that signed', () => {
    const data = bytes(`10000000 ${'ab'.repeat(12)} 3412`);
    expect(decodePacBuffer({ type: 7, data }).value).toEqual({
      signatureType: 16,
      signature: new Uint8Array(12).fill(0xab),
      rodcIdentifier: 0x1234,
    });
  });

  it('read HMAC-MD5 as the signed number -138', () => {
    const data = bytes(`76ffffff ${'ab'.repeat(16)}`);
    expect(decodePacBuffer({ type: 6, data }).value).toMatchObject({ signatureType: -138 });
  });

  it('have the names of [MS-PAC] 2.4', () => {
    expect(pacBufferTypeName(18)).toBe('PAC requestor SID');
    expect(pacBufferTypeName(99)).toBe('buffer type 99');
  });
});

describe('the container ([MS-PAC] 2.3)', () => {
  const refusedPac: unknown = expect.toSatisfy(
    (e) => isKerberosError(e, 'FORMAT_INVALID') && e.details.format === 'pac',
  );

  it('keeps buffers of types it does not know, and further ones of those it does', () => {
    const client = { type: 10, data: encodeClientInfo({ clientId: 1n, name: 'a' }) };
    const pac = decodePac(buildPac([client, { type: 99, data: bytes('0102') }, client]).bytes);
    expect(pac.clientInfo?.name).toBe('a');
    expect(pac.others.map(({ type }) => type)).toEqual([99, 10]);
  });

  it.each([
    ['nothing', ''],
    ['another version', '00000000 01000000'],
    ['a list past the end', '01000000 00000000 0a000000'],
    ['a buffer past the end', '01000000 00000000 63000000 08000000 1800000000000000 00000000'],
    ['an offset beyond 32 bits', '01000000 00000000 63000000 00000000 1800000001000000'],
    ['an offset that is not aligned', '01000000 00000000 63000000 01000000 1900000000000000 0000'],
    ['a buffer over the header', '01000000 00000000 63000000 08000000 0800000000000000'],
    [
      'two buffers over the same bytes',
      '02000000 00000000 63000000 10000000 2800000000000000 64000000 08000000 3000000000000000 00000000000000000000000000000000',
    ],
  ])('refuses %s', (_what, data) => {
    expect(() => parsePac(bytes(data))).toThrow(refusedPac);
  });

  it('refuses more buffers than the limit before reading them', () => {
    expect(() => parsePac(bytes('ffffffff 00000000'))).toThrow(
      expect.toSatisfy((e) => isKerberosError(e, 'LIMIT')),
    );
  });
});
