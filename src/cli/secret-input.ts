// Passwords from a terminal without echo, or as lines of a standard input that is no terminal; never from arguments.
// What is read stays octets: a string could not be wiped.
import type { ReadStream } from 'node:tty';
import { KerberosError } from '#krb5';

const BACKSPACE = [0x7f, 0x08];
const CTRL_C = 0x03;
const CTRL_D = 0x04;
const CTRL_U = 0x15;
const LINE_ENDS = [0x0a, 0x0d];
/** MIT's prompter keeps 1,023 octets; a longer line cannot be a password that was meant. */
const MAX_LINE = 64 * 1024;

export interface SecretInput {
  /** Resolves to one line's octets, without its end. @throws CANCELLED on Ctrl+C, FILE_REFUSED at the end of input */
  read(prompt: string): Promise<Uint8Array>;
  /** All that is still to come, where standard input is a blob. @throws CANCELLED on Ctrl+C, LIMIT */
  readAll(limit: number): Promise<Uint8Array>;
  /** Lets the process end. */
  close(): void;
}

export function secretInput(
  stdin: NodeJS.ReadStream,
  show: (text: string) => void,
  signal: AbortSignal,
): SecretInput {
  let buffered: Uint8Array = new Uint8Array(0);
  let ended = false;
  let wake: () => void = () => undefined;
  let started = false;

  const onData = (chunk: Uint8Array): void => {
    const joined = new Uint8Array(buffered.length + chunk.length);
    joined.set(buffered);
    joined.set(chunk, buffered.length);
    buffered.fill(0);
    chunk.fill(0);
    buffered = joined;
    wake();
  };
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  const start = (): void => {
    if (!started) {
      started = true;
      stdin.on('data', onData);
      stdin.on('end', onEnd);
      stdin.on('error', onEnd);
    }
    stdin.resume();
  };

  /** Until something came, the end among it. */
  async function more(): Promise<void> {
    if (signal.aborted) throw interrupted();
    await new Promise<void>((resolve) => {
      wake = resolve;
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    });
  }

  async function nextByte(): Promise<number | undefined> {
    while (buffered.length === 0) {
      if (ended) return undefined;
      await more();
    }
    const byte = buffered[0];
    buffered[0] = 0; // it lives on in the caller's line alone
    buffered = buffered.subarray(1);
    return byte;
  }

  async function readLine(terminal: boolean): Promise<Uint8Array> {
    const line = new Uint8Array(MAX_LINE);
    let length = 0;
    for (;;) {
      const byte = await nextByte();
      if (byte === undefined || (terminal && byte === CTRL_D && length === 0)) {
        if (length > 0) break;
        throw noInput();
      }
      if (byte === 0x0a || (terminal && LINE_ENDS.includes(byte))) break;
      if (terminal && byte === CTRL_C) {
        line.fill(0);
        throw interrupted();
      }
      if (terminal && BACKSPACE.includes(byte)) length = withoutLastCharacter(line, length);
      else if (terminal && byte === CTRL_U) length = 0;
      else if (length < MAX_LINE) line[length++] = byte;
    }
    if (!terminal && line[length - 1] === 0x0d) length -= 1;
    const octets = line.slice(0, length);
    line.fill(0);
    return octets;
  }

  return {
    async read(prompt) {
      const terminal = isTerminal(stdin);
      show(`${prompt}: `);
      start();
      if (terminal) stdin.setRawMode(true);
      try {
        return await readLine(terminal);
      } finally {
        if (terminal) stdin.setRawMode(false);
        stdin.pause();
        show('\n');
      }
    },
    async readAll(limit) {
      const chunks: Uint8Array[] = [];
      let length = 0;
      start();
      for (;;) {
        length += buffered.length;
        if (length > limit) throw tooLong(limit);
        chunks.push(buffered);
        buffered = new Uint8Array(0);
        if (ended) break;
        await more();
      }
      const all = new Uint8Array(length);
      let at = 0;
      for (const chunk of chunks) {
        all.set(chunk, at);
        at += chunk.length;
      }
      return all;
    },
    close() {
      buffered.fill(0);
      if (!started) return;
      stdin.off('data', onData);
      stdin.pause();
      stdin.unref();
    },
  };
}

function isTerminal(stdin: NodeJS.ReadStream): stdin is ReadStream {
  return stdin.isTTY;
}

/** One character, not one octet: the continuation octets of UTF-8 go with their lead. */
function withoutLastCharacter(line: Uint8Array, length: number): number {
  let end = Math.max(0, length - 1);
  while (end > 0 && ((line[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  line.fill(0, end, length);
  return end;
}

function interrupted(): KerberosError<'CANCELLED'> {
  return new KerberosError('CANCELLED', 'Password read interrupted', { what: 'password' });
}

function tooLong(limit: number): KerberosError<'LIMIT'> {
  const where = 'standard input';
  return new KerberosError('LIMIT', `${where}: more than ${String(limit)} bytes`, {
    what: 'bytes',
    limit,
    where,
  });
}

function noInput(): KerberosError<'FILE_REFUSED'> {
  return new KerberosError('FILE_REFUSED', 'Cannot read password', {
    file: 'standard input',
    reason: 'it ended before a password came',
  });
}
