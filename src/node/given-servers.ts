// Servers that a person names for a realm, in the place of what krb5.conf might say of it.
import type { KerberosSettings } from '#krb5';
import { parseServerEntry } from './server-entry.ts';

/**
 * The settings with these servers. Without password servers the KDCs' hosts are asked, at the password servers' own
 * port.
 * @throws KerberosError CONFIG_INVALID
 */
export function settingsWithServers(
  settings: KerberosSettings,
  realm: string,
  { kdc, kpasswd }: { readonly kdc: readonly string[]; readonly kpasswd: readonly string[] },
): KerberosSettings {
  for (const text of kdc) parseServerEntry(text, 88, 'KDC');
  for (const text of kpasswd) parseServerEntry(text, 464, 'Password server');
  const own = { realm, kdc, kpasswdServer: kpasswd, adminServer: kpasswd.length > 0 ? [] : kdc };
  return { ...settings, realms: new Map([...settings.realms, [realm, own]]) };
}
