import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { secretInput } from '../../../src/cli/secret-input.ts';

/** A standard input that may be a terminal: it remembers whether echo was off while bytes were read. */
class FakeInput extends PassThrough {
  isTTY = false;
  raw = false;
  readonly modes: boolean[] = [];
  setRawMode(mode: boolean): this {
    this.raw = mode;
    this.modes.push(mode);
    return this;
  }
  unref(): this {
    return this;
  }
}

function inputOf(terminal = false) {
  const stdin = new FakeInput();
  stdin.isTTY = terminal;
  const shown: string[] = [];
  const abort = new AbortController();
  const input = secretInput(stdin as unknown as NodeJS.ReadStream, (text) => shown.push(text), abort.signal);
  return { stdin, shown, abort, input };
}

const text = (octets: Uint8Array): string => new TextDecoder().decode(octets);

test('from a pipe each question takes one line, however the pipe cuts it', async () => {
  const { stdin, shown, input } = inputOf();
  stdin.write('old pass');
  stdin.write('word\nnew\r\n');
  stdin.end('again');
  expect(text(await input.read('Password for a@B'))).toBe('old password');
  expect(text(await input.read('Enter new password'))).toBe('new');
  expect(text(await input.read('Enter it again'))).toBe('again');
  expect(shown.join('')).toBe('Password for a@B: \nEnter new password: \nEnter it again: \n');
});

test('an input that has ended gives no password, not an empty one', async () => {
  const { stdin, input } = inputOf();
  stdin.end();
  await expect(input.read('Password')).rejects.toMatchObject({
    code: 'FILE_REFUSED',
    message: 'Cannot read password',
  });
});

test('an empty line is an empty password', async () => {
  const { stdin, input } = inputOf();
  stdin.end('\n');
  expect(await input.read('Password')).toHaveLength(0);
});

test('at a terminal nothing is echoed, and its mode is given back', async () => {
  const { stdin, shown, input } = inputOf(true);
  stdin.write('secret\r');
  expect(text(await input.read('Password'))).toBe('secret');
  expect(stdin.modes).toEqual([true, false]);
  expect(shown.join('')).toBe('Password: \n');
});

test('backspace takes one character, be it several octets; Ctrl+U takes all', async () => {
  const { stdin, input } = inputOf(true);
  stdin.write(Buffer.from('xy\x15pä\x7f\x08\x7f\x7faß\x7fb\r'));
  expect(text(await input.read('Password'))).toBe('ab');
});

test('Ctrl+C at the prompt is an interruption, and Ctrl+D on an empty line the end of input', async () => {
  const first = inputOf(true);
  first.stdin.write('sec\x03');
  await expect(first.input.read('Password')).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(first.stdin.raw).toBe(false);
  const second = inputOf(true);
  second.stdin.write('\x04');
  await expect(second.input.read('Password')).rejects.toMatchObject({ code: 'FILE_REFUSED' });
});

test('a signal ends the wait for a password', async () => {
  const { abort, input } = inputOf();
  const reading = input.read('Password');
  setTimeout(() => {
    abort.abort();
  }, 10);
  await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('what was read is left in no buffer of the input', async () => {
  const { stdin, input } = inputOf();
  const chunks = [Buffer.from('fir'), Buffer.from('st\nsecond\n')];
  const copies = vi.spyOn(Uint8Array.prototype, 'set'); // what the input joins, it joins by this
  for (const chunk of chunks) stdin.write(chunk);
  expect(text(await input.read('Password'))).toBe('first');
  expect(text(await input.read('Password'))).toBe('second');
  input.close();
  const buffers = [...chunks, ...(copies.mock.contexts as Uint8Array[])];
  copies.mockRestore();
  expect(buffers.length).toBeGreaterThan(chunks.length);
  for (const buffer of buffers) expect(buffer.every((octet) => octet === 0)).toBe(true);
});
