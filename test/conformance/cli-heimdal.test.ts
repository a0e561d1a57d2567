import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { describeWith, heimdalRoot, runTool, startPeer } from '../support/peers.ts';
import { bench, firstLine, freshName } from './cli-support.ts';

const PASSWORD = 'Passw0rd!\n';

describeWith(['mit', 'heimdal'], 'the command line on HEIMDAL.TEST', () => {
  const peer = startPeer('heimdal');
  const b = bench(peer);
  const heimdalEnv = {
    ...b.env,
    LD_LIBRARY_PATH: ['usr/lib', 'lib']
      .map((dir) => path.join(heimdalRoot, dir, 'x86_64-linux-gnu'))
      .join(':'),
  };

  async function kadmin(...args: string[]): Promise<void> {
    const command = ['-l', '-c', path.join(peer.dir, 'kdc.conf'), '-r', peer.realm, ...args];
    const { code, stderr } = await runTool(path.join(heimdalRoot, 'usr/bin/kadmin.heimdal'), command, {
      env: heimdalEnv,
    });
    if (code !== 0) throw new Error(stderr);
  }

  test.each(['user', 'nopreauth'])(
    "MIT's klist and kvno use the cache that our kinit of %s wrote",
    async (user) => {
      const ours = await b.tessera(`kinit ${user}`, PASSWORD);
      expect(ours).toEqual({ code: 0, stdout: `Password for ${user}@HEIMDAL.TEST: \n`, stderr: '' });
      expect((await b.mit('klist')).stdout).toContain(`Default principal: ${user}@HEIMDAL.TEST\n`);
      expect((await b.mit('kvno HTTP/web.heimdal.test')).code).toBe(0);
    },
  );

  test("Heimdal's own klist reads it too", async () => {
    await b.tessera('kinit user', PASSWORD);
    const heimtools = path.join(heimdalRoot, 'usr/bin/heimtools');
    const { code, stdout } = await runTool(heimtools, ['klist'], { env: heimdalEnv });
    expect([code, stdout.includes('user@HEIMDAL.TEST')]).toEqual([0, true]);
  });

  test("our klist and kvno use the cache that MIT's kinit wrote", async () => {
    await b.mit('kinit -f -r 2d user', PASSWORD);
    for (const options of ['', '-ef', '-efanCd', '-l', '-A']) {
      expect(await b.tessera(`klist ${options}`)).toEqual(await b.mit(`klist ${options}`));
    }
    const ours = await b.tessera('kvno HTTP/web.heimdal.test host/host.heimdal.test');
    expect(ours.code).toBe(0);
    expect(ours).toEqual(await b.mit('kvno --cached-only HTTP/web.heimdal.test host/host.heimdal.test'));
  });

  test("our klist reads the cache of Heimdal's kinit as MIT's does", async () => {
    const kinit = path.join(heimdalRoot, 'usr/bin/kinit.heimdal');
    const made = await runTool(kinit, ['--password-file=STDIN', 'user'], {
      env: heimdalEnv,
      input: PASSWORD,
    });
    expect(made.code).toBe(0);
    for (const options of ['', '-ef', '-efanCd']) {
      expect(await b.tessera(`klist ${options}`)).toEqual(await b.mit(`klist ${options}`));
    }
    expect((await b.tessera('kvno HTTP/web.heimdal.test')).code).toBe(0);
  });

  test('kinit -R renews, and the renewed ticket gets tickets', async () => {
    await b.mit('kinit -r 2d user', PASSWORD);
    expect(await b.tessera('kinit -R')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await b.mit('kvno HTTP/web.heimdal.test')).code).toBe(0);
  });

  test.each(['user', 'nopreauth'])(
    'a wrong password of %s is refused once, in words, and the cache stays',
    async (user) => {
      await b.mit(`kinit ${user}`, PASSWORD);
      const before = b.bytes();
      const theirs = await b.mit(`kinit ${user}`, 'wrong\n');
      const ours = await b.tessera(`kinit --trace-json ${user}`, 'wrong\n');
      expect([ours.code, b.bytes()]).toEqual([theirs.code, before]);
      expect(ours.stderr).toContain('kinit: Password incorrect while getting initial credentials');
      const sent = ours.stderr.split('\n').filter((line) => line.includes('"type":"message.sent"'));
      expect(sent).toHaveLength(user === 'user' ? 2 : 1);
    },
  );

  test.each(['nosuch', 'expired', 'disabled'])('for %s the words and exit code are MIT’s', async (user) => {
    const theirs = await b.mit(`kinit ${user}`, PASSWORD);
    const ours = await b.tessera(`kinit ${user}`, PASSWORD);
    expect([ours.code, firstLine(ours.stderr)]).toEqual([theirs.code, firstLine(theirs.stderr)]);
  });

  const name = freshName('cli');
  beforeAll(async () => {
    await kadmin('add', '--use-defaults', '--password=Passw0rd!', name);
  });

  test('kpasswd works over UDP, where alone Heimdal’s server listens, and tells why it refuses', async () => {
    const changed = await b.tessera(`kpasswd ${name}`, `${PASSWORD}Another-Passw0rd\nAnother-Passw0rd\n`);
    expect([changed.code, changed.stdout.endsWith('Password changed.\n')]).toEqual([0, true]);
    expect((await b.mit(`kinit ${name}`, 'Another-Passw0rd\n')).code).toBe(0);
    const refused = await b.tessera(`kpasswd ${name}`, 'Another-Passw0rd\nx\nx\n');
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain('Password change rejected: Password too short\n');
    await kadmin('delete', name);
  });
});
