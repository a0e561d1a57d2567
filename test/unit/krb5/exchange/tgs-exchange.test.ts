import { describe, expect, it } from 'vitest';
import { decodeDer } from '../../../../src/krb5/asn1/index.ts';
import { decrypt, verifyChecksum } from '../../../../src/krb5/crypto/index.ts';
import { ErrorCode } from '../../../../src/krb5/iana/error-code.ts';
import { KdcOption, TicketFlag } from '../../../../src/krb5/iana/flags.ts';
import { KeyUsage } from '../../../../src/krb5/iana/key-usage.ts';
import { PaDataType } from '../../../../src/krb5/iana/padata-type.ts';
import {
  apReq,
  authorizationData,
  paForUser,
  paForUserSigned,
  tgsReq,
} from '../../../../src/krb5/messages/index.ts';
import { krbtgt, principalName } from '../../../../src/krb5/principal.ts';
import {
  AES128,
  AES256,
  errorReply,
  keyOf,
  NOW,
  RC4,
  SESSION_KEY,
  ticketBytes,
  tgtFor,
  USER,
} from '../../../support/kdc-builder.ts';
import type { TgsLies } from '../../../support/kdc-builder.ts';
import { REQUEST, TgsRun, WEB } from './tgs-fixture.ts';

const ELSEWHERE = { name: WEB.name, realm: '' };
const has = (options: number, bit: number): boolean => (options & bit) !== 0;

describe('a TGS-REQ', () => {
  it('carries a checksum over the req-body as sent, and always a subkey', () => {
    // openTgsRequest verifies the checksum (usage 6) and opens the authenticator (usage 7)
    const { authenticator, body } = new TgsRun().opened;
    expect(authenticator.cname).toEqual(USER.name);
    expect(authenticator.subkey?.keyType).toBe(AES256);
    expect(authenticator.subkey?.keyValue).not.toEqual(SESSION_KEY.keyValue);
    expect(body.sname).toEqual(WEB.name);
    expect(body.cname).toBeUndefined();
    expect(body.till).toBe(REQUEST.tgt.times.endTime);
  });

  it('carries the ticket exactly as it was received', () => {
    const ap = decodeDer(tgsReq, new TgsRun().sent.bytes).padata?.[0]?.padataValue ?? new Uint8Array(0);
    expect(decodeDer(apReq, ap).ticket.raw).toEqual(REQUEST.tgt.ticket);
  });

  it('asks for what the ticket-granting ticket hands on, and for referrals', () => {
    const flags = TicketFlag.FORWARDABLE | TicketFlag.RENEWABLE | TicketFlag.INITIAL;
    const { body } = new TgsRun({ tgt: tgtFor('MIT.TEST', 'MIT.TEST', { flags }) }).opened;
    expect(body.kdcOptions).toBe(KdcOption.FORWARDABLE | KdcOption.RENEWABLE | KdcOption.CANONICALIZE);
  });

  it('never has the same subkey, nonce or authenticator time twice', () => {
    const run = new TgsRun();
    const first = run.opened;
    const second = run.bytes(errorReply(ErrorCode.KDC_ERR_BADOPTION)).opened;
    expect(second.body.nonce).not.toBe(first.body.nonce);
    expect(second.authenticator.subkey?.keyValue).not.toEqual(first.authenticator.subkey?.keyValue);
    expect(second.authenticator.cusec).not.toBe(first.authenticator.cusec);
  });

  it('seals authorization data under the subkey, usage 5', () => {
    const data = [{ adType: 1, adData: Uint8Array.of(1, 2, 3) }];
    const { body, authenticator } = new TgsRun({ authorizationData: data }).opened;
    const { subkey } = authenticator;
    const plain = decrypt(subkey!, KeyUsage.TGS_REQ_AUTH_DATA_SUBKEY, body.encAuthorizationData!.cipher);
    expect(decodeDer(authorizationData, plain, { trailing: 'allow' })).toEqual(data);
  });

  it('for a user-to-user ticket carries the other ticket and marks the credential', () => {
    const secondTicket = ticketBytes(krbtgt('MIT.TEST'));
    const run = new TgsRun({ secondTicket, server: USER });
    const { body } = run.opened;
    expect(has(body.kdcOptions, KdcOption.ENC_TKT_IN_SKEY)).toBe(true);
    expect(body.additionalTickets?.[0]?.raw).toEqual(secondTicket);
    const { credential } = run.answer().result;
    expect(credential.isSkey).toBe(true);
    expect(credential.secondTicket).toEqual(secondTicket);
  });

  it('for S4U2self carries PA-FOR-USER with an HMAC-MD5 under the session key, usage 17', () => {
    const { padata } = new TgsRun({ forUser: USER, server: USER, referrals: false }).opened;
    const pa = padata.find((each) => each.padataType === PaDataType.FOR_USER);
    const forUser = decodeDer(paForUser, pa!.padataValue);
    expect(forUser).toMatchObject({ userName: USER.name, userRealm: 'MIT.TEST', authPackage: 'Kerberos' });
    expect(forUser.cksum.cksumtype).toBe(-138);
    const signed = paForUserSigned(USER.name, 'MIT.TEST', 'Kerberos');
    verifyChecksum(SESSION_KEY, KeyUsage.APP_DATA_CHECKSUM, signed, forUser.cksum);
  });

  it('carries the addresses that the ticket-granting ticket is bound to', () => {
    const addresses = [{ addrType: 2, address: Uint8Array.of(192, 0, 2, 1) }];
    const run = new TgsRun({ tgt: tgtFor('MIT.TEST', 'MIT.TEST', { addresses }) });
    expect(run.opened.body.addresses).toEqual(addresses);
    expect(run.answer().result.credential.addresses).toEqual(addresses);
  });

  it('goes over TCP with the same bytes after KRB_ERR_RESPONSE_TOO_BIG', () => {
    const run = new TgsRun();
    const { bytes } = run.sent;
    run.bytes(errorReply(ErrorCode.KRB_ERR_RESPONSE_TOO_BIG));
    expect(run.sent).toMatchObject({ transport: 'tcp', bytes });
    expect(run.bytes(errorReply(ErrorCode.KRB_ERR_RESPONSE_TOO_BIG)).error.code).toBe('KDC_ERROR');
  });
});

