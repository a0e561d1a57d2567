// The command line as a process: at a terminal, when it is interrupted, and while it runs the practice realm.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith, runTool, startPeer } from '../support/peers.ts';
import { bench, builtCli, firstLine } from './cli-support.ts';

const PASSWORD = 'Passw0rd!\n';

interface Collected {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly errors: () => string;
  /** Until standard output (or error) says it. */
  until(pattern: RegExp): Promise<void>;
  readonly ended: Promise<number | null>;
}

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Collected {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.on('error', () => undefined);
  return {
    child,
    text: () => out,
    errors: () => err,
    async until(pattern) {
      const deadline = Date.now() + 20_000;
      while (!pattern.test(out + err)) {
        if (child.exitCode !== null || Date.now() > deadline)
          throw new Error(`never said ${String(pattern)}: ${out}${err}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

describeWith(['mit'], 'the command line as a process', () => {
  const peer = startPeer('mit');
  const b = bench(peer);

  /** util-linux's script gives the command a terminal; what the terminal shows is script's output. */
  const atTerminal = (args: string): Collected =>
    start('script', ['-qfec', `${process.execPath} ${builtCli} ${args}`, '/dev/null'], b.env);

  test('at a terminal the password is not shown, and its line can be edited', async () => {
    const run = atTerminal('kinit user');
    await run.until(/Password for user@MIT\.TEST: /);
    run.child.stdin?.write('wrong\x15Passw0rd?\x7f!\r');
    expect(await run.ended).toBe(0);
    expect(run.text().replaceAll('\r', '')).toBe('Password for user@MIT.TEST: \n');
    expect((await b.mit('klist -s')).code).toBe(0);
  });

  test('Ctrl+C at the prompt ends kinit with MIT’s words, and the cache stays', async () => {
    await b.mit('kinit user', PASSWORD);
    const before = b.bytes();
    const run = atTerminal('kinit user');
    await run.until(/Password for user@MIT\.TEST: /);
    run.child.stdin?.write('Passw\x03');
    expect(await run.ended).toBe(1);
    expect(run.text()).toContain('kinit: Password read interrupted while getting initial credentials');
    expect(b.bytes()).toBe(before);
  });

  test('a signal while the KDC is silent ends kinit at once, and the cache stays', async () => {
    await b.mit('kinit user', PASSWORD);
    const before = b.bytes();
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
    const config = path.join(b.dir, 'silent.conf');
    writeFileSync(config, `[realms]\nMIT.TEST = {\nkdc = udp/127.0.0.1:${silent.address().port}\n}\n`);
    const run = start(process.execPath, [builtCli, 'kinit', '--trace-json', 'user@MIT.TEST'], {
      ...b.env,
      KRB5_CONFIG: config,
    });
    await run.until(/"message\.sent"/);
    const interrupted = Date.now();
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(Date.now() - interrupted).toBeLessThan(1000);
    expect(run.errors()).toContain('kinit: Interrupted while getting initial credentials');
    expect(b.bytes()).toBe(before);
    silent.close();
  });

  test('without a verb, or with one that is none, the usage is shown and the exit code is 2', async () => {
    const none = await b.tessera('');
    expect([none.code, firstLine(none.stderr)]).toEqual([2, 'Usage: tessera VERB [options]']);
    expect((await b.tessera('kadmin')).code).toBe(2);
    expect(await b.tessera('--version')).toMatchObject({ code: 0, stdout: 'tessera 0.1.0\n' });
    for (const verb of ['kinit', 'klist', 'kvno', 'kdestroy', 'kpasswd', 'practice']) {
      const help = await b.tessera(`${verb} --help`);
      expect([help.code, help.stdout.toLowerCase().startsWith('usage: ')]).toEqual([0, true]);
      expect(help.stdout).toContain('--json');
    }
  });

  describe('practice', () => {
    let run: Collected;
    let realm: {
      readonly environment: NodeJS.ProcessEnv;
      readonly users: readonly { name: string; password: string }[];
    };
    beforeAll(async () => {
      run = start(process.execPath, [builtCli, 'practice', '--json'], b.env);
      await run.until(/\n\}\n/);
      realm = JSON.parse(run.text()) as typeof realm;
    });
    afterAll(() => run.child.kill('SIGKILL'));

    test("MIT's kinit and kvno work with the lines that it prints, and so do ours", async () => {
      const [{ name, password }] = realm.users as [{ name: string; password: string }];
      const theirs = await b.mit(`kinit ${name}`, `${password}\n`, realm.environment);
      expect(theirs.code).toBe(0);
      expect((await b.mit('kvno HTTP/web.practice.test', '', realm.environment)).code).toBe(0);
      const ours = await b.tessera(`kinit ${name}`, `${password}\n`, realm.environment);
      expect(ours).toEqual(theirs);
      expect((await b.tessera('kvno HTTP/web.practice.test', '', realm.environment)).code).toBe(0);
      expect(await b.tessera('klist -ef', '', realm.environment)).toEqual(
        await b.mit('klist -ef', '', realm.environment),
      );
    });

    test('its users fail in the way they teach', async () => {
      const fails = async (user: string): Promise<string> =>
        (await b.tessera(`kinit ${user}`, 'Practice1!\n', realm.environment)).stderr;
      expect(await fails('expired')).toContain('KDC_ERR_NAME_EXP (1)');
      expect(await fails('disabled')).toContain('KDC_ERR_CLIENT_REVOKED (18)');
      expect(await fails('oldcrypto')).toContain('encryption type');
    });

    test('Ctrl+C ends it, and nothing of it is left', async () => {
      const config = realm.environment['KRB5_CONFIG'] ?? '';
      expect(existsSync(config)).toBe(true);
      run.child.kill('SIGINT');
      expect(await run.ended).toBe(0);
      expect(existsSync(path.dirname(config))).toBe(false);
      const env = { ...b.env, ...realm.environment };
      expect((await runTool('kinit', ['alice'], { env, input: PASSWORD })).code).toBe(1);
    });
  });
});
