import { number } from '../time.ts';

/** `1 Ticket`, `12 Tickets`. */
export const count = (n: number, one: string, many: string): string => `${number(n)} ${n === 1 ? one : many}`;
