// Das Blatt, das ein Passwort ändert.
import type { Catalogue } from '../catalogue.ts';

export const changePassword: Catalogue['changePassword'] = {
  title: (principal: string): string => `Passwort von ${principal} ändern`,
  what: 'Es folgen zwei kleine eigene Fenster: eines für das jetzige Passwort, eines für das neue, das zweimal einzugeben ist.',
  tickets: 'Die Tickets bleiben, wie sie sind, und gelten weiter.',
  continue: 'Weiter',
  waiting: {
    starting: 'Wird vorbereitet',
    'asking-password': 'Ein kleines Fenster fragt nach dem Passwort',
    'asking-present-password': 'Ein kleines Fenster fragt nach dem jetzigen Passwort',
    'asking-new-password': 'Ein kleines Fenster fragt nach dem neuen Passwort',
    'deriving-key': 'Aus dem Passwort wird der Schlüssel gemacht',
    'asking-kdc': 'Der Realm wird gefragt',
    storing: 'Das Ticket wird gespeichert',
  },
  done: (principal: string): string => `Das Passwort von ${principal} ist geändert`,
  doneAnd: (principal: string, said: string): string =>
    `Das Passwort von ${principal} ist geändert. Der Server sagt: ${said}`,
};
