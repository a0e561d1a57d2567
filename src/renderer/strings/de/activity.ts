// Aktivität.
import type { HistoryRow, SeenChange } from '#shared';
import type { Catalogue } from '../catalogue.ts';
import { clockTime, dayName } from '../time.ts';

const seenWords: Readonly<Record<SeenChange, string>> = {
  'signed-in': 'Angemeldet',
  'signed-out': 'Tickets gelöscht',
  'new-ticket-granting-ticket': 'Neu angemeldet oder erneuert',
  'tickets-added': 'Tickets hinzugekommen',
  'tickets-removed': 'Tickets entfernt',
};

/** Was umsonst erfragt wurde, ohne dass etwas fehlt. */
function nothing({ kind }: HistoryRow): string {
  if (kind === 'renew') return 'Erneuert, aber ein anderes Programm war schneller';
  if (kind === 'sign-in') return 'Neu angemeldet, aber ein anderes Programm war schneller';
  return 'Dieser Realm gibt kein eigenes PAC';
}

export const activity: Catalogue['activity'] = {
  title: 'Aktivität',
  empty: 'Noch nichts. Hier stehen Anmeldungen, Tickets, Erneuerungen und was andere Programme daran ändern.',
  clockOf: (at: number): string => clockTime(at),
  day: (at: number, now: number): string => {
    const name = dayName(at, now);
    return name.charAt(0).toUpperCase() + name.slice(1);
  },
  what: (row: HistoryRow): string => {
    const failed = row.outcome === 'failed';
    const cancelled = row.outcome === 'cancelled';
    if (row.outcome === 'nothing') return nothing(row);
    const subject = row.service ?? row.principal ?? '';
    switch (row.kind) {
      case 'sign-in':
        return failed ? 'Anmeldung gescheitert' : cancelled ? 'Anmeldung abgebrochen' : 'Angemeldet';
      case 'service-ticket':
        return failed
          ? `Kein Ticket für ${subject}`
          : cancelled
            ? `${subject}, abgebrochen`
            : `${subject} erhalten`;
      case 'renew':
        return failed ? 'Erneuern gescheitert' : cancelled ? 'Erneuern abgebrochen' : 'Erneuert';
      case 'change-password':
        return failed
          ? 'Passwort nicht geändert'
          : cancelled
            ? 'Passwortwechsel abgebrochen'
            : 'Passwort geändert';
      case 'destroy':
        return failed ? 'Tickets nicht gelöscht' : 'Tickets gelöscht';
      case 'remove':
        return failed ? `${subject} nicht entfernt` : `${subject} entfernt`;
      case 'practice':
        return failed ? 'Übungs-Realm nicht gestartet' : 'Übungs-Realm gestartet';
      case 'pac':
        return failed ? 'Kein eigenes PAC' : cancelled ? 'PAC, abgebrochen' : 'Eigenes PAC erfragt';
      case 'ticket-check':
        return failed
          ? `Kein Ticket zu haben für ${subject}`
          : cancelled
            ? `${subject}, abgebrochen`
            : `Gefragt, ob es ein Ticket für ${subject} gibt`;
      case 'make-default':
        return failed ? 'Nicht zum Standard gemacht' : 'Zum Standard gemacht';
      case 'reveal':
        return `Schlüssel oder Passwort gezeigt: ${subject}`;
      case 'seen':
        return seenWords[row.detail ?? 'tickets-added'];
    }
  },
  seen: 'durch ein anderes Programm',
  took: (millis: number): string => (millis < 10_000 ? `${millis} ms` : `${Math.round(millis / 1_000)} s`),
  why: 'Warum',
  older: 'Ältere zeigen',
};
