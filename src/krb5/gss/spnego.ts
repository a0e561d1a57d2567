// SPNEGO, RFC 4178 4.2, and [MS-SPNG] 2.2.1:
//   NegotiationToken ::= CHOICE { negTokenInit [0] NegTokenInit, negTokenResp [1] NegTokenResp }
//   NegTokenInit ::= SEQUENCE { mechTypes [0] SEQUENCE OF OBJECT IDENTIFIER, reqFlags [1] ContextFlags OPTIONAL,
//     mechToken [2] OCTET STRING OPTIONAL, mechListMIC [3] OCTET STRING OPTIONAL, ... }
//   NegTokenInit2 ::= SEQUENCE { mechTypes [0] OPTIONAL, reqFlags [1] OPTIONAL, mechToken [2] OPTIONAL, negHints [3]
//     SEQUENCE { hintName [0] GeneralString OPTIONAL, hintAddress [1] OCTET STRING OPTIONAL } OPTIONAL,
//     mechListMIC [4] OCTET STRING OPTIONAL, ... }, which servers send first; its [3] tells it from NegTokenInit
//   NegTokenResp ::= SEQUENCE { negState [0] ENUMERATED OPTIONAL, supportedMech [1] OBJECT IDENTIFIER OPTIONAL,
//     responseToken [2] OCTET STRING OPTIONAL, mechListMIC [3] OCTET STRING OPTIONAL, ... }
import {
  choice,
  decodeDer,
  encodeDer,
  enumerated,
  field,
  kerberosFlags,
  kerberosString,
  named,
  objectIdentifier,
  octetString,
  optional,
  sequence,
  sequenceOf,
  tagged,
} from '../asn1/index.ts';
import type { TypeOf } from '../asn1/index.ts';
import { KerberosError, isKerberosError } from '../errors.ts';
import { Mechanism } from '../iana/mechanism.ts';
import { encodeFrame, FRAME_TAG, readFrame } from './framing.ts';

const mechTypeList = sequenceOf('MechTypeList', objectIdentifier);
const contextFlags = named('ContextFlags', kerberosFlags);

const negTokenInit = sequence(
  'NegTokenInit',
  {
    mechTypes: field(0, mechTypeList, 'mechTypes'),
    reqFlags: optional(1, contextFlags, 'reqFlags'),
    mechToken: optional(2, octetString, 'mechToken'),
    mechListMic: optional(3, octetString, 'mechListMIC'),
  },
  { extensible: true },
);

const negTokenInit2 = sequence(
  'NegTokenInit2',
  {
    mechTypes: optional(0, mechTypeList, 'mechTypes'),
    reqFlags: optional(1, contextFlags, 'reqFlags'),
    mechToken: optional(2, octetString, 'mechToken'),
    negHints: optional(
      3,
      sequence(
        'NegHints',
        {
          hintName: optional(0, kerberosString, 'hintName'),
          hintAddress: optional(1, octetString, 'hintAddress'),
        },
        { extensible: true },
      ),
      'negHints',
    ),
    mechListMic: optional(4, octetString, 'mechListMIC'),
  },
  { extensible: true },
);

const negTokenResp = sequence(
  'NegTokenResp',
  {
    negState: optional(0, enumerated, 'negState'),
    supportedMech: optional(1, objectIdentifier, 'supportedMech'),
    responseToken: optional(2, octetString, 'responseToken'),
    mechListMic: optional(3, octetString, 'mechListMIC'),
  },
  { extensible: true },
);

/** By what a client sends first, and by what a server may send before it: hints. */
export const negotiationToken = choice('NegotiationToken', {
  negTokenInit: tagged(0, 'negTokenInit', negTokenInit),
  negTokenResp: tagged(1, 'negTokenResp', negTokenResp),
});
export const hintedNegotiationToken = choice('NegotiationToken', {
  negTokenInit2: tagged(0, 'negTokenInit2', negTokenInit2),
  negTokenResp: tagged(1, 'negTokenResp', negTokenResp),
});

export type SpnegoToken = TypeOf<typeof negotiationToken> | TypeOf<typeof hintedNegotiationToken>;

const CONTEXT_0 = 0xa0;
const CONTEXT_1 = 0xa1;

/** NegTokenInit2 where its [3] is no OCTET STRING, or there is a [4]; both are NegTokenInit otherwise. */
export function codecOfToken(bytes: Uint8Array): typeof negotiationToken | typeof hintedNegotiationToken {
  const fits = (codec: typeof negotiationToken | typeof hintedNegotiationToken): boolean => {
    try {
      decodeDer<unknown>(codec, bytes, { trailing: 'allow' });
      return true;
    } catch (error) {
      if (isKerberosError(error)) return false;
      throw error;
    }
  };
  return bytes[0] === CONTEXT_0 && !fits(negotiationToken) && fits(hintedNegotiationToken)
    ? hintedNegotiationToken
    : negotiationToken;
}

export const isNegotiationToken = (bytes: Uint8Array): boolean =>
  bytes[0] === CONTEXT_0 || bytes[0] === CONTEXT_1;

/** A token of SPNEGO, framed or not. @throws KerberosError FORMAT_INVALID, ASN1_INVALID, LIMIT */
export function decodeSpnego(bytes: Uint8Array): SpnegoToken {
  let inner = bytes;
  if (bytes[0] === FRAME_TAG) {
    const { mechanism, innerOffset, length } = readFrame(bytes);
    if (mechanism !== Mechanism.SPNEGO) {
      const reason = `a token of ${mechanism}, not of SPNEGO`;
      throw new KerberosError('FORMAT_INVALID', `GSS token: ${reason}`, { format: 'gss', reason });
    }
    inner = bytes.subarray(innerOffset, length);
  }
  return decodeDer<SpnegoToken>(codecOfToken(inner), inner);
}

/** The first token is framed (RFC 4178 4.2), the others are not. */
export function encodeSpnego(token: SpnegoToken): Uint8Array {
  switch (token.kind) {
    case 'negTokenResp':
      return encodeDer(negotiationToken, token);
    case 'negTokenInit':
      return encodeFrame(Mechanism.SPNEGO, encodeDer(negotiationToken, token));
    case 'negTokenInit2':
      return encodeFrame(Mechanism.SPNEGO, encodeDer(hintedNegotiationToken, token));
  }
}
