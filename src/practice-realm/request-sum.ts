import { encryptionType, isChecksumValid, isKeyedChecksum } from '../krb5/crypto/index.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import type { Evidence } from './ap-check.ts';
import { KdcRefusal } from './refusal.ts';

/**
 * The authenticator's checksum over the req-body as received (RFC 4120 3.3.2): there, keyed, and right.
 * @throws KdcRefusal KRB_AP_ERR_INAPP_CKSUM, KRB_AP_ERR_MODIFIED
 */
export function checkRequestSum({ part, authenticator }: Evidence, body: Uint8Array | undefined): void {
  const { cksum } = authenticator;
  if (cksum === undefined || isKeyedChecksum(cksum.cksumtype) !== true) {
    throw new KdcRefusal('KRB_AP_ERR_INAPP_CKSUM', 'the authenticator has no keyed checksum of the request');
  }
  if (cksum.cksumtype !== encryptionType(part.key.keyType).checksumType) {
    throw new KdcRefusal('KRB_AP_ERR_INAPP_CKSUM', 'the checksum is not of the session key’s type');
  }
  if (
    body === undefined ||
    !isChecksumValid(part.key, KeyUsage.TGS_REQ_AUTHENTICATOR_CHECKSUM, body, cksum)
  ) {
    throw new KdcRefusal('KRB_AP_ERR_MODIFIED', 'the request is not what the authenticator signed');
  }
}
