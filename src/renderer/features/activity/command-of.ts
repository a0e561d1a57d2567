// The line of MIT's tools that does the same as what a row of the history tells of, where there is one.
import {
  kdestroyCommand,
  kinitCommand,
  kpasswdCommand,
  kvnoCommand,
  renewCommand,
  withServers,
} from '#shared';
import type { Command, HistoryRow, IdentityDto } from '#shared';

function lineOf(row: HistoryRow, identities: readonly IdentityDto[]): Command | undefined {
  const { kind, principal, service } = row;
  if (principal === undefined) return undefined;
  const identity = identities.find((each) => each.principal === principal);
  const environment = identity?.environment ?? [];
  switch (kind) {
    case 'sign-in':
      return kinitCommand(principal, identity?.options ?? {}, environment);
    case 'renew':
      return renewCommand(environment);
    case 'change-password':
      return kpasswdCommand(principal, environment);
    case 'service-ticket':
      return service === undefined ? undefined : kvnoCommand(service, environment);
    case 'destroy':
      return identity === undefined ? undefined : kdestroyCommand(identity.cache);
    default:
      return undefined;
  }
}

export function commandOf(row: HistoryRow, identities: readonly IdentityDto[]): Command | undefined {
  const command = lineOf(row, identities);
  const identity = identities.find((each) => each.principal === row.principal);
  return command === undefined || identity === undefined || row.kind === 'destroy'
    ? command
    : withServers(command, identity);
}
