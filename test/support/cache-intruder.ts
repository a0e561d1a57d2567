// A program that does to a cache what MIT's kdestroy and kinit do, system call by system call, at an instant it is
// told: to be had a thousand times without starting a process each time.
//   node cache-intruder.ts CACHE HEADER RECORD     (the file, and two files with the bytes of a sign-in)
import { closeSync, constants, fstatSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';

export interface Intrusion {
  readonly does: 'kdestroy' | 'kinit';
  /** Milliseconds to wait, without giving the processor away. */
  readonly after: number;
  /** Between the empty cache and its ticket. */
  readonly pause: number;
}

const [, , file = '', headerFile = '', recordFile = ''] = process.argv;
const header = readFileSync(headerFile);
const record = readFileSync(recordFile);

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

function kdestroy(): void {
  const handle = openSync(file, constants.O_RDWR);
  unlinkSync(file);
  writeSync(handle, new Uint8Array(fstatSync(handle).size), 0, undefined, 0);
  closeSync(handle);
}

function kinit(pause: number): void {
  try {
    unlinkSync(file);
  } catch {
    // there is none
  }
  const made = openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600);
  writeSync(made, header);
  closeSync(made);
  spin(pause);
  const appended = openSync(file, constants.O_WRONLY | constants.O_APPEND);
  writeSync(appended, record);
  closeSync(appended);
}

process.on('message', ({ does, after, pause }: Intrusion) => {
  spin(after);
  try {
    if (does === 'kdestroy') kdestroy();
    else kinit(pause);
    process.send?.('done');
  } catch (error) {
    process.send?.(error instanceof Error && 'code' in error ? String(error.code) : 'failed');
  }
});
process.send?.('ready');
