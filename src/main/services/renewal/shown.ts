// What the window is told of an identity's renewal: the plan, how the last request went, and when renewal ends.
import type { AttemptRow, RenewalDto } from '#shared';
import type { Planned } from './scheduler-types.ts';
import type { TicketFacts } from './types.ts';

interface ShownInput {
  readonly planned: Planned;
  readonly ticket: TicketFacts | undefined;
  /** It can be signed in anew without a person. */
  readonly hasMeans: boolean;
  /** Seconds before renew-till at which notices warn. */
  readonly beforeRenewalEnds: readonly number[];
  readonly reached: boolean | undefined;
  readonly last: AttemptRow | undefined;
}

const whole = (at: number): number => Math.min(Math.max(0, Math.floor(at)), 0xffff_ffff);

/**
 * When renewal ends, and from when on that is worth a warning: where the notices begin to warn, at the latest when the
 * ticket lasts as long as renewal does, so that no further one is to come.
 */
export function renewalEnd({
  planned,
  ticket,
  hasMeans,
  beforeRenewalEnds,
}: Pick<ShownInput, 'planned' | 'ticket' | 'hasMeans' | 'beforeRenewalEnds'>): RenewalDto['ends'] {
  if (ticket?.renewable !== true || hasMeans || planned.why === 'switched-off') return undefined;
  const { authTime, startTime, endTime, renewTill, kdcOffset } = ticket;
  const last = endTime >= renewTill || planned.why === 'no-gain';
  const at = (planned.why === 'no-gain' ? endTime : renewTill) - kdcOffset;
  // Told long before only of what lasts for days, as the notices do.
  const offsets = beforeRenewalEnds.filter((offset) => renewTill - authTime >= 2 * offset);
  const warnFrom = Math.min(...offsets.map((offset) => at - offset), last ? startTime - kdcOffset : at);
  return { at: whole(at), warnFrom: whole(warnFrom) };
}

export function renewalDto(input: ShownInput): RenewalDto {
  const { planned, reached, last } = input;
  const ends = renewalEnd(input);
  return {
    next: planned.kind,
    why: planned.why,
    ...(planned.at === undefined ? {} : { at: whole(planned.at) }),
    failed: planned.failed,
    running: planned.running,
    ...(reached === undefined ? {} : { reached }),
    ...(last === undefined ? {} : { last }),
    ...(ends === undefined ? {} : { ends }),
  };
}
