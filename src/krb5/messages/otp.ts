// One-time passwords, RFC 6560 appendix A (IMPLICIT TAGS):
//   PA-OTP-CHALLENGE ::= SEQUENCE { nonce [0] OCTET STRING, otp-service [1] UTF8String OPTIONAL,
//     otp-tokenInfo [2] SEQUENCE (SIZE(1..MAX)) OF OTP-TOKENINFO, salt [3] KerberosString OPTIONAL,
//     s2kparams [4] OCTET STRING OPTIONAL, ... }
//   OTP-TOKENINFO ::= SEQUENCE { flags [0] OTPFlags, otp-vendor [1] UTF8String OPTIONAL,
//     otp-challenge [2] OCTET STRING OPTIONAL, otp-length [3] Int32 OPTIONAL, otp-format [4] OTPFormat OPTIONAL,
//     otp-tokenID [5] OCTET STRING OPTIONAL, otp-algID [6] AnyURI OPTIONAL,
//     supportedHashAlg [7] SEQUENCE OF AlgorithmIdentifier OPTIONAL, iterationCount [8] Int32 OPTIONAL, ... }
//   PA-OTP-REQUEST ::= SEQUENCE { flags [0] OTPFlags, nonce [1] OCTET STRING OPTIONAL,
//     encData [2] EncryptedData -- PA-OTP-ENC-REQUEST or PA-ENC-TS-ENC --, hashAlg [3] AlgorithmIdentifier OPTIONAL,
//     iterationCount [4] Int32 OPTIONAL, otp-value [5] OCTET STRING OPTIONAL, otp-pin [6] UTF8String OPTIONAL,
//     otp-challenge [7] OCTET STRING OPTIONAL, otp-time [8] KerberosTime OPTIONAL, otp-counter [9] OCTET STRING OPTIONAL,
//     otp-format [10] OTPFormat OPTIONAL, otp-tokenID [11] OCTET STRING OPTIONAL, otp-algID [12] AnyURI OPTIONAL,
//     otp-vendor [13] UTF8String OPTIONAL, ... }
//   PA-OTP-ENC-REQUEST ::= SEQUENCE { nonce [0] OCTET STRING, ... }
//   PA-OTP-PIN-CHANGE ::= SEQUENCE { flags [0] PinFlags, pin [1] UTF8String OPTIONAL, minLength [2] INTEGER OPTIONAL,
//     maxLength [3] INTEGER OPTIONAL, ... }
import {
  implicit,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  member,
  members,
  named,
  octetString,
  optionalMember,
  plainInteger,
  sequenceOf,
  utf8String,
} from '../asn1/index.ts';
import { encryptedData } from './basic.ts';
import { algorithmIdentifier } from './x509.ts';

const open = { extensible: true };

const otpFlags = named('OTPFlags', kerberosFlags);
const algorithms = sequenceOf('SEQUENCE OF AlgorithmIdentifier', algorithmIdentifier);

const otpTokenInfo = members(
  'OTP-TOKENINFO',
  {
    flags: member(implicit(0, otpFlags)),
    otpVendor: optionalMember(implicit(1, utf8String)),
    otpChallenge: optionalMember(implicit(2, octetString)),
    otpLength: optionalMember(implicit(3, int32)),
    otpFormat: optionalMember(implicit(4, int32)),
    otpTokenId: optionalMember(implicit(5, octetString), 'otp-tokenID'),
    otpAlgId: optionalMember(implicit(6, utf8String), 'otp-algID'),
    supportedHashAlg: optionalMember(implicit(7, algorithms), 'supportedHashAlg'),
    iterationCount: optionalMember(implicit(8, int32), 'iterationCount'),
  },
  open,
);

export const paOtpChallenge = members(
  'PA-OTP-CHALLENGE',
  {
    nonce: member(implicit(0, octetString)),
    otpService: optionalMember(implicit(1, utf8String)),
    otpTokenInfo: member(implicit(2, sequenceOf('SEQUENCE OF OTP-TOKENINFO', otpTokenInfo)), 'otp-tokenInfo'),
    salt: optionalMember(implicit(3, kerberosString)),
    s2kparams: optionalMember(implicit(4, octetString)),
  },
  open,
);

export const paOtpRequest = members(
  'PA-OTP-REQUEST',
  {
    flags: member(implicit(0, otpFlags)),
    nonce: optionalMember(implicit(1, octetString)),
    encData: member(implicit(2, encryptedData), 'encData'),
    hashAlg: optionalMember(implicit(3, algorithmIdentifier), 'hashAlg'),
    iterationCount: optionalMember(implicit(4, int32), 'iterationCount'),
    otpValue: optionalMember(implicit(5, octetString)),
    otpPin: optionalMember(implicit(6, utf8String)),
    otpChallenge: optionalMember(implicit(7, octetString)),
    otpTime: optionalMember(implicit(8, kerberosTime)),
    otpCounter: optionalMember(implicit(9, octetString)),
    otpFormat: optionalMember(implicit(10, int32)),
    otpTokenId: optionalMember(implicit(11, octetString), 'otp-tokenID'),
    otpAlgId: optionalMember(implicit(12, utf8String), 'otp-algID'),
    otpVendor: optionalMember(implicit(13, utf8String)),
  },
  open,
);

/** What encData holds where the nonce is sealed (key usage 45). */
export const paOtpEncRequest = members(
  'PA-OTP-ENC-REQUEST',
  { nonce: member(implicit(0, octetString)) },
  open,
);

export const paOtpPinChange = members(
  'PA-OTP-PIN-CHANGE',
  {
    flags: member(implicit(0, named('PinFlags', kerberosFlags))),
    pin: optionalMember(implicit(1, utf8String)),
    minLength: optionalMember(implicit(2, plainInteger), 'minLength'),
    maxLength: optionalMember(implicit(3, plainInteger), 'maxLength'),
  },
  open,
);
