// Exchanges as the window asks for them: steps as they were written down, messages laid open on demand, and where a
// ticket came from. A ticket's own bytes leave main without what it seals and without its session key.
import {
  KerberosError,
  decodeDer,
  describeCredential,
  describeMessage,
  explain,
  formatPrincipal,
  isKerberosError,
  keepOpenParts,
  keepPlain,
  krbError,
} from '#krb5';
import type { ByteRange, Field, KeylessCredential } from '#krb5';
import type {
  ExchangeDto,
  ExchangeStep,
  FieldDto,
  InputOf,
  MessageDto,
  RawTicket,
  TicketOrigin,
} from '#shared';
import { base64 } from './base64.ts';
import { ServiceError } from './describe-error.ts';
import { isOfPasswordServer, unpacked } from './exchange-recorder.ts';
import { fingerprint } from './fingerprint.ts';
import { holdingsOf } from './holding.ts';
import type { ServicePorts } from './ports.ts';
import type { State } from './state.ts';
import { withHandles } from './ticket-dto.ts';
import { stepIn } from './step-words.ts';

export interface Exchanges {
  readonly get: (history: number) => ExchangeDto;
  readonly message: (history: number, step: number) => MessageDto;
  /** The message as it was kept: zeros in place of what was not. @throws ServiceError UNKNOWN */
  readonly kept: (
    history: number,
    step: number,
  ) => { readonly name: string; readonly bytes: Uint8Array; readonly blanked: readonly ByteRange[] };
  readonly copy: (history: number) => Promise<void>;
  readonly origin: (input: InputOf<'ticket.origin'>) => Promise<TicketOrigin>;
  readonly raw: (input: InputOf<'ticket.raw'>) => Promise<RawTicket>;
}

/** Above this the window gets the fields alone. */
const MOST_BYTES = 65_536;
/** Rows in which a change of another program's is looked for. */
const LOOKED_THROUGH = 200;

function isBlank({ valueOffset, valueLength, children }: Field, blanked: readonly ByteRange[]): boolean {
  if (children.length > 0 || valueLength === 0) return false;
  return blanked.some(
    ({ offset, length }) => offset <= valueOffset && offset + length >= valueOffset + valueLength,
  );
}

function flattened(field: Field, blanked: readonly ByteRange[], depth = 0): FieldDto[] {
  const { children, name, type, kind, value, meaning, truncated } = field;
  const { offset, length, valueOffset, valueLength } = field;
  const blank = isBlank(field, blanked);
  // Zeros in place of what was there are no value.
  const shown = value === undefined || (blank && field.kind !== 'unreadable') ? {} : { value };
  const dto: FieldDto = {
    ...{ depth: Math.min(depth, 64), name, type, kind, ...shown },
    ...(meaning === undefined ? {} : { meaning }),
    ...{ offset, length, valueOffset, valueLength, blank },
    ...(truncated === undefined ? {} : { truncated }),
  };
  return [dto, ...children.flatMap((child) => flattened(child, blanked, depth + 1))];
}

function messageDto(
  name: string,
  bytes: Uint8Array,
  blanked: readonly ByteRange[],
  field: Field,
): MessageDto {
  return {
    name,
    length: bytes.length,
    fields: flattened(field, blanked),
    ...(bytes.length <= MOST_BYTES ? { bytes: base64(bytes) } : {}),
    blanked: [...blanked],
  };
}

/** A tree again, as it is copied: `value` and `meaning` by name, without places. */
function nested(fields: readonly FieldDto[]): unknown {
  const [root] = fields;
  if (root === undefined) return null;
  const below = childrenOf(fields, 0);
  const { name, type, kind, value, meaning, offset, length, blank } = root;
  return {
    name,
    type,
    kind,
    value: value ?? null,
    meaning: meaning ?? null,
    offset,
    length,
    sealed: blank,
    children: below.map(nested),
  };
}

/** The fields one deeper than the one at `from`, each with its own below it. */
function childrenOf(fields: readonly FieldDto[], from: number): readonly (readonly FieldDto[])[] {
  const depth = (fields[from]?.depth ?? 0) + 1;
  const groups: FieldDto[][] = [];
  for (const field of fields.slice(from + 1)) {
    if (field.depth < depth) break;
    if (field.depth === depth) groups.push([field]);
    else groups.at(-1)?.push(field);
  }
  return groups;
}

