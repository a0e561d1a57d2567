// The arbitraries that others are made of: numbers, texts and the basic types of RFC 4120 5.2.
import fc from 'fast-check';
import { EncryptionKey } from '../../src/krb5/crypto/key.ts';

export const int32 = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: -140, max: 300 }),
);
export const uint32 = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 300 }));
export const nonce = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });
export const flags = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 300 }));
export const time = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }),
);
export const usec = fc.integer({ min: 0, max: 999_999 });
export const octets = fc.uint8Array({ maxLength: 40 });
export const cipher = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.uint8Array({ minLength: 120, maxLength: 300 }),
);
/** Octets that are no UTF-8 too, as text.ts keeps them. */
export const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('ATHENA.MIT.EDU', 'krbtgt', '', 'caf\udce9', 'J\u00fcrgen', '\udcff\udcfe'),
);

/** A record whose properties in `maybe` may be missing. */
export function record(
  always: Record<string, fc.Arbitrary<unknown>>,
  maybe: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<unknown> {
  return fc.record({ ...always, ...maybe }, { requiredKeys: Object.keys(always) });
}

export const list = (item: fc.Arbitrary<unknown>, maxLength = 3): fc.Arbitrary<unknown> =>
  fc.array(item, { maxLength });

export const principalName = record({ nameType: int32, nameString: list(text) });
export const encryptionKey = fc.tuple(int32, octets).map(([type, value]) => new EncryptionKey(type, value));
export const checksum = record({ cksumtype: int32, checksum: octets });
export const encryptedData = record({ etype: int32, cipher }, { kvno: uint32 });
export const hostAddress = record({ addrType: int32, address: octets });
export const hostAddresses = list(hostAddress);
export const paData = record({ padataType: int32, padataValue: octets });
export const methodData = list(paData);
export const authorizationData = list(record({ adType: int32, adData: octets }));
export const ticket = record({ tktVno: int32, realm: text, sname: principalName, encPart: encryptedData });
export const transitedEncoding = record({ trType: int32, contents: octets });
export const lastReq = list(record({ lrType: int32, lrValue: time }));

export const kdcReqBody = record(
  { kdcOptions: flags, realm: text, till: time, nonce, etype: list(int32, 6) },
  {
    cname: principalName,
    sname: principalName,
    from: time,
    rtime: time,
    addresses: hostAddresses,
    encAuthorizationData: encryptedData,
    additionalTickets: list(ticket, 2),
  },
);
