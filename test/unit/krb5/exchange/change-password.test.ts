import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { decrypt, encrypt } from '../../../../src/krb5/crypto/index.ts';
import type { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import type { PasswordPolicy } from '../../../../src/krb5/errors.ts';
import { startPasswordChange, stepPasswordChange } from '../../../../src/krb5/exchange/change-password.ts';
import type { PasswordChangeStep } from '../../../../src/krb5/exchange/change-password.ts';
import { ENTROPY_LENGTH } from '../../../../src/krb5/exchange/step.ts';
import { KeyUsage } from '../../../../src/krb5/iana/key-usage.ts';
import { KpasswdResult } from '../../../../src/krb5/iana/kpasswd-result.ts';
import {
  apRep,
  apReq,
  authenticator,
  encApRepPart,
  encKrbPrivPart,
  encodeKpasswdReply,
  encodeKpasswdResult,
  krbPriv,
  parseKpasswdRequest,
} from '../../../../src/krb5/messages/index.ts';
import type { Authenticator, EncApRepPart } from '../../../../src/krb5/messages/index.ts';
import { principalName } from '../../../../src/krb5/principal.ts';
import {
  AES256,
  countingRandom,
  errorReply,
  keyOf,
  NOW,
  SESSION_KEY,
  tgtFor,
  ticketBytes,
} from '../../../support/kdc-builder.ts';

const CHANGEPW = { name: principalName(2, 'kadmin', 'changepw'), realm: 'MIT.TEST' };
const CREDENTIAL = { ...tgtFor('MIT.TEST'), server: CHANGEPW, ticket: ticketBytes(CHANGEPW) };
const NEW = new TextEncoder().encode('neues Paßwort');
const moment = { nowMicros: NOW * 1_000_000 + 123_456, entropy: countingRandom(3).bytes(ENTROPY_LENGTH) };

const start = (): PasswordChangeStep =>
  startPasswordChange({ credential: CREDENTIAL, newPassword: NEW }, moment);
const sentBytes = (step: PasswordChangeStep): Uint8Array => {
  if (step.output.kind !== 'send') throw new Error('expected send');
  return step.output.bytes;
};

interface Opened {
  readonly opened: Authenticator;
  readonly subkey: EncryptionKey;
  readonly password: string;
  readonly seqNumber: number | undefined;
}

function open(bytes: Uint8Array): Opened {
  const request = parseKpasswdRequest(bytes);
  const ap = decodeDer(apReq, request.apReq);
  const opened = decodeDer(
    authenticator,
    decrypt(SESSION_KEY, KeyUsage.AP_REQ_AUTHENTICATOR, ap.authenticator.cipher),
  );
  const subkey = opened.subkey ?? SESSION_KEY;
  const priv = decodeDer(krbPriv, request.krbPriv);
  const part = decodeDer(encKrbPrivPart, decrypt(subkey, KeyUsage.KRB_PRIV_ENC_PART, priv.encPart.cipher));
  return { opened, subkey, password: new TextDecoder().decode(part.userData), seqNumber: part.seqNumber };
}

interface Lies {
  readonly repVersion?: { readonly pvno: number; readonly msgType: number };
  readonly privVersion?: { readonly pvno: number; readonly msgType: number };
  readonly rep?: Partial<EncApRepPart>;
  readonly repKey?: EncryptionKey;
  readonly privKey?: EncryptionKey;
  readonly usage?: number;
  readonly seqNumber?: number;
}

function answer(bytes: Uint8Array, result: Uint8Array, lies: Lies = {}): Uint8Array {
  const { opened, subkey } = open(bytes);
  const random = countingRandom(8);
  const repPart = { ctime: opened.ctime, cusec: opened.cusec, seqNumber: 77, ...lies.rep };
  const repKey = lies.repKey ?? SESSION_KEY;
  const privKey = lies.privKey ?? subkey;
  const privPart = {
    userData: result,
    seqNumber: lies.seqNumber ?? 77,
    sAddress: { addrType: 2, address: new Uint8Array(4) },
  };
  const usage = lies.usage ?? KeyUsage.KRB_PRIV_ENC_PART;
  return encodeKpasswdReply({
    kind: 'reply',
    version: 1,
    apRep: encodeDer(apRep, {
      ...(lies.repVersion ?? { pvno: 5, msgType: 15 }),
      encPart: {
        etype: AES256,
        cipher: encrypt(repKey, KeyUsage.AP_REP_ENC_PART, encodeDer(encApRepPart, repPart), random),
      },
    }),
    krbPriv: encodeDer(krbPriv, {
      ...(lies.privVersion ?? { pvno: 5, msgType: 21 }),
      encPart: {
        etype: AES256,
        cipher: encrypt(privKey, usage, encodeDer(encKrbPrivPart, privPart), random),
      },
    }),
  });
}

const reply = (bytes: Uint8Array): PasswordChangeStep =>
  stepPasswordChange(start().state, { kind: 'reply', bytes, ...moment });
const resultOf = (resultCode: number, text = '', policy?: PasswordPolicy): Uint8Array =>
  encodeKpasswdResult({ resultCode, text, ...(policy === undefined ? {} : { policy }) });
const failureOf = (step: PasswordChangeStep): unknown =>
  step.output.kind === 'failed' ? step.output.error : step.output;

describe('a password change', () => {
  it('seals the new password with a subkey of its own, key usage 13', () => {
    const { opened, subkey, password, seqNumber } = open(sentBytes(start()));
    expect(password).toBe('neues Paßwort');
    expect(subkey.keyValue).not.toEqual(SESSION_KEY.keyValue);
    expect(seqNumber).toBe(opened.seqNumber);
    expect(opened).toMatchObject({ ctime: NOW, cusec: 123_456 });
  });

  it('leaves the buffer of the new password to its owner', () => {
    const newPassword = new TextEncoder().encode('secret');
    startPasswordChange({ credential: CREDENTIAL, newPassword }, moment);
    expect(new TextDecoder().decode(newPassword)).toBe('secret');
  });

  it('is done when the server says so under the keys of the request', () => {
    const bytes = answer(sentBytes(start()), resultOf(KpasswdResult.SUCCESS));
    expect(reply(bytes).output).toMatchObject({ kind: 'done', result: { resultCode: 0 } });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 99])(
    'refused with result %i is told with the words of the server',
    (code) => {
      const bytes = answer(sentBytes(start()), resultOf(code, 'because'));
      expect(failureOf(reply(bytes))).toMatchObject({
        code: 'PASSWORD_CHANGE_REFUSED',
        details: { resultCode: code, text: 'because' },
      });
    },
  );

  it('refused by Active Directory is told with its policy', () => {
    const policy = {
      minLength: 7,
      history: 24,
      properties: 1,
      maxAgeSeconds: 3_628_800,
      minAgeSeconds: 86_400,
    };
    const bytes = answer(sentBytes(start()), resultOf(KpasswdResult.SOFTERROR, '', policy));
    expect(failureOf(reply(bytes))).toMatchObject({ details: { resultCode: 4, text: '', policy } });
  });

  it.each<[string, Lies, string]>([
    ['its AP-REP is of another version', { repVersion: { pvno: 4, msgType: 15 } }, 'REPLY_MISMATCH'],
    ['its AP-REP is of another type', { repVersion: { pvno: 5, msgType: 14 } }, 'REPLY_MISMATCH'],
    ['its KRB-PRIV is of another version', { privVersion: { pvno: 4, msgType: 21 } }, 'REPLY_MISMATCH'],
    ['its KRB-PRIV is of another type', { privVersion: { pvno: 5, msgType: 20 } }, 'REPLY_MISMATCH'],
    ['its AP-REP echoes another time', { rep: { ctime: NOW + 1 } }, 'REPLY_MISMATCH'],
    ['its AP-REP echoes other microseconds', { rep: { cusec: 1 } }, 'REPLY_MISMATCH'],
    ['its AP-REP is sealed with another key', { repKey: keyOf(AES256, 9) }, 'INTEGRITY'],
    ['its KRB-PRIV is sealed with the session key', { privKey: SESSION_KEY }, 'INTEGRITY'],
    ['its KRB-PRIV has another key usage', { usage: KeyUsage.KRB_CRED_ENC_PART }, 'INTEGRITY'],
    ['its KRB-PRIV has another sequence number', { seqNumber: 78 }, 'REPLY_MISMATCH'],
  ])('is not believed when %s', (_, lies, code) => {
    const bytes = answer(sentBytes(start()), resultOf(KpasswdResult.SUCCESS), lies);
    expect(failureOf(reply(bytes))).toMatchObject({ code });
  });

  it('is never believed to be done by an error message, which nobody signed', () => {
    const success = errorReply(60, { eData: resultOf(KpasswdResult.SUCCESS) });
    expect(failureOf(reply(success))).toMatchObject({ code: 'KDC_ERROR', details: { exchange: 'kpasswd' } });
  });

  it.each([true, false])(
    'refused by an error message is told with its result code (framed: %s)',
    (framed) => {
      const krbError = errorReply(60, { eData: resultOf(KpasswdResult.AUTHERROR, 'clock') });
      const bytes = framed ? encodeKpasswdReply({ kind: 'error', krbError }) : krbError;
      expect(failureOf(reply(bytes))).toMatchObject({
        code: 'PASSWORD_CHANGE_REFUSED',
        details: { resultCode: 3, text: 'clock' },
      });
    },
  );

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['a length that does not fit', Uint8Array.of(0, 9, 0, 1, 0, 0, 1)],
    ['an unknown version', Uint8Array.of(0, 7, 0, 9, 0, 0, 1)],
  ])('ends in words at a reply with %s', (_, bytes) => {
    expect(failureOf(reply(bytes))).toMatchObject({ code: 'FORMAT_INVALID', details: { format: 'kpasswd' } });
  });
});
