// Tokens that mutants grow from: those of others, and of each kind that we have nobody else's of.
import { encodeAuthenticatorChecksum } from '../../../src/krb5/gss/authenticator-checksum.ts';
import { encodeFrame } from '../../../src/krb5/gss/framing.ts';
import { Mechanism } from '../../../src/krb5/iana/mechanism.ts';
import { recordedMessage } from '../../support/captured-messages.ts';
import { exampleTokens, recordedTokens } from '../../support/gss-tokens.ts';
import { hex } from '../../support/vectors.ts';

export function gssSamples(): Uint8Array[] {
  const old = [
    `01011100ffffffff${'11'.repeat(16)}`,
    `020111001000ffff${'11'.repeat(40)}`,
    '0501300aa1080c064d49542e5454',
  ].map((text) => encodeFrame(Mechanism.KRB5, hex(text)));
  // Enough of SPNEGO's answers for a decoder of them alone.
  const states = Array.from({ length: 20 }, (_, at) =>
    hex(`a1073005a0030a01${at.toString(16).padStart(2, '0')}`),
  );
  return [...recordedTokens, ...exampleTokens]
    .map(({ bytes }) => bytes)
    .concat(old, states, recordedMessage('apReq'));
}

export function gssChecksumSamples(): Uint8Array[] {
  return Array.from({ length: 20 }, (_, at) =>
    encodeAuthenticatorChecksum({
      bindings: new Uint8Array(16).fill(at),
      flags: at % 2 === 0 ? 1 : 0x3e,
      ...(at % 2 === 0 ? { delegation: new Uint8Array(at * 7).fill(at) } : {}),
      ...(at % 3 === 0 ? { extensions: [{ type: at, data: new Uint8Array(at) }] } : {}),
    }),
  );
}
