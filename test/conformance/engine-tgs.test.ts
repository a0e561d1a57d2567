// Service tickets, referrals, renewal and tickets to oneself from real KDCs; MIT's kvno finds what we store.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decrypt } from '../../src/krb5/crypto/index.ts';
import {
  acquireInitialCredential,
  decodeDer,
  encTicketPart,
  explain,
  formatPrincipal,
  KeyUsage,
  NameType,
  ownTicketForPac,
  prepareHostBased,
  principalName,
  renewCredential,
  requestServiceTicket,
  ticket,
  TicketFlag,
  writeCcache,
} from '../../src/krb5/index.ts';
import type { CacheContents, OwnTicket, ServiceTicket, ServiceTicketRequest } from '../../src/krb5/index.ts';
import { contentsOf, engineFor, failureOf, password, principal } from '../support/engine.ts';
import type { Engine } from '../support/engine.ts';
import { describeWith, runTool, startPeer } from '../support/peers.ts';
import type { Peer, PeerName, ToolResult } from '../support/peers.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'tessera-engine-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

interface SignedIn {
  readonly peer: Peer;
  readonly engine: Engine;
  readonly contents: CacheContents;
}

async function signIn(peer: Peer, user: string, renewLifetime = 0): Promise<SignedIn> {
  const engine = engineFor(peer.krb5Conf);
  const initial = await acquireInitialCredential(engine.ports, engine.settings, {
    client: principal(user),
    secret: password(peer.password),
    options: { renewLifetime },
  });
  return { peer, engine, contents: contentsOf(initial) };
}

const ask = (
  { engine, contents }: SignedIn,
  server: ServiceTicketRequest['server'],
  options: ServiceTicketRequest['options'] = {},
): Promise<ServiceTicket> =>
  requestServiceTicket(engine.ports, engine.settings, { contents, server, options });

let files = 0;
/** MIT's kvno over a cache of ours, with no KDC to ask. */
async function kvnoFromCache(signedIn: SignedIn, got: ServiceTicket, ...args: string[]): Promise<ToolResult> {
  const { contents, peer } = signedIn;
  const file = path.join(scratch, `cc${String((files += 1))}`);
  const credentials = [...contents.credentials, ...got.crossRealm, got.credential];
  writeFileSync(file, writeCcache({ ...contents, credentials }), { mode: 0o600 });
  const lonely = path.join(scratch, `krb5-${String(files)}.conf`);
  const conf = readFileSync(peer.krb5Conf, 'utf8').replaceAll(
    /^\s*(kdc|kpasswd_server|admin_server) =.*$/gm,
    '',
  );
  writeFileSync(lonely, conf);
  const env = { ...process.env, KRB5_CONFIG: lonely, KRB5CCNAME: `FILE:${file}`, LC_ALL: 'C' };
  return runTool('kvno', ['--cached-only', ...args], { env });
}

const ROWS: readonly (readonly [PeerName, string, string, string])[] = [
  ['mit', 'user@MIT.TEST', 'HTTP/web.mit.test@MIT.TEST', 'keytabs/mit.keytab'],
  ['heimdal', 'user@HEIMDAL.TEST', 'HTTP/web.heimdal.test@HEIMDAL.TEST', 'keytabs/heimdal.keytab'],
  ['samba', 'alice@AD.TEST', 'HTTP/web.ad.test@AD.TEST', 'keytabs/ad/ad.keytab'],
];

