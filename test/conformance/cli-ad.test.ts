import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { describeWith, runTool, startPeer } from '../support/peers.ts';
import { bench, builtCli, firstLine, freshName } from './cli-support.ts';

const PASSWORD = 'Passw0rd!\n';

describeWith(['samba'], 'the command line on AD.TEST', () => {
  const peer = startPeer('samba');
  const b = bench(peer);
  const ad = path.join(peer.dir, 'keytabs/ad/ad.keytab');

  async function samba(...args: string[]): Promise<void> {
    const command = [...args, '-s', path.join(peer.dir, 'ad/etc/smb.conf')];
    const { code, stderr } = await runTool('samba-tool', command, { env: b.env });
    if (code !== 0) throw new Error(stderr);
  }

  test("MIT's klist and kvno use the cache that our kinit wrote", async () => {
    const ours = await b.tessera('kinit alice', PASSWORD);
    expect(ours).toEqual({ code: 0, stdout: 'Password for alice@AD.TEST: \n', stderr: '' });
    expect((await b.mit('klist')).stdout).toContain('Default principal: alice@AD.TEST\n');
    expect((await b.mit('kvno HTTP/web.ad.test')).code).toBe(0);
    expect((await b.mit('kinit -R')).code).toBe(0);
  });

  test("our klist and kvno use the cache that MIT's kinit wrote", async () => {
    await b.mit('kinit -f -r 2d alice', PASSWORD);
    await b.mit('kvno HTTP/web.ad.test');
    for (const options of ['', '-ef', '-efanCd', '-l', '-A']) {
      expect(await b.tessera(`klist ${options}`)).toEqual(await b.mit(`klist ${options}`));
    }
    const ours = await b.tessera('kvno HTTP/nopac.ad.test HTTP/web.ad.test cifs/dc1.ad.test');
    expect(ours).toEqual(
      await b.mit('kvno --cached-only HTTP/nopac.ad.test HTTP/web.ad.test cifs/dc1.ad.test'),
    );
    expect(await b.tessera(`kvno -k ${ad} HTTP/web.ad.test`)).toEqual(
      await b.mit(`kvno -k ${ad} HTTP/web.ad.test`),
    );
  });

  test('kinit -R renews, and the renewed ticket gets tickets', async () => {
    await b.mit('kinit -r 2d alice', PASSWORD);
    expect(await b.tessera('kinit -R')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await b.mit('kvno HTTP/web.ad.test')).code).toBe(0);
  });

  test('a wrong password is refused once, in words, and the cache stays as it was', async () => {
    await b.mit('kinit alice', PASSWORD);
    const before = b.bytes();
    const theirs = await b.mit('kinit alice', 'wrong\n');
    const ours = await b.tessera('kinit --trace-json alice', 'wrong\n');
    expect(b.bytes()).toBe(before);
    expect(ours.code).toBe(theirs.code);
    expect(ours.stderr).toContain(firstLine(theirs.stderr));
    const sent = ours.stderr.split('\n').filter((line) => line.includes('"type":"message.sent"'));
    expect(sent).toHaveLength(2); // one without a proof, one with
  });

  test.each(['nosuch', 'disabled', 'expired', 'nohours'])(
    'for %s the words and exit code are MIT’s',
    async (user) => {
      const theirs = await b.mit(`kinit ${user}`, PASSWORD);
      const ours = await b.tessera(`kinit ${user}`, PASSWORD);
      expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
    },
  );

  test.each([
    ['-C ALICE', 'alice@AD.TEST'],
    ['-E carol.upn@corp-ad.example', 'carol@AD.TEST'],
    ['-E -C alice@ad.test', 'alice@AD.TEST'],
    ['jürgen', 'jürgen@AD.TEST'],
    ['aesonly', 'aesonly@AD.TEST'],
    ['svc-web', 'svc-web@AD.TEST'],
  ])('kinit %s signs in under the name that MIT’s kinit gets', async (args) => {
    const principal = async (): Promise<string> =>
      (await b.mit('klist', '', { LC_ALL: 'C.UTF-8' })).stdout.split('\n')[1] ?? '';
    await b.mit(`kinit ${args}`, PASSWORD);
    const theirs = await principal();
    await b.mit('kdestroy');
    expect((await b.tessera(`kinit ${args}`, PASSWORD)).code).toBe(0);
    expect(await principal()).toBe(theirs);
  });

  test('a ticket of many groups comes over TCP; an RC4-only and an AES-128-only service give theirs', async () => {
    await b.tessera('kinit manygroups', PASSWORD);
    const names = 'HTTP/web.ad.test HTTP/rc4only.ad.test HTTP/aes128only.ad.test';
    const ours = await b.tessera(`kvno --trace-json ${names}`);
    expect(ours.code).toBe(0);
    expect(ours.stderr).toContain('"transport":"tcp"');
    expect(await b.tessera('klist -e')).toEqual(await b.mit('klist -e'));
  });

  test('a referral is followed into the other forest, and MIT finds the ticket under the name asked', async () => {
    await b.tessera('kinit alice', PASSWORD);
    const ours = await b.tessera('kvno -S HTTP web.ad2.test');
    expect(ours.code).toBe(0);
    expect(ours).toEqual(await b.mit('kvno --cached-only -S HTTP web.ad2.test'));
  });

  test('an unknown service is named in MIT’s words', async () => {
    const theirs = await b.mit('kvno HTTP/nosuch.ad.test');
    const ours = await b.tessera('kvno HTTP/nosuch.ad.test');
    expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
    expect(ours.stderr).toContain('KDC_ERR_S_PRINCIPAL_UNKNOWN (7) from 127.10.0.4:88');
  });

  test('kinit without a realm in krb5.conf finds the KDC by DNS alone', async () => {
    // A mount namespace of its own has a resolv.conf that names the realm's DNS server.
    const script = `mount --bind ${peer.dir}/resolv.conf /etc/resolv.conf && exec "$@"`;
    const command = [
      '-m',
      'bash',
      '-c',
      script,
      'x',
      process.execPath,
      builtCli,
      'kinit',
      '--trace-json',
      'alice@AD.TEST',
    ];
    const env = { ...b.env, KRB5_CONFIG: '/nonexistent' };
    const ours = await runTool('unshare', command, { env, input: PASSWORD });
    expect(ours.code).toBe(0);
    expect(ours.stderr).toContain('"name":"_kerberos._udp.AD.TEST"');
    expect(ours.stderr).toContain('"source":"dns"');
    expect((await b.mit('kvno HTTP/web.ad.test')).code).toBe(0);
  });

  test('a password that must be changed is changed on the way', async () => {
    const [mits, ours] = [freshName('must-a').slice(0, 20), freshName('must-b').slice(0, 20)];
    for (const name of [mits, ours])
      await samba('user', 'create', name, 'Passw0rd!', '--must-change-at-next-login');
    const input = `${PASSWORD}Another-Passw0rd\nAnother-Passw0rd\n`;
    const theirs = await b.mit(`kinit ${mits}`, input);
    const got = await b.tessera(`kinit ${ours}`, input);
    const clock = /\d\d:\d\d:\d\d/g; // of the warning when the new one will expire
    expect({ ...got, stdout: got.stdout.replace(clock, '') }).toEqual({
      ...theirs,
      stdout: theirs.stdout.replaceAll(mits, ours).replace(clock, ''),
    });
    expect((await b.mit(`kinit ${ours}`, 'Another-Passw0rd\n')).code).toBe(0);
    for (const name of [mits, ours]) await samba('user', 'delete', name);
  });

  const user = freshName('pw').slice(0, 20);
  beforeAll(async () => {
    await samba('user', 'create', user, 'Passw0rd!');
  });

  test('kpasswd changes the password, and says AD’s policy in words where it is refused', async () => {
    const changed = await b.tessera(`kpasswd ${user}`, `${PASSWORD}Another-Passw0rd\nAnother-Passw0rd\n`);
    expect([changed.code, changed.stdout.endsWith('Password changed.\n')]).toEqual([0, true]);
    expect((await b.mit(`kinit ${user}`, 'Another-Passw0rd\n')).code).toBe(0);

    const theirs = await b.mit(`kpasswd ${user}`, 'Another-Passw0rd\nx\nx\n');
    const refused = await b.tessera(`kpasswd ${user}`, 'Another-Passw0rd\nx\nx\n');
    expect(refused.code).toBe(theirs.code);
    expect(refused.stdout).toContain('Password change rejected: ');
    expect(refused.stdout).toContain('at least 7 characters');
    expect((await b.mit(`kinit ${user}`, 'Another-Passw0rd\n')).code).toBe(0);
    await samba('user', 'delete', user);
  });
});
