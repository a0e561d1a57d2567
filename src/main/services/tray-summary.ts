// The tray's few words: the most urgent state, the default identity and its time left, a line per identity.
import type { IdentityDto } from '#shared';
import type { State } from './state.ts';

export interface TraySummary {
  readonly state: 'ok' | 'warn' | 'bad' | 'off';
  readonly tooltip: string;
  readonly lines: readonly string[];
}

const MAX_LINES = 8;

/** 3 h 12 m */
function span(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} m` : `${minutes} m`;
}

function lineOf(
  identity: IdentityDto,
  now: number,
): { readonly line: string; readonly state: TraySummary['state'] } {
  const tgt = identity.tickets.find(({ kind }) => kind === 'tgt');
  if (tgt === undefined) return { line: `${identity.principal}, signed out`, state: 'off' };
  const left = tgt.endTime - now;
  if (left <= 0) return { line: `${identity.principal}, expired`, state: 'bad' };
  const renewable = tgt.flags.includes('renewable') && tgt.renewTill > tgt.endTime;
  return {
    line: `${identity.principal}, ${span(left)} left`,
    state: left < 1_800 && !renewable ? 'warn' : 'ok',
  };
}

const urgency = ['bad', 'warn', 'ok', 'off'] as const;

export function createTraySummary(state: Pick<State, 'snapshot' | 'now'>): () => TraySummary {
  return () => {
    const { identities } = state.snapshot();
    const all = identities
      .filter(({ problem }) => problem === undefined)
      .map((each) => lineOf(each, state.now()));
    const worst = urgency.find((each) => all.some((line) => line.state === each)) ?? 'off';
    const lead = all.find(({ state: each }) => each === worst);
    return {
      state: worst,
      tooltip: lead?.line ?? 'Signed out',
      lines: all.slice(0, MAX_LINES).map(({ line }) => line),
    };
  };
}
