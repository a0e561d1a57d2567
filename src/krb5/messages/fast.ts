// Flexible Authentication Secure Tunneling, RFC 6113 5 (EXPLICIT TAGS):
//   PA-FX-FAST-REQUEST ::= CHOICE { armored-data [0] KrbFastArmoredReq, ... }
//   KrbFastArmoredReq ::= SEQUENCE { armor [0] KrbFastArmor OPTIONAL, req-checksum [1] Checksum,
//     enc-fast-req [2] EncryptedData -- KrbFastReq --, ... }
//   KrbFastArmor ::= SEQUENCE { armor-type [0] Int32, armor-value [1] OCTET STRING, ... }
//   KrbFastReq ::= SEQUENCE { fast-options [0] FastOptions, padata [1] SEQUENCE OF PA-DATA, req-body [2] KDC-REQ-BODY, ... }
//   PA-FX-FAST-REPLY ::= CHOICE { armored-data [0] KrbFastArmoredRep, ... }
//   KrbFastArmoredRep ::= SEQUENCE { enc-fast-rep [0] EncryptedData -- KrbFastResponse --, ... }
//   KrbFastResponse ::= SEQUENCE { padata [0] SEQUENCE OF PA-DATA, strengthen-key [1] EncryptionKey OPTIONAL,
//     finished [2] KrbFastFinished OPTIONAL, nonce [3] UInt32, ... }
//   KrbFastFinished ::= SEQUENCE { timestamp [0] KerberosTime, usec [1] Microseconds, crealm [2] Realm,
//     cname [3] PrincipalName, ticket-checksum [4] Checksum, ... }
//   PA-AUTHENTICATION-SET ::= SEQUENCE OF SEQUENCE { pa-type [0] Int32, pa-hint [1] OCTET STRING OPTIONAL,
//     pa-value [2] OCTET STRING OPTIONAL, ... }                                                     (5.3)
import {
  choice,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  microseconds,
  named,
  nonceNumber,
  octetString,
  optional,
  sequence,
  sequenceOf,
  tagged,
  utf8String,
} from '../asn1/index.ts';
import { checksum, encryptedData, encryptionKey, paData, principalName } from './basic.ts';
import { kdcReqBody } from './kdc.ts';

const open = { extensible: true };

const padataList = sequenceOf('SEQUENCE OF PA-DATA', paData);

const krbFastArmor = sequence(
  'KrbFastArmor',
  { armorType: field(0, int32), armorValue: field(1, octetString) },
  open,
);

const krbFastArmoredReq = sequence(
  'KrbFastArmoredReq',
  {
    armor: optional(0, krbFastArmor),
    reqChecksum: field(1, checksum),
    encFastReq: field(2, encryptedData),
  },
  open,
);

const krbFastArmoredRep = sequence('KrbFastArmoredRep', { encFastRep: field(0, encryptedData) }, open);

export const paFxFastRequest = choice('PA-FX-FAST-REQUEST', {
  armoredData: tagged(0, 'KrbFastArmoredReq', krbFastArmoredReq),
});

export const paFxFastReply = choice('PA-FX-FAST-REPLY', {
  armoredData: tagged(0, 'KrbFastArmoredRep', krbFastArmoredRep),
});

/** What enc-fast-req holds (key usage 51). */
export const krbFastReq = sequence(
  'KrbFastReq',
  {
    fastOptions: field(0, named('FastOptions', kerberosFlags)),
    padata: field(1, padataList),
    reqBody: field(2, kdcReqBody),
  },
  open,
);

const krbFastFinished = sequence(
  'KrbFastFinished',
  {
    timestamp: field(0, kerberosTime),
    usec: field(1, microseconds),
    crealm: field(2, kerberosString),
    cname: field(3, principalName),
    ticketChecksum: field(4, checksum),
  },
  open,
);

/** What enc-fast-rep holds (key usage 52). */
export const krbFastResponse = sequence(
  'KrbFastResponse',
  {
    padata: field(0, padataList),
    strengthenKey: optional(1, encryptionKey),
    finished: optional(2, krbFastFinished),
    nonce: field(3, nonceNumber),
  },
  open,
);

export const paAuthenticationSet = sequenceOf(
  'PA-AUTHENTICATION-SET',
  sequence(
    'PA-AUTHENTICATION-SET-ELEM',
    { paType: field(0, int32), paHint: optional(1, octetString), paValue: optional(2, octetString) },
    open,
  ),
);

/** What Heimdal's KDC puts into its cookie: KDCFastCookie of lib/asn1/krb5.asn1. */
export const kdcFastCookie = sequence('KDCFastCookie', {
  version: field(0, utf8String),
  cookie: field(1, encryptedData),
});
