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

/** Bytes to be written over the file at `offset`. */
export interface RemovalPatch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * What MIT's krb5_cc_remove_cred does: endtime 0 and authtime -1, and for a config entry the realm changed to
 * X-RMED-CONF:, so that no implementation finds it. In this order each write alone leaves the record either as it was
 * or removed, so that a writer killed between two of them does no harm.
 */
export function removalPatches(record: CcacheRecord): readonly RemovalPatch[] {
  const at = record.offset + record.timesAt;
  const minusOne = Uint8Array.of(0xff, 0xff, 0xff, 0xff);
  const times = [
    { offset: at + 8, bytes: new Uint8Array(4) }, // the end time
    { offset: at, bytes: minusOne }, // the authentication time
  ];
  if (record.config === undefined) return times;
  return [
    ...times,
    { offset: record.offset + record.serverRealmAt, bytes: octetsFromText(REMOVED_CONFIG_REALM) },
  ];
}
