// What comes out of a capture file: messages as they travelled, whole again, with what was wrong on the way.

export interface Endpoint {
  /** `192.0.2.1`, `2001:db8::1` */
  readonly address: string;
  readonly port: number;
}

/** What carried a message. */
export type CaptureProtocol = 'kerberos' | 'kpasswd' | 'smb' | 'http' | 'kkdcp' | 'ldap' | 'dcerpc';

/** What a message's bytes are. */
export type CapturedContents =
  /** A message of RFC 4120, without the length that TCP puts before it. */
  | 'kerberos'
  /** RFC 3244's frame. */
  | 'kpasswd'
  /** A token of GSS-API, SPNEGO or NTLM. */
  | 'gss'
  /** KDC-PROXY-MESSAGE of [MS-KKDCP]. */
  | 'kdc-proxy';

export interface CaptureProblem {
  readonly kind:
    /** The capture has not these octets of the message; they stand as zeros. */
    | 'missing'
    /** The capture ends, or its packets were cut, before the message does. */
    | 'cut-short'
    /** The capture begins inside the connection. */
    | 'mid-stream'
    /** Two packets say different things about the same octets; the first one counts. */
    | 'conflict'
    /** More than the limit for one message. */
    | 'too-long';
  readonly offset?: number;
  readonly length?: number;
}

export interface CapturedMessage {
  /** Microseconds since 1970, when the last piece of it was captured. */
  readonly time: number;
  /** Of that piece, counted from 1 as other tools do. */
  readonly packet: number;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport: 'udp' | 'tcp';
  readonly protocol: CaptureProtocol;
  readonly contents: CapturedContents;
  readonly direction: 'request' | 'reply';
  readonly bytes: Uint8Array;
  /** The same for both directions of a connection, or of a pair of UDP ports. */
  readonly streamId: number;
  /** What the protocol pairs requests and replies by: SMB's MessageId, LDAP's messageID, DCE/RPC's call_id. */
  readonly correlation?: string;
  readonly problems: readonly CaptureProblem[];
}

export interface CaptureLimits {
  /** Octets of one captured packet. */
  readonly packetBytes: number;
  /** Octets of one message. */
  readonly messageBytes: number;
  /** Octets that one direction of a connection may hold back while an earlier segment is missing. */
  readonly streamBytes: number;
  /** Octets held back in all: segments, fragments, unfinished messages. */
  readonly heldBytes: number;
  /** Connections, pairs of UDP ports, and fragmented datagrams followed at a time. */
  readonly streams: number;
  /** Messages that may come out. */
  readonly messages: number;
}

export const CAPTURE_LIMITS: CaptureLimits = {
  packetBytes: 1 << 20,
  messageBytes: 1 << 20,
  streamBytes: 1 << 20,
  heldBytes: 32 << 20,
  streams: 8192,
  messages: 1_000_000,
};
