// Der Rahmen, was alle Seiten brauchen, und was vorgelesen wird.
import type { Catalogue } from '../catalogue.ts';
import { count } from './count.ts';

export const app: Catalogue['app'] = {
  name: 'Tessera',
  standIn: 'Ersatz',
  standInMeans: 'Dieses Fenster läuft auf dem Ersatz für Electron: Ein installierter Browser zeigt es.',
  loading: 'Die Tickets werden gelesen',
  navigation: 'Hauptbereich',
  density: 'Ansicht (F7)',
  simple: 'Einfach',
  expert: 'Experte',
  needsYou: (n: number): string =>
    `${count(n, 'Identität', 'Identitäten')} ${n === 1 ? 'braucht' : 'brauchen'} eine Handlung`,
};

export const places: Catalogue['places'] = {
  identities: 'Identitäten',
  timeline: 'Zeitstrahl',
  activity: 'Aktivität',
  inspector: 'Inspektor',
  settings: 'Einstellungen',
};

export const common: Catalogue['common'] = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  closeKey: 'Schließen (Esc)',
  control: (key: string): string => `Strg+${key}`,
  withKey: (what: string, key: string): string => `${what} (${key})`,
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyAsCommand: 'Als Befehl kopieren',
  more: (what: string): string => `Mehr zu ${what}`,
  practice: 'Übung',
  default: 'Standard',
  tryAgain: 'Noch einmal',
  options: 'Optionen',
  working: 'wird ausgeführt',
};

export const announce: Catalogue['announce'] = {
  expires: (principal: string, minutes: number): string =>
    `${principal} läuft in ${count(minutes, 'Minute', 'Minuten')} ab`,
};
