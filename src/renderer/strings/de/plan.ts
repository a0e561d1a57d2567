// Was die Erneuerung als Nächstes tut, auf den Karten.
import type { Catalogue } from '../catalogue.ts';
import { nearMoment } from '../time.ts';

const is = (about: 'person' | 'ticket'): string => (about === 'person' ? 'Angemeldet' : 'Gültig');

/** „um 19:05“, aber „morgen 00:30“ ohne „um“. */
const um = (at: string): string => (/^\d/.test(at) ? `um ${at}` : at);

export const plan: Catalogue['plan'] = {
  renewsItself: (about, at) => `${is(about)}, erneuert sich ${um(at)}`,
  renewsNow: (about) => `${is(about)}, erneuert sich jetzt`,
  signsInAnew: (about, at) => `${is(about)}, meldet sich ${um(at)} selbst neu an`,
  signsInNow: (about) => `${is(about)}, meldet sich jetzt selbst neu an`,
  triesAgain: (about, at) => `${is(about)}, noch nicht erneuert: neuer Versuch ${um(at)}`,
  triesNow: (about) => `${is(about)}, noch nicht erneuert: neuer Versuch jetzt`,
  endsAfter: (at, now) => `Nicht mehr erneuerbar nach ${nearMoment(at, now)}`,
  refused: 'Nicht erneuerbar: das KDC lehnt es ab',
  notch: (at) => `erneuert ${at}`,
  notchAnew: (at) => `meldet an ${at}`,
  unreachable: (at) => `Kein KDC ist erreichbar. Nächster Versuch ${um(at)} oder sobald das Netz zurück ist.`,
  unreachableNow: 'Kein KDC ist erreichbar. Es wird jetzt wieder versucht.',
  refusedSoFar: (at, code) => `Das KDC hat abgelehnt${code}. Nächster Versuch ${um(at)}.`,
  failedSoFar: (at, code) => `Es hat nicht geklappt${code}. Nächster Versuch ${um(at)}.`,
  givenUp: (code) => `Das KDC hat dreimal abgelehnt${code}. Weiter geht es nach neuer Anmeldung.`,
  signInBefore: 'Wer sich vorher anmeldet, behält die Tickets.',
  renewsUntilThen: (at) =>
    `Erneuert sich ${um(at)}, aber nicht darüber hinaus. Wer sich vorher anmeldet, behält die Tickets.`,
  switchedOff: (until, now) =>
    `Erneuert sich nicht von selbst: das ist ausgeschaltet. Erneuerbar bis ${nearMoment(until, now)}.`,
  keytab: 'Meldet sich selbst neu an, sobald es nicht mehr erneuerbar ist.',
  lastTry: (at) => `Wird ${um(at)} noch einmal versucht, solange das KDC es vielleicht noch zulässt.`,
};