describe('a TGS-REP', () => {
  it('sealed with the subkey (usage 9), or else the session key (usage 8), is taken', () => {
    expect(new TgsRun().answer().result.credential.server).toEqual(WEB);
    expect(new TgsRun().answer({ sealWithSessionKey: true }).result.credential.server).toEqual(WEB);
  });

  const ticketFor = (sname: string[], realm: string): NonNullable<TgsLies['rep']> => ({
    ticket: {
      tktVno: 5,
      realm,
      sname: principalName(2, ...sname),
      encPart: { etype: AES256, cipher: new Uint8Array(40) },
    },
  });
  const FLAGS = TicketFlag.RENEWABLE;

  it.each<[string, TgsLies]>([
    ['pvno', { rep: { pvno: 4 } }],
    ['msg-type', { rep: { msgType: 11 } }],
    ['cname', { rep: { cname: principalName(1, 'mallory') } }],
    ['cname', { rep: { crealm: 'EVIL.TEST' } }],
    ['nonce', { enc: { nonce: 7 } }],
    ['ticket.sname', { rep: ticketFor(['HTTP', 'evil.mit.test'], 'MIT.TEST') }],
    ['ticket.sname', { enc: { srealm: 'EVIL.TEST' } }],
    ['endtime', { enc: { endtime: NOW + 36_001 } }],
    ['renew-till', { enc: { renewTill: NOW + 86_401, flags: FLAGS } }],
    ['starttime', { enc: { starttime: NOW + 302 } }],
    ['starttime', { enc: { starttime: NOW - 301 } }],
    ['key.keytype', { enc: { key: keyOf(RC4, 1) } }],
  ])('is not taken when %s is not what was asked', (field, lies) => {
    expect(new TgsRun({ referrals: false }).answer(lies).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field },
    });
  });

  it.each<[string, TgsLies]>([
    ['another key', { key: keyOf(AES256, 0x99) }],
    ['another key usage', { usage: KeyUsage.AS_REP_ENC_PART }],
  ])('is not taken when it is sealed with %s', (_, lies) => {
    expect(new TgsRun().answer(lies).error.code).toBe('INTEGRITY');
  });

  it('for another service is not taken where exactly this one was asked for', () => {
    const evil = { name: principalName(2, 'HTTP', 'evil.mit.test'), realm: 'MIT.TEST' };
    expect(new TgsRun({ referrals: false }).answer({ server: evil }).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field: 'sname' },
    });
    expect(new TgsRun({ referrals: false }).refer('EVIL.TEST').error.code).toBe('REPLY_MISMATCH');
    const elsewhere = { server: { name: WEB.name, realm: 'EVIL.TEST' } };
    expect(new TgsRun({ referrals: false }).answer(elsewhere).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field: 'sname' },
    });
  });

  it('of a foreign realm keeps ok-as-delegate only if the cross-realm TGT had it', () => {
    const enc = { flags: TicketFlag.OK_AS_DELEGATE };
    const asked = (flags: number): number => {
      const otherTgts = [tgtFor('OTHER.TEST', 'MIT.TEST', { flags })];
      const server = { name: WEB.name, realm: 'OTHER.TEST' };
      return new TgsRun({ server, otherTgts }).answer({ enc }).result.credential.flags;
    };
    expect(has(asked(0), TicketFlag.OK_AS_DELEGATE)).toBe(false);
    expect(has(asked(TicketFlag.OK_AS_DELEGATE), TicketFlag.OK_AS_DELEGATE)).toBe(true);
    expect(has(new TgsRun().answer({ enc }).result.credential.flags, TicketFlag.OK_AS_DELEGATE)).toBe(true);
  });

  it('that comes after the end changes nothing', () => {
    const run = new TgsRun().answer();
    const { output } = run.step;
    expect(run.bytes(errorReply(ErrorCode.KRB_ERR_GENERIC)).step.output).toBe(output);
  });
});

