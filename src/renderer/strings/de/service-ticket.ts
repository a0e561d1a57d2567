// Das Blatt, das ein Dienstticket holt.
import type { Catalogue } from '../catalogue.ts';
import { lineSpan } from '../time.ts';

export const serviceTicket: Catalogue['serviceTicket'] = {
  title: 'Dienstticket holen',
  service: 'Dienst',
  as: 'Als',
  identity: (principal: string, left: number): string => `${principal}, noch ${lineSpan(left)}`,
  nameToAskFor: 'Gefragter Name',
  how: {
    'as-typed': 'Wie eingegeben',
    canonical: 'Nach DNS: Der Host ist ein Alias dieses Namens',
    reverse: 'Nach DNS, vorwärts und zurück',
    qualified: 'Mit der Suchdomäne ergänzt',
  },
  noName: 'Eine Webadresse, einen Host oder einen Namen wie HTTP/web.ad.test eingeben.',
  goesTo: (realm: string): string => `Fragt das KDC von ${realm}. An den Dienst geht nichts.`,
  get: 'Ticket holen',
  asking: 'Das KDC wird gefragt',
};
