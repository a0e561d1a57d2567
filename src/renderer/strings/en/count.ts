import { number } from '../time.ts';

/** `1 ticket`, `12 tickets`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${number(n)} ${n === 1 ? one : many}`;
