// The client's long-term key: from a password by string-to-key, or out of a keytab.
import { stringToKey } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import type { DeriveOutput } from '../exchange/step.ts';
import { findKey } from '../keytab/find.ts';
import type { KeytabEntry } from '../keytab/parse.ts';
import type { Ports } from '../ports.ts';
import { samePrincipal } from '../principal.ts';
import type { Principal } from '../principal.ts';
import type { ClientSecret } from './types.ts';

export interface KeySource {
  readonly derive: (wanted: DeriveOutput) => Promise<EncryptionKey>;
  /** The enctypes to ask for, those we hold keys of in front. */
  readonly order: (etypes: readonly number[]) => readonly number[];
  /** Overwrites what was typed and every key made of it; a keytab's keys are the caller's. */
  readonly wipe: () => void;
}

export function keySource(
  ports: Ports,
  secret: ClientSecret,
  client: Principal,
  signal: AbortSignal | undefined,
): KeySource {
  return secret.kind === 'password' ? passwordSource(ports, secret, signal) : keytabSource(secret, client);
}

function passwordSource(
  ports: Ports,
  secret: Extract<ClientSecret, { readonly kind: 'password' }>,
  signal: AbortSignal | undefined,
): KeySource {
  let password: Uint8Array | undefined;
  const made: EncryptionKey[] = [];
  return {
    async derive(wanted) {
      password ??= await secret.password();
      const { etype, salt, s2kparams } = wanted;
      const key = await stringToKey(ports.kdf, etype, password, salt, s2kparams, { signal });
      made.push(key);
      return key;
    },
    order: (etypes) => etypes,
    wipe() {
      password?.fill(0);
      password = undefined;
      for (const key of made.splice(0)) key.wipe();
    },
  };
}

function keytabSource(
  secret: Extract<ClientSecret, { readonly kind: 'keytab' }>,
  client: Principal,
): KeySource {
  const { entries, name } = secret;
  const find = (etypes: readonly number[]): KeytabEntry => findKey(entries, client, { etypes }, name);
  return {
    // async, so that a missing key rejects as a wrong password does
    derive: async (wanted) => Promise.resolve(find([wanted.etype]).key),
    order(etypes) {
      find(etypes);
      const own = entries.filter((entry) => samePrincipal(entry.principal, client));
      const known = new Set(own.map((entry) => entry.key.keyType));
      return [...etypes.filter((etype) => known.has(etype)), ...etypes.filter((etype) => !known.has(etype))];
    },
    wipe: () => undefined,
  };
}
