import { beforeAll, describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../src/krb5/asn1/index.ts';
import { isChecksumValid } from '../../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../../src/krb5/crypto/key.ts';
import { errorCodeName } from '../../../src/krb5/iana/error-code.ts';
import { KdcOption, TicketFlag } from '../../../src/krb5/iana/flags.ts';
import { KeyUsage } from '../../../src/krb5/iana/key-usage.ts';
import { NameType } from '../../../src/krb5/iana/name-type.ts';
import { PaDataType } from '../../../src/krb5/iana/padata-type.ts';
import {
  checksum,
  errorPadata,
  etypeInfo,
  etypeInfo2,
  paPacRequest,
} from '../../../src/krb5/messages/index.ts';
import type { PaData } from '../../../src/krb5/messages/index.ts';
import { decodePac, pacOfTicket, verifyPac } from '../../../src/krb5/pac/index.ts';
import { principalName } from '../../../src/krb5/principal.ts';
import { MAX_LISTED } from '../../../src/practice-realm/limits.ts';
import { LOCALHOST, nameOf, PracticeKdc } from '../../support/practice-kdc.ts';
import type { AsChanges } from '../../support/practice-kdc.ts';

let kdc: PracticeKdc;

beforeAll(async () => {
  kdc = await PracticeKdc.create();
});

async function refusal(user: string, changes: AsChanges = {}): Promise<string> {
  const answer = await kdc.as(user, changes);
  return answer.kind === 'error' ? errorCodeName(answer.code) : answer.kind;
}

const FAR_TOO_MANY = Array.from({ length: MAX_LISTED }, () => 4711);
const wrongKey = new EncryptionKey(18, new Uint8Array(32));

describe('the AS refuses (RFC 4120 3.1.3)', () => {
  it.each<[string, string, AsChanges, string]>([
    ['another protocol version', 'alice', { pvno: 4 }, 'KDC_ERR_BAD_PVNO'],
    ['another realm', 'alice', { body: { realm: 'ELSEWHERE.TEST' } }, 'KDC_ERR_WRONG_REALM'],
    ['a client nobody knows', 'nosuch', {}, 'KDC_ERR_C_PRINCIPAL_UNKNOWN'],
    [
      'a client of two components',
      'alice',
      { body: { cname: nameOf('alice/admin') } },
      'KDC_ERR_C_PRINCIPAL_UNKNOWN',
    ],
    ['a request without client', 'alice', { body: { cname: undefined } }, 'KDC_ERR_C_PRINCIPAL_UNKNOWN'],
    [
      'a service nobody knows',
      'alice',
      { body: { sname: nameOf('HTTP/typo') } },
      'KDC_ERR_S_PRINCIPAL_UNKNOWN',
    ],
    ['a request without server', 'alice', { body: { sname: undefined } }, 'KDC_ERR_S_PRINCIPAL_UNKNOWN'],
    ['a user as server', 'alice', { body: { sname: nameOf('bob') } }, 'KDC_ERR_MUST_USE_USER2USER'],
    ['enctypes the client has no key of', 'bob', { body: { etype: [20, 19] } }, 'KDC_ERR_ETYPE_NOSUPP'],
    ['enctypes named too late', 'alice', { body: { etype: [...FAR_TOO_MANY, 18] } }, 'KDC_ERR_ETYPE_NOSUPP'],
    ['no enctype at all', 'alice', { body: { etype: [] } }, 'KDC_ERR_ETYPE_NOSUPP'],
    ['no proof', 'alice', { proof: false }, 'KDC_ERR_PREAUTH_REQUIRED'],
    ['a proof with another key', 'alice', { proof: { key: wrongKey } }, 'KDC_ERR_PREAUTH_FAILED'],
    [
      'a proof of an enctype without key',
      'bob',
      { proof: { key: new EncryptionKey(20, new Uint8Array(32)) } },
      'KDC_ERR_ETYPE_NOSUPP',
    ],
    ['a proof from the past', 'alice', { proof: { ahead: -305 } }, 'KRB_AP_ERR_SKEW'],
    ['a proof from the future', 'alice', { proof: { ahead: 305 } }, 'KRB_AP_ERR_SKEW'],
    ['an expired account', 'expired', {}, 'KDC_ERR_NAME_EXP'],
    ['a disabled account', 'disabled', {}, 'KDC_ERR_CLIENT_REVOKED'],
    ['a locked account', 'locked', {}, 'KDC_ERR_CLIENT_REVOKED'],
    ['a password that must be changed', 'mustchange', {}, 'KDC_ERR_KEY_EXPIRED'],
    ['an end in the past', 'alice', { body: { till: 1000 } }, 'KDC_ERR_NEVER_VALID'],
    ['a late start without POSTDATED', 'alice', { body: { from: 1_999_999_999 } }, 'KDC_ERR_CANNOT_POSTDATE'],
    ['FORWARDED', 'alice', { body: { kdcOptions: KdcOption.FORWARDED } }, 'KDC_ERR_BADOPTION'],
    ['PROXY', 'alice', { body: { kdcOptions: KdcOption.PROXY } }, 'KDC_ERR_BADOPTION'],
    ['RENEW', 'alice', { body: { kdcOptions: KdcOption.RENEW } }, 'KDC_ERR_BADOPTION'],
    ['VALIDATE', 'alice', { body: { kdcOptions: KdcOption.VALIDATE } }, 'KDC_ERR_BADOPTION'],
    ['ENC-TKT-IN-SKEY', 'alice', { body: { kdcOptions: KdcOption.ENC_TKT_IN_SKEY } }, 'KDC_ERR_BADOPTION'],
    ['anonymity', 'alice', { body: { kdcOptions: KdcOption.REQUEST_ANONYMOUS } }, 'KDC_ERR_BADOPTION'],
    [
      'a proof that is no EncryptedData',
      'alice',
      { proof: false, padata: [{ padataType: 2, padataValue: Uint8Array.of(1) }] },
      'KRB_ERR_GENERIC',
    ],
  ])('%s', async (_what, user, changes, expected) => {
    expect(await refusal(user, changes)).toBe(expected);
  });

  it('and locks lockme after three wrong proofs, not after two', async () => {
    for (let i = 0; i < 2; i++) await refusal('lockme', { proof: { key: wrongKey } });
    expect(await refusal('lockme')).toBe('reply');
    for (let i = 0; i < 3; i++) await refusal('lockme', { proof: { key: wrongKey } });
    expect(await refusal('lockme')).toBe('KDC_ERR_CLIENT_REVOKED');
  });
});

describe('KDC_ERR_PREAUTH_REQUIRED', () => {
  async function hints(user: string, etype: readonly number[]): Promise<readonly PaData[]> {
    const answer = await kdc.as(user, { proof: false, body: { etype } });
    return answer.kind === 'error' ? errorPadata(answer.error) : [];
  }
  const value = (padata: readonly PaData[], type: number): Uint8Array | undefined =>
    padata.find(({ padataType }) => padataType === type)?.padataValue;

  it('offers the encrypted timestamp and ETYPE-INFO2 in the client’s order, with the salt', async () => {
    const padata = await hints('alice', [17, 25, 18, 20]);
    expect(value(padata, PaDataType.ENC_TIMESTAMP)).toEqual(new Uint8Array(0));
    expect(decodeDer(etypeInfo2, value(padata, PaDataType.ETYPE_INFO2)!)).toEqual(
      [17, 18, 20].map((etype) => ({ etype, salt: 'PRACTICE.TESTalice' })),
    );
    expect(value(padata, PaDataType.ETYPE_INFO)).toBeUndefined();
  });

  it('adds ETYPE-INFO for a client that knows old enctypes alone (RFC 4120 5.2.7.5)', async () => {
    const padata = await hints('oldcrypto', [23, 3]);
    expect(decodeDer(etypeInfo, value(padata, PaDataType.ETYPE_INFO)!)).toEqual([{ etype: 23 }]);
    expect(decodeDer(etypeInfo2, value(padata, PaDataType.ETYPE_INFO2)!)).toEqual([{ etype: 23 }]);
  });

  it('carries the KDC’s time, names and the request’s', async () => {
    const answer = await kdc.as('skewed', { proof: false });
    if (answer.kind !== 'error') throw new Error(answer.kind);
    expect(answer.error).toMatchObject({
      crealm: 'PRACTICE.TEST',
      cname: { nameString: ['skewed'] },
      realm: 'PRACTICE.TEST',
    });
    expect(answer.error.stime - kdc.now).toBeGreaterThan(595);
  });
});

describe('the AS’s reply', () => {
  it('echoes nonce and names, and says the same outside and inside the ticket', async () => {
    const answer = await kdc.as('alice', { body: { nonce: 77, kdcOptions: KdcOption.FORWARDABLE } });
    if (answer.kind !== 'reply') throw new Error(answer.kind);
    const { part, reply } = answer;
    const inside = kdc.open(reply.ticket);
    expect(part).toMatchObject({
      nonce: 77,
      srealm: 'PRACTICE.TEST',
      sname: { nameString: ['krbtgt', 'PRACTICE.TEST'] },
    });
    expect(inside).toMatchObject({ crealm: 'PRACTICE.TEST', cname: { nameString: ['alice'] } });
    for (const field of ['flags', 'authtime', 'starttime', 'endtime', 'renewTill'] as const) {
      expect(inside[field]).toBe(part[field]);
    }
    expect(inside.key.keyValue).toEqual(part.key.keyValue);
    expect(part.flags).toBe(TicketFlag.FORWARDABLE | TicketFlag.INITIAL | TicketFlag.PRE_AUTHENT);
  });

  it('is proven to answer this very AS-REQ when PA-REQ-ENC-PA-REP asks for it (RFC 6806 11)', async () => {
    const padata = [{ padataType: PaDataType.REQ_ENC_PA_REP, padataValue: new Uint8Array(0) }];
    const request = await kdc.asReq('alice', { padata });
    const answer = await kdc.readAs('alice', kdc.send(request));
    if (answer.kind !== 'reply') throw new Error(answer.kind);
    expect(answer.part.flags & TicketFlag.ENC_PA_REP).not.toBe(0);
    const proof = answer.part.encryptedPaData?.find(
      ({ padataType }) => padataType === PaDataType.REQ_ENC_PA_REP,
    );
    const sum = decodeDer(checksum, proof!.padataValue);
    const key = await kdc.userKey('alice', answer.reply.encPart.etype);
    expect(isChecksumValid(key, KeyUsage.AS_REQ, request, sum)).toBe(true);
    expect(isChecksumValid(key, KeyUsage.AS_REQ, await kdc.asReq('alice', { padata }), sum)).toBe(false);
  });

  it('gives as much life as is asked for, and no more than the account has', async () => {
    const till = kdc.now + 3600;
    expect((await kdc.tgt('alice', { body: { till } })).part.endtime).toBe(till);
    const { part } = await kdc.tgt('alice', { body: { till: 0 } });
    expect(part.endtime - part.authtime).toBe(36_000);
    const short = await kdc.tgt('shortlife');
    expect(short.part.endtime - short.part.authtime).toBe(120);
  });

  it('is renewable when asked for, or when that makes up for a shorter life (RENEWABLE-OK)', async () => {
    const renewable = await kdc.tgt('alice', {
      body: { kdcOptions: KdcOption.RENEWABLE, rtime: kdc.now + 86_400 },
    });
    expect(renewable.part.renewTill).toBeGreaterThan(renewable.part.endtime);
    const till = kdc.now + 86_400;
    const ok = await kdc.tgt('alice', { body: { kdcOptions: KdcOption.RENEWABLE_OK, till } });
    expect(ok.part.renewTill).toBe(till);
    expect((await kdc.tgt('alice')).part.renewTill).toBeUndefined();
  });

  it('is postdated and invalid where a later start was asked for with POSTDATED', async () => {
    const from = kdc.now + 3600;
    const { part } = await kdc.tgt('alice', {
      body: { from, kdcOptions: KdcOption.POSTDATED | KdcOption.ALLOW_POSTDATE },
    });
    expect(part.starttime).toBe(from);
    const flags = TicketFlag.POSTDATED | TicketFlag.INVALID | TicketFlag.MAY_POSTDATE;
    expect(part.flags & flags).toBe(flags);
  });

  it('carries the addresses asked for', async () => {
    const held = await kdc.tgt('alice', { body: { addresses: [LOCALHOST] } });
    expect(held.part.caddr).toEqual([LOCALHOST]);
    expect(kdc.open(held.ticket).caddr).toEqual([LOCALHOST]);
  });

  it('finds alice in any case and as an enterprise name when told to canonicalize', async () => {
    const key = await kdc.userKey('alice');
    const asked = { body: { cname: nameOf('ALICE'), kdcOptions: KdcOption.CANONICALIZE }, proof: { key } };
    expect((await kdc.as('alice', asked)).kind).toBe('reply');
    const cname = principalName(NameType.ENTERPRISE, 'Alice@practice.test');
    const answer = await kdc.as('alice', { body: { cname } });
    expect(answer.kind === 'reply' && answer.reply.cname.nameString).toEqual(['alice']);
    expect((await kdc.as('alice', { body: { cname: nameOf('ALICE') } })).kind).toBe('error');
  });

  it('comes with the client’s enctype and salt once more', async () => {
    const answer = await kdc.as('alice', { etype: 17 });
    if (answer.kind !== 'reply') throw new Error(answer.kind);
    const hint = answer.reply.padata?.find(({ padataType }) => padataType === PaDataType.ETYPE_INFO2);
    expect(decodeDer(etypeInfo2, hint!.padataValue)).toEqual([{ etype: 17, salt: 'PRACTICE.TESTalice' }]);
  });

  it('is the same for the same bytes sent again, even over another transport', async () => {
    const request = await kdc.asReq('alice');
    expect(kdc.send(request, 'udp')).toEqual(kdc.send(request, 'tcp'));
  });

  it('for kadmin/changepw lives five minutes and lets mustchange in', async () => {
    const { part } = await kdc.tgt('mustchange', {
      body: { sname: nameOf('kadmin/changepw'), kdcOptions: KdcOption.FORWARDABLE | KdcOption.RENEWABLE },
    });
    expect(part.endtime - part.authtime).toBe(300);
    expect(part.flags).toBe(TicketFlag.INITIAL | TicketFlag.PRE_AUTHENT);
  });
});

describe('the TGT’s PAC', () => {
  it('is signed by the krbtgt twice, and has attributes and requestor', async () => {
    const { ticket } = await kdc.tgt('alice');
    const { pac, attributes, requestor, upnDnsInfo } = decodePac(pacOfTicket(kdc.open(ticket))!);
    expect(pac.buffers.map(({ type }) => type)).toEqual([1, 10, 12, 17, 18, 6, 7]);
    expect(verifyPac(pac, { server: kdc.krbtgtKey, kdc: kdc.krbtgtKey })).toMatchObject({
      server: 'valid',
      kdc: 'valid',
    });
    expect(attributes).toEqual({ pacWasRequested: false, pacWasGivenImplicitly: true });
    expect(requestor).toBe(upnDnsInfo?.sid);
  });

  it.each([true, false])('remembers whether PA-PAC-REQUEST said %s', async (includePac) => {
    const padataValue = encodeDer(paPacRequest, { includePac });
    const { ticket } = await kdc.tgt('alice', {
      padata: [{ padataType: PaDataType.PAC_REQUEST, padataValue }],
    });
    const { attributes } = decodePac(pacOfTicket(kdc.open(ticket))!);
    expect(attributes).toEqual({ pacWasRequested: includePac, pacWasGivenImplicitly: false });
  });
});
