// Bytes in writing: base64 in any wrapping and alphabet, hexadecimal with or without separators, the dumps of xxd,
// hexdump, od, tcpdump and Wireshark, PEM-like armour, HTTP headers, and any of these inside other text. What is found
// is yielded in the order in which it is tried:
//   the token of an HTTP header (Authorization, WWW-Authenticate, …: Negotiate), armour, a dump, all of the text as
//   hexadecimal, all of it as base64, then the runs of base64 or hexadecimal in it, the longest first.
// Text is looked at as octets; everything is linear in their number.
import { limitReached } from '../fields/budget.ts';
import { decodeBase64, decodeHex, isWriting, narrowed } from './writing.ts';

export interface Decoded {
  readonly bytes: Uint8Array;
  readonly how: 'text' | 'base64' | 'hex';
  /** Which part of the text it is. */
  readonly offset: number;
  readonly length: number;
}

/** Runs that are tried. */
const MAX_RUNS = 64;
const SHORTEST_RUN = 24;

/** Nothing where the bytes are no text. @throws KerberosError LIMIT */
export function* decodings(bytes: Uint8Array, most: number): Generator<Decoded> {
  const wide = narrowed(bytes);
  if (wide !== undefined) {
    yield { bytes: wide, how: 'text', offset: 0, length: bytes.length };
    return;
  }
  if (bytes.length === 0 || !isWriting(bytes)) return;
  if (bytes.length > most) throw limitReached('bytes', most, 'text');
  const text = new TextDecoder('latin1').decode(bytes);
  yield* headers(text, bytes);
  yield* armour(text, bytes);
  yield* dumps(text);
  yield* written(bytes, 0, bytes.length);
  yield* runs(text, bytes);
}

/** Both readings of what stands there. */
function* written(bytes: Uint8Array, offset: number, length: number): Generator<Decoded> {
  const part = bytes.subarray(offset, offset + length);
  const hex = decodeHex(part);
  if (hex !== undefined) yield { bytes: hex, how: 'hex', offset, length };
  const base64 = decodeBase64(part);
  if (base64 !== undefined) yield { bytes: base64, how: 'base64', offset, length };
}

const HEADER = /\b(?:Negotiate|Kerberos|NTLM)[ \t]+([A-Za-z0-9+/_=-]{8,})/gi;

function* headers(text: string, bytes: Uint8Array): Generator<Decoded> {
  const found = [...firstOf(text.matchAll(HEADER))].map((match) => {
    const length = match[1]?.length ?? 0;
    return { offset: match.index + match[0].length - length, length };
  });
  for (const { offset, length } of found.sort((a, b) => b.length - a.length))
    yield* written(bytes, offset, length);
}

const BEGIN = /-----BEGIN [^\r\n-]{1,80}-----/g;

function* armour(text: string, bytes: Uint8Array): Generator<Decoded> {
  for (const match of firstOf(text.matchAll(BEGIN))) {
    const start = match.index + match[0].length;
    const end = text.indexOf('-----END', start);
    if (end !== -1) yield* written(bytes, start, end - start);
  }
}

function* firstOf<T>(items: Iterable<T>): Generator<T> {
  let count = 0;
  for (const item of items) {
    if (++count > MAX_RUNS) return;
    yield item;
  }
}

const DUMP_LINE = /^[ \t>|]*(?:0x)?([0-9a-f]{4,16})(:?)[ \t]+(?=[0-9a-f]{2})/i;
const GROUP = /([ \t]*)([0-9a-f]+)(?![^ \t\r\n|])/iy;

interface DumpLine {
  readonly offset: number;
  readonly hasColon: boolean;
  readonly octets: readonly number[];
  /** Whether all groups are of four digits. */
  readonly words: boolean;
}

