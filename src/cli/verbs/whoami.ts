// whoami: what a service is told of a person. Of oneself without anybody's key, by a ticket to oneself that the own
// TGT's session key opens; of another as one's own service sees him, by S4U2self with that service's keytab.
import {
  ErrorCode,
  NameType,
  acquireInitialCredential,
  decodeDer,
  findKey,
  formatPrincipal,
  isKerberosError,
  openTicketWithPac,
  ownTicketForPac,
  parsePrincipal,
  samePrincipal,
  selfTicketFor,
  ticket,
} from '#krb5';
import type { CacheContents, KerberosError, KeytabEntry, Principal } from '#krb5';
import { has, lastValue } from '../cli.ts';
import type { Cli, Kerberos, Verb } from '../cli.ts';
import { UsageMistake, cacheNotFound, during } from '../failure.ts';
import { printJson } from '../format/json.ts';
import { whoamiJson, whoamiText } from '../format/whoami-text.ts';
import type { Seen } from '../format/whoami-text.ts';
import { parseWithDefaultRealm } from '../identity.ts';
import { openKeytab } from '../keytabs.ts';
import type { GivenOption } from '../options.ts';

export const whoami: Verb = {
  name: 'whoami',
  summary: 'Show what services are told of you, or of a person by your own service',
  usage: `usage: whoami [-c ccache]
       whoami --as-service service -k keytab --user name [--account name]
  -c  the cache with your ticket-granting ticket
  --as-service  ask as this service, whose key is in the keytab
  -k  the keytab
  --user  of whom: name, name@REALM, or a user principal name with another suffix
  --account  the name that the service signs in by, where it is not one of the keytab's
`,
  usageExit: 2,
  options: {
    short: 'c:k:h',
    long: {
      'as-service': { argument: 'required' },
      user: { argument: 'required' },
      account: { argument: 'required' },
    },
  },

  async run({ given, operands }, cli) {
    if (has(given, 'h')) throw new UsageMistake('');
    if (operands.length > 0) throw new UsageMistake('whoami takes no operands');
    const kerberos = cli.kerberos();
    const service = lastValue(given, 'as-service');
    const seen =
      service === undefined
        ? await bySelf(cli, kerberos, given)
        : await byService(cli, kerberos, given, service);
    cli.out(cli.json ? printJson(whoamiJson(seen)) : whoamiText(seen));
    return 0;
  },
};

async function bySelf(cli: Cli, kerberos: Kerberos, given: readonly GivenOption[]): Promise<Seen> {
  for (const name of ['user', 'account', 'k']) {
    if (!has(given, name)) continue;
    throw new UsageMistake(`whoami: -${name.length > 1 ? '-' : ''}${name} goes with --as-service`);
  }
  const cache = await during('while opening ccache', () => kerberos.openCache(lastValue(given, 'c')));
  const contents = await during('while getting client principal name', () => cache.read());
  if (contents === undefined) throw cacheNotFound(cache.name);
  const settings = kerberos.settingsFor(contents.principal.realm);
  const own = await during('while asking for a ticket to oneself', () =>
    ownTicketForPac(kerberos.ports, settings, { contents, signal: cli.signal }),
  );
  return during('while opening the ticket to oneself', () => ({
    how: own.how,
    service: own.credential.server,
    account: own.credential.server,
    ticket: openTicketWithPac(own.credential.ticket, own.tgt.key),
  }));
}