describe('renewal', () => {
  const tgt = tgtFor('MIT.TEST', 'MIT.TEST', { flags: TicketFlag.RENEWABLE | TicketFlag.INITIAL });
  const renewal = { kind: 'renew' as const, tgt, server: tgt.server, referrals: false };

  it('hands the ticket back and may end later than the old one, but not after renew-till', () => {
    const run = new TgsRun(renewal);
    expect(has(run.opened.body.kdcOptions, KdcOption.RENEW)).toBe(true);
    const flags = TicketFlag.RENEWABLE;
    expect(run.answer({ enc: { endtime: NOW + 72_000, flags } }).result.credential.times.endTime).toBe(
      NOW + 72_000,
    );
    expect(new TgsRun(renewal).answer({ enc: { endtime: NOW + 86_401 } }).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field: 'endtime' },
    });
  });

  it('of a cross-realm ticket goes to the realm that issued it', () => {
    const cross = tgtFor('OTHER.TEST', 'MIT.TEST', { flags: TicketFlag.RENEWABLE });
    expect(new TgsRun({ ...renewal, tgt: cross, server: cross.server }).sent.realm).toBe('MIT.TEST');
  });

  it('is not content with a ticket for somebody else', () => {
    expect(new TgsRun(renewal).answer({ server: WEB }).error.code).toBe('REPLY_MISMATCH');
  });

  it('validation asks with its own option and takes a start in the past', () => {
    const run = new TgsRun({ ...renewal, kind: 'validate' });
    expect(has(run.opened.body.kdcOptions, KdcOption.VALIDATE)).toBe(true);
    expect(run.answer({ enc: { starttime: NOW - 5000 } }).result.credential.times.startTime).toBe(NOW - 5000);
  });
});

describe('referrals', () => {
  it('are followed to the realm of the service, and the path is kept', () => {
    const run = new TgsRun({ server: ELSEWHERE }).refer('B.TEST').refer('C.TEST');
    expect(run.sent.realm).toBe('C.TEST');
    const { path, credential } = run.answer().result;
    expect(path).toEqual(['MIT.TEST', 'B.TEST', 'C.TEST']);
    expect(credential.server).toEqual({ name: WEB.name, realm: 'C.TEST' });
  });

  it.each<[string, (run: TgsRun) => TgsRun]>([
    ['foreign-realm', (run) => run.refer('B.TEST', 'EVIL.TEST')],
    ['seen-before', (run) => run.refer('B.TEST').refer('MIT.TEST')],
    ['seen-before', (run) => run.refer('B.TEST').refer('C.TEST').refer('B.TEST')],
  ])('are refused: %s', (reason, go) => {
    expect(go(new TgsRun({ server: ELSEWHERE })).error).toMatchObject({
      code: 'REFERRAL_REFUSED',
      details: { reason },
    });
  });

  it('are refused after ten', () => {
    const run = new TgsRun({ server: ELSEWHERE });
    for (let hop = 1; run.step.output.kind === 'send'; hop++) run.refer(`R${String(hop)}.TEST`);
    expect(run.error).toMatchObject({ code: 'REFERRAL_REFUSED', details: { reason: 'too-many' } });
    expect(run.step.state.path).toHaveLength(11);
  });

  it('to the realm asked itself are not followed: it is asked for exactly the service', () => {
    const run = new TgsRun({ server: ELSEWHERE }).refer('MIT.TEST');
    expect(run.sent.realm).toBe('MIT.TEST');
    expect(has(run.opened.body.kdcOptions, KdcOption.CANONICALIZE)).toBe(false);
    expect(run.refer('MIT.TEST').error.code).toBe('REPLY_MISMATCH');
  });

  it('of a KDC that renames the server instead are answered by asking without canonicalize', () => {
    const canonical = { name: principalName(2, 'HTTP', 'real.mit.test'), realm: 'MIT.TEST' };
    const run = new TgsRun().answer({ server: canonical });
    expect(has(run.opened.body.kdcOptions, KdcOption.CANONICALIZE)).toBe(false);
    expect(run.answer().result.credential.server).toEqual(WEB);
  });

  it('take a renamed server only where that was asked for', () => {
    const canonical = { name: principalName(2, 'HTTP', 'real.mit.test'), realm: 'MIT.TEST' };
    const run = new TgsRun({ acceptRename: true }).answer({ server: canonical });
    expect(has(run.opened.body.kdcOptions, KdcOption.CANONICALIZE)).toBe(true);
    expect(run.answer({ server: canonical }).result.credential.server).toEqual(canonical);
  });

  it('of a KDC that does not know the option are asked again without it', () => {
    const run = new TgsRun().bytes(errorReply(ErrorCode.KDC_ERR_BADOPTION));
    expect(has(run.opened.body.kdcOptions, KdcOption.CANONICALIZE)).toBe(false);
  });

  it('whose session key is not of the enctypes asked for lead to a plain request', () => {
    const run = new TgsRun({ etypes: [AES128] });
    expect(run.opened.body.etype).toEqual([AES256, AES128]);
    run.answer();
    expect(run.opened.body.etype).toEqual([AES128]);
    expect(run.answer({ enc: { key: keyOf(AES128, 3) } }).result.credential.key.keyType).toBe(AES128);
  });
});

