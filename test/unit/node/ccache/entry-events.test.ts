import { mkdtempSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EntryEvents } from '../../../../src/node/ccache/entry-events.ts';
import type { Intrusion } from '../../../../src/node/ccache/entry-events.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-events-'));
  file = path.join(folder, 'cc');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What is reported when `intruder` acts between the last look and the rename. */
async function report(intruder: () => void, existed = true): Promise<Intrusion | undefined> {
  const temporary = `${file}.tessera-1-0000000000000000`;
  if (existed) writeFileSync(file, 'old');
  const events = EntryEvents.open(folder);
  try {
    writeFileSync(temporary, 'new');
    utimesSync(temporary, 1, 1);
    intruder();
    renameSync(temporary, file);
    return await events?.between(temporary, file, existed);
  } finally {
    events?.close();
  }
}

describe.runIf(process.platform === 'linux')('between looking at a cache and renaming over it', () => {
  it('nobody came', async () => {
    expect(await report(() => undefined)).toEqual({ existed: true, overwritten: false });
    rmSync(file);
    expect(await report(() => undefined, false)).toEqual({ existed: false, overwritten: false });
  });

  it('the cache was destroyed: unlinked, then overwritten', async () => {
    expect(
      await report(() => {
        unlinkSync(file);
      }),
    ).toEqual({ existed: false, overwritten: false });
  });

  it('another sign-in began: unlinked, then made anew', async () => {
    const begin = (): void => {
      unlinkSync(file);
      writeFileSync(file, '');
      writeFileSync(file, 'principal');
    };
    expect(await report(begin)).toEqual({ existed: true, overwritten: true });
  });

  it('another program moved a whole cache there', async () => {
    const move = (): void => {
      writeFileSync(`${file}.AbCdEf`, 'whole');
      renameSync(`${file}.AbCdEf`, file);
    };
    expect(await report(move)).toEqual({ existed: true, overwritten: true });
    rmSync(file);
    expect(await report(move, false)).toEqual({ existed: true, overwritten: true });
  });

  it('a cache was made where none was, and one made and destroyed again', async () => {
    expect(
      await report(() => {
        writeFileSync(file, 'x');
      }, false),
    ).toEqual({ existed: true, overwritten: true });
    rmSync(file);
    const both = (): void => {
      writeFileSync(file, 'x');
      unlinkSync(file);
    };
    expect(await report(both, false)).toEqual({ existed: false, overwritten: false });
  });

  it('other files in the folder do not count', async () => {
    const others = (): void => {
      writeFileSync(path.join(folder, 'ccx'), '');
      writeFileSync(path.join(folder, 'other'), '');
      rmSync(path.join(folder, 'other'));
    };
    expect(await report(others)).toEqual({ existed: true, overwritten: false });
  });
});
