// What of a message may be kept. Ciphertext made with a person's or a service's key is what password guessers work on
// (the proof in an AS-REQ, the sealed part of its answer, a service ticket), so it is never kept, nor is anything whose
// meaning is not known: of all that the octets are replaced by zeros, in place, so that offsets and lengths stay true.
import { describeMessage } from './describe.ts';
import type { DescribeOptions } from './describe.ts';
import { fieldsOf } from './field.ts';
import type { Field } from './field.ts';

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export interface KeptMessage {
  /** As long as the message; zeros in the ranges. */
  readonly bytes: Uint8Array;
  /** In order, without overlap; none is empty. */
  readonly blanked: readonly ByteRange[];
}

/** The message without its sealed parts, secrets, and whatever is not understood. */
export function keepOpenParts(message: Uint8Array, options: DescribeOptions = {}): KeptMessage {
  return keepPlain(message, describeMessage(message, options));
}

/** @param described of these very bytes */
export function keepPlain(message: Uint8Array, described: Field): KeptMessage {
  const open = new Uint8Array(message.length);
  for (const field of fieldsOf(described)) {
    const holds = field.kind === 'constructed' || field.kind === 'unknown';
    // The tags and lengths around a value say how long it is, which is not kept from anybody.
    if (field.kind !== 'unreadable') open.fill(1, field.offset, field.valueOffset);
    if (!holds && field.plain) open.fill(1, field.valueOffset, field.valueOffset + field.valueLength);
  }
  const bytes = message.map((octet, at) => (open[at] === 1 ? octet : 0));
  const blanked: ByteRange[] = [];
  for (let at = 0; at < open.length;) {
    const end = open.indexOf(1, at) === at ? next(open, at, 0) : next(open, at, 1);
    if (open[at] === 0) blanked.push({ offset: at, length: end - at });
    at = end;
  }
  return { bytes, blanked };
}

function next(marks: Uint8Array, from: number, wanted: number): number {
  const at = marks.indexOf(wanted, from);
  return at === -1 ? marks.length : at;
}
