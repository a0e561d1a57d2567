// One KDC over UDP (RFC 4120 7.2.1): a connected socket, so that the kernel passes on nothing but that server's
// datagrams, and says when nobody listens there.
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Link, LinkEvents } from './link.ts';

export function udpLink(host: string, port: number, bytes: Uint8Array, events: LinkEvents): Link {
  const socket = createSocket(isIPv6(host.split('%')[0] ?? '') ? 'udp6' : 'udp4');
  let connected = false;
  let closed = false;
  const fail = (error: Error): void => {
    if (closed) return;
    close();
    events.failed(error);
  };
  const send = (): void => {
    socket.send(bytes, (error) => {
      if (error !== null) fail(error);
    });
    events.sent();
  };
  const close = (): void => {
    if (closed) return;
    closed = true;
    socket.close();
  };
  socket.on('error', fail);
  socket.on('message', (datagram) => {
    if (!closed) events.received(new Uint8Array(datagram));
  });
  socket.connect(port, host, () => {
    if (closed) return;
    connected = true;
    send();
  });
  return {
    resend: () => {
      if (connected && !closed) send();
    },
    close,
  };
}
