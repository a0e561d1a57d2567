// The PAC of a ticket that was shown to us: it must be ours, whole, and of this client ([MS-KILE] 3.3.5.7).
import { isKerberosError } from '#krb5';
import {
  decodePac,
  isPacOfTicket,
  pacOfTicket,
  parsePac,
  ticketSignatureInput,
  verifyPac,
} from '../krb5/pac/index.ts';
import type { PacAttributes, PacVerdicts } from '../krb5/pac/index.ts';
import { DOMAIN_SID } from './accounts.ts';
import type { Evidence } from './ap-check.ts';
import type { Realm } from './exchange.ts';
import { KdcRefusal } from './refusal.ts';

/**
 * What the PAC says of how it was asked for; undefined where the ticket has no PAC.
 * @throws KdcRefusal KRB_AP_ERR_MODIFIED, KDC_ERR_TGT_REVOKED
 */
export function checkEvidencePac(realm: Realm, { server, part, user }: Evidence): PacAttributes | undefined {
  const bytes = pacOfTicket(part);
  if (bytes === undefined) return undefined;
  const serverKey = server.keys[0];
  const kdcKey = realm.directory.krbtgt.keys[0];
  try {
    const pac = parsePac(bytes);
    const isTgt = server.kind === 'krbtgt';
    const ticketBytes = isTgt ? undefined : ticketSignatureInput(part);
    const verdicts = verifyPac(pac, { server: serverKey, kdc: kdcKey, ticketBytes });
    if (!allValid(verdicts, isTgt) || !isPacOfTicket(pac, part)) {
      throw new KdcRefusal('KRB_AP_ERR_MODIFIED', 'the PAC is not what this KDC signed');
    }
    const { requestor, attributes } = decodePac(bytes);
    if (isTgt && requestor !== `${DOMAIN_SID}-${user.entry.rid}`) {
      throw new KdcRefusal('KDC_ERR_TGT_REVOKED', 'the PAC was made for another account');
    }
    return attributes ?? { pacWasRequested: true, pacWasGivenImplicitly: false };
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    throw new KdcRefusal('KRB_AP_ERR_MODIFIED', 'the PAC is malformed');
  }
}

function allValid(verdicts: PacVerdicts, isTgt: boolean): boolean {
  const needed = isTgt ? ([verdicts.server, verdicts.kdc] as const) : Object.values(verdicts);
  return needed.every((verdict) => verdict === 'valid');
}
