import { beforeAll, describe, expect, it } from 'vitest';
import { encodeDer } from '../../../src/krb5/asn1/index.ts';
import { encrypt, makeChecksum } from '../../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../../src/krb5/crypto/key.ts';
import { AdType } from '../../../src/krb5/iana/ad-type.ts';
import { errorCodeName } from '../../../src/krb5/iana/error-code.ts';
import { KdcOption, TicketFlag } from '../../../src/krb5/iana/flags.ts';
import { KeyUsage } from '../../../src/krb5/iana/key-usage.ts';
import { PaDataType } from '../../../src/krb5/iana/padata-type.ts';
import {
  adIfRelevant,
  authorizationData,
  paForUser,
  paForUserSigned,
  paPacRequest,
  paS4uX509User,
  s4uUserId,
} from '../../../src/krb5/messages/index.ts';
import type { AuthorizationData, EncTicketPart, PaData } from '../../../src/krb5/messages/index.ts';
import {
  buildPac,
  decodePac,
  encodePacRequestor,
  pacOfTicket,
  parsePac,
  ticketSignatureInput,
  verifyPac,
} from '../../../src/krb5/pac/index.ts';
import { DOMAIN_SID } from '../../../src/practice-realm/accounts.ts';
import { sealPac } from '../../../src/practice-realm/pac-seal.ts';
import { LOCALHOST, nameOf, PracticeKdc } from '../../support/practice-kdc.ts';
import type { Held, TgsChanges } from '../../support/practice-kdc.ts';
import { random } from '../../support/practice.ts';

const WEB = 'HTTP/web.practice.test';
const TGS = 'krbtgt/PRACTICE.TEST';
let kdc: PracticeKdc;
let alice: Held;

beforeAll(async () => {
  kdc = await PracticeKdc.create();
  alice = await kdc.tgt('alice');
});

async function outcome(held: Held, server: string, changes: TgsChanges = {}): Promise<string> {
  const answer = await kdc.tgs(held, server, changes);
  return answer.kind === 'error' ? errorCodeName(answer.code) : answer.kind;
}

async function issued(held: Held, server: string, changes: TgsChanges = {}): Promise<Held> {
  const answer = await kdc.tgs(held, server, changes);
  if (answer.kind !== 'reply') throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer.held;
}

const options = (kdcOptions: number): TgsChanges => ({ body: { kdcOptions } });

