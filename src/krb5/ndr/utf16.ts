// UTF-16LE, unit by unit: a lone surrogate stays one, so that what was read can be written again.

/** Characters per call of String.fromCharCode: its arguments stand on the stack. */
const BATCH = 4_096;

/** The caller has checked the bounds. */
export function utf16leText(bytes: Uint8Array, at = 0, units = bytes.length >> 1): string {
  // Short names are most of what a PAC has.
  if (units <= 32) {
    let short = '';
    for (let i = 0; i < units; i++) short += String.fromCharCode(unitAt(bytes, at + 2 * i));
    return short;
  }
  let text = '';
  for (let first = 0; first < units; first += BATCH) {
    const part = new Uint16Array(Math.min(BATCH, units - first));
    for (let i = 0; i < part.length; i++) part[i] = unitAt(bytes, at + 2 * (first + i));
    text += String.fromCharCode(...part);
  }
  return text;
}

const unitAt = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

export function utf16leBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}
