// What can sign an identity in: a password typed in the prompt, one that was kept by choice, a keytab; and with which
// servers, where nothing but the person names them. A password that a realm refused is marked, and never sent again
// until the person has typed one.
import {
  ErrorCode,
  KerberosError,
  displayText,
  formatPrincipal,
  isKerberosError,
  parsePrincipal,
  samePrincipal,
} from '#krb5';
import type { ClientSecret, InitialOptions, KerberosErrorDetails, KerberosSettings, Principal } from '#krb5';
import { USUAL_RENEWABLE_SECONDS } from '#shared';
import type { GivenServers, SignInHow, SignInOptions, VaultDto } from '#shared';
import type { SignInRecord } from '../storage/index.ts';
import type { Keytabs } from './keytabs.ts';
import type { ServicePorts, World } from './ports.ts';
import type { SignInMeans } from './renewal/types.ts';
import type { State } from './state.ts';

type NoSecretWhy = KerberosErrorDetails['SECRET_UNAVAILABLE']['reason'];

export type ChosenMeans =
  /** `keep`: sealed once it signed in. `asKept`: in place of one that was kept; what is remembered stays. */
  | { readonly kind: 'typed'; readonly keep: boolean; readonly asKept: boolean }
  | { readonly kind: 'public'; readonly password: string }
  | { readonly kind: 'saved' }
  | { readonly kind: 'keytab'; readonly name: string };

export interface Means {
  /** @throws ServiceError UNKNOWN, KerberosError SECRET_UNAVAILABLE where a password is to be kept and cannot be */
  readonly choose: (
    principal: string,
    how: SignInHow | undefined,
    given: string | undefined,
  ) => Promise<ChosenMeans>;
  /**
   * The configuration to sign in with. New servers are taken only for a realm that nothing else names any of.
   * @throws KerberosError CONFIG_INVALID
   */
  readonly worldWith: (
    principal: Principal,
    given: GivenServers | undefined,
    signal: AbortSignal,
  ) => Promise<{ readonly world: World; readonly servers: GivenServers | undefined }>;
  /** Where no prompt names the realm, the person is asked before one never used, or servers never used. @throws CANCELLED */
  readonly confirmUnprompted: (
    principal: Principal,
    chosen: ChosenMeans,
    servers: GivenServers | undefined,
  ) => Promise<void>;
  /** After a sign-in that worked. `password`: to be kept; resolves to whether it was. */
  readonly remember: (
    principal: string,
    chosen: ChosenMeans,
    servers: GivenServers | undefined,
    password: Uint8Array | undefined,
  ) => Promise<boolean>;
  /** What signs in without a person. */
  readonly unattended: (principal: string) => SignInMeans | undefined;
  /** @throws KerberosError KEY_NOT_FOUND, SECRET_UNAVAILABLE and what reading a keytab throws */
  readonly secretFor: (principal: string, means: SignInMeans) => Promise<ClientSecret>;
  readonly openSaved: (principal: string) => Promise<Uint8Array>;
  readonly keytabSecret: (name: string) => Extract<ClientSecret, { kind: 'keytab' }>;
  /** Never sent again until the person types one. */
  readonly markRefused: (principal: string) => void;
  /** A new password holds from now on: the kept one is sealed anew. */
  readonly passwordChanged: (principal: string, fresh: Uint8Array) => Promise<void>;
  readonly optionsFor: (principal: string) => InitialOptions;
  readonly forgetPassword: (principal: string) => void;
  readonly vault: () => Promise<VaultDto>;
}

/** Renewable tickets are asked for unless the person says otherwise: for as long as krb5.conf says, or a week. */
export function engineOptions(
  { lifetime, renewable, forwardable }: SignInOptions,
  { renewLifetime }: KerberosSettings,
): InitialOptions {
  return {
    ...(lifetime === undefined ? {} : { lifetime }),
    renewLifetime: renewable ?? (renewLifetime > 0 ? renewLifetime : USUAL_RENEWABLE_SECONDS),
    ...(forwardable === undefined ? {} : { forwardable }),
  };
}