describe('the TGS refuses (RFC 4120 3.3.2, 3.2.3)', () => {
  it.each<[string, TgsChanges, string]>([
    ['no PA-TGS-REQ', { withoutProof: true }, 'KDC_ERR_PADATA_TYPE_NOSUPP'],
    ['another version of the AP-REQ', { apReq: { pvno: 4 } }, 'KRB_AP_ERR_BADVERSION'],
    ['another message in its place', { apReq: { msgType: 15 } }, 'KRB_AP_ERR_MSG_TYPE'],
    [
      'another version of the authenticator',
      { authenticator: { authenticatorVno: 4 } },
      'KRB_AP_ERR_BADVERSION',
    ],
    [
      'an authenticator for another use',
      { usage: KeyUsage.AP_REQ_AUTHENTICATOR },
      'KRB_AP_ERR_BAD_INTEGRITY',
    ],
    ['an authenticator without checksum', { authenticator: { cksum: undefined } }, 'KRB_AP_ERR_INAPP_CKSUM'],
    [
      'an unkeyed checksum',
      { authenticator: { cksum: { cksumtype: 14, checksum: new Uint8Array(20) } } },
      'KRB_AP_ERR_INAPP_CKSUM',
    ],
    [
      'a checksum type nobody knows',
      { authenticator: { cksum: { cksumtype: 4711, checksum: new Uint8Array(20) } } },
      'KRB_AP_ERR_INAPP_CKSUM',
    ],
    [
      'a checksum of another key’s type',
      { authenticator: { cksum: { cksumtype: 15, checksum: new Uint8Array(12) } } },
      'KRB_AP_ERR_INAPP_CKSUM',
    ],
    ['a checksum of other bytes', { signedBody: Uint8Array.of(1, 2, 3) }, 'KRB_AP_ERR_MODIFIED'],
    ['another client name', { authenticator: { cname: nameOf('bob') } }, 'KRB_AP_ERR_BADMATCH'],
    ['another client realm', { authenticator: { crealm: 'ELSEWHERE.TEST' } }, 'KRB_AP_ERR_BADMATCH'],
    ['a clock behind', { authenticator: { ctime: 1_000_000_000 } }, 'KRB_AP_ERR_SKEW'],
    ['a clock ahead', { authenticator: { ctime: 2_000_000_000 } }, 'KRB_AP_ERR_SKEW'],
    ['another realm in the request', { body: { realm: 'ELSEWHERE.TEST' } }, 'KDC_ERR_S_PRINCIPAL_UNKNOWN'],
    ['no server', { body: { sname: undefined } }, 'KDC_ERR_S_PRINCIPAL_UNKNOWN'],
    ['a service nobody registered', { body: { sname: nameOf('HTTP/typo') } }, 'KDC_ERR_S_PRINCIPAL_UNKNOWN'],
    ['a user without user-to-user', { body: { sname: nameOf('bob') } }, 'KDC_ERR_MUST_USE_USER2USER'],
    ['enctypes the service does not know', { body: { etype: [20, 19] } }, 'KDC_ERR_ETYPE_NOSUPP'],
    ['an end in the past', { body: { till: 1000 } }, 'KDC_ERR_NEVER_VALID'],
    ['FORWARDABLE from a TGT that is not', options(KdcOption.FORWARDABLE), 'KDC_ERR_BADOPTION'],
    ['FORWARDED from a TGT that is not forwardable', options(KdcOption.FORWARDED), 'KDC_ERR_BADOPTION'],
    ['PROXY from a TGT that is not proxiable', options(KdcOption.PROXY), 'KDC_ERR_BADOPTION'],
    ['POSTDATED from a TGT that may not', options(KdcOption.POSTDATED), 'KDC_ERR_BADOPTION'],
    ['constrained delegation', options(KdcOption.CNAME_IN_ADDL_TKT), 'KDC_ERR_BADOPTION'],
    ['user-to-user without a second ticket', options(KdcOption.ENC_TKT_IN_SKEY), 'KDC_ERR_BADOPTION'],
    ['renewal for another server', options(KdcOption.RENEW), 'KDC_ERR_SERVER_NOMATCH'],
    [
      'authorization data that does not open',
      { body: { encAuthorizationData: { etype: 18, cipher: new Uint8Array(64) } } },
      'KRB_AP_ERR_BAD_INTEGRITY',
    ],
  ])('%s', async (_what, changes, expected) => {
    expect(await outcome(alice, WEB, changes)).toBe(expected);
  });

  it('an authenticator used before (KRB_AP_ERR_REPEAT), and answers the very same bytes as before', () => {
    const { bytes } = kdc.tgsReq(alice, WEB);
    const first = kdc.send(bytes);
    expect(kdc.send(bytes)).toEqual(first);
    // The same AP-REQ with one more padata around it is another request.
    const again = kdc.kdc.answer({
      bytes: withTrailingPadata(bytes),
      transport: 'tcp',
      from: LOCALHOST,
      to: LOCALHOST,
    });
    expect(again?.[0]).toBe(0x7e);
    expect(kdc.events.at(-1)?.outcome).toBe('KRB_AP_ERR_REPEAT');
  });

  it('a ticket with another key version, of another realm or server, or that does not open', async () => {
    const { raw: _raw, ...ticket } = alice.ticket;
    const { encPart } = ticket;
    const broken = encPart.cipher.map((octet, i) => (i === 40 ? octet ^ 1 : octet));
    const rows = [
      [{ ...ticket, encPart: { ...encPart, kvno: 2 } }, 'KRB_AP_ERR_BADKEYVER'],
      [{ ...ticket, realm: 'ELSEWHERE.TEST' }, 'KRB_AP_ERR_NOT_US'],
      [{ ...ticket, sname: nameOf('HTTP/typo') }, 'KRB_AP_ERR_NOT_US'],
      [{ ...ticket, sname: nameOf(WEB) }, 'KRB_AP_ERR_BAD_INTEGRITY'],
      [{ ...ticket, tktVno: 4 }, 'KRB_AP_ERR_BADVERSION'],
      [{ ...ticket, encPart: { ...encPart, cipher: broken } }, 'KRB_AP_ERR_BAD_INTEGRITY'],
    ] as const;
    for (const [changed, expected] of rows)
      expect(await outcome(alice, WEB, { ticket: changed })).toBe(expected);
  });

  it('a ticket sent from an address that it is not for', async () => {
    const bound = await kdc.tgt('alice', { body: { addresses: [LOCALHOST] } });
    expect(await outcome(bound, WEB)).toBe('reply');
    const from = { addrType: 2, address: Uint8Array.of(127, 0, 0, 2) };
    expect(await outcome(bound, WEB, { from })).toBe('KRB_AP_ERR_BADADDR');
  });

  it('a service ticket as evidence for another service', async () => {
    const service = await issued(alice, WEB);
    expect(await outcome(service, 'host/host.practice.test')).toBe('KDC_ERR_POLICY');
  });

  it('a TGT that ran out more than the skew ago, and takes one that did so less', async () => {
    const short = await kdc.tgt('shortlife');
    const renewing = await kdc.tgt('shortlife', { body: { kdcOptions: KdcOption.RENEWABLE, rtime: 0 } });
    kdc.clock.move(121);
    expect(await outcome(short, WEB)).toBe('KDC_ERR_NEVER_VALID');
    expect(await outcome(renewing, TGS, options(KdcOption.RENEW))).toBe('reply');
    kdc.clock.move(310);
    expect(await outcome(short, WEB)).toBe('KRB_AP_ERR_TKT_EXPIRED');
    kdc.clock.move(-431);
  });
});

