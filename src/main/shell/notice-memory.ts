// Which notices were shown, kept between starts: a restart does not say everything again.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface NoticeMemoryFile {
  readonly load: () => Iterable<readonly [key: string, at: number]>;
  readonly save: (told: ReadonlyMap<string, number>) => void;
}

const mostKept = 2_000;

const isEntry = (value: unknown): value is [string, number] =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'string' &&
  typeof value[1] === 'number' &&
  Number.isFinite(value[1]);

export function noticeMemory(file: string): NoticeMemoryFile {
  return {
    load() {
      try {
        const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
        return Array.isArray(kept) ? kept.filter(isEntry) : [];
      } catch {
        return []; // the first start, or a file that somebody edited
      }
    },
    save(told) {
      try {
        writeFileSync(`${file}.new`, JSON.stringify([...told].slice(-mostKept)), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // A full disk: some of it is said once more after the next start.
      }
    },
  };
}
