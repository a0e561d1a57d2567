// A capture file as the list of its exchanges: each request and reply with its time and ends, and the message itself,
// put together again, as a source of its own. What one message brings to light opens the next.
import { isKerberosError } from '../errors.ts';
import { captureReader } from '../capture/reader.ts';
import { pairExchanges } from '../capture/exchanges.ts';
import type { CapturedMessage, Endpoint } from '../capture/types.ts';
import { addSource, takeField } from '../fields/budget.ts';
import type { Budget } from '../fields/budget.ts';
import type { Field } from '../fields/field.ts';
import { fieldAt, timeText } from '../fields/make.ts';
import type { Leaf } from '../fields/make.ts';

/** What a message's bytes are laid open as. @throws KerberosError */
export type DescribeMessage = (bytes: Uint8Array, budget: Budget, source: number) => Field;

/** Fields that one message may still need: with fewer left the further ones are named and stay closed. */
const ROOM = 5_000;

const MAGICS: ReadonlySet<number> = new Set([
  0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0xa1b2cd34, 0x34cdb2a1, 0x0a0d0d0a,
]);

export function isCapture(bytes: Uint8Array): boolean {
  if (bytes.length < 24) return false;
  return MAGICS.has(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0));
}

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function describeCapture(bytes: Uint8Array, budget: Budget, describe: DescribeMessage): Field {
  const reader = captureReader();
  const messages = [...reader.push(bytes), ...reader.end()];
  const children: Field[] = [];
  for (const [index, { request, reply, repeats }] of pairExchanges(messages).entries()) {
    const parts: Field[] = [];
    if (request !== undefined) parts.push(messageField('request', request, budget, describe));
    if (reply !== undefined) parts.push(messageField('reply', reply, budget, describe));
    for (const [at, repeat] of repeats.entries()) {
      parts.push(messageField(`repeat-${String(at)}`, repeat, budget, describe));
    }
    children.push(made(`[${String(index)}]`, 'exchange', budget, parts));
  }
  const leaf: Leaf = { type: bytes[0] === 0x0a ? 'pcapng' : 'pcap', kind: 'constructed', children };
  return fieldAt('capture', 0, bytes.length, leaf);
}

/** Of no place in the file: what it is made of may stand in many packets. */
function made(name: string, type: string, budget: Budget, parts: readonly Field[], value?: string): Field {
  takeField(budget);
  return fieldAt(name, 0, 0, {
    type,
    kind: 'constructed',
    children: parts,
    ...(value === undefined ? {} : { value }),
  });
}

const end = ({ address, port }: Endpoint): string =>
  address.includes(':') ? `[${address}]:${String(port)}` : `${address}:${String(port)}`;

function messageField(
  name: string,
  message: CapturedMessage,
  budget: Budget,
  describe: DescribeMessage,
): Field {
  const leaf = (of: string, kind: 'time' | 'text' | 'integer', value: string): Field => {
    takeField(budget);
    return fieldAt(of, 0, 0, { type: kind, kind, value });
  };
  const micros = message.time % 1_000_000;
  const time = timeText(Math.floor(message.time / 1_000_000));
  const parts = [
    leaf('time', 'time', time.replace('Z', `.${String(micros).padStart(6, '0')}Z`)),
    leaf('source', 'text', end(message.source)),
    leaf('destination', 'text', end(message.destination)),
    leaf('protocol', 'text', `${message.protocol} over ${message.transport}`),
    leaf('packet', 'integer', String(message.packet)),
    ...message.problems.map(({ kind }) => leaf('problem', 'text', kind)),
  ];
  const contents = fieldAt('message', 0, 0, { type: message.contents, kind: 'octets', value: '' });
  takeField(budget);
  if (budget.fields < ROOM) {
    const closed: Field = { ...contents, truncated: true };
    return made(name, 'captured message', budget, [...parts, closed]);
  }
  const source = addSource(budget, message.bytes, 'reassembled');
  const root = laidOpen(message.bytes, budget, source, describe);
  const opened: Field = { ...contents, opened: { source, how: 'reassembled', root } };
  return made(name, 'captured message', budget, [...parts, opened], root.type);
}

function laidOpen(bytes: Uint8Array, budget: Budget, source: number, describe: DescribeMessage): Field {
  try {
    return describe(bytes, budget, source);
  } catch (error) {
    if (!isKerberosError(error) || error.code === 'LIMIT') throw error;
    const leaf: Leaf = { type: 'OCTETS', kind: 'unreadable', value: error.message, plain: false };
    return fieldAt('message', 0, bytes.length, leaf);
  }
}
