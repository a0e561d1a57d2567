// What a benchmark says: a figure of ours, beside a peer's where there is one, or why there is none.

export type Unit = 'ms' | 'µs' | 'MiB' | 's' | 'frames';

export interface Figure {
  readonly group: string;
  readonly name: string;
  readonly unit: Unit;
  readonly ours: number;
  /** Who the peer is, and its figure from the same run. */
  readonly peer?: { readonly name: string; readonly value: number } | undefined;
  readonly note?: string | undefined;
}

/** Something that cannot be measured here. */
export interface Gap {
  readonly group: string;
  readonly because: string;
}

export type Outcome = Figure | Gap;

export const isGap = (outcome: Outcome): outcome is Gap => 'because' in outcome;
export const isFigure = (outcome: Outcome): outcome is Figure => !isGap(outcome);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Ours divided by the peer's: 2 means that we take twice as long. */
export function ratio(figure: Figure): number | undefined {
  return figure.peer === undefined ? undefined : figure.ours / figure.peer.value;
}

const BATCHES = 15;
const WARM_UP = 4;

/**
 * Medians of two measurements taken in turn, so that what else the machine does touches both alike; the first ones
 * are thrown away.
 */
export async function inTurn(
  ours: () => Promise<number> | number,
  theirs: () => Promise<number> | number,
  batches = BATCHES,
): Promise<{ readonly ours: number; readonly theirs: number }> {
  const took = { ours: [] as number[], theirs: [] as number[] };
  for (let batch = -Math.min(WARM_UP, batches); batch < batches; batch += 1) {
    const one = { ours: await ours(), theirs: await theirs() };
    if (batch < 0) continue;
    took.ours.push(one.ours);
    took.theirs.push(one.theirs);
  }
  return { ours: median(took.ours), theirs: median(took.theirs) };
}

/** Microseconds that `action` takes, over so many in a row. */
export function microseconds(action: () => void, times: number): number {
  const began = performance.now();
  for (let index = 0; index < times; index += 1) action();
  return ((performance.now() - began) / times) * 1000;
}
