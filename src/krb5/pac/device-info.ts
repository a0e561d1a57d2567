// PAC_DEVICE_INFO, [MS-PAC] 2.12: the computer that the user signed in from, with its groups (compound identity).
import { readSerialized, writeSerialized } from '../ndr/index.ts';
import type { NdrReader, NdrReaderOptions, Sid } from '../ndr/index.ts';
import {
  readDomains,
  readGroups,
  readSidAt,
  readSids,
  writeDomains,
  writeGroups,
  writeSids,
} from './group-types.ts';
import type { DomainGroups, GroupMembership, SidAndAttributes } from './group-types.ts';

export interface DeviceInfo {
  /** 0: the first of the account's groups is the account itself. */
  readonly userId: number;
  readonly primaryGroupId: number;
  readonly accountDomainId: Sid | undefined;
  readonly accountGroupIds: readonly GroupMembership[];
  readonly extraSids: readonly SidAndAttributes[];
  readonly domainGroups: readonly DomainGroups[];
}

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeDeviceInfo(data: Uint8Array, options?: NdrReaderOptions): DeviceInfo {
  return readSerialized(data, readDeviceInfo, options);
}

function readDeviceInfo(r: NdrReader): DeviceInfo {
  const userId = r.uint32('UserId');
  const primaryGroupId = r.uint32('PrimaryGroupId');
  const domain = r.pointer('AccountDomainId', 'RPC_SID');
  const groupCount = r.uint32('AccountGroupCount');
  const groups = r.pointer('AccountGroupIds', 'GROUP_MEMBERSHIP[]');
  const sidCount = r.uint32('SidCount');
  const sids = r.pointer('ExtraSids', 'KERB_SID_AND_ATTRIBUTES[]');
  const domainCount = r.uint32('DomainGroupCount');
  const domains = r.pointer('DomainGroup', 'DOMAIN_GROUP_MEMBERSHIP[]');
  return {
    userId,
    primaryGroupId,
    accountDomainId: readSidAt(r, domain),
    accountGroupIds: readGroups(r, groupCount, groups),
    extraSids: readSids(r, sidCount, sids),
    domainGroups: readDomains(r, domainCount, domains),
  };
}

export function encodeDeviceInfo(info: DeviceInfo): Uint8Array {
  return writeSerialized((w) => {
    w.uint32(info.userId);
    w.uint32(info.primaryGroupId);
    w.pointer(info.accountDomainId !== undefined);
    w.uint32(info.accountGroupIds.length);
    w.pointer(info.accountGroupIds.length > 0);
    w.uint32(info.extraSids.length);
    w.pointer(info.extraSids.length > 0);
    w.uint32(info.domainGroups.length);
    w.pointer(info.domainGroups.length > 0);
    if (info.accountDomainId !== undefined) w.rpcSid(info.accountDomainId);
    writeGroups(w, info.accountGroupIds);
    writeSids(w, info.extraSids);
    writeDomains(w, info.domainGroups);
  });
}
