// What main itself says to a person: tray, menus, notices, questions. One object per language, all of one type; the
// window's texts are in the renderer's catalogue.
import { languageOf, live } from '#shared';
import type { Language } from '#shared';

export type MenuRole =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'zoom'
  | 'front';

import type { Question } from './own-dialogs.ts';

export interface Words {
  readonly units: Readonly<Record<'d' | 'h' | 'm' | 's', string>>;
  readonly windowTitle: { readonly standIn: string; readonly unsandboxed: string };
  readonly prompt: { readonly title: string; readonly standInTitle: string };
  /** Where it must not start: why. */
  readonly noStart: { readonly title: string; readonly dangerous: (name: string) => string };
  readonly edit: string;
  readonly window: string;
  /** Items that the system would name in English. */
  readonly roles: Readonly<Record<MenuRole, string>>;
  readonly openTessera: string;
  readonly quitTessera: string;
  readonly startAtLogin: string;
  readonly view: string;
  readonly file: string;
  readonly closeWindow: string;
  readonly show: string;
  readonly renew: string;
  readonly signIn: string;
  readonly changePassword: string;
  readonly snooze: string;
  readonly signInAs: (principal: string) => string;
  readonly renewOf: (principal: string) => string;
  // Behind a principal: "alice@AD.TEST, 3 h 12 m, renews itself"
  readonly signedOut: string;
  readonly expired: string;
  readonly renewsItself: string;
  readonly cannotBeRenewed: string;
  readonly needsYou: string;
  readonly practice: string;
  readonly noKdc: string;
  readonly nobody: string;
  readonly stillRunning: { readonly title: string; readonly body: string };
  readonly quit: {
    readonly message: string;
    readonly detail: (lines: readonly string[]) => string;
    readonly yes: string;
    readonly no: string;
  };
  readonly clearHistory: {
    readonly message: string;
    readonly detail: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly chooseKeytab: string;
  readonly chooseBlob: string;
  /** Before a key or password is shown in the window. */
  readonly reveal: (about: { readonly secret: string; readonly blob: string }) => Question;
  /** Before a sign-in for which no prompt opens. */
  readonly signInUnprompted: {
    readonly message: (principal: string) => string;
    readonly newRealm: (realm: string) => string;
    readonly newServers: (realm: string, servers: string) => string;
    readonly withKeytab: (file: string) => string;
    readonly withPassword: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly destroyAnother: (about: {
    readonly principal: string;
    readonly before: readonly string[];
  }) => Question;
  readonly notice: Readonly<
    Record<
      | 'expires'
      | 'expired'
      | 'renewal-failing'
      | 'renewal-ends'
      | 'password-expires'
      | 'password-expired'
      | 'renewed',
      (about: NoticeAbout) => { readonly title: string; readonly body: string }
    >
  >;
}

export interface NoticeAbout {
  readonly principal: string;
  /** "12 m" */
  readonly left: string;
  /** "19:05", "Thu 09:00" */
  readonly when: string;
}

const english: Words = {
  units: { d: 'd', h: 'h', m: 'm', s: 's' },
  windowTitle: {
    standIn: 'Tessera (stand-in for Electron)',
    unsandboxed: 'Tessera (started without its sandbox)',
  },
  prompt: {
    title: 'Tessera asks for a password',
    standInTitle: 'Tessera asks for a password (stand-in for Electron)',
  },
  noStart: {
    title: 'Tessera does not start',
    dangerous: (name) => `It cannot keep your tickets safe when started with --${name}.`,
  },
  edit: 'Edit',
  window: 'Window',
  roles: {
    about: 'About Tessera',
    services: 'Services',
    hide: 'Hide Tessera',
    hideOthers: 'Hide others',
    unhide: 'Show all',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    togglefullscreen: 'Full screen',
    minimize: 'Minimise',
    zoom: 'Zoom',
    front: 'Bring all to front',
  },
  openTessera: 'Open Tessera',
  quitTessera: 'Quit Tessera',
  startAtLogin: 'Start at login',
  view: 'View',
  file: 'File',
  closeWindow: 'Close window',
  show: 'Show',
  renew: 'Renew',
  signIn: 'Sign in',
  changePassword: 'Change password',
  snooze: 'Snooze',
  signInAs: (principal) => `Sign in as ${principal}`,
  renewOf: (principal) => `Renew ${principal}`,
  signedOut: 'signed out',
  expired: 'expired',
  renewsItself: 'renews itself',
  cannotBeRenewed: 'cannot be renewed',
  needsYou: 'needs you',
  practice: 'practice',
  noKdc: 'no KDC reached',
  nobody: 'Signed out',
  stillRunning: {
    title: 'Tessera keeps running',
    body: 'This desktop shows no tray, so the window was minimised instead of closed. Quit ends it.',
  },
  quit: {
    message: 'Quit Tessera?',
    detail: (lines) => `Nobody renews these tickets then:\n\n${lines.join('\n')}`,
    yes: 'Quit',
    no: 'Keep running',
  },
  clearHistory: {
    message: 'Clear the history?',
    detail: 'What was done and seen is taken away for good. Tickets, identities and settings stay.',
    yes: 'Clear',
    no: 'Keep it',
  },
  chooseKeytab: 'Choose a keytab',
  chooseBlob: 'Open in the Inspector',
  reveal: ({ secret, blob }) => ({
    message: 'Show this key or password in the window?',
    detail: `${secret}\n\nin ${blob}\n\nWhoever sees it can act with it: nobody else should look at this screen. That it was shown is written down in Activity, without the key.`,
    yes: 'Show',
    no: 'Keep it hidden',
  }),
  signInUnprompted: {
    message: (principal) => `Sign in as ${principal}?`,
    newRealm: (realm) => `Nobody has signed in to ${realm} here before.`,
    newServers: (realm, servers) =>
      `The window names a KDC of ${realm} that was not used before: ${servers}. Whoever runs it can try to guess the password from what is sent.`,
    withKeytab: (file) => `The key comes from ${file}; no password is asked for.`,
    withPassword: 'The saved password is used; none is asked for.',
    yes: 'Sign in',
    no: 'Cancel',
  },
  destroyAnother: ({ principal, before }) => ({
    message: `Destroy the tickets of ${principal} as well?`,
    detail: `Within the last hour those of ${before.join(', ')} were destroyed from this window. If that was not you, say no and quit Tessera.`,
    yes: 'Destroy',
    no: 'Keep them',
  }),
  notice: {
    expires: ({ principal, left }) => ({
      title: `${principal} expires in ${left}`,
      body: 'Nothing renews it. What uses its tickets will ask for a password then.',
    }),
    expired: ({ principal }) => ({
      title: `${principal} has expired`,
      body: 'Files and web pages may ask for your password until you sign in.',
    }),
    'renewal-failing': ({ principal, when }) => ({
      title: `${principal} could not be renewed yet`,
      body: `Still valid until ${when}. It is tried again, also when the network is back.`,
    }),
    'renewal-ends': ({ principal, when }) => ({
      title: `${principal} cannot be renewed after ${when}`,
      body: 'Sign in before then to keep its tickets.',
    }),
    'password-expires': ({ principal, left, when }) => ({
      title: `The password of ${principal} expires in ${left}`,
      body: `Change it before ${when}.`,
    }),
    'password-expired': ({ principal }) => ({
      title: `The password of ${principal} has expired`,
      body: 'It has to be changed before the next sign-in.',
    }),
    renewed: ({ principal, when }) => ({
      title: `${principal} was renewed`,
      body: `Valid until ${when}.`,
    }),
  },
};

const german: Words = {
  units: { d: 'd', h: 'h', m: 'min', s: 's' },
  windowTitle: {
    standIn: 'Tessera (Ersatz für Electron)',
    unsandboxed: 'Tessera (ohne seine Sandbox gestartet)',
  },
  prompt: {
    title: 'Tessera fragt nach einem Passwort',
    standInTitle: 'Tessera fragt nach einem Passwort (Ersatz für Electron)',
  },
  noStart: {
    title: 'Tessera startet nicht',
    dangerous: (name) => `Mit --${name} gestartet kann es die Tickets nicht sicher aufbewahren.`,
  },
  edit: 'Bearbeiten',
  window: 'Fenster',
  roles: {
    about: 'Über Tessera',
    services: 'Dienste',
    hide: 'Tessera ausblenden',
    hideOthers: 'Andere ausblenden',
    unhide: 'Alle einblenden',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    togglefullscreen: 'Vollbild',
    minimize: 'Minimieren',
    zoom: 'Zoomen',
    front: 'Alle nach vorn bringen',
  },
  openTessera: 'Tessera öffnen',
  quitTessera: 'Tessera beenden',
  startAtLogin: 'Beim Anmelden am Computer starten',
  view: 'Ansicht',
  file: 'Datei',
  closeWindow: 'Fenster schließen',
  show: 'Anzeigen',
  renew: 'Erneuern',
  signIn: 'Anmelden',
  changePassword: 'Passwort ändern',
  snooze: 'Später erinnern',
  signInAs: (principal) => `Als ${principal} anmelden`,
  renewOf: (principal) => `${principal} erneuern`,
  signedOut: 'abgemeldet',
  expired: 'abgelaufen',
  renewsItself: 'erneuert sich selbst',
  cannotBeRenewed: 'nicht erneuerbar',
  needsYou: 'braucht eine Handlung',
  practice: 'Übung',
  noKdc: 'kein KDC erreichbar',
  nobody: 'Abgemeldet',
  stillRunning: {
    title: 'Tessera läuft weiter',
    body: 'Diese Oberfläche hat keinen Infobereich, darum wurde das Fenster nur minimiert. „Beenden“ beendet Tessera.',
  },
  quit: {
    message: 'Tessera beenden?',
    detail: (lines) => `Diese Tickets erneuert dann niemand:\n\n${lines.join('\n')}`,
    yes: 'Beenden',
    no: 'Weiterlaufen lassen',
  },
  clearHistory: {
    message: 'Verlauf löschen?',
    detail:
      'Was getan und gesehen wurde, wird endgültig entfernt. Tickets, Identitäten und Einstellungen bleiben.',
    yes: 'Löschen',
    no: 'Behalten',
  },
  chooseKeytab: 'Keytab auswählen',
  chooseBlob: 'Im Inspektor öffnen',
  reveal: ({ secret, blob }) => ({
    message: 'Diesen Schlüssel oder dieses Passwort im Fenster zeigen?',
    detail: `${secret}\n\nin ${blob}\n\nWer ihn sieht, kann damit handeln: Sonst sollte niemand auf diesen Bildschirm sehen. Dass er gezeigt wurde, wird ohne den Schlüssel in der Aktivität vermerkt.`,
    yes: 'Zeigen',
    no: 'Verborgen lassen',
  }),
  signInUnprompted: {
    message: (principal) => `Als ${principal} anmelden?`,
    newRealm: (realm) => `Bei ${realm} hat sich hier noch niemand angemeldet.`,
    newServers: (realm, servers) =>
      `Das Fenster nennt für ${realm} ein KDC, das noch nie benutzt wurde: ${servers}. Wer es betreibt, kann aus dem Gesendeten das Passwort zu erraten versuchen.`,
    withKeytab: (file) => `Der Schlüssel kommt aus ${file}; nach einem Passwort wird nicht gefragt.`,
    withPassword: 'Das gespeicherte Passwort wird benutzt; gefragt wird nach keinem.',
    yes: 'Anmelden',
    no: 'Abbrechen',
  },
  destroyAnother: ({ principal, before }) => ({
    message: `Auch die Tickets von ${principal} löschen?`,
    detail: `In der letzten Stunde wurden aus diesem Fenster die von ${before.join(', ')} gelöscht. Wer das nicht selbst war, sagt Nein und beendet Tessera.`,
    yes: 'Löschen',
    no: 'Behalten',
  }),
  notice: {
    expires: ({ principal, left }) => ({
      title: `${principal} läuft in ${left} ab`,
      body: 'Nichts erneuert die Tickets. Was sie braucht, fragt dann nach einem Passwort.',
    }),
    expired: ({ principal }) => ({
      title: `${principal} ist abgelaufen`,
      body: 'Dateien und Webseiten fragen vielleicht nach dem Passwort, bis zur nächsten Anmeldung.',
    }),
    'renewal-failing': ({ principal, when }) => ({
      title: `${principal} ließ sich noch nicht erneuern`,
      body: `Noch gültig bis ${when}. Es wird weiter versucht, auch wenn das Netz zurückkommt.`,
    }),
    'renewal-ends': ({ principal, when }) => ({
      title: `${principal} lässt sich nach ${when} nicht mehr erneuern`,
      body: 'Eine Anmeldung vorher erhält die Tickets.',
    }),
    'password-expires': ({ principal, left, when }) => ({
      title: `Das Passwort von ${principal} läuft in ${left} ab`,
      body: `Zu ändern vor ${when}.`,
    }),
    'password-expired': ({ principal }) => ({
      title: `Das Passwort von ${principal} ist abgelaufen`,
      body: 'Es muss vor der nächsten Anmeldung geändert werden.',
    }),
    renewed: ({ principal, when }) => ({
      title: `${principal} wurde erneuert`,
      body: `Gültig bis ${when}.`,
    }),
  },
};

/** @param locale as the system names it, `de-AT` */
export function wordsFor(locale: string): Words {
  return /^de\b/i.test(locale) ? german : english;
}

/** The words of the language in use, at each look. */
export function spokenWords(language: () => Language): Words {
  return live(english, () => (language() === 'de' ? german : english));
}

/** For dates: the system's own where it speaks the language in use, as `de-AT` does German. */
export function spokenLocale(language: Language, system: string): string {
  if (languageOf(system) === language && new RegExp(`^${language}\\b`, 'i').test(system)) return system;
  return language === 'de' ? 'de-DE' : 'en-GB';
}

/** 3 h 12 m; below a minute in seconds, above two days in days. */
export function timeLeft(seconds: number, { units }: Pick<Words, 'units'>): string {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} ${units.s}`;
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} ${units.d} ${hours % 24} ${units.h}`;
  return hours > 0 ? `${hours} ${units.h} ${minutes % 60} ${units.m}` : `${minutes} ${units.m}`;
}

/** "19:05" today, "Thu 09:00" within a week, else with the date. */
export function moment(at: number, now: number, locale: string): string {
  const [then, today] = [new Date(at * 1_000), new Date(now * 1_000)];
  const near = Math.abs(at - now) < 6 * 86_400;
  const sameDay = then.toDateString() === today.toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(sameDay ? {} : near ? { weekday: 'short' } : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(then);
}
