// What renewal is about to do, on the cards.
import { nearMoment } from '../time.ts';

/** *Signed in* speaks of the person, *valid* of a ticket. */
type About = 'person' | 'ticket';

const is = (about: About): string => (about === 'person' ? 'Signed in' : 'Valid');

/** "at 19:05", but "tomorrow 00:30". */
const when = (at: string): string => (/^\d/.test(at) ? `at ${at}` : at);

export const plan = {
  renewsItself: (about: About, at: string): string => `${is(about)}, renews itself ${when(at)}`,
  renewsNow: (about: About): string => `${is(about)}, renews itself now`,
  signsInAnew: (about: About, at: string): string => `${is(about)}, signs in again by itself ${when(at)}`,
  signsInNow: (about: About): string => `${is(about)}, signs in again by itself now`,
  triesAgain: (about: About, at: string): string => `${is(about)}, not renewed yet: tries again ${when(at)}`,
  triesNow: (about: About): string => `${is(about)}, not renewed yet: tries again now`,
  endsAfter: (at: number, now: number): string => `Cannot be renewed after ${nearMoment(at, now)}`,
  refused: 'Cannot be renewed: the KDC refuses it',
  notch: (at: string): string => `renews ${at}`,
  notchAnew: (at: string): string => `signs in ${at}`,
  unreachable: (at: string): string =>
    `No KDC can be reached. Next try ${when(at)}, or when the network is back.`,
  unreachableNow: 'No KDC can be reached. It is tried again now.',
  refusedSoFar: (at: string, code: string): string => `The KDC said no${code}. Next try ${when(at)}.`,
  failedSoFar: (at: string, code: string): string => `It did not work${code}. Next try ${when(at)}.`,
  givenUp: (code: string): string => `The KDC refused it three times${code}. Sign in to go on.`,
  signInBefore: 'Sign in before then to keep your tickets.',
  renewsUntilThen: (at: string): string =>
    `Renews itself ${when(at)}, but not beyond then. Sign in before to keep your tickets.`,
  switchedOff: (until: number, now: number): string =>
    `Does not renew itself: that is switched off. Can be renewed until ${nearMoment(until, now)}.`,
  keytab: 'Signs in again by itself when it can no longer be renewed.',
  lastTry: (at: string): string => `Tried once more ${when(at)}, while the KDC may still allow it.`,
};
