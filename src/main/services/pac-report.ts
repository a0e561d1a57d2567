// A PAC as the window sees it: who, which groups and why, times, sizes, verdicts; never a key or a signature.
import { FILETIME_NEVER, displayText, pacBufferTypeName, pacGroups, secondsFromFileTime } from '#krb5';
import type { FileTime, LogonInfo, PacContents } from '#krb5';
import type { PacDto, PacTime } from '#shared';

/** Groups beyond these are counted, not listed. */
const LISTED = 5_000;

export const shown = (text: string): string => displayText(text).slice(0, 1_024);

function time(at: FileTime): PacTime {
  if (at >= FILETIME_NEVER) return 'never';
  const seconds = secondsFromFileTime(at);
  return seconds === undefined || seconds < 0 || seconds > 0xffff_ffff ? undefined : seconds;
}

function logonReport(info: LogonInfo): PacDto['logon'] {
  const groups = pacGroups(info);
  return {
    account: shown(info.effectiveName),
    fullName: shown(info.fullName),
    domain: shown(info.logonDomainName),
    server: shown(info.logonServer),
    ...(info.logonDomainId === undefined ? {} : { sid: `${info.logonDomainId}-${info.userId}` }),
    groups: groups.slice(0, LISTED).map(({ sid, name, domain, reason, bytes }) => ({
      sid,
      ...(name === undefined ? {} : { name }),
      ...(domain === undefined ? {} : { domain: shown(domain) }),
      reason,
      bytes,
    })),
    groupsLeftOut: Math.max(0, groups.length - LISTED),
    times: {
      logon: time(info.logonTime),
      kickOff: time(info.kickOffTime),
      passwordLastSet: time(info.passwordLastSet),
      passwordCanChange: time(info.passwordCanChange),
      passwordMustChange: time(info.passwordMustChange),
    },
  };
}

export function pacDto(
  { pac, logonInfo, clientInfo, upnDnsInfo }: PacContents,
  bytes: number,
  judged: { readonly matchesTicket: boolean | undefined; readonly signatures: PacDto['signatures'] },
): PacDto {
  const { matchesTicket } = judged;
  return {
    ...(logonInfo === undefined ? {} : { logon: logonReport(logonInfo) }),
    ...(clientInfo === undefined
      ? {}
      : {
          client: {
            name: shown(clientInfo.name),
            ...(matchesTicket === undefined ? {} : { matchesTicket }),
          },
        }),
    ...(upnDnsInfo === undefined
      ? {}
      : {
          upn: {
            upn: shown(upnDnsInfo.upn),
            dnsDomain: shown(upnDnsInfo.dnsDomainName),
            constructed: upnDnsInfo.upnConstructed,
            ...(upnDnsInfo.samName === undefined ? {} : { samName: shown(upnDnsInfo.samName) }),
            ...(upnDnsInfo.sid === undefined ? {} : { sid: upnDnsInfo.sid }),
          },
        }),
    bytes,
    parts: pac.buffers.map(({ type, data }) => ({
      type,
      name: pacBufferTypeName(type),
      bytes: data.length,
    })),
    signatures: judged.signatures,
  };
}
