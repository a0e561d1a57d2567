// Microsoft's extensions:
//   KERB-PA-PAC-REQUEST ::= SEQUENCE { include-pac [0] BOOLEAN }                        ([MS-KILE] 2.2.3)
//   PA-PAC-OPTIONS ::= SEQUENCE { flags [0] KerberosFlags }                             ([MS-KILE] 2.2.10)
//   PA-FOR-USER ::= SEQUENCE { userName [0] PrincipalName, userRealm [1] Realm, cksum [2] Checksum,
//     auth-package [3] KerberosString }                                                 ([MS-SFU] 2.2.1)
//   PA-S4U-X509-USER ::= SEQUENCE { user-id [0] S4UUserID, checksum [1] Checksum }      ([MS-SFU] 2.2.2)
//   PA-SVR-REFERRAL-DATA ::= SEQUENCE { referred-name [1] PrincipalName OPTIONAL, referred-realm [0] Realm }
//                                                                                     ([Referrals-11], [MS-KILE] 3.3.5.1)
//   KERB-KEY-LIST-REQ ::= SEQUENCE OF Int32   KERB-KEY-LIST-REP ::= SEQUENCE OF EncryptionKey   ([MS-KILE] 2.2.11, 2.2.12)
//   KERB-SUPERSEDED-BY-USER ::= SEQUENCE { name [0] PrincipalName, realm [1] Realm, ... }       ([MS-KILE] 2.2.13)
//   KERB-DMSA-KEY-PACKAGE ::= SEQUENCE { current-keys [0] SEQUENCE OF EncryptionKey,
//     previous-keys [1] SEQUENCE OF EncryptionKey OPTIONAL, expiration-interval [2] KerberosTime,
//     fetch-interval [4] KerberosTime, ... }                                                    ([MS-KILE] 2.2.14)
import {
  boolean,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  mapped,
  named,
  nonceNumber,
  octetString,
  optional,
  sequence,
  sequenceOf,
  withRaw,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import type { PrincipalName } from '../principal.ts';
import { octetsFromText } from '../text.ts';
import { checksum, encryptionKey, principalName } from './basic.ts';

export const paPacRequest = sequence('KERB-PA-PAC-REQUEST', { includePac: field(0, boolean) });
export type PaPacRequest = TypeOf<typeof paPacRequest>;

export const paPacOptions = sequence('PA-PAC-OPTIONS', { flags: field(0, kerberosFlags) });
export type PaPacOptions = TypeOf<typeof paPacOptions>;

export const paForUser = sequence('PA-FOR-USER', {
  userName: field(0, principalName, 'userName'),
  userRealm: field(1, kerberosString, 'userRealm'),
  cksum: field(2, checksum),
  authPackage: field(3, kerberosString),
});
export type PaForUser = TypeOf<typeof paForUser>;

/**
 * What PA-FOR-USER's checksum (HMAC-MD5, usage 17) covers: name-type as 32 bits little-endian, the name's components,
 * the realm and the package, without separators ([MS-SFU] 2.2.1).
 */
export function paForUserSigned(userName: PrincipalName, userRealm: string, authPackage: string): Uint8Array {
  const text = octetsFromText(userName.nameString.join('') + userRealm + authPackage);
  const bytes = new Uint8Array(4 + text.length);
  new DataView(bytes.buffer).setInt32(0, userName.nameType, true);
  bytes.set(text, 4);
  return bytes;
}

/**
 * S4UUserID ::= SEQUENCE { nonce [0] UInt32, cname [1] PrincipalName OPTIONAL, crealm [2] Realm,
 *   subject-certificate [3] OCTET STRING OPTIONAL, options [4] BIT STRING OPTIONAL, ... }
 */
export const s4uUserId = sequence(
  'S4UUserID',
  {
    nonce: field(0, nonceNumber),
    cname: optional(1, principalName),
    crealm: field(2, kerberosString),
    subjectCertificate: optional(3, octetString),
    options: optional(4, named('S4UOptions', kerberosFlags)),
  },
  { extensible: true },
);
export type S4uUserId = TypeOf<typeof s4uUserId>;

const x509UserFields = sequence('PA-S4U-X509-USER', {
  userId: field(0, withRaw(s4uUserId)),
  checksum: field(1, checksum),
});

/** `userIdRaw`: the bytes that the checksum covers, as received; where set, they are what is written. */
export interface PaS4uX509User {
  readonly userId: S4uUserId;
  readonly userIdRaw?: Uint8Array | undefined;
  readonly checksum: TypeOf<typeof checksum>;
}

export const paS4uX509User: Codec<PaS4uX509User> = mapped(
  x509UserFields,
  (wire): PaS4uX509User => ({ ...wire, userId: wire.userId.value, userIdRaw: wire.userId.raw }),
  ({ userId, userIdRaw, ...rest }) => ({ ...rest, userId: { value: userId, raw: userIdRaw } }),
);

/** PA-SUPPORTED-ENCTYPES (165): 32 bits little-endian, [MS-KILE] 2.2.8. undefined where it is not four octets. */
export function supportedEnctypesBits(padataValue: Uint8Array): number | undefined {
  if (padataValue.length !== 4) return undefined;
  return new DataView(padataValue.buffer, padataValue.byteOffset, 4).getUint32(0, true);
}

/** KERB-AD-RESTRICTION-ENTRY ::= SEQUENCE { restriction-type [0] Int32, restriction [1] OCTET STRING } ([MS-KILE] 2.2.6) */
export const kerbAdRestrictionEntry = sequence('KERB-AD-RESTRICTION-ENTRY', {
  restrictionType: field(0, int32),
  restriction: field(1, octetString),
});
export type KerbAdRestrictionEntry = TypeOf<typeof kerbAdRestrictionEntry>;

/** Windows sends its entries as a list of one; the specification shows the entry alone. */
export const kerbAdRestrictionEntries = sequenceOf('KERB-AD-RESTRICTION-ENTRIES', kerbAdRestrictionEntry);

export const paSvrReferralData = sequence('PA-SVR-REFERRAL-DATA', {
  referredRealm: field(0, kerberosString),
  referredName: optional(1, principalName),
});

export const kerbKeyListReq = sequenceOf('KERB-KEY-LIST-REQ', int32);

export const kerbKeyListRep = sequenceOf('KERB-KEY-LIST-REP', encryptionKey);

export const kerbSupersededByUser = sequence(
  'KERB-SUPERSEDED-BY-USER',
  { name: field(0, principalName), realm: field(1, kerberosString) },
  { extensible: true },
);

export const kerbDmsaKeyPackage = sequence(
  'KERB-DMSA-KEY-PACKAGE',
  {
    currentKeys: field(0, kerbKeyListRep),
    previousKeys: optional(1, kerbKeyListRep),
    expirationInterval: field(2, kerberosTime),
    fetchInterval: field(4, kerberosTime),
  },
  { extensible: true },
);
