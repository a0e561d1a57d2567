// The keys at hand for opening what is sealed: where each comes from and whose it is.
import type { Credential } from '../credential.ts';
import { stringToKey } from '../crypto/operations.ts';
import { encryptionType, supportedEnctypes } from '../crypto/registry.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { KerberosError } from '../errors.ts';
import type { KeyOrigin } from '../fields/field.ts';
import type { KeytabEntry } from '../keytab/parse.ts';
import type { KeyDerivation } from '../ports.ts';
import { formatPrincipal } from '../principal.ts';
import type { Principal } from '../principal.ts';
import { displayText } from '../text.ts';

export interface RingKey {
  readonly key: EncryptionKey;
  readonly from: KeyOrigin;
  /** Whose key it is, or which service's ticket it came with; as it is shown. */
  readonly principal?: string;
  readonly kvno?: number;
}

const shown = (principal: Principal): string => displayText(formatPrincipal(principal));

/** Every key of a keytab. */
export function keytabKeys(entries: readonly KeytabEntry[]): readonly RingKey[] {
  return entries.map(({ key, principal, kvno }) => ({
    key,
    from: 'keytab',
    principal: shown(principal),
    kvno,
  }));
}

/** The session keys beside the tickets of a cache. */
export function credentialKeys(credentials: readonly Credential[]): readonly RingKey[] {
  return credentials.map(({ key, server }) => ({ key, from: 'credential', principal: shown(server) }));
}

/** A key given as bytes. @throws KerberosError FORMAT_INVALID where the length is not the enctype's, ETYPE_UNSUPPORTED */
export function rawKey(enctype: number, keyValue: Uint8Array): RingKey {
  const { keySize, name } = encryptionType(enctype);
  if (keyValue.length !== keySize) {
    const reason = `a key of ${name} has ${String(keySize)} octets, not ${String(keyValue.length)}`;
    throw new KerberosError('FORMAT_INVALID', `key: ${reason}`, { format: 'option', reason });
  }
  return { key: new EncryptionKey(enctype, keyValue.slice()), from: 'raw' };
}

/**
 * The keys of a password, one of each enctype.
 * @param password UTF-8 octets; the caller wipes them
 * @throws KerberosError STRING_TO_KEY_REFUSED, CANCELLED
 */
export async function passwordKeys(
  kdf: KeyDerivation,
  password: Uint8Array,
  salt: Uint8Array,
  options: { readonly signal?: AbortSignal } = {},
): Promise<readonly RingKey[]> {
  const keys: RingKey[] = [];
  for (const enctype of supportedEnctypes) {
    const key = await stringToKey(kdf, enctype, password, salt, undefined, options);
    keys.push({ key, from: 'password' });
  }
  return keys;
}
