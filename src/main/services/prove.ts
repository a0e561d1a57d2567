// One sign-in's proof: by a password, typed or kept, or by a keytab's key. What went wrong is told apart by what was
// used, and a kept password that the realm did not take is marked.
import {
  acquireInitialCredential,
  displayText,
  formatPrincipal,
  isKerberosError,
  octetsFromText,
} from '#krb5';
import type { InitialCredential, InitialOptions, Principal } from '#krb5';
import type { GivenServers } from '#shared';
import { wipeKeytab } from './keytabs.ts';
import type { Running } from './operations.ts';
import type { Passwords } from './passwords.ts';
import type { World } from './ports.ts';
import { keyRefused } from './sign-in-means.ts';
import type { ChosenMeans, Means } from './sign-in-means.ts';
import type { ServiceWords } from './words.ts';

interface Asked {
  readonly principal: Principal;
  readonly options: InitialOptions;
  readonly world: World;
  /** Those that the person named, where the world has them of nobody else. */
  readonly servers: GivenServers | undefined;
  /** Nothing is sent before the person has typed the password. */
  readonly promptFirst: boolean;
}

export interface Proved {
  readonly initial: InitialCredential;
  readonly passwordChanged: boolean;
  /** The password to be kept; the caller wipes it. */
  readonly proved: Uint8Array | undefined;
}

/** @throws KerberosError */
export async function prove(
  {
    passwords,
    means,
    words,
  }: { readonly passwords: Passwords; readonly means: Means; readonly words: ServiceWords },
  { principal, options, world, servers, promptFirst }: Asked,
  chosen: ChosenMeans,
  running: Running,
): Promise<Proved> {
  if (chosen.kind === 'keytab') {
    const secret = means.keytabSecret(chosen.name);
    try {
      const { signal } = running;
      const request = { client: principal, secret, options, signal };
      const initial = await acquireInitialCredential(world.ports(running.trace), world.settings, request);
      return { initial, passwordChanged: false, proved: undefined };
    } catch (error) {
      throw keyRefused(error, secret, principal);
    } finally {
      wipeKeytab(secret);
    }
  }
  const printed = formatPrincipal(principal);
  const known =
    chosen.kind === 'public'
      ? () => Promise.resolve(octetsFromText(chosen.password))
      : chosen.kind === 'saved'
        ? () => means.openSaved(printed)
        : undefined;
  const keeps = chosen.kind === 'saved' || (chosen.kind === 'typed' && chosen.keep);
  const realm = displayText(principal.realm);
  let proved: Uint8Array | undefined;
  try {
    const done = await passwords.signIn(
      {
        principal,
        options,
        world,
        reason: servers === undefined ? words.signInAt(realm) : words.signInBy(realm, servers.kdc.join(', ')),
        known,
        keeps,
        promptFirst,
        onProved: (password) => {
          if (keeps) proved = password.slice();
        },
      },
      running,
    );
    return { ...done, proved };
  } catch (error) {
    proved?.fill(0);
    if (chosen.kind === 'saved' && isKerberosError(error, 'PASSWORD_INCORRECT')) means.markRefused(printed);
    throw error;
  }
}