/** One more, unknown, PA-DATA at the end of the request's padata [3]. */
function withTrailingPadata(request: Uint8Array): Uint8Array {
  const extra = Uint8Array.from([0x30, 0x0a, 0xa1, 0x04, 0x02, 0x02, 0x12, 0x67, 0xa2, 0x02, 0x04, 0x00]);
  const lengthAt = (at: number): number => ((request[at + 2] ?? 0) << 8) | (request[at + 3] ?? 0);
  // 6c 82 LLLL 30 82 LLLL a1 03 02 01 05 a2 03 02 01 0c a3 82 LLLL 30 82 LLLL
  const end = 26 + lengthAt(22);
  const longer = Uint8Array.from([...request.subarray(0, end), ...extra, ...request.subarray(end)]);
  for (const at of [0, 4, 18, 22]) new DataView(longer.buffer).setUint16(at + 2, lengthAt(at) + extra.length);
  return longer;
}

describe('a service ticket', () => {
  it('names client and server, inherits what it should, and ends with the TGT', async () => {
    const held = await issued(alice, WEB);
    const inside = kdc.open(held.ticket);
    expect(inside).toMatchObject({ crealm: 'PRACTICE.TEST', cname: { nameString: ['alice'] } });
    expect(inside.authtime).toBe(alice.part.authtime);
    expect(inside.endtime).toBeLessThanOrEqual(alice.part.endtime);
    expect(inside.flags).toBe(TicketFlag.PRE_AUTHENT | TicketFlag.TRANSITED_POLICY_CHECKED);
  });

  it('is answered under the subkey, and under the session key where there is none', async () => {
    expect(await outcome(alice, WEB)).toBe('reply');
    expect(await outcome(alice, WEB, { authenticator: { subkey: undefined } })).toBe('reply');
  });

  it('has every signature, each with its own key', async () => {
    const part = kdc.open((await issued(alice, WEB)).ticket);
    const server = kdc.directory.findServer(nameOf(WEB))!.keys[0];
    const pac = parsePac(pacOfTicket(part)!);
    expect(verifyPac(pac, { server, kdc: kdc.krbtgtKey, ticketBytes: ticketSignatureInput(part) })).toEqual({
      server: 'valid',
      kdc: 'valid',
      ticket: 'valid',
      full: 'valid',
    });
  });

  it('has no PAC where the TGT was asked for without', async () => {
    const padataValue = encodeDer(paPacRequest, { includePac: false });
    const held = await kdc.tgt('alice', { padata: [{ padataType: PaDataType.PAC_REQUEST, padataValue }] });
    expect(pacOfTicket(kdc.open((await issued(held, WEB)).ticket))).toBeUndefined();
  });

  it('carries the client’s own restrictions, but never a PAC of theirs', async () => {
    const restriction = {
      adType: AdType.IF_RELEVANT,
      adData: encodeDer(adIfRelevant, [{ adType: 141, adData: Uint8Array.of(1) }]),
    };
    const forged = [
      { adType: AdType.WIN2K_PAC, adData: Uint8Array.of(1) },
      {
        adType: AdType.IF_RELEVANT,
        adData: encodeDer(adIfRelevant, [{ adType: AdType.WIN2K_PAC, adData: Uint8Array.of(2) }]),
      },
    ];
    const subkey = new EncryptionKey(18, random.bytes(32));
    const sent: AuthorizationData = [...forged, restriction];
    const cipher = encrypt(
      subkey,
      KeyUsage.TGS_REQ_AUTH_DATA_SUBKEY,
      encodeDer(authorizationData, sent),
      random,
    );
    const held = await issued(alice, WEB, {
      authenticator: { subkey },
      body: { encAuthorizationData: { etype: 18, cipher } },
    });
    const data = kdc.open(held.ticket).authorizationData;
    expect(data).toHaveLength(2);
    expect(data?.[1]).toEqual(restriction);
  });
});

