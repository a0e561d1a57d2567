// SPAKE pre-authentication, RFC 9588 appendix A (EXPLICIT TAGS):
//   PA-SPAKE ::= CHOICE { support [0] SPAKESupport, challenge [1] SPAKEChallenge, response [2] SPAKEResponse,
//     encdata [3] EncryptedData -- further factors --, ... }
//   SPAKESupport ::= SEQUENCE { groups [0] SEQUENCE (SIZE(1..MAX)) OF Int32, ... }
//   SPAKEChallenge ::= SEQUENCE { group [0] Int32, pubkey [1] OCTET STRING,
//     factors [2] SEQUENCE (SIZE(1..MAX)) OF SPAKESecondFactor, ... }
//   SPAKESecondFactor ::= SEQUENCE { type [0] Int32, data [1] OCTET STRING OPTIONAL }
//   SPAKEResponse ::= SEQUENCE { pubkey [0] OCTET STRING, factor [1] EncryptedData -- SPAKESecondFactor --, ... }
import { choice, field, int32, octetString, optional, sequence, sequenceOf, tagged } from '../asn1/index.ts';
import { encryptedData } from './basic.ts';

const open = { extensible: true };

/** What a response's factor holds. */
export const spakeSecondFactor = sequence('SPAKESecondFactor', {
  type: field(0, int32),
  data: optional(1, octetString),
});

const support = sequence('SPAKESupport', { groups: field(0, sequenceOf('SEQUENCE OF Int32', int32)) }, open);

const challenge = sequence(
  'SPAKEChallenge',
  {
    group: field(0, int32),
    pubkey: field(1, octetString),
    factors: field(2, sequenceOf('SEQUENCE OF SPAKESecondFactor', spakeSecondFactor)),
  },
  open,
);

const response = sequence(
  'SPAKEResponse',
  { pubkey: field(0, octetString), factor: field(1, encryptedData) },
  open,
);

export const paSpake = choice('PA-SPAKE', {
  support: tagged(0, 'SPAKESupport', support),
  challenge: tagged(1, 'SPAKEChallenge', challenge),
  response: tagged(2, 'SPAKEResponse', response),
  encdata: tagged(3, 'EncryptedData', encryptedData),
});
