// The groups of a PAC as one list, each with what the PAC says of why it is there ([MS-PAC] 2.5, [MS-KILE] 3.3.5.6).
// It does not say whether a membership is direct or through another group, nor whether an extra SID is a group of
// another domain or SID history.
import type { Sid } from '../ndr/index.ts';
import { parseSid } from '../ndr/index.ts';
import { pacInvalid } from './container.ts';
import { GroupAttribute } from './group-types.ts';
import type { LogonInfo } from './logon-info.ts';
import { domainOfSid, wellKnownSidName } from './well-known-sids.ts';

export type PacGroupReason =
  | 'primary'
  /** Global or universal, of the account's own domain: GroupIds tells no more. */
  | 'member'
  /** Domain local, of the resource's domain. */
  | 'resource'
  /** Universal of another domain, or SID history: ExtraSids tells no more. */
  | 'extra'
  /** [MS-SFU] 3.2.5.1.2: who vouches for the identity. */
  | 'asserted'
  /** [MS-KILE] 3.3.5.7.4: the KDC has put claims into the PAC. */
  | 'claims'
  /** [MS-KILE] 3.3.5.7.4: the PAC speaks of the device too. */
  | 'compound'
  | 'well-known';

export interface PacGroup {
  readonly sid: Sid;
  /** Of a well-known SID, or of the account itself. */
  readonly name?: string;
  /** The domain it stands in, by the name that the PAC gives. */
  readonly domain?: string;
  readonly reason: PacGroupReason;
  /** What it takes up in the PAC. */
  readonly bytes: number;
}

/** GROUP_MEMBERSHIP: two 32-bit numbers. */
const MEMBERSHIP_LENGTH = 8;
/** A pointer and the attributes; then the SID with its count of sub-authorities twice, [MS-DTYP] 2.4.2.3. */
const EXTRA_SID_LENGTH = 8 + 4 + 8;
/** S-1-18: who vouches for the identity. */
const AUTHENTICATION_AUTHORITY = 18;
const BY_SID: ReadonlyMap<Sid, PacGroupReason> = new Map([
  ['S-1-5-21-0-0-0-496', 'compound'],
  ['S-1-5-21-0-0-0-497', 'claims'],
]);

/**
 * In the order of the PAC: the account's own domain, extra SIDs, the resource's domain.
 * @throws KerberosError FORMAT_INVALID
 */
export function pacGroups(info: LogonInfo): readonly PacGroup[] {
  const { logonDomainId, resourceGroupDomainSid, primaryGroupId } = info;
  if (
    (logonDomainId === undefined && info.groupIds.length > 0) ||
    (resourceGroupDomainSid === undefined && info.resourceGroupIds.length > 0)
  ) {
    throw pacInvalid('relative ids of groups without the SID of their domain');
  }
  const group = (sid: Sid, reason: PacGroupReason, bytes: number): PacGroup => {
    const isAccount = logonDomainId !== undefined && sid === `${logonDomainId}-${info.userId}`;
    const name = wellKnownSidName(sid) ?? (isAccount ? info.effectiveName : undefined);
    const home = logonDomainId !== undefined && domainOfSid(sid) === logonDomainId;
    const named = name === undefined ? {} : { name };
    return { sid, ...named, ...(home ? { domain: info.logonDomainName } : {}), reason, bytes };
  };
  const own = info.groupIds.map(({ relativeId }) =>
    group(
      `${logonDomainId ?? ''}-${relativeId}`,
      relativeId === primaryGroupId ? 'primary' : 'member',
      MEMBERSHIP_LENGTH,
    ),
  );
  const extra = info.extraSids.map(({ sid, attributes }) => {
    const { authority, subAuthorities } = parseSid(sid);
    return group(
      sid,
      reasonOfExtra(sid, attributes, authority),
      EXTRA_SID_LENGTH + 4 * subAuthorities.length,
    );
  });
  const resource = info.resourceGroupIds.map(({ relativeId }) =>
    group(`${resourceGroupDomainSid ?? ''}-${relativeId}`, 'resource', MEMBERSHIP_LENGTH),
  );
  return [...own, ...extra, ...resource];
}

function reasonOfExtra(sid: Sid, attributes: number, authority: number): PacGroupReason {
  const known = BY_SID.get(sid);
  if (known !== undefined) return known;
  if (authority === AUTHENTICATION_AUTHORITY) return 'asserted';
  if ((attributes & GroupAttribute.RESOURCE) !== 0) return 'resource';
  return domainOfSid(sid) === undefined || sid.startsWith('S-1-5-21-0-0-0-') ? 'well-known' : 'extra';
}
