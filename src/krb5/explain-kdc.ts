// KRB-ERROR in words: RFC 4120 7.5.9's codes in the exchange where they came up, made sharper by the NTSTATUS that
// AD domain controllers add ([MS-KILE] 2.2.1).
import type { KerberosErrorDetails } from './errors.ts';
import { passwordExpired, wordsForNtStatus } from './explain-ntstatus.ts';
import type { Words } from './explain-ntstatus.ts';
import { serverText } from './explain-text.ts';
import type { Explanation } from './explain.ts';
import { ErrorCode, errorCodeName } from './iana/error-code.ts';
import { extendedError } from './messages/index.ts';
import { displayText } from './text.ts';

type Details = KerberosErrorDetails['KDC_ERROR'];

const client = (details: Details): string => displayText(details.client ?? 'the client');
const server = (details: Details): string => displayText(details.server ?? 'the service');
const realm = (details: Details): string => displayText(details.realm);

function unknownServer(details: Details): Words {
  if (details.server !== undefined && details.server === details.client) {
    return {
      what: `The KDC of ${realm(details)} gives ${server(details)} no ticket to itself`,
      why: 'It knows the account as a client only: in Active Directory, an account without any service name.',
      toDo: 'There is nothing to do here. A domain controller of a newer version gives such tickets.',
      who: 'administrator',
    };
  }
  return {
    what: `${server(details)} is not known to the realm ${realm(details)}`,
    why: 'The realm has no service of that name (in Active Directory: no account, or more than one, has this SPN).',
    toDo: 'Check the host name and the kind of service. If both are right, the service is not registered there yet.',
    who: 'administrator',
  };
}

function refusedByPolicy(details: Details): Words {
  return {
    what: `The KDC of ${realm(details)} refuses by policy`,
    why: 'The account or the service has a rule that this request does not meet: hours, kind of sign-in, ticket kind.',
    toDo: 'Ask the administrator which rule it is.',
    who: 'administrator',
  };
}

