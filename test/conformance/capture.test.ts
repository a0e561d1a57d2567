// Traffic of MIT's tools, Samba's, curl's and OpenLDAP's with real servers, recorded by tcpdump: our reader finds in the
// file what tshark finds there, octet by octet.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageBudget } from '../../src/krb5/fields/budget.ts';
import { fieldsOf } from '../../src/krb5/fields/field.ts';
import type { Field } from '../../src/krb5/fields/field.ts';
import { describeGssToken } from '../../src/krb5/gss/describe.ts';
import { inspect } from '../../src/krb5/inspect/inspect.ts';
import { keytabKeys } from '../../src/krb5/inspect/keys.ts';
import { parseKeytab } from '../../src/krb5/keytab/parse.ts';
import { pairExchanges } from '../../src/krb5/capture/exchanges.ts';
import type { CapturedMessage } from '../../src/krb5/capture/types.ts';
import { messagesOf } from '../support/captured-messages.ts';
import { at, misplaced } from '../support/inspection.ts';
import { describeWith, mitEnvironment, runTool, startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';
import { dissected, fieldsSeen, recorded } from '../support/tshark.ts';
import { toHex } from '../support/vectors.ts';

const KDC_PORT = 18_088;
const KPASSWD_PORT = 18_464;
const HTTP_HOST = '127.10.0.9';

describeWith(['mit', 'samba', 'captures'], 'captures of real traffic', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-capture-'));
  const file = path.join(dir, 'lo.pcap');
  let messages: CapturedMessage[] = [];

  afterAll(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  beforeAll(async () => {
    const [mit, samba] = [startPeer('mit'), startPeer('samba')];
    await recorded('lo', file, 'net 127.10.0.0/24', async () => {
      await ofMit(mit, dir);
      await ofSamba(samba, dir);
    });
    messages = read(file);
  }, 120_000);

  const read = (name: string): CapturedMessage[] => messagesOf(new Uint8Array(readFileSync(name)));

  it('hold the tokens and messages that tshark finds, octet by octet', async () => {
    const theirs = await dissected(file, KDC_PORT, KPASSWD_PORT);
    expect(theirs.length).toBeGreaterThan(40);
    const ours = new Map<number, string[]>();
    for (const { packet, bytes } of messages) ours.set(packet, [...(ours.get(packet) ?? []), toHex(bytes)]);
    for (const { packet, layer, hex } of theirs) {
      // The length before a message in TCP is part of it there; of signed data only the signature is, and calls that
      // are under way already are none that set up a security context.
      const found = ours.get(packet) ?? [];
      const isData = hex.startsWith('0404') || hex.startsWith('0504');
      if (isData && found.length === 0) continue;
      const fits = found.some(
        (each) => each === hex || each === hex.slice(8) || (isData && each.startsWith(hex)),
      );
      expect(fits, `packet ${String(packet)}, ${layer}: ${hex.slice(0, 60)}… beside ${found.join(' ')}`).toBe(
        true,
      );
    }
    const packets = new Set(theirs.map(({ packet }) => packet));
    // The last step of SASL's GSSAPI mechanism is a wrapped choice of layers, which tshark leaves closed.
    const more = messages.filter(({ packet, bytes }) => !packets.has(packet) && bytes[0] !== 0x05);
    expect(more).toEqual([]);
  });

  it('hold each kind of traffic, without a problem', () => {
    const kinds = new Set(
      messages.map(({ transport, protocol, direction }) => `${transport} ${protocol} ${direction}`),
    );
    for (const transport of ['udp', 'tcp']) {
      expect(kinds).toContain(`${transport} kerberos request`);
      expect(kinds).toContain(`${transport} kerberos reply`);
    }
    for (const protocol of ['smb', 'ldap', 'dcerpc']) {
      expect(kinds).toContain(`tcp ${protocol} request`);
      expect(kinds).toContain(`tcp ${protocol} reply`);
    }
    expect([...kinds].filter((kind) => kind.includes(' kpasswd '))).toHaveLength(2);
    expect(kinds).toContain('tcp http request');
    expect(messages.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('hold tokens that say to us what they say to tshark', async () => {
    const names = {
      'ntlmssp.messagetype': 'MessageType',
      'ntlmssp.auth.username': 'UserName',
      'ntlmssp.auth.domain': 'DomainName',
      'ntlmssp.auth.hostname': 'Workstation',
      'ntlmssp.negotiateflags': 'NegotiateFlags',
      'ntlmssp.challenge.target_name': 'TargetName',
      'ntlmssp.challenge.target_info.dns_computer_name': 'TargetInfo.MsvAvDnsComputerName',
      'ntlmssp.ntlmv2_response.target_name': 'AvPairs.MsvAvTargetName',
      'spnego.negResult': 'negState',
      'spnego.MechType': 'mechTypes',
      'spnego.supportedMech': 'supportedMech',
      'spnego.hintName': 'hintName',
      'kerberos.SNameString': 'sname',
      'kerberos.realm': 'realm',
    };
    const theirs = await fieldsSeen(file, 'gss-api or spnego or ntlmssp', Object.keys(names));
    const seen = new Set<string>();
    for (const { packet, bytes } of messages.filter(({ contents }) => contents === 'gss')) {
      const row = theirs.get(packet);
      if (row === undefined) continue;
      const root = describeGssToken(bytes, messageBudget());
      for (const [at, [name, ours]] of Object.entries(names).entries()) {
        if ((row[at] ?? []).length > 0) seen.add(name);
        expect(valuesOf(root, ours), `packet ${String(packet)}, ${name}`).toEqual(row[at]);
      }
    }
    // None was equal only because neither had it.
    expect([...seen].sort()).toEqual(Object.keys(names).sort());
  });

  it('hold what curl delegates, opened with the service’s key', async () => {
    const keytab = path.join(startPeer('mit').dir, 'keytabs/mit.keytab');
    const { entries } = parseKeytab(new Uint8Array(readFileSync(keytab)));
    const sent = messages.find(({ protocol }) => protocol === 'http');
    const seen = inspect(sent?.bytes ?? new Uint8Array(), { keys: keytabKeys(entries) });
    const authenticator = at(seen.root, 'innerContextToken.mechToken.AP-REQ.authenticator.cipher.>');
    const checksum = at(authenticator, 'cksum.checksum');
    const options = ['-K', keytab, '-o', 'kerberos.decrypt:TRUE'];
    const filter = `frame.number == ${String(sent?.packet)}`;
    const flags = ['deleg', 'mutual', 'replay', 'sequence', 'conf', 'integ'];
    const theirs = await fieldsSeen(
      file,
      filter,
      flags.map((flag) => `kerberos.gssapi.checksum.flags.${flag}`),
      options,
    );
    const set = flags.filter((_, index) => theirs.get(sent?.packet ?? 0)?.[index]?.[0] === '1');
    const named = (at(checksum, 'Flags').value ?? '')
      .split(', ')
      .map((name) => name.slice(6, -5).toLowerCase());
    expect(named.filter((name) => flags.includes(name))).toEqual(set);
    expect(set).toContain('deleg');
    const delegated = at(checksum, 'Deleg');
    expect(delegated.type).toBe('KRB-CRED');
    const info = at(delegated, 'enc-part.cipher.>.ticket-info.[0]');
    expect(at(info, 'sname').value).toBe('krbtgt/MIT.TEST');
    expect(at(info, 'flags').value).toContain('forwarded');
    expect(at(info, 'key.keyvalue')).toMatchObject({ kind: 'secret', length: expect.any(Number) as number });
    expect(misplaced(seen)).toEqual([]);
  });

  it('are exchanges: each request of Kerberos has its reply', () => {
    const exchanges = pairExchanges(messages).filter(
      ({ request, reply }) => (request ?? reply)?.contents === 'kerberos',
    );
    expect(exchanges.length).toBeGreaterThan(8);
    for (const { request, reply } of exchanges) {
      expect(reply?.packet, `packet ${String(request?.packet)}`).toBeGreaterThan(request?.packet ?? 0);
    }
  });

  it('say the same as pcapng', () => {
    const pcapng = path.join(dir, 'lo.pcapng');
    execFileSync('editcap', ['-F', 'pcapng', file, pcapng]);
    expect(read(pcapng)).toEqual(messages);
  });

  it('of all interfaces at once (Linux cooked) are read as well', async () => {
    const any = path.join(dir, 'any.pcap');
    const mit = startPeer('mit');
    await recorded('any', any, `host 127.10.0.1`, () => ofMit(mit, dir));
    const found = read(any);
    const theirs = await dissected(any, KDC_PORT, KPASSWD_PORT);
    expect(execFileSync('capinfos', ['-E', any], { encoding: 'utf8' })).toContain('Linux cooked');
    expect(found.filter(({ contents }) => contents === 'kerberos').map(({ packet }) => packet)).toEqual(
      theirs.filter(({ layer }) => layer === 'kerberos').map(({ packet }) => packet),
    );
  });
});

/** Of every field of that name (`a.b`: b within a), in tshark's way of writing. */
function valuesOf(root: Field, wanted: string): string[] {
  const [name = '', inner] = wanted.split('.');
  const found = [...fieldsOf(root)].filter((field) => field.name === name);
  if (inner !== undefined) return found.flatMap((field) => valuesOf(field, inner));
  return found.flatMap(({ kind, bits, value = '', children, type }) => {
    if (type === 'AV_PAIR') return [value];
    if (type === 'MechTypeList' || type === 'PrincipalName') {
      return children
        .flatMap((child) => (child.kind === 'constructed' ? child.children : [child]))
        .filter((child) => child.kind === 'text')
        .map((child) => child.value ?? '');
    }
    if (name === 'MessageType') return [`0x${Number(value).toString(16).padStart(8, '0')}`];
    return kind === 'flags' ? [bits ?? ''] : [value];
  });
}

/** Sign-in, a service ticket, an unknown name, a password that is refused, and curl with Negotiate. */
async function ofMit(mit: Peer, dir: string): Promise<void> {
  const env = mitEnvironment(mit, `FILE:${path.join(dir, 'cc.mit')}`);
  const input = `${mit.password}\n`;
  expect((await runTool('kinit', ['-f', 'user'], { env, input })).stderr).toBe('');
  expect((await runTool('kvno', ['HTTP/web.mit.test'], { env })).code).toBe(0);
  await runTool('kinit', ['nosuch'], {
    env: { ...env, KRB5CCNAME: `FILE:${path.join(dir, 'none')}` },
    input,
  });
  const short = await runTool('kpasswd', ['strict'], { env, input: `${mit.password}\na\na\n` });
  expect(short.stdout).toContain('too short');
  const hosts = path.join(dir, 'hosts');
  writeFileSync(hosts, `127.0.0.1 localhost\n${HTTP_HOST} web.mit.test\n`);
  const server = http.createServer((request, response) => {
    const known = request.headers.authorization !== undefined;
    response.writeHead(known ? 200 : 401, known ? {} : { 'WWW-Authenticate': 'Negotiate' });
    response.end('x'.repeat(20_000));
  });
  await new Promise<void>((resolve) => server.listen(0, HTTP_HOST, resolve));
  const { port } = server.address() as { port: number };
  const url = `http://web.mit.test:${String(port)}/`;
  const curl = await within(
    hosts,
    undefined,
    ['curl', '-sS', '--negotiate', '--delegation', 'always', '-u', ':', '-o', '/dev/null', url],
    env,
  );
  await new Promise((resolve) => server.close(resolve));
  expect(curl).toEqual({ code: 0, stdout: '', stderr: '' });
}

/** SMB with Kerberos and with NTLM, LDAP with SPNEGO and with SASL's GSSAPI, DCE/RPC over TCP. */
async function ofSamba(samba: Peer, dir: string): Promise<void> {
  const ccache = `FILE:${path.join(dir, 'cc.ad')}`;
  const env = mitEnvironment(samba, ccache);
  expect((await runTool('kinit', ['alice'], { env, input: `${samba.password}\n` })).stderr).toBe('');
  const conf = ['-s', path.join(samba.dir, 'client.conf')];
  const kerberos = [...conf, '--use-kerberos=required', `--use-krb5-ccache=${ccache}`];
  const ntlm = [...conf, '--use-kerberos=off', '-U', `AD/alice%${samba.password}`];
  // A share without files: the server reads them as the person, who may not reach the realm's folder.
  const share = ['-c', 'exit', '//dc1.ad.test/IPC$'];
  const ldap = ['-H', 'ldap://dc1.ad.test', '-b', '', '-s', 'base', 'defaultNamingContext'];
  const rpc = ['-c', 'lsaquery', 'ncacn_ip_tcp:dc1.ad.test[sign]'];
  const hosts = path.join(samba.dir, 'hosts');
  const resolv = path.join(samba.dir, 'resolv.conf');
  const use = async (...command: string[]): Promise<string> => {
    const { stdout, stderr } = await within(hosts, resolv, command, env);
    return stdout + stderr;
  };
  for (const how of [kerberos, ntlm]) {
    expect(await within(hosts, resolv, ['smbclient', ...how, ...share], env)).toMatchObject({ code: 0 });
  }
  expect(await use('ldapsearch', '-Y', 'GSS-SPNEGO', ...ldap)).toContain('DC=ad,DC=test');
  expect(await use('ldapsearch', '-Y', 'GSSAPI', ...ldap)).toContain('DC=ad,DC=test');
  // What alice may not ask is no matter: the security context is set up before.
  await use('rpcclient', ...kerberos, ...rpc);
  await use('rpcclient', ...ntlm, ...rpc);
}

/** A command that sees other /etc/hosts and /etc/resolv.conf. */
function within(
  hosts: string,
  resolv: string | undefined,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): ReturnType<typeof runTool> {
  const mounts = [
    ['/etc/hosts', hosts],
    ['/etc/resolv.conf', resolv],
  ].flatMap(([target, file]) => (file === undefined ? [] : [`mount --bind '${file}' ${String(target)}`]));
  return runTool('unshare', ['-m', 'sh', '-c', `${mounts.join(' && ')} && exec "$@"`, 'sh', ...command], {
    env,
  });
}
