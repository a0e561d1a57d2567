// The ticket table's columns. Apart from the schemas, so that the window has the names without zod.

/** The ticket table's columns but for the first, which is the service. */
export const ticketColumns = [
  'identity',
  'client',
  'auth',
  'start',
  'end',
  'renew',
  'enctype',
  'session',
  'kvno',
  'flags',
  'flag-words',
  'realm',
  'path',
  'kind',
  'sealed-for',
  'cache',
] as const;
export type TicketColumn = (typeof ticketColumns)[number];
