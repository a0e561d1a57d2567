// The services' own words: around the engine's explanations, and what the prompt window says that it asks for.
import type { WhoCanHelp } from '#krb5';
import { languages } from '#shared';
import type { Language } from '#shared';

export interface ServiceWords {
  readonly who: Readonly<Record<WhoCanHelp | 'makers', string>>;
  readonly lockOut: string;
  /** A fault of ours: what it was, by where it was noticed. */
  readonly fault: Readonly<Record<'REFUSED' | 'BAD_INPUT' | 'INTERNAL', string>>;
  readonly faultWhy: string;
  readonly faultToDo: string;
  readonly busy: string;
  readonly busyWhy: string;
  readonly busyToDo: string;
  readonly oneAnHour: string;
  readonly answerYes: string;
  readonly tryAgain: string;
  readonly lookAgain: string;
  readonly setInSystem: string;
  readonly identityGone: string;
  readonly ticketGone: string;
  readonly ticketsGone: (principal: string) => string;
  readonly stillHasTickets: (principal: string) => string;
  readonly noPracticeAccount: string;
  readonly keytabGone: string;
  readonly blobGone: string;
  readonly noSecretHere: string;
  /** The name of what was pasted. */
  readonly pasted: string;
  readonly openPartsOf: (name: string) => string;
  /** The printed page of a blob. */
  readonly report: {
    readonly title: (name: string) => string;
    readonly about: (kind: string, length: number, fields: number) => string;
    readonly field: string;
    readonly value: string;
    readonly place: string;
    readonly hidden: (length: number) => string;
    readonly sealed: (length: number) => string;
  };
  readonly noExchange: string;
  readonly noBytes: string;
  readonly writtenMeanwhile: (cache: string) => string;
  readonly lookWhose: string;
  readonly practiceNeverDefault: string;
  readonly useTerminalLine: string;
  readonly noStartAtLogin: string;
  readonly startAtLoginRefused: (reason: string) => string;
  /** What the prompt is for. */
  readonly signInAt: (realm: string) => string;
  readonly signInBy: (realm: string, servers: string) => string;
  readonly expiredChangeAt: (realm: string) => string;
  readonly changeAt: (realm: string) => string;
  readonly serverSays: (words: string) => string;
}

const english: ServiceWords = {
  who: {
    you: 'You.',
    administrator: 'Whoever looks after the realm. Give them the lines below.',
    network: 'You, if it is your network or VPN. Otherwise whoever looks after the network.',
    nobody: 'Nobody has to do anything.',
    makers: 'The people who make Tessera. Tell them the line below.',
  },
  lockOut: 'Many realms lock an account after a few wrong tries, so Tessera does not try again on its own.',
  fault: {
    REFUSED: 'Something that is not this window asked for an action.',
    BAD_INPUT: 'The window asked for something in a way nobody understands.',
    INTERNAL: 'Tessera could not do that.',
  },
  faultWhy: 'This is a fault in Tessera, not in what you did.',
  faultToDo: 'Close Tessera and start it again.',
  busy: 'That was asked for too often in a short time, so it was not done.',
  busyWhy:
    'A key was held down, or something else than you asks in this window’s name: Tessera bounds how much a window may ask for.',
  busyToDo: 'Wait some seconds and try again. If nobody pressed anything, quit Tessera and start it again.',
  oneAnHour: 'More than one identity is signed out within an hour only after a question of its own',
  answerYes: 'Answer that question with yes, or wait.',
  tryAgain: 'Try again.',
  lookAgain: 'Look at the list again: it shows what is there now.',
  setInSystem: 'Set it where the system keeps it, or leave it as it is.',
  identityGone: 'This identity is no longer there',
  ticketGone: 'This ticket is no longer there',
  ticketsGone: (principal) => `${principal} has no tickets any more`,
  stillHasTickets: (principal) => `${principal} has tickets: it stays on the list until they are gone`,
  writtenMeanwhile: (cache) => `Another program wrote to ${cache} in the meantime. Nothing was overwritten`,
  lookWhose: 'Look at whose tickets are in it now, and choose again.',
  practiceNeverDefault:
    'A practice identity never becomes the default: other programs would use its tickets for real services',
  useTerminalLine: 'Use the line for the terminal that the practice realm shows.',
  keytabGone: 'This keytab is no longer open: choose it again',
  blobGone: 'This is no longer open in the Inspector',
  noSecretHere: 'There is nothing here that can be shown',
  pasted: 'Pasted text',
  openPartsOf: (name) => `Open what is sealed in ${name}`,
  report: {
    title: (name) => `${name}, laid open`,
    about: (kind, length, fields) =>
      `${kind}, ${length} bytes, ${fields} fields. Keys and passwords are left out.`,
    field: 'Field',
    value: 'Value',
    place: 'Offset, length',
    hidden: (length) => `hidden, ${length} bytes`,
    sealed: (length) => `sealed, ${length} bytes`,
  },
  noExchange: 'What went over the wire is not kept for this',
  noBytes: 'The bytes of this message are not kept',
  noPracticeAccount: 'The practice realm has no such account',
  noStartAtLogin: 'Tessera cannot be started at login here',
  startAtLoginRefused: (reason) => `The system did not take "start at login": ${reason}`,
  signInAt: (realm) => `Sign in at ${realm}`,
  signInBy: (realm, servers) => `Sign in at ${realm} by ${servers}`,
  expiredChangeAt: (realm) => `Password expired. Change it at ${realm}`,
  changeAt: (realm) => `Change the password at ${realm}`,
  serverSays: (words) => `The server says: ${words}`,
};

