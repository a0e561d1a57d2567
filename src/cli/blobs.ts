// What inspect and diff are given: a file, standard input or the text itself, and the keys that may open it.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import {
  INSPECT_LIMITS,
  KerberosError,
  blobKinds,
  credentialKeys,
  displayText,
  enctypeNumber,
  inspect,
  isKerberosError,
  keytabKeys,
  octetsFromText,
  passwordKeys,
  rawKey,
} from '#krb5';
import type { BlobKind, InspectLimits, Inspection, RingKey } from '#krb5';
import { has, lastValue } from './cli.ts';
import type { Cli } from './cli.ts';
import { Failure, UsageMistake, cacheNotFound, during } from './failure.ts';
import { openKeytab } from './keytabs.ts';
import type { GivenOption, OptionTable } from './options.ts';

export const BLOB_OPTIONS: OptionTable = {
  short: 'c:k:',
  long: {
    as: { argument: 'required' },
    cache: { argument: 'required', short: 'c' },
    key: { argument: 'required' },
    keytab: { argument: 'required', short: 'k' },
    large: { argument: 'none' },
    'password-from': { argument: 'required' },
    salt: { argument: 'required' },
  },
};

export const BLOB_OPTIONS_HELP = `  -k, --keytab FILE     keys that may open what is sealed; as often as needed
  -c, --cache NAME      the session keys of a credential cache, as often as needed
      --key ETYPE:HEX   a key by encryption type; better @FILE, which holds the same on a line, since the
                        arguments of a process can be read by others
      --password-from FILE|-  a password, the first line of a file or of standard input
      --salt SALT       what the password's keys are made with (RFC 4120 4): the realm, then the name
      --large           go on where it would end with a LIMIT: all limits sixteen times as wide
      --as KIND         do not guess what it is: ${kindList()}
`;

