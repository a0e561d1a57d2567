// Registers the contract: sender check, bounds on how much is asked, strict parse, handler, strict parse of the
// answer. A call always resolves.
import { contract, procedureChannel, procedureNames } from '#shared';
import type { ErrorCode, ErrorDto, InputOf, OutputOf, ProcedureName, Result } from '#shared';
import { describeBusy, describeFault } from '../services/index.ts';
import type { Limits } from './limits.ts';
import type { InvokeEvent, SenderCheck } from './sender.ts';

/** One function per procedure. It resolves with the value or throws; `describeError` makes the rest of it. */
export type Handlers = { readonly [N in ProcedureName]: (input: InputOf<N>) => Promise<OutputOf<N>> };

/** The part of Electron's ipcMain that is used. */
export interface Registrar {
  handle(channel: string, listener: (event: InvokeEvent, input: unknown) => Promise<unknown>): void;
}

export interface RegisterOptions {
  readonly registrar: Registrar;
  readonly handlers: Handlers;
  readonly isTrusted: SenderCheck;
  readonly limits: Limits;
  /** What a thrown value is to the window. */
  readonly describeError: (error: unknown) => ErrorDto;
  /** Faults of ours, for the log. Never shown. */
  readonly onFault: (procedure: ProcedureName, error: unknown) => void;
}

const always: readonly ErrorCode[] = ['REFUSED', 'BAD_INPUT', 'INTERNAL'];

async function answer<N extends ProcedureName>(
  name: N,
  options: RegisterOptions,
  event: InvokeEvent,
  raw: unknown,
): Promise<Result<OutputOf<N>>> {
  if (!options.isTrusted(event)) {
    return {
      ok: false,
      error: describeFault('REFUSED', name),
    };
  }
  const { input, output, errors } = contract[name];
  const parsed = input.safeParse(raw);
  if (!parsed.success) {
    return {
      ok: false,
      error: describeFault('BAD_INPUT', [name, ...(parsed.error.issues[0]?.path ?? [])].join(' ')),
    };
  }
  try {
    const handler = options.handlers[name] as (input: unknown) => Promise<unknown>;
    const value = output.parse(await handler(parsed.data)) as OutputOf<N>;
    return { ok: true, value };
  } catch (error) {
    const described = options.describeError(error);
    const allowed: readonly ErrorCode[] = [...always, ...errors];
    if (described.code !== 'INTERNAL' && allowed.includes(described.code))
      return { ok: false, error: described };
    options.onFault(name, error);
    return { ok: false, error: describeFault('INTERNAL', name) };
  }
}

export function registerContract(options: RegisterOptions): void {
  for (const name of procedureNames) {
    options.registrar.handle(procedureChannel(name), async (event, input) => {
      // Who may not call at all uses nothing up.
      const leave = options.isTrusted(event) ? options.limits.enter(name) : () => undefined;
      if (leave === undefined) return { ok: false, error: describeBusy(name) };
      try {
        return await answer(name, options, event, input);
      } finally {
        leave();
      }
    });
  }
}
