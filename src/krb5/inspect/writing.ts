// Base64 and hexadecimal as people and programs write them.

const TAB = 0x09;
const NEWLINE = 0x0a;
const FORM_FEED = 0x0c;
const RETURN = 0x0d;
const BLANK = 0x20;

const isBlank = (octet: number): boolean => octet === BLANK || (octet >= TAB && octet <= RETURN);

/** No control characters but those that make lines. */
export function isWriting(bytes: Uint8Array): boolean {
  return bytes.every(
    (octet) =>
      (octet >= BLANK && octet !== 0x7f) ||
      octet === TAB ||
      octet === NEWLINE ||
      octet === RETURN ||
      octet === FORM_FEED,
  );
}

/** UTF-16 or UTF-8 behind its mark, as octets of one byte each; undefined where there is no such mark. */
export function narrowed(bytes: Uint8Array): Uint8Array | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.slice(3);
  const little = first === 0xff && second === 0xfe;
  if (!little && !(first === 0xfe && second === 0xff)) return undefined;
  const [low, high] = little ? [0, 1] : [1, 0];
  const narrow = new Uint8Array((bytes.length >> 1) - 1);
  for (let at = 0; at < narrow.length; at++) {
    const from = 2 * at + 2;
    // What is no ASCII is no part of anything that is looked for.
    narrow[at] = bytes[from + high] === 0 ? (bytes[from + low] ?? 0) : 0x2e;
  }
  return narrow;
}

const BASE64 = new Uint8Array(256).fill(0xff);
for (const [alphabet, from] of [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 0],
  ['-_', 62],
] as const) {
  for (let at = 0; at < alphabet.length; at++) BASE64[alphabet.charCodeAt(at)] = from + at;
}

const EQUALS = 0x3d;
const REPLY = 0x3e;

/** Blanks, line ends and a mail's `>` at the beginnings of lines are passed over; padding may be missing. */
export function decodeBase64(text: Uint8Array): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let count = 0;
  let bits = 0;
  let digits = 0;
  let padding = 0;
  let atLineStart = true;
  for (const octet of text) {
    if (isBlank(octet) || (atLineStart && octet === REPLY)) {
      if (octet === NEWLINE || octet === RETURN) atLineStart = true;
      continue;
    }
    atLineStart = false;
    if (octet === EQUALS) {
      padding++;
      continue;
    }
    const value = BASE64[octet] ?? 0xff;
    if (value === 0xff || padding > 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    digits++;
    const left = digits & 3;
    // Of four digits the second, third and fourth each complete an octet.
    if (left !== 1) bytes[count++] = (bits >> (left === 2 ? 4 : left === 3 ? 2 : 0)) & 0xff;
  }
  if (digits < 2 || (digits & 3) === 1 || padding > 2) return undefined;
  return bytes.slice(0, count);
}

const HEX = new Uint8Array(256).fill(0xff);
for (let at = 0; at < 16; at++) {
  HEX['0123456789abcdef'.charCodeAt(at)] = at;
  HEX['0123456789ABCDEF'.charCodeAt(at)] = at;
}

/** `: , ; - { } ( ) [ ] " '` between octets, and `0x`, `\x` or `x'` before them. */
const SEPARATORS = new Set(Array.from(':,;-{}()[]"\'', (char) => char.charCodeAt(0)));
const ZERO = 0x30;
const X = 0x78;
const BACKSLASH = 0x5c;

export function decodeHex(text: Uint8Array): Uint8Array | undefined {
  const bytes = new Uint8Array((text.length >> 1) + 1);
  let count = 0;
  let high = -1;
  let atLineStart = true;
  for (let at = 0; at < text.length; at++) {
    const octet = text[at] ?? 0;
    const next = text[at + 1] ?? 0;
    const isPrefix = (octet === ZERO || octet === BACKSLASH) && (next | 0x20) === X;
    const isQuote = atLineStart && octet === REPLY;
    if (high === -1 && (isPrefix || isQuote || isBlank(octet) || SEPARATORS.has(octet))) {
      if (octet === NEWLINE || octet === RETURN) atLineStart = true;
      if (isPrefix) at++;
      continue;
    }
    atLineStart = false;
    const value = HEX[octet] ?? 0xff;
    if (value === 0xff) return undefined;
    if (high === -1) high = value;
    else {
      bytes[count++] = (high << 4) | value;
      high = -1;
    }
  }
  return high !== -1 || count === 0 ? undefined : bytes.slice(0, count);
}
