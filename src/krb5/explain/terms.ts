// What a number or a flag of a message means, in a sentence, where it stands: the registries of iana/ and the PAC's
// buffers. Each language fills `Terms`; the types make an entry without a sentence a compile error.
import type { Field } from '../fields/field.ts';
import { AdType } from '../iana/ad-type.ts';
import { ChecksumTypeNumber } from '../iana/cksumtype.ts';
import { EncryptionTypeNumber } from '../iana/enctype.ts';
import { ErrorCode } from '../iana/error-code.ts';
import { ApOption, FastOption, KdcOption, OtpFlag, PacOption, TicketFlag } from '../iana/flags.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { namesByNumber } from '../iana/lookup.ts';
import { MessageType } from '../iana/message-type.ts';
import { NameType } from '../iana/name-type.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { PacBufferType } from '../pac/buffer-type.ts';
import type { KdcErrorNumber } from './types.ts';

/** The registries, each by the names that iana/ gives its numbers. */
export const TERM_TABLES = {
  paData: PaDataType,
  adType: AdType,
  enctype: EncryptionTypeNumber,
  cksumtype: ChecksumTypeNumber,
  nameType: NameType,
  keyUsage: KeyUsage,
  messageType: MessageType,
  pacBuffer: PacBufferType,
  ticketFlag: TicketFlag,
  kdcOption: KdcOption,
  apOption: ApOption,
  pacOption: PacOption,
  fastOption: FastOption,
  otpFlag: OtpFlag,
} as const;

type Tables = typeof TERM_TABLES;
export type TermKind = keyof Tables;

/** A sentence for every entry, with its full stop. */
export type Terms = { readonly [K in TermKind]: Readonly<Record<keyof Tables[K], string>> };

const NAMES = Object.fromEntries(
  Object.entries(TERM_TABLES).map(([kind, table]) => [kind, namesByNumber(table)]),
) as Readonly<Record<TermKind, ReadonlyMap<number, string>>>;

/** The sentence for a registered number or a single flag; undefined for one that nobody registered. */
export function termOf(terms: Terms, kind: TermKind, number: number): string | undefined {
  const name = NAMES[kind].get(number);
  return name === undefined ? undefined : (terms[kind] as Readonly<Record<string, string>>)[name];
}

/** Numbers by the names of their fields; in a list, the list's. */
const NUMBER_FIELDS: Readonly<Record<string, TermKind>> = {
  'msg-type': 'messageType',
  etype: 'enctype',
  keytype: 'enctype',
  enctype: 'enctype',
  cksumtype: 'cksumtype',
  SignatureType: 'cksumtype',
  'padata-type': 'paData',
  'data-type': 'paData',
  'pa-type': 'paData',
  'ad-type': 'adType',
  'name-type': 'nameType',
  ulType: 'pacBuffer',
};

const FLAG_FIELDS: Readonly<Record<string, TermKind>> = {
  'kdc-options': 'kdcOption',
  'ap-options': 'apOption',
  flags: 'ticketFlag',
  'fast-options': 'fastOption',
};

export interface ExplainedTerm {
  /** As `value` or `meaning` of the field has it. */
  readonly term: string;
  readonly text: string;
}

/** Of a KRB-ERROR's number: what it says there, with the names that stand beside it. */
export type TellError = (number: KdcErrorNumber, around: Field) => string;

const isErrorNumber = (number: number): number is KdcErrorNumber =>
  Object.values<number>(ErrorCode).includes(number);

/** What there is to say of a field's value: one sentence for a number, one for each flag that is set. */
export function explainFieldWith(
  terms: Terms,
  tell: TellError,
  field: Field,
  around: Field | undefined,
): readonly ExplainedTerm[] {
  if (field.kind === 'integer') {
    const number = Number(field.value);
    if (field.name === 'error-code' && around !== undefined && isErrorNumber(number)) {
      return [{ term: field.meaning ?? '', text: tell(number, around) }];
    }
    const inList = field.name.startsWith('[') ? around?.name : undefined;
    // [MS-KILE] 2.2.2 counts its own types under that name.
    const isOwn = field.name === 'data-type' && around?.type === 'KERB-ERROR-DATA';
    const kind = isOwn ? undefined : NUMBER_FIELDS[inList ?? field.name];
    const text = kind === undefined ? undefined : termOf(terms, kind, number);
    return text === undefined ? [] : [{ term: field.meaning ?? field.value ?? '', text }];
  }
  if (field.kind !== 'flags' || field.bits === undefined) return [];
  const kind =
    around?.type === 'PA-PAC-OPTIONS'
      ? 'pacOption'
      : field.type === 'OTPFlags'
        ? 'otpFlag'
        : field.type === 'KerberosFlags' || field.type === 'TicketFlags' || field.type === 'FastOptions'
          ? FLAG_FIELDS[field.name]
          : undefined;
  if (kind === undefined) return [];
  const bits = Number(field.bits);
  return Object.entries<number>(TERM_TABLES[kind])
    .filter(([, mask]) => (bits & mask) >>> 0 === mask)
    .map(([name, mask]) => ({
      term: name.toLowerCase().replaceAll('_', '-'),
      text: termOf(terms, kind, mask) ?? '',
    }));
}
