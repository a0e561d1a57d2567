// Every buffer of a PAC, written and read again; and what its fields show equals what was written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INSPECT_LIMITS, newBudget } from '../../src/krb5/fields/budget.ts';
import { fieldsOf } from '../../src/krb5/fields/field.ts';
import {
  PacBufferType,
  buildPac,
  decodeClaims,
  decodeClaimsSet,
  decodeClientInfo,
  decodeCredentialInfo,
  decodeDelegationInfo,
  decodeDeviceInfo,
  decodeLogonInfo,
  decodePac,
  decodePacAttributes,
  decodePacRequestor,
  decodePacSignature,
  decodeUpnDnsInfo,
  describePac,
  encodeClaims,
  encodeClaimsSet,
  encodeClientInfo,
  encodeDelegationInfo,
  encodeDeviceInfo,
  encodeLogonInfo,
  encodePacAttributes,
  encodePacRequestor,
  encodePacSignature,
  encodeUpnDnsInfo,
} from '../../src/krb5/pac/index.ts';
import { decodePacRequestorGuid } from '../../src/krb5/pac/plain-buffers.ts';
import {
  claimsSetArbitrary,
  deviceInfoArbitrary,
  logonInfoArbitrary,
  sid,
  signatureArbitrary,
  text,
  upnDnsInfoArbitrary,
} from '../support/pac-arbitraries.ts';
import { encodeCredentialInfo, encodePacRequestorGuid } from '../support/pac-encoders.ts';

const octets = fc.uint8Array({ maxLength: 60 });

/** Writing and reading is the identity. */
function roundTrip<T>(
  arbitrary: fc.Arbitrary<T>,
  encode: (value: T) => Uint8Array,
  decode: (bytes: Uint8Array) => T,
) {
  fc.assert(
    fc.property(arbitrary, (value) => {
      expect(decode(encode(value))).toEqual(value);
    }),
  );
}

describe('a PAC buffer is read as it was written:', () => {
  it('logon information', () => {
    roundTrip(logonInfoArbitrary, encodeLogonInfo, (bytes) => decodeLogonInfo(bytes));
  });
  it('claims, in a PAC and alone', () => {
    roundTrip(claimsSetArbitrary, encodeClaims, decodeClaims);
    roundTrip(claimsSetArbitrary, encodeClaimsSet, (bytes) => decodeClaimsSet(bytes));
  });
  it('device information', () => {
    roundTrip(deviceInfoArbitrary, encodeDeviceInfo, (bytes) => decodeDeviceInfo(bytes));
  });
  it('delegation information', () => {
    const info = fc.record({
      s4u2proxyTarget: text,
      transitedServices: fc.array(text, { maxLength: 5 }),
    });
    roundTrip(info, encodeDelegationInfo, (bytes) => decodeDelegationInfo(bytes));
  });
  it('UPN and DNS information', () => {
    roundTrip(upnDnsInfoArbitrary, encodeUpnDnsInfo, (bytes) => decodeUpnDnsInfo(bytes));
  });
  it('client information', () => {
    const info = fc.record({ clientId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), name: text });
    roundTrip(info, encodeClientInfo, (bytes) => decodeClientInfo(bytes));
  });
  it('a signature, with a read-only DC’s identifier and without', () => {
    roundTrip(signatureArbitrary, encodePacSignature, (bytes) => decodePacSignature(bytes));
  });
  it('attributes, requestor and its GUID', () => {
    const attributes = fc.record({ pacWasRequested: fc.boolean(), pacWasGivenImplicitly: fc.boolean() });
    roundTrip(attributes, encodePacAttributes, (bytes) => decodePacAttributes(bytes));
    roundTrip(sid, encodePacRequestor, (bytes) => decodePacRequestor(bytes));
    roundTrip(fc.uuid(), encodePacRequestorGuid, (bytes) => decodePacRequestorGuid(bytes));
  });
  it('sealed credentials', () => {
    const info = fc.record({
      version: fc.nat(0xffff_ffff),
      encryptionType: fc.integer({ min: -200, max: 200 }),
      serializedData: octets,
      at: fc.constant(8),
    });
    roundTrip(info, encodeCredentialInfo, (bytes) => decodeCredentialInfo(bytes));
  });
  it('one of an unknown type', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 0xffff_ffff }), octets, (type, data) => {
        expect(decodePac(buildPac([{ type, data }]).bytes).others).toEqual([{ type, data }]);
      }),
    );
  });
});

it('the fields of a PAC show the values that its decoder gives', () => {
  fc.assert(
    fc.property(logonInfoArbitrary, (info) => {
      const { bytes } = buildPac([{ type: PacBufferType.LOGON_INFO, data: encodeLogonInfo(info) }]);
      const fields = [
        ...fieldsOf(describePac(bytes, { base: 0, budget: newBudget(INSPECT_LIMITS, 'throw') })),
      ];
      const valuesOf = (name: string): (string | undefined)[] =>
        fields.filter((field) => field.name === name).map(({ value }) => value);
      const all = [...info.groupIds, ...info.resourceGroupIds];
      expect(valuesOf('RelativeId')).toEqual(all.map(({ relativeId }) => String(relativeId)));
      expect(valuesOf('Sid')).toEqual(info.extraSids.map(({ sid: extra }) => extra));
      expect(valuesOf('UserId')).toEqual([String(info.userId)]);
      expect(valuesOf('LogonCount')).toEqual([String(info.logonCount)]);
      const raw = (name: string): string[] =>
        fields
          .filter((field) => field.name === name)
          .map(({ children }) => children.find((child) => child.name === 'Buffer'))
          .map((field) =>
            field === undefined
              ? ''
              : Buffer.from(
                  bytes.subarray(field.valueOffset, field.valueOffset + field.valueLength),
                ).toString('utf16le'),
          );
      expect(raw('EffectiveName')).toEqual([info.effectiveName]);
      expect(raw('LogonDomainName')).toEqual([info.logonDomainName]);
    }),
  );
});
