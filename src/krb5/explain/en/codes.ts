// Our own codes in English.
import type { KerberosErrorDetails, TriedServer } from '../../errors.ts';
import { enctypeName } from '../../iana/enctype.ts';
import { PaDataType, padataTypeName } from '../../iana/padata-type.ts';
import { displayText } from '../../text.ts';
import type { Tongue } from '../types.ts';

const etypes = (numbers: readonly number[]): string =>
  numbers.length === 0 ? 'none named' : numbers.map(enctypeName).join(', ');

/** "belongs to uid 1000" as "Belongs to uid 1000." */
const sentence = (text: string): string => {
  const shown = displayText(text);
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}${/[.!?]$/.test(shown) ? '' : '.'}`;
};

const spell = (seconds: number): string => {
  const size = Math.abs(seconds);
  if (size >= 2 * 86400) return `${String(Math.round(size / 86400))} days`;
  if (size >= 7200) return `${String(Math.round(size / 3600))} hours`;
  if (size >= 120) return `${String(Math.round(size / 60))} minutes`;
  return `${String(Math.round(size))} seconds`;
};

const tried = (servers: readonly TriedServer[]): string =>
  servers.length === 0
    ? 'No address was found to try.'
    : `Tried ${servers.map((each) => `${displayText(each.server)} (${each.transport}): ${each.reason}`).join('; ')}.`;

const REPORT =
  'Show this to whoever runs the server; if the server is sound, report it to the makers of Tessera.';

export const codes: Tongue['codes'] = {
  ASN1_INVALID: ({ path, reason }) => ({
    what: `A message could not be read: ${displayText(path)} ${displayText(reason)}`,
    why: 'The server sent bytes that are not what the protocol says, or something on the way changed them.',
    toDo: REPORT,
  }),
  LIMIT: ({ what, limit, where }) => ({
    what: `${displayText(where)} is over the limit of ${String(limit)} ${what}`,
    why: 'Input this large or this deeply nested is either broken or meant to do harm, so it is not read to its end.',
    toDo: 'If it is a file of yours, look at where it came from; a sound one is far below the limit.',
  }),
  FORMAT_INVALID: ({ format, reason, file, line }) => ({
    what: `${file === undefined ? `A ${format}` : displayText(file)}${line === undefined ? '' : `:${String(line)}`} is malformed: ${displayText(reason)}`,
    why: `What was given does not follow the format of a ${format}.`,
    toDo: 'Correct it and try again.',
  }),
  NOT_RECOGNISED: ({ reason, offset }) => ({
    what: `What was given is not recognised: ${displayText(reason)} (at byte ${String(offset)})`,
    why: 'It is no Kerberos message, ticket, cache or keytab as far as is known here, or only a part of one.',
    toDo: 'Make sure that all of it was copied. If you know what it is, say so.',
  }),
  INTEGRITY: ({ what, etype }) => ({
    what: `A checksum does not fit: ${displayText(what)}, ${enctypeName(etype)}`,
    why: 'The bytes were sealed with another key than ours, or were changed on the way.',
    toDo: 'Sign in again. If it stays, the keys of the two servers, or of server and keytab, differ.',
  }),
  PASSWORD_INCORRECT: ({ client, evidence }) => ({
    what: `The password of ${displayText(client)} is not right`,
    why:
      evidence === 'kdc'
        ? 'The KDC refused it. Nothing made from it was sent again: each wrong try counts towards a lock-out.'
        : 'The reply does not open with it.',
    toDo: 'Type it again; look at Caps Lock and the keyboard layout. If it was changed lately, use the new one.',
  }),
  ETYPE_UNSUPPORTED: ({ where, ours, theirs }) => ({
    what: `No encryption type in common (${displayText(where)})`,
    why: `We allow ${etypes(ours)}; the other side has ${etypes(theirs)}.`,
    toDo: 'Ask for an AES key to be set for the account: a password change usually does it. Weaker types can be allowed in krb5.conf, at a risk.',
  }),
  STRING_TO_KEY_REFUSED: ({ reason, got, limit }) => ({
    what: 'The KDC asked for the password to be turned into a key in a way that we refuse',
    why:
      reason === 'iterations-too-few'
        ? `It asked for ${String(got)} rounds, fewer than ${String(limit)}: that would make the password easy to guess from the message.`
        : `Its parameters are out of bounds (${reason}: ${String(got)}, limit ${String(limit)}).`,
    toDo: 'Nothing was sent. Ask the administrator whether the KDC is set up so; if not, somebody may be answering in its place.',
  }),
  REPLY_MISMATCH: ({ field, expected, received }) => ({
    what: `The reply does not answer what was asked: ${displayText(field)}`,
    why: `Expected ${displayText(expected)}, received ${displayText(received)}. The ticket was not taken.`,
    toDo: 'Try again. If it stays, the KDC is at fault or somebody changes messages on the way.',
  }),
  CLOCK_SKEW: ({ offsetSeconds, allowedSeconds, realm }) => ({
    what: `The clocks differ: the KDC of ${displayText(realm)} is ${spell(offsetSeconds)} ${offsetSeconds < 0 ? 'behind' : 'ahead'}`,
    why: `Kerberos allows ${spell(allowedSeconds)}, so that recorded messages are of no use later.`,
    toDo: 'Set this machine’s clock by network time, then try again.',
  }),
  REFERRAL_REFUSED: ({ reason, path, server }) => ({
    what: `The way to ${displayText(server)} leads nowhere: ${path.map(displayText).join(' → ')}`,
    why: {
      'not-a-krbtgt': 'A KDC sent us on with something that is not a ticket-granting ticket.',
      'foreign-realm': 'A KDC sent us on in the name of another realm.',
      'same-realm': 'A KDC sent us back to itself.',
      'seen-before': 'The KDCs send us in a circle.',
      'too-many': 'The KDCs sent us on more than ten times.',
    }[reason],
    toDo: 'The trusts between these realms, or [domain_realm] and [realms] in krb5.conf, need a look.',
  }),
  PREAUTH_UNSUPPORTED: ({ offered, client }) => ({
    what: `The KDC asks ${displayText(client)} to prove itself in a way that is not supported here yet`,
    why: `It offers ${offered.length === 0 ? 'nothing' : offered.map(padataTypeName).join(', ')}; supported: PA-ENC-TIMESTAMP.${
      offered.includes(PaDataType.ETYPE_INFO2)
        ? ''
        : ' It names no key: the account has no password, or keys only of encryption types that are not allowed here.'
    }`,
    toDo: 'Ask whether the account may sign in by password without a card, token or armor.',
  }),
  KEY_NOT_FOUND: ({ keytab, principal, etypes: wanted, present }) => ({
    what: `${displayText(keytab)} has no fitting key for ${displayText(principal)}`,
    why: `Wanted: ${etypes(wanted)}. The keytab holds ${keysPresent(principal, present)}.`,
    toDo: 'Name the right principal or keytab, or have a fresh keytab made.',
  }),
  KEY_REFUSED: ({ keytab, principal, keys }) => ({
    what: `The KDC does not accept the key of ${displayText(principal)} in ${displayText(keytab)}`,
    why: `The keytab has ${keys.map(({ kvno, etype }) => `version (kvno) ${String(kvno)}, ${enctypeName(etype)}`).join('; ')}. The account’s key is another one by now: its password was changed, or a newer keytab was made.`,
    toDo: 'Have a fresh keytab made, or sign in by password.',
  }),
  SECRET_UNAVAILABLE: ({ principal, reason }) => ({
    what:
      reason === 'no-vault' || reason === 'fixed-key' || reason === 'stand-in'
        ? `No password of ${displayText(principal)} can be kept here`
        : `There is no saved password of ${displayText(principal)} to sign in with`,
    why: {
      'none-kept': 'None was kept.',
      'refused-before': 'The realm refused the one that was kept, so it is not sent again.',
      'no-vault': 'The system has no vault for passwords, or it is locked.',
      'fixed-key': 'The system would seal it with a key that is the same everywhere and no secret.',
      'stand-in': 'This is the stand-in for Electron, which has no vault.',
      'not-opened': 'The system’s vault does not open it: it was sealed elsewhere, or is damaged.',
    }[reason],
    toDo: 'Sign in and type the password.',
  }),
  REALM_UNKNOWN: ({ realm, looked }) => ({
    what: `No KDC is known for the realm ${displayText(realm)}`,
    why: looked.length === 0 ? 'Nothing names one.' : `Looked at: ${looked.map(displayText).join('; ')}.`,
    toDo: 'Check the spelling (realms are upper case as a rule), the network or VPN, or name the KDC in krb5.conf.',
  }),
  KDC_UNREACHABLE: ({ realm, service, tried: servers }) => ({
    what: `No ${service === 'kdc' ? 'KDC' : 'password server'} of ${displayText(realm)} answers`,
    why: tried(servers),
    toDo: 'Check the network and the VPN; a firewall has to let port 88 (password change: 464) through.',
  }),
  NO_CREDENTIALS: ({ cache, wanted }) => ({
    what: `There is no ticket for ${displayText(wanted)}`,
    why: `${displayText(cache)} holds none that fits.`,
    toDo: 'Sign in first.',
  }),
  CCACHE_NOT_FOUND: ({ cache }) => ({
    what: `There is no credential cache ${displayText(cache)}`,
    why: 'Nobody has signed in with it yet, or it was destroyed.',
    toDo: 'Sign in.',
  }),
  CCACHE_TYPE_UNSUPPORTED: ({ type, name, reason }) => ({
    what: `Caches of type ${displayText(type)} are not readable yet: ${displayText(name)}`,
    why: sentence(reason),
    toDo: 'Set KRB5CCNAME to a FILE: cache to share tickets with other programs.',
  }),
  CCACHE_WRONG_PRINCIPAL: ({ cache, holds, wanted }) => ({
    what: `${displayText(cache)} holds tickets of ${displayText(holds)}, not of ${displayText(wanted)}`,
    why: 'A cache belongs to one principal.',
    toDo: 'Name another cache, or destroy this one first.',
  }),
  TICKET_EXPIRED: ({ server }) => ({
    what: `The ticket for ${displayText(server)} has expired`,
    why: 'Tickets are good for some hours only.',
    toDo: 'Sign in again.',
  }),
  TICKET_NOT_RENEWABLE: ({ server, why }) => ({
    what: `The ticket for ${displayText(server)} cannot be renewed`,
    why:
      why === 'flag'
        ? 'It was issued without the renewable flag.'
        : 'The time until which it could be renewed is over.',
    toDo: why === 'flag' ? 'Sign in again and ask for a renewable ticket.' : 'Sign in again.',
  }),
  FILE_REFUSED: ({ file, reason }) => ({
    what: `${displayText(file)} cannot be used`,
    why: sentence(reason),
    toDo: 'Correct the file’s owner, kind or rights, or name another file.',
  }),
  CONFIG_INVALID: ({ option, value, reason, at }) => ({
    what: `${displayText(option)} = ${displayText(value)} cannot be used${at === undefined ? '' : ` (${displayText(at)})`}`,
    why: sentence(reason),
    toDo: 'Correct the setting.',
  }),
  NOT_SUPPORTED: ({ what }) => ({
    what: `${displayText(what)} is not supported yet`,
    why: 'This part is not built.',
    toDo: 'Do without it, or use MIT’s command for it.',
  }),
  CANCELLED: ({ what }) => ({
    what: `${displayText(what)}: cancelled`,
    why: 'It was stopped before its end.',
    toDo: 'Nothing was changed. Start it again when you like.',
  }),
};

const MAX_NAMED = 8;

/** The principal's own keys, each; where it has none, whose keys there are: a server's keytab holds hundreds. */
function keysPresent(principal: string, present: KerberosErrorDetails['KEY_NOT_FOUND']['present']): string {
  const own = present.filter((each) => each.principal === principal);
  const items =
    own.length > 0
      ? own.map(
          (each) => `${displayText(each.principal)} kvno ${String(each.kvno)} ${enctypeName(each.etype)}`,
        )
      : [...new Set(present.map((each) => displayText(each.principal)))];
  if (items.length === 0) return 'no keys';
  const more = items.length - MAX_NAMED;
  const named = items.slice(0, MAX_NAMED).join(', ');
  return `${own.length > 0 ? '' : 'keys of '}${named}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
