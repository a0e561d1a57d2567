// PA-ENC-TIMESTAMP, RFC 4120 5.2.7.2: the time, sealed with the client's long-term key, key usage 1.
//   PA-ENC-TIMESTAMP ::= EncryptedData -- PA-ENC-TS-ENC
//   PA-ENC-TS-ENC    ::= SEQUENCE { patimestamp [0] KerberosTime, pausec [1] Microseconds OPTIONAL }
import { encodeDer } from '../asn1/index.ts';
import { encrypt } from '../crypto/index.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { encryptedData, paEncTsEnc } from '../messages/index.ts';
import type { PreauthContext, PreauthMechanism, PreauthStep } from './mechanism.ts';

function prove(key: EncryptionKey, context: PreauthContext): PreauthStep {
  const plain = encodeDer(paEncTsEnc, {
    patimestamp: Math.floor(context.kdcNowMicros / 1_000_000),
    pausec: context.kdcNowMicros % 1_000_000,
  });
  const cipher = encrypt(key, KeyUsage.AS_REQ_PA_ENC_TIMESTAMP, plain, context.random);
  const padataValue = encodeDer(encryptedData, { etype: key.keyType, cipher });
  return {
    kind: 'padata',
    padata: [{ padataType: PaDataType.ENC_TIMESTAMP, padataValue }],
    proof: true,
    state: key,
  };
}

export const encryptedTimestamp: PreauthMechanism = {
  padataType: PaDataType.ENC_TIMESTAMP,
  step(state, input, context) {
    switch (input.kind) {
      case 'begin':
        return { kind: 'need-key', state: undefined };
      case 'key':
        return prove(input.key, context);
      case 'again':
        return state instanceof EncryptionKey ? prove(state, context) : { kind: 'unavailable' };
      case 'more':
        return { kind: 'unavailable' };
    }
  },
};
