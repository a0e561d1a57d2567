// Sealing a ticket and the part of the reply that tells the client about it: RFC 4120 5.3 and 5.4.2.
import type { EncryptionKey, HostAddress, Principal, PrincipalName } from '#krb5';
import { decodeDer, encodeDer } from '../krb5/asn1/index.ts';
import { encrypt } from '../krb5/crypto/index.ts';
import { AdType } from '../krb5/iana/ad-type.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import { adIfRelevant, encTicketPart, ticket } from '../krb5/messages/index.ts';
import type { AuthorizationData, EncKdcRepPart, EncTicketPart, Ticket } from '../krb5/messages/index.ts';
import type { PacBuffer } from '../krb5/pac/index.ts';
import { REALM } from './accounts.ts';
import type { Realm } from './exchange.ts';
import { sealPac } from './pac-seal.ts';
import type { TicketPlan } from './ticket-policy.ts';

export interface TicketOrder {
  readonly client: Principal;
  readonly sname: PrincipalName;
  /** Seals the ticket, and signs the PAC for the server. */
  readonly key: EncryptionKey;
  /** undefined where `key` is a session key (user-to-user). */
  readonly kvno: number | undefined;
  readonly sessionKey: EncryptionKey;
  readonly plan: TicketPlan;
  readonly authtime: number;
  readonly caddr: readonly HostAddress[];
  /** The PAC without signatures; undefined: a ticket without PAC. */
  readonly pac: readonly PacBuffer[] | undefined;
  /** Tickets for others than the krbtgt also get the ticket and full signatures. */
  readonly signTicket: boolean;
  readonly furtherAuthorization: AuthorizationData;
}

const DOMAIN_X500_COMPRESS = 1;
/** What the ticket signature sees in the PAC's place ([MS-PAC] 2.8.2). */
const PAC_PLACEHOLDER = Uint8Array.of(0);

export function issueTicket(
  realm: Realm,
  order: TicketOrder,
): { readonly ticket: Ticket; readonly part: EncTicketPart } {
  const kdcKey = realm.directory.krbtgt.keys[0];
  if (kdcKey === undefined) throw new TypeError('the krbtgt has no key');
  let part = ticketPart(order, order.pac === undefined ? undefined : PAC_PLACEHOLDER);
  if (order.pac !== undefined) {
    const ticketBytes = order.signTicket ? encodeDer(encTicketPart, part) : undefined;
    part = ticketPart(order, sealPac(order.pac, { serverKey: order.key, kdcKey, ticketBytes }));
  }
  const cipher = encrypt(order.key, KeyUsage.TICKET, encodeDer(encTicketPart, part), realm.random);
  const encPart = { etype: order.key.keyType, kvno: order.kvno, cipher };
  // Encoded and read once, so that the reply carries the very bytes that everybody sends on.
  const raw = encodeDer(ticket, { tktVno: 5, realm: REALM, sname: order.sname, encPart });
  return { ticket: decodeDer(ticket, raw), part };
}

function ticketPart(order: TicketOrder, pac: Uint8Array | undefined): EncTicketPart {
  const { plan } = order;
  const authorizationData = [...pacAuthorization(pac), ...order.furtherAuthorization];
  return {
    flags: plan.flags,
    key: order.sessionKey,
    crealm: order.client.realm,
    cname: order.client.name,
    transited: { trType: DOMAIN_X500_COMPRESS, contents: new Uint8Array(0) },
    authtime: order.authtime,
    starttime: plan.starttime,
    endtime: plan.endtime,
    renewTill: plan.renewTill === 0 ? undefined : plan.renewTill,
    caddr: order.caddr.length === 0 ? undefined : order.caddr,
    authorizationData: authorizationData.length === 0 ? undefined : authorizationData,
  };
}

/** The PAC stands first, in an AD-IF-RELEVANT of its own ([MS-KILE] 3.3.5.6.4). */
function pacAuthorization(pac: Uint8Array | undefined): AuthorizationData {
  if (pac === undefined) return [];
  return [
    {
      adType: AdType.IF_RELEVANT,
      adData: encodeDer(adIfRelevant, [{ adType: AdType.WIN2K_PAC, adData: pac }]),
    },
  ];
}

/** What the client is told, to be sealed with the reply key. */
export function replyPart(
  part: EncTicketPart,
  sname: PrincipalName,
  nonce: number,
  more: Pick<EncKdcRepPart, 'lastReq'> & Partial<Pick<EncKdcRepPart, 'keyExpiration' | 'encryptedPaData'>>,
): EncKdcRepPart {
  return {
    key: part.key,
    lastReq: more.lastReq,
    nonce,
    keyExpiration: more.keyExpiration,
    flags: part.flags,
    authtime: part.authtime,
    starttime: part.starttime,
    endtime: part.endtime,
    renewTill: part.renewTill,
    srealm: REALM,
    sname,
    caddr: part.caddr,
    encryptedPaData: more.encryptedPaData,
  };
}
