// What is done to a cache that other programs also use: its contents as a value, a renewed TGT put in place of the
// old one, a record marked removed.
import type { Credential } from '../credential.ts';
import { isKrbtgt, samePrincipal } from '../principal.ts';
import type { CacheContents } from '../ports.ts';
import { octetsFromText } from '../text.ts';
import { composeCcache, encodeConfigRecord, encodeCredentialRecord } from './encode.ts';
import type { CcacheRecord, ParsedCcache } from './parse.ts';
import { REMOVED_CONFIG_REALM } from './parse.ts';

/** Tickets and config entries in use. */
export function contentsOf(parsed: ParsedCcache): CacheContents {
  const live = parsed.records.filter((record) => !record.removed);
  return {
    principal: parsed.principal,
    credentials: live.filter((record) => record.config === undefined).map((record) => record.credential),
    config: live.map((record) => record.config).filter((entry) => entry !== undefined),
    kdcOffset: parsed.kdcOffset,
  };
}

/** Do the two stand for the same: same client, same server, and sealed with the same kind of key? */
export function sameSubject(a: Credential, b: Credential): boolean {
  return samePrincipal(a.client, b.client) && samePrincipal(a.server, b.server) && a.isSkey === b.isSkey;
}

export function isTgt(credential: Credential): boolean {
  return isKrbtgt(credential.server.name);
}

/** The records in use that are about the same TGT, first to last. */
export function tgtRecords(parsed: ParsedCcache, tgt: Credential): readonly CcacheRecord[] {
  return parsed.records.filter(
    (record) => !record.removed && record.config === undefined && sameSubject(record.credential, tgt),
  );
}

/**
 * Which of two TGTs is younger: positive when `a` is. A later sign-in beats every renewal of an earlier one; of two
 * renewals of one sign-in the later wins.
 */
export function compareTgts(a: Credential, b: Credential): number {
  const start = ({ times }: Credential): number => (times.startTime === 0 ? times.authTime : times.startTime);
  return a.times.authTime - b.times.authTime || start(a) - start(b) || a.times.endTime - b.times.endTime;
}

/**
 * The whole file with `tgt` where the first TGT of its kind stood and the others of that kind gone. All other records
 * keep their bytes and their order (those of version 1 to 3 files are written anew in version 4), the header its
 * fields; removed records are left out.
 */
export function withTgt(parsed: ParsedCcache, tgt: Credential): Uint8Array {
  const replaced = new Set(tgtRecords(parsed, tgt));
  const records: Uint8Array[] = [];
  let placed = false;
  for (const record of parsed.records) {
    if (record.removed) continue;
    if (!replaced.has(record)) records.push(bytesInVersion4(parsed, record));
    else if (!placed) {
      records.push(encodeCredentialRecord(tgt));
      placed = true;
    }
  }
  if (!placed) records.push(encodeCredentialRecord(tgt));
  return composeCcache(parsed.headerTags, parsed.principal, records);
}

/** The whole file again, without removed records and without a tail cut short, and `more` records behind. */
export function withRecords(parsed: ParsedCcache, more: readonly Uint8Array[]): Uint8Array {
  const kept = parsed.records
    .filter((record) => !record.removed)
    .map((record) => bytesInVersion4(parsed, record));
  return composeCcache(parsed.headerTags, parsed.principal, [...kept, ...more]);
}

function bytesInVersion4(parsed: ParsedCcache, record: CcacheRecord): Uint8Array {
  if (parsed.version === 4) return record.bytes;
  if (record.config !== undefined) return encodeConfigRecord(record.credential.client, record.config);
  return encodeCredentialRecord(record.credential);
}

/** Bytes to be written over the file at `offset` to mark a record removed. */
export interface RemovalPatch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * What MIT's krb5_cc_remove_cred does: endtime 0 and authtime -1, and for a config entry the realm changed to
 * X-RMED-CONF:, so that no implementation finds it. The patch is the shortest span that holds all changes.
 */
export function removalPatch(parsed: ParsedCcache, record: CcacheRecord): RemovalPatch {
  const after = record.bytes.slice();
  const view = new DataView(after.buffer);
  const { timesAt, serverRealmAt } = record;
  view.setUint32(timesAt, 0xffffffff, parsed.littleEndian); // the authentication time, -1 in 32 bits
  view.setUint32(timesAt + 8, 0, parsed.littleEndian); // the end time
  if (record.config !== undefined) after.set(octetsFromText(REMOVED_CONFIG_REALM), serverRealmAt);
  const first = record.config === undefined ? timesAt : serverRealmAt;
  return { offset: record.offset + first, bytes: after.slice(first, timesAt + 12) };
}
