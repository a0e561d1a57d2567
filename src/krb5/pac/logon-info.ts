// KERB_VALIDATION_INFO, [MS-PAC] 2.5: names, account state and the groups. Groups of the
// account's own domain come as relative ids (GroupIds), those of the resource's domain as relative ids to
// ResourceGroupDomainSid, all others as whole SIDs (ExtraSids).
import { readSerialized, writeSerialized } from '../ndr/index.ts';
import type { FileTime, NdrReader, NdrReaderOptions, NdrWriter, Sid } from '../ndr/index.ts';
import { readGroups, readSidAt, readSids, writeGroups, writeSids } from './group-types.ts';
import type { GroupMembership, SidAndAttributes } from './group-types.ts';
import { flagsReading, zeroOrSecret } from './readings.ts';

/** UserFlags of [MS-PAC] 2.5 that say which parts are filled in. */
export const LogonUserFlag = { EXTRA_SIDS: 0x20, RESOURCE_GROUPS: 0x200 } as const;

/** UserAccountControl of the PAC: USER_ACCOUNT codes of [MS-SAMR] 2.2.1.12, not those of the directory. */
export const UserAccountControl = {
  ACCOUNT_DISABLED: 0x1,
  NORMAL_ACCOUNT: 0x10,
  WORKSTATION_TRUST_ACCOUNT: 0x80,
  DONT_EXPIRE_PASSWORD: 0x200,
  ACCOUNT_AUTO_LOCKED: 0x400,
} as const;

const userFlagsReading = flagsReading({
  LOGON_GUEST: 0x1,
  LOGON_NOENCRYPTION: 0x2,
  LOGON_CACHED_ACCOUNT: 0x4,
  LOGON_USED_LM_PASSWORD: 0x8,
  LOGON_EXTRA_SIDS: LogonUserFlag.EXTRA_SIDS,
  LOGON_SUBAUTH_SESSION_KEY: 0x40,
  LOGON_SERVER_TRUST_ACCOUNT: 0x80,
  LOGON_NTLMV2_ENABLED: 0x100,
  LOGON_RESOURCE_GROUPS: LogonUserFlag.RESOURCE_GROUPS,
  LOGON_PROFILE_PATH_RETURNED: 0x400,
});

/** [MS-SAMR] 2.2.1.12. */
const userAccountControlReading = flagsReading({
  USER_ACCOUNT_DISABLED: UserAccountControl.ACCOUNT_DISABLED,
  USER_HOME_DIRECTORY_REQUIRED: 0x2,
  USER_PASSWORD_NOT_REQUIRED: 0x4,
  USER_TEMP_DUPLICATE_ACCOUNT: 0x8,
  USER_NORMAL_ACCOUNT: UserAccountControl.NORMAL_ACCOUNT,
  USER_MNS_LOGON_ACCOUNT: 0x20,
  USER_INTERDOMAIN_TRUST_ACCOUNT: 0x40,
  USER_WORKSTATION_TRUST_ACCOUNT: UserAccountControl.WORKSTATION_TRUST_ACCOUNT,
  USER_SERVER_TRUST_ACCOUNT: 0x100,
  USER_DONT_EXPIRE_PASSWORD: UserAccountControl.DONT_EXPIRE_PASSWORD,
  USER_ACCOUNT_AUTO_LOCKED: UserAccountControl.ACCOUNT_AUTO_LOCKED,
  USER_ENCRYPTED_TEXT_PASSWORD_ALLOWED: 0x800,
  USER_SMARTCARD_REQUIRED: 0x1000,
  USER_TRUSTED_FOR_DELEGATION: 0x2000,
  USER_NOT_DELEGATED: 0x4000,
  USER_USE_DES_KEY_ONLY: 0x8000,
  USER_DONT_REQUIRE_PREAUTH: 0x1_0000,
  USER_PASSWORD_EXPIRED: 0x2_0000,
  USER_TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION: 0x4_0000,
  USER_NO_AUTH_DATA_REQUIRED: 0x8_0000,
  USER_PARTIAL_SECRETS_ACCOUNT: 0x10_0000,
  USER_USE_AES_KEYS: 0x20_0000,
});