describe('a TGT that is not what it was', () => {
  it('is refused when its PAC changed, or is another account’s', async () => {
    const replacePac =
      (change: (pac: Uint8Array) => Uint8Array) =>
      (part: EncTicketPart): EncTicketPart => ({
        ...part,
        authorizationData: [
          {
            adType: AdType.IF_RELEVANT,
            adData: encodeDer(adIfRelevant, [
              { adType: AdType.WIN2K_PAC, adData: change(pacOfTicket(part)!) },
            ]),
          },
        ],
      });
    const key = kdc.krbtgtKey;
    const changed = kdc.forge(
      alice,
      replacePac((pac) => pac.map((octet, i) => (i === 300 ? octet ^ 1 : octet))),
    );
    expect(await outcome(changed, WEB)).toBe('KRB_AP_ERR_MODIFIED');
    const malformed = kdc.forge(
      alice,
      replacePac(() => Uint8Array.of(1, 2, 3)),
    );
    expect(await outcome(malformed, WEB)).toBe('KRB_AP_ERR_MODIFIED');
    const unsigned = kdc.forge(
      alice,
      replacePac((pac) => buildPac(parsePac(pac).buffers.filter(({ type }) => type !== 7)).bytes),
    );
    expect(await outcome(unsigned, WEB)).toBe('KRB_AP_ERR_MODIFIED');
    const others = kdc.forge(
      alice,
      replacePac((pac) => {
        const kept = parsePac(pac).buffers.filter(({ type }) => type !== 6 && type !== 7);
        const requestor = encodePacRequestor(`${DOMAIN_SID}-1102`);
        const contents = kept.map((b) => (b.type === 18 ? { type: 18, data: requestor } : b));
        return sealPac(contents, { serverKey: key, kdcKey: key, ticketBytes: undefined });
      }),
    );
    expect(await outcome(others, WEB)).toBe('KDC_ERR_TGT_REVOKED');
  });

  it('gives tickets without PAC when it has none', async () => {
    const bare = kdc.forge(alice, (part) => ({ ...part, authorizationData: undefined }));
    expect(pacOfTicket(kdc.open((await issued(bare, WEB)).ticket))).toBeUndefined();
  });
});

