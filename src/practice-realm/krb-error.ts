import { encodeDer } from '../krb5/asn1/index.ts';
import { MessageType } from '../krb5/iana/message-type.ts';
import { krbError } from '../krb5/messages/index.ts';
import { REALM } from './accounts.ts';
import type { Directory } from './directory.ts';
import type { Exchange } from './exchange.ts';
import type { KdcRefusal } from './refusal.ts';

/** A KRB-ERROR (RFC 4120 5.9.1) with the KDC's time as this exchange sees it. */
export function krbErrorReply(
  refusal: Pick<KdcRefusal, 'code' | 'message' | 'eData'>,
  exchange: Exchange,
  directory: Directory,
): Uint8Array {
  return encodeDer(krbError, {
    pvno: 5,
    msgType: MessageType.KRB_ERROR,
    stime: exchange.now,
    susec: Math.floor(exchange.nowMicros % 1e6),
    errorCode: refusal.code,
    crealm: exchange.crealm,
    cname: exchange.cname,
    realm: REALM,
    sname: exchange.sname ?? directory.krbtgt.principal.name,
    eText: refusal.message,
    eData: refusal.eData,
  });
}
