// Caches and keytabs as MIT's and Heimdal's programs write them, inspected, beside what MIT's klist says of the same
// files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspect, toJson } from '#krb5';
import type { FieldJson } from '#krb5';
import { schemaFaults } from '../support/inspect-schema.ts';
import { describeWith, heimdalRoot, mitEnvironment, startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';

const LETTERS: Readonly<Record<string, string>> = {
  F: 'forwardable',
  f: 'forwarded',
  P: 'proxiable',
  p: 'proxy',
  D: 'may-postdate',
  d: 'postdated',
  i: 'invalid',
  R: 'renewable',
  I: 'initial',
  H: 'hw-authent',
  A: 'pre-authent',
  T: 'transited-policy-checked',
  O: 'ok-as-delegate',
  a: 'anonymous',
};

const child = (field: FieldJson | undefined, ...names: readonly string[]): FieldJson | undefined =>
  names.reduce((at, name) => at?.fields?.find((each) => each.name === name), field);

const text = (value: FieldJson['value']): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** 2026-11-21T18:54:54Z as klist has it. */
const klistTime = (value: FieldJson['value']): string =>
  typeof value === 'string'
    ? `${value.slice(5, 7)}/${value.slice(8, 10)}/${value.slice(2, 4)} ${value.slice(11, 19)}`
    : '';

describeWith(['mit', 'heimdal'], 'files inspected, beside klist', () => {
  let mit: Peer;
  let heimdal: Peer;
  let folder: string;

  beforeAll(() => {
    mit = startPeer('mit');
    heimdal = startPeer('heimdal');
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-inspect-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function run(peer: Peer, cache: string, command: string, args: readonly string[], config?: string): string {
    const env = mitEnvironment(peer, `FILE:${cache}`);
    if (config !== undefined) env['KRB5_CONFIG'] = config;
    const asks = command === 'kinit';
    return execFileSync(command, args, {
      env,
      encoding: 'utf8',
      ...(asks ? { input: `${peer.password}\n` } : { stdio: ['ignore', 'pipe', 'pipe'] }),
    });
  }

  function inspected(file: string): FieldJson {
    const document = toJson(inspect(new Uint8Array(readFileSync(file))), { showKeys: true });
    expect(schemaFaults(JSON.parse(JSON.stringify(document)))).toEqual([]);
    return document.root;
  }

  /** What klist -e -f -C prints, of our tree. */
  function asKlist(root: FieldJson): string[] {
    const lines = [`Default principal: ${child(root, 'default-principal')?.meaning ?? ''}`];
    for (const record of child(root, 'credentials')?.fields ?? []) {
      const server = record.meaning ?? '';
      if (record.type === 'config entry') {
        const name = (child(record, 'server')?.fields ?? []).filter((part) => part.name.startsWith('['));
        const [, key, about] = name.map(({ value }) => text(value));
        const suffix = about === undefined ? '' : `(${about})`;
        lines.push(`config: ${key ?? ''}${suffix} = ${text(child(record, 'ticket')?.value)}`);
        continue;
      }
      const start = child(record, 'starttime')?.value ?? child(record, 'authtime')?.value;
      lines.push(`${klistTime(start)}  ${klistTime(child(record, 'endtime')?.value)}  ${server}`);
      const renew = klistTime(child(record, 'renew-till')?.value);
      const flags = child(record, 'flags')?.flags ?? [];
      lines.push(
        `${renew}|${[...flags]
          .filter((flag) => flag !== 'enc-pa-rep')
          .sort()
          .join(' ')}`,
      );
      const etypes = [
        child(record, 'key', 'keytype')?.meaning,
        child(record, 'ticket', 'enc-part', 'etype')?.meaning,
      ];
      lines.push(`Etype (skey, tkt): ${etypes.join(', ')}`);
    }
    return lines;
  }

  /** klist's own lines in the same form. */
  function klistLines(output: string): string[] {
    return output.split('\n').flatMap((raw) => {
      const line = raw.trim();
      if (line.startsWith('Default principal') || line.startsWith('config:')) return [line];
      if (line.startsWith('Etype')) return [line.replaceAll('DEPRECATED:', '')];
      const more = /^(?:renew until (.{17}), )?Flags: (\w+)/.exec(line);
      if (more !== null) {
        const names = Array.from(more[2] ?? '', (letter) => LETTERS[letter] ?? letter);
        const etypes = /Etype.*/.exec(line)?.[0].replaceAll('DEPRECATED:', '');
        return [`${more[1] ?? ''}|${names.sort().join(' ')}`, ...(etypes === undefined ? [] : [etypes])];
      }
      return /^\d\d\/\d\d\/\d\d \d\d:/.test(line) ? [line] : [];
    });
  }

  it.each([1, 2, 3, 4])('a cache of version %i of MIT’s kinit and kvno', (version) => {
    const config = path.join(folder, `krb5-${String(version)}.conf`);
    const own = `[libdefaults]\n  ccache_type = ${String(version)}\n`;
    writeFileSync(config, `${own}${readFileSync(mit.krb5Conf, 'utf8')}`);
    const cache = path.join(folder, `mit-${String(version)}`);
    run(mit, cache, 'kinit', ['-r', '2d', 'user'], config);
    run(mit, cache, 'kvno', ['HTTP/web.mit.test'], config);
    const root = inspected(cache);
    expect(child(root, 'version')?.value).toBe(`0x050${String(version)}`);
    const ours = asKlist(root);
    expect(ours.length).toBeGreaterThan(7);
    expect(ours).toEqual(klistLines(run(mit, cache, 'klist', ['-e', '-f', '-C'], config)));
  });

  it('a cache of Heimdal’s kinit', () => {
    const cache = path.join(folder, 'heimdal');
    const kinit = path.join(heimdalRoot, 'usr/bin/kinit.heimdal');
    const libraries = path.join(heimdalRoot, 'usr/lib');
    const password = path.join(folder, 'password');
    writeFileSync(password, `${heimdal.password}\n`);
    const env = { ...mitEnvironment(heimdal, `FILE:${cache}`), LD_LIBRARY_PATH: libraryPath(libraries) };
    execFileSync(kinit, [`--password-file=${password}`, '-c', `FILE:${cache}`, 'user@HEIMDAL.TEST'], { env });
    const ours = asKlist(inspected(cache));
    expect(ours[0]).toBe('Default principal: user@HEIMDAL.TEST');
    expect(ours).toEqual(klistLines(run(heimdal, cache, 'klist', ['-e', '-f', '-C'])));
  });

  it.each(['mit', 'heimdal'] as const)('every keytab of %s, with its keys', (name) => {
    const peer = name === 'mit' ? mit : heimdal;
    const keytabs = readdirSync(path.join(peer.dir, 'keytabs'), { withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(keytabs.length).toBeGreaterThan(1);
    for (const { name: file } of keytabs) {
      const keytab = path.join(peer.dir, 'keytabs', file);
      const entries = (inspected(keytab).fields ?? []).filter(({ type }) => type === 'keytab entry');
      const ours = entries.map((entry) => {
        const kvno = child(entry, 'vno')?.value ?? child(entry, 'vno8')?.value;
        const key = child(entry, 'key', 'keyvalue')?.value as { hex: string };
        const enctype = child(entry, 'key', 'keytype')?.meaning ?? '';
        return `${text(kvno)} ${klistTime(child(entry, 'timestamp')?.value)} ${entry.meaning ?? ''} (${enctype}) (0x${key.hex})`;
      });
      const theirs = run(peer, path.join(folder, 'none'), 'klist', ['-k', '-e', '-K', '-t', keytab])
        .split('\n')
        .filter((line) => /^\s*\d+ \d\d\//.test(line))
        .map((line) => line.trim().replaceAll('DEPRECATED:', '').replaceAll(/\s+/g, ' '));
      expect(ours).toEqual(theirs);
    }
  });
});

/** Where Debian puts Heimdal's libraries, whatever the processor. */
function libraryPath(libraries: string): string {
  const folders = readdirSync(libraries, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .flatMap(({ name }) => [path.join(libraries, name), path.join(libraries, name, 'heimdal')])
    .join(':');
}
