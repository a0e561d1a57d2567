// Das Blatt, das Tickets löscht.
import type { Catalogue } from '../catalogue.ts';
import { count } from './count.ts';

export const destroy: Catalogue['destroy'] = {
  title: (principal: string): string => `Tickets von ${principal} löschen?`,
  what: (n: number, cache: string): string =>
    `${count(n, 'Ticket', 'Tickets')} in ${cache}: weg für jedes Programm, das diesen Cache benutzt.`,
  after: 'Eine neue Anmeldung ist jederzeit möglich. Andere Identitäten bleiben unberührt.',
  do: 'Löschen',
  done: (principal: string): string => `Die Tickets von ${principal} sind gelöscht`,
  kept: (principal: string): string => `Die Tickets von ${principal} bleiben`,
  wasGone: (principal: string): string => `${principal} hatte keine Tickets mehr`,
};