export interface LogonInfo {
  readonly logonTime: FileTime;
  readonly logoffTime: FileTime;
  readonly kickOffTime: FileTime;
  readonly passwordLastSet: FileTime;
  readonly passwordCanChange: FileTime;
  readonly passwordMustChange: FileTime;
  readonly effectiveName: string;
  readonly fullName: string;
  readonly logonScript: string;
  readonly profilePath: string;
  readonly homeDirectory: string;
  readonly homeDirectoryDrive: string;
  readonly logonCount: number;
  readonly badPasswordCount: number;
  readonly userId: number;
  readonly primaryGroupId: number;
  readonly groupIds: readonly GroupMembership[];
  readonly userFlags: number;
  readonly logonServer: string;
  readonly logonDomainName: string;
  /** undefined where the pointer is NULL, which 2.5 does not foresee. */
  readonly logonDomainId: Sid | undefined;
  readonly userAccountControl: number;
  readonly subAuthStatus: number;
  readonly lastSuccessfulILogon: FileTime;
  readonly lastFailedILogon: FileTime;
  readonly failedILogonCount: number;
  readonly extraSids: readonly SidAndAttributes[];
  readonly resourceGroupDomainSid: Sid | undefined;
  readonly resourceGroupIds: readonly GroupMembership[];
}

const SESSION_KEY_LENGTH = 16;
const RESERVED1_LENGTH = 8;

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeLogonInfo(data: Uint8Array, options?: NdrReaderOptions): LogonInfo {
  return readSerialized(data, readLogonInfo, options);
}

/** UserSessionKey is zero, as 2.5 has it for Kerberos; Reserved1 and Reserved3 are zero. */
export function encodeLogonInfo(info: LogonInfo): Uint8Array {
  return writeSerialized((writer) => {
    writeLogonInfo(writer, info);
  });
}

function readLogonInfo(r: NdrReader): LogonInfo {
  const times = {
    logonTime: r.fileTime('LogonTime'),
    logoffTime: r.fileTime('LogoffTime'),
    kickOffTime: r.fileTime('KickOffTime'),
    passwordLastSet: r.fileTime('PasswordLastSet'),
    passwordCanChange: r.fileTime('PasswordCanChange'),
    passwordMustChange: r.fileTime('PasswordMustChange'),
  };
  const effectiveName = r.unicodeStringHead('EffectiveName');
  const fullName = r.unicodeStringHead('FullName');
  const logonScript = r.unicodeStringHead('LogonScript');
  const profilePath = r.unicodeStringHead('ProfilePath');
  const homeDirectory = r.unicodeStringHead('HomeDirectory');
  const homeDirectoryDrive = r.unicodeStringHead('HomeDirectoryDrive');
  const counts = {
    logonCount: r.uint16('LogonCount'),
    badPasswordCount: r.uint16('BadPasswordCount'),
    userId: r.uint32('UserId'),
    primaryGroupId: r.uint32('PrimaryGroupId'),
  };
  const groupCount = r.uint32('GroupCount');
  const groups = r.pointer('GroupIds', 'GROUP_MEMBERSHIP[]');
  const userFlags = r.uint32('UserFlags', userFlagsReading);
  r.skip(SESSION_KEY_LENGTH, 'UserSessionKey', zeroOrSecret, 'USER_SESSION_KEY');
  const logonServer = r.unicodeStringHead('LogonServer');
  const logonDomainName = r.unicodeStringHead('LogonDomainName');
  const domain = r.pointer('LogonDomainId', 'RPC_SID');
  r.skip(RESERVED1_LENGTH, 'Reserved1', zeroOrSecret, 'ULONG[2]');
  const state = {
    userAccountControl: r.uint32('UserAccountControl', userAccountControlReading),
    subAuthStatus: r.uint32('SubAuthStatus'),
    lastSuccessfulILogon: r.fileTime('LastSuccessfulILogon'),
    lastFailedILogon: r.fileTime('LastFailedILogon'),
    failedILogonCount: r.uint32('FailedILogonCount'),
  };
  r.uint32('Reserved3');
  const sidCount = r.uint32('SidCount');
  const sids = r.pointer('ExtraSids', 'KERB_SID_AND_ATTRIBUTES[]');
  const resourceDomain = r.pointer('ResourceGroupDomainSid', 'RPC_SID');
  const resourceCount = r.uint32('ResourceGroupCount');
  const resourceGroups = r.pointer('ResourceGroupIds', 'GROUP_MEMBERSHIP[]');

  // What the pointers refer to, in the order of the pointers.
  return {
    ...times,
    effectiveName: r.unicodeStringReferent(effectiveName),
    fullName: r.unicodeStringReferent(fullName),
    logonScript: r.unicodeStringReferent(logonScript),
    profilePath: r.unicodeStringReferent(profilePath),
    homeDirectory: r.unicodeStringReferent(homeDirectory),
    homeDirectoryDrive: r.unicodeStringReferent(homeDirectoryDrive),
    ...counts,
    groupIds: readGroups(r, groupCount, groups),
    userFlags,
    logonServer: r.unicodeStringReferent(logonServer),
    logonDomainName: r.unicodeStringReferent(logonDomainName),
    logonDomainId: readSidAt(r, domain),
    ...state,
    extraSids: readSids(r, sidCount, sids),
    resourceGroupDomainSid: readSidAt(r, resourceDomain),
    resourceGroupIds: readGroups(r, resourceCount, resourceGroups),
  };
}

