// Der Zeitstrahl: Tickets, was die Erneuerung tat und tun wird, und Ruhezeiten auf einer Achse.
import type { Catalogue } from '../catalogue.ts';
import { clockTime, clockTimeExact, lineSpan, moment, nearMoment } from '../time.ts';
import { count } from './count.ts';

const outcomes: Catalogue['timeline']['outcomes'] = {
  ok: 'gelungen',
  superseded: 'nicht nötig, ein anderes Programm war schneller',
  unreachable: 'kein KDC war erreichbar',
  refused: 'vom KDC abgelehnt',
  failed: 'fehlgeschlagen',
  cancelled: 'abgebrochen',
};

export const timeline: Catalogue['timeline'] = {
  title: 'Zeitstrahl',
  chart: 'Tickets im Lauf der Zeit',
  ticket: 'Ticket für',
  views: { label: 'Zeigen als', chart: 'Diagramm', table: 'Tabelle' },
  zoom: { label: 'Bereich', minutes: 'Minuten', hours: 'Stunden', day: 'Tag', week: 'Woche' },
  all: 'Alles',
  earlier: 'Früher',
  later: 'Später',
  now: 'Jetzt',
  closer: 'Vergrößern',
  wider: 'Verkleinern',
  keys: 'Links und Rechts verschieben, + und − vergrößern und verkleinern, 0 ist jetzt, Enter öffnet das Ticket.',
  empty:
    'Keine Tickets, und noch nichts getan. Tickets, Erneuerungen und Ruhezeiten erscheinen hier mit der Zeit.',
  range: (from, to, now) => `${moment(from, now)} bis ${moment(to, now)}`,
  legend: {
    valid: 'Gültig',
    past: 'Verbraucht',
    renewable: 'Erneuerbar',
    unreached: 'Kein KDC erreicht',
    'signed-in': 'Angemeldet',
    planned: 'Geplante Erneuerung',
    expected: 'Später erwartet',
    renewed: 'Erneuert',
    failed: 'Fehlversuch',
    other: 'Nicht nötig oder abgebrochen',
  },
  asleep: (from, to) => `Ruhezustand ${clockTime(from)} bis ${clockTime(to)}`,
  hint: 'Eine Zeile zeigen oder mit den Pfeiltasten ansteuern, um sie hier zu lesen.',
  lasts: {
    question: 'Reicht es bis',
    inAnHour: (at) => `${clockTime(at)}, in einer Stunde`,
    yes: 'ja',
    renews: 'ja, erneuert sich selbst',
    'signs-in': 'ja, meldet sich selbst neu an',
    uncertain: 'nicht sicher: die Erneuerung gelang noch nicht',
    out: 'nein, abgemeldet',
    unreadable: 'nicht lesbar',
    others: (n, lasting) => `und ${n} weitere: ${lasting} ja, ${n - lasting} nein oder nicht sicher`,
    no: (at, now) => `nein, läuft ${nearMoment(at, now)} ab`,
    ends: (at, now) => `nein, nicht mehr erneuerbar nach ${nearMoment(at, now)}`,
  },
  row: {
    valid: (from, to) => `gültig von ${from} bis ${to}`,
    expired: (from, to) => `war gültig von ${from} bis ${to}`,
    renewable: (until) => `erneuerbar bis ${until}`,
    planned: (at) => `Erneuerung geplant um ${clockTimeExact(at)}`,
    plannedSignIn: (at) => `meldet sich um ${clockTimeExact(at)} selbst neu an`,
    attempts: (n) => count(n, 'Anfrage', 'Anfragen'),
    last: (words) => `die letzte: ${words}`,
  },
  attempt: ({ what, by, outcome, code }) => {
    const who = by === 'person' ? ' von Hand' : '';
    const kind = what === 'renew' ? `Erneuerung${who}` : `Anmeldung${who}`;
    return `${kind}: ${outcomes[outcome]}${code === undefined ? '' : ` (${code})`}`;
  },
  attemptAt: (at, now, words) => `${moment(at, now)}: ${words}`,
  outcomes,
  table: {
    tickets: 'Alle Tickets',
    attempts: 'Anfragen nach einem neuen Ticket',
    events: 'Ruhezustand, Uhr und Netz',
    identity: 'Identität',
    starts: 'Beginnt',
    ends: 'Endet',
    renewable: 'Erneuerbar bis',
    planned: 'Geplante Erneuerung',
    when: 'Wann',
    what: 'Was',
    by: 'Durch',
    outcome: 'Ergebnis',
    byItself: 'sich selbst',
    byPerson: 'Hand',
    renewal: 'Erneuerung',
    signIn: 'Anmeldung',
    none: 'Keine.',
    more: (n) => `${count(n, 'weitere Zeile', 'weitere Zeilen')} zeigen`,
  },
  event: {
    sleep: (from, to, now) => `Ruhezustand bis ${moment(to, now)}, ${lineSpan(Math.max(0, to - from))}`,
    'clock-set-back': (by) => `Die Uhr wurde um ${lineSpan(by)} zurückgestellt`,
    reached: (realm) => `Ein KDC von ${realm} war wieder erreichbar`,
    unreached: (realm) => `Kein KDC von ${realm} war erreichbar`,
  },
};
