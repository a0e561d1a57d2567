import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProfile } from '../../../src/node/config.ts';

let folder: string;
const put = (name: string, text: string): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-config-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('KRB5_CONFIG', () => {
  it('lists files, the first of which counts where only one value can', () => {
    const one = put('one', '[libdefaults]\ndefault_realm = ONE\n');
    const two = put('two', '[libdefaults]\ndefault_realm = TWO\nrdns = no\n');
    const profile = loadProfile({ KRB5_CONFIG: `${one}:${two}` });
    expect(profile.value('libdefaults', 'default_realm')?.value).toBe('ONE');
    expect(profile.value('libdefaults', 'rdns')?.at).toBe(`${two}:3`);
  });

  it('passes over files that are not there, and works with none', () => {
    const missing = path.join(folder, 'missing');
    const profile = loadProfile({ KRB5_CONFIG: missing });
    expect(profile.files).toEqual([]);
    expect(profile.warnings).toEqual([`${missing} (named in KRB5_CONFIG) is not there`]);
    expect(loadProfile({ KRB5_CONFIG: '' }).files).toEqual([]);
  });

  it('may name a folder, whose files are taken as includedir takes them', () => {
    put('d/a.conf', '[libdefaults]\ndefault_realm = D\n');
    put('d/a.conf~', '[libdefaults]\nrdns = no\n');
    const profile = loadProfile({ KRB5_CONFIG: path.join(folder, 'd') });
    expect(profile.value('libdefaults', 'default_realm')?.value).toBe('D');
    expect(profile.value('libdefaults', 'rdns')).toBeUndefined();
  });

  it('finds ~/ in HOME and follows include and includedir', () => {
    put('d/b.conf', '[libdefaults]\nclockskew = 60\n');
    put('more', '[libdefaults]\nforwardable = yes\n');
    put('top', `include ${folder}/more\nincludedir ${folder}/d\n`);
    const profile = loadProfile({ KRB5_CONFIG: '~/top', HOME: folder });
    expect(profile.value('libdefaults', 'clockskew')?.at).toBe(`${folder}/d/b.conf:2`);
    expect(profile.value('libdefaults', 'forwardable')?.value).toBe('yes');
  });

  it('names file and line of a syntax error', () => {
    const file = put('bad', '[libdefaults]\nx\n');
    expect(() => loadProfile({ KRB5_CONFIG: file })).toThrow(`${file}:2: a line without =`);
  });

  it('stops reading at 4 MiB: a file, an included one, a device that never ends', () => {
    const tooLarge = expect.objectContaining({ code: 'LIMIT' }) as Error;
    const large = put('large', '# '.padEnd(4 * 1024 * 1024 + 1, 'x'));
    expect(() => loadProfile({ KRB5_CONFIG: large })).toThrow(tooLarge);
    const top = put('includes-large', `include ${large}\n`);
    expect(() => loadProfile({ KRB5_CONFIG: top })).toThrow(tooLarge);
    expect(() => loadProfile({ KRB5_CONFIG: '/dev/zero' })).toThrow(tooLarge);
    const allowed = put('allowed', '[libdefaults]\nrdns = no\n# '.padEnd(4 * 1024 * 1024, 'x'));
    expect(loadProfile({ KRB5_CONFIG: allowed }).value('libdefaults', 'rdns')?.value).toBe('no');
  });
});
