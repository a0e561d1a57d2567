// FILE caches and keytabs between MIT's programs and us, both ways.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  EncryptionKey,
  contentsOf,
  findKey,
  formatPrincipal,
  isTgt,
  parseCcache,
  parsePrincipal,
  writeCcache,
} from '#krb5';
import type { Credential, ParsedCcache } from '#krb5';
import { openCache, readKeytab, watchCache } from '#node';
import { compileJudge } from '../support/judge.ts';
import { describeWith, mitEnvironment, runTool, startPeer } from '../support/peers.ts';
import type { Peer, ToolResult } from '../support/peers.ts';

const WEB = 'HTTP/web.mit.test@MIT.TEST';
const DELEG = 'HTTP/deleg.mit.test@MIT.TEST';

describeWith(['mit', 'judges'], 'caches shared with MIT’s programs', () => {
  let peer: Peer;
  let folder: string;
  let editor: string;
  let count = 0;

  beforeAll(() => {
    peer = startPeer('mit');
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-mit-ccache-'));
    editor = compileJudge('cc-edit', folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const fresh = (): string => path.join(folder, `cc${String(count++)}`);

  async function mit(
    command: string,
    args: readonly string[],
    file: string,
    krb5Conf?: string,
  ): Promise<ToolResult> {
    const env = mitEnvironment(peer, `FILE:${file}`);
    if (krb5Conf !== undefined) env['KRB5_CONFIG'] = krb5Conf;
    return runTool(command, args, { env, input: `${peer.password}\n` });
  }

  async function must(
    command: string,
    args: readonly string[],
    file: string,
    krb5Conf?: string,
  ): Promise<string> {
    const { code, stdout, stderr } = await mit(command, args, file, krb5Conf);
    expect(code, `${command} ${args.join(' ')}: ${stderr}${stdout}`).toBe(0);
    return stdout;
  }

  /** A cache with all that MIT writes: config entries, addresses, a service ticket, a user-to-user ticket. */
  async function made(): Promise<string> {
    const file = fresh();
    await must('kinit', ['-r', '1d', 'user'], file);
    await must('kvno', ['-q', WEB], file);
    await must('kvno', ['-q', '--u2u', `FILE:${file}`, 'user@MIT.TEST'], file);
    return file;
  }

  const parse = (file: string): ParsedCcache => parseCcache(readFileSync(file));
  const renewed = (tgt: Credential): Credential => ({
    ...tgt,
    times: { ...tgt.times, startTime: tgt.times.startTime + 60, endTime: tgt.times.endTime + 60 },
  });
  const listed = (output: string): string[] => output.match(/\S+@MIT\.TEST$/gm) ?? [];

  it('MIT’s cache, read and written again, has the same bytes, but for the mark of user-to-user tickets', async () => {
    const file = await made();
    const bytes = readFileSync(file);
    const parsed = parseCcache(bytes);
    const contents = contentsOf(parsed);
    const again = writeCcache(contents);
    expect(again).toHaveLength(bytes.length);
    // MIT 1.20 writes 8 (the KDC option's bit) where its format says 1, and does not find its own ticket again.
    const changed = [...again.keys()].filter((at) => again[at] !== bytes[at]);
    expect(changed.map((at) => [bytes[at], again[at]])).toEqual([[8, 1]]);
    const u2u = contents.credentials.find(({ isSkey }) => isSkey);
    expect(u2u?.secondTicket).toEqual(contents.credentials.find(isTgt)?.ticket);
    expect(contents.config.map(({ key }) => key)).toEqual(['fast_avail', 'pa_type']);
  });

  it('MIT finds a user-to-user ticket of ours again', async () => {
    const file = await made();
    const contents = await openCache(file).read();
    if (contents === undefined) throw new Error('no cache');
    await openCache(file).initialize(contents);
    const size = readFileSync(file).length;
    await must('kvno', ['-q', '--u2u', `FILE:${file}`, 'user@MIT.TEST'], file);
    expect(readFileSync(file)).toHaveLength(size);
  });

  it('klist shows of our cache what MIT’s kinit put in its own', async () => {
    const theirs = await made();
    const ours = fresh();
    const contents = await openCache(theirs).read();
    if (contents === undefined) throw new Error('no cache');
    await openCache(ours).initialize(contents);
    const show = async (file: string): Promise<string> =>
      (await must('klist', ['-Cefa'], file)).replace(file, 'CC');
    expect(await show(ours)).toBe(await show(theirs));
  });

  it('kvno goes on with our cache, and we read what it adds', async () => {
    const theirs = await made();
    const ours = fresh();
    const contents = await openCache(theirs).read();
    if (contents === undefined) throw new Error('no cache');
    await openCache(ours).initialize({ ...contents, credentials: contents.credentials.filter(isTgt) });
    await must('kvno', ['-q', DELEG], ours);
    const names = (await openCache(ours).read())?.credentials.map(({ server }) => formatPrincipal(server));
    expect(names).toEqual(['krbtgt/MIT.TEST@MIT.TEST', DELEG]);
  });

  it('odd fields survive MIT’s eyes: negative types, authorization data, addresses, late times', async () => {
    const file = fresh();
    const server = parsePrincipal('a\\/b/c@MIT.TEST');
    const odd: Credential = {
      client: parsePrincipal('user@MIT.TEST'),
      server,
      key: new EncryptionKey(18, new Uint8Array(32)),
      times: { authTime: 1, startTime: 2 ** 31, endTime: 2 ** 32 + 5, renewTill: 0 },
      isSkey: true,
      flags: 0x50800000,
      addresses: [{ addrType: 2, address: new Uint8Array([127, 0, 0, 1]) }],
      authorizationData: [{ adType: -5, adData: new Uint8Array([1]) }],
      ticket: new Uint8Array([1]),
      secondTicket: new Uint8Array([2]),
    };
    await openCache(file).initialize({ principal: odd.client, credentials: [odd], config: [] });
    const output = await must('klist', ['-fan'], file);
    expect(output).toContain('a\\/b/c@MIT.TEST');
    expect(output).toContain('02/07/06 06:28:15'); // the last second of 32 bits, in 2106
    expect(output).toContain('127.0.0.1');
  });

  it('a renewed TGT replaces the old one for MIT too, and the other records keep MIT’s bytes', async () => {
    const file = await made();
    const before = parse(file);
    const tgt = contentsOf(before).credentials.find(isTgt);
    if (tgt === undefined) throw new Error('no TGT');
    expect(await openCache(file).replaceTgt(renewed(tgt))).toBe('written');
    const after = parse(file);
    const others = (cache: ParsedCcache): readonly Uint8Array[] =>
      cache.records.filter(({ credential }) => !isTgt(credential)).map(({ bytes }) => bytes);
    expect(others(after)).toEqual(others(before));
    expect(after.headerTags).toEqual(before.headerTags);
    const starts = await must(editor, ['starts', `FILE:${file}`, 'krbtgt/MIT.TEST@MIT.TEST'], file);
    expect(Number(starts)).toBe(tgt.times.startTime + 60);
    expect(listed(await must('klist', [], file)).filter((name) => name.startsWith('krbtgt'))).toHaveLength(1);
    await must('kvno', ['-q', DELEG], file);
  });

  it('a removed ticket leaves the very bytes that krb5_cc_remove_cred leaves', async () => {
    const theirs = await made();
    const ours = fresh();
    writeFileSync(ours, readFileSync(theirs), { mode: 0o600 });
    await must(editor, ['remove', `FILE:${theirs}`, WEB], theirs);
    expect(await openCache(ours).remove(({ server }) => formatPrincipal(server) === WEB)).toBe(1);
    expect(readFileSync(ours).equals(readFileSync(theirs))).toBe(true);
    expect(listed(await must('klist', [], ours))).not.toContain(WEB);
    expect(
      (await openCache(theirs).read())?.credentials.map(({ server }) => formatPrincipal(server)),
    ).not.toContain(WEB);
  });

  it('a config entry that MIT removes in place is gone for us too', async () => {
    const file = await made();
    await must(editor, ['config', `FILE:${file}`, 'tessera', 'one'], file);
    await must(editor, ['config', `FILE:${file}`, 'tessera'], file);
    await must(editor, ['config', `FILE:${file}`, 'tessera', 'two'], file);
    const config = (await openCache(file).read())?.config.filter(({ key }) => key === 'tessera');
    expect(config).toEqual([{ key: 'tessera', value: new TextEncoder().encode('two') }]);
    expect(readFileSync(file).includes('X-RMED-CONF:')).toBe(true);
    await must(editor, ['config', `FILE:${file}`, 'tessera'], file);
    expect((await openCache(file).read())?.config.map(({ key }) => key)).not.toContain('tessera');
  });

  it.each([1, 2, 3])(
    'caches of version %i: MIT’s are read, and a ticket of ours in them is read by MIT',
    async (version) => {
      const conf = path.join(folder, `ccache_type${String(version)}.conf`);
      const text = readFileSync(peer.krb5Conf, 'utf8');
      writeFileSync(conf, text.replace('[libdefaults]', `[libdefaults]\n  ccache_type = ${String(version)}`));
      const file = fresh();
      await must('kinit', ['user'], file, conf);
      await must('kvno', ['-q', WEB], file, conf);
      const contents = await openCache(file).read();
      const web = contents?.credentials.find(({ server }) => formatPrincipal(server) === WEB);
      if (web === undefined) throw new Error('no ticket');
      await openCache(file).store({ ...web, server: parsePrincipal('made/up@MIT.TEST') });
      expect(parse(file).version).toBe(version);
      expect(listed(await must('klist', ['-e'], file)).slice(0, 4)).toEqual([
        'user@MIT.TEST',
        'krbtgt/MIT.TEST@MIT.TEST',
        WEB,
        'made/up@MIT.TEST',
      ]);
    },
  );

  it('what kinit and kdestroy change is reported within a second', async () => {
    const file = fresh();
    const seen: number[] = [];
    const watch = watchCache(`FILE:${file}`, () => seen.push(performance.now()));
    try {
      for (const run of [() => must('kinit', ['user'], file), () => must('kdestroy', [], file)]) {
        seen.length = 0;
        await run();
        const ended = performance.now();
        while (seen.length === 0 && performance.now() < ended + 2000) await delay(20);
        expect(seen[0] ?? Infinity).toBeLessThan(ended + 1000);
        await delay(600);
      }
    } finally {
      watch.close();
    }
  });

  it('keytabs: our names, versions, enctypes and key bytes are those of klist -k', async () => {
    for (const name of ['mit.keytab', 'kvno.keytab', 'user.keytab']) {
      const file = path.join(peer.dir, 'keytabs', name);
      const output = await must('klist', ['-k', '-K', `FILE:${file}`], fresh());
      const theirs = output.match(/^ +\d+ \S+ \(0x[0-9a-f]+\)/gm)?.map((line) => line.trim());
      const { entries } = readKeytab(`FILE:${file}`);
      const ours = entries.map(({ kvno, principal, key }) => {
        const bytes = Buffer.from(key.keyValue).toString('hex').replace(/^0+/, '');
        return `${String(kvno)} ${formatPrincipal(principal)} (0x${bytes})`;
      });
      expect(ours).toEqual(theirs?.map((line) => line.replace(/\(0x0+/, '(0x')));
    }
    const { entries } = readKeytab(path.join(peer.dir, 'keytabs/kvno.keytab'));
    expect(findKey(entries, parsePrincipal('HTTP/kvno.mit.test@MIT.TEST')).kvno).toBe(3);
  });
});