describe('a service in a named foreign realm', () => {
  const server = { name: WEB.name, realm: 'OTHER.TEST' };

  it('is reached by a cross-realm TGT, which is handed out to be stored', () => {
    const run = new TgsRun({ server });
    expect(run.opened.body.sname).toEqual(krbtgt('OTHER.TEST').name);
    run.answer();
    expect(run.sent.realm).toBe('OTHER.TEST');
    const { crossRealm, path } = run.answer().result;
    expect(crossRealm.map((tgt) => tgt.server)).toEqual([krbtgt('OTHER.TEST', 'MIT.TEST')]);
    expect(path).toEqual(['MIT.TEST', 'OTHER.TEST']);
  });

  it('is not reached by a ticket-granting ticket of the realm asked itself', () => {
    expect(new TgsRun({ server }).refer('MIT.TEST').error).toMatchObject({
      code: 'REFERRAL_REFUSED',
      details: { reason: 'same-realm' },
    });
  });

  it('is reached by a TGT that is already there', () => {
    const run = new TgsRun({ server, otherTgts: [tgtFor('OTHER.TEST', 'MIT.TEST')] });
    expect(run.sent.realm).toBe('OTHER.TEST');
    expect(run.answer().result.crossRealm).toEqual([]);
  });

  it('is reached through a realm between, one TGT at a time', () => {
    const run = new TgsRun({ server }).refer('BETWEEN.TEST');
    expect(run.sent.realm).toBe('BETWEEN.TEST');
    expect(run.opened.body.sname).toEqual(krbtgt('OTHER.TEST').name);
    run.answer();
    expect(run.answer().result.path).toEqual(['MIT.TEST', 'BETWEEN.TEST', 'OTHER.TEST']);
  });

  it('does not take its second ticket or authorization data along to the realms between', () => {
    const secondTicket = ticketBytes(krbtgt('OTHER.TEST'));
    const run = new TgsRun({ server, secondTicket });
    expect(run.opened.body.additionalTickets).toBeUndefined();
    expect(has(run.opened.body.kdcOptions, KdcOption.ENC_TKT_IN_SKEY)).toBe(false);
    expect(run.answer().opened.body.additionalTickets).toHaveLength(1);
  });

  it('is not reached by way of anything but a ticket-granting ticket', () => {
    expect(new TgsRun({ server }).answer({ server: WEB }).error.code).toBe('REPLY_MISMATCH');
  });
});

describe('fall-back realms', () => {
  const unknown = errorReply(ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN);

  it('are tried by TGT when the realm of a service is not known and the own realm does not know it', () => {
    const run = new TgsRun({ server: ELSEWHERE, fallbackRealms: ['MIT.TEST', 'B.TEST', 'C.TEST'] }).bytes(
      unknown,
    );
    expect(run.opened.body.sname).toEqual(krbtgt('B.TEST').name);
    run.bytes(unknown);
    expect(run.opened.body.sname).toEqual(krbtgt('C.TEST').name);
    expect(run.answer().answer().result.credential.server.realm).toBe('C.TEST');
  });

  it('leave the first error standing when they fail too', () => {
    const run = new TgsRun({ server: ELSEWHERE, fallbackRealms: ['B.TEST'] }).bytes(unknown);
    run.bytes(errorReply(ErrorCode.KDC_ERR_POLICY));
    expect(run.error).toMatchObject({
      code: 'KDC_ERROR',
      details: { error: { errorCode: ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN } },
    });
  });

  it('are not tried for a service in a named realm', () => {
    expect(new TgsRun({ fallbackRealms: ['B.TEST'] }).bytes(unknown).error.code).toBe('KDC_ERROR');
  });
});