describe.each(ROWS)('tickets of %s', (name, user, service, keytab) => {
  describeWith([name], 'TGS exchange', () => {
    let signedIn: SignedIn;
    beforeAll(async () => {
      signedIn = await signIn(startPeer(name), user, 86_400);
    });

    it('a service ticket opens with the key of the service, and MIT kvno finds it under the name asked', async () => {
      const got = await ask(signedIn, principal(service));
      expect(got.fromCache).toBe(false);
      expect(formatPrincipal(got.credential.server)).toBe(service);
      const seen = await kvnoFromCache(signedIn, got, '-k', path.join(signedIn.peer.dir, keytab), service);
      expect(seen.stdout, seen.stderr).toContain('keytab entry valid');
    });

    it('a host-based name gives a ticket that MIT kvno finds under its own way of making the name', async () => {
      const { engine, peer } = signedIn;
      const host = /\/([^@]+)@/.exec(service)?.[1] ?? '';
      const prepared = await prepareHostBased(engine.ports, engine.settings, { service: 'HTTP', host });
      expect(prepared.asked).toBe(`HTTP/${host}`);
      expect(prepared.candidates.map(formatPrincipal)).toEqual([service]);
      const got = await ask(signedIn, prepared);
      const seen = await kvnoFromCache(signedIn, got, '-k', path.join(peer.dir, keytab), '-S', 'HTTP', host);
      expect(seen.stdout, seen.stderr).toContain('keytab entry valid');
    });

    it.each([18, 17])('the session key has the enctype asked for: %i', async (etype) => {
      const got = await ask(signedIn, principal(service), { enctypes: [etype] });
      expect(got.credential.key.keyType).toBe(etype);
    });

    it('is taken from the cache while it is good, and asked for anew where that is wanted', async () => {
      const got = await ask(signedIn, principal(service));
      const credentials = [...signedIn.contents.credentials, got.credential];
      const warm = { ...signedIn, contents: { ...signedIn.contents, credentials } };
      expect((await ask(warm, principal(service))).fromCache).toBe(true);
      expect((await ask(warm, principal(service), { noCache: true })).fromCache).toBe(false);
      const other = failureOf(ask(warm, principal(`x${service}`), { cachedOnly: true }));
      expect((await other).code).toBe('NO_CREDENTIALS');
    });

    it('renewal gives a fresh TGT of the same length within the old limit', async () => {
      const { engine, contents } = signedIn;
      const old = contents.credentials[0]!;
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const fresh = await renewCredential(engine.ports, engine.settings, { contents });
      expect(fresh.server).toEqual(old.server);
      expect(fresh.times.authTime).toBe(old.times.authTime);
      expect(fresh.times.startTime).toBeGreaterThan(old.times.startTime);
      expect(fresh.times.endTime).toBeGreaterThan(old.times.endTime);
      expect(fresh.times.renewTill).toBe(old.times.renewTill);
      expect(fresh.key.keyValue).not.toEqual(old.key.keyValue);
      const renewed = { ...signedIn, contents: { ...contents, credentials: [fresh] } };
      expect((await ask(renewed, principal(service))).credential.client).toEqual(old.client);
    });

    it('a ticket that is not renewable is told so without asking', async () => {
      const { engine, contents } = signedIn;
      const credentials = contents.credentials.map((each) => ({
        ...each,
        flags: each.flags & ~TicketFlag.RENEWABLE,
      }));
      const refused = renewCredential(engine.ports, engine.settings, {
        contents: { ...contents, credentials },
      });
      expect((await failureOf(refused)).code).toBe('TICKET_NOT_RENEWABLE');
    });

    it('a service that nobody knows ends in the words of the KDC', async () => {
      const realm = service.slice(service.indexOf('@'));
      const unknown = await failureOf(ask(signedIn, principal(`HTTP/nowhere.example${realm}`)));
      expect(unknown).toMatchObject({
        code: 'KDC_ERROR',
        details: { exchange: 'TGS', error: { errorCode: 7 } },
      });
    });

    it('stops at once when it is cancelled', async () => {
      const { engine, contents } = signedIn;
      const cancel = new AbortController();
      cancel.abort();
      const request = { contents, server: principal(service), signal: cancel.signal };
      const stopped = requestServiceTicket(engine.ports, engine.settings, request);
      expect((await failureOf(stopped)).code).toBe('CANCELLED');
    });
  });
});

