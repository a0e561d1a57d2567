// fast-check arbitraries for the value of every message codec, under the codec's name. Values are in the form the
// codecs keep (types signed, kvno unsigned), so that reading what was written gives the same value.
import fc from 'fast-check';
import { EncryptionKey } from '../../src/krb5/crypto/key.ts';

const int32 = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: -140, max: 300 }),
);
const uint32 = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 300 }));
const nonce = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });
const flags = uint32;
const time = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }),
);
const usec = fc.integer({ min: 0, max: 999_999 });
const octets = fc.uint8Array({ maxLength: 40 });
const cipher = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ minLength: 120, maxLength: 300 }));
/** Octets that are no UTF-8 too, as text.ts keeps them. */
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('ATHENA.MIT.EDU', 'krbtgt', '', 'caf\udce9', 'J\u00fcrgen', '\udcff\udcfe'),
);

/** A record whose properties in `maybe` may be missing. */
function record(
  always: Record<string, fc.Arbitrary<unknown>>,
  maybe: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<unknown> {
  return fc.record({ ...always, ...maybe }, { requiredKeys: Object.keys(always) });
}

const list = (item: fc.Arbitrary<unknown>, maxLength = 3): fc.Arbitrary<unknown> =>
  fc.array(item, { maxLength });

const principalName = record({ nameType: int32, nameString: list(text) });
const encryptionKey = fc.tuple(int32, octets).map(([type, value]) => new EncryptionKey(type, value));
const checksum = record({ cksumtype: int32, checksum: octets });
const encryptedData = record({ etype: int32, cipher }, { kvno: uint32 });
const hostAddress = record({ addrType: int32, address: octets });
const hostAddresses = list(hostAddress);
const paData = record({ padataType: int32, padataValue: octets });
const methodData = list(paData);
const authorizationData = list(record({ adType: int32, adData: octets }));
const ticket = record({ tktVno: int32, realm: text, sname: principalName, encPart: encryptedData });
const transitedEncoding = record({ trType: int32, contents: octets });
const lastReq = list(record({ lrType: int32, lrValue: time }));

const kdcReqBody = record(
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
const kdcReq = record({ pvno: int32, msgType: int32, reqBody: kdcReqBody }, { padata: methodData });
const kdcRep = record(
  { pvno: int32, msgType: int32, crealm: text, cname: principalName, ticket, encPart: encryptedData },
  { padata: methodData },
);
const encKdcRepPart = record(
  {
    key: encryptionKey,
    lastReq,
    nonce,
    flags,
    authtime: time,
    endtime: time,
    srealm: text,
    sname: principalName,
  },
  {
    keyExpiration: time,
    starttime: time,
    renewTill: time,
    caddr: hostAddresses,
    encryptedPaData: methodData,
  },
);
const userPart = record(
  { userData: octets, sAddress: hostAddress },
  { timestamp: time, usec, seqNumber: uint32, rAddress: hostAddress },
);
const krbCredInfo = record(
  { key: encryptionKey },
  {
    prealm: text,
    pname: principalName,
    flags,
    authtime: time,
    starttime: time,
    endtime: time,
    renewTill: time,
    srealm: text,
    sname: principalName,
    caddr: hostAddresses,
  },
);
const s4uUserId = record(
  { nonce, crealm: text },
  { cname: principalName, subjectCertificate: octets, options: flags },
);

export const arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  principalName,
  encryptionKey,
  checksum,
  encryptedData,
  hostAddress,
  hostAddresses,
  paData,
  methodData,
  authorizationData,
  adIfRelevant: authorizationData,
  adMandatoryForKdc: authorizationData,
  adKdcIssued: record(
    { adChecksum: checksum, elements: authorizationData },
    { iRealm: text, iSname: principalName },
  ),
  adAndOr: record({ conditionCount: int32, elements: authorizationData }),
  ticket,
  transitedEncoding,
  encTicketPart: record(
    {
      flags,
      key: encryptionKey,
      crealm: text,
      cname: principalName,
      transited: transitedEncoding,
      authtime: time,
      endtime: time,
    },
    { starttime: time, renewTill: time, caddr: hostAddresses, authorizationData },
  ),
  kdcReqBody,
  asReq: kdcReq,
  tgsReq: kdcReq,
  asRep: kdcRep,
  tgsRep: kdcRep,
  lastReq,
  encAsRepPart: encKdcRepPart,
  encTgsRepPart: encKdcRepPart,
  apReq: record({ pvno: int32, msgType: int32, apOptions: flags, ticket, authenticator: encryptedData }),
  authenticator: record(
    { authenticatorVno: int32, crealm: text, cname: principalName, cusec: usec, ctime: time },
    { cksum: checksum, subkey: encryptionKey, seqNumber: uint32, authorizationData },
  ),
  apRep: record({ pvno: int32, msgType: int32, encPart: encryptedData }),
  encApRepPart: record({ ctime: time, cusec: usec }, { subkey: encryptionKey, seqNumber: uint32 }),
  krbSafeBody: userPart,
  krbSafe: record({ pvno: int32, msgType: int32, safeBody: userPart, cksum: checksum }),
  krbPriv: record({ pvno: int32, msgType: int32, encPart: encryptedData }),
  encKrbPrivPart: userPart,
  krbCred: record({ pvno: int32, msgType: int32, tickets: list(ticket), encPart: encryptedData }),
  krbCredInfo,
  encKrbCredPart: record(
    { ticketInfo: list(krbCredInfo) },
    { nonce, timestamp: time, usec, sAddress: hostAddress, rAddress: hostAddress },
  ),
  krbError: record(
    {
      pvno: int32,
      msgType: int32,
      stime: time,
      susec: usec,
      errorCode: int32,
      realm: text,
      sname: principalName,
    },
    { ctime: time, cusec: usec, crealm: text, cname: principalName, eText: text, eData: octets },
  ),
  typedData: list(record({ dataType: int32 }, { dataValue: octets })),
  kerbErrorData: record({ dataType: int32 }, { dataValue: octets }),
  paEncTsEnc: record({ patimestamp: time }, { pausec: usec }),
  etypeInfo: list(record({ etype: int32 }, { salt: octets })),
  etypeInfo2: list(record({ etype: int32 }, { salt: text, s2kparams: octets })),
  paPacRequest: record({ includePac: fc.boolean() }),
  paPacOptions: record({ flags }),
  paForUser: record({ userName: principalName, userRealm: text, cksum: checksum, authPackage: text }),
  s4uUserId,
  paS4uX509User: record({ userId: s4uUserId, checksum }),
  kerbAdRestrictionEntry: record({ restrictionType: int32, restriction: octets }),
  changePasswdData: record({ newpasswd: octets }, { targname: principalName, targrealm: text }),
};
