// whoami before real KDCs, beside what MIT's tools get and Samba reads for the same person.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  contentsOf,
  findKey,
  openTicketWithPac,
  parseCcache,
  parseKeytab,
  pacGroups,
} from '../../src/krb5/index.ts';
import { describeWith, startPeer } from '../support/peers.ts';
import type { PeerName } from '../support/peers.ts';
import { bench } from './cli-support.ts';

interface Report {
  readonly principal: string;
  readonly service: string;
  readonly account: string;
  readonly how: string;
  readonly pac: {
    readonly account: { readonly name: string; readonly sid: string } | null;
    readonly upn: { readonly name: string } | null;
    readonly client: { readonly matchesTicket: boolean };
    readonly groups: readonly { readonly sid: string; readonly reason: string }[];
    readonly checksums: Readonly<Record<string, string>>;
  } | null;
}

const PASSWORD = 'Passw0rd!\n';
const SPN = 'HTTP/s4u.ad.test';

for (const name of ['samba', 'samba422'] as const satisfies readonly PeerName[]) {
  describeWith([name], `whoami on AD.TEST (${name})`, () => {
    const peer = startPeer(name);
    const b = bench(peer);
    const ad = path.join(peer.dir, 'keytabs/ad/ad.keytab');
    const asService = `whoami --as-service ${SPN} -k ${ad} --json --user`;
    const report = async (line: string): Promise<Report> => {
      const { code, stdout, stderr } = await b.tessera(line);
      expect([code, stderr]).toEqual([0, '']);
      return JSON.parse(stdout) as Report;
    };

    test('one’s own PAC, without a key of anybody', async () => {
      await b.tessera('kinit aesonly', PASSWORD);
      const seen = await report('whoami --json');
      expect(seen).toMatchObject({
        principal: 'aesonly@AD.TEST',
        service: 'aesonly@AD.TEST',
        pac: {
          account: { name: 'aesonly' },
          upn: { name: 'aesonly@ad.test' },
          client: { matchesTicket: true },
        },
      });
      expect(seen.pac?.checksums).toMatchObject({ server: 'valid', kdc: 'unverified', ticket: 'unverified' });
      expect(seen.pac?.groups.filter(({ reason }) => reason === 'primary').map(({ sid }) => sid)).toEqual([
        `${seen.pac?.account?.sid.replace(/-\d+$/, '') ?? ''}-513`,
      ]);
    });

    test('a service sees of alice the groups that it sees when MIT’s kvno asks', async () => {
      const seen = await report(`${asService} alice`);
      expect(seen).toMatchObject({
        principal: 'alice@AD.TEST',
        service: `${SPN}@AD.TEST`,
        account: 'svc-s4u@AD.TEST',
        how: 's4u2self',
      });
      expect(seen.pac?.checksums['server']).toBe('valid');
      await b.mit(`kinit -k -t ${ad} svc-s4u`);
      expect((await b.mit('kvno -U alice svc-s4u')).code).toBe(0);
      const { credentials } = contentsOf(parseCcache(readFileSync(b.cache)));
      const theirs = credentials.find(({ client }) => client.name.nameString[0] === 'alice');
      const { entries } = parseKeytab(readFileSync(ad));
      const { key } = findKey(entries, { ...theirs!.server }, { etypes: [18] });
      const { pac } = openTicketWithPac(theirs!.ticket, key);
      expect(seen.pac?.groups.map(({ sid }) => sid)).toEqual(
        pacGroups(pac!.contents.logonInfo!).map(({ sid }) => sid),
      );
      // The same people by their real and by their mail-like name.
      const upn = await report(`${asService} carol.upn@corp-ad.example`);
      expect(upn.pac?.account?.name).toBe('carol');
      expect((await report(`${asService} alice@ad.test`)).pac?.account?.sid).toBe(seen.pac?.account?.sid);
    });

    test('300 groups, all of them; nobody where there is nobody', async () => {
      expect((await report(`${asService} manygroups`)).pac?.groups.length).toBeGreaterThan(300);
      const nobody = await b.tessera(`whoami --as-service ${SPN} -k ${ad} --user nosuch`);
      expect(nobody.code).toBe(1);
      expect(nobody.stderr).toContain('nosuch@AD.TEST');
      expect(nobody.stderr).toContain('KDC_ERR_C_PRINCIPAL_UNKNOWN (6)');
    });

    test('an account named by hand signs in with the service’s key', async () => {
      const seen = await report(`whoami --as-service ${SPN} -k ${ad} --json --account svc-s4u --user bob`);
      expect(seen).toMatchObject({ principal: 'bob@AD.TEST', account: 'svc-s4u@AD.TEST' });
    });
  });
}

describeWith(['mit'], 'whoami on MIT.TEST', () => {
  test('the small PAC of MIT, of oneself and as a service', async () => {
    const peer = startPeer('mit');
    const b = bench(peer);
    await b.tessera('kinit user', PASSWORD);
    const own = await b.tessera('whoami');
    expect(own.stdout).toContain('Client:    user, as the ticket says\n');
    expect(own.stdout).toContain(
      'Checksums: server valid, kdc unverified, ticket unverified, full not there\n',
    );
    const keytab = path.join(peer.dir, 'keytabs/mit.keytab');
    const seen = await b.tessera(`whoami --as-service HTTP/s4u.mit.test -k ${keytab} --user user`);
    expect(seen).toMatchObject({ code: 0, stderr: '' });
    expect(seen.stdout).toContain('Principal: user@MIT.TEST\nService:   HTTP/s4u.mit.test@MIT.TEST\n');
    expect(seen.stdout).toContain('Checksums: server valid');
  });
});

describeWith(['heimdal'], 'whoami on HEIMDAL.TEST', () => {
  test('says that there is no PAC', async () => {
    const peer = startPeer('heimdal');
    const keytab = path.join(peer.dir, 'keytabs/heimdal.keytab');
    const b = bench(peer);
    const seen = await b.tessera(`whoami --as-service HTTP/s4u.heimdal.test -k ${keytab} --user user`);
    expect(seen.stdout).toContain('Principal: user@HEIMDAL.TEST\n');
    expect(seen.stdout).toContain('The ticket holds no PAC');
  });
});
