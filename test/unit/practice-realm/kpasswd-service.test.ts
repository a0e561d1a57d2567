// RFC 3244, each check of a request broken once; that clients understand the answers is for test/conformance.
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../src/krb5/asn1/index.ts';
import { decrypt, encrypt } from '../../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../../src/krb5/crypto/key.ts';
import { errorCodeName } from '../../../src/krb5/iana/error-code.ts';
import { KeyUsage } from '../../../src/krb5/iana/key-usage.ts';
import { MessageType } from '../../../src/krb5/iana/message-type.ts';
import {
  apRep,
  apReq,
  authenticator,
  changePasswdData,
  encApRepPart,
  encKrbPrivPart,
  encodeKpasswdRequest,
  krbError,
  krbPriv,
  parseKpasswdReply,
  parseKpasswdResult,
} from '../../../src/krb5/messages/index.ts';
import type { Authenticator, EncKrbPrivPart } from '../../../src/krb5/messages/index.ts';
import { LOCALHOST, nameOf, PracticeKdc } from '../../support/practice-kdc.ts';
import type { Held } from '../../support/practice-kdc.ts';
import { random } from '../../support/practice.ts';

const CHANGEPW = nameOf('kadmin/changepw');
const GOOD = 'Brand-new-2';
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const SET = 0xff80;

let kdc: PracticeKdc;
let alice: Held;

beforeAll(async () => {
  kdc = await PracticeKdc.create();
  alice = await kdc.tgt('alice', { body: { sname: CHANGEPW } });
});

interface Changes {
  readonly held?: Held;
  readonly version?: number;
  readonly password?: string;
  readonly data?: Uint8Array;
  readonly authenticator?: Partial<Authenticator>;
  readonly part?: Partial<EncKrbPrivPart>;
  readonly sealWith?: EncryptionKey;
  readonly msgType?: number;
}

function request(changes: Changes): { bytes: Uint8Array; subkey: EncryptionKey; auth: Authenticator } {
  const held = changes.held ?? alice;
  const subkey = new EncryptionKey(18, random.bytes(32));
  const micros = kdc.clock.nowMicros();
  const auth: Authenticator = {
    authenticatorVno: 5,
    crealm: 'PRACTICE.TEST',
    cname: held.cname,
    cusec: Math.floor(micros % 1e6),
    ctime: Math.floor(micros / 1e6),
    subkey,
    seqNumber: 5,
    ...changes.authenticator,
  };
  const cipher = encrypt(held.key, KeyUsage.AP_REQ_AUTHENTICATOR, encodeDer(authenticator, auth), random);
  const userData =
    changes.data ?? encodeDer(changePasswdData, { newpasswd: octets(changes.password ?? GOOD) });
  const part = { userData, seqNumber: 5, sAddress: LOCALHOST, ...changes.part };
  const key = changes.sealWith ?? subkey;
  const sealed = encrypt(key, KeyUsage.KRB_PRIV_ENC_PART, encodeDer(encKrbPrivPart, part), random);
  const bytes = encodeKpasswdRequest({
    version: changes.version ?? SET,
    apReq: encodeDer(apReq, {
      pvno: 5,
      msgType: MessageType.AP_REQ,
      apOptions: 0,
      ticket: held.ticket,
      authenticator: { etype: held.key.keyType, cipher },
    }),
    krbPriv: encodeDer(krbPriv, {
      pvno: 5,
      msgType: changes.msgType ?? MessageType.KRB_PRIV,
      encPart: { etype: key.keyType, cipher: sealed },
    }),
  });
  return { bytes, subkey, auth };
}

/** `result N` where the answer is sealed, the KRB-ERROR's name and its result where it is not. */
async function outcome(changes: Changes): Promise<string> {
  const { bytes, subkey } = request(changes);
  const answer = await kdc.kdc.answerKpasswd({ bytes, transport: 'udp', from: LOCALHOST, to: LOCALHOST });
  if (answer === undefined) return 'silence';
  const frame = parseKpasswdReply(answer);
  if (frame.kind === 'error') {
    const error = decodeDer(krbError, frame.krbError);
    return `${errorCodeName(error.errorCode)} ${parseKpasswdResult(error.eData!).resultCode}`;
  }
  const { encPart } = decodeDer(krbPriv, frame.krbPriv);
  const plain = decrypt(subkey, KeyUsage.KRB_PRIV_ENC_PART, encPart.cipher);
  return `result ${parseKpasswdResult(decodeDer(encKrbPrivPart, plain).userData).resultCode}`;
}