/** A key that the realm did not take, in place of the KDC's bare "no". */
export function keyRefused(
  error: unknown,
  { name, entries }: Extract<ClientSecret, { kind: 'keytab' }>,
  principal: Principal,
): unknown {
  const refused =
    (isKerberosError(error, 'KDC_ERROR') &&
      (error.details.error.errorCode === ErrorCode.KDC_ERR_PREAUTH_FAILED ||
        error.details.error.errorCode === ErrorCode.KRB_AP_ERR_BAD_INTEGRITY)) ||
    isKerberosError(error, 'INTEGRITY');
  if (!refused) return error;
  const keys = entries
    .filter((entry) => samePrincipal(entry.principal, principal))
    .map(({ kvno, key }) => ({ kvno, etype: key.keyType }));
  const printed = formatPrincipal(principal);
  return new KerberosError(
    'KEY_REFUSED',
    `the KDC refused the key of ${printed} in ${name}`,
    { keytab: name, principal: printed, keys },
    error,
  );
}

const same = (a: GivenServers | undefined, b: Pick<SignInRecord, 'kdc' | 'kpasswd'> | undefined): boolean =>
  JSON.stringify([a?.kdc ?? [], a?.kpasswd ?? []]) === JSON.stringify([b?.kdc ?? [], b?.kpasswd ?? []]);

const shown = (text: string): string => displayText(text).slice(0, 1_024);

