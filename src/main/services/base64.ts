// Base64 (RFC 4648 4), as bytes cross to the window.
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += DIGITS.charAt(bits >> 18) + DIGITS.charAt((bits >> 12) & 63);
    out += b === undefined ? '=' : DIGITS.charAt((bits >> 6) & 63);
    out += c === undefined ? '=' : DIGITS.charAt(bits & 63);
  }
  return out;
}
