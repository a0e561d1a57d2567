// Writes down an exchange while it runs: the engine's trace events as steps, and the messages' bytes without what is
// sealed in them. What could serve to guess a password or a service's key is gone before anything else sees it.
import {
  asRep,
  decodeDer,
  describeMessage,
  displayText,
  enctypeName,
  explain,
  isKerberosError,
  keepPlain,
  padataTypeName,
  tgsRep,
} from '#krb5';
import type { ByteRange, Field, KdcAddress, TraceEvent, TraceSink } from '#krb5';
import type { ExchangeStep } from '#shared';
import type { KeptMessage, RecordedExchange } from '../storage/index.ts';
import { fingerprint } from './fingerprint.ts';
import { inEachLanguage } from './words.ts';

export interface Recorder {
  readonly sink: TraceSink;
  /** Undefined where nothing went out. `since`: only what came later than so many milliseconds. */
  readonly recorded: (since?: number) => RecordedExchange | undefined;
}

export const MOST_STEPS = 200;
const MOST_MESSAGES = 64;
/** Open octets of one message, and of all of an exchange. */
const MOST_OPEN = 16_384;
const MOST_OPEN_TOTAL = 131_072;
const MOST_TICKETS = 32;

const name = (text: string): string => displayText(text).slice(0, 2_000);
const short = (text: string): string => displayText(text).slice(0, 300);

type Of<T extends TraceEvent['type']> = Extract<TraceEvent, { type: T }>;
type MessageEvent = Of<'message.sent' | 'message.received'>;

interface Said {
  readonly about?: string;
  readonly errorCode?: number;
}

/** What the message is about, in the ladder's one line. */
function saidBy(field: Field): Said {
  const child = (of: Field | undefined, wanted: string): Field | undefined =>
    of?.children.find((each) => each.name === wanted);
  const named = (text: string | undefined): Said =>
    text === undefined ? {} : { about: text.slice(0, 2_000) };
  switch (field.name) {
    case 'AS-REQ':
    case 'TGS-REQ':
      return named(child(child(field, 'req-body'), 'sname')?.value);
    case 'AS-REP':
    case 'TGS-REP':
      return named(child(field, 'ticket')?.value);
    case 'KRB-ERROR': {
      const code = child(field, 'error-code');
      const number = Number(code?.value);
      return { ...named(code?.meaning), ...(Number.isInteger(number) ? { errorCode: number } : {}) };
    }
    default:
      return {};
  }
}