const CODES: Readonly<Record<number, (details: Details) => Words>> = {
  [ErrorCode.KDC_ERR_NAME_EXP]: (details) => ({
    what: `The account of ${client(details)} has expired`,
    why: 'Its entry in the KDC’s database has a last day, and that is over.',
    toDo: 'Ask the administrator to extend it.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_SERVICE_EXP]: (details) => ({
    what: `The account of ${server(details)} has expired`,
    why: 'Its entry in the KDC’s database has a last day, and that is over.',
    toDo: 'Tell whoever runs the service.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN]: (details) => ({
    what: `${client(details)} is not known to the realm ${realm(details)}`,
    why: 'There is no account of that name.',
    toDo: 'Check spelling and realm. A mail-like name may need to be asked for as an enterprise name.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN]: unknownServer,
  [ErrorCode.KDC_ERR_PRINCIPAL_NOT_UNIQUE]: (details) => ({
    what: `${server(details)} has more than one account in ${realm(details)}`,
    why: 'The KDC cannot tell which key to use.',
    toDo: 'Ask the administrator to find the double entry (Windows: setspn -X).',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_NULL_KEY]: (details) => ({
    what: `${client(details)} or ${server(details)} has no key`,
    why: 'The account was made without a password or key.',
    toDo: 'Ask the administrator to set one.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_CANNOT_POSTDATE]: () => ({
    what: 'The ticket cannot start later',
    why: 'The KDC does not postdate tickets for this account.',
    toDo: 'Ask for a ticket that starts now.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_NEVER_VALID]: () => ({
    what: 'The ticket would never be valid',
    why: 'Its end lies before its start as the KDC sees it: a wrong clock here, or too short a life-time asked for.',
    toDo: 'Check this machine’s clock and the life-time.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_POLICY]: refusedByPolicy,
  [ErrorCode.KDC_ERR_BADOPTION]: (details) => ({
    what: `The KDC of ${realm(details)} cannot do what was asked`,
    why: 'The ticket does not allow it: not renewable, not forwardable, or the account may not have such tickets.',
    toDo: 'Sign in again with the option you need, or ask without it.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_ETYPE_NOSUPP]: (details) => ({
    what: `The KDC of ${realm(details)} has no encryption type in common with what was asked for ${server(details)}`,
    why: 'The service has keys of other types only.',
    toDo: 'Ask the administrator to give the service AES keys.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_PADATA_TYPE_NOSUPP]: (details) => ({
    what: `The KDC of ${realm(details)} does not know this kind of proof`,
    why: 'It is not set up for it, or its certificate is missing.',
    toDo: 'Ask the administrator.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_CLIENT_REVOKED]: (details) => ({
    what: `The account of ${client(details)} is disabled, expired or locked`,
    why: 'The KDC gives it no tickets at present and does not say which of the three it is.',
    toDo: 'Wait if wrong passwords may have locked it, else ask the administrator.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_SERVICE_REVOKED]: (details) => ({
    what: `The account of ${server(details)} is disabled or locked`,
    why: 'The KDC gives no tickets for it at present.',
    toDo: 'Tell whoever runs the service.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_TGT_REVOKED]: () => ({
    what: 'The ticket-granting ticket was revoked',
    why: 'The KDC does not accept it any more; the account may have changed since.',
    toDo: 'Sign in again.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_CLIENT_NOTYET]: (details) => ({
    what: `The account of ${client(details)} is not valid yet`,
    why: 'It starts at a later date.',
    toDo: 'Wait, or ask the administrator.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_KEY_EXPIRED]: passwordExpired,
  [ErrorCode.KDC_ERR_PREAUTH_FAILED]: (details) => ({
    what: `The KDC does not accept the key of ${client(details)}`,
    why: 'The keytab holds an older key than the KDC, or the KDC wants another kind of proof.',
    toDo: 'Have a fresh keytab made.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_REQUIRED]: (details) => ({
    what: `The KDC of ${realm(details)} wants a further proof`,
    why: 'It asked again although the proof was sent; once sent, nothing is proved a second time.',
    toDo: 'Ask the administrator which kinds of pre-authentication the account needs.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_MUST_USE_USER2USER]: (details) => ({
    what: `${server(details)} takes user-to-user tickets only`,
    why: 'It is a person’s account, which holds no service key.',
    toDo: 'Use a program that asks for user-to-user tickets.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_USER_TO_USER_REQUIRED]: (details) => ({
    what: `${server(details)} takes user-to-user tickets only`,
    why: 'It holds no service key.',
    toDo: 'Use a program that asks for user-to-user tickets.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_PATH_NOT_ACCEPTED]: (details) => ({
    what: `${realm(details)} does not accept the realms the ticket came through`,
    why: 'The trust between the realms does not cover this path.',
    toDo: 'Ask the administrators of both realms.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_SVC_UNAVAILABLE]: (details) => ({
    what: `The KDC of ${realm(details)} is not available at present`,
    why: 'It says so itself.',
    toDo: 'Try again later.',
    who: 'nobody',
  }),
  [ErrorCode.KRB_AP_ERR_BAD_INTEGRITY]: (details) => ({
    what: `The KDC of ${realm(details)} cannot open the request`,
    why: 'It was sealed with another key than the KDC has: a changed password, keytab or realm key.',
    toDo: 'Sign in again; with a keytab, have a fresh one made.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_MODIFIED]: (details) => ({
    what: `The KDC of ${realm(details)} found the message changed`,
    why: 'The keys differ, or something on the way altered it.',
    toDo: 'Sign in again.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_TKT_EXPIRED]: () => ({
    what: 'The ticket has expired',
    why: 'The KDC accepts it no more; some refuse already in its last two minutes.',
    toDo: 'Sign in again.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_TKT_NYV]: () => ({
    what: 'The ticket is not valid yet',
    why: 'It is postdated, or this machine’s clock is ahead.',
    toDo: 'Wait for its start; check the clock.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_REPEAT]: () => ({
    what: 'The server saw this message before',
    why: 'It arrived twice; a replay is refused.',
    toDo: 'Try again.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_NOT_US]: (details) => ({
    what: `The ticket is not for ${realm(details)}`,
    why: 'It was issued for another server.',
    toDo: 'Sign in again.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_BADMATCH]: () => ({
    what: 'Ticket and request name different clients',
    why: 'The server compares the two.',
    toDo: 'Sign in again.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_SKEW]: () => ({
    what: 'The clocks differ too much',
    why: 'The server’s time and ours are further apart than Kerberos allows.',
    toDo: 'Set this machine’s clock by network time, then sign in again.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_BADADDR]: () => ({
    what: 'The ticket is bound to another network address',
    why: 'It was asked for with addresses, and this machine now speaks from another one.',
    toDo: 'Sign in again, without addresses.',
    who: 'you',
  }),
  [ErrorCode.KRB_AP_ERR_NOKEY]: (details) => ({
    what: `${server(details)} has no key for this ticket`,
    why: 'Its keytab is older than the ticket.',
    toDo: 'Tell whoever runs the service.',
    who: 'administrator',
  }),
  [ErrorCode.KRB_AP_ERR_BADKEYVER]: (details) => ({
    what: `${server(details)} has no key of this version`,
    why: 'Its keytab and the KDC’s database differ.',
    toDo: 'Tell whoever runs the service.',
    who: 'administrator',
  }),
  [ErrorCode.KRB_AP_ERR_INAPP_CKSUM]: () => ({
    what: 'The server refuses the checksum type',
    why: 'It wants a keyed checksum that it knows.',
    toDo: 'Export the trace and report it to us.',
    who: 'nobody',
  }),
  [ErrorCode.KRB_ERR_RESPONSE_TOO_BIG]: () => ({
    what: 'The answer is too big',
    why: 'It fits neither a datagram nor, it seems, a TCP reply of this KDC.',
    toDo: 'Let TCP port 88 through, or ask the administrator.',
    who: 'network',
  }),
  [ErrorCode.KRB_ERR_GENERIC]: (details) => ({
    what: `The KDC of ${realm(details)} reports an error of its own`,
    why: 'It gives no number for it; its words, if any, say more.',
    toDo: 'Show its words to the administrator.',
    who: 'administrator',
  }),
  [ErrorCode.KDC_ERR_WRONG_REALM]: (details) => ({
    what: `${client(details)} belongs to another realm${otherRealm(details)}`,
    why: 'The KDC does not keep this account itself.',
    toDo: 'Name that realm, or ask for a canonical name so that we may follow.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_EXPIRED]: () => ({
    what: 'The sign-in took too long',
    why: 'What the KDC handed out for it is no longer valid.',
    toDo: 'Sign in again.',
    who: 'you',
  }),
};

function otherRealm(details: Details): string {
  const named = details.error.crealm;
  return named === undefined || named === details.realm ? '' : `, ${displayText(named)}`;
}

/** Codes that mean something else when it is a ticket, not the person, that is being judged. */
const IN_TGS: Readonly<Record<number, (details: Details) => Words>> = {
  [ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN]: (details) => ({
    what: `${client(details)} is not known to ${realm(details)} any more`,
    why: 'The account was removed or renamed since the sign-in.',
    toDo: 'Sign in again; if that fails, ask the administrator.',
    who: 'you',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_REQUIRED]: (details) => ({
    what: `${server(details)} wants a ticket from a proved sign-in`,
    why: 'The sign-in was made without pre-authentication.',
    toDo: 'Ask the administrator to require pre-authentication for your account.',
    who: 'administrator',
  }),
};

export function explainKdcError(details: Details): Explanation {
  const { errorCode, eText } = details.error;
  const status = extendedError(details.error)?.status;
  const words =
    (status === undefined ? undefined : wordsForNtStatus(status)) ??
    (details.exchange === 'TGS' ? IN_TGS[errorCode] : undefined) ??
    CODES[errorCode];
  return {
    ...(words?.(details) ?? {
      what: `The ${details.exchange === 'kpasswd' ? 'password server' : 'KDC'} of ${realm(details)} refuses`,
      why: `It answers ${errorCodeName(errorCode)}.`,
      toDo: 'Show this to the administrator.',
      who: 'administrator',
    }),
    code: { name: errorCodeName(errorCode), number: errorCode },
    ...(eText === undefined || eText === '' ? {} : { said: serverText(eText) }),
  };
}
