import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { ErrorCode } from '../../../../src/krb5/iana/error-code.ts';
import { KdcOption } from '../../../../src/krb5/iana/flags.ts';
import { PaDataType } from '../../../../src/krb5/iana/padata-type.ts';
import { asReq, etypeInfo2, methodData, paPacRequest } from '../../../../src/krb5/messages/index.ts';
import { krbtgt, principalName } from '../../../../src/krb5/principal.ts';
import {
  AES128,
  AES256,
  asReply,
  errorReply,
  keyOf,
  NOW,
  preauthRequired,
  provenTime,
  RC4,
  USER,
  USER_KEY,
} from '../../../support/kdc-builder.ts';
import { AsRun, REQUEST } from './as-fixture.ts';

const proved = (): AsRun => new AsRun().reply(preauthRequired()).key();

describe('the first request', () => {
  it('proves nothing and lists every enctype allowed, in our order', () => {
    const { sent } = new AsRun();
    const { reqBody, padata } = decodeDer(asReq, sent.bytes);
    expect(sent.carriesProof).toBe(false);
    expect(reqBody.etype).toEqual([AES256, AES128]);
    expect(padata?.map((pa) => pa.padataType)).toEqual([PaDataType.REQ_ENC_PA_REP]);
  });

  it('asks for the ticket-granting service of the client realm unless another service is named', () => {
    expect(decodeDer(asReq, new AsRun().sent.bytes).reqBody.sname?.nameString).toEqual([
      'krbtgt',
      'MIT.TEST',
    ]);
    const changepw = { name: principalName(2, 'kadmin', 'changepw'), realm: 'MIT.TEST' };
    const { reqBody } = decodeDer(asReq, new AsRun({ server: changepw }).sent.bytes);
    expect(reqBody.sname?.nameString).toEqual(['kadmin', 'changepw']);
  });

  it('carries life-time, renewable life-time, addresses and options as asked', () => {
    const address = { addrType: 2, address: Uint8Array.of(192, 0, 2, 1) };
    const { reqBody } = decodeDer(
      asReq,
      new AsRun({
        lifetime: 60,
        renewLifetime: 600,
        addresses: [address],
        kdcOptions:
          KdcOption.FORWARDABLE | KdcOption.PROXIABLE | KdcOption.CANONICALIZE | KdcOption.RENEWABLE_OK,
      }).sent.bytes,
    );
    expect(reqBody.till).toBe(NOW + 60);
    expect(reqBody.rtime).toBe(NOW + 600);
    expect(reqBody.addresses).toEqual([address]);
    expect(reqBody.kdcOptions).toBe(
      KdcOption.FORWARDABLE | KdcOption.PROXIABLE | KdcOption.CANONICALIZE | KdcOption.RENEWABLE,
    );
  });

  it('never asks for a renewable time before the end of the ticket', () => {
    const { reqBody } = decodeDer(asReq, new AsRun({ lifetime: 600, renewLifetime: 60 }).sent.bytes);
    expect(reqBody.rtime).toBe(reqBody.till);
  });

  it('names a start, and asks to postdate, only when the ticket starts later', () => {
    expect(decodeDer(asReq, new AsRun().sent.bytes).reqBody.from).toBeUndefined();
    const { reqBody } = decodeDer(asReq, new AsRun({ startAfter: 3600 }).sent.bytes);
    expect(reqBody.from).toBe(NOW + 3600);
    expect(reqBody.till).toBe(NOW + 3600 + 36_000);
    expect(reqBody.kdcOptions & KdcOption.POSTDATED).not.toBe(0);
  });

  it.each([true, false])('carries PA-PAC-REQUEST only when asked: %s', (pac) => {
    const { padata } = decodeDer(asReq, new AsRun({ pac }).sent.bytes);
    const pa = padata?.find((each) => each.padataType === PaDataType.PAC_REQUEST);
    expect(decodeDer(paPacRequest, pa?.padataValue ?? new Uint8Array(0)).includePac).toBe(pac);
  });
});

