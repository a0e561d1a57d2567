// Messages that real peers sent, for captures made of them, and a capture's messages in short.
import { captureReader } from '../../src/krb5/capture/reader.ts';
import type { CaptureOptions } from '../../src/krb5/capture/reader.ts';
import type { CapturedMessage } from '../../src/krb5/capture/types.ts';
import { hex, readVectors, toHex } from './vectors.ts';

const recorded = readVectors('messages/captured') as {
  readonly messages: readonly { readonly codec: string; readonly hex: string }[];
  readonly kpasswd: readonly { readonly kind: string; readonly hex: string }[];
};

/** The first of a kind: asReq, krbError, tgsReq, … */
export function recordedMessage(codec: string): Uint8Array {
  return hex(recorded.messages.find((message) => message.codec === codec)?.hex ?? '');
}

export function recordedMessages(codecs: readonly string[]): Uint8Array[] {
  return recorded.messages.filter(({ codec }) => codecs.includes(codec)).map((message) => hex(message.hex));
}

export function recordedKpasswd(kind: 'request' | 'reply'): Uint8Array {
  return hex(recorded.kpasswd.find((message) => message.kind === kind)?.hex ?? '');
}

/** Reads a capture in one piece. */
export function messagesOf(file: Uint8Array, options?: CaptureOptions): CapturedMessage[] {
  const reader = captureReader(options);
  return [...reader.push(file), ...reader.end()];
}

/** `udp kerberos request 10.0.0.1:5 > 10.0.0.2:88 6a81…` */
export function inShort(message: CapturedMessage): string {
  const { transport, protocol, direction, source, destination, bytes, problems } = message;
  const ends = [source, destination].map(({ address, port }) => `${address}:${String(port)}`).join(' > ');
  const wrong = problems.map(({ kind }) => ` ${kind}`).join('');
  return `${transport} ${protocol} ${direction} ${ends} ${toHex(bytes)}${wrong}`;
}
