// GROUP_MEMBERSHIP ([MS-PAC] 2.2.2), KERB_SID_AND_ATTRIBUTES (2.2.1) and DOMAIN_GROUP_MEMBERSHIP (2.2.3), and arrays of
// them behind a pointer.
import type { NdrPointer, NdrReader, NdrWriter, Sid } from '../ndr/index.ts';
import { flagsReading } from './readings.ts';

/** Attributes: see GroupAttribute. */
export interface GroupMembership {
  readonly relativeId: number;
  readonly attributes: number;
}

export interface SidAndAttributes {
  readonly sid: Sid;
  readonly attributes: number;
}

export interface DomainGroups {
  readonly domainId: Sid | undefined;
  readonly groupIds: readonly GroupMembership[];
}

/** SE_GROUP_* bits, [MS-PAC] 2.2.1. */
export const GroupAttribute = {
  MANDATORY: 0x1,
  ENABLED_BY_DEFAULT: 0x2,
  ENABLED: 0x4,
  RESOURCE: 0x2000_0000,
} as const;

const attributesReading = flagsReading({
  SE_GROUP_MANDATORY: 0x1,
  SE_GROUP_ENABLED_BY_DEFAULT: 0x2,
  SE_GROUP_ENABLED: 0x4,
  SE_GROUP_OWNER: 0x8,
  SE_GROUP_USE_FOR_DENY_ONLY: 0x10,
  SE_GROUP_INTEGRITY: 0x20,
  SE_GROUP_INTEGRITY_ENABLED: 0x40,
  SE_GROUP_RESOURCE: 0x2000_0000,
});

/** What each array's elements take in the structure itself. */
const GROUP_LENGTH = 8;
const SID_LENGTH = 8;
const DOMAIN_LENGTH = 12;

export function readGroups(r: NdrReader, announced: number, pointer: NdrPointer): GroupMembership[] {
  r.follow(pointer);
  const count = r.announced(pointer, announced, GROUP_LENGTH);
  const groups: GroupMembership[] = [];
  for (let i = 0; i < count; i++) {
    r.open(i, 'GROUP_MEMBERSHIP');
    const relativeId = r.uint32('RelativeId');
    groups.push({ relativeId, attributes: r.uint32('Attributes', attributesReading) });
    r.close();
  }
  r.followed(pointer);
  return groups;
}

export function readSids(r: NdrReader, announced: number, pointer: NdrPointer): SidAndAttributes[] {
  r.follow(pointer);
  const count = r.announced(pointer, announced, SID_LENGTH);
  const heads: { readonly place: NdrPointer; readonly attributes: number }[] = [];
  for (let i = 0; i < count; i++) {
    const place = r.open(i, 'KERB_SID_AND_ATTRIBUTES');
    const { referent } = r.pointer();
    heads.push({ place: { referent, place }, attributes: r.uint32('Attributes', attributesReading) });
    r.close();
  }
  const sids = heads.map(({ place, attributes }) => {
    if (place.referent === 0) throw r.invalid('an extra SID is NULL');
    r.follow(place);
    const sid = r.rpcSid('Sid');
    r.followed(place, sid);
    return { sid, attributes };
  });
  r.followed(pointer);
  return sids;
}

/** A SID behind a pointer, undefined for NULL. */
export function readSidAt(r: NdrReader, pointer: NdrPointer): Sid | undefined {
  if (pointer.referent === 0) return undefined;
  r.follow(pointer);
  const sid = r.rpcSid();
  r.followed(pointer, sid);
  return sid;
}

export function readDomains(r: NdrReader, announced: number, pointer: NdrPointer): DomainGroups[] {
  r.follow(pointer);
  const count = r.announced(pointer, announced, DOMAIN_LENGTH);
  const heads = Array.from({ length: count }, (_, i) => {
    const place = r.open(i, 'DOMAIN_GROUP_MEMBERSHIP');
    const domain = r.pointer('DomainId', 'RPC_SID');
    const groupCount = r.uint32('GroupCount');
    const groups = r.pointer('GroupIds', 'GROUP_MEMBERSHIP[]');
    r.close();
    return { place, domain, groupCount, groups };
  });
  const domains = heads.map(({ domain, groupCount, groups }) => ({
    domainId: readSidAt(r, domain),
    groupIds: readGroups(r, groupCount, groups),
  }));
  r.followed(pointer);
  return domains;
}

export function writeGroups(w: NdrWriter, groups: readonly GroupMembership[]): void {
  if (groups.length === 0) return;
  w.uint32(groups.length);
  for (const { relativeId, attributes } of groups) {
    w.uint32(relativeId);
    w.uint32(attributes);
  }
}

export function writeSids(w: NdrWriter, sids: readonly SidAndAttributes[]): void {
  if (sids.length === 0) return;
  w.uint32(sids.length);
  for (const { attributes } of sids) {
    w.pointer();
    w.uint32(attributes);
  }
  for (const { sid } of sids) w.rpcSid(sid);
}

export function writeDomains(w: NdrWriter, domains: readonly DomainGroups[]): void {
  if (domains.length === 0) return;
  w.uint32(domains.length);
  for (const { domainId, groupIds } of domains) {
    w.pointer(domainId !== undefined);
    w.uint32(groupIds.length);
    w.pointer(groupIds.length > 0);
  }
  for (const { domainId, groupIds } of domains) {
    if (domainId !== undefined) w.rpcSid(domainId);
    writeGroups(w, groupIds);
  }
}
