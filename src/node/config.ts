// krb5.conf from this machine's files: KRB5_CONFIG's list, or the system's default places.
import { closeSync, existsSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  KerberosError,
  Profile,
  displayText,
  isKerberosError,
  parseKrb5Conf,
  parseKrb5ConfDirectory,
  textFromOctets,
} from '#krb5';
import type { ExpansionEnvironment, ProfileFile, ProfileReader } from '#krb5';

export type Environment = Readonly<Record<string, string | undefined>>;

const reader: ProfileReader = {
  readFile: (file) => attempt(() => textFromOctets(readBytes(file))),
  listDirectory: (folder) => attempt(() => readdirSync(folder)),
};

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isKerberosError(error)) throw error;
    return undefined;
  }
}

/** Nobody writes so much by hand; and a device or a pipe may never end. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const CHUNK = 64 * 1024;

/** @throws KerberosError LIMIT, before more than that is held */
function readBytes(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const chunks: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const chunk = new Uint8Array(CHUNK);
      const length = readSync(descriptor, chunk);
      if (length === 0) return Buffer.concat(chunks);
      total += length;
      if (total > MAX_FILE_BYTES) throw tooLarge(file);
      chunks.push(chunk.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(file: string): KerberosError<'LIMIT'> {
  const message = `${displayText(file)}: larger than ${String(MAX_FILE_BYTES)} bytes`;
  return new KerberosError('LIMIT', message, { what: 'bytes', limit: MAX_FILE_BYTES, where: file });
}

/**
 * The profile that KRB5_CONFIG names (a list divided by colons; missing files are passed over, a folder stands for
 * its files), or the system's own. With no file at all the profile is empty, and DNS alone finds the KDCs.
 * @throws KerberosError FORMAT_INVALID, LIMIT; FILE_REFUSED when files are there but none may be read
 */
export function loadProfile(env: Environment = process.env): Profile {
  const files: ProfileFile[] = [];
  const warnings: string[] = [];
  const denied: string[] = [];
  for (const file of profileFiles(env)) {
    const status = attempt(() => statSync(file));
    if (status === undefined) {
      if (env['KRB5_CONFIG'] !== undefined && file !== '')
        warnings.push(`${file} (named in KRB5_CONFIG) is not there`);
      continue;
    }
    if (status.isDirectory()) {
      files.push(parseKrb5ConfDirectory(file, reader));
      continue;
    }
    const text = reader.readFile(file);
    if (text === undefined) denied.push(file);
    else files.push(parseKrb5Conf({ file, text }, reader));
  }
  if (files.length === 0 && denied[0] !== undefined) {
    const reason = 'it may not be read by you';
    throw new KerberosError('FILE_REFUSED', `${denied[0]}: ${reason}`, { file: denied[0], reason });
  }
  return new Profile(files, [...warnings, ...denied.map((file) => `${file} may not be read by you`)]);
}

function profileFiles(env: Environment): readonly string[] {
  const given = env['KRB5_CONFIG'];
  if (process.platform === 'win32') {
    if (given !== undefined) return [given];
    const roots = [env['APPDATA'], env['ProgramData']].filter((root) => root !== undefined);
    const ini = roots.map((root) => path.join(root, 'MIT', 'Kerberos5', 'krb5.ini'));
    const candidates = [...ini, path.join(env['windir'] ?? 'C:\\Windows', 'krb5.ini')];
    return candidates.filter((file) => existsSync(file)).slice(0, 1); // the first alone, as MIT's for Windows
  }
  const places =
    process.platform === 'darwin'
      ? ['~/Library/Preferences/edu.mit.Kerberos', '/Library/Preferences/edu.mit.Kerberos', '/etc/krb5.conf']
      : ['/etc/krb5.conf'];
  return (given?.split(':') ?? places).map((file) =>
    file.startsWith('~/') ? (env['HOME'] ?? os.homedir()) + file.slice(1) : file,
  );
}

/** What %{uid} and its like stand for in this process. */
export function expansionEnvironment(env: Environment = process.env): ExpansionEnvironment {
  return {
    uid: process.getuid?.(),
    euid: process.geteuid?.(),
    username: () => os.userInfo().username,
    temporary: process.platform === 'win32' ? os.tmpdir() : (env['TMPDIR'] ?? '/tmp'),
  };
}
