// HTTP/1 (RFC 9112) as far as it carries tokens: `Authorization` and `WWW-Authenticate` with Negotiate (RFC 4559),
// Kerberos and NTLM, the proxies' pair of headers, and messages of [MS-KKDCP]. Bodies are stepped over but for those.
import type { Found } from './formats.ts';
import type { Held, StreamParser } from './tcp.ts';
import type { CaptureProblem } from './types.ts';

const MAX_HEAD = 256 << 10;
const METHODS =
  /^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|CONNECT|PROPFIND|PROPPATCH|REPORT|SEARCH|MKCOL|RPC_IN_DATA|RPC_OUT_DATA) \S/;
const STATUS = /^HTTP\/1\.[01] (\d{3})/;

const ascii = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return text;
};

/** Does HTTP/1 begin here? */
export function looksLikeHttp(bytes: Uint8Array): boolean {
  const head = ascii(bytes.subarray(0, 20));
  return METHODS.test(head) || STATUS.test(head);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGITS = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;

/** RFC 4648 4; undefined where the text is no base64. */
function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={1,2}$/, '');
  if (digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = DIGITS[digits.charCodeAt(i)] ?? -1;
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = (bits >> count) & 0xff;
    }
  }
  return bytes;
}

export interface HttpSink {
  readonly held: Held;
  readonly messageBytes: number;
  deliver(found: Found): void;
}

/** What a reply needs to know of its request. */
interface Asked {
  readonly method: string;
  readonly isKkdcp: boolean;
}

/** Shared by both directions. */
export interface HttpConversation {
  readonly asked: Asked[];
  /** Something else travels through the connection from here on. */
  tunnel: boolean;
}

/** A client that never gets an answer need not be remembered at length. */
const MAX_ASKED = 256;

type Mode = 'head' | 'length' | 'size' | 'chunk' | 'trailer' | 'close' | 'lost';

interface Head {
  readonly first: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

function parseHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n');
  const headers: (readonly [string, string])[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.push([line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]);
  }
  return { first, headers };
}

const TOKEN_HEADERS: Readonly<Record<string, 'request' | 'reply'>> = {
  authorization: 'request',
  'proxy-authorization': 'request',
  'www-authenticate': 'reply',
  'proxy-authenticate': 'reply',
  'authentication-info': 'reply',
};

export class HttpHalf implements StreamParser {
  readonly #sink: HttpSink;
  readonly #shared: HttpConversation;
  #mode: Mode;
  /** A head, or a line, that has not ended. */
  #text: Uint8Array = new Uint8Array(0);
  #textLength = 0;
  /** Where to look for its end from. */
  #looked = 0;
  #left = 0;
  /** Pieces of a body that is kept. */
  #body: Uint8Array[] | undefined;
  #bodyLength = 0;
  #bodyIs: 'request' | 'reply' = 'request';
  #problems: CaptureProblem[] = [];

  constructor(sink: HttpSink, shared: HttpConversation, midStream: boolean) {
    this.#sink = sink;
    this.#shared = shared;
    this.#mode = midStream ? 'lost' : 'head';
    if (midStream) this.#problems.push({ kind: 'mid-stream' });
  }

  data(bytes: Uint8Array, conflict: boolean): void {
    if (conflict) this.#problems.push({ kind: 'conflict' });
    if (this.#mode === 'lost') {
      if (!looksLikeHttp(bytes)) return;
      this.#mode = 'head';
    }
    let at = 0;
    while (at < bytes.length && !this.#shared.tunnel) {
      const rest = bytes.subarray(at);
      const taken = this.#step(rest);
      if (taken === undefined) {
        this.#lose();
        return;
      }
      at += taken;
    }
  }