export function createMeans(
  ports: Pick<ServicePorts, 'storage' | 'vault' | 'dialogs'>,
  state: Pick<State, 'store' | 'now' | 'identities' | 'worldFor' | 'practice'>,
  keytabs: Keytabs,
): Means {
  const { signIns } = ports.storage;
  const recordOf = (principal: string): SignInRecord =>
    signIns.of(principal) ?? { principal, how: 'password', refusedAt: 0, kdc: [], kpasswd: [] };

  async function noVault(): Promise<NoSecretWhy | undefined> {
    const now = await ports.vault.available();
    if (now.ok) return undefined;
    return now.why === 'unavailable' ? 'no-vault' : now.why;
  }

  async function choose(
    principal: string,
    how: SignInHow | undefined,
    given: string | undefined,
  ): Promise<ChosenMeans> {
    if (given !== undefined) return { kind: 'public', password: given };
    const record = recordOf(principal);
    switch (how?.kind) {
      case 'keytab':
        return { kind: 'keytab', name: keytabs.nameOf(how.keytab) };
      case 'remembered':
        if (record.how === 'keytab' && record.keytab !== undefined)
          return { kind: 'keytab', name: record.keytab };
        if (record.how === 'password') return { kind: 'typed', keep: false, asKept: true };
        break; // as saved-password
      case 'saved-password':
        break;
      default: {
        const keep = how?.keep === true;
        const reason = keep ? await noVault() : undefined;
        if (reason !== undefined) throw unavailable(principal, reason);
        return { kind: 'typed', keep, asKept: how === undefined };
      }
    }
    const locked = (await noVault()) !== undefined;
    if (record.sealed !== undefined && record.refusedAt === 0 && !locked) return { kind: 'saved' };
    // Refused, or not to be had now: the prompt asks. What replaces a refused one is kept in its place.
    return { kind: 'typed', keep: record.sealed !== undefined && !locked, asKept: true };
  }

  function unavailable(principal: string, reason: NoSecretWhy): KerberosError<'SECRET_UNAVAILABLE'> {
    return new KerberosError('SECRET_UNAVAILABLE', `no password is kept for ${principal}: ${reason}`, {
      principal,
      reason,
    });
  }

  async function openSaved(principal: string): Promise<Uint8Array> {
    const { sealed, refusedAt } = recordOf(principal);
    if (sealed === undefined) throw unavailable(principal, 'none-kept');
    if (refusedAt > 0) throw unavailable(principal, 'refused-before');
    const reason = await noVault();
    if (reason !== undefined) throw unavailable(principal, reason);
    try {
      return await ports.vault.open(sealed);
    } catch {
      throw unavailable(principal, 'not-opened');
    }
  }

  function keytabSecret(name: string): Extract<ClientSecret, { kind: 'keytab' }> {
    return { kind: 'keytab', entries: keytabs.read(name).entries, name: keytabs.fileOf(name) };
  }

  /** Undefined where it cannot be sealed (any more). */
  async function seal(password: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      return await ports.vault.seal(password);
    } catch {
      return undefined;
    }
  }

  return {
    choose,
    async worldWith(principal, given, signal) {
      const printed = formatPrincipal(principal);
      const world = state.worldFor({ realm: principal.realm, principal: printed });
      const record = signIns.of(printed);
      const kept = record === undefined || record.kdc.length === 0 ? undefined : record;
      if (given === undefined || world === state.practice()?.world) {
        return {
          world,
          servers: kept === undefined ? undefined : { kdc: [...kept.kdc], kpasswd: [...kept.kpasswd] },
        };
      }
      const plain = state.worldFor({ realm: principal.realm });
      if (given.kdc.length === 0) return { world: plain, servers: undefined };
      const by = same(given, kept) ? undefined : await plain.knows(principal.realm, signal);
      if (by !== undefined) {
        const source = by === 'dns' ? 'DNS' : by;
        const reason = `the KDCs of ${principal.realm} are named by ${source}, and those are used`;
        throw new KerberosError(
          'CONFIG_INVALID',
          `the KDC given for ${principal.realm} is not used: ${reason}`,
          {
            option: `The KDC of ${principal.realm}`,
            value: given.kdc.join(', '),
            reason,
          },
        );
      }
      return { world: plain.withServers(principal.realm, given), servers: given };
    },
    async confirmUnprompted(principal, chosen, servers) {
      if (chosen.kind === 'typed' || chosen.kind === 'public') return;
      const printed = formatPrincipal(principal);
      const used = state.store.identities().map((each) => parsePrincipal(each.principal).realm);
      const present = state.identities().map(({ realm }) => realm);
      const isNewRealm = ![...used, ...present].includes(principal.realm);
      const areNewServers = servers !== undefined && !same(servers, signIns.of(printed));
      if (!isNewRealm && !areNewServers) return;
      const agreed = await ports.dialogs.confirmSignIn({
        principal: shown(printed),
        realm: shown(principal.realm),
        isNewRealm,
        servers: areNewServers ? servers.kdc : [],
        keytab: chosen.kind === 'keytab' ? shown(keytabs.fileOf(chosen.name)) : undefined,
      });
      if (!agreed) throw new KerberosError('CANCELLED', 'the person did not agree', { what: 'The sign-in' });
    },
    async remember(principal, chosen, servers, password) {
      if (chosen.kind === 'public') return false;
      const before = recordOf(principal);
      const sealed = password === undefined ? undefined : await seal(password);
      const at = { kdc: servers?.kdc ?? [], kpasswd: servers?.kpasswd ?? [] };
      const { keytab } = before;
      const plain = { principal, keytab, refusedAt: 0, ...at };
      if (chosen.kind === 'keytab') {
        signIns.save({ ...before, ...at, how: 'keytab', keytab: chosen.name });
      } else if (sealed !== undefined) {
        signIns.save({ ...plain, how: 'saved-password', sealed });
      } else if (chosen.kind === 'saved' || chosen.asKept) {
        signIns.save({ ...before, ...at });
      } else {
        signIns.save({ ...plain, how: 'password' }); // typed, and not to be kept
      }
      return sealed !== undefined;
    },
    unattended(principal) {
      const record = signIns.of(principal);
      if (record?.how === 'keytab' && record.keytab !== undefined) return 'keytab';
      const usable =
        record?.how === 'saved-password' && record.sealed !== undefined && record.refusedAt === 0;
      return usable ? 'saved-password' : undefined;
    },
    async secretFor(principal, means) {
      if (means === 'saved-password') {
        return { kind: 'password', password: () => openSaved(principal) };
      }
      const { keytab } = recordOf(principal);
      if (keytab === undefined) throw unavailable(principal, 'none-kept');
      return Promise.resolve(keytabSecret(keytab));
    },
    openSaved,
    keytabSecret,
    markRefused(principal) {
      const record = signIns.of(principal);
      if (record?.sealed !== undefined) signIns.save({ ...record, refusedAt: state.now() });
    },
    async passwordChanged(principal, fresh) {
      const record = signIns.of(principal);
      if (record?.sealed === undefined) return;
      const sealed = await seal(fresh);
      // One that cannot be sealed anew would be refused: it goes.
      if (sealed !== undefined) signIns.save({ ...record, sealed, refusedAt: 0 });
      else signIns.save({ ...record, how: 'password', sealed: undefined });
    },
    optionsFor(principal) {
      const known = state.store.identities().find((each) => each.principal === principal);
      const { realm } = parsePrincipal(principal);
      return engineOptions(known?.options ?? {}, state.worldFor({ realm, principal }).settings);
    },
    forgetPassword(principal) {
      const record = signIns.of(principal);
      if (record === undefined) return;
      const how = record.how === 'saved-password' ? 'password' : record.how;
      signIns.save({ ...record, how, sealed: undefined, refusedAt: 0 });
    },
    async vault() {
      const now = await ports.vault.available();
      return now.ok ? {} : { why: now.why };
    },
  };
}
