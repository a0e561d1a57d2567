// What a ticket says of a person, as text and as JSON: the ticket's own words, the PAC's, and how far they are proved.
import {
  FILETIME_NEVER,
  adTypeName,
  displayText,
  pacBufferTypeName,
  pacGroups,
  samePrincipal,
  secondsFromFileTime,
} from '#krb5';
import type {
  AuthorizationDatum,
  ClaimsSet,
  DeviceInfo,
  FileTime,
  LogonInfo,
  PacGroup,
  PacVerdicts,
  Principal,
  SignatureVerdict,
  TicketWithPac,
} from '#krb5';
import { flagNames } from './flags.ts';
import { jsonPrincipal } from './json.ts';
import type { Json } from './json.ts';
import { jsonTime } from './time.ts';

export interface Seen {
  readonly how: 'user-to-user' | 's4u2self+user-to-user' | 's4u2self';
  readonly service: Principal;
  /** The name that the service has signed in by; one's own name. */
  readonly account: Principal;
  readonly ticket: TicketWithPac;
}

type Pac = NonNullable<TicketWithPac['pac']>;

const HOW: Readonly<Record<Seen['how'], string>> = {
  'user-to-user': 'a ticket to oneself (user-to-user)',
  's4u2self+user-to-user': 'a ticket to oneself (S4U2self, user-to-user)',
  s4u2self: 'a ticket of the service to itself (S4U2self)',
};

const REASONS: Readonly<Record<PacGroup['reason'], string>> = {
  primary: 'primary group',
  member: 'group of the own domain',
  resource: 'domain local, by resource group',
  extra: 'of another domain, or SID history',
  asserted: 'says who vouches for the identity',
  claims: 'claims valid: the KDC put claims into the PAC',
  compound: 'compound identity: the PAC speaks of the device too',
  'well-known': 'well-known',
};

const VERDICTS: Readonly<Record<SignatureVerdict, string>> = {
  valid: 'valid',
  invalid: 'INVALID',
  absent: 'not there',
  'no-key': 'unverified',
};

const SIGNATURES = ['server', 'kdc', 'ticket', 'full'] as const satisfies readonly (keyof PacVerdicts)[];

/** `no-key` is what the engine calls it; people and scripts read what it means. */
const verdict = (of: SignatureVerdict): 'valid' | 'invalid' | 'absent' | 'unverified' =>
  of === 'no-key' ? 'unverified' : of;

function userSid(info: LogonInfo): string | undefined {
  return info.logonDomainId === undefined ? undefined : `${info.logonDomainId}-${String(info.userId)}`;
}

export function whoamiText({ how, service, account, ticket }: Seen): string {
  const { part, pac } = ticket;
  const by = samePrincipal(service, account) ? '' : `, account ${jsonPrincipal(account)}`;
  const lines = [
    row('Principal', jsonPrincipal({ name: part.cname, realm: part.crealm })),
    row('Service', `${jsonPrincipal(service)}${by}`),
    row('By', HOW[how]),
    row('Flags', flagNames(part.flags).join(', ')),
    ...(pac === undefined ? ['The ticket holds no PAC: services learn the principal alone.'] : pacLines(pac)),
  ];
  return `${lines.join('\n')}\n`;
}

const row = (label: string, text: string): string => `${`${label}:`.padEnd(11)}${text}`;

function pacLines({ length, contents, verdicts, matchesTicket }: Pac): readonly string[] {
  const { logonInfo: logon, upnDnsInfo: upn, clientInfo: client, pac } = contents;
  const lines: string[] = [];
  if (logon !== undefined) {
    const fullName = logon.fullName === '' ? '' : ` (${displayText(logon.fullName)})`;
    lines.push(
      row('Account', `${displayText(logon.logonDomainName)}\\${displayText(logon.effectiveName)}${fullName}`),
    );
    lines.push(row('SID', userSid(logon) ?? 'none'));
    lines.push(row('Server', displayText(logon.logonServer)));
  }
  if (upn !== undefined) {
    const made = upn.upnConstructed ? ' (made of account and domain)' : '';
    lines.push(row('UPN', `${displayText(upn.upn)}${made}`));
    lines.push(row('Domain', displayText(upn.dnsDomainName)));
  }
  if (client !== undefined) {
    lines.push(
      row(
        'Client',
        `${displayText(client.name)}, ${matchesTicket ? 'as the ticket says' : 'NOT as the ticket says'}`,
      ),
    );
  }
  if (logon !== undefined) lines.push(...groupLines(pacGroups(logon)));
  lines.push(...claimLines('Claims', contents.clientClaims));
  lines.push(...deviceLines(contents.deviceInfo));
  lines.push(...claimLines('Device claims', contents.deviceClaims));
  const { delegationInfo: delegation } = contents;
  if (delegation !== undefined) {
    const way = [...delegation.transitedServices, delegation.s4u2proxyTarget].map(displayText);
    lines.push(row('Delegated', way.join(' > ')));
  }
  lines.push(row('Checksums', SIGNATURES.map((name) => `${name} ${VERDICTS[verdicts[name]]}`).join(', ')));
  const parts = pac.buffers.map(({ type, data }) => `${pacBufferTypeName(type)} ${String(data.length)}`);
  lines.push(row('PAC', `${String(length)} bytes: ${parts.join(', ')}`));
  return lines;
}

function groupLines(groups: readonly PacGroup[]): readonly string[] {
  const width = Math.max(0, ...groups.map(({ sid }) => sid.length));
  const listed = groups.map(({ sid, name, domain, reason }) => {
    const home = name === undefined && domain !== undefined ? `${displayText(domain)}, ` : '';
    return `  ${sid.padEnd(width)}  ${name === undefined ? '' : `${name}, `}${home}${REASONS[reason]}`;
  });
  return [`Groups (${String(groups.length)}):`, ...listed];
}

