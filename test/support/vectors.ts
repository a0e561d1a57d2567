// Vector files: JSON in which { "$hex": "…" } is bytes and { "$key": [keytype, "…"] } an encryption key.
import { readFileSync } from 'node:fs';
import { EncryptionKey } from '../../src/krb5/crypto/key.ts';

export function hex(text: string): Uint8Array {
  return Uint8Array.from((text.match(/../g) ?? []).map((octet) => Number.parseInt(octet, 16)));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$hex' in value) return hex(value.$hex as string);
  if ('$key' in value) {
    const [keyType, keyValue] = value.$key as [number, string];
    return new EncryptionKey(keyType, hex(keyValue));
  }
  return value;
}

/** Reads test/vectors/<name>.json. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'), revive);
}

/**
 * The value without what it remembers of its bytes, and with keys as plain objects: two such values can be compared.
 * Properties that are undefined count as absent.
 */
export function comparable(value: unknown): unknown {
  if (value instanceof EncryptionKey) return { keyType: value.keyType, keyValue: toHex(value.keyValue) };
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => entry !== undefined && key !== 'raw' && !key.endsWith('Raw'))
      .map(([key, entry]) => [key, comparable(entry)]),
  );
}
