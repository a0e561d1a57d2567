// Any thrown value as the window gets it: the engine's own words in the four rows, in every language, codes for the
// helpdesk below. What is written down with it can be read in another language later.
import { ErrorCode, displayText, errorCodeName, explain, isKerberosError } from '#krb5';
import type { AnyKerberosError } from '#krb5';
import type { ErrorDto, Explanation, Language } from '#shared';
import { inEachLanguage, serviceWords } from './words.ts';
import type { ServiceWords } from './words.ts';

type Expected = 'UNKNOWN' | 'CANCELLED' | 'NOT_SET';

type Say = (words: ServiceWords) => string;

/** An expected failure that is not the engine's. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: Expected;
  readonly say: Say;
  readonly toDo: Say;

  constructor(
    code: Expected,
    say: Say,
    toDo: Say = (words) => (code === 'NOT_SET' ? words.setInSystem : words.lookAgain),
  ) {
    super(say(serviceWords('en')));
    this.code = code;
    this.say = say;
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

const bounded = (text: string, length = 2_000): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const sentence = (text: string): string => (/[.:!?…]$/.test(text) ? text : `${text}.`);

function helpdesk(error: AnyKerberosError): string[] {
  const { code, said } = explain(error);
  const named = code === undefined ? codeBehind(error) : `${code.name} (${code.number})`;
  const lines = [named ?? error.code, displayText(error.message)];
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

type Rows = Omit<Explanation, 'helpdesk'>;

/** The rows in each language, above lines that are the same in all. */
function inWords(
  lines: string[],
  rows: (words: ServiceWords, language: Language) => Rows,
): Pick<ErrorDto, 'explanation' | 'translations'> {
  const { english, others } = inEachLanguage(rows);
  return { explanation: { ...english, helpdesk: lines }, translations: others };
}

const kerberosRows =
  (error: AnyKerberosError) =>
  (words: ServiceWords, language: Language): Rows => {
    const { what, why, toDo, who } = explain(error, language);
    return {
      whatHappened: bounded(sentence(what)),
      why: why === '' ? [] : [bounded(sentence(why))],
      whatToDo: toDo === '' ? [] : [bounded(sentence(toDo))],
      who: words.who[who],
      ...(error.code === 'PASSWORD_INCORRECT' ? { caution: words.lockOut } : {}),
    };
  };

export function describeError(error: unknown): ErrorDto {
  if (isKerberosError(error)) {
    const told = inWords(helpdesk(error), kerberosRows(error));
    if (error.code === 'CANCELLED') return { code: 'CANCELLED', ...told };
    return {
      code: 'KERBEROS',
      kerberos: error.code,
      ...(error.code === 'KDC_ERROR' ? { kdcError: error.details.error.errorCode } : {}),
      ...(afterPasswordChange.has(error) ? { passwordChanged: true as const } : {}),
      ...told,
    };
  }
  if (!(error instanceof ServiceError)) {
    return {
      code: 'INTERNAL',
      ...inWords(['INTERNAL'], (words) => ({
        whatHappened: words.fault.INTERNAL,
        why: [],
        whatToDo: [words.tryAgain],
        who: words.who.you,
      })),
    };
  }
  return {
    code: error.code,
    ...inWords([error.code], (words) => ({
      whatHappened: sentence(error.say(words)),
      why: [],
      whatToDo: [error.toDo(words)],
      who: words.who.you,
    })),
  };
}

/** A window that asks for more than anybody would by hand. */
export function describeBusy(where: string): ErrorDto {
  return {
    code: 'BUSY',
    ...inWords([`BUSY in ${where}`], (words) => ({
      whatHappened: words.busy,
      why: [words.busyWhy],
      whatToDo: [words.busyToDo],
      who: words.who.you,
    })),
  };
}

/** A fault of ours at the border to the window: nothing is told of it but where it was. */
export function describeFault(code: 'REFUSED' | 'BAD_INPUT' | 'INTERNAL', where: string): ErrorDto {
  return {
    code,
    ...inWords([`${code} in ${where}`], (words) => ({
      whatHappened: words.fault[code],
      why: [words.faultWhy],
      whatToDo: [words.faultToDo],
      who: words.who.makers,
    })),
  };
}
