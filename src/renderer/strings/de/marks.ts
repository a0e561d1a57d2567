// Stern und Nadel: welche Identität Standard ist, und welche auf der Liste bleiben.
import type { Catalogue } from '../catalogue.ts';
import { moment } from '../time.ts';
import { count } from './count.ts';

export const marks: Catalogue['marks'] = {
  makeDefault: 'Zum Standard machen',
  makeDefaultOf: (principal: string): string => `${principal} zum Standard machen`,
  pin: 'Auf dieser Liste behalten',
  pinOf: (principal: string): string => `${principal} auf dieser Liste behalten`,
  unpin: 'Nicht auf dieser Liste behalten',
  pinned: 'Bleibt auf dieser Liste',
  pinnedNow: (principal: string): string =>
    `${principal} bleibt auf der Liste, vor allen, die nicht behalten werden`,
  unpinnedNow: (principal: string): string =>
    `${principal} wird nicht behalten: Ohne Tickets verschwindet der Eintrag nach einer Woche`,
  leaves: (at: number, now: number): string => `Verschwindet von dieser Liste: ${moment(at, now)}.`,
  alreadyDefault: (principal: string): string => `${principal} ist schon der Standard`,
  isDefault: (principal: string): string => `${principal} ist jetzt der Standard`,
  isDefaultAnd: (principal: string, moved: string, cache: string): string =>
    `${principal} ist jetzt der Standard. Die Tickets von ${moved} liegen in ${cache}`,
  sheet: {
    title: (principal: string): string => `${principal} zum Standard machen?`,
    changes: (principal: string): string =>
      `ssh, curl, Browser und was sonst das System nach Tickets fragt, nehmen dann die von ${principal}. Ein Programm, das schon verbunden ist, bleibt, wer es ist.`,
    stays: (principal: string, n: number): string =>
      `${count(n, 'Ticket', 'Tickets')} von ${principal} gehen nicht verloren: Zuallererst bekommen sie einen eigenen Cache und werden dort erneuert wie bisher.`,
    nobody: 'Im Standard-Cache liegen jetzt keine Tickets.',
    cache: 'Standard-Cache',
    here: 'Nur für ein Terminal, ohne den Standard zu ändern:',
    do: 'Zum Standard machen',
    doing: 'Die Tickets ziehen um',
    notReached: (cache: string): string =>
      `Der Standard-Cache ist ${cache}, in den Tessera noch nicht schreiben kann. Er bleibt, wie er ist.`,
    unreadable: (cache: string): string =>
      `${cache} ist nicht lesbar, darum kommt nichts an seine Stelle. Seine Karte sagt, warum.`,
  },
};
