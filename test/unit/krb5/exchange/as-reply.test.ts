import { describe, expect, it } from 'vitest';
import { decodeDer } from '../../../../src/krb5/asn1/index.ts';
import type { AsRequest } from '../../../../src/krb5/exchange/as-types.ts';
import { KdcOption, TicketFlag } from '../../../../src/krb5/iana/flags.ts';
import { NameType } from '../../../../src/krb5/iana/name-type.ts';
import { asReq } from '../../../../src/krb5/messages/index.ts';
import { krbtgt, principalName } from '../../../../src/krb5/principal.ts';
import type { Principal } from '../../../../src/krb5/principal.ts';
import { AES256, asReply, keyOf, NOW, preauthRequired, RC4, USER } from '../../../support/kdc-builder.ts';
import type { Lies } from '../../../support/kdc-builder.ts';
import { AsRun } from './as-fixture.ts';

const EVIL: Principal = { name: principalName(1, 'mallory'), realm: 'MIT.TEST' };
const HOST: Principal = { name: principalName(2, 'host', 'web.mit.test'), realm: 'MIT.TEST' };
const tgtOf = (realm: string, issuer: string): NonNullable<Lies['rep']> => ({
  ticket: {
    tktVno: 5,
    realm: issuer,
    sname: krbtgt(realm, issuer).name,
    encPart: { etype: AES256, cipher: new Uint8Array(40) },
  },
});

function answer(lies: Lies, overrides: Partial<AsRequest> = {}): AsRun {
  const run = new AsRun(overrides).reply(preauthRequired()).key();
  return run.reply(asReply(run.sent.bytes, lies));
}

interface Row {
  readonly field: string;
  readonly lies: Lies;
  readonly request?: Partial<AsRequest>;
}

const RENEW = { renewLifetime: 72_000, kdcOptions: 0 };

const BROKEN: readonly Row[] = [
  { field: 'pvno', lies: { rep: { pvno: 4 } } },
  { field: 'msg-type', lies: { rep: { msgType: 13 } } },
  { field: 'enc-part.etype', lies: { key: keyOf(RC4, 1) } },
  { field: 'nonce', lies: { enc: { nonce: 12345 } } },
  { field: 'cname', lies: { rep: { cname: EVIL.name } } },
  { field: 'cname', lies: { rep: { crealm: 'EVIL.TEST' } } },
  { field: 'sname', lies: { rep: ticketFor(HOST), enc: { sname: HOST.name } } },
  { field: 'sname', lies: { rep: tgtOf('MIT.TEST', 'EVIL.TEST'), enc: { srealm: 'EVIL.TEST' } } },
  { field: 'ticket.sname', lies: { rep: ticketFor(HOST) } },
  { field: 'ticket.sname', lies: { enc: { srealm: 'EVIL.TEST' } } },
  { field: 'endtime', lies: { enc: { endtime: NOW + 36_001 } } },
  {
    field: 'renew-till',
    lies: { enc: { renewTill: NOW + 72_001, flags: TicketFlag.RENEWABLE } },
    request: RENEW,
  },
  { field: 'renew-till', lies: { enc: { renewTill: NOW + 36_001, flags: TicketFlag.RENEWABLE } } },
  { field: 'key.keytype', lies: { enc: { key: keyOf(RC4, 1) } } },
  { field: 'encrypted-pa-data.PA-REQ-ENC-PA-REP', lies: { signed: Uint8Array.of(1) } },
  { field: 'encrypted-pa-data.PA-REQ-ENC-PA-REP', lies: { unsigned: true } },
];

function ticketFor(server: Principal): NonNullable<Lies['rep']> {
  return {
    ticket: {
      tktVno: 5,
      realm: server.realm,
      sname: server.name,
      encPart: { etype: AES256, cipher: new Uint8Array(40) },
    },
  };
}

