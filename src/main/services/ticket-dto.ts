// Credentials as the window sees them: names, times, enctypes, flags; no key, no ticket bytes.
import {
  TicketFlag,
  decodeDer,
  displayText,
  enctypeName,
  formatName,
  formatPrincipal,
  isKrbtgt,
  isWeakEnctype,
  octetsFromText,
  samePrincipal,
  textFromOctets,
  ticket as ticketCodec,
} from '#krb5';
import type { KeylessContents, KeylessCredential, Principal } from '#krb5';
import type { EnctypeDto, TicketDto, TicketFlagName } from '#shared';

/** Names and their bits; the letters are those of MIT's klist -f, in its order. */
const FLAGS: readonly (readonly [TicketFlagName, number, string])[] = [
  ['forwardable', TicketFlag.FORWARDABLE, 'F'],
  ['forwarded', TicketFlag.FORWARDED, 'f'],
  ['proxiable', TicketFlag.PROXIABLE, 'P'],
  ['proxy', TicketFlag.PROXY, 'p'],
  ['may-postdate', TicketFlag.MAY_POSTDATE, 'D'],
  ['postdated', TicketFlag.POSTDATED, 'd'],
  ['invalid', TicketFlag.INVALID, 'i'],
  ['renewable', TicketFlag.RENEWABLE, 'R'],
  ['initial', TicketFlag.INITIAL, 'I'],
  ['hw-authent', TicketFlag.HW_AUTHENT, 'H'],
  ['pre-authent', TicketFlag.PRE_AUTHENT, 'A'],
  ['transited-policy-checked', TicketFlag.TRANSITED_POLICY_CHECKED, 'T'],
  ['ok-as-delegate', TicketFlag.OK_AS_DELEGATE, 'O'],
  ['anonymous', TicketFlag.ANONYMOUS, 'a'],
  ['enc-pa-rep', TicketFlag.ENC_PA_REP, ''],
];

const shown = (text: string): string => displayText(text).slice(0, 2_048) || '?';

const DIGITS = octetsFromText('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

/** A name as the window's opaque handle: its octets in base64url. */
export function handle(text: string): string {
  const octets = octetsFromText(text).subarray(0, 3_000);
  const length = Math.ceil((octets.length * 4) / 3);
  if (length === 0) return '_';
  const digits = new Uint8Array(length + 3);
  for (let at = 0, out = 0; at < octets.length; at += 3, out += 4) {
    const bits = ((octets[at] ?? 0) << 16) | ((octets[at + 1] ?? 0) << 8) | (octets[at + 2] ?? 0);
    digits[out] = DIGITS[bits >> 18] ?? 0;
    digits[out + 1] = DIGITS[(bits >> 12) & 63] ?? 0;
    digits[out + 2] = DIGITS[(bits >> 6) & 63] ?? 0;
    digits[out + 3] = DIGITS[bits & 63] ?? 0;
  }
  return textFromOctets(digits.subarray(0, length));
}

export function enctypeDtoOf(number: number): EnctypeDto {
  return { number, name: enctypeName(number).slice(0, 64), weak: isWeakEnctype(number) };
}

/** Enctype, kvno and server of the sealed part, or nothing where the ticket cannot be read. */
function sealedWith(credential: KeylessCredential): {
  readonly etype: number;
  readonly kvno?: number;
  readonly server?: Principal;
} {
  try {
    const { encPart, realm, sname } = decodeDer(ticketCodec, credential.ticket);
    return {
      etype: encPart.etype,
      ...(encPart.kvno === undefined ? {} : { kvno: encPart.kvno >>> 0 }),
      server: { realm, name: sname },
    };
  } catch {
    return { etype: 0 };
  }
}

export function kindOf(server: Principal, home: string): TicketDto['kind'] {
  if (!isKrbtgt(server.name)) return 'service';
  return server.name.nameString[1] === home ? 'tgt' : 'cross-realm';
}

export function ticketDto(credential: KeylessCredential, id: string, principal: Principal): TicketDto {
  const { client, server, times, flags, key } = credential;
  const { etype, kvno, server: sealedFor } = sealedWith(credential);
  const set = FLAGS.filter(([, bit]) => (flags & bit) !== 0);
  return {
    id,
    server: shown(formatPrincipal(server)),
    name: shown(formatName(server.name)),
    realm: displayText(server.realm).slice(0, 1_024),
    ...(sealedFor === undefined || samePrincipal(sealedFor, server)
      ? {}
      : { sealedFor: shown(formatPrincipal(sealedFor)) }),
    kind: kindOf(server, principal.realm),
    ...(samePrincipal(client, principal) ? {} : { client: shown(formatPrincipal(client)) }),
    authTime: times.authTime,
    startTime: times.startTime,
    endTime: times.endTime,
    renewTill: times.renewTill,
    ticketEtype: enctypeDtoOf(etype),
    sessionEtype: enctypeDtoOf(key.keyType),
    ...(kvno === undefined ? {} : { kvno }),
    flags: set.map(([name]) => name),
    flagLetters: set.map(([, , letter]) => letter).join(''),
    userToUser: credential.isSkey,
  };
}

/** Every ticket of a cache with its handle: unique in this reading, the same in the next one while nothing changes. */
export function withHandles(contents: KeylessContents): readonly (readonly [string, KeylessCredential])[] {
  const seen = new Map<string, number>();
  return contents.credentials.map((credential) => {
    const { server, times } = credential;
    const name = `${formatPrincipal(server)} ${times.authTime} ${times.endTime}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [handle(count === 1 ? name : `${name} ${count}`), credential] as const;
  });
}