interface ShownClaim {
  readonly id: string;
  readonly type: string;
  readonly values: readonly string[];
}

const CLAIM_TYPES: Readonly<Record<number, string>> = { 1: 'int64', 2: 'uint64', 3: 'string', 6: 'boolean' };

/** Values as text: JSON's numbers are too small for some. */
function shownClaims(claims: ClaimsSet | undefined): readonly ShownClaim[] {
  return (claims ?? []).flatMap((array) =>
    array.claims.map(({ id, content }) =>
      content.type === 'unknown'
        ? { id: displayText(id), type: `type ${String(content.number)}`, values: [] }
        : {
            id: displayText(id),
            type: CLAIM_TYPES[content.type] ?? '',
            values: content.values.map((value) => displayText(String(value))),
          },
    ),
  );
}

function claimLines(label: string, claims: ClaimsSet | undefined): readonly string[] {
  const shown = shownClaims(claims);
  if (shown.length === 0) return [];
  return [
    `${label} (${String(shown.length)}):`,
    ...shown.map(
      ({ id, type, values }) => `  ${id} = ${values.length === 0 ? `(${type})` : values.join(', ')}`,
    ),
  ];
}

/** The device's own SID; where its number is 0 the first group is the account itself ([MS-PAC] 2.12). */
function deviceSid({ accountDomainId, userId, accountGroupIds }: DeviceInfo): string | undefined {
  const number = userId === 0 ? accountGroupIds[0]?.relativeId : userId;
  return accountDomainId === undefined || number === undefined
    ? undefined
    : `${accountDomainId}-${String(number)}`;
}

function deviceGroups(device: DeviceInfo): readonly string[] {
  const { accountDomainId, accountGroupIds, extraSids, domainGroups } = device;
  return [
    ...accountGroupIds.map(({ relativeId }) => `${accountDomainId ?? ''}-${String(relativeId)}`),
    ...extraSids.map(({ sid }) => sid),
    ...domainGroups.flatMap(({ domainId, groupIds }) =>
      groupIds.map(({ relativeId }) => `${domainId ?? ''}-${String(relativeId)}`),
    ),
  ];
}

function deviceLines(device: DeviceInfo | undefined): readonly string[] {
  if (device === undefined) return [];
  return [row('Device', deviceSid(device) ?? 'none'), ...deviceGroups(device).map((sid) => `  ${sid}`)];
}

/** null for never. */
function fileTime(at: FileTime): string | null {
  if (at >= FILETIME_NEVER) return null;
  const seconds = secondsFromFileTime(at);
  return seconds === undefined || seconds < 0 || seconds > 0xffff_ffff ? null : jsonTime(seconds);
}

export function whoamiJson({ how, service, account, ticket }: Seen): Json {
  const { part, pac } = ticket;
  return {
    schema: 'tessera.whoami/1',
    principal: jsonPrincipal({ name: part.cname, realm: part.crealm }),
    service: jsonPrincipal(service),
    account: jsonPrincipal(account),
    how,
    ticket: {
      flags: flagNames(part.flags),
      authTime: jsonTime(part.authtime),
      endTime: jsonTime(part.endtime),
      authorizationData: (part.authorizationData ?? []).map(jsonDatum),
    },
    pac: pac === undefined ? null : jsonPac(pac),
  };
}

const jsonDatum = ({ adType, adData }: AuthorizationDatum): Json => ({
  type: adType,
  name: adTypeName(adType),
  bytes: adData.length,
});

const jsonClaims = (claims: ClaimsSet | undefined): Json =>
  shownClaims(claims).map(({ id, type, values }) => ({ id, type, values }));

function jsonPac({ length, contents, verdicts, matchesTicket }: Pac): Json {
  const { logonInfo: logon, upnDnsInfo: upn, clientInfo: client, pac } = contents;
  return {
    bytes: length,
    account:
      logon === undefined
        ? null
        : {
            name: displayText(logon.effectiveName),
            fullName: displayText(logon.fullName),
            domain: displayText(logon.logonDomainName),
            logonServer: displayText(logon.logonServer),
            sid: userSid(logon) ?? null,
            logonTime: fileTime(logon.logonTime),
            passwordLastSet: fileTime(logon.passwordLastSet),
            passwordMustChange: fileTime(logon.passwordMustChange),
          },
    upn:
      upn === undefined
        ? null
        : {
            name: displayText(upn.upn),
            constructed: upn.upnConstructed,
            dnsDomain: displayText(upn.dnsDomainName),
            samName: upn.samName === undefined ? null : displayText(upn.samName),
            sid: upn.sid ?? null,
          },
    client: client === undefined ? null : { name: displayText(client.name), matchesTicket },
    groups:
      logon === undefined
        ? []
        : pacGroups(logon).map(({ sid, name, domain, reason }) => ({
            sid,
            name: name ?? null,
            domain: domain === undefined ? null : displayText(domain),
            reason,
          })),
    claims: jsonClaims(contents.clientClaims),
    deviceClaims: jsonClaims(contents.deviceClaims),
    device:
      contents.deviceInfo === undefined
        ? null
        : { sid: deviceSid(contents.deviceInfo) ?? null, groups: deviceGroups(contents.deviceInfo) },
    delegation:
      contents.delegationInfo === undefined
        ? null
        : {
            target: displayText(contents.delegationInfo.s4u2proxyTarget),
            services: contents.delegationInfo.transitedServices.map(displayText),
          },
    checksums: Object.fromEntries(SIGNATURES.map((name) => [name, verdict(verdicts[name])])),
    buffers: pac.buffers.map(({ type, data }) => ({
      type,
      name: pacBufferTypeName(type),
      bytes: data.length,
    })),
  };
}