async function byService(
  cli: Cli,
  kerberos: Kerberos,
  given: readonly GivenOption[],
  name: string,
): Promise<Seen> {
  const [keytabName, userName] = [lastValue(given, 'k'), lastValue(given, 'user')];
  if (keytabName === undefined || userName === undefined || has(given, 'c')) {
    throw new UsageMistake('whoami: --as-service needs -k and --user, and takes no -c');
  }
  const service = parseWithDefaultRealm(name, kerberos.settings);
  const keytab = await during(`resolving keytab ${keytabName}`, () => openKeytab(keytabName));
  const account = lastValue(given, 'account');
  const user = userOf(userName, service.realm);
  const contents = await during('while signing the service in', () =>
    signIn(cli, kerberos, keytab.name, accountsOf(keytab.entries, service, account)),
  );
  const credential = await during(
    `while asking for ${formatPrincipal(user)} as ${formatPrincipal(service)}`,
    () =>
      selfTicketFor(kerberos.ports, kerberos.settingsFor(service.realm), {
        contents,
        user,
        signal: cli.signal,
      }),
  );
  return during('while opening the ticket with the service’s key', () => {
    const { encPart } = decodeDer(ticket, credential.ticket, { path: 'Ticket' });
    const kvno = encPart.kvno === undefined ? {} : { kvno: encPart.kvno };
    const { key } = findKey(keytab.entries, service, { etypes: [encPart.etype], ...kvno }, keytab.name);
    return {
      how: 's4u2self',
      service,
      account: credential.server,
      ticket: openTicketWithPac(credential.ticket, key),
    };
  });
}

/** A name with a suffix that is not the service's realm is one that the KDC has to find. */
function userOf(text: string, realm: string): Principal {
  const principal = parsePrincipal(text, { defaultRealm: realm });
  if (principal.realm === realm) return principal;
  if (principal.realm.toUpperCase() === realm) return { ...principal, realm };
  return { name: { nameType: NameType.ENTERPRISE, nameString: [text] }, realm };
}

const sameKey = (a: KeytabEntry, b: KeytabEntry): boolean =>
  a.kvno === b.kvno &&
  a.key.keyType === b.key.keyType &&
  a.key.keyValue.length === b.key.keyValue.length &&
  a.key.keyValue.every((octet, at) => octet === b.key.keyValue[at]);

/** A name to sign in by, with the keys that belong to it. */
interface Account {
  readonly client: Principal;
  readonly entries: readonly KeytabEntry[];
}

/**
 * Who may sign in with the service's key: AD knows a service name only as a name of an account, whose own name stands
 * in the keytab with the same keys.
 */
function accountsOf(
  entries: readonly KeytabEntry[],
  service: Principal,
  account: string | undefined,
): readonly Account[] {
  const own = entries.filter(({ principal }) => samePrincipal(principal, service));
  if (account !== undefined) {
    const client = parsePrincipal(account, { defaultRealm: service.realm });
    return [{ client, entries: own.map((entry) => ({ ...entry, principal: client })) }];
  }
  const names: Principal[] = [service];
  for (const { principal } of entries) {
    if (names.some((known) => samePrincipal(known, principal))) continue;
    const theirs = entries.filter((entry) => samePrincipal(entry.principal, principal));
    // All keys: RC4's know no salt, and are alike wherever passwords are.
    if (own.every((each) => theirs.some((entry) => sameKey(entry, each)))) names.push(principal);
  }
  return names.map((client) => ({ client, entries }));
}

/** The names in turn, as long as the KDC does not know them. */
async function signIn(
  cli: Cli,
  kerberos: Kerberos,
  name: string,
  accounts: readonly Account[],
): Promise<CacheContents> {
  let first: KerberosError | undefined;
  for (const { client, entries } of accounts) {
    try {
      const { credential, kdcOffset, config } = await acquireInitialCredential(
        kerberos.ports,
        kerberos.settingsFor(client.realm),
        { client, secret: { kind: 'keytab', entries, name }, signal: cli.signal },
      );
      return { principal: credential.client, credentials: [credential], config, kdcOffset };
    } catch (error) {
      const isUnknown =
        isKerberosError(error, 'KDC_ERROR') &&
        error.details.error.errorCode === ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN;
      if (!isUnknown) throw error;
      first ??= error;
    }
  }
  throw first ?? new TypeError('an account has at least one name');
}
