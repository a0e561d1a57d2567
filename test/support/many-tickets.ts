// A cache with a made ticket-granting ticket and as many made service tickets as wanted, of the size that real ones
// have. No KDC knows them.
import { TicketFlag, parsePrincipal, writeCcache } from '../../src/krb5/index.ts';
import type { Credential } from '../../src/krb5/index.ts';
import { madeCredential } from './made-credential.ts';

const SERVICES = ['HTTP', 'cifs', 'host', 'ldap', 'MSSQLSvc', 'imap'] as const;
const ETYPES = [18, 17, 20, 23] as const;
export const manyPrincipal = 'alice@MANY.TEST';

/** The ticket with this number: one in ten is over, one in four is of another realm. */
function made(number: number, now: number): Credential {
  const client = parsePrincipal(manyPrincipal);
  const realm = number % 4 === 3 ? 'OTHER.TEST' : 'MANY.TEST';
  const name = `${SERVICES[number % SERVICES.length] ?? 'HTTP'}/server${String(number).padStart(5, '0')}.many.test`;
  const server = parsePrincipal(number === 0 ? 'krbtgt/MANY.TEST@MANY.TEST' : `${name}@${realm}`);
  const etype = ETYPES[number === 0 ? 0 : number % ETYPES.length] ?? 18;
  const over = number > 0 && number % 10 === 9;
  const start = now - 7_200 - (number % 3_600);
  return madeCredential({
    client,
    server,
    times: {
      authTime: start,
      startTime: start,
      endTime: over ? now - 60 - (number % 600) : now + 3_600 + (number % 28_800),
      renewTill: number % 3 === 0 ? now + 604_800 : 0,
    },
    flags:
      TicketFlag.FORWARDABLE |
      TicketFlag.PRE_AUTHENT |
      (number === 0 ? TicketFlag.INITIAL : 0) |
      (number % 3 === 0 ? TicketFlag.RENEWABLE : 0),
    sealed: { etype, kvno: 2, length: 1_100 },
    filling: number,
  });
}

/** @param count all of them, the ticket-granting one included; `from`: the number of the first service ticket */
export function manyTickets(count: number, now: number, from = 1): Credential[] {
  return [made(0, now), ...Array.from({ length: count - 1 }, (_each, at) => made(from + at, now))];
}

export function cacheOfMany(count: number, now = Math.floor(Date.now() / 1_000)): Uint8Array {
  return writeCcache({
    principal: parsePrincipal(manyPrincipal),
    config: [],
    credentials: manyTickets(count, now),
  });
}