const german: ServiceWords = {
  who: {
    you: 'Man selbst, ohne fremde Hilfe.',
    administrator: 'Wer den Realm betreut. Die Zeilen unten mitgeben.',
    network: 'Am eigenen Netz oder VPN man selbst, sonst wer das Netz betreut.',
    nobody: 'Niemand muss etwas tun.',
    makers: 'Die Macher von Tessera. Ihnen die Zeile unten mitteilen.',
  },
  lockOut:
    'Viele Realms sperren ein Konto nach wenigen falschen Versuchen, darum versucht Tessera es nicht von sich aus noch einmal.',
  fault: {
    REFUSED: 'Etwas, das nicht dieses Fenster ist, hat einen Vorgang verlangt.',
    BAD_INPUT: 'Das Fenster hat etwas auf eine Weise verlangt, die niemand versteht.',
    INTERNAL: 'Tessera konnte das nicht tun.',
  },
  faultWhy: 'Das ist ein Fehler in Tessera, nicht in der Bedienung.',
  faultToDo: 'Tessera schließen und neu starten.',
  busy: 'Das wurde in kurzer Zeit zu oft verlangt und darum nicht getan.',
  busyWhy:
    'Eine Taste blieb gedrückt, oder etwas anderes fragt im Namen dieses Fensters: Tessera begrenzt, wie viel ein Fenster verlangen darf.',
  busyToDo:
    'Einige Sekunden warten und es noch einmal versuchen. Hat niemand etwas gedrückt: Tessera beenden und neu starten.',
  oneAnHour:
    'Die Tickets von mehr als einer Identität werden innerhalb einer Stunde nur nach einer eigenen Frage gelöscht',
  answerYes: 'Diese Frage mit Ja beantworten, oder warten.',
  tryAgain: 'Noch einmal versuchen.',
  lookAgain: 'Noch einmal in die Liste sehen: Sie zeigt, was jetzt da ist.',
  setInSystem: 'Dort einstellen, wo das System es aufbewahrt, oder es lassen, wie es ist.',
  identityGone: 'Diese Identität ist nicht mehr da',
  ticketGone: 'Dieses Ticket ist nicht mehr da',
  ticketsGone: (principal) => `${principal} hat keine Tickets mehr`,
  stillHasTickets: (principal) =>
    `${principal} hat Tickets: Solange sie da sind, bleibt der Eintrag in der Liste`,
  writtenMeanwhile: (cache) =>
    `Ein anderes Programm hat inzwischen in ${cache} geschrieben. Überschrieben wurde nichts`,
  lookWhose: 'Nachsehen, wessen Tickets jetzt darin sind, und neu wählen.',
  practiceNeverDefault:
    'Eine Übungs-Identität wird nie zum Standard: Andere Programme würden ihre Tickets für echte Dienste nehmen',
  useTerminalLine: 'Die Zeile für das Terminal benutzen, die der Übungs-Realm zeigt.',
  keytabGone: 'Diese Keytab ist nicht mehr geöffnet: noch einmal wählen',
  blobGone: 'Das ist im Inspektor nicht mehr geöffnet',
  noSecretHere: 'Hier ist nichts, das gezeigt werden kann',
  pasted: 'Eingefügter Text',
  openPartsOf: (name) => `Versiegeltes in ${name} öffnen`,
  report: {
    title: (name) => `${name}, offengelegt`,
    about: (kind, length, fields) =>
      `${kind}, ${length} Bytes, ${fields} Felder. Schlüssel und Passwörter sind ausgelassen.`,
    field: 'Feld',
    value: 'Wert',
    place: 'Offset, Länge',
    hidden: (length) => `verborgen, ${length} Bytes`,
    sealed: (length) => `versiegelt, ${length} Bytes`,
  },
  noExchange: 'Was dafür über die Leitung ging, ist nicht aufgehoben',
  noBytes: 'Die Bytes dieser Nachricht sind nicht aufgehoben',
  noPracticeAccount: 'Der Übungs-Realm hat kein solches Konto',
  noStartAtLogin: 'Tessera lässt sich hier nicht bei der Anmeldung am Computer starten',
  startAtLoginRefused: (reason) => `Das System hat den Start bei der Anmeldung nicht angenommen: ${reason}`,
  signInAt: (realm) => `Anmeldung bei ${realm}`,
  signInBy: (realm, servers) => `Anmeldung bei ${realm} über ${servers}`,
  expiredChangeAt: (realm) => `Passwort abgelaufen. Zu ändern bei ${realm}`,
  changeAt: (realm) => `Passwort ändern bei ${realm}`,
  serverSays: (words) => `Der Server sagt: ${words}`,
};

const all: Readonly<Record<Language, ServiceWords>> = { en: english, de: german };

export function serviceWords(language: Language): ServiceWords {
  return all[language];
}

/** What `say` makes of each language's words, English and the rest. */
export function inEachLanguage<T>(say: (words: ServiceWords, language: Language) => T): {
  readonly english: T;
  readonly others: Readonly<Partial<Record<Language, T>>>;
} {
  const others = languages.filter((language) => language !== 'en');
  return {
    english: say(english, 'en'),
    others: Object.fromEntries(others.map((language) => [language, say(all[language], language)])),
  };
}
