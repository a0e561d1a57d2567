// The one table that turns an error and its context into words. The window and the command line both show these.
import type { AnyKerberosError, KerberosErrorDetails, PasswordPolicy } from '../errors.ts';
import type { Field } from '../fields/field.ts';
import { ErrorCode, errorCodeName } from '../iana/error-code.ts';
import { kpasswdResultName } from '../iana/kpasswd-result.ts';
import { MessageType } from '../iana/message-type.ts';
import { NameType } from '../iana/name-type.ts';
import { extendedError } from '../messages/index.ts';
import type { KrbError } from '../messages/index.ts';
import { german } from './de/index.ts';
import { english } from './en/index.ts';
import {
  codeResponsible,
  formatResponsible,
  kdcInTgsResponsible,
  kdcResponsible,
  kpasswdResponsible,
  ntStatusResponsible,
} from './responsible.ts';
import { serverText } from './server-text.ts';
import { explainFieldWith, termOf } from './terms.ts';
import type { ExplainedTerm } from './terms.ts';
import type {
  Explanation,
  ExplainLanguage,
  KdcErrorNumber,
  OwnCode,
  Said,
  Tongue,
  WhoCanHelp,
} from './types.ts';

export type { ExplainedTerm } from './terms.ts';
export type { ExplainLanguage, Explanation, WhoCanHelp } from './types.ts';

const tongues: Readonly<Record<ExplainLanguage, Tongue>> = { en: english, de: german };

/** The numbers that a server would have answered with to what we find ourselves. */
const foundOurselves: Readonly<Partial<Record<OwnCode, number>>> = {
  INTEGRITY: ErrorCode.KRB_AP_ERR_BAD_INTEGRITY,
  ETYPE_UNSUPPORTED: ErrorCode.KDC_ERR_ETYPE_NOSUPP,
  REPLY_MISMATCH: ErrorCode.KRB_AP_ERR_MODIFIED,
  CLOCK_SKEW: ErrorCode.KRB_AP_ERR_SKEW,
  PREAUTH_UNSUPPORTED: ErrorCode.KDC_ERR_PREAUTH_REQUIRED,
  KEY_REFUSED: ErrorCode.KDC_ERR_PREAUTH_FAILED,
  TICKET_EXPIRED: ErrorCode.KRB_AP_ERR_TKT_EXPIRED,
  TICKET_NOT_RENEWABLE: ErrorCode.KDC_ERR_BADOPTION,
};

/** A look-up by a number from outside. */
const at = <T>(table: Readonly<Partial<Record<number, T>>>, number: number): T | undefined => table[number];

const said = (text: string | undefined): Pick<Explanation, 'said'> =>
  text === undefined || text === '' ? {} : { said: serverText(text) };

/** Made sharper by the NTSTATUS that AD domain controllers add, which says which of several things is the case. */
function explainKdcError(details: KerberosErrorDetails['KDC_ERROR'], tongue: Tongue): Explanation {
  const { errorCode, eText } = details.error;
  const name = errorCodeName(errorCode);
  const status = extendedError(details.error)?.status ?? 0;
  const judged = details.exchange === 'TGS' && details.inNameOf !== true;
  const inTgs = judged ? at(tongue.kdcInTgs, errorCode) : undefined;
  const words = at(tongue.ntStatus, status) ?? inTgs ?? at(tongue.kdc, errorCode);
  const who =
    at(ntStatusResponsible, status) ??
    (inTgs === undefined ? undefined : kdcInTgsResponsible[errorCode]) ??
    kdcResponsible(errorCode);
  return {
    ...(words?.(details) ?? tongue.kdcUnknown(details, name)),
    who,
    code: { name, number: errorCode },
    ...said(eText),
  };
}

function explainKpasswdResult(
  { resultCode, policy, text }: KerberosErrorDetails['PASSWORD_CHANGE_REFUSED'],
  tongue: Tongue,
): Explanation {
  const rules = policy === undefined ? [] : tongue.policyRules(policy);
  return {
    ...(at<Said>(tongue.kpasswd, resultCode) ?? tongue.kpasswdUnknown),
    ...(rules.length > 0 ? { why: rules.join(' ') } : {}),
    who: at<WhoCanHelp>(kpasswdResponsible, resultCode) ?? 'administrator',
    code: { name: kpasswdResultName(resultCode), number: resultCode },
    ...said(text),
  };
}

