// Our reading of a PAC in the words of test/support/judges/pac-read.py, so that the two can be compared with toEqual.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodePacBuffer, parsePac } from '../../src/krb5/pac/index.ts';
import type { GroupMembership, LogonInfo, PacBufferContents } from '../../src/krb5/pac/index.ts';
import { claimsInSambasWords } from './pac-built.ts';

/** A PAC taken from a real KDC, with the keys it is signed with: test/vectors/pac. */
export interface PacVector {
  readonly what: string;
  readonly client: string;
  readonly server: string;
  readonly serverKey: { readonly etype: number; readonly key: string };
  readonly kdcKey?: { readonly etype: number; readonly key: string };
  readonly verifiedByMit: readonly string[];
  readonly encTicketPart: string;
  readonly pac: string;
  readonly readBySamba: readonly Readonly<Record<string, unknown>>[];
}

export const PAC_VECTORS = [
  'mit-user',
  'samba-alice',
  'samba-carol-upn',
  'samba-cross-forest',
  'samba-john-doe',
  'samba-juergen',
  'samba-manygroups',
  'samba-rc4',
  'samba-tgt',
] as const;

export function pacVector(name: (typeof PAC_VECTORS)[number]): PacVector {
  const file = path.join(import.meta.dirname, '../vectors/pac', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as PacVector;
}

const pairs = (groups: readonly GroupMembership[]): number[][] =>
  groups.map(({ relativeId, attributes }) => [relativeId, attributes]);

function logonInfo(info: LogonInfo): Record<string, unknown> {
  return {
    logonTime: String(info.logonTime),
    logoffTime: String(info.logoffTime),
    kickOffTime: String(info.kickOffTime),
    passwordLastSet: String(info.passwordLastSet),
    passwordCanChange: String(info.passwordCanChange),
    passwordMustChange: String(info.passwordMustChange),
    effectiveName: info.effectiveName,
    fullName: info.fullName,
    logonScript: info.logonScript,
    profilePath: info.profilePath,
    homeDirectory: info.homeDirectory,
    homeDirectoryDrive: info.homeDirectoryDrive,
    logonCount: info.logonCount,
    badPasswordCount: info.badPasswordCount,
    userId: info.userId,
    primaryGroupId: info.primaryGroupId,
    groupIds: pairs(info.groupIds),
    userFlags: info.userFlags,
    logonServer: info.logonServer,
    logonDomainName: info.logonDomainName,
    logonDomainId: info.logonDomainId ?? null,
    userAccountControl: info.userAccountControl,
    extraSids: info.extraSids.map(({ sid, attributes }) => [sid, attributes]),
    resourceGroupDomainSid: info.resourceGroupDomainSid ?? null,
    resourceGroupIds: pairs(info.resourceGroupIds),
  };
}

function fields(contents: PacBufferContents): Record<string, unknown> {
  const { kind, value } = contents;
  switch (kind) {
    case 'logon-info':
      return logonInfo(value);
    case 'client-info':
      return { clientId: String(value.clientId), name: value.name };
    case 'upn-dns-info': {
      const { upn, dnsDomainName, upnConstructed, samName, sid } = value;
      const extended = samName === undefined ? {} : { samName, sid };
      return {
        upn,
        dnsDomainName,
        flags: (upnConstructed ? 1 : 0) | (samName === undefined ? 0 : 2),
        ...extended,
      };
    }
    case 'signature':
      return { signatureType: value.signatureType, signature: Buffer.from(value.signature).toString('hex') };
    case 'attributes':
      return { flags: (value.pacWasRequested ? 1 : 0) | (value.pacWasGivenImplicitly ? 2 : 0) };
    case 'requestor':
      return { sid: value };
    case 'requestor-guid':
      return { guid: value };
    case 'delegation-info':
      return { ...value };
    case 'credential-info':
      return {
        version: value.version,
        encryptionType: value.encryptionType,
        length: value.serializedData.length,
      };
    case 'claims':
      return { claims: claimsInSambasWords(value) };
    case 'device-info':
      return {
        userId: value.userId,
        primaryGroupId: value.primaryGroupId,
        accountDomainId: value.accountDomainId ?? null,
        accountGroupIds: pairs(value.accountGroupIds),
        extraSids: value.extraSids.map(({ sid, attributes }) => [sid, attributes]),
        domainGroups: value.domainGroups.map(({ domainId, groupIds }) => [domainId ?? null, pairs(groupIds)]),
      };
    case 'other':
      return {};
  }
}

/** The PAC as pac-read.py prints it. */
export function pacInSambasWords(bytes: Uint8Array): Record<string, unknown>[] {
  return parsePac(bytes).buffers.map((buffer) => ({ type: buffer.type, ...fields(decodePacBuffer(buffer)) }));
}
