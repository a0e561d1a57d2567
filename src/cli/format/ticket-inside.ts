// What the outside of a ticket tells: the server that it is sealed for, and with which kind of key.
import { decodeDer, isKerberosError, ticket } from '#krb5';
import type { Credential, Principal } from '#krb5';

export interface TicketInside {
  readonly server: Principal;
  readonly etype: number;
  /** undefined where the ticket names none. */
  readonly kvno: number | undefined;
}

/** undefined where the bytes are no ticket. */
export function ticketInside(credential: Credential): TicketInside | undefined {
  try {
    const { realm, sname, encPart } = decodeDer(ticket, credential.ticket, { path: 'Ticket' });
    return { server: { name: sname, realm }, etype: encPart.etype, kvno: encPart.kvno };
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}