describe('pre-authentication', () => {
  it('derives the key from the salt and parameters of ETYPE-INFO2, then proves it once', () => {
    const s2kparams = Uint8Array.of(0, 0, 0x20, 0);
    const run = new AsRun().reply(preauthRequired([{ etype: AES256, salt: 'Sälz', s2kparams }]));
    expect(run.derive).toMatchObject({ etype: AES256, s2kparams });
    expect(new TextDecoder().decode(run.derive.salt)).toBe('Sälz');
    run.key();
    expect(run.sent.carriesProof).toBe(true);
    expect(provenTime(run.sent.bytes)).toBe(NOW);
    run.reply(asReply(run.sent.bytes));
    expect(run.result.paType).toBe(PaDataType.ENC_TIMESTAMP);
    expect(run.result.fastAvailable).toBe(true);
  });

  it('takes of the hinted enctypes the first in our order, not in the KDC order', () => {
    const info = [
      { etype: AES128, salt: 'a' },
      { etype: AES256, salt: 'b' },
    ];
    expect(new AsRun().reply(preauthRequired(info)).derive.etype).toBe(AES256);
    expect(new AsRun({ etypes: [AES128, AES256] }).reply(preauthRequired(info)).derive.etype).toBe(AES128);
  });

  it('uses the default salt of realm and name where the KDC names none', () => {
    const run = new AsRun().reply(preauthRequired([{ etype: AES256 }]));
    expect(new TextDecoder().decode(run.derive.salt)).toBe('MIT.TESTuser');
  });

  it('never takes an enctype that was not asked for, and names both sides', () => {
    const run = new AsRun().reply(preauthRequired([{ etype: RC4, salt: '' }]));
    expect(run.error).toMatchObject({
      code: 'ETYPE_UNSUPPORTED',
      details: { ours: [AES256, AES128], theirs: [RC4] },
    });
  });

  it('ends at KDC_ERR_ETYPE_NOSUPP and names both sides', () => {
    const eData = encodeDer(methodData, [
      { padataType: PaDataType.ETYPE_INFO2, padataValue: encodeDer(etypeInfo2, [{ etype: RC4 }]) },
    ]);
    const run = new AsRun().reply(errorReply(ErrorCode.KDC_ERR_ETYPE_NOSUPP, { eData }));
    expect(run.error).toMatchObject({
      code: 'ETYPE_UNSUPPORTED',
      details: { ours: [AES256, AES128], theirs: [RC4] },
    });
  });

  it('lists what the KDC offered where none of it can be done', () => {
    const run = new AsRun().reply(
      preauthRequired(undefined, [{ padataType: PaDataType.SPAKE, padataValue: new Uint8Array(0) }]),
    );
    expect(run.error).toMatchObject({
      code: 'PREAUTH_UNSUPPORTED',
      details: { offered: [PaDataType.ETYPE_INFO2, PaDataType.SPAKE] },
    });
  });

  it('gives the KDC its cookie back', () => {
    const cookie = { padataType: PaDataType.FX_COOKIE, padataValue: Uint8Array.of(1, 2, 3) };
    const timestamp = { padataType: PaDataType.ENC_TIMESTAMP, padataValue: new Uint8Array(0) };
    const run = new AsRun().reply(preauthRequired(undefined, [timestamp, cookie])).key();
    expect(decodeDer(asReq, run.sent.bytes).padata).toContainEqual(cookie);
  });

  it('gives every request a nonce of its own, of 31 bits', () => {
    const run = new AsRun();
    const first = decodeDer(asReq, run.sent.bytes).reqBody.nonce;
    const second = decodeDer(asReq, run.reply(preauthRequired()).key().sent.bytes).reqBody.nonce;
    expect(first).not.toBe(second);
    expect(Math.max(first, second)).toBeLessThan(2 ** 31);
  });
});

