// KRB-ERROR in English: RFC 4120 7.5.9's codes and those of its extensions, in the exchange where they came up.
import { ErrorCode } from '../../iana/error-code.ts';
import { displayText } from '../../text.ts';
import type { KdcDetails, Said, Tongue } from '../types.ts';
import { passwordExpired } from './nt-status.ts';

const client = (details: KdcDetails): string => displayText(details.client ?? 'the client');
const server = (details: KdcDetails): string => displayText(details.server ?? 'the service');
const realm = (details: KdcDetails): string => displayText(details.realm);

function unknownServer(details: KdcDetails): Said {
  if (details.server !== undefined && details.server === details.client) {
    return {
      what: `The KDC of ${realm(details)} gives ${server(details)} no ticket to itself`,
      why: 'It knows the account as a client only: in Active Directory, an account without any service name.',
      toDo: 'There is nothing to do here. A domain controller of a newer version gives such tickets.',
    };
  }
  return {
    what: `${server(details)} is not known to the realm ${realm(details)}`,
    why: 'The realm has no service of that name (in Active Directory: no account, or more than one, has this SPN).',
    toDo: 'Check the host name and the kind of service. If both are right, the service is not registered there yet.',
  };
}

function refusedByPolicy(details: KdcDetails): Said {
  return {
    what: `The KDC of ${realm(details)} refuses by policy`,
    why: 'The account or the service has a rule that this request does not meet: hours, kind of sign-in, ticket kind.',
    toDo: 'Ask the administrator which rule it is.',
  };
}

