import { describe, expect, it } from 'vitest';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { decodePac, pacGroups } from '../../../../src/krb5/pac/index.ts';
import type { LogonInfo } from '../../../../src/krb5/pac/index.ts';
import { domainOfSid, wellKnownSidName } from '../../../../src/krb5/pac/well-known-sids.ts';
import { pacVector } from '../../../support/pac-judge.ts';

const logonInfo = (name: Parameters<typeof pacVector>[0]): LogonInfo =>
  decodePac(Uint8Array.from(Buffer.from(pacVector(name).pac, 'hex'))).logonInfo!;

const OWN = 'S-1-5-21-1-2-3';
const OTHER = 'S-1-5-21-4-5-6';

describe('the groups of a PAC', () => {
  const info: LogonInfo = {
    ...logonInfo('samba-alice'),
    logonDomainName: 'OWN',
    logonDomainId: OWN,
    primaryGroupId: 513,
    groupIds: [
      { relativeId: 513, attributes: 7 },
      { relativeId: 1201, attributes: 7 },
    ],
    extraSids: [
      { sid: 'S-1-18-1', attributes: 7 },
      { sid: `${OTHER}-1604`, attributes: 7 },
      { sid: `${OWN}-1777`, attributes: 0x2000_0007 },
      { sid: 'S-1-5-21-0-0-0-497', attributes: 7 },
      { sid: 'S-1-5-21-0-0-0-496', attributes: 7 },
      { sid: `${OWN}-1103`, attributes: 7 },
      { sid: 'S-1-5-15', attributes: 7 },
    ],
    resourceGroupDomainSid: OWN,
    resourceGroupIds: [{ relativeId: 1205, attributes: 0x2000_0007 }],
  };

  it('say why they are there as far as the PAC says it, and what they cost', () => {
    expect(pacGroups(info)).toEqual([
      { sid: `${OWN}-513`, name: 'Domain Users', domain: 'OWN', reason: 'primary', bytes: 8 },
      { sid: `${OWN}-1201`, domain: 'OWN', reason: 'member', bytes: 8 },
      { sid: 'S-1-18-1', name: 'Authentication authority asserted identity', reason: 'asserted', bytes: 24 },
      { sid: `${OTHER}-1604`, reason: 'extra', bytes: 40 },
      { sid: `${OWN}-1777`, domain: 'OWN', reason: 'resource', bytes: 40 },
      { sid: 'S-1-5-21-0-0-0-497', name: 'Claims Valid', reason: 'claims', bytes: 40 },
      { sid: 'S-1-5-21-0-0-0-496', name: 'Compounded Authentication', reason: 'compound', bytes: 40 },
      { sid: `${OWN}-1103`, name: 'alice', domain: 'OWN', reason: 'extra', bytes: 40 },
      { sid: 'S-1-5-15', name: 'This Organization', reason: 'well-known', bytes: 24 },
      { sid: `${OWN}-1205`, domain: 'OWN', reason: 'resource', bytes: 8 },
    ]);
  });

  it('without the SID of their domain are malformed', () => {
    const refused: unknown = expect.toSatisfy((e) => isKerberosError(e, 'FORMAT_INVALID'));
    expect(() => pacGroups({ ...info, logonDomainId: undefined })).toThrow(refused);
    expect(() => pacGroups({ ...info, resourceGroupDomainSid: undefined })).toThrow(refused);
  });

  it.each(['samba-alice', 'samba-cross-forest', 'samba-manygroups'] as const)(
    'of a real KDC are all there, the primary one once: %s',
    (name) => {
      const real = logonInfo(name);
      const groups = pacGroups(real);
      expect(groups).toHaveLength(
        real.groupIds.length + real.extraSids.length + real.resourceGroupIds.length,
      );
      expect(groups.filter(({ reason }) => reason === 'primary')).toHaveLength(1);
      expect(new Set(groups.map(({ sid }) => sid)).size).toBe(groups.length);
    },
  );
});

describe('well-known SIDs ([MS-DTYP] 2.4.2.4)', () => {
  it('have their names, whole or at the end of a domain', () => {
    expect(wellKnownSidName('S-1-5-32-544')).toBe('Administrators');
    expect(wellKnownSidName('S-1-18-2')).toBe('Service asserted identity');
    expect(wellKnownSidName(`${OTHER}-512`)).toBe('Domain Admins');
  });

  it('are not guessed: other SIDs have no name', () => {
    for (const sid of [
      `${OWN}-1201`,
      'S-1-5-32-512',
      'S-1-5-21-1-2-512',
      `${OWN}-4-512`,
      'S-1-22-1-512',
      OWN,
    ]) {
      expect(wellKnownSidName(sid), sid).toBeUndefined();
    }
  });

  it('in a domain are those with three numbers of their own behind S-1-5-21', () => {
    expect(domainOfSid(`${OWN}-1201`)).toBe(OWN);
    expect(domainOfSid('S-1-5-32-544')).toBeUndefined();
  });
});
