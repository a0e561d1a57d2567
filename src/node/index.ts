// The engine's ports on Node. Other rooms import from here (#node) and never deeper.

// transport, DNS, names
export { nodeDns } from './dns.ts';
export type { Dns, DnsOptions } from './dns.ts';
export { settingsWithServers } from './given-servers.ts';
export { formatHostPort } from './server-entry.ts';
export { probeRealm, sourceOfKdcs } from './probe.ts';
export type { ProbedRealm, ProbedServer } from './probe.ts';
export { nodeResolver } from './resolver.ts';
export type { NodeResolverOptions } from './resolver.ts';
export { nodeTransport } from './transport/index.ts';
export type { NodeTransportOptions } from './transport/index.ts';

// krb5.conf
export { expansionEnvironment, loadProfile } from './config.ts';
export type { Environment } from './config.ts';

// credential caches
export { defaultCacheName, parseCacheName } from './ccache/name.ts';
export type { CacheName } from './ccache/name.ts';
export { openCache } from './ccache/open.ts';
export type { OpenCacheOptions } from './ccache/open.ts';
export { watchCache } from './ccache/watch.ts';
export type { CacheWatch } from './ccache/watch.ts';

// keytabs
export { defaultClientKeytabName, defaultKeytabName, readKeytab } from './keytab.ts';

// files of a person's choice
export { readBlobFile, writeBlobFile } from './blob-file.ts';

// clock, random, key derivation
export { systemClock } from './clock.ts';
export { systemRandom } from './crypto.ts';
export { nodeKeyDerivation } from './key-derivation.ts';
export type { NodeKeyDerivationOptions } from './key-derivation.ts';
