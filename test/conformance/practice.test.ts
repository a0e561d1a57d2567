// The practice realm before its judges: MIT's and Heimdal's clients use it, MIT verifies its PACs with the service's
// key, Samba reads them.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileJudge, readPacWithSamba } from '../support/judge.ts';
import { pacInSambasWords } from '../support/pac-judge.ts';
import { describeWith, heimdalRoot, runTool } from '../support/peers.ts';
import type { ToolResult } from '../support/peers.ts';
import { startPractice } from '../support/practice.ts';
import type { Practice } from '../support/practice.ts';

const WEB = 'HTTP/web.practice.test';
const NEW_PASSWORD = 'Brand-new-2';

let practice: Practice;
let count = 0;

/** A session of its own: one cache, MIT's or Heimdal's tools. */
class Session {
  readonly ccache: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(more: NodeJS.ProcessEnv = {}) {
    this.ccache = `FILE:${path.join(practice.dir, `cc${String(++count)}`)}`;
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KRB5'));
    this.env = {
      ...Object.fromEntries(inherited),
      KRB5_CONFIG: practice.krb5Conf,
      KRB5CCNAME: this.ccache,
      LC_ALL: 'C',
      TZ: 'UTC',
      ...more,
    };
  }

  async run(command: string, ...args: string[]): Promise<ToolResult> {
    return runTool(command, args, { env: this.env });
  }

  async feed(input: string, command: string, ...args: string[]): Promise<ToolResult> {
    return runTool(command, args, { env: this.env, input });
  }

  async kinit(user: string, ...args: string[]): Promise<ToolResult> {
    return this.feed(`${practice.password}\n`, 'kinit', ...args, user);
  }
}

beforeAll(async () => {
  practice = await startPractice();
});

afterAll(async () => {
  await practice.stop();
});