function numberFor(error: AnyKerberosError): number | undefined {
  switch (error.code) {
    case 'KDC_ERROR':
    case 'PASSWORD_CHANGE_REFUSED':
      return undefined;
    case 'PASSWORD_INCORRECT':
      return error.details.evidence === 'kdc'
        ? ErrorCode.KDC_ERR_PREAUTH_FAILED
        : ErrorCode.KRB_AP_ERR_BAD_INTEGRITY;
    default:
      return foundOurselves[error.code];
  }
}

/** The words for an error. */
export function explain(error: AnyKerberosError, language: ExplainLanguage = 'en'): Explanation {
  const tongue = tongues[language];
  if (error.code === 'KDC_ERROR') return explainKdcError(error.details, tongue);
  if (error.code === 'PASSWORD_CHANGE_REFUSED') return explainKpasswdResult(error.details, tongue);
  // Code and details belong together by the class's type; TypeScript does not follow that through a look-up.
  const entry = tongue.codes[error.code] as (details: AnyKerberosError['details']) => Said;
  const number = numberFor(error);
  return {
    ...entry(error.details),
    who:
      error.code === 'FORMAT_INVALID' ? formatResponsible(error.details.format) : codeResponsible[error.code],
    ...(number === undefined ? {} : { code: { name: errorCodeName(number), number } }),
  };
}

/** Each rule of the policy as a sentence. */
export function passwordPolicyRules(
  policy: PasswordPolicy,
  language: ExplainLanguage = 'en',
): readonly string[] {
  return tongues[language].policyRules(policy);
}

/**
 * What the value of a field means, a sentence for a number and one for each flag that is set; empty where there is
 * nothing to say.
 * @param around the field that it stands in
 */
export function explainField(
  field: Field,
  around: Field | undefined,
  language: ExplainLanguage = 'en',
): readonly ExplainedTerm[] {
  const tongue = tongues[language];
  return explainFieldWith(tongue.terms, (number, error) => toldError(tongue, number, error), field, around);
}

/** What a key usage (RFC 4120 7.5.1) is for; undefined for one that nobody registered. */
export function explainKeyUsage(usage: number, language: ExplainLanguage = 'en'): string | undefined {
  return termOf(tongues[language].terms, 'keyUsage', usage);
}

function toldError(tongue: Tongue, number: KdcErrorNumber, { children }: Field): string {
  const text = (name: string): string | undefined => children.find((child) => child.name === name)?.value;
  const [realm = '', crealm = realm] = [text('realm'), text('crealm')];
  const principal = (name: string, of: string): string | undefined => {
    const found = text(name);
    return found === undefined ? undefined : `${found}@${of}`;
  };
  const [client, server] = [principal('cname', crealm), principal('sname', realm)];
  const error: KrbError = {
    pvno: 5,
    msgType: MessageType.KRB_ERROR,
    stime: 0,
    susec: 0,
    errorCode: number,
    realm,
    sname: { nameType: NameType.UNKNOWN, nameString: [] },
  };
  const { what, why } = tongue.kdc[number]({
    exchange: 'AS',
    realm,
    error,
    ...(client === undefined ? {} : { client }),
    ...(server === undefined ? {} : { server }),
  });
  return `${what}. ${why}`;
}

/** A reason of the engine (`reason` of FILE_REFUSED, of a KDC that was tried) in a language. */
export function reasonIn(language: ExplainLanguage, english: string): string {
  return tongues[language].phrase(english);
}

/** A remark on krb5.conf (settings.warnings) in a language. */
export function remarkIn(language: ExplainLanguage, english: string): string {
  return tongues[language].remark(english);
}

/** How a name was made (`how` of a host-based name) in a language. */
export function wayIn(language: ExplainLanguage, english: string): string {
  return tongues[language].way(english);
}
