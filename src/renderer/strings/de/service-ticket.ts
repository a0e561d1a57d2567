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
  sessionKey: 'Sitzungsschlüssel',
  asKrb5Conf: 'Wie krb5.conf sagt',
  keepIn: 'Aufbewahren',
  keepChoices: {
    own: 'Im eigenen Cache, bei den anderen',
    new: 'In einem neuen Cache, für sich',
    nowhere: 'Nirgends, nur zeigen',
  },
  kept: {
    own: 'Kommt zu den anderen Tickets',
    new: 'Kommt für sich in einen neuen Cache',
    nowhere: 'Wird nur gezeigt, nirgends aufbewahrt',
  },
  sealedWith: 'Versiegelt mit',
  serviceKey: 'Dem Schlüssel des Dienstes',
  keyOf: (principal: string): string => `Dem Sitzungsschlüssel von ${principal} (User-to-User)`,
  canonicalize: 'Das KDC darf den Namen berichtigen',
  askedFor: (enctype: string | undefined, sealer: string | undefined, canonicalize: boolean): string =>
    [
      enctype === undefined ? 'Sitzungsschlüssel wie krb5.conf sagt' : `Sitzungsschlüssel ${enctype}`,
      ...(sealer === undefined ? [] : [`User-to-User mit ${sealer}`]),
      ...(canonicalize ? ['das KDC darf den Namen berichtigen'] : []),
    ].join(', '),
  get: 'Ticket holen',
  show: 'Ticket zeigen',
  asking: 'Das KDC wird gefragt',
  waitsFor: (kdc: string): string => `Wartet auf ${kdc}`,
};