function writeLogonInfo(w: NdrWriter, info: LogonInfo): void {
  w.fileTime(info.logonTime);
  w.fileTime(info.logoffTime);
  w.fileTime(info.kickOffTime);
  w.fileTime(info.passwordLastSet);
  w.fileTime(info.passwordCanChange);
  w.fileTime(info.passwordMustChange);
  const names = [
    info.effectiveName,
    info.fullName,
    info.logonScript,
    info.profilePath,
    info.homeDirectory,
    info.homeDirectoryDrive,
  ];
  for (const name of names) w.unicodeStringHead(name);
  w.uint16(info.logonCount);
  w.uint16(info.badPasswordCount);
  w.uint32(info.userId);
  w.uint32(info.primaryGroupId);
  w.uint32(info.groupIds.length);
  w.pointer(info.groupIds.length > 0);
  w.uint32(info.userFlags);
  w.bytes(new Uint8Array(SESSION_KEY_LENGTH));
  w.unicodeStringHead(info.logonServer);
  w.unicodeStringHead(info.logonDomainName);
  w.pointer(info.logonDomainId !== undefined);
  w.uint32(0);
  w.uint32(0);
  w.uint32(info.userAccountControl);
  w.uint32(info.subAuthStatus);
  w.fileTime(info.lastSuccessfulILogon);
  w.fileTime(info.lastFailedILogon);
  w.uint32(info.failedILogonCount);
  w.uint32(0);
  w.uint32(info.extraSids.length);
  w.pointer(info.extraSids.length > 0);
  w.pointer(info.resourceGroupDomainSid !== undefined);
  w.uint32(info.resourceGroupIds.length);
  w.pointer(info.resourceGroupIds.length > 0);

  for (const name of names) w.unicodeStringReferent(name);
  writeGroups(w, info.groupIds);
  w.unicodeStringReferent(info.logonServer);
  w.unicodeStringReferent(info.logonDomainName);
  if (info.logonDomainId !== undefined) w.rpcSid(info.logonDomainId);
  writeSids(w, info.extraSids);
  if (info.resourceGroupDomainSid !== undefined) w.rpcSid(info.resourceGroupDomainSid);
  writeGroups(w, info.resourceGroupIds);
}
