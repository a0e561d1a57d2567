// What happened, why, what to do, who can do it: the words around the explanation.
import type { OperationDto } from '#shared';

export const explain = {
  whatHappened: 'What happened',
  why: 'Why',
  whatToDo: 'What to do',
  who: 'Who can do it',
  helpdesk: 'For your helpdesk',
  titles: {
    'sign-in': (subject: string): string => `Cannot sign in as ${subject}`,
    'service-ticket': (subject: string): string => `No ticket for ${subject}`,
    renew: (subject: string): string => `Cannot renew ${subject}`,
    'change-password': (subject: string): string => `The password of ${subject} is not changed`,
    destroy: (subject: string): string => `Cannot destroy the tickets of ${subject}`,
    remove: (subject: string): string => `Cannot remove the ticket for ${subject}`,
    practice: (_subject: string): string => 'The practice realm did not start',
    'ticket-check': (subject: string): string => `No ticket for ${subject}`,
    'make-default': (subject: string): string => `${subject} is not the default`,
    pac: (subject: string): string => `No PAC of ${subject}`,
  } satisfies Record<OperationDto['kind'], (subject: string) => string>,
  read: (subject: string): string => `The tickets of ${subject} cannot be read`,
  inspect: (subject: string): string => `${subject} cannot be opened`,
  unknown: 'That did not work',
  passwordChanged: 'The password is changed: the new one holds from now on. What came after it did not work.',
  stillSignedOut: 'You are still signed out. Nothing was changed.',
  unchanged: 'Your tickets are as they were. Nothing was changed.',
};
