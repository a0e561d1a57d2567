// A cache with a made ticket-granting ticket, for what depends on its times alone. No KDC knows it.
import { renameSync, writeFileSync } from 'node:fs';
import { EncryptionKey, TicketFlag, parsePrincipal, writeCcache } from '../../src/krb5/index.ts';
import type { Credential } from '../../src/krb5/index.ts';
import { encodeDer } from '../../src/krb5/asn1/index.ts';
import { ticket } from '../../src/krb5/messages/index.ts';

export const madePrincipal = 'alice@NOWHERE.TEST';
const server = parsePrincipal('krbtgt/NOWHERE.TEST@NOWHERE.TEST');
/** In form a ticket; what is sealed in it is nothing. */
const sealed = encodeDer(ticket, {
  tktVno: 5,
  realm: server.realm,
  sname: server.name,
  encPart: { etype: 18, kvno: 1, cipher: new Uint8Array(200) },
});

/** Writes the cache whole, as kinit would. Seconds from now; renewable only with `renewFor`. */
export function cacheWithTgt(file: string, secondsLeft: number, renewFor = 0, name = madePrincipal): void {
  const now = Math.floor(Date.now() / 1_000);
  const client = parsePrincipal(name);
  const bytes = writeCcache({
    principal: client,
    config: [],
    credentials: [
      {
        client,
        server: parsePrincipal(`krbtgt/${client.realm}@${client.realm}`),
        key: new EncryptionKey(18, new Uint8Array(32).fill(7)),
        times: {
          authTime: now - 60,
          startTime: now - 60,
          endTime: now + secondsLeft,
          renewTill: renewFor === 0 ? 0 : now + renewFor,
        },
        isSkey: false,
        flags: TicketFlag.INITIAL | (renewFor === 0 ? 0 : TicketFlag.RENEWABLE),
        addresses: [],
        authorizationData: [],
        ticket: sealed,
        secondTicket: new Uint8Array(),
      },
    ],
  });
  writeFileSync(`${file}.new`, bytes, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const classes = ['HTTP', 'cifs', 'ldap', 'MSSQLSvc', 'host'];

/** A ticket-granting ticket of a working day, and service tickets got one after the other since it began. */
export function manyTickets(file: string, services: number): void {
  const now = Math.floor(Date.now() / 1_000);
  const start = now - 3 * 3_600;
  const endTime = now + 7 * 3_600;
  const client = parsePrincipal(madePrincipal);
  const credential = (name: string, startTime: number): Credential => ({
    client,
    server: parsePrincipal(`${name}@NOWHERE.TEST`),
    key: new EncryptionKey(18, new Uint8Array(32).fill(7)),
    times: { authTime: start, startTime, endTime, renewTill: start + 7 * 86_400 },
    isSkey: false,
    flags: TicketFlag.RENEWABLE | TicketFlag.PRE_AUTHENT,
    addresses: [],
    authorizationData: [],
    ticket: sealed,
    secondTicket: new Uint8Array(),
  });
  const bytes = writeCcache({
    principal: client,
    config: [],
    credentials: [
      credential('krbtgt/NOWHERE.TEST', start),
      ...Array.from({ length: services }, (_, n) =>
        credential(
          `${classes[n % classes.length] ?? 'HTTP'}/host${n}.nowhere.test`,
          start + Math.floor((n * 3 * 3_600) / services),
        ),
      ),
    ],
  });
  writeFileSync(`${file}.new`, bytes, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
