// Typed events of everything the client does. Never a key, never a password; bytes only of messages as they went
// over the wire (what is sealed in them stays sealed).
import type { AnyKerberosError } from './errors.ts';
import type { KdcAddress } from './ports.ts';

export type TraceEvent =
  | {
      readonly type: 'exchange.started';
      readonly exchange: 'AS' | 'TGS' | 'kpasswd';
      readonly client: string;
      readonly server: string;
      readonly realm: string;
    }
  | {
      readonly type: 'dns.queried';
      readonly name: string;
      /** `system`: addresses by the system's own look-up, which may ask DNS, a file or a directory. */
      readonly record: 'SRV' | 'A' | 'AAAA' | 'CNAME' | 'TXT' | 'PTR' | 'URI' | 'system';
      readonly answers: readonly string[];
      /** From the question to here, milliseconds. */
      readonly millis?: number;
      /** Why there is no answer, where it is another reason than that there are no such records. */
      readonly problem?: string;
    }
  | {
      readonly type: 'kdc.chosen';
      readonly realm: string;
      readonly candidates: readonly string[];
      readonly source: 'krb5.conf' | 'dns' | 'given';
    }
  | {
      readonly type: 'message.sent';
      readonly message: string;
      readonly to: KdcAddress;
      readonly bytes: Uint8Array;
      readonly resend: boolean;
    }
  | {
      readonly type: 'message.received';
      readonly message: string;
      readonly from: KdcAddress;
      readonly bytes: Uint8Array;
    }
  | { readonly type: 'fields.skipped'; readonly message: string; readonly fields: readonly string[] }
  | {
      readonly type: 'datagram.dropped';
      readonly from: string;
      readonly length: number;
      readonly reason: string;
    }
  | {
      readonly type: 'server.silent';
      readonly server: string;
      readonly transport: 'udp' | 'tcp' | 'https';
      readonly reason: string;
    }
  | {
      readonly type: 'preauth.required';
      readonly padataTypes: readonly number[];
      readonly etypes: readonly number[];
    }
  | {
      readonly type: 'preauth.chosen';
      readonly padataType: number;
      readonly etype: number;
      readonly salt: string;
      readonly iterations?: number;
    }
  | { readonly type: 'key.derived'; readonly etype: number }
  | { readonly type: 'skew.adjusted'; readonly offsetSeconds: number }
  | { readonly type: 'realm.redirected'; readonly from: string; readonly to: string }
  | {
      readonly type: 'referral.followed';
      readonly from: string;
      readonly to: string;
      readonly path: readonly string[];
    }
  | {
      readonly type: 'name.canonicalized';
      readonly asked: string;
      readonly made: string;
      readonly how: string;
    }
  | { readonly type: 'reply.checked'; readonly checks: readonly string[] }
  | {
      readonly type: 'credential.acquired';
      readonly client: string;
      readonly server: string;
      readonly etype: number;
      readonly ticketEtype: number;
      readonly endTime: number;
    }
  | {
      readonly type: 'cache.written';
      readonly cache: string;
      readonly how: 'initialize' | 'append' | 'replace' | 'remove' | 'destroy';
    }
  | {
      readonly type: 'cache.clamped';
      readonly cache: string;
      readonly server: string;
      readonly fields: readonly string[];
    }
  | { readonly type: 'config.warned'; readonly warning: string }
  | { readonly type: 'failed'; readonly error: AnyKerberosError };

export type TraceSink = (event: TraceEvent) => void;
