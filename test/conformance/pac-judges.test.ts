// PACs out of live tickets, got with MIT's tools: what our fields say equals what Debian's ndrdump prints, and what our
// decoder gives equals what Samba's Python binding reads, of the same bytes, field by field.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { INSPECT_LIMITS, newBudget } from '../../src/krb5/fields/budget.ts';
import { fieldsOf } from '../../src/krb5/fields/field.ts';
import type { Field } from '../../src/krb5/fields/field.ts';
import {
  contentsOf as cacheContents,
  decodeDer,
  decodePac,
  decrypt,
  encTicketPart,
  KeyUsage,
  pacOfTicket,
  parseCcache,
  parseKeytab,
  ticket,
} from '../../src/krb5/index.ts';
import { describePac } from '../../src/krb5/pac/index.ts';
import { readPacWithSamba } from '../support/judge.ts';
import { fieldsInNdrdumpsWords, ndrdumpOf, readNdrdump } from '../support/ndrdump.ts';
import { pacInSambasWords } from '../support/pac-judge.ts';
import { describeWith, mitEnvironment, runTool, startPeer } from '../support/peers.ts';
import type { Peer, PeerName } from '../support/peers.ts';

const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-pac-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

interface Case {
  /** How kinit signs in: its arguments, and the password where it asks for one. */
  readonly kinit: readonly string[];
  readonly asksPassword?: boolean;
  /** kvno's arguments; undefined: the TGT itself is opened. */
  readonly kvno?: readonly string[];
  /** The ticket's service, and the keytab that has its key. */
  readonly service: string;
  readonly keytab: string;
}

let caches = 0;

/** The PAC of the ticket that MIT's kinit and kvno get, undefined where it has none. */
async function pacOf(
  peer: Peer,
  { kinit, asksPassword, kvno, service, keytab }: Case,
): Promise<Uint8Array | undefined> {
  const file = path.join(dir, `cc-${String(caches++)}`);
  const env = mitEnvironment(peer, `FILE:${file}`);
  const input = asksPassword === true ? { input: `${peer.password}\n` } : {};
  const placed = (args: readonly string[]): string[] => args.map((arg) => arg.replaceAll('DIR', peer.dir));
  const signIn = await runTool('kinit', placed(kinit), { env, ...input });
  expect(signIn.code, signIn.stderr).toBe(0);
  if (kvno !== undefined) {
    const got = await runTool('kvno', placed(kvno), { env });
    expect(got.code, got.stderr + got.stdout).toBe(0);
  }
  const { credentials } = cacheContents(parseCcache(new Uint8Array(readFileSync(file))));
  const found = credentials.filter(({ server }) => server.name.nameString.join('/') === service).at(-1);
  if (found === undefined) throw new Error(`no ticket for ${service}`);
  const { encPart } = decodeDer(ticket, found.ticket);
  const { entries } = parseKeytab(new Uint8Array(readFileSync(path.join(peer.dir, 'keytabs', keytab))));
  for (const { key } of entries.filter(({ key: { keyType } }) => keyType === encPart.etype)) {
    const plain = tryDecrypt(() => decrypt(key, KeyUsage.TICKET, encPart.cipher));
    if (plain !== undefined) return pacOfTicket(decodeDer(encTicketPart, plain, { trailing: 'allow' }));
  }
  throw new Error(`no key in ${keytab} opens the ticket for ${service}`);
}

function tryDecrypt(open: () => Uint8Array): Uint8Array | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

const laidOpen = (pac: Uint8Array): Field =>
  describePac(pac, { base: 0, budget: newBudget(INSPECT_LIMITS, 'throw') });

/** All three of the same bytes. @returns the PAC, for what the case wants to see in it besides */
function judged(pac: Uint8Array | undefined): Uint8Array {
  if (pac === undefined) throw new Error('the ticket has no PAC');
  const root = laidOpen(pac);
  const theirs = readNdrdump(ndrdumpOf(pac));
  expect(theirs.length).toBeGreaterThan(15);
  expect(fieldsInNdrdumpsWords(root)).toEqual(theirs);
  expect(pacInSambasWords(pac)).toEqual(readPacWithSamba(pac));
  expect([...fieldsOf(root)].map(({ kind }) => kind)).not.toContain('unreadable');
  return pac;
}

