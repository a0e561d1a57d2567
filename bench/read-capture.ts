// Reads one capture file as the benchmark wants it measured: in pieces, messages counted and let go.
//   node read-capture.ts FILE
import { closeSync, openSync, readSync } from 'node:fs';
import { captureReader } from '../src/krb5/capture/reader.ts';

const [file = ''] = process.argv.slice(2);
const piece = new Uint8Array(1 << 20);
const before = process.memoryUsage().rss;
let most = before;
let messages = 0;
const began = performance.now();
const source = openSync(file, 'r');
const reader = captureReader();
for (;;) {
  const length = readSync(source, piece);
  if (length === 0) break;
  messages += reader.push(piece.subarray(0, length)).length;
  most = Math.max(most, process.memoryUsage.rss());
}
messages += reader.end().length;
closeSync(source);
const milliseconds = performance.now() - began;
process.stdout.write(`${JSON.stringify({ milliseconds, messages, memory: most - before })}\n`);
