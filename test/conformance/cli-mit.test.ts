import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeWith, runTool, startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';
import { bench, firstLine, freshName } from './cli-support.ts';
import type { Bench } from './cli-support.ts';

const PASSWORD = 'Passw0rd!\n';

describeWith(['mit'], 'the command line on MIT.TEST', () => {
  const peer: Peer = startPeer('mit');
  const keytab = (name: string): string => path.join(peer.dir, 'keytabs', `${name}.keytab`);

  async function kadmin(...commands: string[]): Promise<void> {
    const env = {
      ...process.env,
      KRB5_CONFIG: path.join(peer.dir, 'kdc-krb5.conf'),
      KRB5_KDC_PROFILE: path.join(peer.dir, 'kdc1/kdc.conf'),
    };
    const { code, stderr } = await runTool('kadmin.local', ['-r', 'MIT.TEST'], {
      env,
      input: `${commands.join('\n')}\n`,
    });
    if (code !== 0) throw new Error(stderr);
  }

  const kdcLog = (): string => readFileSync(path.join(peer.dir, 'log/kdc1.trace'), 'utf8');
  /** Wrong proofs of that principal since the log was `log`. */
  const wrongProofs = (log: string, principal: string): number =>
    kdcLog()
      .slice(log.length)
      .split('\n')
      .filter((line) => line.includes('PREAUTH_FAILED') && line.includes(` ${principal}@`)).length;

  describe('kinit', () => {
    const b = bench(peer);

    test("MIT's klist and kvno use the cache that our kinit wrote", async () => {
      const ours = await b.tessera('kinit user', PASSWORD);
      expect(ours).toEqual({ code: 0, stdout: 'Password for user@MIT.TEST: \n', stderr: '' });
      const list = await b.mit('klist -ef');
      expect(list.code).toBe(0);
      expect(list.stdout).toContain(`Ticket cache: FILE:${b.cache}\nDefault principal: user@MIT.TEST\n`);
      expect(list.stdout).toMatch(/Flags: F\w*IA/);
      const kvno = await b.mit('kvno HTTP/web.mit.test');
      expect(kvno).toMatchObject({ code: 0, stdout: 'HTTP/web.mit.test@MIT.TEST: kvno = 2\n' });
      expect((await b.mit('klist -s')).code).toBe(0);
    });

    test('prompts, output and exit code are those of MIT’s kinit', async () => {
      const theirs = await b.mit('kinit user', PASSWORD);
      const ours = await b.tessera('kinit user', PASSWORD);
      expect(ours).toEqual(theirs);
    });

    test('a wrong password is refused once, in words, and the cache stays as it was', async () => {
      const name = freshName('cli-wrong'); // others may be busy with the realm's own users
      await kadmin(`addprinc -pw Passw0rd! +requires_preauth ${name}`);
      await b.mit('kinit user', PASSWORD);
      const before = b.bytes();
      const theirs = await b.mit(`kinit ${name}`, 'wrong\n');
      const log = kdcLog();
      const ours = await b.tessera(`kinit ${name}`, 'wrong\n');
      expect(b.bytes()).toBe(before);
      expect([ours.code, ours.stdout, firstLine(ours.stderr)]).toEqual([
        theirs.code,
        theirs.stdout,
        firstLine(theirs.stderr),
      ]);
      expect(firstLine(ours.stderr)).toBe('kinit: Password incorrect while getting initial credentials');
      expect(ours.stderr).toContain('What to do: ');
      expect(wrongProofs(log, name)).toBe(1);
      await kadmin(`delprinc -force ${name}`);
    });

    test.each(['nosuch', 'expired', 'disabled', 'hwauth'])(
      'for %s the exit code is MIT’s, the cache untouched, and the RFC’s name and number are told',
      async (user) => {
        await b.mit('kinit user', PASSWORD);
        const before = b.bytes();
        const theirs = await b.mit(`kinit ${user}`, PASSWORD);
        const ours = await b.tessera(`kinit ${user}`, PASSWORD);
        expect([ours.code, b.bytes()]).toEqual([theirs.code, before]);
        if (user !== 'hwauth') {
          expect(firstLine(ours.stderr)).toBe(firstLine(theirs.stderr));
          expect(ours.stderr).toMatch(/^ {2}KDC_ERR_\w+ \(\d+\) from 127\.10\.0\.1:18088/m);
        }
      },
    );

    test.each([
      '',
      '-f',
      '-F',
      '-p',
      '-P',
      '-p -F',
      '-l 1h',
      '-r 2d',
      '-l 90m -r 1d -f',
      '-A',
      '-C',
      '--no-request-pac',
    ])('kinit %s gets the flags and times that MIT’s gets', async (options) => {
      /** The listing with each time as tens of seconds after the first one, the start. */
      const flagsOf = async (): Promise<string> => {
        const list = (await b.mit('klist -f')).stdout;
        const time = /\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d/g;
        const start = Date.parse(list.match(time)?.[0] ?? '');
        return list.replace(time, (text) => String(Math.round((Date.parse(text) - start) / 10_000)));
      };
      await b.mit(`kinit ${options} user`, PASSWORD);
      const theirs = await flagsOf();
      expect((await b.tessera(`kinit ${options} user`, PASSWORD)).code).toBe(0);
      expect(await flagsOf()).toBe(theirs);
    });

    test('kinit -a binds the ticket to the same addresses as MIT’s', async () => {
      const addresses = async (): Promise<string[]> =>
        (/Addresses: (.*)/.exec((await b.mit('klist -an')).stdout)?.[1] ?? '').split(', ').sort();
      await b.mit('kinit -a user', PASSWORD);
      const theirs = await addresses();
      await b.tessera('kinit -a user', PASSWORD);
      expect(await addresses()).toEqual(theirs);
    });

    test('kinit -V says what MIT’s says', async () => {
      await b.mit('kinit user', PASSWORD);
      for (const args of [
        '-V user',
        '-V',
        `-V -c FILE:${b.cache} user`,
        '-V -R',
        `-V -kt ${keytab('user')} user`,
      ]) {
        const theirs = await b.mit(`kinit ${args}`, PASSWORD);
        expect(await b.tessera(`kinit ${args}`, PASSWORD)).toEqual(theirs);
      }
    });

    test('a key of a deprecated type is warned of as MIT warns', async () => {
      expect(await b.tessera('kinit u-rc4', PASSWORD)).toEqual(await b.mit('kinit u-rc4', PASSWORD));
    });

    test('kinit -S asks for that service', async () => {
      const ours = await b.tessera('kinit -S HTTP/web.mit.test user', PASSWORD);
      expect(ours.code).toBe(0);
      expect((await b.mit('klist')).stdout).toMatch(/ HTTP\/web\.mit\.test@MIT\.TEST\n/);
    });

    test('without a name the cache’s principal is taken, else the person’s', async () => {
      await b.mit('kinit nopreauth', PASSWORD);
      expect((await b.tessera('kinit', PASSWORD)).stdout).toBe('Password for nopreauth@MIT.TEST: \n');
      const fresh = { KRB5CCNAME: `FILE:${b.dir}/none` };
      const theirs = await b.mit('kinit', PASSWORD, fresh);
      const ours = await b.tessera('kinit', PASSWORD, fresh);
      expect([ours.code, ours.stdout, firstLine(ours.stderr)]).toEqual([
        theirs.code,
        theirs.stdout,
        firstLine(theirs.stderr),
      ]);
    });

    test('a postdated ticket starts later and is validated when its time has come', async () => {
      await b.tessera('kinit -s 3s user', PASSWORD);
      expect((await b.mit('klist -f')).stdout).toMatch(/Flags: \w*d\w*i/);
      expect((await b.tessera('kinit -v')).code).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 4000));
      const ours = await b.tessera('kinit -v');
      expect(ours).toEqual({ code: 0, stdout: '', stderr: '' });
      const flags = /Flags: (\w+)/.exec((await b.mit('klist -f')).stdout)?.[1];
      expect(flags).not.toContain('i');
      expect((await b.mit('kvno HTTP/web.mit.test')).code).toBe(0);
    });

    test.each([
      'u-aes256',
      'u-aes128',
      'u-aes256sha2',
      'u-aes128sha2',
      'u-rc4',
      'u-saltnorealm',
      'u-saltspecial',
      'u-renamed',
    ])('the key of %s is made with the salt and type that the KDC names', async (user) => {
      expect((await b.tessera(`kinit ${user}`, PASSWORD)).code).toBe(0);
      expect((await b.mit('klist -s')).code).toBe(0);
    });

    test('a realm that answers every UDP request with RESPONSE_TOO_BIG is reached over TCP', async () => {
      expect((await b.tessera('kinit user2@MIT2.TEST', PASSWORD)).code).toBe(0);
      expect((await b.mit('klist')).stdout).toContain('Default principal: user2@MIT2.TEST');
    });

    test('a password that has expired is changed on the way, as with MIT’s kinit', async () => {
      const [mits, ours] = [freshName('cli-expired-a'), freshName('cli-expired-b')];
      await kadmin(
        ...[mits, ours].map((name) => `addprinc -pw Passw0rd! +requires_preauth -pwexpire yesterday ${name}`),
      );
      const input = `${PASSWORD}New-Passw0rd\nNew-Passw0rd\n`;
      const theirs = await b.mit(`kinit ${mits}`, input);
      const got = await b.tessera(`kinit ${ours}`, input);
      expect(got).toEqual({ ...theirs, stdout: theirs.stdout.replaceAll(mits, ours) });
      expect(got.stdout).toContain('Password expired.  You must change it now.');
      expect((await b.mit(`kinit ${ours}`, 'New-Passw0rd\n')).code).toBe(0);
      await kadmin(...[mits, ours].map((name) => `delprinc -force ${name}`));
    });

    test.each([
      ['too-short', ['x', 'x', 'Better-Passw0rd', 'Better-Passw0rd'], 0],
      ['differ-empty', ['One-thing-1', 'Other-thing-1', '', '', 'Better-Passw0rd', 'Better-Passw0rd'], 0],
      ['three-times', ['x', 'x', 'y', 'y', 'z', 'z', 'Better-Passw0rd', 'Better-Passw0rd'], 1],
    ])(
      'an expired password: %s, the tries are MIT’s, and the old password is proved once',
      async (_, entries, code) => {
        const [mits, ours] = [freshName('cli-try-a'), freshName('cli-try-b')];
        const flags = '-pw Passw0rd! +requires_preauth -pwexpire yesterday -policy strict';
        await kadmin(...[mits, ours].map((name) => `addprinc ${flags} ${name}`));
        const input = `${PASSWORD}${entries.join('\n')}\n`;
        const theirs = await b.mit(`kinit ${mits}`, input);
        const log = kdcLog();
        const got = await b.tessera(`kinit ${ours}`, input);
        expect([got.code, got.stdout, firstLine(got.stderr)]).toEqual([
          code,
          theirs.stdout.replaceAll(mits, ours),
          firstLine(theirs.stderr),
        ]);
        const lines = kdcLog().slice(log.length).split('\n');
        const issued = lines.filter((line) => line.includes('ISSUE') && line.includes(` ${ours}@`));
        expect(issued.filter((line) => line.includes('kadmin/changepw'))).toHaveLength(1);
        await kadmin(...[mits, ours].map((name) => `delprinc -force ${name}`));
      },
    );

    test('the keytab of KRB5_KTNAME, of -t and of KRB5_CLIENT_KTNAME gives the key', async () => {
      const user = keytab('user');
      expect((await b.tessera(`kinit -k -t ${user} user`)).code).toBe(0);
      expect((await b.tessera('kinit -k user', '', { KRB5_KTNAME: user })).code).toBe(0);
      expect((await b.tessera('kinit -k -i', '', { KRB5_CLIENT_KTNAME: `FILE:${user}` })).code).toBe(0);
      expect((await b.mit('klist')).stdout).toContain('Default principal: user@MIT.TEST');
      const theirs = await b.mit('kinit -k nopreauth', '', { KRB5_KTNAME: user });
      const ours = await b.tessera('kinit -k nopreauth', '', { KRB5_KTNAME: user });
      expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
    });

    test('kinit -t without -k says that it means -k', async () => {
      const theirs = await b.mit(`kinit -t ${keytab('user')} user`);
      expect(await b.tessera(`kinit -t ${keytab('user')} user`)).toEqual(theirs);
    });

    test.each(['-n', '-T FILE:x', '-I FILE:x', '-X X509_user_identity=FILE:x'])(
      'kinit %s is refused by name, not ignored',
      async (option) => {
        const ours = await b.tessera(`kinit ${option} user`, PASSWORD);
        expect(ours.code).toBe(1);
        expect(ours.stderr).toContain(`the option ${option.slice(0, 2)}`);
      },
    );

    test.each([
      '-z',
      '-l',
      '-l nonsense user',
      '-f -F user',
      '-a -A user',
      '-c x -c y user',
      'one two',
      '-t x -i user',
      '-4',
    ])('kinit %s is a mistake with MIT’s exit code and first line', async (args) => {
      const theirs = await b.mit(`kinit ${args}`);
      const ours = await b.tessera(`kinit ${args}`);
      expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
    });

    test('no answer from any KDC is told with every server that was tried', async () => {
      const config = path.join(b.dir, 'nowhere.conf');
      writeFileSync(
        config,
        '[libdefaults]\ndns_lookup_kdc = false\n[realms]\nMIT.TEST = {\nkdc = 127.10.0.1:9\n}\n',
      );
      const theirs = await b.mit('kinit user@MIT.TEST', '', { KRB5_CONFIG: config });
      const ours = await b.tessera('kinit user@MIT.TEST', '', { KRB5_CONFIG: config });
      expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
      expect(ours.stderr).toContain('127.10.0.1:9');
      const unknown = await b.tessera('kinit user@NOWHERE.TEST', '', { KRB5_CONFIG: config });
      expect(firstLine(unknown.stderr)).toBe(
        firstLine((await b.mit('kinit user@NOWHERE.TEST', '', { KRB5_CONFIG: config })).stderr),
      );
    });

    test('KRB5_TRACE gets lines as MIT’s has them, --trace-json events, and neither a key or the password', async () => {
      const file = path.join(b.dir, 'trace');
      const ours = await b.tessera('kinit --trace-json user', PASSWORD, { KRB5_TRACE: file });
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      expect(lines.every((line) => /^\[\d+\] \d{10}\.\d{6}: /.test(line))).toBe(true);
      const events = ours.stderr
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string });
      expect(events.map((event) => event.type)).toEqual(
        expect.arrayContaining([
          'kdc.chosen',
          'message.sent',
          'message.received',
          'preauth.required',
          'cache.written',
        ]),
      );
      expect(ours.stderr + lines.join('')).not.toContain('Passw0rd');
    });
  });

  describe('klist', () => {
    const b = bench(peer);
    const foreign = bench(peer);

    beforeAll(async () => {
      await b.tessera('kinit -f -r 2d user', PASSWORD);
      await b.tessera('kvno HTTP/web.mit.test HTTP/deleg.mit.test');
      await b.tessera('kvno -S HTTP web.mit2.test');
      await foreign.mit('kinit -f -r 2d -a user', PASSWORD);
      await foreign.mit('kvno HTTP/web.mit.test');
      await foreign.mit('kvno -S HTTP web.mit2.test');
      await foreign.mit('kvno -S HTTP web.mit2.test');
    });

    const options = [
      '',
      '-e',
      '-f',
      '-ef',
      '-a',
      '-an',
      '-d',
      '-C',
      '-c',
      '-efanCd',
      '-l',
      '-A',
      '-Aef',
      '-efC -c',
      '-5',
    ];
    test.each(options)('klist %s prints what MIT’s prints, for MIT’s cache and for ours', async (option) => {
      for (const place of [b, foreign]) {
        expect(await place.tessera(`klist ${option}`)).toEqual(await place.mit(`klist ${option}`));
      }
    });

    test.each(['-k', '-kt', '-ke', '-kK', '-ketK'])(
      'klist %s prints a keytab as MIT’s does',
      async (option) => {
        for (const name of ['mit', 'kvno', 'user']) {
          expect(await b.tessera(`klist ${option} ${keytab(name)}`)).toEqual(
            await b.mit(`klist ${option} ${keytab(name)}`),
          );
        }
        const env = { KRB5_KTNAME: keytab('kvno'), KRB5_CLIENT_KTNAME: keytab('user') };
        expect(await b.tessera(`klist ${option}`, '', env)).toEqual(await b.mit(`klist ${option}`, '', env));
        expect(await b.tessera(`klist ${option}i`, '', env)).toEqual(
          await b.mit(`klist ${option}i`, '', env),
        );
      },
    );

    test('a name on the command line is the cache', async () => {
      expect(await foreign.tessera(`klist ${b.cache}`)).toEqual(await foreign.mit(`klist ${b.cache}`));
      expect(await foreign.tessera(`klist -e FILE:${b.cache}`)).toEqual(
        await foreign.mit(`klist -e FILE:${b.cache}`),
      );
    });

    test.each([
      ['no cache', 'FILE:/nonexistent/cc'],
      ['no keytab', 'nonexistent'],
    ])('%s: MIT’s words and exit code', async (what, name) => {
      const option = what === 'no keytab' ? '-k' : '';
      const theirs = await b.mit(`klist ${option} ${name}`);
      const ours = await b.tessera(`klist ${option} ${name}`);
      expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
    });

    test.each(['-l', '-A', '-s', '-ls', '-As'])(
      'klist %s without any cache exits as MIT’s',
      async (option) => {
        const env = { KRB5CCNAME: 'FILE:/nonexistent/cc' };
        const theirs = await b.mit(`klist ${option}`, '', env);
        const ours = await b.tessera(`klist ${option}`, '', env);
        expect([ours.code, ours.stdout]).toEqual([theirs.code, theirs.stdout]);
      },
    );

    test('klist -s: exit 0 with a valid ticket-granting ticket, 1 when it has expired', async () => {
      expect(await b.tessera('klist -s')).toEqual({ code: 0, stdout: '', stderr: '' });
      const short = bench(peer);
      await short.tessera('kinit tenseconds', PASSWORD);
      expect((await short.tessera('klist -s')).code).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 11_000));
      expect((await short.tessera('klist -s')).code).toBe(1);
      expect((await short.mit('klist -s')).code).toBe(1);
      expect(await short.tessera('klist -l')).toEqual(await short.mit('klist -l'));
    });

    test.each(['-kf', '-t', '-n', '-lA', '-ck', 'one two', '-z'])('klist %s exits as MIT’s', async (args) => {
      expect((await b.tessera(`klist ${args}`)).code).toBe((await b.mit(`klist ${args}`)).code);
    });

    test('a cache that is none is told as MIT tells it', async () => {
      const broken = path.join(b.dir, 'broken');
      writeFileSync(broken, 'nonsense that is no cache');
      chmodSync(broken, 0o600);
      const theirs = await b.mit(`klist ${broken}`);
      const ours = await b.tessera(`klist ${broken}`);
      expect([ours.code, ours.stdout]).toEqual([theirs.code, theirs.stdout]);
    });

    test('--json tells the same: principal, tickets, config entries', async () => {
      const { stdout } = await b.tessera('klist --json');
      const document = JSON.parse(stdout) as {
        schema: string;
        principal: string;
        tickets: { server: string }[];
        config: { key: string }[];
      };
      expect(document).toMatchObject({ schema: 'tessera.klist/1', principal: 'user@MIT.TEST' });
      const listed = (await b.mit('klist')).stdout
        .split('\n')
        .flatMap((line) => /^\d.* {2}(\S+)$/.exec(line)?.[1] ?? []);
      expect(document.tickets.map(({ server }) => server)).toEqual(listed);
      expect(document.config.map(({ key }) => key)).toContain('pa_type');
    });
  });

  describe('kvno', () => {
    const b: Bench = bench(peer);
    beforeAll(async () => {
      await b.tessera('kinit -f user', PASSWORD);
    });

    test('our tickets are those that MIT finds in the cache', async () => {
      const ours = await b.tessera('kvno HTTP/web.mit.test host/host.mit.test');
      expect(ours).toEqual(await b.mit('kvno --cached-only HTTP/web.mit.test host/host.mit.test'));
      expect(ours.code).toBe(0);
    });

    test('a referral is followed to MIT2.TEST and found again by MIT under the name asked', async () => {
      const ours = await b.tessera('kvno -S HTTP web.mit2.test');
      expect(ours.code).toBe(0);
      expect(ours).toEqual(await b.mit('kvno --cached-only -S HTTP web.mit2.test'));
      expect((await b.mit('klist')).stdout).toContain('Ticket server: HTTP/web.mit2.test@MIT2.TEST');
      const asked = JSON.parse((await b.tessera('kvno --json -S HTTP web.mit2.test')).stdout) as object;
      expect(asked).toMatchObject({ services: [{ name: 'HTTP/web.mit2.test@', fromCache: true }] });
    });

    test('a plain name in the other realm goes there by the cross-realm ticket', async () => {
      expect((await b.tessera('kvno HTTP/web.mit2.test@MIT2.TEST')).stdout).toBe(
        'HTTP/web.mit2.test@MIT2.TEST: kvno = 2\n',
      );
    });

    test('a key of the keytab opens the ticket, or it is said that none does', async () => {
      expect(await b.tessera(`kvno -k ${keytab('mit')} HTTP/web.mit.test`)).toEqual(
        await b.mit(`kvno -k ${keytab('mit')} HTTP/web.mit.test`),
      );
      expect(await b.tessera(`kvno -k ${keytab('kvno')} HTTP/kvno.mit.test`)).toEqual(
        await b.mit(`kvno -k ${keytab('kvno')} HTTP/kvno.mit.test`),
      );
      const theirs = await b.mit(`kvno -k ${keytab('user')} HTTP/web.mit.test`);
      const ours = await b.tessera(`kvno -k ${keytab('user')} HTTP/web.mit.test`);
      expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
    });

    test.each(['aes256-cts', 'aes128-cts', 'aes256-sha2', 'aes128-sha2', 'arcfour-hmac'])(
      'kvno -e %s gets a session key of that type',
      async (etype) => {
        const fresh = bench(peer);
        await fresh.tessera('kinit user', PASSWORD);
        expect((await fresh.tessera(`kvno -e ${etype} HTTP/web.mit.test`)).code).toBe(0);
        const mine = (await fresh.mit('klist -e')).stdout;
        const other = bench(peer);
        await other.mit('kinit user', PASSWORD);
        await other.mit(`kvno -e ${etype} HTTP/web.mit.test`);
        const skey = (text: string): string[] => text.match(/Etype.*/g) ?? [];
        expect(skey(mine)).toEqual(skey((await other.mit('klist -e')).stdout));
      },
    );

    test('user-to-user: sealed with the session key of the other’s ticket', async () => {
      const other = bench(peer);
      await other.mit('kinit nopreauth', PASSWORD);
      const ours = await b.tessera(`kvno --u2u FILE:${other.cache} nopreauth`);
      expect(ours).toEqual({ code: 0, stdout: 'nopreauth@MIT.TEST: kvno = 0\n', stderr: '' });
      expect((await b.mit('klist')).stdout).toContain('nopreauth@MIT.TEST');
    });

    test('--no-store leaves the cache alone, --out-cache makes one that MIT reads', async () => {
      const before = b.bytes();
      expect((await b.tessera('kvno --no-store HTTP/deleg.mit.test')).code).toBe(0);
      const out = path.join(b.dir, 'out');
      expect((await b.tessera(`kvno --out-cache FILE:${out} HTTP/deleg.mit.test`)).code).toBe(0);
      expect(b.bytes()).toBe(before);
      expect((await b.mit(`klist ${out}`)).stdout).toContain('HTTP/deleg.mit.test@MIT.TEST');
    });

    test.each([
      'HTTP/nosuch.mit.test',
      'noservice',
      'HTTP/pkonly.mit.test',
      '--cached-only HTTP/plain.mit.test',
      'a@b@c',
    ])('kvno %s fails with MIT’s exit code', async (args) => {
      const theirs = await b.mit(`kvno ${args}`);
      const ours = await b.tessera(`kvno ${args}`);
      expect(ours.code).toBe(theirs.code);
      if (args.startsWith('HTTP') || args === 'noservice')
        expect(firstLine(ours.stderr)).toBe(firstLine(theirs.stderr));
    });

    test('one failure does not keep the next service from its ticket', async () => {
      const theirs = await b.mit('kvno HTTP/nosuch.mit.test HTTP/s4u.mit.test');
      const ours = await b.tessera('kvno HTTP/nosuch.mit.test HTTP/s4u.mit.test');
      expect([ours.code, ours.stdout]).toEqual([theirs.code, theirs.stdout]);
    });

    test.each(['-I user HTTP/s4u.mit.test', '-U user x', '-F cert x', '-U user -P x'])(
      'kvno %s is refused by name',
      async (args) => {
        const ours = await b.tessera(`kvno ${args}`);
        expect([ours.code, ours.stderr]).toEqual([
          1,
          expect.stringContaining(`the option ${args.slice(0, 2)}`),
        ]);
      },
    );

    test.each(['', '-P x', '-u -S HTTP x', '--u2u x -I y z', '-h'])(
      'kvno "%s" is a mistake with MIT’s exit code',
      async (args) => {
        expect((await b.tessera(`kvno ${args}`)).code).toBe((await b.mit(`kvno ${args}`)).code);
      },
    );
  });

  describe('renewal', () => {
    const b = bench(peer);

    test('kinit -R gets a ticket that MIT uses, and starts an empty cache as MIT’s does', async () => {
      await b.mit('kinit -r 2d user', PASSWORD);
      await b.mit('kvno HTTP/web.mit.test');
      expect(await b.tessera('kinit -R')).toEqual({ code: 0, stdout: '', stderr: '' });
      const list = (await b.mit('klist')).stdout;
      expect(list).not.toContain('HTTP/web');
      expect((await b.mit('kvno HTTP/web.mit.test')).code).toBe(0);
      expect((await b.mit('kinit -R')).code).toBe(0);
      expect((await b.tessera('kinit -R')).code).toBe(0);
    });

    test('what cannot be renewed is refused with MIT’s exit code and stays', async () => {
      await b.mit('kinit plain', PASSWORD);
      const before = b.bytes();
      const theirs = await b.mit('kinit -R');
      const ours = await b.tessera('kinit -R');
      expect([ours.code, firstLine(ours.stderr), b.bytes()]).toEqual([
        theirs.code,
        firstLine(theirs.stderr),
        before,
      ]);
      const none = { KRB5CCNAME: `FILE:${b.dir}/none` };
      expect(firstLine((await b.tessera('kinit -R user', '', none)).stderr)).toBe(
        firstLine((await b.mit('kinit -R user', '', none)).stderr),
      );
    });
  });

  describe('kdestroy', () => {
    const b = bench(peer);

    test.each(['', '-q', '-A', '-p user', '-c NAME'])(
      'kdestroy %s removes the cache and says what MIT’s says',
      async (options) => {
        const args = options.replace('NAME', `FILE:${b.cache}`);
        await b.mit('kinit user', PASSWORD);
        const theirs = await b.mit(`kdestroy ${args}`);
        await b.mit('kinit user', PASSWORD);
        expect(await b.tessera(`kdestroy ${args}`)).toEqual(theirs);
        expect(existsSync(b.cache)).toBe(false);
      },
    );

    test.each(['', '-q', '-A', '-p user', '-A -p user', '-c x -c y', 'name', '-z'])(
      'without a cache kdestroy %s exits as MIT’s',
      async (args) => {
        const theirs = await b.mit(`kdestroy ${args}`);
        const ours = await b.tessera(`kdestroy ${args}`);
        expect([ours.code, ours.stdout]).toEqual([theirs.code, theirs.stdout]);
      },
    );
  });

  describe('kpasswd', () => {
    const b = bench(peer);
    const names = [freshName('cli-kpasswd-a'), freshName('cli-kpasswd-b')] as const;
    const [mits, ours] = names;
    beforeAll(async () => {
      await kadmin(...names.map((name) => `addprinc -pw Passw0rd! +requires_preauth -policy strict ${name}`));
    });

    const both = async (input: string): Promise<void> => {
      const theirs = await b.mit(`kpasswd ${mits}`, input);
      const got = await b.tessera(`kpasswd ${ours}`, input);
      expect([got.code, got.stdout]).toEqual([theirs.code, theirs.stdout.replaceAll(mits, ours)]);
      // MIT's kpasswd calls itself by its path.
      expect(firstLine(got.stderr)).toBe(firstLine(theirs.stderr).replaceAll(mits, ours));
    };

    test('a password is changed and works at once', async () => {
      await both(`${PASSWORD}Brand-new-1\nBrand-new-1\n`);
      expect((await b.mit(`kinit ${ours}`, 'Brand-new-1\n')).code).toBe(0);
    });

    test('a password against the policy is refused with MIT’s words and exit code, and the old one stays', async () => {
      await both('Brand-new-1\nshort\nshort\n');
      expect((await b.mit(`kinit ${ours}`, 'Brand-new-1\n')).code).toBe(0);
    });

    test('two entries that differ change nothing', async () => {
      await both('Brand-new-1\nOne-thing-1\nOther-thing-1\n');
      expect((await b.mit(`kinit ${ours}`, 'Brand-new-1\n')).code).toBe(0);
    });

    test('a wrong present password is refused once, before a new one is asked for', async () => {
      const log = kdcLog();
      const got = await b.tessera(`kpasswd ${ours}`, 'wrong\nA-new-one-1\nA-new-one-1\n');
      expect(got.code).toBe(1);
      expect(got.stdout).toBe(`Password for ${ours}@MIT.TEST: \n`);
      expect(firstLine(got.stderr)).toBe('kpasswd: Password incorrect while getting initial ticket');
      expect(wrongProofs(log, ours)).toBe(1);
    });

    test('the server is reached over TCP alone, too', async () => {
      const config = path.join(b.dir, 'tcp.conf');
      writeFileSync(
        config,
        readFileSync(peer.krb5Conf, 'utf8').replace(
          '[libdefaults]',
          '[libdefaults]\n  udp_preference_limit = 0',
        ),
      );
      const got = await b.tessera(`kpasswd ${ours}`, 'Brand-new-1\nOver-tcp-12\nOver-tcp-12\n', {
        KRB5_CONFIG: config,
      });
      expect([got.code, got.stdout.endsWith('Password changed.\n')]).toEqual([0, true]);
      await kadmin(...names.map((name) => `delprinc -force ${name}`));
    });
  });
});
