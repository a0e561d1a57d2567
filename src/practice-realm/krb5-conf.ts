import { DNS_DOMAIN, REALM } from './accounts.ts';

/** A krb5.conf that knows this realm alone, for MIT's tools, Heimdal's and ours. */
export function practiceKrb5Conf(kdc: readonly string[], kpasswd: readonly string[]): string {
  return `# Tessera's practice realm. It exists only while it is running; nothing of it leaves this machine.
[libdefaults]
  default_realm = ${REALM}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  ticket_lifetime = 10h
  renew_lifetime = 7d
  forwardable = true
[realms]
  ${REALM} = {
${[...kdc.map((address) => `    kdc = ${address}`), ...kpasswd.map((address) => `    kpasswd_server = ${address}`)].join('\n')}
  }
[domain_realm]
  .${DNS_DOMAIN} = ${REALM}
  ${DNS_DOMAIN} = ${REALM}
`;
}
