// Names of SIDs that mean the same everywhere, [MS-DTYP] 2.4.2.4: whole SIDs, and relative ids at the end of a
// domain's SID (S-1-5-21 and three numbers). A PAC carries no group names: what is not in here has none.
import { parseSid } from '../ndr/index.ts';
import type { Sid } from '../ndr/index.ts';

const WHOLE: Readonly<Record<Sid, string>> = {
  'S-1-0-0': 'Nobody',
  'S-1-1-0': 'Everyone',
  'S-1-2-0': 'Local',
  'S-1-2-1': 'Console Logon',
  'S-1-3-0': 'Creator Owner',
  'S-1-3-1': 'Creator Group',
  'S-1-3-2': 'Creator Owner Server',
  'S-1-3-3': 'Creator Group Server',
  'S-1-3-4': 'Owner Rights',
  'S-1-5-1': 'Dialup',
  'S-1-5-2': 'Network',
  'S-1-5-3': 'Batch',
  'S-1-5-4': 'Interactive',
  'S-1-5-6': 'Service',
  'S-1-5-7': 'Anonymous',
  'S-1-5-8': 'Proxy',
  'S-1-5-9': 'Enterprise Domain Controllers',
  'S-1-5-10': 'Principal Self',
  'S-1-5-11': 'Authenticated Users',
  'S-1-5-12': 'Restricted Code',
  'S-1-5-13': 'Terminal Server User',
  'S-1-5-14': 'Remote Interactive Logon',
  'S-1-5-15': 'This Organization',
  'S-1-5-17': 'IUSR',
  'S-1-5-18': 'Local System',
  'S-1-5-19': 'Local Service',
  'S-1-5-20': 'Network Service',
  'S-1-5-21-0-0-0-496': 'Compounded Authentication',
  'S-1-5-21-0-0-0-497': 'Claims Valid',
  'S-1-5-32-544': 'Administrators',
  'S-1-5-32-545': 'Users',
  'S-1-5-32-546': 'Guests',
  'S-1-5-32-547': 'Power Users',
  'S-1-5-32-548': 'Account Operators',
  'S-1-5-32-549': 'Server Operators',
  'S-1-5-32-550': 'Print Operators',
  'S-1-5-32-551': 'Backup Operators',
  'S-1-5-32-552': 'Replicator',
  'S-1-5-32-554': 'Pre-Windows 2000 Compatible Access',
  'S-1-5-32-555': 'Remote Desktop Users',
  'S-1-5-32-556': 'Network Configuration Operators',
  'S-1-5-32-557': 'Incoming Forest Trust Builders',
  'S-1-5-32-558': 'Performance Monitor Users',
  'S-1-5-32-559': 'Performance Log Users',
  'S-1-5-32-560': 'Windows Authorization Access Group',
  'S-1-5-32-561': 'Terminal Server License Servers',
  'S-1-5-32-562': 'Distributed COM Users',
  'S-1-5-32-568': 'IIS_IUSRS',
  'S-1-5-32-569': 'Cryptographic Operators',
  'S-1-5-32-573': 'Event Log Readers',
  'S-1-5-32-574': 'Certificate Service DCOM Access',
  'S-1-5-32-575': 'RDS Remote Access Servers',
  'S-1-5-32-576': 'RDS Endpoint Servers',
  'S-1-5-32-577': 'RDS Management Servers',
  'S-1-5-32-578': 'Hyper-V Administrators',
  'S-1-5-32-579': 'Access Control Assistance Operators',
  'S-1-5-32-580': 'Remote Management Users',
  'S-1-5-33': 'Write Restricted Code',
  'S-1-5-64-10': 'NTLM Authentication',
  'S-1-5-64-14': 'SChannel Authentication',
  'S-1-5-64-21': 'Digest Authentication',
  'S-1-5-65-1': 'This Organization Certificate',
  'S-1-5-113': 'Local Account',
  'S-1-5-114': 'Local Account and Member of Administrators',
  'S-1-5-1000': 'Other Organization',
  'S-1-16-0': 'Untrusted Mandatory Level',
  'S-1-16-4096': 'Low Mandatory Level',
  'S-1-16-8192': 'Medium Mandatory Level',
  'S-1-16-8448': 'Medium Plus Mandatory Level',
  'S-1-16-12288': 'High Mandatory Level',
  'S-1-16-16384': 'System Mandatory Level',
  'S-1-16-20480': 'Protected Process Mandatory Level',
  'S-1-16-28672': 'Secure Process Mandatory Level',
  'S-1-18-1': 'Authentication authority asserted identity',
  'S-1-18-2': 'Service asserted identity',
  'S-1-18-3': 'Fresh public key identity',
  'S-1-18-4': 'Key trust identity',
  'S-1-18-5': 'Key property MFA',
  'S-1-18-6': 'Key property attestation',
};

const IN_DOMAIN: Readonly<Record<number, string>> = {
  498: 'Enterprise Read-only Domain Controllers',
  500: 'Administrator',
  501: 'Guest',
  502: 'krbtgt',
  512: 'Domain Admins',
  513: 'Domain Users',
  514: 'Domain Guests',
  515: 'Domain Computers',
  516: 'Domain Controllers',
  517: 'Cert Publishers',
  518: 'Schema Admins',
  519: 'Enterprise Admins',
  520: 'Group Policy Creator Owners',
  521: 'Read-only Domain Controllers',
  522: 'Cloneable Domain Controllers',
  525: 'Protected Users',
  526: 'Key Admins',
  527: 'Enterprise Key Admins',
  553: 'RAS and IAS Servers',
  571: 'Allowed RODC Password Replication Group',
  572: 'Denied RODC Password Replication Group',
};

const NT_AUTHORITY = 5;
const DOMAIN_IDS = 21;

/** The SID of the domain that a SID stands in; undefined for one that belongs to no domain. */
export function domainOfSid(sid: Sid): Sid | undefined {
  const { authority, subAuthorities } = parseSid(sid);
  const inDomain =
    authority === NT_AUTHORITY && subAuthorities.length === 5 && subAuthorities[0] === DOMAIN_IDS;
  return inDomain ? sid.slice(0, sid.lastIndexOf('-')) : undefined;
}

/**
 * The name of a well-known SID in English, undefined for all others.
 * @throws KerberosError FORMAT_INVALID for what is no SID
 */
export function wellKnownSidName(sid: Sid): string | undefined {
  const whole = Object.hasOwn(WHOLE, sid) ? WHOLE[sid] : undefined;
  if (whole !== undefined) return whole;
  if (domainOfSid(sid) === undefined) return undefined;
  return IN_DOMAIN[Number(sid.slice(sid.lastIndexOf('-') + 1))];
}
