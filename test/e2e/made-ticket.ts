// A cache with a made ticket-granting ticket, for what depends on its times alone. No KDC knows it.
import { renameSync, writeFileSync } from 'node:fs';
import { EncryptionKey, TicketFlag, parsePrincipal, writeCcache } from '../../src/krb5/index.ts';
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
        server,
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
