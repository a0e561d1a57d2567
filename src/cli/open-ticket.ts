// kvno -k: does a key of the keytab open the ticket?
import { KeyUsage, decodeDer, decrypt, encTicketPart, findKey, isKerberosError, ticket } from '#krb5';
import type { AnyKerberosError, Credential, KeytabEntry } from '#krb5';

/** undefined would be "not asked": true, or the error that says why not. */
export function opensTicket(
  credential: Credential,
  entries: readonly KeytabEntry[],
): true | AnyKerberosError {
  try {
    const { realm, sname, encPart } = decodeDer(ticket, credential.ticket, { path: 'Ticket' });
    const server = { name: sname, realm };
    const kvno = encPart.kvno === undefined ? {} : { kvno: encPart.kvno };
    const { key } = findKey(entries, server, { etypes: [encPart.etype], ...kvno });
    const plain = decrypt(key, KeyUsage.TICKET, encPart.cipher);
    decodeDer(encTicketPart, plain, { path: 'Ticket.enc-part', trailing: 'allow' });
    return true;
  } catch (error) {
    if (isKerberosError(error)) return error;
    throw error;
  }
}