/** A dump's line: how many octets it has is said by the next one's offset; the last has as many as are to be seen. */
function dumpLine(line: string): DumpLine | undefined {
  const head = DUMP_LINE.exec(line);
  if (head === null) return undefined;
  const octets: number[] = [];
  let words = true;
  GROUP.lastIndex = head[0].length;
  for (let group = GROUP.exec(line); group !== null; group = GROUP.exec(line)) {
    const [, gap = '', digits = ''] = group;
    if (digits.length % 2 !== 0 || digits.length > 8) break;
    // hexdump leaves two blanks in the middle; what stands behind a wider gap is the text beside the dump.
    if (octets.length > 0 && gap.length > (octets.length === 8 ? 2 : 1)) break;
    words &&= digits.length === 4;
    for (let at = 0; at < digits.length; at += 2) octets.push(Number.parseInt(digits.slice(at, at + 2), 16));
  }
  const offset = Number.parseInt(head[1] ?? '0', 16);
  return octets.length === 0 ? undefined : { offset, hasColon: head[2] === ':', octets, words };
}

function* dumps(text: string): Generator<Decoded> {
  let lines: DumpLine[] = [];
  let start = 0;
  let end = 0;
  let at = 0;
  let tried = 0;
  while (at <= text.length && tried < MAX_RUNS) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length + 1 : newline + 1;
    const line = next - at > 512 ? undefined : dumpLine(text.slice(at, next - 1));
    const goesOn = line !== undefined && (lines.length === 0 || line.offset > (lines.at(-1)?.offset ?? 0));
    if (!goesOn && lines.length > 0) {
      tried++;
      yield* joined(lines, start, end);
      lines = [];
    }
    if (line !== undefined) {
      if (lines.length === 0) start = at;
      lines.push(line);
      end = Math.min(next - 1, text.length);
    }
    at = next;
  }
  if (lines.length > 0) yield* joined(lines, start, end);
}

function* joined(lines: readonly DumpLine[], offset: number, end: number): Generator<Decoded> {
  const octets: number[] = [];
  let width = 0;
  for (const [index, line] of lines.entries()) {
    const following = lines[index + 1];
    width = following === undefined ? (width === 0 ? 16 : width) : following.offset - line.offset;
    octets.push(...line.octets.slice(0, width));
  }
  const length = end - offset;
  yield { bytes: Uint8Array.from(octets), how: 'hex', offset, length };
  // hexdump and od -x write words as the machine that runs them has them.
  if (lines.every(({ words, hasColon }) => words && !hasColon)) {
    yield { bytes: Uint8Array.from(octets, (_, at) => octets[at ^ 1] ?? 0), how: 'hex', offset, length };
  }
}

const RUN = /[A-Za-z0-9+/_=-]{16,}/g;
/** What may be the last line of one that was wrapped. */
const SHORT_LINE = /\r?\n[ \t>]*[A-Za-z0-9+/_=-]{1,15}(?=\s|$)/y;

/** Runs that only a line's end stands between are one that was wrapped. */
function* runs(text: string, bytes: Uint8Array): Generator<Decoded> {
  const single: { offset: number; length: number }[] = [];
  const wrapped: { offset: number; length: number }[] = [];
  let open: { offset: number; length: number } | undefined;
  for (const match of text.matchAll(RUN)) {
    const { index: offset } = match;
    const { length } = match[0];
    single.push({ offset, length });
    const end = open === undefined ? -1 : open.offset + open.length;
    const between = end === -1 || offset - end > 16 ? 'x' : text.slice(end, offset);
    if (open !== undefined && /^\r?\n[ \t>]*$/.test(between)) open.length = offset + length - open.offset;
    else {
      open = { offset, length };
      wrapped.push(open);
    }
  }
  const extended = wrapped.flatMap(({ offset, length }) => {
    SHORT_LINE.lastIndex = offset + length;
    const more = SHORT_LINE.exec(text)?.[0].length;
    return more === undefined ? [] : [{ offset, length: length + more }];
  });
  const tried = new Set<string>();
  const longest = [...extended, ...wrapped, ...single]
    .filter(({ length }) => length >= SHORTEST_RUN && length < bytes.length)
    .sort((a, b) => b.length - a.length);
  for (const { offset, length } of longest) {
    const mark = `${String(offset)}+${String(length)}`;
    if (tried.has(mark)) continue;
    if (tried.size === MAX_RUNS) return;
    tried.add(mark);
    yield* written(bytes, offset, length);
  }
}