describe('options of the TGS', () => {
  it('forward and proxy with new addresses', async () => {
    const kdcOptions = KdcOption.FORWARDABLE | KdcOption.PROXIABLE;
    const held = await kdc.tgt('alice', { body: { kdcOptions } });
    const addresses = [{ addrType: 2, address: Uint8Array.of(192, 0, 2, 1) }];
    const forwarded = await issued(held, TGS, {
      body: { kdcOptions: KdcOption.FORWARDED | KdcOption.FORWARDABLE, addresses },
    });
    expect(forwarded.part.flags & (TicketFlag.FORWARDED | TicketFlag.FORWARDABLE)).toBe(0x6000_0000);
    expect(forwarded.part.caddr).toEqual(addresses);
    const proxy = await issued(held, WEB, { body: { kdcOptions: KdcOption.PROXY, addresses } });
    expect(proxy.part.flags & TicketFlag.PROXY).not.toBe(0);
  });

  it('renew what is renewable, with the same life, never past renew-till', async () => {
    const held = await kdc.tgt('shortlife', { body: { kdcOptions: KdcOption.RENEWABLE, rtime: 0 } });
    expect(await outcome(alice, TGS, options(KdcOption.RENEW))).toBe('KDC_ERR_BADOPTION');
    kdc.clock.move(60);
    const renewed = await issued(held, TGS, options(KdcOption.RENEW));
    expect(renewed.part.endtime - renewed.part.starttime!).toBe(120);
    expect(renewed.part.renewTill).toBe(held.part.renewTill);
    expect(renewed.part.flags & TicketFlag.INITIAL).toBe(0);
    kdc.clock.move(-60);
  });

  it('renew a service ticket with itself', async () => {
    const tgt = await kdc.tgt('alice', { body: { kdcOptions: KdcOption.RENEWABLE, rtime: 0 } });
    const service = await issued(tgt, WEB, { body: { kdcOptions: KdcOption.RENEWABLE, rtime: 0 } });
    const renewed = await issued(service, WEB, options(KdcOption.RENEW));
    expect(decodePac(pacOfTicket(kdc.open(renewed.ticket))!).logonInfo?.effectiveName).toBe('alice');
  });

  it('validate a postdated ticket when its time has come, and take it for nothing else', async () => {
    const from = kdc.now + 3600;
    const kdcOptions = KdcOption.POSTDATED | KdcOption.ALLOW_POSTDATE;
    const held = await kdc.tgt('alice', { body: { from, kdcOptions } });
    expect(await outcome(held, WEB)).toBe('KRB_AP_ERR_TKT_NYV');
    expect(await outcome(held, TGS, options(KdcOption.VALIDATE))).toBe('KRB_AP_ERR_TKT_NYV');
    kdc.clock.move(3600);
    expect(await outcome(held, WEB)).toBe('KRB_AP_ERR_TKT_NYV');
    const valid = await issued(held, TGS, options(KdcOption.VALIDATE));
    expect(valid.part.flags & TicketFlag.INVALID).toBe(0);
    expect(await outcome(valid, WEB)).toBe('reply');
    kdc.clock.move(-3600);
    expect(await outcome(alice, TGS, options(KdcOption.VALIDATE))).toBe('KDC_ERR_BADOPTION');
  });
});

describe('user-to-user (RFC 4120 3.7)', () => {
  const u2u = (second: Held): TgsChanges => ({
    body: { kdcOptions: KdcOption.ENC_TKT_IN_SKEY, additionalTickets: [second.ticket] },
  });

  it('seals with the session key of the second ticket', async () => {
    const bob = await kdc.tgt('bob');
    const { ticket } = await issued(alice, 'bob', u2u(bob));
    expect(ticket.encPart.kvno).toBeUndefined();
    expect(kdc.open(ticket, bob.key).cname.nameString).toEqual(['alice']);
  });

  it('refuses a second ticket of somebody else, of a service, or not yet valid', async () => {
    const bob = await kdc.tgt('bob');
    expect(await outcome(alice, 'shortlife', u2u(bob))).toBe('KDC_ERR_SERVER_NOMATCH');
    expect(await outcome(alice, WEB, u2u(bob))).toBe('KDC_ERR_SERVER_NOMATCH');
    expect(await outcome(alice, 'alice', u2u(await issued(alice, WEB)))).toBe('KDC_ERR_POLICY');
    const body = { from: kdc.now + 3600, kdcOptions: KdcOption.POSTDATED };
    expect(await outcome(alice, 'bob', u2u(await kdc.tgt('bob', { body })))).toBe('KRB_AP_ERR_TKT_NYV');
  });
});

