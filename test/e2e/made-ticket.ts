// A cache with a made ticket-granting ticket, for what depends on its times alone. No KDC knows it.
import { renameSync, writeFileSync } from 'node:fs';
import { TicketFlag, parsePrincipal, writeCcache } from '../../src/krb5/index.ts';
import type { Credential } from '../../src/krb5/index.ts';
import { madeCredential } from '../support/made-credential.ts';

export const madePrincipal = 'alice@NOWHERE.TEST';

/** Whole, as kinit would. */
function writeCache(file: string, credentials: readonly [Credential, ...Credential[]]): void {
  const bytes = writeCcache({ principal: credentials[0].client, config: [], credentials });
  writeFileSync(`${file}.new`, bytes, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Seconds from now; renewable only with `renewFor`. */
export function cacheWithTgt(file: string, secondsLeft: number, renewFor = 0, name = madePrincipal): void {
  const now = Math.floor(Date.now() / 1_000);
  const client = parsePrincipal(name);
  const tgt = madeCredential({
    client,
    server: parsePrincipal(`krbtgt/${client.realm}@${client.realm}`),
    times: {
      authTime: now - 60,
      startTime: now - 60,
      endTime: now + secondsLeft,
      renewTill: renewFor === 0 ? 0 : now + renewFor,
    },
    flags: TicketFlag.INITIAL | (renewFor === 0 ? 0 : TicketFlag.RENEWABLE),
  });
  writeCache(file, [tgt]);
}

const classes = ['HTTP', 'cifs', 'ldap', 'MSSQLSvc', 'host'];

/** A ticket-granting ticket of a working day, and service tickets got one after the other since it began. */
export function manyTickets(file: string, services: number): void {
  const now = Math.floor(Date.now() / 1_000);
  const start = now - 3 * 3_600;
  const credential = (name: string, startTime: number): Credential =>
    madeCredential({
      client: parsePrincipal(madePrincipal),
      server: parsePrincipal(`${name}@NOWHERE.TEST`),
      times: { authTime: start, startTime, endTime: now + 7 * 3_600, renewTill: start + 7 * 86_400 },
      flags: TicketFlag.RENEWABLE | TicketFlag.PRE_AUTHENT,
    });
  writeCache(file, [
    credential('krbtgt/NOWHERE.TEST', start),
    ...Array.from({ length: services }, (_, n) =>
      credential(
        `${classes[n % classes.length] ?? 'HTTP'}/host${n}.nowhere.test`,
        start + Math.floor((n * 3 * 3_600) / services),
      ),
    ),
  ]);
}
