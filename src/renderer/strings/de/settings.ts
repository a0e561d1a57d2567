// Die Einstellungen: jede ein Titel und ein Satz dazu, was sie tut.
import type { Catalogue } from '../catalogue.ts';

type Wrong = Parameters<Catalogue['settings']['wrong']>[1];

const reason = (wrong: Wrong): string => {
  switch (wrong.why) {
    case 'not-a-number':
      return `„${wrong.text}“ ist keine ganze Zahl.`;
    case 'not-a-time':
      return `„${wrong.text}“ ist keine Uhrzeit. Geschrieben wird sie wie 19:00.`;
    case 'not-a-span':
      return `„${wrong.text}“ ist keine Dauer. Geschrieben wird sie wie 290 s, 5 Min., 2 Std. oder 1 Tg.`;
    case 'range':
      return wrong.most > 10_000 && wrong.least === 10
        ? 'Möglich ist 10 s bis 30 Tg.'
        : `Möglich ist ${wrong.least} bis ${wrong.most}.`;
    case 'too-many':
      return `Höchstens ${wrong.most} davon.`;
  }
};

const names: Catalogue['settings']['names'] = {
  density: 'Ansicht',
  language: 'Sprache',
  closing: 'Schließen des Fensters',
  startAtLogin: 'Beim Anmelden am Computer starten',
  renewAutomatically: 'Angemeldet bleiben',
  renewWhenLeft: 'Zeitpunkt der Erneuerung',
  noticeBeforeEnd: 'Hinweis vor dem Ablauf einer Anmeldung',
  noticeAtEnd: 'Beim Ablauf',
  noticeAfterEnd: 'Nach dem Ablauf',
  noticeBeforeRenewalEnds: 'Hinweis vor dem Ende der Erneuerbarkeit',
  noticeBeforePasswordExpires: 'Hinweis vor dem Ablauf eines Passworts',
  noticeRenewed: 'Hinweis, wenn eine Erneuerung gelang',
  quietHours: 'Ruhezeit',
  snooze: 'Später erinnern',
  signIn: 'Optionen der Anmeldung',
  historyDays: 'Verlauf aufbewahren',
  shell: 'Kopierte Befehle',
  columns: 'Spalten der Tickets',
  grouped: 'Gruppierung der Tickets',
};

