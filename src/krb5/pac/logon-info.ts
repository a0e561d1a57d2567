// KERB_VALIDATION_INFO, [MS-PAC] 2.5, the only buffer here in NDR: names, account state and the groups. Groups of the
// account's own domain come as relative ids (GroupIds), those of the resource's domain as relative ids to
// ResourceGroupDomainSid, all others as whole SIDs (ExtraSids).
import { readSerialized, writeSerialized } from '../ndr/index.ts';
import type { FileTime, NdrReader, NdrWriter, Sid, UnicodeStringHead } from '../ndr/index.ts';

/** GROUP_MEMBERSHIP, [MS-PAC] 2.2.2. Attributes: see GroupAttribute. */
export interface GroupMembership {
  readonly relativeId: number;
  readonly attributes: number;
}

/** KERB_SID_AND_ATTRIBUTES, [MS-PAC] 2.2.1. */
export interface SidAndAttributes {
  readonly sid: Sid;
  readonly attributes: number;
}

/** SE_GROUP_* bits, [MS-PAC] 2.2.1. */
export const GroupAttribute = {
  MANDATORY: 0x1,
  ENABLED_BY_DEFAULT: 0x2,
  ENABLED: 0x4,
  RESOURCE: 0x2000_0000,
} as const;

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

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeLogonInfo(data: Uint8Array): LogonInfo {
  return readSerialized(data, readLogonInfo);
}

/** UserSessionKey is zero, as 2.5 has it for Kerberos; Reserved1 and Reserved3 are zero. */
export function encodeLogonInfo(info: LogonInfo): Uint8Array {
  return writeSerialized((writer) => {
    writeLogonInfo(writer, info);
  });
}

function readLogonInfo(r: NdrReader): LogonInfo {
  const times = {
    logonTime: r.fileTime(),
    logoffTime: r.fileTime(),
    kickOffTime: r.fileTime(),
    passwordLastSet: r.fileTime(),
    passwordCanChange: r.fileTime(),
    passwordMustChange: r.fileTime(),
  };
  const effectiveName = r.unicodeStringHead();
  const fullName = r.unicodeStringHead();
  const logonScript = r.unicodeStringHead();
  const profilePath = r.unicodeStringHead();
  const homeDirectory = r.unicodeStringHead();
  const homeDirectoryDrive = r.unicodeStringHead();
  const counts = {
    logonCount: r.uint16(),
    badPasswordCount: r.uint16(),
    userId: r.uint32(),
    primaryGroupId: r.uint32(),
  };
  const groupCount = r.uint32();
  const groupPointer = r.pointer();
  const userFlags = r.uint32();
  r.bytes(SESSION_KEY_LENGTH);
  const logonServer = r.unicodeStringHead();
  const logonDomainName = r.unicodeStringHead();
  const domainPointer = r.pointer();
  r.uint32();
  r.uint32();
  const state = {
    userAccountControl: r.uint32(),
    subAuthStatus: r.uint32(),
    lastSuccessfulILogon: r.fileTime(),
    lastFailedILogon: r.fileTime(),
    failedILogonCount: r.uint32(),
  };
  r.uint32();
  const sidCount = r.uint32();
  const sidPointer = r.pointer();
  const resourceDomainPointer = r.pointer();
  const resourceCount = r.uint32();
  const resourcePointer = r.pointer();

  // What the pointers refer to, in the order of the pointers.
  const text = (head: UnicodeStringHead): string => r.unicodeStringReferent(head);
  return {
    ...times,
    effectiveName: text(effectiveName),
    fullName: text(fullName),
    logonScript: text(logonScript),
    profilePath: text(profilePath),
    homeDirectory: text(homeDirectory),
    homeDirectoryDrive: text(homeDirectoryDrive),
    ...counts,
    groupIds: readGroups(r, groupCount, groupPointer),
    userFlags,
    logonServer: text(logonServer),
    logonDomainName: text(logonDomainName),
    logonDomainId: domainPointer === 0 ? undefined : r.rpcSid(),
    ...state,
    extraSids: readSids(r, sidCount, sidPointer),
    resourceGroupDomainSid: resourceDomainPointer === 0 ? undefined : r.rpcSid(),
    resourceGroupIds: readGroups(r, resourceCount, resourcePointer),
  };
}

function readCount(r: NdrReader, announced: number, pointer: number, elementSize: number): number {
  const count = pointer === 0 ? 0 : r.conformance(elementSize);
  if (count !== announced) throw r.invalid("an array's two counts differ");
  return count;
}

function readGroups(r: NdrReader, announced: number, pointer: number): GroupMembership[] {
  const groups: GroupMembership[] = [];
  for (let left = readCount(r, announced, pointer, 8); left > 0; left--) {
    groups.push({ relativeId: r.uint32(), attributes: r.uint32() });
  }
  return groups;
}

function readSids(r: NdrReader, announced: number, pointer: number): SidAndAttributes[] {
  const heads: { readonly pointer: number; readonly attributes: number }[] = [];
  for (let left = readCount(r, announced, pointer, 8); left > 0; left--) {
    heads.push({ pointer: r.pointer(), attributes: r.uint32() });
  }
  return heads.map((head) => {
    if (head.pointer === 0) throw r.invalid('an extra SID is NULL');
    return { sid: r.rpcSid(), attributes: head.attributes };
  });
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
  if (info.extraSids.length > 0) {
    w.uint32(info.extraSids.length);
    for (const { attributes } of info.extraSids) {
      w.pointer();
      w.uint32(attributes);
    }
    for (const { sid } of info.extraSids) w.rpcSid(sid);
  }
  if (info.resourceGroupDomainSid !== undefined) w.rpcSid(info.resourceGroupDomainSid);
  writeGroups(w, info.resourceGroupIds);
}

function writeGroups(w: NdrWriter, groups: readonly GroupMembership[]): void {
  if (groups.length === 0) return;
  w.uint32(groups.length);
  for (const { relativeId, attributes } of groups) {
    w.uint32(relativeId);
    w.uint32(attributes);
  }
}