const byPassword = (user: string, kvno: readonly string[], service: string, keytab: string): Case => ({
  kinit: ['-f', user],
  asksPassword: true,
  kvno,
  service,
  keytab,
});

const WEB = 'HTTP/web.ad.test';
const KEYTAB = 'ad/ad.keytab';
const pkinit: Case = {
  kinit: ['-X', 'X509_user_identity=FILE:DIR/pki/pkuser.pem,DIR/pki/pkuser.key', 'pkuser'],
  service: 'krbtgt/AD.TEST',
  keytab: 'ad/krbtgt.keytab',
};
const s4u2proxy: Case = {
  kinit: ['-f', '-k', '-t', 'DIR/keytabs/ad/ad.keytab', 'svc-s4u'],
  kvno: ['-U', 'alice', '-P', 'HTTP/back.ad.test'],
  service: 'HTTP/back.ad.test',
  keytab: KEYTAB,
};

const SAMBA: readonly PeerName[] = ['samba', 'samba422'];

for (const name of SAMBA) {
  describeWith([name], `PACs of ${name}, beside ndrdump and Samba’s Python`, () => {
    const peer = startPeer(name);

    it.each(['alice', 'bob', 'carol', 'John Doe', 'jürgen'])(
      'of %s, with nested groups, say the same',
      async (user) => {
        const pac = judged(await pacOf(peer, byPassword(user, [WEB], WEB, KEYTAB)));
        expect(decodePac(pac).logonInfo?.groupIds.length).toBeGreaterThan(0);
      },
    );

    it('of a user with 300 groups say the same', async () => {
      const pac = judged(await pacOf(peer, byPassword('manygroups', [WEB], WEB, KEYTAB)));
      const { groupIds = [], resourceGroupIds = [] } = decodePac(pac).logonInfo ?? {};
      expect(groupIds.length + resourceGroupIds.length).toBeGreaterThanOrEqual(300);
    });

    it('of a TGT say the same, its attributes and requestor among it', async () => {
      const tgt = { ...byPassword('alice', [], 'krbtgt/AD.TEST', 'ad/krbtgt.keytab'), kvno: undefined };
      const { attributes, requestor, logonInfo } = decodePac(judged(await pacOf(peer, withoutKvno(tgt))));
      expect(attributes).toBeDefined();
      expect(requestor).toBe(`${logonInfo?.logonDomainId ?? ''}-${String(logonInfo?.userId)}`);
    });

    it('of constrained delegation say the same, and through which service it came', async () => {
      const { delegationInfo, clientInfo } = decodePac(judged(await pacOf(peer, s4u2proxy)));
      expect(clientInfo?.name).toBe('alice');
      expect(delegationInfo?.s4u2proxyTarget).toContain('HTTP/back.ad.test');
      expect(delegationInfo?.transitedServices.join()).toMatch(/s4u/);
    });

    it('of PKINIT say the same: its credentials are there, and sealed', async () => {
      const pac = judged(await pacOf(peer, pkinit));
      const { credentialInfo } = decodePac(pac);
      expect(credentialInfo).toMatchObject({ version: 0 });
      const sealed = [...fieldsOf(laidOpen(pac))].find(({ name: field }) => field === 'SerializedData');
      expect(sealed).toMatchObject({ kind: 'sealed', wants: { enctype: credentialInfo?.encryptionType } });
    });
  });
}

function withoutKvno({ kvno: _kvno, ...rest }: Omit<Case, 'kvno'> & { readonly kvno?: unknown }): Case {
  return rest;
}

describeWith(['samba'], 'PACs across a forest trust', () => {
  it('say the same as ndrdump and Samba’s Python', async () => {
    const peer = startPeer('samba');
    const pac = judged(await pacOf(peer, byPassword('alice@AD2.TEST', [`${WEB}@AD.TEST`], WEB, KEYTAB)));
    expect(decodePac(pac).logonInfo?.logonDomainName).toBe('AD2');
  });
});

