// kinit: an initial ticket by password or keytab, or a renewed one, into a cache.
import {
  acquireInitialCredential,
  displayText,
  formatPrincipal,
  isKerberosError,
  prepareHostBased,
  renewCredential,
  validateCredential,
} from '#krb5';
import type {
  CacheContents,
  ClientSecret,
  Credential,
  CredentialCache,
  InitialCredential,
  InitialRequest,
  Principal,
} from '#krb5';
import type { Cli, Kerberos, Verb } from '../cli.ts';
import { changeExpiredPassword } from '../expired-password.ts';
import { Failure, cacheNotFound, during } from '../failure.ts';
import { jsonPrincipal, jsonTicket, printJson } from '../format/json.ts';
import { jsonWarning, warningText } from '../format/warnings.ts';
import { localUserName, parseWithDefaultRealm, servicePrincipal } from '../identity.ts';
import { defaultKeytab, openKeytab } from '../keytabs.ts';
import { KINIT_TABLE, kinitOptions } from './kinit-options.ts';
import type { KinitOptions } from './kinit-options.ts';

export const kinit: Verb = {
  name: 'kinit',
  summary: 'Get a ticket-granting ticket',
  usage: `Usage: kinit [-V] [-l lifetime] [-s start_time] [-r renewable_life]
             [-f | -F] [-p | -P] [-n] [-a | -A] [-C] [-E]
             [--request-pac | --no-request-pac]
             [-v] [-R] [-k [-i|-t keytab_file]] [-c cachename]
             [-S service_name] [-I input_ccache] [-T ticket_armor_cache]
             [-X attribute[=value]] [principal]
  -V  say what is done
  -l  how long the ticket shall last (10h, 1d 12h, 10:00:00)
  -s  when it shall start, from now or as a time: a postdated ticket
  -r  how long it shall be renewable
  -f, -F  forwardable, not forwardable
  -p, -P  proxiable, not proxiable
  -a, -A  bound to this machine's addresses, not bound
  -C  let the KDC say the canonical name
  -E  the principal is an enterprise name (user@domain)
  -v  validate a postdated ticket
  -R  renew the ticket
  -k  with a key from a keytab
  -i  with -k: from the default client keytab
  -t  with -k: from this keytab
  -c  into this cache
  -S  for this service instead of the ticket-granting service
  --request-pac, --no-request-pac  ask the KDC for a PAC, or for none
  not supported yet: -n (anonymous), -I (input cache), -T (FAST armor), -X (pre-authentication attributes)
`,
  usageExit: 2,
  options: KINIT_TABLE,

  async run(parsed, cli) {
    const options = kinitOptions(parsed, cli.err);
    const kerberos = cli.kerberos();
    const cache = await cacheOf(cli, kerberos, options);
    const client = await clientOf(cli, kerberos, options, cache);
    if (options.verbose) cli.err(`Using principal: ${displayText(formatPrincipal(client))}\n`);
    await (options.action === 'renew' || options.action === 'validate'
      ? handBack(cli, kerberos, options, cache, client, options.action)
      : signIn(cli, kerberos, options, cache, client));
    if (options.verbose) cli.err('Authenticated to Kerberos v5\n');
    return 0;
  },
};

async function cacheOf(cli: Cli, kerberos: Kerberos, options: KinitOptions): Promise<CredentialCache> {
  const { cache: name } = options;
  if (name === undefined) {
    const cache = await during('while getting default ccache', () => kerberos.openCache());
    // MIT says nothing where the principal is the cache's own.
    const named = options.principal !== undefined || options.action === 'keytab';
    if (options.verbose && (named || (await contentsIfReadable(cache)) === undefined)) {
      cli.err(`Using default cache: ${displayText(residual(cache))}\n`);
    }
    return cache;
  }
  const cache = await during(`resolving ccache ${name}`, () => kerberos.openCache(name));
  if (options.verbose) cli.err(`Using specified cache: ${displayText(name)}\n`);
  return cache;
}

/** A cache that cannot be read is about to be replaced: then it has no say. */
function contentsIfReadable(cache: CredentialCache): Promise<CacheContents | undefined> {
  return cache.read().catch(() => undefined);
}

function residual({ name }: CredentialCache): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Whose ticket: the one named, the keytab's, the cache's, the person at the terminal. */
async function clientOf(
  cli: Cli,
  kerberos: Kerberos,
  options: KinitOptions,
  cache: CredentialCache,
): Promise<Principal> {
  const { settings, ports } = kerberos;
  const parse = (name: string): Promise<Principal> =>
    during(`when parsing name ${name}`, () => parseWithDefaultRealm(name, settings, options.enterprise));
  if (options.principal !== undefined) return parse(options.principal);
  if (options.action === 'keytab' && options.clientKeytab) {
    return during('When determining client principal name from keytab', () => {
      const name = defaultKeytab(settings, cli.env, 'client');
      const { entries } = openKeytab(name);
      const [first] = entries;
      if (first === undefined) throw new Failure(1, `kinit: ${name} holds no key`);
      return first.principal;
    });
  }
  if (options.action === 'keytab') {
    return during('when creating default server principal name', async () => {
      const { storeAs, candidates } = await prepareHostBased(ports, settings, {});
      const made = candidates.at(-1) ?? storeAs;
      const realm = made.realm === '' ? (settings.defaultRealm ?? '') : made.realm;
      return { ...made, realm };
    });
  }
  const contents = await contentsIfReadable(cache);
  if (contents !== undefined) return contents.principal;
  const name = localUserName();
  if (name === undefined) throw new Failure(1, 'Unable to identify user');
  return parse(name);
}

