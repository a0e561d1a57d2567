// Runs an exchange machine over the ports: carries its messages, makes its keys, ends in its result or its error.
import { decodeDer, elementLength } from '../asn1/index.ts';
import type { UnknownField } from '../asn1/index.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import { isKerberosError, KerberosError } from '../errors.ts';
import type { AnyKerberosError } from '../errors.ts';
import { ENTROPY_LENGTH } from '../exchange/step.ts';
import type { DeriveOutput, KeyInput, Moment, ReplyInput, SendOutput, Step } from '../exchange/step.ts';
import { asRep, krbError, parseKpasswdReply, tgsRep } from '../messages/index.ts';
import type { KdcAddress, Ports } from '../ports.ts';

export interface Machine<S, R> {
  readonly start: (moment: Moment) => Step<S, R>;
  readonly step: (state: S, input: ReplyInput | KeyInput) => Step<S, R>;
}

export interface DriveOptions {
  /** What is going on, for CANCELLED. */
  readonly what: string;
  readonly signal: AbortSignal | undefined;
  /** KDC's clock minus ours as known beforehand, microseconds. */
  readonly offsetMicros?: number | undefined;
  /** Answers 'derive' outputs. */
  readonly derive?: ((wanted: DeriveOutput) => Promise<EncryptionKey>) | undefined;
}

/** @throws KerberosError CANCELLED */
export function throwIfCancelled(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted === true) throw new KerberosError('CANCELLED', `${what} was cancelled`, { what });
}

/** @throws KerberosError whatever the machine, the transport or the key derivation fails with; each is traced */
export async function drive<S, R>(ports: Ports, machine: Machine<S, R>, options: DriveOptions): Promise<R> {
  try {
    return await run(ports, machine, options);
  } catch (error) {
    if (isKerberosError(error)) ports.trace({ type: 'failed', error });
    throw error;
  }
}

async function run<S, R>(ports: Ports, machine: Machine<S, R>, options: DriveOptions): Promise<R> {
  const { what, signal } = options;
  throwIfCancelled(signal, what);
  let step = machine.start(momentOf(ports, options));
  let lastFrom: { readonly realm: string; readonly address: KdcAddress } | undefined;
  for (;;) {
    for (const event of step.trace) ports.trace(event);
    const { output } = step;
    if (output.kind === 'done') return output.result;
    if (output.kind === 'failed') throw withServer(output.error, lastFrom?.address);
    if (output.kind === 'derive') {
      if (options.derive === undefined) throw new TypeError('this exchange has no long-term key to derive');
      const key = await options.derive(output);
      throwIfCancelled(signal, what);
      step = machine.step(step.state, { kind: 'key', key, ...momentOf(ports, options) });
      continue;
    }
    const prefer = lastFrom?.realm === output.realm ? lastFrom.address : undefined;
    const { reply, from } = await carry(ports, output, prefer, signal);
    throwIfCancelled(signal, what);
    reportUnknown(ports, output, reply);
    lastFrom = { realm: output.realm, address: from };
    step = machine.step(step.state, { kind: 'reply', bytes: reply, ...momentOf(ports, options) });
  }
}

/** Who said it: the address that the answer came from. */
function withServer(error: AnyKerberosError, from: KdcAddress | undefined): AnyKerberosError {
  if (from === undefined || !isKerberosError(error, 'KDC_ERROR')) return error;
  const host = from.host.includes(':') ? `[${from.host}]` : from.host;
  const kdc = from.url ?? `${host}:${String(from.port)}`;
  return new KerberosError('KDC_ERROR', `${error.message} (${kdc})`, { ...error.details, kdc }, error);
}

function momentOf(ports: Ports, options: DriveOptions): Moment {
  return {
    nowMicros: ports.clock.nowMicros() + (options.offsetMicros ?? 0),
    entropy: ports.random.bytes(ENTROPY_LENGTH),
  };
}

/**
 * A password change goes by TCP first: a datagram sent again is a replay to the server. Only where no server takes
 * TCP at all (Heimdal) is it sent by UDP.
 */
async function carry(
  ports: Ports,
  output: SendOutput,
  prefer: KdcAddress | undefined,
  signal: AbortSignal | undefined,
): ReturnType<Ports['transport']['exchange']> {
  const { message, realm, service, bytes, transport, carriesProof } = output;
  const accepts = (reply: Uint8Array): boolean => readableReply(message, reply) !== undefined;
  const request = { realm, service, bytes, carriesProof, prefer, accepts, signal };
  try {
    return await ports.transport.exchange({ ...request, transport });
  } catch (error) {
    if (service !== 'kpasswd' || !isKerberosError(error, 'KDC_UNREACHABLE')) throw error;
    return ports.transport.exchange({ ...request, transport: 'auto' });
  }
}

const KRB_ERROR_TAG = 0x7e;
const REPLY_TO = { 'AS-REQ': 'AS-REP', 'TGS-REQ': 'TGS-REP', 'AP-REQ+KRB-PRIV': 'kpasswd reply' } as const;
/** A message may hold thousands of them. */
const MAX_REPORTED = 16;

/**
 * Does this look like an answer at all? Whatever does not is left to the transport to drop. What an answer holds
 * beyond its ASN.1, where that has no extension marker, is skipped: where it stands comes back to be reported.
 */
function readableReply(message: SendOutput['message'], reply: Uint8Array): readonly string[] | undefined {
  const unknown: string[] = [];
  const onUnknown = ({ path, tag }: UnknownField): void => {
    if (unknown.length < MAX_REPORTED) unknown.push(`${path} ${tag}`);
  };
  try {
    if (message === 'AP-REQ+KRB-PRIV') {
      parseKpasswdReply(reply);
    } else if (elementLength(reply, message) !== reply.length) {
      return undefined;
    } else if (reply[0] === KRB_ERROR_TAG) {
      decodeDer(krbError, reply, { path: 'KRB-ERROR', onUnknown });
    } else {
      decodeDer(message === 'AS-REQ' ? asRep : tgsRep, reply, { path: REPLY_TO[message], onUnknown });
    }
    return unknown;
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

function reportUnknown(ports: Ports, { message }: SendOutput, reply: Uint8Array): void {
  const fields = readableReply(message, reply) ?? [];
  if (fields.length === 0) return;
  ports.trace({
    type: 'fields.skipped',
    message: reply[0] === KRB_ERROR_TAG ? 'KRB-ERROR' : REPLY_TO[message],
    fields,
  });
}
