// FILE: credential caches, shared with MIT's library and everything built on it. How each operation stays safe beside
// programs that write to the same file is in docs/decisions.md, "Credential cache files".
import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  KerberosError,
  clampedTimes,
  compareTgts,
  contentsOf,
  displayText,
  encodeConfigRecord,
  encodeCredentialRecord,
  formatPrincipal,
  isTgt,
  samePrincipal,
  tgtRecords,
  withRecords,
  withTgt,
  writeCcache,
} from '#krb5';
import type {
  CacheConfigEntry,
  CacheContents,
  CcacheRecord,
  Credential,
  CredentialCache,
  KeylessContents,
  ParsedCcache,
  TraceEvent,
  TraceSink,
} from '#krb5';
import { exclusively } from './exclusively.ts';
import { append, destroyFile, markRemoved } from './in-place.ts';
import { replaceFile } from './replace.ts';
import { inWords, resolveCacheFile } from './safe-path.ts';
import { sameContents } from './same-contents.ts';
import { readSnapshot, wipeSnapshot, withWritableSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** A cache that keeps changing under us is given up after so many readings. */
const MAX_ATTEMPTS = 50;
/** Milliseconds in which another program's sign-in gets from its empty file to its ticket. */
const SIGN_IN_UNDER_WAY = 400;
const PAUSE = 10;
/** A cache that has been left alone for so long is known by its times. */
const SETTLED_MS = 2_000n;

type Written = Extract<TraceEvent, { type: 'cache.written' }>['how'];

export class FileCache implements CredentialCache {
  readonly name: string;
  readonly #path: string;
  readonly #trace: TraceSink;

  constructor(name: string, file: string, trace: TraceSink = () => undefined) {
    this.name = name;
    this.#path = file;
    this.#trace = trace;
  }

  async read(): Promise<CacheContents | undefined> {
    const snapshot = await readSnapshot(resolveCacheFile(this.#path));
    if (snapshot === undefined) return undefined;
    const contents = contentsOf(snapshot.parsed);
    wipeSnapshot(snapshot, contents.credentials);
    return contents;
  }

  async stamp(): Promise<string | undefined> {
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(resolveCacheFile(this.#path), { bigint: true });
      // A file system's clock has a grain: a second write within it would leave no trace.
      const settled = BigInt(Date.now()) - SETTLED_MS > ctimeNs / 1_000_000n;
      return settled ? [dev, ino, size, mtimeNs, ctimeNs].join(' ') : undefined;
    } catch {
      return undefined;
    }
  }

  async initialize(contents: CacheContents): Promise<void> {
    const bytes = writeCcache(contents);
    try {
      await this.#exclusively(async (file) => {
        const underWay = await this.#awaitForeignSignIn(file);
        const { outcome } = await replaceFile(file, bytes, 'any');
        this.#wrote('initialize', contents.credentials);
        const tgt = contents.credentials.find(isTgt);
        if (tgt !== undefined && (underWay || outcome === 'overwrote')) await this.#settle(file, tgt);
      });
    } finally {
      bytes.fill(0);
    }
  }

  async store(credential: Credential, config: readonly CacheConfigEntry[] = []): Promise<void> {
    await this.#exclusively(async (file) => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const stored = await this.#tryStore(file, credential, config);
        if (stored === undefined) throw this.#notFound();
        if (stored) return;
      }
      throw this.#restless();
    });
  }

  async replaceTgt(renewed: Credential): Promise<'written' | 'superseded'> {
    return this.#exclusively(async (file) => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const snapshot = await readSnapshot(file);
        if (snapshot === undefined || !isRenewalOf(snapshot.parsed, renewed)) return 'superseded';
        const replaced = await this.#writeTgt(file, snapshot, renewed);
        wipeSnapshot(snapshot);
        if (replaced !== undefined) return replaced;
      }
      throw this.#restless();
    });
  }

  async exchange(
    expected: KeylessContents | undefined,
    wanted: CacheContents | undefined,
  ): Promise<'written' | 'changed'> {
    return this.#exclusively(async (file) => {
      await this.#awaitForeignSignIn(file);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const snapshot = await readSnapshot(file);
        const present = snapshot === undefined ? undefined : contentsOf(snapshot.parsed);
        if (snapshot !== undefined) wipeSnapshot(snapshot);
        if (!sameContents(present, expected)) return 'changed';
        if (wanted === undefined) {
          if (await destroyFile(file)) this.#wrote('destroy', []);
          return 'written';
        }
        const written = await this.#putWhole(file, snapshot, wanted);
        if (written !== undefined) return written;
      }
      throw this.#restless();
    });
  }

  async remove(matches: (credential: Credential) => boolean): Promise<number> {
    return this.#exclusively(async (file) => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const removed = await withWritableSnapshot(file, async ({ parsed }, handle) => {
          const doomed = parsed.records.filter(
            (record) => !record.removed && record.config === undefined && matches(record.credential),
          );
          const marked = doomed.filter((record) => markRemoved(handle, record));
          if (marked.length > 0) await handle.datasync();
          // Without a name the file was replaced meanwhile: the marks went into the old one.
          return (await handle.stat()).nlink > 0 ? marked.length : undefined;
        });
        if (removed === undefined && (await readSnapshot(file)) !== undefined) continue;
        if (removed !== undefined && removed > 0) this.#wrote('remove', []);
        return removed ?? 0;
      }
      throw this.#restless();
    });
  }

  async destroy(): Promise<boolean> {
    return this.#exclusively(async (file) => {
      const destroyed = await destroyFile(file);
      if (destroyed) this.#wrote('destroy', []);
      return destroyed;
    });
  }

  async #exclusively<T>(work: (file: string) => Promise<T>): Promise<T> {
    const file = resolveCacheFile(this.#path);
    return exclusively(file, async () => {
      try {
        return await work(file);
      } catch (error) {
        throw inWords(file, error);
      }
    });
  }

  /** undefined: the cache changed before it could be written. */
  async #putWhole(
    file: string,
    snapshot: Snapshot | undefined,
    contents: CacheContents,
  ): Promise<'written' | 'changed' | undefined> {
    const bytes = writeCcache(contents);
    try {
      const replaced = await replaceFile(file, bytes, snapshot?.status);
      if (replaced.outcome === 'changed') return undefined;
      if (replaced.outcome === 'removed-before') {
        replaced.undo();
        return 'changed';
      }
      this.#wrote('initialize', contents.credentials);
      const tgt = contents.credentials.find(isTgt);
      if (tgt !== undefined && replaced.outcome === 'overwrote') await this.#settle(file, tgt);
      return 'written';
    } finally {
      bytes.fill(0);
    }
  }

  /** undefined: the cache changed before it could be written. */
  async #writeTgt(
    file: string,
    snapshot: Snapshot,
    tgt: Credential,
  ): Promise<'written' | 'superseded' | undefined> {
    const bytes = withTgt(snapshot.parsed, tgt);
    try {
      const replaced = await replaceFile(file, bytes, snapshot.status);
      if (replaced.outcome === 'changed') return undefined;
      if (replaced.outcome === 'removed-before') {
        replaced.undo();
        return 'superseded';
      }
      this.#wrote('replace', [tgt]);
      if (replaced.outcome === 'overwrote') await this.#settle(file, tgt);
      return 'written';
    } finally {
      bytes.fill(0);
    }
  }

  /** true: stored; false: to be tried again; undefined: there is no cache. */
  async #tryStore(
    file: string,
    credential: Credential,
    config: readonly CacheConfigEntry[],
  ): Promise<boolean | undefined> {
    const snapshot = await readSnapshot(file);
    if (snapshot === undefined) return undefined;
    const { parsed, status } = snapshot;
    const earlier = isTgt(credential) ? tgtRecords(parsed, credential) : [];
    const outdated = parsed.records.filter(
      (record) => !record.removed && config.some((entry) => isAbout(record.config, entry)),
    );
    const records = [
      ...config.map((entry) => encodeConfigRecord(parsed.principal, entry, parsed)),
      encodeCredentialRecord(credential, parsed),
    ];
    // A killed write may stop between two pages. MIT takes the rest for the end of the cache, unless the record says
    // that it is longer than the whole file: then the cache would be malformed. Such a one is not appended.
    const length = records.reduce((sum, record) => sum + record.length, 0);
    const large = BigInt(length) > status.size;
    if (earlier.length > 0 || parsed.incomplete || outdated.length > 0 || large) {
      return this.#storeByReplacing(file, snapshot, credential, config, [...earlier, ...outdated]);
    }
    try {
      const appended = await append(file, status, records);
      if (appended === true) this.#wrote('append', [credential]);
      return appended;
    } finally {
      for (const record of records) record.fill(0);
      wipeSnapshot(snapshot);
    }
  }

  /** A TGT never goes behind an older one, nor anything behind a record cut short: the file is written anew. */
  async #storeByReplacing(
    file: string,
    { parsed, status }: Snapshot,
    credential: Credential,
    config: readonly CacheConfigEntry[],
    outdated: readonly CcacheRecord[],
  ): Promise<boolean | undefined> {
    const newer = outdated.some(
      (record) => record.config === undefined && compareTgts(record.credential, credential) > 0,
    );
    if (newer) return true; // what is there is better; nothing to store
    const kept = { ...parsed, records: parsed.records.filter((record) => !outdated.includes(record)) };
    const records = [
      ...config.map((entry) => encodeConfigRecord(parsed.principal, entry)),
      encodeCredentialRecord(credential),
    ];
    const bytes = withRecords(kept, records);
    const replaced = await replaceFile(file, bytes, status).finally(() => {
      for (const each of [bytes, ...records]) each.fill(0);
    });
    if (replaced.outcome === 'changed') return false;
    if (replaced.outcome === 'removed-before') {
      replaced.undo();
      return undefined;
    }
    this.#wrote('replace', [credential]);
    if (replaced.outcome === 'overwrote' && isTgt(credential)) await this.#settle(file, credential);
    return true;
  }

  /**
   * MIT's kinit makes an empty cache and appends its ticket a moment later. If such a one is there, this waits until
   * it has its ticket, so that it is not appended to our file. Resolves to whether it never came.
   */
  async #awaitForeignSignIn(file: string): Promise<boolean> {
    const deadline = Date.now() + SIGN_IN_UNDER_WAY;
    for (;;) {
      const snapshot = await readSnapshot(file).catch(() => undefined); // what cannot be read is replaced anyway
      if (snapshot === undefined || contentsOf(snapshot.parsed).credentials.length > 0) return false;
      const age = Date.now() - Number(snapshot.status.mtimeMs);
      if (age > SIGN_IN_UNDER_WAY || age < -SIGN_IN_UNDER_WAY || Date.now() > deadline) return age < 5000;
      await delay(PAUSE);
    }
  }

  /**
   * After our rename has hit another program's sign-in between its empty file and its ticket, that ticket lands
   * behind ours. Waits for it, and puts the younger of the two in the one place.
   */
  async #settle(file: string, ours: Credential): Promise<void> {
    const deadline = Date.now() + SIGN_IN_UNDER_WAY;
    while (Date.now() < deadline) {
      const snapshot = await readSnapshot(file);
      if (snapshot === undefined || !samePrincipal(snapshot.parsed.principal, ours.client)) return;
      const found = tgtRecords(snapshot.parsed, ours).map((record) => record.credential);
      if (found.length === 0) return;
      const best = found.reduce((a, b) => (compareTgts(b, a) > 0 ? b : a));
      if (found.length > 1 && (await this.#writeTgt(file, snapshot, best)) !== undefined) return;
      await delay(PAUSE);
    }
  }

  #wrote(how: Written, credentials: readonly Credential[]): void {
    this.#trace({ type: 'cache.written', cache: this.name, how });
    for (const { server, times } of credentials) {
      const fields = clampedTimes(times);
      if (fields.length === 0) continue;
      this.#trace({ type: 'cache.clamped', cache: this.name, server: formatPrincipal(server), fields });
    }
  }

  #notFound(): KerberosError<'CCACHE_NOT_FOUND'> {
    return new KerberosError('CCACHE_NOT_FOUND', `there is no credential cache ${displayText(this.name)}`, {
      cache: this.name,
    });
  }

  #restless(): KerberosError<'FILE_REFUSED'> {
    const reason = 'other programs keep changing it';
    return new KerberosError('FILE_REFUSED', `${displayText(this.#path)}: ${reason}`, {
      file: this.#path,
      reason,
    });
  }
}

/** Does the cache hold the ticket that was renewed, or an older one of the same kind, and nothing younger? */
function isRenewalOf(parsed: ParsedCcache, renewed: Credential): boolean {
  if (!samePrincipal(parsed.principal, renewed.client)) return false;
  const present = tgtRecords(parsed, renewed);
  return present.length > 0 && present.every((record) => compareTgts(record.credential, renewed) <= 0);
}

function isAbout(a: CacheConfigEntry | undefined, b: CacheConfigEntry): boolean {
  return a !== undefined && a.key === b.key && a.principal === b.principal;
}
