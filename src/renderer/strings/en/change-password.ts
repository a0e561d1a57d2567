// The sheet that changes a password.
import type { OperationDto } from '#shared';

export const changePassword = {
  title: (principal: string): string => `Change the password of ${principal}`,
  what: 'Two separate small windows follow: one for the present password, one for the new one, typed twice.',
  tickets: 'Your tickets stay as they are and go on being good.',
  continue: 'Continue',
  waiting: {
    starting: 'Getting ready',
    'asking-password': 'A small window asks for your password',
    'asking-present-password': 'A small window asks for your present password',
    'asking-new-password': 'A small window asks for the new password',
    'deriving-key': 'Making the key from your password',
    'asking-kdc': 'Asking the realm',
    storing: 'Storing the ticket',
  } satisfies Record<OperationDto['stage'], string>,
  done: (principal: string): string => `The password of ${principal} is changed`,
  doneAnd: (principal: string, said: string): string =>
    `The password of ${principal} is changed. The server says: ${said}`,
};
