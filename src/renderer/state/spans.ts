// Lengths of time that are offered for tickets, in seconds.
const HOUR = 3_600;
const DAY = 86_400;

export const lifetimes: readonly number[] = [HOUR, 4 * HOUR, 8 * HOUR, 10 * HOUR, 12 * HOUR, DAY];
/** 0 is not at all. */
export const renewables: readonly number[] = [0, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];

/** The usual ones, with the present value among them wherever it came from. */
export function spansWith(usual: readonly number[], value: number | undefined): readonly number[] {
  return value === undefined || usual.includes(value) ? usual : [...usual, value].toSorted((a, b) => a - b);
}