describeWith(['mit'], 'MIT’s clients on the practice realm', () => {
  it('sign in, get service tickets and renew', async () => {
    const session = new Session();
    expect(await session.kinit('alice', '-r', '1d')).toMatchObject({ code: 0 });
    const kvno = await session.run('kvno', WEB, 'HTTP/modern.practice.test', 'host/host.practice.test');
    expect(kvno).toMatchObject({ code: 0 });
    expect(await session.run('kinit', '-R')).toMatchObject({ code: 0 });
    const { stdout } = await session.run('klist', '-ef');
    expect(stdout).toContain('Default principal: alice@PRACTICE.TEST');
    expect(stdout).toContain('Flags: FRA\n');
    expect(await session.run('kvno', WEB)).toMatchObject({ code: 0 });
  });

  it('find the realm at each of its addresses', async () => {
    for (const [i, address] of practice.realm.kdcAddresses.entries()) {
      const others = practice.realm.kdcAddresses.filter((other) => other !== address);
      const lines = practice.realm.krb5Conf.split('\n');
      const only = lines.filter((line) => !others.some((other) => line.endsWith(` ${other}`))).join('\n');
      const file = path.join(practice.dir, `only${String(i)}.conf`);
      writeFileSync(file, only);
      const session = new Session({ KRB5_CONFIG: file });
      expect(await session.kinit('alice')).toMatchObject({ code: 0 });
      expect(await session.run('kvno', WEB)).toMatchObject({ code: 0 });
    }
  });

  it('get forwardable, proxiable and ok-as-delegate tickets', async () => {
    const session = new Session();
    expect(await session.kinit('alice', '-f', '-p')).toMatchObject({ code: 0 });
    await session.run('kvno', 'HTTP/portal.practice.test');
    expect((await session.run('klist', '-f')).stdout).toMatch(/Flags: FPRATO/);
  });

  it('get a postdated ticket, and validate it when its time comes', async () => {
    const session = new Session();
    // The KDC takes a start within its five minutes of skew for now.
    expect(await session.kinit('alice', '-s', '302s')).toMatchObject({ code: 0 });
    expect((await session.run('klist', '-f')).stdout).toMatch(/Flags: .*d.*i/);
    expect((await session.run('kvno', WEB)).code).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await session.run('kinit', '-v')).toMatchObject({ code: 0 });
    expect((await session.run('klist', '-f')).stdout).not.toMatch(/Flags: .*i/);
  });

  it('see each scenario as its own error', async () => {
    const expected = {
      expired: /entry in database has expired/,
      disabled: /credentials have been revoked/,
      locked: /credentials have been revoked/,
      nosuch: /not found in Kerberos database/,
    };
    for (const [user, message] of Object.entries(expected)) {
      const result = await new Session().kinit(user);
      expect(result.code).toBe(1);
      expect(result.stderr).toMatch(message);
    }
    const session = new Session();
    await session.kinit('alice');
    const typo = await session.run('kvno', 'HTTP/typo.practice.test');
    expect(typo.code).toBe(1);
    expect(typo.stderr).toContain('not found in Kerberos database');
    const rc4 = await session.run('kvno', '-e', 'aes256-cts', 'HTTP/legacy.practice.test');
    expect(rc4.stderr).toContain('KDC has no support for encryption type');
  });

  it('are refused with a wrong password', async () => {
    const result = await new Session().feed('wrong\n', 'kinit', 'alice');
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Password incorrect') as string,
    });
  });

  it('cope with a skewed clock', async () => {
    const session = new Session();
    expect(await session.kinit('skewed')).toMatchObject({ code: 0 });
    expect(await session.run('kvno', WEB)).toMatchObject({ code: 0 });
  });

  it('take a big ticket over TCP after KRB_ERR_RESPONSE_TOO_BIG', async () => {
    const before = practice.events.length;
    expect(await new Session().kinit('manygroups')).toMatchObject({ code: 0 });
    const outcomes = practice.events.slice(before).map(({ transport, outcome }) => `${transport} ${outcome}`);
    expect(outcomes).toEqual([
      'udp KDC_ERR_PREAUTH_REQUIRED',
      'udp KRB_ERR_RESPONSE_TOO_BIG',
      'tcp repeated',
    ]);
  });

  it('get user-to-user tickets, and only those, for a user', async () => {
    const alice = new Session();
    const bob = new Session();
    await alice.kinit('alice');
    await bob.kinit('bob');
    expect(await alice.run('kvno', '--u2u', bob.ccache, 'bob')).toMatchObject({ code: 0 });
    expect((await alice.run('kvno', '--u2u', bob.ccache, 'shortlife')).stderr).toContain("don't match");
    expect((await alice.run('kvno', 'bob@PRACTICE.TEST')).stderr).toContain('user2user only');
  });

  it('change a password, and hear the policy where it is refused', async () => {
    const lines = (...text: string[]): string => text.map((line) => `${line}\n`).join('');
    const session = new Session();
    const short = await session.feed(lines(practice.password, 'short', 'short'), 'kpasswd', 'bob');
    expect(short.code).toBe(2);
    expect(short.stdout).toContain('at least 8 characters');
    const good = await session.feed(lines(practice.password, NEW_PASSWORD, NEW_PASSWORD), 'kpasswd', 'bob');
    expect(good).toMatchObject({ code: 0, stdout: expect.stringContaining('Password changed.') as string });
    expect(await session.kinit('bob')).toMatchObject({ code: 1 });
    expect(await session.feed(`${NEW_PASSWORD}\n`, 'kinit', 'bob')).toMatchObject({ code: 0 });
  });

  it('must change an expired password first', async () => {
    const input = `${practice.password}\n${NEW_PASSWORD}\n${NEW_PASSWORD}\n`;
    const session = new Session();
    expect(await session.feed(input, 'kinit', 'mustchange')).toMatchObject({ code: 0 });
    expect((await session.run('klist')).stdout).toContain('mustchange@PRACTICE.TEST');
  });
});

