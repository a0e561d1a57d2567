// A keytab of version 0x0502, all big-endian: per entry a 32-bit size, then component count, realm, components, name
// type, timestamp, 8-bit kvno, key type, key and the 32-bit kvno. Only ever for the realm's own random keys.
import type { EncryptionKey, Principal } from '#krb5';
import { octetsFromText } from '#krb5';

export interface KeytabEntry {
  readonly principal: Principal;
  readonly kvno: number;
  readonly key: EncryptionKey;
  /** Seconds. */
  readonly timestamp: number;
}

export function writeKeytab(entries: readonly KeytabEntry[]): Uint8Array {
  return Buffer.concat([Buffer.of(5, 2), ...entries.map(entryBytes)]);
}

function entryBytes({ principal, kvno, key, timestamp }: KeytabEntry): Buffer {
  const body = Buffer.concat([
    uint16(principal.name.nameString.length),
    counted(octetsFromText(principal.realm)),
    ...principal.name.nameString.map((part) => counted(octetsFromText(part))),
    uint32(principal.name.nameType),
    uint32(timestamp),
    Buffer.of(kvno & 0xff),
    uint16(key.keyType),
    counted(key.keyValue),
    uint32(kvno),
  ]);
  return Buffer.concat([uint32(body.length), body]);
}

function counted(bytes: Uint8Array): Buffer {
  return Buffer.concat([uint16(bytes.length), bytes]);
}

function uint16(value: number): Buffer {
  return Buffer.of((value >> 8) & 0xff, value & 0xff);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