export function createExchanges(ports: Pick<ServicePorts, 'clipboard'>, state: State): Exchanges {
  const { store } = state;
  const holding = holdingsOf(state.places);

  function get(history: number): ExchangeDto {
    const row = store.historyRow(history);
    const exchange = store.exchange(history);
    if (row === undefined || exchange === undefined) {
      throw new ServiceError('UNKNOWN', (words) => words.noExchange);
    }
    const steps = exchange.steps.map((step) => stepIn(state.language(), step));
    return { row, steps, leftOut: exchange.leftOut };
  }

  function kept(history: number, step: number): ReturnType<Exchanges['kept']> {
    const exchange = store.exchange(history);
    const found = exchange?.messages.find((each) => each.step === step);
    const sent: ExchangeStep | undefined = exchange?.steps[step];
    const bytes = found === undefined ? undefined : unpacked(found);
    if (found === undefined || bytes === undefined || (sent?.type !== 'sent' && sent?.type !== 'received')) {
      throw new ServiceError('UNKNOWN', (words) => words.noBytes);
    }
    return { name: sent.message, bytes, blanked: found.blanked };
  }

  function message(history: number, step: number): MessageDto {
    const { name, bytes, blanked } = kept(history, step);
    const steps = store.exchange(history)?.steps ?? [];
    const service = name === 'kpasswd' || isOfPasswordServer(steps, step) ? 'kpasswd' : 'kdc';
    const dto = messageDto(name, bytes, blanked, describeMessage(bytes, { service }));
    // An error after which the exchange went on is no failure: it says what the KDC wanted next.
    const ended = !steps.slice(step + 1).some(({ type }) => type === 'sent');
    const explained = name === 'KRB-ERROR' && ended ? inWords(bytes, steps.slice(0, step)) : undefined;
    return explained === undefined ? dto : { ...dto, explained };
  }

  /** By the one table of errors, with what is known of the exchange it came in. */
  function inWords(bytes: Uint8Array, before: readonly ExchangeStep[]): MessageDto['explained'] {
    try {
      const error = decodeDer(krbError, bytes);
      const started = before.findLast((step) => step.type === 'started');
      const about = started?.type === 'started' ? started : undefined;
      const details = {
        exchange: about?.exchange ?? 'AS',
        realm: about?.realm ?? error.realm,
        error,
        ...(about === undefined ? {} : { client: about.client, server: about.server }),
      };
      const { what, why } = explain(
        new KerberosError('KDC_ERROR', 'as it was kept', details),
        state.language(),
      );
      return { what: what.slice(0, 4_000), why: why.slice(0, 4_000) };
    } catch (error) {
      if (isKerberosError(error)) return undefined;
      throw error;
    }
  }

  async function credentialOf({ identity: id, ticket }: InputOf<'ticket.raw'>): Promise<KeylessCredential> {
    const { contents } = await holding.look(state.identity(id));
    const [, found] = withHandles(contents).find(([each]) => each === ticket) ?? [];
    if (found === undefined) throw new ServiceError('UNKNOWN', (words) => words.ticketGone);
    return found;
  }

  return {
    get,
    message,
    kept,
    async copy(history) {
      const { row, steps, leftOut } = get(history);
      const laidOpen = steps.map((step, at) => {
        const isMessage = step.type === 'sent' || step.type === 'received';
        if (!isMessage || step.bytes !== at) return step;
        return { ...step, fields: nested(message(history, at).fields) };
      });
      const { error, ...rest } = row;
      const about = { ...rest, error: error?.kerberos ?? error?.code ?? null };
      const json = { schema: 'tessera.exchange/1', exchange: about, steps: laidOpen, leftOut };
      await ports.clipboard(`${JSON.stringify(json, null, 2)}\n`);
    },
    async origin(input) {
      const credential = await credentialOf(input);
      const history = store.historyOfTicket(fingerprint(credential.ticket));
      if (history !== undefined) return { by: 'us', exchange: get(history) };
      const { principal } = state.identity(input.identity);
      const began = credential.times.startTime || credential.times.authTime;
      const seen = store
        .history(LOOKED_THROUGH, undefined, {
          principal: state.identity(input.identity).shown,
          kinds: ['seen'],
        })
        .findLast(({ at }) => at >= began - 1);
      const isOwn = formatPrincipal(credential.client) === principal;
      return { by: 'others', ...(seen === undefined || !isOwn ? {} : { seen }) };
    },
    async raw(input) {
      const credential = await credentialOf(input);
      const ticket = keepOpenParts(credential.ticket);
      const { bytes, field } = describeCredential(credential);
      const record = keepPlain(bytes, field);
      return {
        ticket: messageDto('Ticket', ticket.bytes, ticket.blanked, describeMessage(ticket.bytes)),
        credential: messageDto('credential', record.bytes, record.blanked, field),
      };
    },
  };
}
