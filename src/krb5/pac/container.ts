// PACTYPE, [MS-PAC] 2.3 and 2.4: cBuffers and Version (0), then one PAC_INFO_BUFFER each (ulType, cbBufferSize and a
// 64-bit Offset from the start of the PAC, a multiple of 8), then the buffers. Little-endian throughout.
import { KerberosError } from '../errors.ts';
import { pacBufferTypeName } from './buffer-type.ts';

export interface PacBuffer {
  readonly type: number;
  readonly data: Uint8Array;
}

/** A buffer and where its data starts in the PAC. */
export interface PlacedPacBuffer extends PacBuffer {
  readonly offset: number;
}

export interface ParsedPac {
  /** The whole PAC as received: what the signatures cover. */
  readonly bytes: Uint8Array;
  /** In the order of the PAC. */
  readonly buffers: readonly PlacedPacBuffer[];
}

export interface PacLimits {
  readonly maxBytes: number;
  readonly maxBuffers: number;
}

export const PAC_LIMITS: PacLimits = { maxBytes: 1 << 20, maxBuffers: 128 };

const HEADER_LENGTH = 8;
const INFO_LENGTH = 16;

/** All arrays are views of the input. @throws KerberosError FORMAT_INVALID, LIMIT */
export function parsePac(bytes: Uint8Array, limits: PacLimits = PAC_LIMITS): ParsedPac {
  if (bytes.length > limits.maxBytes) throw limit('bytes', limits.maxBytes);
  if (bytes.length < HEADER_LENGTH) throw pacInvalid('too short for its header', 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (view.getUint32(4, true) !== 0) throw pacInvalid('version is not 0', 4);
  if (count > limits.maxBuffers) throw limit('entries', limits.maxBuffers);
  const infoEnd = HEADER_LENGTH + count * INFO_LENGTH;
  if (infoEnd > bytes.length) throw pacInvalid('the list of buffers runs past the end', HEADER_LENGTH);
  const buffers: PlacedPacBuffer[] = [];
  for (let at = HEADER_LENGTH; at < infoEnd; at += INFO_LENGTH) {
    const type = view.getUint32(at, true);
    const size = view.getUint32(at + 4, true);
    const offset = view.getUint32(at + 8, true);
    if (view.getUint32(at + 12, true) !== 0 || offset > bytes.length || size > bytes.length - offset) {
      throw pacInvalid(`the ${pacBufferTypeName(type)} runs past the end`, at);
    }
    if (offset % 8 !== 0) throw pacInvalid(`the ${pacBufferTypeName(type)} is not aligned to 8`, at);
    if (offset < infoEnd) throw pacInvalid(`the ${pacBufferTypeName(type)} overlaps the header`, at);
    buffers.push({ type, offset, data: bytes.subarray(offset, offset + size) });
  }
  refuseOverlaps(buffers);
  return { bytes, buffers };
}

/** Two buffers over the same bytes would let a signature's own field stand for signed data. */
function refuseOverlaps(buffers: readonly PlacedPacBuffer[]): void {
  let end = 0;
  for (const buffer of inOrder(buffers)) {
    if (buffer.data.length === 0) continue;
    if (buffer.offset < end)
      throw pacInvalid(`the ${pacBufferTypeName(buffer.type)} overlaps another`, buffer.offset);
    end = buffer.offset + buffer.data.length;
  }
}

/** KDCs write them in the order of their places. */
function inOrder(buffers: readonly PlacedPacBuffer[]): readonly PlacedPacBuffer[] {
  const isSorted = buffers.every(({ offset }, at) => offset >= (buffers[at - 1]?.offset ?? 0));
  return isSorted ? buffers : buffers.toSorted((a, b) => a.offset - b.offset);
}

/** Lays buffers out in the order given, each aligned to 8 and padded with zeros. */
export function buildPac(buffers: readonly PacBuffer[]): ParsedPac {
  let length = HEADER_LENGTH + buffers.length * INFO_LENGTH;
  const placed = buffers.map(({ type, data }) => {
    const offset = length;
    length += Math.ceil(data.length / 8) * 8;
    return { type, data, offset };
  });
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, buffers.length, true);
  placed.forEach(({ type, data, offset }, i) => {
    const at = HEADER_LENGTH + i * INFO_LENGTH;
    view.setUint32(at, type, true);
    view.setUint32(at + 4, data.length, true);
    view.setUint32(at + 8, offset, true);
    bytes.set(data, offset);
  });
  return { bytes, buffers: placed };
}

/** The first buffer of a type: [MS-PAC] 2.4 has further ones ignored. */
export function findPacBuffer(pac: ParsedPac, type: number): PlacedPacBuffer | undefined {
  return pac.buffers.find((buffer) => buffer.type === type);
}

export function pacInvalid(reason: string, offset?: number): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `PAC: ${reason}`, {
    format: 'pac',
    reason,
    ...(offset === undefined ? {} : { offset }),
  });
}

function limit(what: 'bytes' | 'entries', value: number): KerberosError<'LIMIT'> {
  return new KerberosError('LIMIT', `PAC: more than ${value} ${what}`, { what, limit: value, where: 'PAC' });
}
