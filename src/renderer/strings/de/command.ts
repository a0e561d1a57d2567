// Kopierte Befehle: für welche Shell, und warum es keinen gibt.
import type { Catalogue } from '../catalogue.ts';

export const command: Catalogue['command'] = {
  title: 'Als Befehl kopieren',
  shell: 'Für die Shell',
  copied: (shell: string): string => `Kopiert für ${shell}`,
  otherShell: 'Andere Shell',
  does: 'Diese Zeile tut in einer Eingabeaufforderung dasselbe. Ein Passwort steht nicht darin; das Programm fragt danach.',
  keepsSet: 'Die Variablen bleiben in jenem Fenster gesetzt, bis es geschlossen wird.',
  needs: ({ realm, kdc, kpasswd }) =>
    `Dafür muss krb5.conf in [realms] die Server von ${realm} nennen: ${[...kdc.map((each) => `kdc = ${each}`), ...kpasswd.map((each) => `kpasswd_server = ${each}`)].join(', ')}`,
  because: {
    'line-break': (shell) =>
      `Ein Name darin hat einen Zeilenumbruch, und dort endet für ${shell} der Befehl.`,
    control: (shell) =>
      `Ein Name darin hat ein Steuerzeichen, das die Eingabezeile von ${shell} für eine Taste hält.`,
    inexact: () => 'Ein Name darin hat Zeichen, die sich nicht zeigen und darum auch nicht kopieren lassen.',
    'too-long': (shell) => `Er ist länger als eine Zeile, die ${shell} liest.`,
  },
  tryOther: 'Eine andere Shell wählen oder ihn von Hand schreiben.',
};
