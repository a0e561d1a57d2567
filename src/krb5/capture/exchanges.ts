// Messages of a capture as exchanges: each request with its repetitions and its reply. The reply to a request of
// RFC 4120 carries its nonce sealed, so that what pairs them is the stream, the type of message, and the order.
import type { CapturedMessage } from './types.ts';

export interface CapturedExchange {
  /** Absent where the capture has the reply alone. */
  readonly request?: CapturedMessage;
  /** The same octets again over UDP, and further replies to them. */
  readonly repeats: readonly CapturedMessage[];
  readonly reply?: CapturedMessage;
}

interface Open {
  request?: CapturedMessage;
  repeats: CapturedMessage[];
  reply?: CapturedMessage;
}

interface Stream {
  readonly open: Open[];
  /** The last one that got its reply. */
  answered: Open | undefined;
}

/** AS-REQ and AS-REP, TGS-REQ and TGS-REP, by their tags; KRB-ERROR answers either. */
const REPLY_TAG: ReadonlyMap<number, number> = new Map([
  [0x6a, 0x6b],
  [0x6c, 0x6d],
]);
const KRB_ERROR = 0x7e;

/** In the order in which they began. @param messages in the order of the capture */
export function pairExchanges(messages: readonly CapturedMessage[]): readonly CapturedExchange[] {
  const exchanges: Open[] = [];
  const streams = new Map<string, Stream>();
  for (const message of messages) {
    const key = `${String(message.streamId)} ${message.protocol}`;
    const stream = streams.get(key) ?? { open: [], answered: undefined };
    streams.set(key, stream);
    const { open, answered } = stream;
    if (message.direction === 'request') {
      const known = answered === undefined ? open : [answered, ...open];
      const before = known.find((each) => each.request !== undefined && isRepeated(each.request, message));
      if (before !== undefined) {
        before.repeats.push(message);
        continue;
      }
      const exchange: Open = { request: message, repeats: [] };
      exchanges.push(exchange);
      open.push(exchange);
      continue;
    }
    const at = open.findIndex(({ request }) => request !== undefined && answers(request, message));
    const [exchange] = at === -1 ? [] : open.splice(at, 1);
    if (exchange !== undefined) {
      exchange.reply = message;
      stream.answered = exchange;
    } else if (answered?.request !== undefined && answers(answered.request, message)) {
      answered.repeats.push(message);
    } else exchanges.push({ repeats: [], reply: message });
  }
  return exchanges;
}

function isRepeated(before: CapturedMessage, message: CapturedMessage): boolean {
  return (
    before.transport === 'udp' &&
    before.source.port === message.source.port &&
    before.bytes.length === message.bytes.length &&
    before.bytes.every((octet, at) => octet === message.bytes[at])
  );
}

function answers(request: CapturedMessage, reply: CapturedMessage): boolean {
  if (request.source.port !== reply.destination.port) return false;
  if (request.correlation !== reply.correlation) return false;
  const expected = REPLY_TAG.get(request.bytes[0] ?? 0);
  const tag = reply.bytes[0];
  return request.protocol !== 'kerberos' || expected === undefined || tag === KRB_ERROR || tag === expected;
}
