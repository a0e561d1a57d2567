// Records and whole files of FILE credential caches: new files in version 4, single records in the version of the
// file they are appended to. The layout stands in parse.ts.
import type { CacheConfigEntry, Credential, TicketTimes } from '../credential.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { NameType } from '../iana/name-type.ts';
import { principalName } from '../principal.ts';
import type { Principal } from '../principal.ts';
import type { CacheContents } from '../ports.ts';
import { octetsFromText } from '../text.ts';
import { ByteWriter } from './byte-writer.ts';
import { CONFIG_NAME, CONFIG_REALM, KDC_OFFSET_TAG } from './parse.ts';
import type { CcacheHeaderTag, CcacheVersion, ParsedCcache } from './parse.ts';

/** Version and byte order to write in; a parsed cache is one. */
export type CcacheDialect = Pick<ParsedCcache, 'version' | 'littleEndian'>;

const VERSION_4: CcacheDialect = { version: 4, littleEndian: false };
const MAX_TIME = 0xffffffff;
const NO_BYTES = new Uint8Array();

/** Times that a cache cannot hold as they are: seconds are unsigned 32-bit there, and what is later is clamped. */
export function clampedTimes(times: TicketTimes): readonly (keyof TicketTimes)[] {
  const names: readonly (keyof TicketTimes)[] = ['authTime', 'startTime', 'endTime', 'renewTill'];
  return names.filter((name) => times[name] > MAX_TIME || times[name] < 0);
}

function clamp(time: number): number {
  return Math.min(Math.max(time, 0), MAX_TIME);
}

/** A whole cache, version 4. Config entries come first, as MIT's kinit has them. */
export function writeCcache(contents: CacheContents): Uint8Array {
  const tags: CcacheHeaderTag[] = [];
  if (contents.kdcOffset !== undefined) {
    const { seconds, micros } = contents.kdcOffset;
    tags.push({ tag: KDC_OFFSET_TAG, data: new ByteWriter().u32(seconds).u32(micros).finish() });
  }
  return composeCcache(tags, contents.principal, [
    ...contents.config.map((entry) => encodeConfigRecord(contents.principal, entry)),
    ...contents.credentials.map((credential) => encodeCredentialRecord(credential)),
  ]);
}

/** A version 4 file of ready records. */
export function composeCcache(
  headerTags: readonly CcacheHeaderTag[],
  principal: Principal,
  records: readonly Uint8Array[],
): Uint8Array {
  const header = new ByteWriter();
  for (const { tag, data } of headerTags) header.u16(tag).data16(data);
  const writer = new ByteWriter().u8(5).u8(4).data16(header.finish());
  writePrincipal(writer, principal, 4);
  for (const record of records) writer.bytes(record);
  return writer.finish();
}

export function encodeCredentialRecord(
  credential: Credential,
  dialect: CcacheDialect = VERSION_4,
): Uint8Array {
  const { version, littleEndian } = dialect;
  const { client, server, key, times } = credential;
  const writer = new ByteWriter(littleEndian);
  writePrincipal(writer, client, version);
  writePrincipal(writer, server, version);
  writer.u16(key.keyType);
  if (version === 3) writer.u16(key.keyType);
  writer.data32(key.keyValue);
  for (const time of [times.authTime, times.startTime, times.endTime, times.renewTill])
    writer.u32(clamp(time));
  writer.u8(credential.isSkey ? 1 : 0).u32(credential.flags);
  writer.u32(credential.addresses.length);
  for (const { addrType, address } of credential.addresses) writer.u16(addrType).data32(address);
  writer.u32(credential.authorizationData.length);
  for (const { adType, adData } of credential.authorizationData) writer.u16(adType).data32(adData);
  return writer.data32(credential.ticket).data32(credential.secondTicket).finish();
}

/** X-CACHECONF:/krb5_ccache_conf_data/KEY[/PRINCIPAL]@X-CACHECONF: with the value where the ticket would be. */
export function encodeConfigRecord(
  principal: Principal,
  entry: CacheConfigEntry,
  dialect: CcacheDialect = VERSION_4,
): Uint8Array {
  const about = entry.principal === undefined ? [] : [entry.principal];
  const credential: Credential = {
    client: principal,
    server: {
      name: principalName(NameType.PRINCIPAL, CONFIG_NAME, entry.key, ...about),
      realm: CONFIG_REALM,
    },
    key: new EncryptionKey(0, NO_BYTES),
    times: { authTime: 0, startTime: 0, endTime: 0, renewTill: 0 },
    isSkey: false,
    flags: 0,
    addresses: [],
    authorizationData: [],
    ticket: entry.value,
    secondTicket: NO_BYTES,
  };
  return encodeCredentialRecord(credential, dialect);
}

function writePrincipal(writer: ByteWriter, { name, realm }: Principal, version: CcacheVersion): void {
  if (version !== 1) writer.u32(name.nameType);
  writer.u32(name.nameString.length + (version === 1 ? 1 : 0));
  writer.data32(octetsFromText(realm));
  for (const component of name.nameString) writer.data32(octetsFromText(component));
}
