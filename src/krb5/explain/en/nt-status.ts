// The NTSTATUS that AD domain controllers add to a KRB-ERROR, in English: it says which of the things that
// KDC_ERR_CLIENT_REVOKED and its kin may mean is the case.
import { NtStatus } from '../../iana/nt-status.ts';
import { displayText } from '../../text.ts';
import type { KdcDetails, Said, Tongue } from '../types.ts';

const client = (details: KdcDetails): string => displayText(details.client ?? 'the client');

export function passwordExpired(details: KdcDetails): Said {
  return {
    what: `The password of ${client(details)} has expired`,
    why: 'The KDC gives no ticket until it is changed.',
    toDo: 'Change it, then sign in with the new one.',
  };
}

export const ntStatus: Tongue['ntStatus'] = {
  [NtStatus.STATUS_ACCOUNT_DISABLED]: (details) => ({
    what: `The account of ${client(details)} is disabled`,
    why: 'An administrator switched it off (STATUS_ACCOUNT_DISABLED).',
    toDo: 'Ask the administrator to enable it.',
  }),
  [NtStatus.STATUS_ACCOUNT_EXPIRED]: (details) => ({
    what: `The account of ${client(details)} has expired`,
    why: 'Its last day is over (STATUS_ACCOUNT_EXPIRED).',
    toDo: 'Ask the administrator to extend it.',
  }),
  [NtStatus.STATUS_ACCOUNT_LOCKED_OUT]: (details) => ({
    what: `The account of ${client(details)} is locked`,
    why: 'There were too many wrong passwords (STATUS_ACCOUNT_LOCKED_OUT).',
    toDo: 'Wait until the lock passes, or ask the administrator. Look for a program that still has the old password.',
  }),
  [NtStatus.STATUS_INVALID_LOGON_HOURS]: (details) => ({
    what: `${client(details)} may not sign in at this hour`,
    why: 'The account has logon hours (STATUS_INVALID_LOGON_HOURS).',
    toDo: 'Wait, or ask the administrator.',
  }),
  [NtStatus.STATUS_INVALID_WORKSTATION]: (details) => ({
    what: `${client(details)} may not sign in from this machine`,
    why: 'The account is bound to named workstations (STATUS_INVALID_WORKSTATION).',
    toDo: 'Use one of those machines, or ask the administrator.',
  }),
  [NtStatus.STATUS_PASSWORD_EXPIRED]: passwordExpired,
  [NtStatus.STATUS_PASSWORD_MUST_CHANGE]: (details) => ({
    what: `The password of ${client(details)} has to be changed now`,
    why: 'An administrator asked for it (STATUS_PASSWORD_MUST_CHANGE).',
    toDo: 'Change it, then sign in with the new one.',
  }),
  [NtStatus.STATUS_NO_SUCH_USER]: (details) => ({
    what: `There is no account ${client(details)}`,
    why: 'The directory has none of that name (STATUS_NO_SUCH_USER).',
    toDo: 'Check spelling and realm.',
  }),
  [NtStatus.STATUS_WRONG_PASSWORD]: (details) => ({
    what: `The domain controller refuses the password of ${client(details)}`,
    why: 'It is not the one that the directory has (STATUS_WRONG_PASSWORD).',
    toDo: 'Type it again; with a keytab, have a fresh one made.',
  }),
  [NtStatus.STATUS_LOGON_FAILURE]: (details) => ({
    what: `The domain controller does not let ${client(details)} in`,
    why: 'The name or the password is wrong; it does not say which (STATUS_LOGON_FAILURE).',
    toDo: 'Check both and try again.',
  }),
  [NtStatus.STATUS_ACCOUNT_RESTRICTION]: (details) => ({
    what: `A restriction keeps ${client(details)} from signing in this way`,
    why: 'The account may need a smart card, stronger encryption or armor, or it is a protected user (STATUS_ACCOUNT_RESTRICTION).',
    toDo: 'Ask the administrator which restriction it is.',
  }),
  [NtStatus.STATUS_INSUFFICIENT_RESOURCES]: (details) => ({
    what: `The domain controller of ${displayText(details.realm)} is out of resources`,
    why: 'It could not serve the request (STATUS_INSUFFICIENT_RESOURCES).',
    toDo: 'Try again later; if it stays, tell the administrator.',
  }),
  [NtStatus.STATUS_TIME_DIFFERENCE_AT_DC]: () => ({
    what: 'The clock differs from that of the domain controller',
    why: 'The difference is more than the domain allows (STATUS_TIME_DIFFERENCE_AT_DC).',
    toDo: 'Set this machine’s clock by network time, then sign in again.',
  }),
  [NtStatus.STATUS_LOGON_TYPE_NOT_GRANTED]: (details) => ({
    what: `${client(details)} has not been granted this kind of sign-in`,
    why: 'A user right for it is missing (STATUS_LOGON_TYPE_NOT_GRANTED).',
    toDo: 'Ask the administrator for the right.',
  }),
  [NtStatus.STATUS_NO_TRUST_SAM_ACCOUNT]: () => ({
    what: 'The domain has no account for this machine',
    why: 'The trust between machine and domain is broken (STATUS_NO_TRUST_SAM_ACCOUNT).',
    toDo: 'Ask the administrator to join the machine again.',
  }),
  [NtStatus.STATUS_AUTHENTICATION_FIREWALL_FAILED]: (details) => ({
    what: `${client(details)} may not use ${displayText(details.server ?? 'the service')}`,
    why: 'The trust lets accounts of the other domain only where they are allowed one by one (STATUS_AUTHENTICATION_FIREWALL_FAILED).',
    toDo: 'Ask the administrator for “Allowed to authenticate” on that service’s account.',
  }),
};
