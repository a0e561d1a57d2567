// Any thrown value as the window gets it: the engine's own words in the four rows, codes for the helpdesk below.
import { ErrorCode, displayText, errorCodeName, explain, isKerberosError } from '#krb5';
import type { AnyKerberosError, WhoCanHelp } from '#krb5';
import type { ErrorDto, Explanation } from '#shared';

/** An expected failure that is not the engine's. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: 'UNKNOWN' | 'CANCELLED' | 'NOT_SET';
  readonly toDo: string;

  constructor(
    code: ServiceError['code'],
    message: string,
    toDo = code === 'NOT_SET'
      ? 'Set it where the system keeps it, or leave it as it is.'
      : 'Look at the list again: it shows what is there now.',
  ) {
    super(message);
    this.code = code;
    this.toDo = toDo;
  }
}

/** What an operation noted on its way, for the helpdesk's lines. */
const notes = new WeakMap<Error, readonly string[]>();

export function noteFor(error: unknown, lines: readonly string[]): void {
  if (error instanceof Error && !notes.has(error)) notes.set(error, lines);
}

const afterPasswordChange = new WeakSet<Error>();

/** The password was changed before this went wrong. */
export function notePasswordChanged(error: unknown): void {
  if (error instanceof Error) afterPasswordChange.add(error);
}

const WHO: Readonly<Record<WhoCanHelp, string>> = {
  you: 'You.',
  administrator: 'Whoever looks after the realm. Give them the lines below.',
  network: 'You, if it is your network or VPN. Otherwise whoever looks after the network.',
  nobody: 'Nobody has to do anything.',
};

const LOCK_OUT =
  'Many realms lock an account after a few wrong tries, so Tessera does not try again on its own.';

const bounded = (text: string, length = 2_000): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const sentence = (text: string): string => (/[.:!?…]$/.test(text) ? text : `${text}.`);

function helpdesk(error: AnyKerberosError, code: string | undefined, said: string | undefined): string[] {
  const lines = [code ?? error.code, displayText(error.message)];
  if (said !== undefined && said !== '') lines.push(`the server says: ${said}`);
  return [...lines, ...(notes.get(error) ?? [])].map((line) => bounded(line)).slice(0, 40);
}

/** A wrong password that the KDC refused has a KRB-ERROR behind it. */
function codeBehind(error: AnyKerberosError): string | undefined {
  if (!isKerberosError(error, 'PASSWORD_INCORRECT') || error.details.evidence !== 'kdc') return undefined;
  const number = isKerberosError(error.cause, 'KDC_ERROR')
    ? error.cause.details.error.errorCode
    : ErrorCode.KDC_ERR_PREAUTH_FAILED;
  return `${errorCodeName(number)} (${number})`;
}

function explainKerberos(error: AnyKerberosError): Explanation {
  const { what, why, toDo, who, code, said } = explain(error);
  const named = code === undefined ? codeBehind(error) : `${code.name} (${code.number})`;
  return {
    whatHappened: bounded(sentence(what)),
    why: why === '' ? [] : [bounded(sentence(why))],
    whatToDo: toDo === '' ? [] : [bounded(sentence(toDo))],
    who: WHO[who],
    ...(error.code === 'PASSWORD_INCORRECT' ? { caution: LOCK_OUT } : {}),
    helpdesk: helpdesk(error, named, said),
  };
}

export function describeError(error: unknown): ErrorDto {
  if (isKerberosError(error)) {
    const explanation = explainKerberos(error);
    if (error.code === 'CANCELLED') return { code: 'CANCELLED', explanation };
    return {
      code: 'KERBEROS',
      kerberos: error.code,
      ...(error.code === 'KDC_ERROR' ? { kdcError: error.details.error.errorCode } : {}),
      ...(afterPasswordChange.has(error) ? { passwordChanged: true as const } : {}),
      explanation,
    };
  }
  const known = error instanceof ServiceError ? error : undefined;
  return {
    code: known?.code ?? 'INTERNAL',
    explanation: {
      whatHappened: known === undefined ? 'Tessera could not do that.' : sentence(known.message),
      why: [],
      whatToDo: [known?.toDo ?? 'Try again.'],
      who: WHO.you,
      helpdesk: [known?.code ?? 'INTERNAL'],
    },
  };
}
