// Shapes of the JSON that --json prints; docs/json.md describes them. Fields are never left out: null is "absent".
// Principals are in their printed form, which parses back; what cannot be UTF-8 shows as \xNN.
import { displayText, explain, formatPrincipal } from '#krb5';
import type { AnyKerberosError, CacheConfigEntry, Credential, Principal } from '#krb5';
import { addressLabel } from './address.ts';
import { jsonEnctype } from './enctype.ts';
import { flagNames } from './flags.ts';
import { mitMessage } from './mit-message.ts';
import { ticketInside } from './ticket-inside.ts';
import { jsonTime } from './time.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** @param value JSON-safe */
export function printJson(value: Json | object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export const jsonPrincipal = (principal: Principal): string => displayText(formatPrincipal(principal));

/** @param now seconds since 1970 */
export function jsonTicket(credential: Credential, now: number): Json {
  const inside = ticketInside(credential);
  const { times } = credential;
  return {
    client: jsonPrincipal(credential.client),
    server: jsonPrincipal(credential.server),
    ticketServer: inside === undefined ? null : jsonPrincipal(inside.server),
    authTime: jsonTime(times.authTime),
    startTime: jsonTime(times.startTime === 0 ? times.authTime : times.startTime),
    endTime: jsonTime(times.endTime),
    renewTill: jsonTime(times.renewTill),
    expired: times.endTime <= now,
    flags: flagNames(credential.flags),
    sessionEnctype: jsonEnctype(credential.key.keyType),
    ticketEnctype: inside === undefined ? null : jsonEnctype(inside.etype),
    kvno: inside?.kvno ?? null,
    userToUser: credential.isSkey,
    addresses: credential.addresses.map((address) => ({
      type: address.addrType,
      address: addressLabel(address),
    })),
    authorizationDataTypes: credential.authorizationData.map(({ adType }) => adType),
  };
}

export function jsonConfigEntry({ key, principal, value }: CacheConfigEntry): Json {
  return {
    key: displayText(key),
    principal: principal === undefined ? null : displayText(principal),
    ...textOrBase64(value),
  };
}

function textOrBase64(value: Uint8Array): { readonly text: string | null; readonly base64: string | null } {
  const printable = value.every((octet) => octet >= 0x20 && octet < 0x7f);
  return printable
    ? { text: String.fromCharCode(...value), base64: null }
    : { text: null, base64: Buffer.from(value).toString('base64') };
}

/** The document that stands in for a verb's own when it fails. */
export function jsonError(error: AnyKerberosError, doing: string): Json {
  const { what, why, toDo, who, code, said } = explain(error);
  return {
    schema: 'tessera.error/1',
    error: {
      code: error.code,
      message: [mitMessage(error), doing].filter((part) => part !== '').join(' '),
      protocol: code === undefined ? null : { name: code.name, number: code.number, text: said ?? null },
      what,
      why,
      toDo,
      who,
    },
  };
}

/** The same for a failure that is none of the engine's own errors. */
export function jsonMistake(code: 'USAGE' | 'INTERNAL', message: string): Json {
  return {
    schema: 'tessera.error/1',
    error: { code, message, protocol: null, what: message, why: null, toDo: null, who: null },
  };
}
