// What the prompt's page says, in each language. It has no framework and shares nothing with the window.
import type { Language, PromptQuestion } from '#shared';

export interface PromptWords {
  readonly title: string;
  readonly purposes: Readonly<
    Record<
      PromptQuestion['purpose'],
      { readonly label: string; readonly fate: string; readonly submit: string }
    >
  >;
  /** What becomes of it where the person chose to have it kept. */
  readonly kept: Readonly<Record<PromptQuestion['purpose'], string>>;
  readonly again: string;
  readonly reveal: string;
  readonly cancel: string;
  readonly standIn: string;
  readonly capsLock: string;
  readonly differs: string;
  readonly realm: (reason: string, realm: string) => string;
}

const english: PromptWords = {
  title: 'Tessera asks for a password',
  purposes: {
    password: {
      label: 'Password',
      fate: 'It never leaves this computer: it makes a key, then is wiped.',
      submit: 'Sign in',
    },
    'present-password': {
      label: 'Present password',
      fate: 'It never leaves this computer: it makes a key, then is wiped.',
      submit: 'Continue',
    },
    'new-password': {
      label: 'New password',
      fate: 'It goes to the realm alone, sealed, and is then wiped here.',
      submit: 'Change it',
    },
    'opening-password': {
      label: 'Password',
      fate: 'It makes keys, then is wiped. The keys are wiped when what they open is closed.',
      submit: 'Open',
    },
    'opening-key': {
      label: 'Key, in hexadecimal',
      fate: 'It stays in this process, and is wiped when what it opens is closed.',
      submit: 'Open',
    },
  },
  kept: {
    password: 'It makes a key. Then it is kept in this system’s vault, as you chose.',
    'present-password': 'It never leaves this computer: it makes a key, then is wiped.',
    'new-password': 'It goes to the realm, sealed, and is kept in this system’s vault, as you chose.',
    'opening-password': 'It makes keys, then is wiped.',
    'opening-key': 'It is wiped when what it opens is closed.',
  },
  again: 'The same again',
  reveal: 'Show while held',
  cancel: 'Cancel',
  standIn: 'This is the stand-in for Electron: the prompt is not shielded as the real one is.',
  capsLock: 'Caps Lock is on.',
  differs: 'The two are not the same.',
  realm: (reason, realm) => `${reason} (realm ${realm})`,
};

const german: PromptWords = {
  title: 'Tessera fragt nach einem Passwort',
  purposes: {
    password: {
      label: 'Passwort',
      fate: 'Es verlässt diesen Computer nicht: Aus ihm wird ein Schlüssel, dann wird es gelöscht.',
      submit: 'Anmelden',
    },
    'present-password': {
      label: 'Jetziges Passwort',
      fate: 'Es verlässt diesen Computer nicht: Aus ihm wird ein Schlüssel, dann wird es gelöscht.',
      submit: 'Weiter',
    },
    'new-password': {
      label: 'Neues Passwort',
      fate: 'Es geht versiegelt nur an den Realm und wird hier dann gelöscht.',
      submit: 'Ändern',
    },
    'opening-password': {
      label: 'Passwort',
      fate: 'Aus ihm werden Schlüssel, dann wird es gelöscht; sie werden gelöscht, wenn geschlossen wird, was sie öffnen.',
      submit: 'Öffnen',
    },
    'opening-key': {
      label: 'Schlüssel, hexadezimal',
      fate: 'Er bleibt in diesem Prozess und wird gelöscht, wenn geschlossen wird, was er öffnet.',
      submit: 'Öffnen',
    },
  },
  kept: {
    password: 'Aus ihm wird ein Schlüssel. Dann liegt es im Tresor des Systems, wie gewählt.',
    'present-password':
      'Es verlässt diesen Computer nicht: Aus ihm wird ein Schlüssel, dann wird es gelöscht.',
    'new-password': 'Es geht versiegelt an den Realm und liegt dann im Tresor des Systems, wie gewählt.',
    'opening-password': 'Aus ihm werden Schlüssel, dann wird es gelöscht.',
    'opening-key': 'Er wird gelöscht, wenn geschlossen wird, was er öffnet.',
  },
  again: 'Noch einmal dasselbe',
  reveal: 'Gedrückt halten zum Zeigen',
  cancel: 'Abbrechen',
  standIn: 'Dies ist der Ersatz für Electron: Das Fenster ist nicht so abgeschirmt wie das echte.',
  capsLock: 'Die Feststelltaste ist an.',
  differs: 'Die beiden sind nicht gleich.',
  realm: (reason, realm) => `${reason} (Realm ${realm})`,
};

const all: Readonly<Record<Language, PromptWords>> = { en: english, de: german };

/** @param language the document's */
export function promptWords(language: string): PromptWords {
  return Object.hasOwn(all, language) ? all[language as Language] : english;
}
