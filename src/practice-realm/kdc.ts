// Bytes in, bytes out: which service a message is for, replies to the same bytes again, and errors as KRB-ERROR.
// What cannot be read as a request gets no answer at all.
import type { Clock } from '#krb5';
import { displayText, formatName, isKerberosError } from '#krb5';
import { decodeDer } from '../krb5/asn1/index.ts';
import { ErrorCode } from '../krb5/iana/error-code.ts';
import { kpasswdResultName, KpasswdResult } from '../krb5/iana/kpasswd-result.ts';
import { MessageType } from '../krb5/iana/message-type.ts';
import { asReq, encodeKpasswdReply, encodeKpasswdResult, tgsReq } from '../krb5/messages/index.ts';
import { answerAsReq } from './as-service.ts';
import { Exchange } from './exchange.ts';
import type { Arrival, Realm } from './exchange.ts';
import { answerKpasswd } from './kpasswd-service.ts';
import { krbErrorReply } from './krb-error.ts';
import { MAX_REQUEST_BYTES, MAX_UDP_REPLY_BYTES } from './limits.ts';
import { KeptReplies } from './memory.ts';
import { KdcRefusal } from './refusal.ts';
import { answerTgsReq } from './tgs-service.ts';
import type { PracticeEvent } from './types.ts';

const AS_REQ_TAG = 0x60 | MessageType.AS_REQ;
const TGS_REQ_TAG = 0x60 | MessageType.TGS_REQ;

interface Outcome {
  readonly reply: Uint8Array;
  readonly outcome: string;
  readonly reason?: string;
}

/** The two services of the realm as functions of a message. */
export class Kdc {
  readonly #realm: Realm;
  readonly #clock: Clock;
  readonly #kept = new KeptReplies();
  readonly #trace: (event: PracticeEvent) => void;

  constructor(realm: Realm, trace: ((event: PracticeEvent) => void) | undefined) {
    this.#realm = realm;
    this.#clock = realm.clock;
    this.#trace = trace ?? (() => undefined);
  }

  /** AS and TGS. undefined: no answer. */
  answer(arrival: Arrival): Uint8Array | undefined {
    const kind =
      arrival.bytes[0] === AS_REQ_TAG ? 'AS' : arrival.bytes[0] === TGS_REQ_TAG ? 'TGS' : undefined;
    if (kind === undefined || arrival.bytes.length > MAX_REQUEST_BYTES) return undefined;
    const exchange = new Exchange(kind, arrival, this.#clock);
    const moment = exchange.now;
    const kept = this.#kept.get(arrival.bytes, moment);
    if (kept !== undefined) return this.#fit({ reply: kept, outcome: 'repeated' }, exchange);
    const outcome = this.#answerFresh(exchange);
    if (outcome === undefined) return undefined;
    this.#kept.keep(arrival.bytes, outcome.reply, moment);
    return this.#fit(outcome, exchange);
  }

  #answerFresh(exchange: Exchange): Outcome | undefined {
    const { bytes } = exchange.arrival;
    try {
      const reply =
        exchange.kind === 'AS'
          ? answerAsReq(this.#realm, decodeDer(asReq, bytes), exchange)
          : answerTgsReq(this.#realm, decodeDer(tgsReq, bytes), exchange);
      return { reply, outcome: 'issued' };
    } catch (error) {
      return this.#refuse(error, exchange);
    }
  }

  /** A reply that is too long for a datagram becomes an error that says so. */
  #fit(outcome: Outcome, exchange: Exchange): Uint8Array {
    if (exchange.arrival.transport === 'tcp' || outcome.reply.length <= MAX_UDP_REPLY_BYTES) {
      this.#tell(exchange, outcome);
      return outcome.reply;
    }
    const refusal = new KdcRefusal('KRB_ERR_RESPONSE_TOO_BIG', 'ask again over TCP');
    this.#tell(exchange, { ...outcome, outcome: refusal.codeName, reason: refusal.message });
    return krbErrorReply(refusal, exchange, this.#realm.directory);
  }

  async answerKpasswd(arrival: Arrival): Promise<Uint8Array | undefined> {
    if (arrival.bytes.length > MAX_REQUEST_BYTES) return undefined;
    const exchange = new Exchange('kpasswd', arrival, this.#clock);
    const moment = exchange.now;
    const kept = this.#kept.get(arrival.bytes, moment);
    if (kept !== undefined) {
      this.#tell(exchange, { reply: kept, outcome: 'repeated' });
      return kept;
    }
    const outcome = await this.#changePassword(exchange);
    if (outcome === undefined) return undefined;
    this.#kept.keep(arrival.bytes, outcome.reply, moment);
    this.#tell(exchange, outcome);
    return outcome.reply;
  }

  async #changePassword(exchange: Exchange): Promise<Outcome | undefined> {
    try {
      const { reply, result } = await answerKpasswd(this.#realm, exchange);
      const changed = result.resultCode === KpasswdResult.SUCCESS;
      return { reply, outcome: changed ? 'changed' : kpasswdResultName(result.resultCode) };
    } catch (error) {
      const outcome = this.#refuse(error, exchange);
      if (outcome === undefined) return undefined;
      return { ...outcome, reply: encodeKpasswdReply({ kind: 'error', krbError: outcome.reply }) };
    }
  }

  /** Bytes that are no request get no answer; a request whose inner parts are malformed gets an error. */
  #refuse(error: unknown, exchange: Exchange): Outcome | undefined {
    const { directory } = this.#realm;
    if (error instanceof KdcRefusal) {
      const reply = krbErrorReply(error, exchange, directory);
      return { reply, outcome: error.codeName, reason: error.message };
    }
    const malformed = isKerberosError(error);
    if (malformed && exchange.sname === undefined) return undefined;
    const eData =
      exchange.kind === 'kpasswd'
        ? encodeKpasswdResult({ resultCode: KpasswdResult.MALFORMED, text: 'malformed' })
        : undefined;
    // A fault of our own must not end the realm for everybody else; whoever watches is told.
    const reason = malformed
      ? 'part of the request is malformed'
      : `a fault of the practice realm: ${String(error)}`;
    const generic = { code: ErrorCode.KRB_ERR_GENERIC, message: reason, eData };
    return { reply: krbErrorReply(generic, exchange, directory), outcome: 'KRB_ERR_GENERIC', reason };
  }

  #tell(exchange: Exchange, { outcome, reason }: Outcome): void {
    const { kind, cname, sname, arrival } = exchange;
    this.#trace({
      exchange: kind,
      transport: arrival.transport,
      outcome,
      ...(cname === undefined ? {} : { client: displayText(formatName(cname)) }),
      ...(sname === undefined ? {} : { server: displayText(formatName(sname)) }),
      ...(reason === undefined ? {} : { reason }),
    });
  }
}