function kindList(): string {
  const lines: string[] = [];
  let line = '';
  for (const word of blobKinds.map((kind, index) => (index < blobKinds.length - 1 ? `${kind},` : kind))) {
    if (line.length + word.length > 76) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(24)}`);
}

/** Inspects what each operand names. @throws Failure, UsageMistake */
export async function inspectOperands(
  operands: readonly string[],
  given: readonly GivenOption[],
  cli: Cli,
  failed = 1,
): Promise<readonly Inspection[]> {
  const as = kindOf(lastValue(given, 'as'));
  const fromInput = [...operands, lastValue(given, 'password-from')].filter((word) => word === '-');
  if (fromInput.length > 1) throw new UsageMistake('standard input can be only one of them');
  const keys = await during('while reading the keys', () => keysOf(given, cli), failed);
  const limits = has(given, 'large') ? widerLimits() : INSPECT_LIMITS;
  const options = { keys, limits, ...(as === undefined ? {} : { as }) };
  const made: Inspection[] = [];
  for (const operand of operands) {
    const name = operand === '-' ? 'standard input' : displayText(shortened(operand));
    const { bytes, from } = await during(
      `while reading ${name}`,
      () => blobOf(operand, cli, limits.inputBytes),
      failed,
    );
    try {
      made.push(await during(`while inspecting ${name}`, () => inspect(bytes, options), failed));
    } catch (error) {
      if (from === 'text')
        cli.err(`${cli.program}: there is no file ${name}: it was read as the text itself\n`);
      throw error;
    }
  }
  return made;
}

function widerLimits(): InspectLimits {
  const wider = Object.entries(INSPECT_LIMITS).map(([name, limit]: [string, number]) => [name, 16 * limit]);
  return Object.fromEntries(wider) as InspectLimits;
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function kindOf(word: string | undefined): BlobKind | undefined {
  if (word === undefined) return undefined;
  const kind = blobKinds.find((known) => known === word.toLowerCase());
  if (kind === undefined) throw new UsageMistake(`--as "${word}" is none of: ${blobKinds.join(', ')}`);
  return kind;
}

/** A file of that name, else the operand itself. @throws KerberosError FILE_REFUSED, LIMIT */
async function blobOf(operand: string, cli: Cli, limit: number): Promise<Blob> {
  if (operand === '-') return { from: 'input', bytes: await cli.secrets.readAll(limit) };
  const bytes = readWhole(operand, limit);
  return bytes === undefined ? { from: 'text', bytes: octetsFromText(operand) } : { from: 'file', bytes };
}

interface Blob {
  readonly from: 'file' | 'input' | 'text';
  readonly bytes: Uint8Array;
}

/** undefined where no such file is. */
function readWhole(path: string, limit: number): Uint8Array | undefined {
  try {
    const { size } = statSync(path);
    if (size > limit) {
      throw new KerberosError('LIMIT', `${displayText(path)}: more than ${String(limit)} bytes`, {
        what: 'bytes',
        limit,
        where: path,
      });
    }
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof KerberosError || code === undefined) throw error;
    // What is no name of a file at all is text, too: long, with a NUL, or with a slash behind what is no folder.
    if (['ENOENT', 'ENAMETOOLONG', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(code)) return undefined;
    throw fileRefused(path, code);
  }
}

function fileRefused(file: string, errno: string): KerberosError<'FILE_REFUSED'> {
  return new KerberosError('FILE_REFUSED', `${displayText(file)}: ${errno}`, { file, reason: errno, errno });
}

async function keysOf(given: readonly GivenOption[], cli: Cli): Promise<readonly RingKey[]> {
  const keys: RingKey[] = [];
  for (const { name, value = '' } of given) {
    if (name === 'k') keys.push(...keytabKeys(openKeytab(value).entries));
    if (name === 'c') keys.push(...(await cacheKeys(value, cli)));
    if (name === 'key') keys.push(...givenKeys(value, cli));
  }
  const passwordFrom = lastValue(given, 'password-from');
  const salt = lastValue(given, 'salt');
  if ((passwordFrom === undefined) !== (salt === undefined)) {
    throw new UsageMistake('--password-from and --salt go together');
  }
  if (passwordFrom === undefined || salt === undefined) return keys;
  const password = passwordFrom === '-' ? await cli.secrets.read('Password') : firstLine(passwordFrom);
  try {
    const { kdf } = cli.kerberos().ports;
    return [...keys, ...(await passwordKeys(kdf, password, octetsFromText(salt), { signal: cli.signal }))];
  } finally {
    password.fill(0);
  }
}

async function cacheKeys(name: string, cli: Cli): Promise<readonly RingKey[]> {
  const cache = cli.kerberos().openCache(name);
  const contents = await cache.read();
  if (contents === undefined) throw new Failure(1, cacheNotFound(cache.name));
  return credentialKeys(contents.credentials);
}

/** ETYPE:HEX, or @FILE with one of these on each line. */
function givenKeys(word: string, cli: Cli): readonly RingKey[] {
  if (!word.startsWith('@')) {
    cli.err(
      `${cli.program}: a key on the command line can be read by other processes; --key @FILE keeps it to a file\n`,
    );
    return [givenKey(word)];
  }
  const file = word.slice(1);
  const bytes = readSmall(file);
  try {
    const lines = Array.from(bytes, (octet) => String.fromCharCode(octet))
      .join('')
      .split(/\r?\n/);
    const keys = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    return keys.map(givenKey);
  } finally {
    bytes.fill(0);
  }
}

/** The key's digits appear in no message. */
function givenKey(text: string): RingKey {
  const colon = text.lastIndexOf(':');
  const name = text.slice(0, Math.max(0, colon));
  const digits = text.slice(colon + 1);
  const enctype = /^-?\d{1,9}$/.test(name) ? Number(name) : enctypeNumber(name);
  if (colon < 0 || enctype === undefined) {
    throw new UsageMistake('--key is ETYPE:HEX, for instance aes256-cts-hmac-sha1-96:00112233…');
  }
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) {
    throw new UsageMistake('--key has something else than hexadecimal digits, two for an octet');
  }
  const octets = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  try {
    return rawKey(enctype, octets);
  } catch (error) {
    if (isKerberosError(error)) throw new UsageMistake(`--${error.message}`);
    throw error;
  } finally {
    octets.fill(0);
  }
}

const MAX_SECRET_FILE = 64 * 1024;

function readSmall(file: string): Uint8Array {
  const bytes = new Uint8Array(MAX_SECRET_FILE);
  try {
    const handle = openSync(file, 'r');
    try {
      return bytes.subarray(0, readSync(handle, bytes));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw fileRefused(file, code);
  }
}

function firstLine(file: string): Uint8Array {
  const bytes = readSmall(file);
  const end = bytes.indexOf(0x0a);
  const line = bytes.slice(0, end < 0 ? bytes.length : end);
  bytes.fill(0);
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}
