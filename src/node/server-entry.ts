// How krb5.conf names a server (`kdc`, `admin_server`, `kpasswd_server`): MIT's `host`, `host:port`, `[v6]:port`
// and `https://host/path`, and Heimdal's `tcp/host`, `udp/host` in front of them.
import { KerberosError } from '#krb5';

export interface ServerEntry {
  readonly transport: 'any' | 'udp' | 'tcp' | 'https';
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** The entry as written, for a KDC proxy. */
  readonly url?: string;
}

/** @throws KerberosError CONFIG_INVALID */
export function parseServerEntry(text: string, defaultPort: number, option: string): ServerEntry {
  const entry = text.trim();
  const refuse = (reason: string): never => {
    throw new KerberosError('CONFIG_INVALID', `${option} = ${entry}: ${reason}`, {
      option,
      value: entry,
      reason,
    });
  };
  if (/^https?:\/\//i.test(entry)) {
    if (!URL.canParse(entry)) return refuse('is not a URL');
    const url = new URL(entry);
    if (url.protocol !== 'https:') return refuse('a KDC proxy must be reached over https');
    return {
      transport: 'https',
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? 443 : Number(url.port),
      url: entry,
    };
  }
  const [, prefix, rest = ''] = /^(?:(udp|tcp|http)\/)?(.*)$/i.exec(entry) ?? [];
  const kind = prefix?.toLowerCase();
  if (kind === 'http') return refuse('Kerberos over plain HTTP is not supported');
  const match =
    /^\[([0-9a-f:.%\w]+)\](?::(\d+))?$/i.exec(rest) ?? // [v6]:port
    /^([^:[\]/\s]+)(?::(\d+))?$/.exec(rest) ?? // host:port
    /^([0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*)$/i.exec(rest); // a bare v6 address has no port
  const host = match?.[1];
  if (host === undefined) return refuse('is not host, host:port or [address]:port');
  const port = match?.[2] === undefined ? defaultPort : Number(match[2]);
  if (port < 1 || port > 65535) return refuse('its port is not between 1 and 65535');
  return { transport: kind === 'udp' || kind === 'tcp' ? kind : 'any', host, port };
}

/** The inverse of formatHostPort; a bare IPv6 address has no port. */
export function splitHostPort(
  text: string,
  defaultPort: number,
): { readonly host: string; readonly port: number } {
  const match = /^\[(.+)\](?::(\d+))?$/.exec(text) ?? /^([^:]+)(?::(\d+))?$/.exec(text);
  return { host: match?.[1] ?? text, port: match?.[2] === undefined ? defaultPort : Number(match[2]) };
}

/** `host:port`, with brackets where the host is an IPv6 address. */
export function formatHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
