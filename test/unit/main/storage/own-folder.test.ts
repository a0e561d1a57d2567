import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownFolder } from '../../../../src/main/storage/index.ts';

let folder = '';
const open = (runtimeFolder: string | undefined = join(folder, 'run')) =>
  ownFolder({ runtimeFolder, dataFolder: join(folder, 'data'), uid: process.getuid?.() });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-folder-'));
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('our folder for caches', () => {
  it('is ours alone, in the runtime folder', () => {
    expect(open().standIn()).toBe(`FILE:${join(folder, 'run/tessera/krb5cc_default')}`);
    expect(statSync(join(folder, 'run/tessera')).mode & 0o777).toBe(0o700);
  });

  it('lies with the app’s data where there is no runtime folder', () => {
    expect(open('').standIn()).toBe(`FILE:${join(folder, 'data/tessera/krb5cc_default')}`);
  });

  it('is not a link that somebody laid there, nor a folder that others may enter', () => {
    mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'run/tessera'));
    expect(open().standIn()).toContain('/data/tessera/');
    rmSync(join(folder, 'run/tessera'));
    mkdirSync(join(folder, 'run/tessera'));
    chmodSync(join(folder, 'run/tessera'), 0o755);
    expect(open().standIn()).toContain('/data/tessera/');
    chmodSync(join(folder, 'data/tessera'), 0o777);
    expect(() => open()).toThrow('no folder for tickets');
  });

  it('has another file for each principal, whatever is in the name', () => {
    const names = [
      'alice@AD.TEST',
      'alice/admin@AD.TEST',
      '../../etc/passwd@X',
      'a*b@X',
      'a%2Ab@X',
      'al\udcffce@X',
      'al\udcfece@X',
      `${'x'.repeat(300)}@X`,
      `${'x'.repeat(301)}@X`,
    ];
    const own = open();
    const files = names.map((name) => own.cacheFor(name));
    expect(new Set(files).size).toBe(names.length);
    for (const file of files) {
      expect(file.startsWith(`FILE:${join(folder, 'run/tessera/krb5cc_')}`)).toBe(true);
      expect(file.slice(`FILE:${join(folder, 'run/tessera/')}`.length)).not.toContain('/');
      writeFileSync(file.slice('FILE:'.length), '');
    }
    expect([...own.caches()].sort()).toEqual([...files].sort());
  });

  it('lists neither a cache that is being written, nor the stand-in for the default, nor the practice realm’s', () => {
    const own = open();
    writeFileSync(own.standIn().slice(5), '');
    writeFileSync(`${own.cacheFor('alice@AD.TEST').slice(5)}.tessera-12-ab34`, '');
    writeFileSync(own.practiceCacheFor('alice@PRACTICE.TEST').slice(5), '');
    expect(own.caches()).toEqual([]);
  });

  it('takes away all that the practice realm left', () => {
    const own = open();
    const config = own.writePracticeConfig('[libdefaults]\n');
    expect(statSync(config).mode & 0o777).toBe(0o600);
    own.writePracticeConfig('[libdefaults]\n  # again\n');
    own.clearPractice();
    expect(existsSync(join(folder, 'run/tessera/practice'))).toBe(false);
  });
});
