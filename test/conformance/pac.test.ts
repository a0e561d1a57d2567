// PACs of real KDCs, fresh from the wire: read field by field as Samba reads them, signatures verified with the
// service's and the krbtgt's keys. (test/vectors/pac holds some of them for the unit tests.)
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  acquireInitialCredential,
  decodeDer,
  decodePac,
  decrypt,
  encTicketPart,
  isPacOfTicket,
  KeyUsage,
  ownTicketForPac,
  pacOfTicket,
  parseKeytab,
  requestServiceTicket,
  ticket,
  ticketSignatureInput,
  verifyPac,
} from '../../src/krb5/index.ts';
import type { EncryptionKey, EncTicketPart, OwnTicket } from '../../src/krb5/index.ts';
import { reportOfOwnTicket } from '../../src/main/services/own-pac.ts';
import type { PacReport } from '../../src/shared/index.ts';
import { contentsOf, engineFor, failureOf, password, principal } from '../support/engine.ts';
import { readPacWithSamba } from '../support/judge.ts';
import { pacInSambasWords } from '../support/pac-judge.ts';
import { describeWith, startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';

interface Opened {
  readonly part: EncTicketPart;
  readonly serverKey: EncryptionKey;
}

function keysOf(file: string, name?: string): EncryptionKey[] {
  const { entries } = parseKeytab(new Uint8Array(readFileSync(file)));
  const wanted = entries.filter(
    ({ principal: of }) => name === undefined || of.name.nameString.join('/') === name,
  );
  return wanted.map(({ key }) => key);
}

/** Signs in, gets a ticket for the service and opens it with the service's key. */
async function openedTicket(peer: Peer, user: string, service: string, keytab: string): Promise<Opened> {
  const { ports, settings } = engineFor(peer.krb5Conf);
  const secret = password(peer.password);
  const initial = await acquireInitialCredential(ports, settings, { client: principal(user), secret });
  const contents = contentsOf(initial);
  const server = principal(`${service}@${peer.realm}`);
  const { credential } = await requestServiceTicket(ports, settings, { contents, server });
  const { encPart } = decodeDer(ticket, credential.ticket);
  const serverKey = keysOf(path.join(peer.dir, keytab), service).find(
    ({ keyType }) => keyType === encPart.etype,
  );
  if (serverKey === undefined) throw new Error(`no key of ${service} in ${keytab}`);
  const plain = decrypt(serverKey, KeyUsage.TICKET, encPart.cipher);
  return { part: decodeDer(encTicketPart, plain, { trailing: 'allow' }), serverKey };
}

describeWith(['samba'], 'PACs of Active Directory', () => {
  let peer: Peer;

  beforeAll(() => {
    peer = startPeer('samba');
  });

  it.each(['alice', 'bob', 'carol', 'John Doe', 'jürgen', 'manygroups', 'svc-unc'])(
    'of %s read as Samba reads them, and every signature is valid',
    async (user) => {
      const service = 'HTTP/web.ad.test';
      const opened = await openedTicket(peer, `${user}@AD.TEST`, service, 'keytabs/ad/ad.keytab');
      const { part, serverKey } = opened;
      const bytes = pacOfTicket(part)!;
      expect(pacInSambasWords(bytes)).toEqual(readPacWithSamba(bytes));
      const { pac, logonInfo } = decodePac(bytes);
      expect(isPacOfTicket(pac, part)).toBe(true);
      expect(logonInfo?.logonDomainName).toBe('AD');
      const [kdc] = keysOf(path.join(peer.dir, 'keytabs/ad/krbtgt.keytab'));
      const verdicts = verifyPac(pac, { server: serverKey, kdc, ticketBytes: ticketSignatureInput(part) });
      expect(verdicts).toEqual({ server: 'valid', kdc: 'valid', ticket: 'valid', full: 'valid' });
    },
  );
});

describeWith(['mit'], 'the PAC of MIT’s KDC', () => {
  it('has client information and signatures alone, the server’s valid with the service’s key', async () => {
    const peer = startPeer('mit');
    const { part, serverKey } = await openedTicket(
      peer,
      'user@MIT.TEST',
      'HTTP/web.mit.test',
      'keytabs/mit.keytab',
    );
    const { pac, logonInfo, clientInfo } = decodePac(pacOfTicket(part)!);
    expect([logonInfo, clientInfo?.name]).toEqual([undefined, 'user']);
    expect(isPacOfTicket(pac, part)).toBe(true);
    expect(verifyPac(pac, { server: serverKey })).toEqual({
      server: 'valid',
      kdc: 'no-key',
      ticket: 'no-key',
      full: 'absent',
    });
  });
});

/** What the PAC tab says, and the PAC's bytes for Samba to read. */
async function ownPac(
  peer: Peer,
  user: string,
  how?: OwnTicket['how'],
): Promise<{ report: PacReport; bytes: Uint8Array }> {
  const { ports, settings } = engineFor(peer.krb5Conf);
  const secret = password(peer.password);
  const contents = contentsOf(
    await acquireInitialCredential(ports, settings, { client: principal(user), secret }),
  );
  const own = await ownTicketForPac(ports, settings, { contents, how });
  const { encPart } = decodeDer(ticket, own.credential.ticket);
  const plain = decrypt(own.tgt.key, KeyUsage.TICKET, encPart.cipher);
  const part = decodeDer(encTicketPart, plain, { trailing: 'allow' });
  return { report: reportOfOwnTicket(own, 1), bytes: pacOfTicket(part)! };
}

const OWN = [
  { name: 'samba', account: 'aesonly', groups: ['primary', 'asserted'] },
  // From 4.22 on no account needs a service name for it.
  {
    name: 'samba422',
    account: 'alice',
    groups: ['primary', 'member', 'member', 'member', 'asserted', 'claims', 'resource'],
  },
] as const;

describe.each(OWN)('one’s own PAC at Active Directory ($name)', ({ name, account, groups }) => {
  describeWith([name], `of ${account}`, () => {
    it.each(['user-to-user', 's4u2self+user-to-user'] as const)(
      'is read as Samba reads it, by %s',
      async (how) => {
        const { report, bytes } = await ownPac(startPeer(name), `${account}@AD.TEST`, how);
        const read = readPacWithSamba(bytes) as Readonly<Record<string, unknown>>[];
        const logon = read.find(({ type }) => type === 1);
        const names = read.find(({ type }) => type === 12);
        expect(report.how).toBe(how);
        expect(report.pac?.logon).toMatchObject({
          account: logon?.['effectiveName'],
          domain: logon?.['logonDomainName'],
          server: logon?.['logonServer'],
          sid: names?.['sid'],
        });
        const domain = String(logon?.['logonDomainId']);
        const rids = (logon?.['groupIds'] as number[][]).map(([rid]) => `${domain}-${rid}`);
        const extra = (logon?.['extraSids'] as [string, number][]).map(([sid]) => sid);
        const local = (logon?.['resourceGroupIds'] as number[][]).map(([rid]) => `${domain}-${rid}`);
        expect(report.pac?.logon?.groups.map(({ sid }) => sid)).toEqual([...rids, ...extra, ...local]);
        expect(report.pac?.logon?.groups.map(({ reason }) => reason)).toEqual(groups);
        expect(report.pac?.upn?.upn).toBe(names?.['upn']);
        expect(report.pac?.parts.map(({ type }) => type)).toEqual(read.map(({ type }) => type));
        expect(report.pac?.client).toEqual({ name: account, matchesTicket: true });
        expect(report.pac?.signatures).toEqual({
          server: 'valid',
          kdc: 'no-key',
          ticket: 'no-key',
          full: 'no-key',
        });
      },
    );
  });
});

describeWith(['samba'], 'one’s own PAC at Active Directory of Samba 4.17', () => {
  it('is refused to an account without a service name, by either way', async () => {
    const refused = await failureOf(ownPac(startPeer('samba'), 'alice@AD.TEST'));
    expect(refused).toMatchObject({ code: 'KDC_ERROR', details: { error: { errorCode: 7 } } });
  });
});

describeWith(['mit'], 'one’s own PAC at MIT’s KDC', () => {
  it('comes with client information and signatures alone: no logon information, no groups', async () => {
    const { report } = await ownPac(startPeer('mit'), 'user@MIT.TEST');
    expect(report.how).toBe('user-to-user');
    expect(report.pac?.logon).toBeUndefined();
    expect(report.pac?.upn).toBeUndefined();
    expect(report.pac?.client).toEqual({ name: 'user', matchesTicket: true });
    expect(report.pac?.signatures).toEqual({
      server: 'valid',
      kdc: 'no-key',
      ticket: 'no-key',
      full: 'absent',
    });
  });
});