async function signIn(
  cli: Cli,
  kerberos: Kerberos,
  options: KinitOptions,
  cache: CredentialCache,
  client: Principal,
): Promise<void> {
  const doing = 'while getting initial credentials';
  const settings = kerberos.settingsFor(client.realm);
  const request: Omit<InitialRequest, 'secret'> = {
    client,
    options: {
      lifetime: options.lifetime,
      renewLifetime: options.renewLifetime,
      startAfter: options.startAfter,
      forwardable: options.forwardable,
      proxiable: options.proxiable,
      canonicalize: options.canonicalize,
      addresses: options.addresses,
      pac: options.pac,
    },
    service: options.service === undefined ? undefined : servicePrincipal(options.service, client.realm),
    signal: cli.signal,
  };
  const acquire = (secret: ClientSecret): Promise<InitialCredential> =>
    acquireInitialCredential(kerberos.ports, settings, { ...request, secret });

  const { initial, passwordChanged } = await during(doing, async () => {
    if (options.action === 'keytab') {
      return { initial: await acquire(keytabSecret(cli, kerberos, options)), passwordChanged: false };
    }
    return withPassword(cli, kerberos, client, acquire);
  });
  const { credential, config, kdcOffset, warnings } = initial;
  await during(doing, () =>
    cache.initialize({ principal: credential.client, credentials: [credential], config, kdcOffset }),
  );
  const now = Math.floor(kerberos.ports.clock.nowMicros() / 1_000_000);
  for (const warning of warnings) {
    const text = warningText(warning, now);
    if (text !== undefined) cli.say(`${text}\n`);
  }
  if (cli.json) {
    cli.out(
      printJson({
        schema: 'tessera.kinit/1',
        cache: cache.name,
        principal: jsonPrincipal(credential.client),
        ticket: jsonTicket(credential, now),
        passwordChanged,
        warnings: warnings.map(jsonWarning),
      }),
    );
  }
}

function keytabSecret(cli: Cli, kerberos: Kerberos, options: KinitOptions): ClientSecret {
  const kind = options.clientKeytab ? 'client' : 'server';
  const name = options.keytab ?? defaultKeytab(kerberos.settings, cli.env, kind);
  const keytab = openKeytab(name);
  if (options.verbose) cli.err(`Using keytab: ${displayText(options.keytab ?? keytab.name)}\n`);
  return { kind: 'keytab', entries: keytab.entries, name: keytab.name };
}

/** One entry of the password, one proof. An expired one leads into changing it, as with MIT's. */
async function withPassword(
  cli: Cli,
  kerberos: Kerberos,
  client: Principal,
  acquire: (secret: ClientSecret) => Promise<InitialCredential>,
): Promise<{ readonly initial: InitialCredential; readonly passwordChanged: boolean }> {
  let typed: Uint8Array | undefined;
  const password = async (): Promise<Uint8Array> => {
    const entered = await cli.secrets.read(`Password for ${displayText(formatPrincipal(client))}`);
    typed = entered.slice();
    return entered;
  };
  try {
    return { initial: await acquire({ kind: 'password', password }), passwordChanged: false };
  } catch (error) {
    if (!isKerberosError(error, 'KDC_ERROR') || error.details.error.errorCode !== KEY_EXPIRED) throw error;
    const fresh = await changeExpiredPassword(cli, kerberos, client, typed);
    return { initial: await acquire({ kind: 'password', password: () => fresh }), passwordChanged: true };
  } finally {
    typed?.fill(0);
  }
}

/** RFC 4120 7.5.9, KDC_ERR_KEY_EXPIRED. */
const KEY_EXPIRED = 23;

/** kinit -R and -v: the new ticket alone in a new cache, as MIT's. */
async function handBack(
  cli: Cli,
  kerberos: Kerberos,
  options: KinitOptions,
  cache: CredentialCache,
  client: Principal,
  action: 'renew' | 'validate',
): Promise<void> {
  const settings = kerberos.settingsFor(client.realm);
  const credential = await during(
    action === 'renew' ? 'while renewing credentials' : 'while validating credentials',
    async () => {
      const contents = await cache.read();
      if (contents === undefined) throw cacheNotFound(cache.name);
      const server =
        options.service === undefined ? undefined : servicePrincipal(options.service, client.realm);
      const operation = action === 'renew' ? renewCredential : validateCredential;
      return operation(kerberos.ports, settings, {
        contents: { ...contents, principal: client },
        server,
        signal: cli.signal,
      });
    },
  );
  await during('while storing credentials', async () => {
    const contents = await cache.read();
    await cache.initialize(
      afterHandBack(contents, credential, options.canonicalize === true ? credential.client : client),
    );
  });
  if (options.verbose) cli.err('Initialized cache\nStored credentials\n');
  if (!cli.json) return;
  const now = Math.floor(kerberos.ports.clock.nowMicros() / 1_000_000);
  cli.out(
    printJson({
      schema: 'tessera.kinit/1',
      cache: cache.name,
      principal: jsonPrincipal(client),
      ticket: jsonTicket(credential, now),
      passwordChanged: false,
      warnings: [],
    }),
  );
}

function afterHandBack(
  before: CacheContents | undefined,
  credential: Credential,
  principal: Principal,
): CacheContents {
  return { principal, credentials: [credential], config: [], kdcOffset: before?.kdcOffset };
}