describeWith(['samba422'], 'PACs of resource-based constrained delegation', () => {
  it('say the same as ndrdump and Samba’s Python', async () => {
    const peer = startPeer('samba422');
    const pac = judged(
      await pacOf(peer, {
        kinit: ['-f', '-k', '-t', 'DIR/keytabs/ad/ad.keytab', 'svc-rbfront'],
        kvno: ['-U', 'alice', '-P', 'HTTP/rbback.ad.test'],
        service: 'HTTP/rbback.ad.test',
        keytab: KEYTAB,
      }),
    );
    const { delegationInfo, logonInfo } = decodePac(pac);
    expect(delegationInfo?.transitedServices.length).toBe(1);
    expect(logonInfo?.resourceGroupIds.length).toBeGreaterThan(0);
  });
});

describeWith(['samba'], '`net ads kerberos pac`', () => {
  it('saves a PAC that we read as ndrdump does, and dumps for the same user what our fields say', async () => {
    const peer = startPeer('samba');
    const file = path.join(dir, 'saved.pac');
    const net = async (verb: string, ...args: readonly string[]): Promise<string> => {
      const options = [
        ...['netbios name=ws1', 'kerberos method=dedicated keytab'],
        `dedicated keytab file=${peer.dir}/keytabs/ad/ad.keytab`,
      ].flatMap((option) => ['--option', option]);
      const service = `local_service=${WEB}@AD.TEST`;
      const command = ['ads', 'kerberos', 'pac', verb, ...args, service, '-s', `${peer.dir}/client.conf`];
      const env = mitEnvironment(peer, `FILE:${path.join(dir, 'net')}`);
      const user = ['-S', 'dc1.ad.test', '-U', `alice%${peer.password}`];
      // Names are resolved by the realm's own files, in a mount namespace that ends with the command.
      const shell =
        'mount --bind "$0/resolv.conf" /etc/resolv.conf && mount --bind "$0/hosts" /etc/hosts && exec net "$@"';
      const inside = ['-m', 'sh', '-c', shell, peer.dir, ...command, ...user, ...options];
      const { code, stdout, stderr } = await runTool('unshare', inside, { env });
      expect(code, stderr).toBe(0);
      return stdout;
    };
    await net('save', `filename=${file}`);
    const root = laidOpen(judged(new Uint8Array(readFileSync(file))));
    // Another ticket: its signatures and its time of logon are its own. (The PAC's version stands in net's own line.)
    const ofAnother = /^(Version|Signature|LogonTime|ClientId|LogonCount)$/;
    const dumped = readNdrdump(await net('dump')).filter(([name]) => !ofAnother.test(name));
    expect(dumped.length).toBeGreaterThan(60);
    expect(fieldsInNdrdumpsWords(root).filter(([name]) => !ofAnother.test(name))).toEqual(dumped);
  });
});

describeWith(['mit', 'samba'], 'the PACs of MIT’s KDC', () => {
  it.each([['HTTP/web.mit.test', ['HTTP/web.mit.test']]])('for %s say the same', async (service, kvno) => {
    const peer = startPeer('mit');
    const pac = judged(await pacOf(peer, byPassword('user', kvno, service, 'mit.keytab')));
    expect(
      decodePac(pac)
        .pac.buffers.map(({ type }) => type)
        .sort((a, b) => a - b),
    ).toEqual([6, 7, 10, 16]);
  });

  it('of S4U2self say the same', async () => {
    const peer = startPeer('mit');
    const service = 'HTTP/s4u.mit.test';
    const own: Case = {
      kinit: ['-k', '-t', 'DIR/keytabs/mit.keytab', service],
      kvno: ['-U', 'user', service],
      service,
      keytab: 'mit.keytab',
    };
    expect(decodePac(judged(await pacOf(peer, own))).clientInfo?.name).toContain('user');
  });
});

describeWith(['heimdal'], 'a ticket of Heimdal 7.8', () => {
  it('has no PAC', async () => {
    const peer = startPeer('heimdal');
    const service = 'HTTP/web.heimdal.test';
    const user = byPassword('user', [service], service, 'heimdal.keytab');
    expect(await pacOf(peer, user)).toBeUndefined();
  });
});
