// Receipt of a KRB_AP_REQ, RFC 4120 3.2.3, in its order; for the TGS (3.3.2) and for kpasswd.
import type { HostAddress } from '#krb5';
import { isKerberosError, sameName } from '#krb5';
import { decodeDer } from '../krb5/asn1/index.ts';
import { decrypt } from '../krb5/crypto/index.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import { MessageType } from '../krb5/iana/message-type.ts';
import { authenticator, encTicketPart } from '../krb5/messages/index.ts';
import type { ApReq, Authenticator, EncTicketPart, Ticket } from '../krb5/messages/index.ts';
import { REALM } from './accounts.ts';
import type { Server, User } from './directory.ts';
import type { Exchange, Realm } from './exchange.ts';
import { CLOCK_SKEW_SECONDS } from './limits.ts';
import { KdcRefusal } from './refusal.ts';

export interface Evidence {
  readonly server: Server;
  readonly part: EncTicketPart;
  readonly user: User;
  readonly authenticator: Authenticator;
}

/** A ticket of ours, opened with its server's key. @throws KdcRefusal */
export function openTicket(
  realm: Realm,
  ticket: Ticket,
): { readonly server: Server; readonly part: EncTicketPart } {
  if (ticket.tktVno !== 5) throw new KdcRefusal('KRB_AP_ERR_BADVERSION', 'ticket version is not 5');
  const server = ticket.realm === REALM ? realm.directory.findServer(ticket.sname) : undefined;
  const key = server?.keys.find(({ keyType }) => keyType === ticket.encPart.etype);
  if (server === undefined || key === undefined) {
    throw new KdcRefusal('KRB_AP_ERR_NOT_US', 'the ticket is for no server of this realm');
  }
  const { kvno } = ticket.encPart;
  if (kvno !== undefined && kvno !== server.kvno) {
    throw new KdcRefusal('KRB_AP_ERR_BADKEYVER', 'the ticket is sealed with another key version');
  }
  return { server, part: openSealed(key, KeyUsage.TICKET, ticket.encPart.cipher, encTicketPart) };
}

function openSealed<T>(
  key: Parameters<typeof decrypt>[0],
  usage: number,
  cipher: Uint8Array,
  codec: Parameters<typeof decodeDer<T>>[0],
): T {
  try {
    return decodeDer(codec, decrypt(key, usage, cipher), { trailing: 'allow' });
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    throw new KdcRefusal('KRB_AP_ERR_BAD_INTEGRITY', 'what is sealed does not open with its key');
  }
}

/** Ticket times and state, with the clock's skew granted both ways. @throws KdcRefusal */
export function checkTicketTimes(
  part: EncTicketPart,
  now: number,
  options: { readonly future?: true } = {},
): void {
  const start = part.starttime ?? part.authtime;
  if (options.future !== true && start > now + CLOCK_SKEW_SECONDS) {
    throw new KdcRefusal('KRB_AP_ERR_TKT_NYV', 'the ticket is not valid yet');
  }
  if (part.endtime < now - CLOCK_SKEW_SECONDS) {
    throw new KdcRefusal('KRB_AP_ERR_TKT_EXPIRED', 'the ticket has expired');
  }
}

/**
 * @param usage of the authenticator: 7 to the TGS, 11 to others
 * @throws KdcRefusal
 */
export function checkApReq(realm: Realm, request: ApReq, exchange: Exchange, usage: number): Evidence {
  if (request.pvno !== 5) throw new KdcRefusal('KRB_AP_ERR_BADVERSION', 'pvno is not 5');
  if (request.msgType !== MessageType.AP_REQ) throw new KdcRefusal('KRB_AP_ERR_MSG_TYPE', 'not an AP-REQ');
  const { server, part } = openTicket(realm, request.ticket);
  const { cipher, etype } = request.authenticator;
  if (etype !== part.key.keyType) {
    throw new KdcRefusal('KRB_AP_ERR_BAD_INTEGRITY', 'the authenticator is not sealed with the session key');
  }
  const auth = openSealed(part.key, usage, cipher, authenticator);
  if (auth.authenticatorVno !== 5)
    throw new KdcRefusal('KRB_AP_ERR_BADVERSION', 'authenticator version is not 5');
  if (auth.crealm !== part.crealm || !sameName(auth.cname, part.cname)) {
    throw new KdcRefusal('KRB_AP_ERR_BADMATCH', 'authenticator and ticket name different clients');
  }
  const user = part.crealm === REALM ? realm.directory.findUser(part.cname, false) : undefined;
  if (user === undefined) throw new KdcRefusal('KDC_ERR_C_PRINCIPAL_UNKNOWN', 'the ticket’s client is gone');
  exchange.client(user.principal);
  exchange.shiftClock(user.entry.clockOffset ?? 0);

  if (
    part.caddr !== undefined &&
    !part.caddr.some((address) => sameAddress(address, exchange.arrival.from))
  ) {
    throw new KdcRefusal('KRB_AP_ERR_BADADDR', 'the ticket is not for the address that you sent from');
  }
  if (Math.abs(auth.ctime - exchange.now) > CLOCK_SKEW_SECONDS) {
    throw new KdcRefusal('KRB_AP_ERR_SKEW', 'your clock and the KDC’s differ by more than five minutes');
  }
  realm.replays.note(cipher, Math.floor(realm.clock.nowMicros() / 1e6), CLOCK_SKEW_SECONDS);
  return { server, part, user, authenticator: auth };
}

function sameAddress(a: HostAddress, b: HostAddress): boolean {
  return (
    a.addrType === b.addrType &&
    a.address.length === b.address.length &&
    a.address.every((octet, i) => octet === b.address[i])
  );
}