const OWN: readonly (readonly [PeerName, string, readonly OwnTicket['how'][]])[] = [
  ['mit', 'user@MIT.TEST', ['user-to-user']], // MIT takes S4U2self only for tickets sealed with a service's own key
  ['heimdal', 'user@HEIMDAL.TEST', ['user-to-user', 's4u2self+user-to-user']],
  // Of this version's accounts only those with a service name may.
  ['samba', 'aesonly@AD.TEST', ['user-to-user', 's4u2self+user-to-user']],
  ['samba422', 'alice@AD.TEST', ['user-to-user', 's4u2self+user-to-user']],
];

describe.each(OWN)('a ticket to oneself at %s', (name, user, ways) => {
  describeWith([name], 'user-to-user', () => {
    it.each([...ways, undefined])('opens with the session key of the own TGT (%s)', async (how) => {
      const { engine, contents } = await signIn(startPeer(name), user);
      const { credential, tgt } = await ownTicketForPac(engine.ports, engine.settings, { contents, how });
      expect(credential.isSkey).toBe(true);
      const sealed = decodeDer(ticket, credential.ticket).encPart;
      const part = decodeDer(encTicketPart, decrypt(tgt.key, KeyUsage.TICKET, sealed.cipher), {
        trailing: 'allow',
      });
      expect(part.cname.nameString.join('/')).toBe(user.replace(/@.*/, ''));
    });
  });
});

describeWith(['mit'], 'S4U2self to oneself at MIT.TEST', () => {
  it('sealed with a session key is refused in words', async () => {
    const { engine, contents } = await signIn(startPeer('mit'), 'user@MIT.TEST');
    const request = { contents, how: 's4u2self+user-to-user' } as const;
    const refused = await failureOf(ownTicketForPac(engine.ports, engine.settings, request));
    expect(refused).toMatchObject({ code: 'KDC_ERROR', details: { error: { errorCode: 13 } } });
    expect(explain(refused).code).toEqual({ name: 'KDC_ERR_BADOPTION', number: 13 });
  });
});

describeWith(['mit'], 'tickets across MIT.TEST and MIT2.TEST', () => {
  let signedIn: SignedIn;
  beforeAll(async () => {
    signedIn = await signIn(startPeer('mit'), 'user@MIT.TEST');
  });
  const SERVICE = 'HTTP/web.mit2.test';

  it('a host of another realm is found by referral and stored under the name that MIT kvno -S asks for', async () => {
    const { engine, peer } = signedIn;
    const prepared = await prepareHostBased(engine.ports, engine.settings, {
      service: 'HTTP',
      host: 'WEB.mit2.test',
    });
    expect(prepared.candidates.map(formatPrincipal)).toEqual([`${SERVICE}@`]);
    const got = await ask(signedIn, prepared);
    expect(got.path).toEqual(['MIT.TEST', 'MIT2.TEST']);
    expect(formatPrincipal(got.server)).toBe(`${SERVICE}@MIT2.TEST`);
    expect(engine.trace.some((event) => event.type === 'referral.followed')).toBe(true);
    const keytab = path.join(peer.dir, 'keytabs/mit2.keytab');
    const seen = await kvnoFromCache(signedIn, got, '-k', keytab, '-S', 'HTTP', 'web.mit2.test');
    expect(seen.stdout, seen.stderr).toContain('keytab entry valid');
  });

  it('a service of a named realm is reached by a cross-realm TGT, which MIT finds too', async () => {
    const got = await ask(signedIn, principal(`${SERVICE}@MIT2.TEST`));
    expect(got.crossRealm.map((each) => formatPrincipal(each.server))).toEqual(['krbtgt/MIT2.TEST@MIT.TEST']);
    const seen = await kvnoFromCache(signedIn, got, `${SERVICE}@MIT2.TEST`);
    expect(seen.code, seen.stderr).toBe(0);
    const tgt = await kvnoFromCache(signedIn, got, 'krbtgt/MIT2.TEST@MIT.TEST');
    expect(tgt.code, tgt.stderr).toBe(0);
  });

  it('[domain_realm] comes before referrals', async () => {
    const engine = engineFor(signedIn.peer.krb5Conf, { domainRealm: new Map([['.mit2.test', 'MIT2.TEST']]) });
    const server = { name: principalName(NameType.SRV_HST, 'HTTP', 'web.mit2.test'), realm: '' };
    const got = await ask({ ...signedIn, engine }, server);
    expect(got.crossRealm.map((each) => formatPrincipal(each.server))).toEqual(['krbtgt/MIT2.TEST@MIT.TEST']);
    expect(engine.trace.filter((event) => event.type === 'message.sent').length).toBeGreaterThanOrEqual(2);
    expect(formatPrincipal(got.credential.server)).toBe(`${SERVICE}@`);
  });

  it('ok-as-delegate is kept from the own realm', async () => {
    const got = await ask(signedIn, principal('HTTP/deleg.mit.test@MIT.TEST'));
    expect(got.credential.flags & TicketFlag.OK_AS_DELEGATE).not.toBe(0);
  });

  it('a user-to-user ticket is sealed for the TGT given, and MIT kvno finds it for that TGT alone', async () => {
    const other = await signIn(signedIn.peer, 'nopreauth@MIT.TEST');
    const secondTicket = other.contents.credentials[0]!.ticket;
    const got = await ask(signedIn, principal('nopreauth@MIT.TEST'), { secondTicket });
    expect(got.credential.isSkey).toBe(true);
    const theirs = path.join(scratch, 'cc-other');
    writeFileSync(theirs, writeCcache(other.contents), { mode: 0o600 });
    const seen = await kvnoFromCache(signedIn, got, '--u2u', `FILE:${theirs}`, 'nopreauth@MIT.TEST');
    expect(seen.code, seen.stderr).toBe(0);
    const plain = await kvnoFromCache(signedIn, got, 'nopreauth@MIT.TEST');
    expect(plain.code).not.toBe(0);
  });
});