/** The judge's lines of "name value". */
async function judge(session: Session, program: string, service: string): Promise<Map<string, string>> {
  const server = `${service}@PRACTICE.TEST`;
  const result = await session.run(program, practice.keytab, session.ccache, server, practice.krbtgtKeytab);
  const lines = result.stdout.split('\n').map((line) => /^(\S+) (.*)$/.exec(line));
  const map = new Map(lines.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])));
  map.set(
    'verified',
    lines.flatMap((match) => (match?.[1] === 'verified' ? [match[2] ?? ''] : [])).join(' '),
  );
  map.set('code', String(result.code));
  return map;
}

describeWith(['mit', 'judges'], 'MIT as the judge of the practice realm’s PACs', () => {
  let program: string;

  beforeAll(() => {
    program = compileJudge('pac-verify', practice.dir);
  });

  it.each([WEB, 'HTTP/modern.practice.test', 'HTTP/legacy.practice.test', 'cifs/files.practice.test'])(
    'verifies every signature in a ticket for %s with its key',
    async (service) => {
      const session = new Session();
      await session.kinit('alice');
      expect(await session.run('kvno', service)).toMatchObject({ code: 0 });
      const judged = await judge(session, program, service);
      expect(judged.get('failed')).toBeUndefined();
      expect(judged.get('verified')).toBe('server kdc ticket');
      expect(judged.get('buffers')).toBe('1 10 12 6 7 16 19');
      expect(judged.get('code')).toBe('0');
    },
  );

  it('finds no PAC where none was asked for', async () => {
    const session = new Session();
    expect(await session.kinit('alice', '--no-request-pac')).toMatchObject({ code: 0 });
    await session.run('kvno', WEB);
    expect((await judge(session, program, WEB)).get('pac')).toBe('none');
  });
});

describeWith(['mit', 'samba', 'judges'], 'Samba as the reader of the practice realm’s PACs', () => {
  it.each(['alice', 'bob', 'manygroups'])('reads of %s what we read, field by field', async (user) => {
    const program = compileJudge('pac-verify', practice.dir);
    const session = new Session();
    const signedIn = await session.kinit(user);
    if (signedIn.code !== 0) await session.feed(`${NEW_PASSWORD}\n`, 'kinit', user);
    await session.run('kvno', WEB);
    const pac = Uint8Array.from(Buffer.from((await judge(session, program, WEB)).get('pac') ?? '', 'hex'));
    expect(pac.length).toBeGreaterThan(0);
    const seen = readPacWithSamba(pac) as Record<string, unknown>[];
    expect(pacInSambasWords(pac)).toEqual(seen);
    expect(seen[0]).toMatchObject({ effectiveName: user, logonDomainName: 'PRACTICE' });
  });
});

describeWith(['heimdal'], 'Heimdal’s clients on the practice realm', () => {
  const bin = (name: string): string => path.join(heimdalRoot, 'usr/bin', name);
  const heimdal = (): Session =>
    new Session({
      LD_LIBRARY_PATH: readdirSync(path.join(heimdalRoot, 'usr/lib'))
        .map((name) => path.join(heimdalRoot, 'usr/lib', name))
        .join(':'),
    });

  it('sign in, get a service ticket and renew', async () => {
    const session = heimdal();
    const password = ['--password-file=STDIN', 'alice'];
    expect(await session.feed(`${practice.password}\n`, bin('kinit.heimdal'), ...password)).toMatchObject({
      code: 0,
    });
    expect(await session.run(bin('kgetcred'), WEB)).toMatchObject({ code: 0 });
    expect(await session.run(bin('kinit.heimdal'), '-R')).toMatchObject({ code: 0 });
    const { stdout } = await session.run(bin('heimtools'), 'klist', '-v');
    expect(stdout).toContain('Server: krbtgt/PRACTICE.TEST@PRACTICE.TEST');
  });

  it('are refused with a wrong password', async () => {
    const result = await heimdal().feed('wrong\n', bin('kinit.heimdal'), '--password-file=STDIN', 'alice');
    expect(result.code).not.toBe(0);
    expect(result.stderr).toContain('Password incorrect');
  });
});