  gap(length: number): void {
    if (this.#mode === 'close') return;
    if ((this.#mode === 'length' || this.#mode === 'chunk') && length <= this.#left) {
      if (this.#body !== undefined && this.#bodyLength + length <= this.#sink.messageBytes) {
        this.#problems.push({ kind: 'missing', offset: this.#bodyLength, length });
        this.#pass(new Uint8Array(length));
      } else {
        this.#left -= length;
        if (this.#left === 0) this.#passed();
      }
      return;
    }
    this.#lose();
  }

  end(): void {
    if (this.#mode === 'close') this.#bodyEnds();
    else if (this.#body !== undefined) {
      this.#problems.push({ kind: 'cut-short' });
      this.#bodyEnds();
    }
    this.#lose();
  }

  #lose(): void {
    this.#sink.held.bytes -= this.#text.length;
    this.#text = new Uint8Array(0);
    this.#textLength = 0;
    this.#looked = 0;
    this.#dropBody();
    this.#mode = 'lost';
  }

  /** @returns how much of it was used; undefined where it is not HTTP */
  #step(bytes: Uint8Array): number | undefined {
    switch (this.#mode) {
      case 'head': {
        const [text, taken] = this.#until(bytes, '\r\n\r\n');
        if (text === undefined) return taken;
        return this.#head(text) ? taken : undefined;
      }
      case 'size': {
        const [text, taken] = this.#until(bytes, '\r\n');
        if (text === undefined) return taken;
        const size = /^[0-9a-fA-F]{1,7}(?=[;\s]|$)/.exec(text)?.[0];
        if (size === undefined) return undefined;
        // The line break behind the chunk belongs to it.
        this.#left = Number.parseInt(size, 16) + 2;
        this.#mode = this.#left === 2 ? 'trailer' : 'chunk';
        return taken;
      }
      case 'trailer': {
        const [text, taken] = this.#until(bytes, '\r\n');
        if (text === '') this.#bodyEnds();
        return taken;
      }
      case 'length':
      case 'chunk':
        return this.#pass(bytes);
      case 'close':
        this.#collect(bytes);
        return bytes.length;
      case 'lost':
        return bytes.length;
    }
  }

  /** Up to the mark, which does not count; the text is undefined until it is there. */
  #until(bytes: Uint8Array, mark: string): [string | undefined, number | undefined] {
    const before = this.#textLength;
    if (before === 0) {
      const whole = indexOfMark(bytes, mark, 0, Math.min(bytes.length, MAX_HEAD));
      if (whole !== -1) return [ascii(bytes.subarray(0, whole)), whole + mark.length];
    }
    const part = bytes.subarray(0, Math.max(0, MAX_HEAD - before));
    const needed = before + part.length;
    if (this.#text.length < needed) {
      const bigger = new Uint8Array(before === 0 ? needed : Math.min(2 * needed, MAX_HEAD));
      bigger.set(this.#text.subarray(0, before));
      this.#sink.held.bytes += bigger.length - this.#text.length;
      this.#text = bigger;
    }
    this.#text.set(part, before);
    const end = indexOfMark(this.#text, mark, this.#looked, needed);
    if (end === -1) {
      if (needed >= MAX_HEAD) return [undefined, undefined];
      this.#textLength = needed;
      this.#looked = Math.max(0, needed - mark.length + 1);
      return [undefined, part.length];
    }
    const text = ascii(this.#text.subarray(0, end));
    this.#sink.held.bytes -= this.#text.length;
    this.#text = new Uint8Array(0);
    this.#textLength = 0;
    this.#looked = 0;
    return [text, end + mark.length - before];
  }

  #head(text: string): boolean {
    const head = parseHead(text.replace(/^(?:\r\n)+/, ''));
    const status = STATUS.exec(head.first)?.[1];
    if (status === undefined && !METHODS.test(head.first)) return false;
    this.#tokens(head, status === undefined ? 'request' : 'reply');
    const value = (name: string): string | undefined => head.headers.find(([key]) => key === name)?.[1];
    const isKkdcp = /^application\/kerberos\b/i.test(value('content-type') ?? '');
    const chunked = /\bchunked$/i.test(value('transfer-encoding') ?? '');
    const length = /^\d{1,15}$/.exec(value('content-length') ?? '')?.[0];
    let asked: Asked | undefined;
    if (status === undefined) {
      const [method = '', target = ''] = head.first.split(' ');
      asked = { method, isKkdcp: method === 'POST' && (isKkdcp || /\/KdcProxy\/?(?:\?|$)/i.test(target)) };
      if (this.#shared.asked.length < MAX_ASKED) this.#shared.asked.push(asked);
      this.#bodyIs = 'request';
    } else {
      this.#bodyIs = 'reply';
      // An interim answer; the one that counts follows.
      if (status.startsWith('1') && status !== '101') return true;
      asked = this.#shared.asked.shift();
      if (status === '101' || (asked?.method === 'CONNECT' && status.startsWith('2'))) {
        this.#shared.tunnel = true;
        return true;
      }
      if (asked?.method === 'HEAD' || status === '204' || status === '304') return true;
    }
    if (asked?.isKkdcp === true || (status !== undefined && isKkdcp)) this.#body = [];
    if (chunked) this.#mode = 'size';
    else if (length !== undefined) {
      this.#left = Number(length);
      if (this.#left > 0) this.#mode = 'length';
      else this.#dropBody();
    } else if (status !== undefined) this.#mode = 'close';
    else this.#dropBody();
    return true;
  }

  #tokens(head: Head, direction: 'request' | 'reply'): void {
    for (const [name, value] of head.headers) {
      if (TOKEN_HEADERS[name] !== direction) continue;
      const text = /^(?:Negotiate|Kerberos|NTLM)[ \t]+([A-Za-z0-9+/]+={0,2})$/i.exec(value)?.[1];
      const bytes = text === undefined ? undefined : fromBase64(text);
      if (bytes === undefined || bytes.length === 0) continue;
      this.#deliver({ protocol: 'http', contents: 'gss', direction, bytes, problems: [] });
    }
  }

  #deliver(found: Found): void {
    const problems = [...this.#problems, ...found.problems];
    this.#problems = [];
    this.#sink.deliver({ ...found, problems });
  }

  #pass(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.#left);
    const text = this.#mode === 'chunk' ? part.subarray(0, Math.max(0, this.#left - 2)) : part;
    this.#collect(text);
    this.#left -= part.length;
    if (this.#left === 0) this.#passed();
    return part.length;
  }

  #passed(): void {
    if (this.#mode === 'chunk') this.#mode = 'size';
    else this.#bodyEnds();
  }

  #collect(bytes: Uint8Array): void {
    if (this.#body === undefined || bytes.length === 0) return;
    const room = this.#sink.messageBytes - this.#bodyLength;
    if (bytes.length > room) this.#problems.push({ kind: 'too-long' });
    const part = bytes.slice(0, room);
    this.#body.push(part);
    this.#bodyLength += part.length;
    this.#sink.held.bytes += part.length;
  }

  #bodyEnds(): void {
    const pieces = this.#body;
    if (pieces !== undefined && this.#bodyLength > 0) {
      const bytes = new Uint8Array(this.#bodyLength);
      let at = 0;
      for (const piece of pieces) {
        bytes.set(piece, at);
        at += piece.length;
      }
      this.#deliver({
        protocol: 'kkdcp',
        contents: 'kdc-proxy',
        direction: this.#bodyIs,
        bytes,
        problems: [],
      });
    }
    this.#dropBody();
    this.#mode = 'head';
  }

  #dropBody(): void {
    this.#sink.held.bytes -= this.#bodyLength;
    this.#body = undefined;
    this.#bodyLength = 0;
  }
}

function indexOfMark(bytes: Uint8Array, mark: string, from: number, to: number): number {
  const first = mark.charCodeAt(0);
  for (
    let at = bytes.indexOf(first, from);
    at !== -1 && at + mark.length <= to;
    at = bytes.indexOf(first, at + 1)
  ) {
    let same = 1;
    while (same < mark.length && bytes[at + same] === mark.charCodeAt(same)) same++;
    if (same === mark.length) return at;
  }
  return -1;
}
