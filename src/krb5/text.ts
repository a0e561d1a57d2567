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
  const parts: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) parts.push(code - 0xdc00);
    else parts.push(...encoder.encode(char));
  }
  return Uint8Array.from(parts);
}

/** Length of the UTF-8 sequence that starts at `at`, 0 where none does (RFC 3629 section 4). */
function sequenceLength(octets: Uint8Array, at: number): number {
  const lead = octets[at] ?? 0;
  const length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
  if (lead >= 0x80 && (lead < 0xc2 || lead > 0xf4)) return 0;
  if (at + length > octets.length) return 0;
  try {
    strict.decode(octets.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

function decodeEscaping(octets: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < octets.length; ) {
    const length = sequenceLength(octets, at);
    if (length === 0) {
      parts.push(String.fromCharCode(0xdc00 + (octets[at] ?? 0)));
      at += 1;
    } else {
      parts.push(strict.decode(octets.subarray(at, at + length)));
      at += length;
    }
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
