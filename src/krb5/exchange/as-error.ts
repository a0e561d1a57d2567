// What a KRB-ERROR may do to an AS exchange (RFC 4120 3.1.6, RFC 6113 2, RFC 6806 7). Outside FAST it is
// unauthenticated: it ends the attempt or steers the next request within what was asked, and nothing else. Once a
// proof of the password is out, it can only bring an end, or one new proof after KRB_AP_ERR_SKEW.
import { KdcOption } from '../iana/flags.ts';
import { ErrorCode } from '../iana/error-code.ts';
import { NameType } from '../iana/name-type.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { KerberosError } from '../errors.ts';
import type { AnyKerberosError } from '../errors.ts';
import { errorPadata } from '../messages/index.ts';
import type { KrbError, PaData } from '../messages/index.ts';
import { formatPrincipal } from '../principal.ts';
import { offeredEtypes } from '../preauth/etype-info.ts';
import type { AsState, SentAsRequest } from './as-types.ts';

const MAX_REALMS = 10;

/** What to do next about an error. */
export type ErrorVerdict =
  | { readonly kind: 'resend-tcp' }
  | { readonly kind: 'preauth'; readonly methodData: readonly PaData[]; readonly cookie: PaData | undefined }
  | { readonly kind: 'more-preauth'; readonly padata: readonly PaData[]; readonly cookie: PaData | undefined }
  | { readonly kind: 'prove-again'; readonly offsetMicros: number; readonly cookie: PaData | undefined }
  | { readonly kind: 'other-realm'; readonly realm: string }
  | { readonly kind: 'fail'; readonly error: AnyKerberosError };

export function judgeAsError(state: AsState, sent: SentAsRequest, error: KrbError): ErrorVerdict {
  const methodData = errorPadata(error);
  const cookie = methodData.find((pa) => pa.padataType === PaDataType.FX_COOKIE);
  switch (error.errorCode) {
    case ErrorCode.KRB_ERR_RESPONSE_TOO_BIG:
      return sent.tcp ? fail(state, error) : { kind: 'resend-tcp' };
    case ErrorCode.KDC_ERR_PREAUTH_REQUIRED:
      return state.phase === 'asked' ? { kind: 'preauth', methodData, cookie } : fail(state, error);
    case ErrorCode.KDC_ERR_MORE_PREAUTH_DATA_REQUIRED:
      return state.phase === 'proved'
        ? { kind: 'more-preauth', padata: methodData, cookie: cookie ?? state.cookie }
        : fail(state, error);
    case ErrorCode.KRB_AP_ERR_SKEW:
      return judgeSkew(state, sent, error, cookie);
    case ErrorCode.KDC_ERR_WRONG_REALM:
    case ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN:
      return judgeRealm(state, sent, error);
    case ErrorCode.KDC_ERR_ETYPE_NOSUPP:
      return { kind: 'fail', error: noCommonEtype(state, offeredEtypes(methodData, 'KRB-ERROR.e-data')) };
    case ErrorCode.KDC_ERR_PREAUTH_FAILED:
    case ErrorCode.KRB_AP_ERR_BAD_INTEGRITY:
      return state.proofs > 0 && state.request.secret === 'password'
        ? { kind: 'fail', error: wrongPassword(state) }
        : fail(state, error);
    default:
      return fail(state, error);
  }
}

/** Answered once, with the KDC's time, for this attempt's proof alone; never where kdc_timesync is off. */
function judgeSkew(
  state: AsState,
  sent: SentAsRequest,
  error: KrbError,
  cookie: PaData | undefined,
): ErrorVerdict {
  const offsetMicros = error.stime * 1_000_000 + error.susec - sent.sentAtMicros;
  if (state.phase === 'proved' && state.request.kdcTimesync && !state.skewAnswered) {
    return { kind: 'prove-again', offsetMicros, cookie: cookie ?? state.cookie };
  }
  const offsetSeconds = Math.round(offsetMicros / 1_000_000);
  return {
    kind: 'fail',
    error: new KerberosError('CLOCK_SKEW', `the KDC's clock is ${String(offsetSeconds)} s ahead of ours`, {
      offsetSeconds,
      allowedSeconds: state.request.clockSkew,
      realm: state.client.realm,
    }),
  };
}

/** RFC 6806 7: only where a canonical name was asked for, and never after a proof. AD says it with code 6. */
function judgeRealm(state: AsState, sent: SentAsRequest, error: KrbError): ErrorVerdict {
  const asked =
    (sent.kdcOptions & KdcOption.CANONICALIZE) !== 0 || state.client.name.nameType === NameType.ENTERPRISE;
  const realm = error.crealm;
  if (!asked || realm === undefined || realm === '' || realm === state.client.realm || state.proofs > 0) {
    return fail(state, error);
  }
  const path = [...state.realmsSeen, realm];
  if (!state.realmsSeen.includes(realm) && state.realmsSeen.length < MAX_REALMS) {
    return { kind: 'other-realm', realm };
  }
  const reason = state.realmsSeen.includes(realm) ? 'seen-before' : 'too-many';
  return {
    kind: 'fail',
    error: new KerberosError(
      'REFERRAL_REFUSED',
      `the KDCs send ${formatPrincipal(state.client)} in circles`,
      {
        reason,
        path,
        server: formatPrincipal(state.server),
      },
    ),
  };
}

export function noCommonEtype(state: AsState, theirs: readonly number[]): KerberosError<'ETYPE_UNSUPPORTED'> {
  return new KerberosError('ETYPE_UNSUPPORTED', 'the KDC and we have no encryption type in common', {
    where: `AS exchange for ${formatPrincipal(state.client)}`,
    ours: state.request.etypes,
    theirs,
  });
}

function wrongPassword(state: AsState): KerberosError<'PASSWORD_INCORRECT'> {
  const client = formatPrincipal(state.client);
  return new KerberosError('PASSWORD_INCORRECT', `the KDC refused the password of ${client}`, {
    client,
    evidence: 'kdc',
  });
}

function fail(state: AsState, error: KrbError): ErrorVerdict {
  return {
    kind: 'fail',
    error: new KerberosError(
      'KDC_ERROR',
      `the KDC of ${state.client.realm} answered ${String(error.errorCode)}`,
      {
        exchange: 'AS',
        realm: state.client.realm,
        error,
        client: formatPrincipal(state.client),
        server: formatPrincipal(state.server),
      },
    ),
  };
}