describe('one password entry, one proof', () => {
  it.each([ErrorCode.KDC_ERR_PREAUTH_FAILED, ErrorCode.KRB_AP_ERR_BAD_INTEGRITY])(
    'a refused proof (%i) is the end, whatever else the KDC offers',
    (code) => {
      const run = proved().reply(errorReply(code, { eData: encodeDer(methodData, []) }));
      expect(run.error).toMatchObject({ code: 'PASSWORD_INCORRECT', details: { evidence: 'kdc' } });
      expect(run.reply(preauthRequired()).key().error.code).toBe('PASSWORD_INCORRECT');
    },
  );

  it('a refused keytab key is told as the KDC told it', () => {
    const run = new AsRun({ secret: 'keytab' }).reply(preauthRequired()).key();
    expect(run.reply(errorReply(ErrorCode.KDC_ERR_PREAUTH_FAILED)).error.code).toBe('KDC_ERROR');
  });

  it('a second PREAUTH_REQUIRED after the proof is the end', () => {
    expect(proved().reply(preauthRequired()).error).toMatchObject({ code: 'KDC_ERROR' });
  });

  it('KRB_AP_ERR_SKEW is answered once, with the time of the KDC', () => {
    const skew = errorReply(ErrorCode.KRB_AP_ERR_SKEW, { stime: NOW + 7200 });
    const run = proved().reply(skew);
    expect(run.sent.carriesProof).toBe(true);
    expect(provenTime(run.sent.bytes)).toBe(NOW + 7200);
    expect(run.reply(skew).error).toMatchObject({
      code: 'CLOCK_SKEW',
      details: { offsetSeconds: 7200, allowedSeconds: 300 },
    });
  });

  it('KRB_AP_ERR_SKEW is not answered where kdc_timesync is off', () => {
    const run = new AsRun({ kdcTimesync: false }).reply(preauthRequired()).key();
    expect(run.reply(errorReply(ErrorCode.KRB_AP_ERR_SKEW, { stime: NOW + 7200 })).error.code).toBe(
      'CLOCK_SKEW',
    );
  });

  it('KRB_ERR_RESPONSE_TOO_BIG sends the same bytes again over TCP, once', () => {
    const run = proved();
    const { bytes } = run.sent;
    run.reply(errorReply(ErrorCode.KRB_ERR_RESPONSE_TOO_BIG));
    expect(run.sent).toMatchObject({ transport: 'tcp', carriesProof: true });
    expect(run.sent.bytes).toEqual(bytes);
    expect(run.reply(errorReply(ErrorCode.KRB_ERR_RESPONSE_TOO_BIG)).error.code).toBe('KDC_ERROR');
  });

  it('a redirection after the proof is not followed', () => {
    const run = new AsRun({ kdcOptions: KdcOption.CANONICALIZE }).reply(preauthRequired()).key();
    const elsewhere = errorReply(ErrorCode.KDC_ERR_WRONG_REALM, { crealm: 'EVIL.TEST', cname: USER.name });
    expect(run.reply(elsewhere).error.code).toBe('KDC_ERROR');
  });
});

describe('wrong realm', () => {
  const sendTo = (realm: string, code: number = ErrorCode.KDC_ERR_WRONG_REALM): Uint8Array =>
    errorReply(code, { crealm: realm, cname: USER.name });
  const enterprise = { client: { name: principalName(10, 'user@upn.test'), realm: 'MIT.TEST' } };

  it.each([ErrorCode.KDC_ERR_WRONG_REALM, ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN])(
    'is followed where a canonical name was asked for (code %i)',
    (code) => {
      const run = new AsRun(enterprise).reply(sendTo('OTHER.TEST', code));
      expect(run.sent.realm).toBe('OTHER.TEST');
      const { reqBody } = decodeDer(asReq, run.sent.bytes);
      expect(reqBody.realm).toBe('OTHER.TEST');
      expect(reqBody.sname?.nameString).toEqual(['krbtgt', 'OTHER.TEST']);
      expect(run.step.trace).toContainEqual({ type: 'realm.redirected', from: 'MIT.TEST', to: 'OTHER.TEST' });
    },
  );

  it('is an error where none was', () => {
    expect(new AsRun().reply(sendTo('OTHER.TEST')).error.code).toBe('KDC_ERROR');
  });

  it('never goes in a circle', () => {
    const run = new AsRun(enterprise).reply(sendTo('OTHER.TEST')).reply(sendTo('MIT.TEST'));
    expect(run.error).toMatchObject({ code: 'REFERRAL_REFUSED', details: { reason: 'seen-before' } });
  });

  it('never goes on for ever', () => {
    const run = new AsRun(enterprise);
    for (let hop = 1; run.step.output.kind === 'send' && hop < 30; hop++)
      run.reply(sendTo(`R${String(hop)}.TEST`));
    expect(run.error).toMatchObject({ code: 'REFERRAL_REFUSED', details: { reason: 'too-many' } });
  });
});

