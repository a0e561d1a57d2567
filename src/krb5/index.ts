// The engine's public surface. Other rooms import from here (#krb5) and never deeper.

export { KerberosError, isKerberosError } from './errors.ts';
export type {
  AnyKerberosError,
  KerberosErrorCode,
  KerberosErrorDetails,
  PasswordPolicy,
  TriedServer,
} from './errors.ts';
export { displayText, octetsFromText, textFromOctets } from './text.ts';
export {
  formatName,
  formatPrincipal,
  isKrbtgt,
  krbtgt,
  parsePrincipal,
  principalName,
  sameName,
  samePrincipal,
} from './principal.ts';
export type { Principal, PrincipalName } from './principal.ts';
export type { AuthorizationDatum, CacheConfigEntry, Credential, HostAddress, TicketTimes } from './credential.ts';
export type {
  CacheContents,
  Clock,
  CredentialCache,
  KdcAddress,
  KdcRequest,
  KdcTransport,
  KeyDerivation,
  NameResolver,
  Ports,
  RandomSource,
} from './ports.ts';
export type { TraceEvent, TraceSink } from './trace.ts';

// iana
export { NameType } from './iana/name-type.ts';

// crypto
export { EncryptionKey } from './crypto/key.ts';

// config
export { parseDuration } from './config/duration.ts';
export { enctypeNumber, parseEnctypes } from './config/enctypes.ts';
export type { EnctypeList, EnctypePolicy } from './config/enctypes.ts';
export { expandTokens } from './config/expand.ts';
export type { ExpansionEnvironment } from './config/expand.ts';
export { settingsForRealm, settingsFromProfile } from './config/from-profile.ts';
export { parseKrb5Conf, parseKrb5ConfDirectory } from './config/parse.ts';
export type { ProfileReader } from './config/parse.ts';
export { Profile } from './config/profile.ts';
export type { ProfileFile, ProfileValue } from './config/profile.ts';
export type { KerberosSettings, RealmDefaults, RealmSettings } from './config/settings.ts';
