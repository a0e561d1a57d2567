// What was said once and is not said again, kept between starts.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface SaidOnce {
  /** True the first time, for good. */
  readonly first: (what: string) => boolean;
}

export function saidOnce(file: string): SaidOnce {
  const said = new Set<string>();
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(kept)) for (const each of kept) if (typeof each === 'string') said.add(each);
  } catch {
    // the first start, or a file that somebody edited
  }
  return {
    first(what) {
      if (said.has(what)) return false;
      said.add(what);
      try {
        writeFileSync(`${file}.new`, JSON.stringify([...said]), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // A full disk: it is said once more next time.
      }
      return true;
    },
  };
}