describe('a reply', () => {
  it('without pre-authentication is opened with a key made as the reply itself says', () => {
    const padata = [
      {
        padataType: PaDataType.ETYPE_INFO2,
        padataValue: encodeDer(etypeInfo2, [{ etype: AES256, salt: 'other salt' }]),
      },
    ];
    const run = new AsRun();
    run.reply(asReply(run.sent.bytes, { rep: { padata } }));
    expect(new TextDecoder().decode(run.derive.salt)).toBe('other salt');
    expect(run.key().result.paType).toBeUndefined();
  });

  it('with another salt in its ETYPE-INFO2 than the error had beats the hint', () => {
    const padata = [
      {
        padataType: PaDataType.ETYPE_INFO2,
        padataValue: encodeDer(etypeInfo2, [{ etype: AES256, salt: 'new salt' }]),
      },
    ];
    const run = proved();
    const fresh = keyOf(AES256, 0x77);
    run.reply(asReply(run.sent.bytes, { key: fresh, rep: { padata } }));
    expect(new TextDecoder().decode(run.derive.salt)).toBe('new salt');
    expect(run.key(fresh).result.credential.client).toEqual(USER);
  });

  it('in another enctype than the proof is opened with a key of that enctype', () => {
    const run = proved();
    const other = keyOf(AES128, 0x55);
    run.reply(asReply(run.sent.bytes, { key: other }));
    expect(run.derive.etype).toBe(AES128);
    expect(run.key(other).result.replyEtype).toBe(AES128);
  });

  it('that the password does not open, where nothing was proved, is a wrong password', () => {
    const run = new AsRun();
    run.reply(asReply(run.sent.bytes)).key(keyOf(AES256, 0x99));
    expect(run.error).toMatchObject({ code: 'PASSWORD_INCORRECT', details: { evidence: 'reply' } });
  });

  it('that does not open after the KDC accepted the proof is a broken reply, not a wrong password', () => {
    const run = proved();
    expect(run.reply(asReply(run.sent.bytes, { usage: 8 })).error.code).toBe('INTEGRITY');
  });

  it('becomes a credential with the ticket exactly as received', () => {
    const run = proved();
    const { credential } = run.reply(asReply(run.sent.bytes)).result;
    expect(credential.server).toEqual(krbtgt('MIT.TEST'));
    expect(credential.isSkey).toBe(false);
    expect(credential.times).toEqual({
      authTime: NOW,
      startTime: NOW,
      endTime: NOW + 36_000,
      renewTill: 0,
    });
  });

  it('gives the clock offset by the time the KDC sealed, not by what an error said', () => {
    const run = proved().reply(errorReply(ErrorCode.KRB_AP_ERR_SKEW, { stime: NOW + 7200 }));
    run.reply(asReply(run.sent.bytes, { enc: { authtime: NOW + 7000, starttime: NOW + 7000 } }));
    expect(run.result.offsetSeconds).toBe(7000);
  });

  it('that comes when none is awaited changes nothing', () => {
    const run = new AsRun().reply(preauthRequired());
    const { output } = run.step;
    expect(run.reply(preauthRequired([{ etype: AES128 }])).step.output).toBe(output);
  });

  it('leaves no key behind in the state of a finished machine', () => {
    const run = proved();
    run.reply(asReply(run.sent.bytes));
    const { derived, replyKey, mechanism } = run.step.state;
    expect({ derived, replyKey, mechanism }).toEqual({
      derived: undefined,
      replyKey: undefined,
      mechanism: undefined,
    });
    expect(REQUEST.secret).toBe('password');
    expect(USER_KEY.keyValue[0]).toBe(0x11);
  });
});