describeWith(['samba'], 'tickets across the forests AD.TEST and AD2.TEST', () => {
  let signedIn: SignedIn;
  beforeAll(async () => {
    signedIn = await signIn(startPeer('samba'), 'alice@AD.TEST');
  });

  it('a host of the other forest is found by referral', async () => {
    const { engine } = signedIn;
    const prepared = await prepareHostBased(engine.ports, engine.settings, {
      service: 'HTTP',
      host: 'web.ad2.test',
    });
    const got = await ask(signedIn, prepared);
    expect(got.path).toEqual(['AD.TEST', 'AD2.TEST']);
    expect(formatPrincipal(got.server)).toBe('HTTP/web.ad2.test@AD2.TEST');
    const seen = await kvnoFromCache(signedIn, got, '-S', 'HTTP', 'web.ad2.test');
    expect(seen.code, seen.stderr).toBe(0);
  });

  it('a reply that needs TCP comes by TCP', async () => {
    const many = await signIn(signedIn.peer, 'manygroups@AD.TEST');
    const got = await ask(many, principal('HTTP/web.ad.test@AD.TEST'));
    expect(got.credential.ticket.length).toBeGreaterThan(1500);
    const sent = many.engine.trace.filter((event) => event.type === 'message.sent');
    expect(sent.map((event) => event.to.transport)).toContain('tcp');
  });

  it('a service with an RC4 key alone gives an AES session key or an RC4 one, as allowed', async () => {
    const got = await ask(signedIn, principal('HTTP/rc4only.ad.test@AD.TEST'));
    expect(decodeDer(ticket, got.credential.ticket).encPart.etype).toBe(23);
  });
});

describeWith(['heimdal'], 'names of HEIMDAL.TEST', () => {
  it('an alias of a service gives a ticket under the alias', async () => {
    const signedIn = await signIn(startPeer('heimdal'), 'user@HEIMDAL.TEST');
    const got = await ask(signedIn, principal('HTTP/www-alias.heimdal.test@HEIMDAL.TEST'));
    expect(formatPrincipal(got.credential.server)).toBe('HTTP/www-alias.heimdal.test@HEIMDAL.TEST');
  });
});
