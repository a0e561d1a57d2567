// The sheet that destroys tickets.
import { count } from './count.ts';

export const destroy = {
  title: (principal: string): string => `Destroy the tickets of ${principal}?`,
  what: (n: number, cache: string): string =>
    `${count(n, 'ticket')} in ${cache} will be gone for every program that uses it.`,
  after: 'You can sign in again at any time. No other identity is touched.',
  do: 'Destroy',
  done: (principal: string): string => `The tickets of ${principal} are destroyed`,
  kept: (principal: string): string => `The tickets of ${principal} stay`,
  wasGone: (principal: string): string => `${principal} had no tickets any more`,
};
