// Keytabs as the verbs choose them: by name, or the server's or client's default one.
import { defaultClientKeytabName, defaultKeytabName, readKeytab } from '#node';
import { KerberosError, displayText, isKerberosError } from '#krb5';
import type { KerberosSettings, KeytabEntry, ParsedKeytab } from '#krb5';
import type { Environment } from './cli.ts';

export interface OpenedKeytab {
  /** TYPE:residual */
  readonly name: string;
  readonly entries: readonly KeytabEntry[];
}

/** @throws KerberosError FILE_REFUSED, FORMAT_INVALID, LIMIT, NOT_SUPPORTED */
export function openKeytab(name: string): OpenedKeytab {
  const { entries } = readInMitsWords(name);
  return { name: name.startsWith('/') || !name.includes(':') ? `FILE:${name}` : name, entries };
}

export function defaultKeytab(
  settings: KerberosSettings,
  env: Environment,
  kind: 'server' | 'client',
): string {
  return kind === 'client' ? defaultClientKeytabName(settings, env) : defaultKeytabName(settings, env);
}

function readInMitsWords(name: string): ParsedKeytab {
  try {
    return readKeytab(name);
  } catch (error) {
    if (!isKerberosError(error, 'FILE_REFUSED') || error.details.errno !== 'ENOENT') throw error;
    const { details } = error;
    throw new KerberosError(
      'FILE_REFUSED',
      `Key table file '${displayText(details.file)}' not found`,
      details,
      error,
    );
  }
}
