/** A socket to one address of one server, carrying one request. */
export interface Link {
  /** Sends the same bytes again where the transport loses messages (UDP). */
  resend(): void;
  close(): void;
}

/** Called by a link, never after its close(). */
export interface LinkEvents {
  /** The bytes left for the server. */
  sent(): void;
  /** A datagram, or the whole answer of a TCP connection. */
  received(reply: Uint8Array): void;
  failed(error: Error): void;
}
