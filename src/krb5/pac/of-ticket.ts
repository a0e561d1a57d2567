// A ticket opened with its key, and the PAC in it with what the key says of its signatures.
import { decodeDer } from '../asn1/index.ts';
import { decrypt } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/index.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { encTicketPart, ticket } from '../messages/index.ts';
import type { EncTicketPart } from '../messages/index.ts';
import { decodePac } from './decode.ts';
import type { PacContents } from './decode.ts';
import { isPacOfTicket, pacOfTicket, verifyPac } from './verify.ts';
import type { PacVerdicts } from './verify.ts';

export interface TicketWithPac {
  readonly part: EncTicketPart;
  /** undefined where the ticket has none. */
  readonly pac?: {
    /** Octets. */
    readonly length: number;
    readonly contents: PacContents;
    readonly verdicts: PacVerdicts;
    /** Does its client information name the ticket's client and authtime? */
    readonly matchesTicket: boolean;
  };
}

/**
 * @param bytes the Ticket
 * @param key that seals it: the server's, or a session key
 * @throws KerberosError INTEGRITY, ASN1_INVALID, FORMAT_INVALID, LIMIT
 */
export function openTicketWithPac(bytes: Uint8Array, key: EncryptionKey): TicketWithPac {
  const { encPart } = decodeDer(ticket, bytes, { path: 'Ticket' });
  const plain = decrypt(key, KeyUsage.TICKET, encPart.cipher);
  const part = decodeDer(encTicketPart, plain, { path: 'Ticket.enc-part', trailing: 'allow' });
  const pac = pacOfTicket(part);
  if (pac === undefined) return { part };
  const contents = decodePac(pac);
  return {
    part,
    pac: {
      length: pac.length,
      contents,
      verdicts: verifyPac(contents.pac, { server: key }),
      matchesTicket: isPacOfTicket(contents.pac, part),
    },
  };
}
