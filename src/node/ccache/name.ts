// Names of credential caches: TYPE:residual, a bare path being a FILE; and which one is the default.
import { KerberosError, displayText, expandTokens } from '#krb5';
import type { KerberosSettings } from '#krb5';
import { expansionEnvironment } from '../config.ts';
import type { Environment } from '../config.ts';

export interface CacheName {
  readonly type: string;
  readonly residual: string;
}

/** A letter and a colon is a Windows drive, not a type. */
export function parseCacheName(name: string): CacheName {
  const colon = name.indexOf(':');
  if (colon < 0 || (colon === 1 && /^[a-z]/i.test(name))) return { type: 'FILE', residual: name };
  return { type: name.slice(0, colon), residual: name.slice(colon + 1) };
}

const NOT_REACHED: Readonly<Record<string, string>> = {
  DIR: 'a folder of caches',
  KCM: 'a cache daemon',
  KEYRING: "the kernel's key rings",
  API: "macOS's or MIT's cache service",
  MSLSA: "Windows's own tickets",
};

/** The error for a cache type that cannot be opened; it says whether the type exists at all. */
export function unsupportedType({ type, residual }: CacheName): KerberosError<'CCACHE_TYPE_UNSUPPORTED'> {
  const known = NOT_REACHED[type];
  const reason =
    known === undefined
      ? 'this is no known type of credential cache'
      : `${type}: (${known}) is not readable yet`;
  const name = `${type}:${residual}`;
  return new KerberosError('CCACHE_TYPE_UNSUPPORTED', `${displayText(name)}: ${reason}`, {
    type,
    name,
    reason,
  });
}

/**
 * The default cache's name, as MIT finds it: KRB5CCNAME, then default_ccache_name, then FILE:/tmp/krb5cc_UID. It may
 * be of a type that openCache cannot open and then says so: no other name is put in its place here.
 * @throws KerberosError CONFIG_INVALID when default_ccache_name cannot be expanded
 */
export function defaultCacheName(
  settings: Pick<KerberosSettings, 'defaultCcacheName'>,
  env: Environment = process.env,
  uid: number | undefined = process.getuid?.(),
): string {
  const given = env['KRB5CCNAME'];
  if (given !== undefined && given !== '') return given;
  const environment = { ...expansionEnvironment(env), uid };
  const configured = settings.defaultCcacheName;
  if (configured !== undefined) return expandTokens(configured, environment, 'default_ccache_name');
  if (uid === undefined) return `FILE:${environment.temporary}\\krb5cc_${environment.username()}`;
  return `FILE:/tmp/krb5cc_${String(uid)}`;
}
