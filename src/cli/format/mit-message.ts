// The words that MIT's libraries have for an error, so that who knows MIT's tools, and scripts that read them, find
// the same first line. RFC 4120 7.5.9 numbers the codes; the sentences of the numbers are MIT's.
import { displayText, errorCodeName, formatPrincipal } from '#krb5';
import type { AnyKerberosError, KerberosError } from '#krb5';

const KDC_WORDS: Readonly<Record<number, string>> = {
  1: "Client's entry in database has expired",
  2: "Server's entry in database has expired",
  3: 'Requested protocol version not supported',
  4: "Client's key is encrypted in an old master key",
  5: "Server's key is encrypted in an old master key",
  6: 'Client not found in Kerberos database',
  7: 'Server not found in Kerberos database',
  8: 'Principal has multiple entries in Kerberos database',
  9: 'Client or server has a null key',
  10: 'Ticket is ineligible for postdating',
  11: 'Requested effective lifetime is negative or too short',
  12: 'KDC policy rejects request',
  13: "KDC can't fulfill requested option",
  14: 'KDC has no support for encryption type',
  15: 'KDC has no support for checksum type',
  16: 'KDC has no support for padata type',
  17: 'KDC has no support for transited type',
  18: "Client's credentials have been revoked",
  19: 'Credentials for server have been revoked',
  20: 'TGT has been revoked',
  21: 'Client not yet valid - try again later',
  22: 'Server not yet valid - try again later',
  23: 'Password has expired',
  24: 'Preauthentication failed',
  25: 'Additional pre-authentication required',
  26: "Requested server and ticket don't match",
  27: 'Server principal valid for user2user only',
  28: 'KDC policy rejects transited path',
  29: 'A service is not available that is required to process the request',
  31: 'Decrypt integrity check failed',
  32: 'Ticket expired',
  33: 'Ticket not yet valid',
  34: 'Request is a replay',
  35: "The ticket isn't for us",
  36: "Ticket/authenticator don't match",
  37: 'Clock skew too great',
  38: 'Incorrect net address',
  39: 'Protocol version mismatch',
  40: 'Invalid message type',
  41: 'Message stream modified',
  44: 'Key version is not available',
  45: 'Service key not available',
  50: 'Inappropriate type of checksum in message',
  52: 'Response too big for UDP, retry with TCP',
  60: 'Generic error (see e-text)',
  68: 'Realm not local to KDC',
};

/** One sentence without a full stop. */
export function mitMessage(error: AnyKerberosError): string {
  switch (error.code) {
    case 'KDC_ERROR':
      return kdcMessage(error);
    case 'INTEGRITY':
      return 'Decrypt integrity check failed';
    case 'PASSWORD_INCORRECT':
      return 'Password incorrect';
    case 'KEY_REFUSED':
      return 'Preauthentication failed';
    case 'KDC_UNREACHABLE':
      return error.details.service === 'kdc'
        ? `Cannot contact any KDC for realm '${displayText(error.details.realm)}'`
        : `Cannot contact any password server for realm '${displayText(error.details.realm)}'`;
    case 'REALM_UNKNOWN':
      if (error.details.realm === '') return 'Cannot find KDC for invalid realm name ""';
      return `Cannot find KDC for realm "${displayText(error.details.realm)}"`;
    case 'REPLY_MISMATCH':
      return 'KDC reply did not match expectations';
    case 'CLOCK_SKEW':
      return 'Clock skew too great in KDC reply';
    case 'CCACHE_NOT_FOUND':
      return `No credentials cache found (filename: ${displayText(error.details.cache.replace(/^FILE:/, ''))})`;
    case 'CCACHE_TYPE_UNSUPPORTED':
      return `Credential caches of type ${displayText(error.details.type)} are not supported yet`;
    case 'NO_CREDENTIALS':
      return `Matching credential not found (filename: ${displayText(error.details.cache.replace(/^FILE:/, ''))})`;
    case 'TICKET_EXPIRED':
      return 'Ticket expired';
    case 'TICKET_NOT_RENEWABLE':
      return "KDC can't fulfill requested option";
    case 'KEY_NOT_FOUND':
      return `Keytab contains no suitable keys for ${displayText(error.details.principal)}`;
    case 'PASSWORD_CHANGE_REFUSED':
      return 'Password change failed';
    case 'ETYPE_UNSUPPORTED':
      return 'KDC has no support for encryption type';
    case 'NOT_SUPPORTED':
      return `${error.details.what} is not supported yet`;
    case 'FORMAT_INVALID':
      return formatMessage(error);
    case 'CANCELLED':
      return error.details.what === 'password' ? 'Password read interrupted' : 'Interrupted';
    case 'FILE_REFUSED':
      return error.message;
    case 'ASN1_INVALID':
    case 'NOT_RECOGNISED':
    case 'LIMIT':
    case 'STRING_TO_KEY_REFUSED':
    case 'REFERRAL_REFUSED':
    case 'PREAUTH_UNSUPPORTED':
    case 'CCACHE_WRONG_PRINCIPAL':
    case 'CONFIG_INVALID':
    case 'SECRET_UNAVAILABLE':
      return error.message;
  }
}

function formatMessage({ details, message }: KerberosError<'FORMAT_INVALID'>): string {
  const where =
    details.file === undefined ? '' : ` (filename: ${displayText(details.file.replace(/^FILE:/, ''))})`;
  if (details.format === 'ccache') return `Bad format in credentials cache${where}`;
  if (details.format === 'keytab') return `Bad format in keytab${where}`;
  if (details.format === 'principal') return 'Malformed representation of principal';
  return message;
}

function kdcMessage({ details }: KerberosError<'KDC_ERROR'>): string {
  const { error, exchange } = details;
  const code = error.errorCode;
  if (code === 6 && details.client !== undefined) {
    return `Client '${displayText(details.client)}' not found in Kerberos database`;
  }
  // MIT names the server only where the KDC says something beside the number: AD does not.
  if (code === 7 && exchange === 'TGS' && error.eText !== undefined && error.eText !== '') {
    const server = formatPrincipal({ name: error.sname, realm: error.realm });
    return `Server ${displayText(server)} not found in Kerberos database`;
  }
  if (code === 60 && error.eText !== undefined && error.eText !== '') {
    return `KDC returned error string: ${displayText(error.eText)}`;
  }
  return KDC_WORDS[code] ?? errorCodeName(code);
}