describe('S4U2self ([MS-SFU] 3.2.5.1)', () => {
  function forUser(user: string, key: EncryptionKey, cksumtype = -138): PaData {
    const userName = nameOf(user);
    const signed = paForUserSigned(userName, 'PRACTICE.TEST', 'Kerberos');
    const cksum = { ...makeChecksum(key, KeyUsage.APP_DATA_CHECKSUM, signed, -138), cksumtype };
    const value = { userName, userRealm: 'PRACTICE.TEST', cksum, authPackage: 'Kerberos' };
    return { padataType: PaDataType.FOR_USER, padataValue: encodeDer(paForUser, value) };
  }
  const toSelf = (held: Held, ...padata: PaData[]): TgsChanges => ({
    padata,
    body: { kdcOptions: KdcOption.ENC_TKT_IN_SKEY, additionalTickets: [held.ticket] },
  });

  it('works for oneself, to oneself, and says in the PAC that a service asserted it', async () => {
    const { ticket } = await issued(alice, 'alice', toSelf(alice, forUser('alice', alice.key)));
    const { logonInfo } = decodePac(pacOfTicket(kdc.open(ticket, alice.key))!);
    expect(logonInfo?.extraSids).toEqual([{ sid: 'S-1-18-2', attributes: 7 }]);
  });

  it('refuses to speak for another, and to another', async () => {
    expect(await outcome(alice, 'alice', toSelf(alice, forUser('bob', alice.key)))).toBe('KDC_ERR_BADOPTION');
    const changes = { padata: [forUser('alice', alice.key)] };
    expect(await outcome(alice, WEB, changes)).toBe('KDC_ERR_BADOPTION');
  });

  it('refuses a PA-FOR-USER signed with another key or in another way', async () => {
    const wrong = new EncryptionKey(18, new Uint8Array(32));
    for (const pa of [forUser('alice', wrong), forUser('alice', alice.key, 7)]) {
      expect(await outcome(alice, 'alice', toSelf(alice, pa))).toBe('KRB_AP_ERR_MODIFIED');
    }
  });

  it('answers PA-S4U-X509-USER in kind, and refuses it unsigned', async () => {
    const subkey = new EncryptionKey(18, random.bytes(32));
    const userId = { nonce: 99, cname: nameOf('alice'), crealm: 'PRACTICE.TEST' };
    const pa = (key: EncryptionKey): PaData => {
      const signed = encodeDer(s4uUserId, userId);
      const checksum = makeChecksum(key, KeyUsage.PA_S4U_X509_USER_REQUEST, signed);
      return {
        padataType: PaDataType.FOR_X509_USER,
        padataValue: encodeDer(paS4uX509User, { userId, checksum }),
      };
    };
    const changes = (key: EncryptionKey, nonce: number): TgsChanges => {
      const base = toSelf(alice, pa(key));
      return { ...base, body: { ...base.body, nonce }, authenticator: { subkey } };
    };
    const answer = await kdc.tgs(alice, 'alice', changes(subkey, 99));
    if (answer.kind !== 'reply') throw new Error(JSON.stringify(answer));
    expect(answer.reply.padata?.map(({ padataType }) => padataType)).toEqual([PaDataType.FOR_X509_USER]);
    expect(await outcome(alice, 'alice', changes(alice.key, 99))).toBe('KRB_AP_ERR_MODIFIED');
    expect(await outcome(alice, 'alice', changes(subkey, 98))).toBe('KRB_AP_ERR_MODIFIED');
  });
});
