// One KDC over TCP (RFC 4120 7.2.2): each message after its length in four octets, network order. The high bit of
// the length is reserved; a reply longer than the cap is refused before it is read.
import { connect } from 'node:net';
import type { Link, LinkEvents } from './link.ts';

/** MIT's cap. No reply of a KDC comes near it. */
export const MAX_TCP_REPLY = 1024 * 1024;

export function tcpLink(host: string, port: number, bytes: Uint8Array, events: LinkEvents): Link {
  const socket = connect({ host, port, noDelay: true });
  const chunks: Uint8Array[] = [];
  let have = 0;
  let want: number | undefined;
  let closed = false;
  const close = (): void => {
    closed = true;
    socket.destroy();
  };
  const fail = (error: Error): void => {
    if (closed) return;
    close();
    events.failed(error);
  };
  socket.on('connect', () => {
    const framed = new Uint8Array(4 + bytes.length);
    new DataView(framed.buffer).setUint32(0, bytes.length);
    framed.set(bytes, 4);
    socket.write(framed);
    events.sent();
  });
  socket.on('error', fail);
  socket.on('close', () => {
    fail(new Error('the connection was closed without an answer'));
  });
  socket.on('data', (chunk) => {
    if (closed) return;
    chunks.push(chunk);
    have += chunk.length;
    if (want === undefined && have >= 4) {
      const length = joined(chunks, have);
      want = new DataView(length.buffer).getUint32(0);
      if (want > MAX_TCP_REPLY) {
        fail(new Error(`announced an answer of ${want} bytes`));
        return;
      }
    }
    if (want !== undefined && have >= 4 + want) {
      const reply = joined(chunks, have).slice(4, 4 + want);
      close();
      events.received(reply);
    }
  });
  return { resend: () => undefined, close };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
