// Lists of encryption types as krb5.conf(5) and `kvno -e` write them: names, aliases, families (aes, rc4, des3,
// camellia) and DEFAULT, each with + or - before it, divided by blanks or commas. Numbers: RFC 3961 8, RFC 3962 7,
// RFC 4757 9, RFC 6803 8, RFC 8009 7.

interface KnownEnctype {
  readonly number: number;
  readonly names: readonly string[];
}

const KNOWN: readonly KnownEnctype[] = [
  { number: 1, names: ['des-cbc-crc'] },
  { number: 2, names: ['des-cbc-md4'] },
  { number: 3, names: ['des-cbc-md5', 'des'] },
  { number: 6, names: ['des3-cbc-raw'] },
  { number: 16, names: ['des3-cbc-sha1', 'des3-hmac-sha1', 'des3-cbc-sha1-kd'] },
  { number: 17, names: ['aes128-cts-hmac-sha1-96', 'aes128-cts', 'aes128-sha1'] },
  { number: 18, names: ['aes256-cts-hmac-sha1-96', 'aes256-cts', 'aes256-sha1'] },
  { number: 19, names: ['aes128-cts-hmac-sha256-128', 'aes128-sha2'] },
  { number: 20, names: ['aes256-cts-hmac-sha384-192', 'aes256-sha2'] },
  { number: 23, names: ['arcfour-hmac', 'rc4-hmac', 'arcfour-hmac-md5'] },
  { number: 24, names: ['arcfour-hmac-exp', 'rc4-hmac-exp', 'arcfour-hmac-md5-exp'] },
  { number: 25, names: ['camellia128-cts-cmac', 'camellia128-cts'] },
  { number: 26, names: ['camellia256-cts-cmac', 'camellia256-cts'] },
];

const FAMILIES: Readonly<Record<string, readonly number[]>> = {
  default: [18, 17, 20, 19, 16, 23, 25, 26],
  aes: [18, 17, 20, 19],
  rc4: [23],
  des3: [16],
  camellia: [26, 25],
};

/** What the engine can do, and what it does without being told to. */
const IMPLEMENTED: ReadonlySet<number> = new Set([17, 18, 19, 20, 23]);

export interface EnctypePolicy {
  readonly allowWeakCrypto: boolean;
  readonly allowRc4: boolean;
}

export interface EnctypeList {
  readonly enctypes: readonly number[];
  /** In words: names that nobody knows, or that were asked for and left out. */
  readonly warnings: readonly string[];
}

/** The number of an enctype's name or alias, in any case. */
export function enctypeNumber(name: string): number | undefined {
  const lower = name.toLowerCase();
  return KNOWN.find((known) => known.names.includes(lower))?.number;
}

/**
 * Reads a list. What the engine does not implement and RC4 without leave are taken out; that is said only of names
 * that stand in the list themselves, since DEFAULT means "what you have".
 */
export function parseEnctypes(text: string, policy: EnctypePolicy): EnctypeList {
  const chosen: number[] = [];
  const warnings: string[] = [];
  for (const word of text.split(/[ \t\r\n,]+/).filter((part) => part !== '')) {
    const remove = word.startsWith('-');
    const name = word.replace(/^[+-]/, '');
    const family = Object.hasOwn(FAMILIES, name.toLowerCase()) ? FAMILIES[name.toLowerCase()] : undefined;
    const single = enctypeNumber(name);
    const numbers = family ?? (single === undefined ? [] : [single]);
    if (numbers.length === 0) warnings.push(`encryption type "${name}" is not known`);
    for (const number of numbers) {
      const at = chosen.indexOf(number);
      if (remove && at >= 0) chosen.splice(at, 1);
      else if (!remove && at < 0) {
        const refusal = refuse(number, policy);
        if (refusal === undefined) chosen.push(number);
        else if (name.toLowerCase() !== 'default') warnings.push(`encryption type ${name} ${refusal}`);
      }
    }
  }
  return { enctypes: chosen, warnings: [...new Set(warnings)] };
}

function refuse(number: number, policy: EnctypePolicy): string | undefined {
  if (!IMPLEMENTED.has(number)) return 'is not implemented and left out';
  if (number === 23 && !policy.allowRc4 && !policy.allowWeakCrypto) {
    return 'is weak and left out; "allow_rc4 = true" in [libdefaults] would allow it';
  }
  return undefined;
}
