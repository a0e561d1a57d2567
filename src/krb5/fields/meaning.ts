// What a number of a message stands for: RFC 4120 7.5's registries by the names of the fields that use them.
import { adTypeName } from '../iana/ad-type.ts';
import { addressTypeName } from '../iana/addr-type.ts';
import { checksumTypeName } from '../iana/cksumtype.ts';
import { enctypeName } from '../iana/enctype.ts';
import { errorCodeName } from '../iana/error-code.ts';
import {
  ApOption,
  CertificateKeyUsage,
  ContextFlag,
  FastOption,
  KdcOption,
  OtpFlag,
  PacOption,
  PinFlag,
  S4uOption,
  TicketFlag,
} from '../iana/flags.ts';
import { flagNames } from '../iana/lookup.ts';
import { lastReqTypeName } from '../iana/lr-type.ts';
import { messageTypeName } from '../iana/message-type.ts';
import { nameTypeName } from '../iana/name-type.ts';
import { mechanismName, negStateName } from '../iana/mechanism.ts';
import { objectIdName } from '../iana/oid.ts';
import { padataTypeName } from '../iana/padata-type.ts';
import {
  armorTypeName,
  otpFormatName,
  restrictionTypeName,
  spakeFactorName,
  spakeGroupName,
} from '../iana/preauth-numbers.ts';

const NUMBERS: Readonly<Record<string, (number: number) => string | undefined>> = {
  'msg-type': messageTypeName,
  etype: enctypeName,
  keytype: enctypeName,
  cksumtype: checksumTypeName,
  'padata-type': padataTypeName,
  'data-type': padataTypeName,
  'ad-type': adTypeName,
  'addr-type': addressTypeName,
  'name-type': nameTypeName,
  'error-code': errorCodeName,
  'lr-type': lastReqTypeName,
  enctype: enctypeName,
  'pa-type': padataTypeName,
  'armor-type': armorTypeName,
  group: spakeGroupName,
  groups: spakeGroupName,
  'otp-format': otpFormatName,
  negState: negStateName,
};

/** Numbers whose field has a name that says too little: by the type around it. */
const NUMBERS_WITHIN: Readonly<Record<string, (number: number) => string | undefined>> = {
  'KERB-KEY-LIST-REQ': enctypeName,
  EtypeList: enctypeName,
  SPAKESecondFactor: spakeFactorName,
  'KERB-AD-RESTRICTION-ENTRY': restrictionTypeName,
  TBSCertificate: (version) => `v${String(version + 1)}`,
};

/** [MS-KILE] 2.2.2. */
const ERROR_DATA: Readonly<Record<number, string>> = {
  2: 'KERB_AP_ERR_TYPE_SKEW_RECOVERY',
  3: 'KERB_ERR_TYPE_EXTENDED',
};

/** @param field the field's name; in a list, the list's */
export function numberMeaning(field: string, parent: string, number: number): string | undefined {
  // [MS-KILE] 2.2.2 counts its own types under the same name.
  if (field === 'data-type' && parent === 'KERB-ERROR-DATA') {
    return ERROR_DATA[number];
  }
  return (NUMBERS_WITHIN[parent] ?? NUMBERS[field])?.(number);
}

/** What an OBJECT IDENTIFIER is registered for. */
export function objectIdentifierName(identifier: string): string | undefined {
  return mechanismName(identifier) ?? objectIdName(identifier);
}

const FLAGS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'kdc-options': KdcOption,
  'ap-options': ApOption,
  flags: TicketFlag,
};

const FLAG_TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  FastOptions: FastOption,
  OTPFlags: OtpFlag,
  PinFlags: PinFlag,
  S4UOptions: S4uOption,
  KeyUsage: CertificateKeyUsage,
  ContextFlags: ContextFlag,
};

/** `renewable, pre-authent`; bits without a name as `bit 14`. */
export function flagsText(field: string, parent: string, flags: number, type = ''): string {
  const table = parent === 'PA-PAC-OPTIONS' ? PacOption : (FLAG_TYPES[type] ?? FLAGS[field] ?? {});
  return flagNames(table, flags)
    .map((name) => name.toLowerCase().replaceAll('_', '-'))
    .join(', ');
}
