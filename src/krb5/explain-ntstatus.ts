// The NTSTATUS that AD domain controllers add to a KRB-ERROR ([MS-KILE] 2.2.1), in words: it says which of the things
// that KDC_ERR_CLIENT_REVOKED and its kin may mean is the case.
import type { KerberosErrorDetails } from './errors.ts';
import type { Explanation } from './explain.ts';
import { displayText } from './text.ts';

type Details = KerberosErrorDetails['KDC_ERROR'];
export type Words = Omit<Explanation, 'code' | 'said'>;

const client = (details: Details): string => displayText(details.client ?? 'the client');

export function passwordExpired(details: Details): Words {
  return {
    what: `The password of ${client(details)} has expired`,
    why: 'The KDC gives no ticket until it is changed.',
    toDo: 'Change it, then sign in with the new one.',
    who: 'you',
  };
}

/** NTSTATUS values of [MS-ERREF] 2.3.1 that KDCs send. */
const NTSTATUS: Readonly<Record<number, (details: Details) => Words>> = {
  0xc0000072: (details) => ({
    what: `The account of ${client(details)} is disabled`,
    why: 'An administrator switched it off (STATUS_ACCOUNT_DISABLED).',
    toDo: 'Ask the administrator to enable it.',
    who: 'administrator',
  }),
  0xc0000193: (details) => ({
    what: `The account of ${client(details)} has expired`,
    why: 'Its last day is over (STATUS_ACCOUNT_EXPIRED).',
    toDo: 'Ask the administrator to extend it.',
    who: 'administrator',
  }),
  0xc0000234: (details) => ({
    what: `The account of ${client(details)} is locked`,
    why: 'There were too many wrong passwords (STATUS_ACCOUNT_LOCKED_OUT).',
    toDo: 'Wait until the lock passes, or ask the administrator. Look for a program that still has the old password.',
    who: 'administrator',
  }),
  0xc000006f: (details) => ({
    what: `${client(details)} may not sign in at this hour`,
    why: 'The account has logon hours (STATUS_INVALID_LOGON_HOURS).',
    toDo: 'Wait, or ask the administrator.',
    who: 'administrator',
  }),
  0xc0000070: (details) => ({
    what: `${client(details)} may not sign in from this machine`,
    why: 'The account is bound to named workstations (STATUS_INVALID_WORKSTATION).',
    toDo: 'Use one of those machines, or ask the administrator.',
    who: 'administrator',
  }),
  0xc0000071: passwordExpired,
  0xc0000224: (details) => ({
    what: `The password of ${client(details)} has to be changed now`,
    why: 'An administrator asked for it (STATUS_PASSWORD_MUST_CHANGE).',
    toDo: 'Change it, then sign in with the new one.',
    who: 'you',
  }),
};

export function wordsForNtStatus(status: number): ((details: Details) => Words) | undefined {
  return NTSTATUS[status];
}
