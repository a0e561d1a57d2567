// What a PAC says of a user, as an AD domain controller would: the account, the groups it is in directly or through
// other groups, its names and SIDs. Signatures: pac-seal.ts.
import { GroupAttribute, LogonUserFlag, PacBufferType, UserAccountControl } from '../krb5/pac/index.ts';
import { encodeClientInfo, encodeLogonInfo, encodePacAttributes } from '../krb5/pac/index.ts';
import { encodePacRequestor, encodeUpnDnsInfo } from '../krb5/pac/index.ts';
import type { GroupMembership, LogonInfo, PacAttributes, PacBuffer } from '../krb5/pac/index.ts';
import { FILETIME_NEVER, fileTimeFromMicros } from '../krb5/ndr/index.ts';
import {
  DNS_DOMAIN,
  DOMAIN_SID,
  DOMAIN_USERS_RID,
  EXTRA_GROUP_RID,
  GROUPS,
  KDC_NETBIOS_NAME,
  NETBIOS_DOMAIN,
  REALM,
} from './accounts.ts';
import type { GroupEntry, UserEntry } from './accounts.ts';
import type { User } from './directory.ts';

/** Authentication authority asserted identity, and service asserted identity: [MS-DTYP] 2.4.2.4. */
const ASSERTED_BY_PASSWORD = 'S-1-18-1';
const ASSERTED_BY_SERVICE = 'S-1-18-2';

const MEMBER = GroupAttribute.MANDATORY | GroupAttribute.ENABLED_BY_DEFAULT | GroupAttribute.ENABLED;

/** Every group the user is in, the nested ones after those that lead to them. */
export function groupsOf(entry: UserEntry): readonly GroupEntry[] {
  const found: GroupEntry[] = [];
  const visit = (name: string): void => {
    const group = GROUPS.find((candidate) => candidate.name === name);
    if (group === undefined || found.includes(group)) return;
    found.push(group);
    group.memberOf.forEach(visit);
  };
  entry.groups.forEach(visit);
  return found;
}

/** Domain local groups are left out: they mean something to the resource's domain alone. */
function accountGroups(entry: UserEntry): GroupMembership[] {
  const extra = Array.from({ length: entry.extraGroups ?? 0 }, (_, i) => EXTRA_GROUP_RID + i);
  const rids = groupsOf(entry).filter(({ scope }) => scope !== 'domain-local');
  return [DOMAIN_USERS_RID, ...rids.map(({ rid }) => rid), ...extra].map((relativeId) => ({
    relativeId,
    attributes: MEMBER,
  }));
}

function resourceGroups(entry: UserEntry): GroupMembership[] {
  return groupsOf(entry)
    .filter(({ scope }) => scope === 'domain-local')
    .map(({ rid }) => ({ relativeId: rid, attributes: (MEMBER | GroupAttribute.RESOURCE) >>> 0 }));
}

function logonInfo(user: User, now: number, how: PacPurpose): LogonInfo {
  const { entry } = user;
  const passwordLastSet = fileTimeFromMicros(user.passwordLastSet);
  const ends = user.passwordEnds;
  const asserted = how.impersonated ? ASSERTED_BY_SERVICE : ASSERTED_BY_PASSWORD;
  const resource = how.forService ? resourceGroups(entry) : [];
  return {
    logonTime: fileTimeFromMicros(now),
    logoffTime: FILETIME_NEVER,
    kickOffTime: FILETIME_NEVER,
    passwordLastSet,
    passwordCanChange: passwordLastSet,
    passwordMustChange: ends === undefined ? FILETIME_NEVER : fileTimeFromMicros(ends),
    effectiveName: entry.name,
    fullName: entry.fullName,
    logonScript: '',
    profilePath: '',
    homeDirectory: '',
    homeDirectoryDrive: '',
    logonCount: Math.min(user.logonCount, 0xffff),
    badPasswordCount: Math.min(user.badPasswordCount, 0xffff),
    userId: entry.rid,
    primaryGroupId: DOMAIN_USERS_RID,
    groupIds: accountGroups(entry),
    userFlags: LogonUserFlag.EXTRA_SIDS | (resource.length > 0 ? LogonUserFlag.RESOURCE_GROUPS : 0),
    logonServer: KDC_NETBIOS_NAME,
    logonDomainName: NETBIOS_DOMAIN,
    logonDomainId: DOMAIN_SID,
    userAccountControl:
      UserAccountControl.NORMAL_ACCOUNT | (ends === undefined ? UserAccountControl.DONT_EXPIRE_PASSWORD : 0),
    subAuthStatus: 0,
    lastSuccessfulILogon: 0n,
    lastFailedILogon: 0n,
    failedILogonCount: 0,
    extraSids: [{ sid: asserted, attributes: MEMBER }],
    resourceGroupDomainSid: resource.length > 0 ? DOMAIN_SID : undefined,
    resourceGroupIds: resource,
  };
}

export interface PacPurpose {
  /** A service ticket has resource groups, a TGT the attributes and the requestor ([MS-PAC] 2.14, 2.15). */
  readonly forService: boolean;
  /** By S4U2self. */
  readonly impersonated: boolean;
  readonly attributes: PacAttributes;
}

/**
 * The buffers without signatures.
 * @param authtime seconds, of the ticket
 * @param now microseconds since 1970
 */
export function pacContents(user: User, authtime: number, now: number, purpose: PacPurpose): PacBuffer[] {
  const { name, rid } = user.entry;
  const sid = `${DOMAIN_SID}-${rid}`;
  const buffers: PacBuffer[] = [
    { type: PacBufferType.LOGON_INFO, data: encodeLogonInfo(logonInfo(user, now, purpose)) },
    {
      type: PacBufferType.CLIENT_INFO,
      data: encodeClientInfo({ clientId: fileTimeFromMicros(authtime * 1e6), name }),
    },
    {
      type: PacBufferType.UPN_DNS_INFO,
      data: encodeUpnDnsInfo({
        upn: `${name}@${DNS_DOMAIN}`,
        dnsDomainName: REALM,
        upnConstructed: false,
        samName: name,
        sid,
      }),
    },
  ];
  if (purpose.forService) return buffers;
  return [
    ...buffers,
    { type: PacBufferType.ATTRIBUTES, data: encodePacAttributes(purpose.attributes) },
    { type: PacBufferType.REQUESTOR, data: encodePacRequestor(sid) },
  ];
}
