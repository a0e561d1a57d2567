// Debian's ndrdump (samba-testsuite) as the judge of a PAC: what it prints, and what our fields say, as the same list of
// names and values, in the order of the PAC.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Field } from '../../src/krb5/fields/field.ts';

export type NamedValue = readonly [name: string, value: string];

/** What ndrdump prints of the PAC. */
export function ndrdumpOf(pac: Uint8Array): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-ndrdump-'));
  try {
    const file = path.join(dir, 'pac');
    writeFileSync(file, pac);
    const args = ['krb5pac', 'PAC_DATA', 'struct', file];
    const env = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
    return execFileSync('/usr/bin/ndrdump', args, { encoding: 'utf8', env });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Samba's names to those of [MS-PAC]; by the structure around where one name has several meanings. */
const NAMES: Readonly<Record<string, string>> = {
  num_buffers: 'cBuffers',
  'PAC_DATA.version': 'Version',
  'PAC_BUFFER.type': 'ulType',
  _ndr_size: 'cbBufferSize',
  'netr_SamBaseInfo.logon_time': 'LogonTime',
  logoff_time: 'LogoffTime',
  kickoff_time: 'KickOffTime',
  last_password_change: 'PasswordLastSet',
  allow_password_change: 'PasswordCanChange',
  force_password_change: 'PasswordMustChange',
  'lsa_String.length': 'Length',
  'lsa_String.size': 'MaximumLength',
  'lsa_String.string': 'Buffer',
  'lsa_StringLarge.length': 'Length',
  'lsa_StringLarge.size': 'MaximumLength',
  'lsa_StringLarge.string': 'Buffer',
  logon_count: 'LogonCount',
  bad_password_count: 'BadPasswordCount',
  'netr_SamBaseInfo.rid': 'UserId',
  'samr_RidWithAttribute.rid': 'RelativeId',
  primary_gid: 'PrimaryGroupId',
  'samr_RidWithAttributeArray.count': 'GroupCount',
  attributes: 'Attributes',
  user_flags: 'UserFlags',
  'netr_SamBaseInfo.domain_sid': 'LogonDomainId',
  acct_flags: 'UserAccountControl',
  sub_auth_status: 'SubAuthStatus',
  last_successful_logon: 'LastSuccessfulILogon',
  last_failed_logon: 'LastFailedILogon',
  failed_logon_count: 'FailedILogonCount',
  reserved: 'Reserved3',
  sidcount: 'SidCount',
  'netr_SidAttr.sid': 'Sid',
  'PAC_DOMAIN_GROUP_MEMBERSHIP.domain_sid': 'ResourceGroupDomainSid',
  'PAC_LOGON_NAME.logon_time': 'ClientId',
  'PAC_LOGON_NAME.size': 'NameLength',
  'PAC_LOGON_NAME.account_name': 'Name',
  upn_name_size: 'UpnLength',
  upn_name: 'Upn',
  dns_domain_name_size: 'DnsDomainNameLength',
  dns_domain_name: 'DnsDomainName',
  flags: 'Flags',
  samaccountname_size: 'SamNameLength',
  samaccountname: 'SamName',
  objectsid_size: 'SidLength',
  objectsid: 'Sid',
  'PAC_SIGNATURE_DATA.type': 'SignatureType',
  'PAC_SIGNATURE_DATA.signature': 'Signature',
  flags_length: 'FlagsLength',
  'PAC_REQUESTER_SID.sid': 'UserSid',
  num_transited_services: 'TransitedListSize',
  'PAC_CREDENTIAL_INFO.version': 'Version',
  encryption_type: 'EncryptionType',
  encrypted_data: 'SerializedData',
};

/** Everything that ndrdump (or `net ads kerberos pac dump`) says of a PAC, but for what it redacts. */
export function readNdrdump(text: string): NamedValue[] {
  const found: [string, string][] = [];
  const structures: { indent: number; type: string }[] = [];
  let isResource = false;
  for (const line of text.split('\n')) {
    const bytes = /^\[[0-9A-F]{4}\] ((?:[0-9A-F]{2} {1,3})+)/.exec(line)?.[1];
    const last = found.at(-1);
    if (bytes !== undefined && last !== undefined) {
      last[1] += bytes.replaceAll(' ', '').toLowerCase();
      continue;
    }
    const [, spaces = '', name = '', value = ''] = /^( *)(\w+) *: (.*)$/.exec(line) ?? [];
    if (name === '' || /^[01]$/.test(name)) continue;
    const indent = spaces.length;
    while ((structures.at(-1)?.indent ?? -1) >= indent) structures.pop();
    const structure = /^struct (\w+)$/.exec(value)?.[1];
    if (structure !== undefined) {
      structures.push({ indent, type: structure });
      isResource = structures.some(({ type }) => type === 'PAC_DOMAIN_GROUP_MEMBERSHIP');
      continue;
    }
    const known = NAMES[`${structures.at(-1)?.type ?? ''}.${name}`] ?? NAMES[name];
    if (known === undefined || value === '*' || /^(union|ARRAY)/.test(value)) continue;
    const shown = known === 'GroupCount' && isResource ? 'ResourceGroupCount' : known;
    found.push([shown, theirValue(value)]);
  }
  return found.map(([name, value]) => [name, name === 'SerializedData' ? String(value.length / 2) : value]);
}

const NEVER = /^Thu Sep 14 02:48:05 30828/;

function theirValue(value: string): string {
  if (value.startsWith("'")) return value.slice(1, -1);
  if (value.startsWith('DATA_BLOB')) return '';
  if (NEVER.test(value)) return 'never';
  const number = /\((\d+)\)$/.exec(value)?.[1];
  if (number !== undefined) return number;
  if (/UTC$/.test(value)) return String(Date.parse(value) / 1000);
  return value;
}

const OURS: ReadonlySet<string> = new Set([...Object.values(NAMES), 'ResourceGroupCount']);

/** The same of our fields. Samba rounds times to the second. */
export function fieldsInNdrdumpsWords(root: Field): NamedValue[] {
  const found: [string, string][] = [];
  const visit = (field: Field): void => {
    // [MS-RPCE]'s headers: ndrdump checks them and says nothing.
    if (field.type.endsWith('Header')) return;
    if (OURS.has(field.name) && field.children.length === 0) {
      found.push([field.name, ourValue(field)]);
      return;
    }
    // Samba has the SID before its attributes.
    const isSid = field.type === 'KERB_SID_AND_ATTRIBUTES';
    (isSid ? [...field.children].reverse() : field.children).forEach(visit);
  };
  visit(root);
  return found;
}

function ourValue({ name, kind, value = '', meaning, bits, valueLength }: Field): string {
  if (name === 'SerializedData') return String(valueLength);
  if (meaning === 'NULL' || meaning === 'never') return meaning;
  if (meaning === 'not set') return '0';
  if (kind === 'time') return String(Math.round(Date.parse(value.replace(/(\.\d{3})\d*Z$/, '$1Z')) / 1000));
  if (bits !== undefined) return String(Number(bits));
  return name === 'SignatureType' ? String(Number(value) >>> 0) : value;
}
