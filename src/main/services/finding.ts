// What was found of a realm's KDCs, in the language of whoever reads it.
import { displayText, reasonIn } from '#krb5';
import type { KdcFinding, Language } from '#shared';

export function findingIn(language: Language, finding: KdcFinding): KdcFinding {
  return {
    ...finding,
    servers: finding.servers.map(({ reason, ...server }) =>
      reason === undefined
        ? server
        : { ...server, reason: displayText(reasonIn(language, reason)).slice(0, 2_000) },
    ),
  };
}
