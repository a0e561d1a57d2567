// A cache's records in the order in which they lie there, as klist shows them.
import { readFileSync } from 'node:fs';
import { parseCcache } from '#krb5';
import type { CredentialCache } from '#krb5';
import type { ListedCache, ListedRecord } from './format/ccache-text.ts';
import { ticketInside } from './format/ticket-inside.ts';

/** After cache.read(), which refuses what must not be read. @throws KerberosError FORMAT_INVALID, LIMIT */
export function readListing({ name }: CredentialCache): ListedCache {
  const { principal, records } = parseCcache(readFileSync(name.slice(name.indexOf(':') + 1)));
  return {
    name,
    principal,
    records: records
      .filter(({ removed }) => !removed)
      .map(({ credential, config }): ListedRecord => {
        if (config === undefined) return { kind: 'ticket', credential, ticket: ticketInside(credential) };
        return { kind: 'config', names: credential.server.name.nameString.slice(1), value: config.value };
      }),
  };
}