describe('an AS-REP is not taken when', () => {
  it.each(BROKEN)('$field is not what was asked', ({ field, lies, request }) => {
    expect(answer(lies, request).error).toMatchObject({ code: 'REPLY_MISMATCH', details: { field } });
  });

  it('its start is beyond the skew and kdc_timesync is off', () => {
    const lies: Lies = { enc: { starttime: NOW + 301 + 1 } };
    expect(answer(lies, { kdcTimesync: false }).error).toMatchObject({ code: 'CLOCK_SKEW' });
    expect(
      answer({ enc: { starttime: NOW + 299 } }, { kdcTimesync: false }).result.credential.times.startTime,
    ).toBe(NOW + 299);
    expect(answer(lies).result.credential.times.startTime).toBe(NOW + 302);
  });

  it('a postdated ticket starts at another time than asked', () => {
    const request = { startAfter: 3600 };
    const good = { enc: { starttime: NOW + 3600, endtime: NOW + 7200, flags: TicketFlag.INVALID } };
    expect(answer(good, request).result.credential.times.startTime).toBe(NOW + 3600);
    expect(answer({ enc: { starttime: NOW + 3601 } }, request).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field: 'starttime' },
    });
  });

  it('it is a whole message of another kind', () => {
    const run = new AsRun();
    const bytes = asReply(run.sent.bytes);
    bytes[0] = 0x6d;
    expect(run.reply(bytes).error.code).toBe('ASN1_INVALID');
  });
});

describe('a name other than asked is taken when', () => {
  it.each([
    ['canonicalize was asked for', { kdcOptions: KdcOption.CANONICALIZE }],
    ['the name is an enterprise name', { client: { name: principalName(10, 'u@upn'), realm: 'MIT.TEST' } }],
    [
      'the client is anonymous',
      { client: { name: principalName(11, 'WELLKNOWN', 'ANONYMOUS'), realm: 'MIT.TEST' } },
    ],
  ])('%s', (_, request) => {
    const real = { name: principalName(1, 'canonical'), realm: 'REAL.TEST' };
    const run = answer({ rep: { cname: real.name, crealm: real.realm } }, request);
    expect(run.result.credential.client).toEqual(real);
  });

  it('both servers are ticket-granting and canonicalize was asked for, and then alone', () => {
    const lies = {
      rep: tgtOf('REAL.TEST', 'REAL.TEST'),
      enc: { srealm: 'REAL.TEST', sname: krbtgt('REAL.TEST').name },
    };
    expect(answer(lies, { kdcOptions: KdcOption.CANONICALIZE }).result.credential.server).toEqual(
      krbtgt('REAL.TEST'),
    );
    expect(answer(lies).error).toMatchObject({ code: 'REPLY_MISMATCH', details: { field: 'sname' } });
    const client = { name: { ...USER.name, nameType: NameType.ENTERPRISE }, realm: USER.realm };
    expect(answer(lies, { client }).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field: 'sname' },
    });
    const renamed = { rep: ticketFor(HOST), enc: { sname: HOST.name } };
    expect(answer(renamed, { kdcOptions: KdcOption.CANONICALIZE }).error.code).toBe('REPLY_MISMATCH');
    const grown = { rep: tgtOf('MIT.TEST', 'MIT.TEST'), enc: { sname: krbtgt('MIT.TEST').name } };
    expect(answer(grown, { kdcOptions: KdcOption.CANONICALIZE, server: HOST }).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field: 'sname' },
    });
  });
});

describe('a sound AS-REP', () => {
  it('is traced with every check by name', () => {
    const run = answer({});
    expect(run.result.credential.client).toEqual(USER);
    const checked = run.step.trace.find((event) => event.type === 'reply.checked');
    expect(checked?.checks).toEqual([
      'pvno',
      'msg-type',
      'enc-part.etype',
      'cname',
      'ticket.sname',
      'sname',
      'nonce',
      'endtime',
      'key.keytype',
      'encrypted-pa-data.PA-REQ-ENC-PA-REP',
    ]);
  });

  it('may come from a KDC that does not know RFC 6806 and signs nothing', () => {
    const run = answer({ enc: { flags: TicketFlag.INITIAL, encryptedPaData: undefined } });
    expect(run.result.fastAvailable).toBe(false);
  });

  it('may end earlier than asked, and be of any length where no end was asked for', () => {
    expect(answer({ enc: { endtime: NOW + 300 } }).result.credential.times.endTime).toBe(NOW + 300);
    const run = new AsRun({ lifetime: 0 }).reply(preauthRequired()).key();
    expect(decodeDer(asReq, run.sent.bytes).reqBody.till).toBe(0);
    run.reply(asReply(run.sent.bytes, { enc: { endtime: NOW + 999_999 } }));
    expect(run.result.credential.times.endTime).toBe(NOW + 999_999);
  });
});
