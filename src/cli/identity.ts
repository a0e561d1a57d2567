// Names and caches as the verbs choose them.
import { userInfo } from 'node:os';
import { KerberosError, NameType, formatPrincipal, krbtgt, parsePrincipal, samePrincipal } from '#krb5';
import type { CacheContents, Credential, KerberosSettings, Principal } from '#krb5';

/** krb5_parse_name with the default realm for a name without one. @throws FORMAT_INVALID, CONFIG_INVALID */
export function parseWithDefaultRealm(
  text: string,
  settings: KerberosSettings,
  enterprise = false,
): Principal {
  const options = {
    enterprise,
    ...(settings.defaultRealm === undefined ? {} : { defaultRealm: settings.defaultRealm }),
  };
  if (settings.defaultRealm === undefined && !namesRealm(text, enterprise)) {
    const reason = 'no default_realm is set, and the name says none';
    throw new KerberosError('CONFIG_INVALID', 'Configuration file does not specify default realm', {
      option: 'default_realm',
      value: '',
      reason,
    });
  }
  return parsePrincipal(text, options);
}

function namesRealm(text: string, enterprise: boolean): boolean {
  const signs = text.replace(/\\./g, '').split('@').length - 1;
  return signs > (enterprise ? 1 : 0);
}

/** The person at this terminal. */
export function localUserName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** A service named on the command line (kinit -S): its realm is the client's unless it says one. */
export function servicePrincipal(text: string, realm: string): Principal {
  return parsePrincipal(text, { defaultRealm: realm, nameType: NameType.SRV_INST });
}

/** The ticket-granting ticket of the cache's own realm; of several the first, as MIT takes it. */
export function localTgt({ principal, credentials }: CacheContents): Credential | undefined {
  const wanted = krbtgt(principal.realm);
  return credentials.find(({ server }) => samePrincipal(server, wanted));
}

export function needTgt(contents: CacheContents, cacheName: string): Credential {
  const tgt = localTgt(contents);
  if (tgt !== undefined) return tgt;
  const wanted = formatPrincipal(krbtgt(contents.principal.realm));
  throw new KerberosError('NO_CREDENTIALS', `${cacheName} holds no ticket for ${wanted}`, {
    cache: cacheName,
    wanted,
  });
}
