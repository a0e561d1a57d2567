// Star and pin: which identity is the default, and which stay on the list.
import { moment } from '../time.ts';
import { count } from './count.ts';

export const marks = {
  makeDefault: 'Make it the default',
  makeDefaultOf: (principal: string): string => `Make ${principal} the default`,
  pin: 'Keep it on this list',
  pinOf: (principal: string): string => `Keep ${principal} on this list`,
  unpin: 'Do not keep it on this list',
  pinned: 'Kept on this list',
  pinnedNow: (principal: string): string => `${principal} stays on the list, ahead of those not kept`,
  unpinnedNow: (principal: string): string =>
    `${principal} is not kept: without tickets it leaves the list after a week`,
  leaves: (at: number, now: number): string => `Leaves this list ${moment(at, now)}.`,
  alreadyDefault: (principal: string): string => `${principal} is the default already`,
  isDefault: (principal: string): string => `${principal} is the default now`,
  isDefaultAnd: (principal: string, moved: string, cache: string): string =>
    `${principal} is the default now. The tickets of ${moved} are in ${cache}`,
  sheet: {
    title: (principal: string): string => `Make ${principal} the default?`,
    changes: (principal: string): string =>
      `ssh, curl, browsers and whatever else asks the system for tickets then use those of ${principal}. A program that is connected already stays who it is.`,
    stays: (principal: string, n: number): string =>
      `The ${count(n, 'ticket')} of ${principal} are not lost: first of all they get a cache of their own, and are renewed there as before.`,
    nobody: 'Nobody’s tickets are in the default cache now.',
    cache: 'Default cache',
    here: 'For one terminal alone, without changing the default:',
    do: 'Make default',
    doing: 'Moving the tickets',
    notReached: (cache: string): string =>
      `The default cache is ${cache}, which Tessera cannot write to yet. It stays as it is.`,
    unreadable: (cache: string): string =>
      `${cache} cannot be read, so nothing is put in its place. Its card says why.`,
  },
};