describe('kpasswd refuses (RFC 3244 2)', () => {
  it.each<[string, () => Changes, string]>([
    ['another version', () => ({ version: 2 }), 'KRB_AP_ERR_BADVERSION 6'],
    [
      'an authenticator without subkey',
      () => ({ authenticator: { subkey: undefined } }),
      'KRB_AP_ERR_NOKEY 3',
    ],
    ['another client', () => ({ authenticator: { cname: nameOf('bob') } }), 'KRB_AP_ERR_BADMATCH 3'],
    ['an old authenticator', () => ({ authenticator: { ctime: 1_000_000_000 } }), 'KRB_AP_ERR_SKEW 3'],
    ['a KRB-PRIV under another key', () => ({ sealWith: alice.key }), 'result 1'],
    ['another message in KRB-PRIV’s place', () => ({ msgType: MessageType.KRB_SAFE }), 'result 1'],
    ['another sequence number', () => ({ part: { seqNumber: 6 } }), 'result 1'],
    ['an old timestamp', () => ({ part: { timestamp: 1_000_000_000, usec: 0 } }), 'result 1'],
    ['no ChangePasswdData', () => ({ data: octets('not DER') }), 'result 1'],
    [
      'another user as target',
      () => ({
        data: encodeDer(changePasswdData, {
          newpasswd: octets(GOOD),
          targname: nameOf('bob'),
          targrealm: 'PRACTICE.TEST',
        }),
      }),
      'result 5',
    ],
    ['a short password', () => ({ password: 'Ab1!' }), 'result 4'],
    ['a simple password', () => ({ password: 'onlylowercase' }), 'result 4'],
    ['the name in the password', () => ({ password: 'Alice-2-go!' }), 'result 4'],
    ['the password in force', () => ({ password: 'Practice1!' }), 'result 4'],
  ])('%s', async (_what, changes, expected) => {
    expect(await outcome(changes())).toBe(expected);
  });

  it('a ticket for another service', async () => {
    const tgt = await kdc.tgt('alice');
    expect(await outcome({ held: tgt })).toBe('KRB_AP_ERR_NOT_US 3');
  });

  it('a ticket that came from a TGT, not from the password', async () => {
    const answer = await kdc.tgs(await kdc.tgt('alice'), 'kadmin/changepw');
    if (answer.kind !== 'reply') throw new Error(answer.kind);
    expect(await outcome({ held: answer.held })).toBe('result 7');
  });

  it('what is no frame, with silence', async () => {
    const arrival = {
      bytes: octets('GET / HTTP/1.0'),
      transport: 'tcp',
      from: LOCALHOST,
      to: LOCALHOST,
    } as const;
    expect(await kdc.kdc.answerKpasswd(arrival)).toBeUndefined();
  });
});

describe('a password change', () => {
  it('proves the server by the AP-REP, and takes effect', async () => {
    const bob = await kdc.tgt('bob', { body: { sname: CHANGEPW } });
    const { bytes, auth } = request({ held: bob });
    const arrival = { bytes, transport: 'udp', from: LOCALHOST, to: LOCALHOST } as const;
    const answer = await kdc.kdc.answerKpasswd(arrival);
    const frame = parseKpasswdReply(answer!);
    if (frame.kind !== 'reply') throw new Error(frame.kind);
    const { encPart } = decodeDer(apRep, frame.apRep);
    const part = decodeDer(encApRepPart, decrypt(bob.key, KeyUsage.AP_REP_ENC_PART, encPart.cipher));
    expect(part).toMatchObject({ ctime: auth.ctime, cusec: auth.cusec });
    // The same bytes again are the same answer, not a second change.
    expect(await kdc.kdc.answerKpasswd(arrival)).toEqual(answer);
    const old = await kdc.as('bob');
    expect(old.kind === 'error' && errorCodeName(old.code)).toBe('KDC_ERR_PREAUTH_FAILED');
    const key = await kdc.userKey('bob', 18, GOOD);
    const raw = kdc.send(await kdc.asReq('bob', { proof: { key } }));
    expect(raw?.[0]).toBe(0x6b);
    expect(kdc.directory.findUser(nameOf('bob'), false)?.kvno).toBe(2);
  });

  it('by the older protocol holds the bare password', async () => {
    const short = await kdc.tgt('shortlife', { body: { sname: CHANGEPW } });
    expect(await outcome({ held: short, version: 1, data: octets(GOOD) })).toBe('result 0');
  });
});
