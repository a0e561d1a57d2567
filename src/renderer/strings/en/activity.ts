// Activity.
import type { HistoryRow, SeenChange } from '#shared';
import { clockTime, dayName } from '../time.ts';

const seenWords: Readonly<Record<SeenChange, string>> = {
  'signed-in': 'Signed in',
  'signed-out': 'Tickets destroyed',
  'new-ticket-granting-ticket': 'Signed in again, or renewed',
  'tickets-added': 'Tickets added',
  'tickets-removed': 'Tickets removed',
};

/** What was asked for in vain, and nothing is amiss. */
function nothing({ kind }: HistoryRow): string {
  if (kind === 'renew') return 'Renewed, but another program was first';
  if (kind === 'sign-in') return 'Signed in again, but another program was first';
  return 'This realm gives no PAC of one’s own';
}

export const activity = {
  title: 'Activity',
  empty: 'Nothing yet. Sign-ins, tickets, renewals and what other programs change are listed here.',
  clockOf: (at: number): string => clockTime(at),
  day: (at: number, now: number): string => {
    const name = dayName(at, now);
    return name.charAt(0).toUpperCase() + name.slice(1);
  },
  what: (row: HistoryRow): string => {
    const failed = row.outcome === 'failed';
    const cancelled = row.outcome === 'cancelled' ? 'cancelled' : '';
    if (row.outcome === 'nothing') return nothing(row);
    const subject = row.service ?? row.principal ?? '';
    switch (row.kind) {
      case 'sign-in':
        return failed ? 'Could not sign in' : cancelled === '' ? 'Signed in' : 'Sign-in cancelled';
      case 'service-ticket':
        return failed
          ? `No ticket for ${subject}`
          : cancelled === ''
            ? `Got ${subject}`
            : `${subject}, cancelled`;
      case 'renew':
        return failed ? 'Could not renew' : cancelled === '' ? 'Renewed' : 'Renewal cancelled';
      case 'change-password':
        return failed
          ? 'Could not change the password'
          : cancelled === ''
            ? 'Changed the password'
            : 'Password change cancelled';
      case 'destroy':
        return failed ? 'Could not destroy the tickets' : 'Destroyed the tickets';
      case 'remove':
        return failed ? `Could not remove ${subject}` : `Removed ${subject}`;
      case 'practice':
        return failed ? 'The practice realm did not start' : 'Started the practice realm';
      case 'pac':
        return failed ? 'No PAC of one’s own' : cancelled === '' ? 'Asked for the own PAC' : 'PAC, cancelled';
      case 'ticket-check':
        return failed
          ? `No ticket to be had for ${subject}`
          : cancelled === ''
            ? `Asked whether there is a ticket for ${subject}`
            : `${subject}, cancelled`;
      case 'make-default':
        return failed ? 'Could not make it the default' : 'Made it the default';
      case 'reveal':
        return `Showed a key or password: ${subject}`;
      case 'seen':
        return seenWords[row.detail ?? 'tickets-added'];
    }
  },
  seen: 'by another program',
  took: (millis: number): string => (millis < 10_000 ? `${millis} ms` : `${Math.round(millis / 1_000)} s`),
  why: 'Why',
  older: 'Show older',
};
