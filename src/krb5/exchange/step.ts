// The shape all exchange machines share. A machine is two pure functions, start(request, moment) and
// step(state, input): time and random bytes come in with each input, derived keys as an input of their own, and what
// the machine wants done comes out as one output. A state is a plain value (keys aside), so it can be kept, printed
// and stepped twice; a finished state stays finished whatever is fed to it.
import type { EncryptionKey } from '../crypto/key.ts';
import type { AnyKerberosError } from '../errors.ts';
import type { RandomSource } from '../ports.ts';
import type { TraceEvent } from '../trace.ts';

/** Random octets that each input brings: enough for a nonce, a subkey, a sequence number and two confounders. */
export const ENTROPY_LENGTH = 128;

export interface Moment {
  /** Wall clock, microseconds since 1970 UTC, strictly increasing from input to input. */
  readonly nowMicros: number;
  /** ENTROPY_LENGTH fresh random octets. */
  readonly entropy: Uint8Array;
}

export interface ReplyInput extends Moment {
  readonly kind: 'reply';
  readonly bytes: Uint8Array;
}

/** The answer to a 'derive' output. */
export interface KeyInput extends Moment {
  readonly kind: 'key';
  readonly key: EncryptionKey;
}

/** One message to one KDC. The same bytes may be sent again, as the transport sees fit. */
export interface SendOutput {
  readonly kind: 'send';
  readonly message: 'AS-REQ' | 'TGS-REQ' | 'AP-REQ+KRB-PRIV';
  readonly realm: string;
  readonly service: 'kdc' | 'kpasswd';
  readonly bytes: Uint8Array;
  readonly transport: 'auto' | 'tcp';
  /** The bytes prove a long-term key: see KdcRequest.carriesProof. */
  readonly carriesProof: boolean;
}

/** The client's long-term key is needed: string-to-key of the password, or a look-up in a keytab. */
export interface DeriveOutput {
  readonly kind: 'derive';
  readonly etype: number;
  readonly salt: Uint8Array;
  readonly s2kparams: Uint8Array | undefined;
}

export interface DoneOutput<R> {
  readonly kind: 'done';
  readonly result: R;
}

export interface FailedOutput {
  readonly kind: 'failed';
  readonly error: AnyKerberosError;
}

export type Output<R> = SendOutput | DeriveOutput | DoneOutput<R> | FailedOutput;

export interface Step<S, R> {
  readonly state: S;
  readonly output: Output<R>;
  readonly trace: readonly TraceEvent[];
}

/**
 * A RandomSource over one entropy block. Running out is a programming fault, never a repeat.
 * @throws TypeError
 */
export function entropySource(entropy: Uint8Array): RandomSource {
  let at = 0;
  return {
    bytes(length) {
      if (at + length > entropy.length) throw new TypeError('the entropy block of this step is used up');
      at += length;
      return entropy.slice(at - length, at);
    },
  };
}

/** A nonce or sequence number of 31 bits: RFC 4120 says UInt32, some KDCs read Int32. */
export function number31(random: RandomSource): number {
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  return ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d;
}
