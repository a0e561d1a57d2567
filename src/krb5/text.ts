// Names and texts of the wire are octets: RFC 4120 5.2.1 says IA5String, everybody sends UTF-8, some send Latin-1.
// Inside Tessera they are JS strings that keep every octet: a byte that is not part of valid UTF-8 becomes a lone
// surrogate U+DC80..U+DCFF (valid UTF-8 never decodes to one), and turns back into that byte when encoded. So ===
// on two names compares their octets.

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Octets to a string that keeps them all. */
export function textFromOctets(octets: Uint8Array): string {
  try {
    return strict.decode(octets);
  } catch {
    return decodeEscaping(octets);
  }
}

/** The inverse of textFromOctets. A lone surrogate outside U+DC80..U+DCFF becomes U+FFFD, as TextEncoder does. */
export function octetsFromText(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return encoder.encode(text);
  // A pair of surrogates makes four octets of two units, everything else at most three of one.
  const octets = new Uint8Array(text.length * 3);
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    let code = text.codePointAt(at) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) {
      octets[count++] = code - 0xdc00;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code >= 0x10000) at++;
    if (code < 0x80) octets[count++] = code;
    else {
      if (code < 0x800) octets[count++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) octets[count++] = 0xe0 | (code >> 12);
        else {
          octets[count++] = 0xf0 | (code >> 18);
          octets[count++] = 0x80 | ((code >> 12) & 0x3f);
        }
        octets[count++] = 0x80 | ((code >> 6) & 0x3f);
      }
      octets[count++] = 0x80 | (code & 0x3f);
    }
  }
  return octets.slice(0, count);
}

/** The code point whose UTF-8 sequence starts at `at`, -1 where none does (RFC 3629 section 4). */
function codePointOf(octets: Uint8Array, at: number): number {
  const lead = octets[at] ?? 0;
  if (lead < 0x80) return lead;
  const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length === 0) return -1;
  let code = lead & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = octets[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (next & 0x3f);
  }
  const shortest = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  return code < shortest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? -1 : code;
}

const CHUNK = 4096;

/** Through code units, so that a hostile mebibyte costs two and not a hundred. */
function decodeEscaping(octets: Uint8Array): string {
  const units = new Uint16Array(octets.length);
  let count = 0;
  for (let at = 0; at < octets.length;) {
    const code = codePointOf(octets, at);
    if (code < 0) units[count++] = 0xdc00 + (octets[at] ?? 0);
    else if (code < 0x10000) units[count++] = code;
    else {
      units[count++] = 0xd7c0 + (code >> 10);
      units[count++] = 0xdc00 + (code & 0x3ff);
    }
    at += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  const parts: string[] = [];
  for (let at = 0; at < count; at += CHUNK) {
    parts.push(String.fromCharCode(...units.subarray(at, Math.min(count, at + CHUNK))));
  }
  return parts.join('');
}

// C0/C1 controls, bidi controls, zero-width and other invisible format characters, line/paragraph separators, and
// lone surrogates: what could fake a prompt, reorder a line or hide a difference when shown.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text from outside as it may be shown to a person: one line, nothing invisible, nothing that moves the cursor. */
export function displayText(text: string): string {
  return text.replace(UNSAFE, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** Every octet as two lower-case digits. */
export function hexText(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}