export const settings: Catalogue['settings'] = {
  find: 'Einstellung suchen',
  sections: 'Abschnitte',
  nothingFound: (typed: string): string => `Keine Einstellung spricht von „${typed}“.`,
  unread: (which: readonly string[]): string =>
    `${which.length === 1 ? 'Der gespeicherte Wert' : 'Die gespeicherten Werte'} von ${which.join(', ')} war${which.length === 1 ? '' : 'en'} nicht lesbar. Bis zur nächsten Wahl gilt der übliche.`,
  names,
  wrong: (label: string, wrong: Wrong): string => `${label}: ${reason(wrong)}`,
  titles: {
    general: 'Allgemein',
    renewal: 'Erneuerung',
    notices: 'Hinweise',
    signIn: 'Anmeldung',
    caches: 'Caches',
    history: 'Verlauf',
    about: 'Über Tessera',
  },
  rows: {
    language: {
      title: names.language,
      explains: 'Dieses Fensters, der Passwortabfrage, des Infobereichs und der Hinweise',
    },
    closing: {
      title: names.closing,
      explains:
        'Ohne Infobereich wird das Fenster minimiert. Vor dem Beenden wird gefragt, wenn Tickets dann enden',
    },
    login: {
      title: names.startAtLogin,
      explains: 'Ohne Fenster, damit Tickets von Anfang an erneuert werden',
    },
    shell: { title: names.shell, explains: 'Passend für diese Shell geschrieben' },
    keep: {
      title: names.renewAutomatically,
      explains: 'Erneuert Tickets vor ihrem Ablauf, solange der Realm es zulässt',
    },
    when: {
      title: 'Wann',
      explains:
        'Nach einem Fehlschlag wird es wieder versucht, auch sobald das Netz zurück ist und nach dem Ruhezustand',
    },
    each: {
      title: (principal: string): string => `${principal} angemeldet lassen`,
      explains: 'Erneuert sich selbst',
      offForAll: 'Aus, weil es für alle aus ist',
    },
    before: {
      title: names.noticeBeforeEnd,
      explains: 'So viele Minuten vorher; still, wenn es sich selbst erneuert. Leer heißt: kein Hinweis',
    },
    atEnd: { title: names.noticeAtEnd, explains: 'Ein Hinweis in dem Moment, in dem sie abläuft' },
    after: {
      title: names.noticeAfterEnd,
      explains: 'So viele Minuten danach, wenn bis dahin niemand angemeldet ist',
    },
    renewalEnds: {
      title: names.noticeBeforeRenewalEnds,
      explains: 'So viele Stunden, bevor ein Ticket nicht mehr erneuerbar ist',
    },
    password: {
      title: names.noticeBeforePasswordExpires,
      explains: 'So viele Tage vorher, wenn der Realm den Tag nennt; 0 ist der Tag selbst',
    },
    renewed: { title: names.noticeRenewed, explains: 'Für jede ein Hinweis; sonst bleibt es still' },
    quiet: {
      title: names.quietHours,
      explains: 'Hinweise warten; das Symbol im Infobereich zeigt weiter den Stand',
    },
    snooze: { title: names.snooze, explains: 'Um so viel verschiebt der gleichnamige Knopf die Hinweise' },
    lifetime: {
      title: 'Tickets gelten',
      explains: 'Gilt für die erste Anmeldung; spätere merken sich, was gewählt war',
    },
    renewable: { title: 'Erneuerbar sind sie', explains: 'Der Realm darf weniger geben' },
    forwardable: {
      title: 'Weiterleitbar',
      explains: 'Andere Computer, auf denen man sich anmeldet, dürfen sie mitbenutzen',
    },
    defaultCache: {
      title: 'Standard-Cache',
      explains: 'Gemeinsam mit ssh, curl und Browsern; bestimmt durch KRB5CCNAME oder krb5.conf',
    },
    configuration: {
      title: 'Konfiguration',
      explains: 'Wird für jede Handlung neu gelesen; bestimmt durch KRB5_CONFIG',
    },
    keepHistory: {
      title: names.historyDays,
      explains: 'Was getan und gesehen wurde; nur auf diesem Computer, nur für das eigene Konto',
    },
    clear: {
      title: 'Verlauf löschen',
      explains: 'Fragt zuerst. Tickets, Identitäten und Einstellungen bleiben',
    },
    version: { title: 'Tessera', explains: 'Sendet nichts an andere als die KDCs der eigenen Realms' },
  },
  languages: { system: 'Wie das System', en: 'English', de: 'Deutsch' },
  closing: { 'keeps-running': 'Erneuert im Infobereich weiter', quits: 'Beendet Tessera' },
  usualShell: 'Die übliche des Systems',
  notHere: 'Hier nicht möglich',
  when: { half: 'Zur Hälfte der Gültigkeit', left: 'Wenn weniger übrig ist als' },
  span: ({ amount, unit }): string => `${amount} ${{ s: 's', m: 'Min.', h: 'Std.', d: 'Tg.' }[unit]}`,
  units: { minutes: 'Min.', hours: 'Std.', days: 'Tage' },
  quietFrom: 'Ruhezeit von',
  quietTo: 'Ruhezeit bis',
  quietDays: 'Ruhezeit an',
  everyDay: 'Jeden Tag',
  daysTo: (first: string, last: string): string => `${first} bis ${last}`,
  to: 'bis',
  asKrb5Conf: 'Wie krb5.conf sagt',
  asKrb5ConfOrWeek: 'Wie krb5.conf sagt, sonst 7 Tage',
  notAtAll: 'Gar nicht',
  yes: 'Ja',
  no: 'Nein',
  noFile: 'Keine',
  clear: 'Löschen',
  cleared: 'Der Verlauf ist gelöscht',
  notSet: 'Die Einstellung wurde nicht übernommen',
};