export const kdc: Tongue['kdc'] = {
  [ErrorCode.KDC_ERR_NONE]: () => ({
    what: 'The server reports an error without an error',
    why: 'Its number is 0, which means that nothing is wrong.',
    toDo: 'Try again; if it stays, tell the administrator.',
  }),
  [ErrorCode.KDC_ERR_NAME_EXP]: (details) => ({
    what: `The account of ${client(details)} has expired`,
    why: 'Its entry in the KDC’s database has a last day, and that is over.',
    toDo: 'Ask the administrator to extend it.',
  }),
  [ErrorCode.KDC_ERR_SERVICE_EXP]: (details) => ({
    what: `The account of ${server(details)} has expired`,
    why: 'Its entry in the KDC’s database has a last day, and that is over.',
    toDo: 'Tell whoever runs the service.',
  }),
  [ErrorCode.KDC_ERR_BAD_PVNO]: (details) => ({
    what: `The KDC of ${realm(details)} does not speak this version of Kerberos`,
    why: 'It takes another protocol version than 5.',
    toDo: 'Ask the administrator whether this is a Kerberos 5 KDC.',
  }),
  [ErrorCode.KDC_ERR_C_OLD_MAST_KVNO]: (details) => ({
    what: `The KDC cannot read the key of ${client(details)}`,
    why: 'The key is sealed with an old master key of the KDC’s database.',
    toDo: 'Ask the administrator to bring the database’s keys up to date.',
  }),
  [ErrorCode.KDC_ERR_S_OLD_MAST_KVNO]: (details) => ({
    what: `The KDC cannot read the key of ${server(details)}`,
    why: 'The key is sealed with an old master key of the KDC’s database.',
    toDo: 'Ask the administrator to bring the database’s keys up to date.',
  }),
  [ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN]: (details) => ({
    what: `${client(details)} is not known to the realm ${realm(details)}`,
    why: 'There is no account of that name.',
    toDo: 'Check spelling and realm. A mail-like name may need to be asked for as an enterprise name.',
  }),
  [ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN]: unknownServer,
  [ErrorCode.KDC_ERR_PRINCIPAL_NOT_UNIQUE]: (details) => ({
    what: `${server(details)} has more than one account in ${realm(details)}`,
    why: 'The KDC cannot tell which key to use.',
    toDo: 'Ask the administrator to find the double entry (Windows: setspn -X).',
  }),
  [ErrorCode.KDC_ERR_NULL_KEY]: (details) => ({
    what: `${client(details)} or ${server(details)} has no key`,
    why: 'The account was made without a password or key.',
    toDo: 'Ask the administrator to set one.',
  }),
  [ErrorCode.KDC_ERR_CANNOT_POSTDATE]: () => ({
    what: 'The ticket cannot start later',
    why: 'The KDC does not postdate tickets for this account.',
    toDo: 'Ask for a ticket that starts now.',
  }),
  [ErrorCode.KDC_ERR_NEVER_VALID]: () => ({
    what: 'The ticket would never be valid',
    why: 'Its end lies before its start as the KDC sees it: a wrong clock here, or too short a life asked for.',
    toDo: 'Check this machine’s clock and the life asked for.',
  }),
  [ErrorCode.KDC_ERR_POLICY]: refusedByPolicy,
  [ErrorCode.KDC_ERR_BADOPTION]: (details) => ({
    what: `The KDC of ${realm(details)} cannot do what was asked`,
    why: 'The ticket does not allow it: not renewable, not forwardable, or the account may not have such tickets.',
    toDo: 'Sign in again with the option you need, or ask without it.',
  }),
  [ErrorCode.KDC_ERR_ETYPE_NOSUPP]: (details) => ({
    what: `The KDC of ${realm(details)} has no encryption type in common with what was asked for ${server(details)}`,
    why: 'The service has keys of other types only.',
    toDo: 'Ask the administrator to give the service AES keys.',
  }),
  [ErrorCode.KDC_ERR_SUMTYPE_NOSUPP]: (details) => ({
    what: `The KDC of ${realm(details)} does not know the checksum type of the request`,
    why: 'Checksum types go with encryption types: it lacks the one in use.',
    toDo: 'Ask the administrator which encryption types the KDC takes.',
  }),
  [ErrorCode.KDC_ERR_PADATA_TYPE_NOSUPP]: (details) => ({
    what: `The KDC of ${realm(details)} does not know this kind of proof`,
    why: 'It is not set up for it, or its certificate is missing.',
    toDo: 'Ask the administrator.',
  }),
  [ErrorCode.KDC_ERR_TRTYPE_NOSUPP]: (details) => ({
    what: `The KDC of ${realm(details)} cannot read which realms the ticket came through`,
    why: 'The list is written in a way that it does not know.',
    toDo: 'Ask the administrators of the realms on the way.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_REVOKED]: (details) => ({
    what: `The account of ${client(details)} is disabled, expired or locked`,
    why: 'The KDC gives it no tickets at present and does not say which of the three it is.',
    toDo: 'Wait if wrong passwords may have locked it, else ask the administrator.',
  }),
  [ErrorCode.KDC_ERR_SERVICE_REVOKED]: (details) => ({
    what: `The account of ${server(details)} is disabled or locked`,
    why: 'The KDC gives no tickets for it at present.',
    toDo: 'Tell whoever runs the service.',
  }),
  [ErrorCode.KDC_ERR_TGT_REVOKED]: () => ({
    what: 'The ticket-granting ticket was revoked',
    why: 'The KDC does not accept it any more; the account may have changed since.',
    toDo: 'Sign in again.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_NOTYET]: (details) => ({
    what: `The account of ${client(details)} is not valid yet`,
    why: 'It starts at a later date.',
    toDo: 'Wait, or ask the administrator.',
  }),
  [ErrorCode.KDC_ERR_SERVICE_NOTYET]: (details) => ({
    what: `The account of ${server(details)} is not valid yet`,
    why: 'It starts at a later date.',
    toDo: 'Tell whoever runs the service, or wait.',
  }),
  [ErrorCode.KDC_ERR_KEY_EXPIRED]: passwordExpired,
  [ErrorCode.KDC_ERR_PREAUTH_FAILED]: (details) => ({
    what: `The KDC does not accept the key of ${client(details)}`,
    why: 'It was made of a wrong password or comes from an old keytab, or the KDC wants another kind of proof.',
    toDo: 'Check the password; instead of a keytab that is too old have a fresh one made.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_REQUIRED]: (details) => ({
    what: `The KDC of ${realm(details)} wants a further proof`,
    why: 'It asked again although the proof was sent; once sent, nothing is proved a second time.',
    toDo: 'Ask the administrator which kinds of pre-authentication the account needs.',
  }),
  [ErrorCode.KDC_ERR_SERVER_NOMATCH]: (details) => ({
    what: `The ticket that was shown is not for ${server(details)}`,
    why: 'Ticket and service that was asked for do not belong together.',
    toDo: 'Sign in again; if it stays, tell the administrator.',
  }),
  [ErrorCode.KDC_ERR_MUST_USE_USER2USER]: (details) => ({
    what: `${server(details)} takes user-to-user tickets only`,
    why: 'It is a person’s account, which holds no service key.',
    toDo: 'Use a program that asks for user-to-user tickets.',
  }),
  [ErrorCode.KDC_ERR_PATH_NOT_ACCEPTED]: (details) => ({
    what: `${realm(details)} does not accept the realms the ticket came through`,
    why: 'The trust between the realms does not cover this path.',
    toDo: 'Ask the administrators of both realms.',
  }),
  [ErrorCode.KDC_ERR_SVC_UNAVAILABLE]: (details) => ({
    what: `The KDC of ${realm(details)} is not available at present`,
    why: 'It says so itself.',
    toDo: 'Try again later.',
  }),
  [ErrorCode.KRB_AP_ERR_BAD_INTEGRITY]: (details) => ({
    what: `The KDC of ${realm(details)} cannot open the request`,
    why: 'It was sealed with another key than the KDC has: a changed password, keytab or realm key.',
    toDo: 'Sign in again; with a keytab, have a fresh one made.',
  }),
  [ErrorCode.KRB_AP_ERR_TKT_EXPIRED]: () => ({
    what: 'The ticket has expired',
    why: 'The KDC accepts it no more; some refuse already in its last two minutes.',
    toDo: 'Sign in again.',
  }),
  [ErrorCode.KRB_AP_ERR_TKT_NYV]: () => ({
    what: 'The ticket is not valid yet',
    why: 'It is postdated, or this machine’s clock is ahead.',
    toDo: 'Wait for its start; check the clock.',
  }),
  [ErrorCode.KRB_AP_ERR_REPEAT]: () => ({
    what: 'The server saw this message before',
    why: 'It arrived twice; a replay is refused.',
    toDo: 'Try again.',
  }),
  [ErrorCode.KRB_AP_ERR_NOT_US]: (details) => ({
    what: `The ticket is not for ${realm(details)}`,
    why: 'It was issued for another server.',
    toDo: 'Sign in again.',
  }),
  [ErrorCode.KRB_AP_ERR_BADMATCH]: () => ({
    what: 'Ticket and request name different clients',
    why: 'The server compares the two.',
    toDo: 'Sign in again.',
  }),
  [ErrorCode.KRB_AP_ERR_SKEW]: () => ({
    what: 'The clocks differ too much',
    why: 'The server’s time and ours are further apart than Kerberos allows.',
    toDo: 'Set this machine’s clock by network time, then sign in again.',
  }),
  [ErrorCode.KRB_AP_ERR_BADADDR]: () => ({
    what: 'The ticket is bound to another network address',
    why: 'It was asked for with addresses, and this machine now speaks from another one.',
    toDo: 'Sign in again, without addresses.',
  }),
  [ErrorCode.KRB_AP_ERR_BADVERSION]: () => ({
    what: 'The server does not speak this version of Kerberos',
    why: 'The message names another protocol version than it takes.',
    toDo: 'Ask whoever runs the server whether it is a Kerberos 5 server.',
  }),
  [ErrorCode.KRB_AP_ERR_MSG_TYPE]: () => ({
    what: 'The server expected another kind of message',
    why: 'What arrived there is not what that step calls for.',
    toDo: 'Check that the address belongs to a Kerberos server; then tell the administrator.',
  }),
  [ErrorCode.KRB_AP_ERR_MODIFIED]: (details) => ({
    what: `The KDC of ${realm(details)} found the message changed`,
    why: 'The keys differ, or something on the way altered it.',
    toDo: 'Sign in again.',
  }),
  [ErrorCode.KRB_AP_ERR_BADORDER]: () => ({
    what: 'A message reached the server out of order',
    why: 'Its number is not the one that was due: one was lost, or came twice.',
    toDo: 'Try again.',
  }),
  [ErrorCode.KRB_AP_ERR_ILL_CR_TKT]: () => ({
    what: 'A ticket between realms is not in order',
    why: 'The realms on the way do not name each other as they should.',
    toDo: 'Ask the administrators of both realms.',
  }),
  [ErrorCode.KRB_AP_ERR_BADKEYVER]: (details) => ({
    what: `${server(details)} has no key of this version`,
    why: 'Its keytab and the KDC’s database differ.',
    toDo: 'Tell whoever runs the service.',
  }),
  [ErrorCode.KRB_AP_ERR_NOKEY]: (details) => ({
    what: `${server(details)} has no key for this ticket`,
    why: 'Its keytab is older than the ticket.',
    toDo: 'Tell whoever runs the service.',
  }),
  [ErrorCode.KRB_AP_ERR_MUT_FAIL]: () => ({
    what: 'The server could not prove itself',
    why: 'Both sides have to prove who they are, and its proof failed.',
    toDo: 'Tell whoever runs the service.',
  }),
  [ErrorCode.KRB_AP_ERR_BADDIRECTION]: () => ({
    what: 'A message went the wrong way',
    why: 'The server was shown one that it had sent itself.',
    toDo: 'Try again; if it stays, somebody sends messages back on the way: tell the administrator.',
  }),
  [ErrorCode.KRB_AP_ERR_METHOD]: () => ({
    what: 'The server asks for another way of proving oneself',
    why: 'It does not take the one that was used.',
    toDo: 'Ask whoever runs the service which way it takes.',
  }),
  [ErrorCode.KRB_AP_ERR_BADSEQ]: () => ({
    what: 'The server got a message with an unexpected number',
    why: 'Messages were lost or changed their order.',
    toDo: 'Try again.',
  }),
  [ErrorCode.KRB_AP_ERR_INAPP_CKSUM]: () => ({
    what: 'The server refuses the checksum type',
    why: 'It wants a keyed checksum that it knows.',
    toDo: 'Ask the administrator which checksum types the server takes.',
  }),
  [ErrorCode.KRB_AP_PATH_NOT_ACCEPTED]: (details) => ({
    what: `${server(details)} does not accept the realms the ticket came through`,
    why: 'It trusts another path than this one.',
    toDo: 'Ask the administrators of both realms.',
  }),
  [ErrorCode.KRB_ERR_RESPONSE_TOO_BIG]: () => ({
    what: 'The answer is too big',
    why: 'It fits neither a datagram nor, it seems, a TCP reply of this KDC.',
    toDo: 'Let TCP port 88 through, or ask the administrator.',
  }),
  [ErrorCode.KRB_ERR_GENERIC]: (details) => ({
    what: `The KDC of ${realm(details)} reports an error of its own`,
    why: 'It gives no number for it; its words, if any, say more.',
    toDo: 'Show its words to the administrator.',
  }),
  [ErrorCode.KRB_ERR_FIELD_TOOLONG]: () => ({
    what: 'The request is too long for the server',
    why: 'One of its fields, or all of it over TCP, is longer than the server takes.',
    toDo: 'Ask the administrator; accounts with very many groups have long tickets.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_NOT_TRUSTED]: (details) => ({
    what: `The KDC of ${realm(details)} does not trust the certificate of ${client(details)}`,
    why: 'No authority that it knows issued the certificate.',
    toDo: 'Ask the administrator to have the KDC trust the issuer, or for another certificate.',
  }),
  [ErrorCode.KDC_ERR_KDC_NOT_TRUSTED]: (details) => ({
    what: `The KDC of ${realm(details)} has no certificate that this side trusts`,
    why: 'None of the authorities named here issued its certificate.',
    toDo: 'Ask the administrator which authority issues the KDC’s certificate.',
  }),
  [ErrorCode.KDC_ERR_INVALID_SIG]: () => ({
    what: 'The signature of the sign-in is not right',
    why: 'The KDC could not verify it with the certificate that came with it.',
    toDo: 'Try again; if it stays, ask for a new certificate or card.',
  }),
  [ErrorCode.KDC_ERR_DH_KEY_PARAMETERS_NOT_ACCEPTED]: () => ({
    what: 'The KDC does not take the Diffie-Hellman group',
    why: 'It wants a larger or another one.',
    toDo: 'Ask the administrator which groups the KDC takes.',
  }),
  [ErrorCode.KDC_ERR_CERTIFICATE_MISMATCH]: (details) => ({
    what: `The certificate belongs to somebody else than ${client(details)}`,
    why: 'The KDC finds another account in it, or none.',
    toDo: 'Choose the right certificate, or ask the administrator to map it to the account.',
  }),
  [ErrorCode.KRB_AP_ERR_NO_TGT]: (details) => ({
    what: `${server(details)} gave no ticket for user-to-user`,
    why: 'It holds no ticket-granting ticket that the request needs.',
    toDo: 'Have the other side sign in, then try again.',
  }),
  [ErrorCode.KDC_ERR_WRONG_REALM]: (details) => ({
    what: `${client(details)} belongs to another realm${otherRealm(details)}`,
    why: 'The KDC does not keep this account itself.',
    toDo: 'Name that realm, or ask for a canonical name so that we may follow.',
  }),
  [ErrorCode.KRB_AP_ERR_USER_TO_USER_REQUIRED]: (details) => ({
    what: `${server(details)} takes user-to-user tickets only`,
    why: 'It holds no service key.',
    toDo: 'Use a program that asks for user-to-user tickets.',
  }),
  [ErrorCode.KDC_ERR_CANT_VERIFY_CERTIFICATE]: () => ({
    what: 'The KDC cannot follow the certificate to an authority',
    why: 'A certificate between it and an authority that the KDC trusts is missing.',
    toDo: 'Ask the administrator for the missing certificate.',
  }),
  [ErrorCode.KDC_ERR_INVALID_CERTIFICATE]: () => ({
    what: 'The certificate is not valid',
    why: 'It has expired, is damaged, or its signature does not fit.',
    toDo: 'Ask for a new certificate or card.',
  }),
  [ErrorCode.KDC_ERR_REVOKED_CERTIFICATE]: () => ({
    what: 'The certificate was revoked',
    why: 'Its issuer withdrew it.',
    toDo: 'Ask for a new certificate or card.',
  }),
  [ErrorCode.KDC_ERR_REVOCATION_STATUS_UNKNOWN]: () => ({
    what: 'The KDC cannot tell whether the certificate was revoked',
    why: 'It has no list of revoked certificates of that issuer.',
    toDo: 'Ask the administrator to give the KDC the issuer’s list.',
  }),
  [ErrorCode.KDC_ERR_REVOCATION_STATUS_UNAVAILABLE]: () => ({
    what: 'The list of revoked certificates is out of the KDC’s reach',
    why: 'The issuer’s server did not answer the KDC.',
    toDo: 'Try again later; if it stays, tell the administrator.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_NAME_MISMATCH]: (details) => ({
    what: `The certificate does not name ${client(details)}`,
    why: 'The KDC compares the name in it with the account, and they differ.',
    toDo: 'Choose the right certificate, or ask the administrator to map it to the account.',
  }),
  [ErrorCode.KDC_ERR_KDC_NAME_MISMATCH]: (details) => ({
    what: `The KDC’s certificate does not name the realm ${realm(details)}`,
    why: 'It may be another KDC than it says.',
    toDo: 'Ask the administrator whether the KDC has the right certificate.',
  }),
  [ErrorCode.KDC_ERR_INCONSISTENT_KEY_PURPOSE]: () => ({
    what: 'The certificate is not made for signing in',
    why: 'Its purposes do not include it.',
    toDo: 'Choose another certificate, or ask for one that may be used for it.',
  }),
  [ErrorCode.KDC_ERR_DIGEST_IN_CERT_NOT_ACCEPTED]: () => ({
    what: 'The KDC does not take the digest of the certificate',
    why: 'The certificate is signed with a digest that counts as too weak, such as SHA-1.',
    toDo: 'Ask for a newer certificate.',
  }),
  [ErrorCode.KDC_ERR_PA_CHECKSUM_MUST_BE_INCLUDED]: () => ({
    what: 'The KDC wants a checksum over the request in the proof',
    why: 'The proof came without one.',
    toDo: 'Ask the administrator which kinds of proof the KDC takes.',
  }),
  [ErrorCode.KDC_ERR_DIGEST_IN_SIGNED_DATA_NOT_ACCEPTED]: () => ({
    what: 'The KDC does not take the digest of the signature',
    why: 'The proof is signed with a digest that counts as too weak.',
    toDo: 'Ask the administrator which digests the KDC takes.',
  }),
  [ErrorCode.KDC_ERR_PUBLIC_KEY_ENCRYPTION_NOT_SUPPORTED]: () => ({
    what: 'The KDC does not encrypt to public keys',
    why: 'It takes Diffie-Hellman alone.',
    toDo: 'Ask the administrator which kinds of proof the KDC takes.',
  }),
  [ErrorCode.KRB_AP_ERR_IAKERB_KDC_NOT_FOUND]: (details) => ({
    what: `The service found no KDC of ${realm(details)}`,
    why: 'It was to pass the request on and knows no KDC for the realm.',
    toDo: 'Tell whoever runs the service.',
  }),
  [ErrorCode.KRB_AP_ERR_IAKERB_KDC_NO_RESPONSE]: (details) => ({
    what: `No KDC of ${realm(details)} answered the service`,
    why: 'It passed the request on and got nothing back.',
    toDo: 'Try again later; if it stays, tell whoever looks after the network there.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_EXPIRED]: () => ({
    what: 'The sign-in took too long',
    why: 'What the KDC handed out for it is no longer valid.',
    toDo: 'Sign in again.',
  }),
  [ErrorCode.KDC_ERR_MORE_PREAUTH_DATA_REQUIRED]: (details) => ({
    what: `The KDC of ${realm(details)} wants a further step of the proof`,
    why: 'The proof takes several steps, and this side knows no further one.',
    toDo: 'Ask the administrator which kinds of pre-authentication the account needs.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_BAD_AUTHENTICATION_SET]: (details) => ({
    what: `The KDC of ${realm(details)} does not take this set of proofs`,
    why: 'It offers several together, and this is none of them.',
    toDo: 'Ask the administrator which kinds of pre-authentication the account needs.',
  }),
  [ErrorCode.KDC_ERR_UNKNOWN_CRITICAL_FAST_OPTIONS]: (details) => ({
    what: `The KDC of ${realm(details)} does not know an option of the armored request`,
    why: 'The option may not be passed over.',
    toDo: 'Ask the administrator whether the KDC can be brought up to date.',
  }),
  [ErrorCode.KDC_ERR_NO_ACCEPTABLE_KDF]: () => ({
    what: 'The two sides know no common way of making a key',
    why: 'The KDC takes none of the key derivations that were offered.',
    toDo: 'Ask the administrator which ones the KDC takes.',
  }),
};

function otherRealm(details: KdcDetails): string {
  const named = details.error.crealm;
  return named === undefined || named === details.realm ? '' : `, ${displayText(named)}`;
}

/** Codes that mean something else when it is a ticket, not the person, that is being judged. */
export const kdcInTgs: Tongue['kdcInTgs'] = {
  [ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN]: (details) => ({
    what: `${client(details)} is not known to ${realm(details)} any more`,
    why: 'The account was removed or renamed since the sign-in.',
    toDo: 'Sign in again; if that fails, ask the administrator.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_REQUIRED]: (details) => ({
    what: `${server(details)} wants a ticket from a proved sign-in`,
    why: 'The sign-in was made without pre-authentication.',
    toDo: 'Ask the administrator to require pre-authentication for your account.',
  }),
};

export const kdcUnknown: Tongue['kdcUnknown'] = (details, name) => ({
  what: `The ${details.exchange === 'kpasswd' ? 'password server' : 'KDC'} of ${realm(details)} refuses`,
  why: `It answers ${name}.`,
  toDo: 'Show this to the administrator.',
});