function ticketIn(field: Field, bytes: Uint8Array): Uint8Array | undefined {
  if (field.name !== 'AS-REP' && field.name !== 'TGS-REP') return undefined;
  try {
    return decodeDer(field.name === 'AS-REP' ? asRep : tgsRep, bytes).ticket.raw;
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

/** The steps that need no bytes. */
function stepOf(event: TraceEvent, at: number): ExchangeStep | undefined {
  switch (event.type) {
    case 'exchange.started': {
      const { exchange, client, server, realm } = event;
      return {
        type: 'started',
        at,
        exchange,
        client: name(client),
        server: name(server),
        realm: name(realm),
      };
    }
    case 'dns.queried': {
      const { record, millis, problem } = event;
      return {
        type: 'dns',
        at,
        record,
        name: name(event.name),
        answers: event.answers.slice(0, 16).map(name),
        ...(millis === undefined ? {} : { millis }),
        ...(problem === undefined ? {} : { problem: short(problem) }),
      };
    }
    case 'kdc.chosen': {
      const candidates = event.candidates.slice(0, 32).map(name);
      return { type: 'servers', at, realm: name(event.realm), candidates, source: event.source };
    }
    case 'datagram.dropped':
      return {
        type: 'dropped',
        at,
        from: short(event.from),
        length: event.length,
        reason: short(event.reason),
      };
    case 'server.silent': {
      const { server, transport, reason } = event;
      return { type: 'silent', at, server: short(server), transport, reason: short(reason) };
    }
    case 'preauth.required':
      return {
        type: 'preauth-required',
        at,
        padata: event.padataTypes.slice(0, 64).map(padataTypeName),
        etypes: event.etypes.slice(0, 64).map(enctypeName),
      };
    case 'preauth.chosen':
      return {
        type: 'preauth-chosen',
        at,
        padata: padataTypeName(event.padataType),
        etype: enctypeName(event.etype),
        salt: name(event.salt),
      };
    case 'key.derived':
      return { type: 'key-derived', at, etype: enctypeName(event.etype) };
    case 'skew.adjusted':
      return { type: 'skew', at, offsetSeconds: event.offsetSeconds };
    case 'realm.redirected':
      return { type: 'redirected', at, from: name(event.from), to: name(event.to) };
    case 'referral.followed': {
      const path = event.path.slice(0, 32).map(name);
      return { type: 'referral', at, from: name(event.from), to: name(event.to), path };
    }
    case 'name.canonicalized':
      return {
        type: 'canonical',
        at,
        asked: name(event.asked),
        made: name(event.made),
        how: name(event.how),
      };
    case 'reply.checked':
      return { type: 'checked', at, checks: event.checks.slice(0, 64).map(short) };
    case 'fields.skipped': {
      const fields = event.fields.slice(0, 32).map(short);
      return { type: 'skipped', at, message: event.message.slice(0, 64), fields };
    }
    case 'credential.acquired': {
      const { endTime } = event;
      const common = {
        type: 'acquired',
        at,
        client: name(event.client),
        server: name(event.server),
      } as const;
      const etype = enctypeName(event.etype);
      return { ...common, etype, ticketEtype: enctypeName(event.ticketEtype), endTime };
    }
    case 'failed':
      return {
        type: 'failed',
        at,
        code: event.error.code,
        message: name(event.error.message),
        translations: inEachLanguage((_, language) => name(explain(event.error, language).what)).others,
      };
    case 'message.sent':
    case 'message.received':
    case 'cache.written':
    case 'cache.clamped':
    case 'config.warned':
      return undefined;
  }
}

/** @param millis of work so far */
export function createRecorder(millis: () => number): Recorder {
  const steps: ExchangeStep[] = [];
  const messages: KeptMessage[] = [];
  const tickets: string[] = [];
  /** A message sent again is the same array: it is kept once. */
  const known = new WeakMap<Uint8Array, { readonly step: number; readonly said: Said }>();
  let leftOut = 0;
  let open = 0;

  /** Keeps what is open of a message. Resolves to what it is about, and the step that has its bytes. */
  function keep(bytes: Uint8Array, service: 'kdc' | 'kpasswd'): Said & { readonly bytes?: number } {
    const before = known.get(bytes);
    if (before !== undefined) {
      const kept = messages.some(({ step }) => step === before.step);
      return { ...before.said, ...(kept ? { bytes: before.step } : {}) };
    }
    const described = describeMessage(bytes, { service });
    const ticket = ticketIn(described, bytes);
    if (ticket !== undefined && tickets.length < MOST_TICKETS) tickets.push(fingerprint(ticket));
    const step = steps.length;
    const said = saidBy(described);
    known.set(bytes, { step, said });
    const { bytes: whole, blanked } = keepPlain(bytes, described);
    const packed = withoutRanges(whole, blanked);
    const fits = packed.length <= MOST_OPEN && open + packed.length <= MOST_OPEN_TOTAL;
    if (!fits || messages.length >= MOST_MESSAGES) return said;
    open += packed.length;
    messages.push({ step, length: bytes.length, blanked, open: packed });
    return { ...said, bytes: step };
  }

  function messageStep(event: MessageEvent, at: number): ExchangeStep {
    const address: KdcAddress = event.type === 'message.sent' ? event.to : event.from;
    const service =
      event.message === 'kpasswd' || isOfPasswordServer(steps, steps.length) ? 'kpasswd' : 'kdc';
    const { errorCode, ...said } = keep(event.bytes, service);
    const common = {
      at,
      message: event.message.slice(0, 64),
      host: short(address.host),
      port: address.port,
      transport: address.transport,
      length: event.bytes.length,
      ...said,
    };
    return event.type === 'message.sent'
      ? { type: 'sent', ...common, resend: event.resend }
      : { type: 'received', ...common, ...(errorCode === undefined ? {} : { errorCode }) };
  }

  return {
    sink(event) {
      const at = millis();
      const isMessage = event.type === 'message.sent' || event.type === 'message.received';
      if (steps.length >= MOST_STEPS) {
        leftOut++;
        return;
      }
      const step = isMessage ? messageStep(event, at) : stepOf(event, at);
      if (step !== undefined) steps.push(step);
    },
    recorded(since = 0) {
      const first = steps.findIndex(({ at }) => at >= since);
      const wanted = first <= 0 ? steps : steps.slice(first);
      if (first < 0 || !wanted.some(({ type }) => type === 'sent' || type === 'dns')) return undefined;
      const from = Math.max(0, first);
      return {
        steps: wanted.map((step) => shifted(step, from, since)),
        leftOut,
        messages: messages
          .filter(({ step }) => step >= from)
          .map((each) => ({ ...each, step: each.step - from })),
        tickets: [...tickets],
      };
    },
  };
}

function shifted(step: ExchangeStep, from: number, since: number): ExchangeStep {
  const moved = { ...step, at: step.at - since };
  if ((moved.type === 'sent' || moved.type === 'received') && moved.bytes !== undefined) {
    const { bytes, ...rest } = moved;
    return bytes < from ? rest : { ...rest, bytes: bytes - from };
  }
  return moved;
}

/** Was the last request before this step a password change? Its server's errors have other contents. */
export function isOfPasswordServer(steps: readonly ExchangeStep[], before: number): boolean {
  const last = steps.slice(0, before).findLast((step) => step.type === 'sent');
  return last?.type === 'sent' && last.message === 'kpasswd';
}

function withoutRanges(bytes: Uint8Array, ranges: readonly ByteRange[]): Uint8Array {
  const packed = new Uint8Array(bytes.length - ranges.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  let to = 0;
  for (const { offset, length } of [...ranges, { offset: bytes.length, length: 0 }]) {
    packed.set(bytes.subarray(from, offset), to);
    to += offset - from;
    from = offset + length;
  }
  return packed;
}

/** The message at its length again, zeros where it was sealed. Undefined where the parts do not fit together. */
export function unpacked({ length, blanked, open }: Omit<KeptMessage, 'step'>): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  let from = 0;
  let taken = 0;
  for (const { offset, length: gap } of [...blanked, { offset: length, length: 0 }]) {
    if (offset < from || offset + gap > length || taken + (offset - from) > open.length) return undefined;
    bytes.set(open.subarray(taken, taken + offset - from), from);
    taken += offset - from;
    from = offset + gap;
  }
  return taken === open.length ? bytes : undefined;
}
