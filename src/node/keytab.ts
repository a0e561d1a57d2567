// Keytabs by name: FILE:, WRFILE: and bare paths; the default ones.
import { readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import {
  DEFAULT_FILE_LIMITS,
  KerberosError,
  displayText,
  expandTokens,
  isKerberosError,
  parseKeytab,
} from '#krb5';
import type { KerberosSettings, ParsedKeytab } from '#krb5';
import { fileRefused, inWords, isMissing } from './ccache/safe-path.ts';
import { expansionEnvironment } from './config.ts';
import type { Environment } from './config.ts';

/** KRB5_KTNAME, then default_keytab_name, then FILE:/etc/krb5.keytab. @throws KerberosError CONFIG_INVALID */
export function defaultKeytabName(
  settings: Pick<KerberosSettings, 'defaultKeytabName'>,
  env: Environment = process.env,
): string {
  const given = env['KRB5_KTNAME'];
  if (given !== undefined) return given;
  const name = settings.defaultKeytabName ?? 'FILE:/etc/krb5.keytab';
  return expandTokens(name, expansionEnvironment(env), 'default_keytab_name');
}

/** KRB5_CLIENT_KTNAME, then default_client_keytab_name, then MIT's place for it. @throws KerberosError CONFIG_INVALID */
export function defaultClientKeytabName(
  settings: Pick<KerberosSettings, 'defaultClientKeytabName'>,
  env: Environment = process.env,
): string {
  const given = env['KRB5_CLIENT_KTNAME'];
  if (given !== undefined) return given;
  const name = settings.defaultClientKeytabName ?? 'FILE:/var/lib/krb5/user/%{euid}/client.keytab';
  return expandTokens(name, expansionEnvironment(env), 'default_client_keytab_name');
}

/**
 * @param name as MIT writes it: FILE:path, WRFILE:path or path
 * @throws KerberosError FILE_REFUSED, FORMAT_INVALID, LIMIT, NOT_SUPPORTED for other types
 */
export function readKeytab(name: string): ParsedKeytab {
  const file = keytabFile(name);
  const bytes = readBytes(file);
  try {
    return parseKeytab(bytes, { littleEndian: os.endianness() === 'LE' });
  } catch (error) {
    if (!isKerberosError(error, 'FORMAT_INVALID')) throw error;
    const { reason, offset } = error.details;
    const details = { format: 'keytab', reason, file, ...(offset === undefined ? {} : { offset }) } as const;
    throw new KerberosError('FORMAT_INVALID', `${displayText(file)}: ${error.message}`, details, error);
  } finally {
    bytes.fill(0);
  }
}

function keytabFile(name: string): string {
  const colon = name.indexOf(':');
  if (colon < 0 || (colon === 1 && /^[a-z]/i.test(name)) || name.startsWith('/')) return name;
  const type = name.slice(0, colon);
  if (type === 'FILE' || type === 'WRFILE') return name.slice(colon + 1);
  throw new KerberosError('NOT_SUPPORTED', `keytabs of type ${displayText(type)}: are not supported`, {
    what: `keytab type ${type}:`,
  });
}

function readBytes(file: string): Uint8Array {
  try {
    const status = statSync(file);
    if (!status.isFile()) throw fileRefused(file, 'it is no regular file');
    if (status.size > DEFAULT_FILE_LIMITS.bytes) {
      const limit = DEFAULT_FILE_LIMITS.bytes;
      throw new KerberosError('LIMIT', `${displayText(file)}: larger than ${String(limit)} bytes`, {
        what: 'bytes',
        limit,
        where: file,
      });
    }
    return readFileSync(file);
  } catch (error) {
    if (isMissing(error)) throw fileRefused(file, 'there is no such keytab', error);
    throw inWords(file, error);
  }
}
