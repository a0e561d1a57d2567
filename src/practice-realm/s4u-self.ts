// S4U2self, [MS-SFU] 3.2.5.1.1, as far as this realm goes: for oneself, to oneself. Speaking for somebody else needs
// a right that nobody has here.
import type { Principal, PrincipalName } from '#krb5';
import { sameName, samePrincipal } from '#krb5';
import { decodeDer, encodeDer } from '../krb5/asn1/index.ts';
import { isChecksumValid, makeChecksum } from '../krb5/crypto/index.ts';
import { ChecksumTypeNumber } from '../krb5/iana/cksumtype.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import { PaDataType } from '../krb5/iana/padata-type.ts';
import { paForUser, paForUserSigned, paS4uX509User, s4uUserId } from '../krb5/messages/index.ts';
import type { PaData, TgsReq } from '../krb5/messages/index.ts';
import { REALM } from './accounts.ts';
import type { Evidence } from './ap-check.ts';
import { KdcRefusal } from './refusal.ts';

/** Was it asked for? @throws KdcRefusal where it was, and may not be */
export function checkS4uSelf(evidence: Evidence, request: TgsReq, target: PrincipalName): boolean {
  const named = [byForUser(evidence, request), byX509User(evidence, request)].filter(
    (user) => user !== undefined,
  );
  if (named.length === 0) return false;
  const { principal } = evidence.user;
  if (!named.every((user) => samePrincipal(user, principal)) || !sameName(target, principal.name)) {
    throw new KdcRefusal('KDC_ERR_BADOPTION', 'nobody may speak for another in the practice realm');
  }
  return true;
}

function byForUser({ part }: Evidence, { padata = [] }: TgsReq): Principal | undefined {
  const found = padata.find(({ padataType }) => padataType === PaDataType.FOR_USER);
  if (found === undefined) return undefined;
  const { userName, userRealm, cksum, authPackage } = decodeDer(paForUser, found.padataValue);
  const signed = paForUserSigned(userName, userRealm, authPackage);
  if (
    cksum.cksumtype !== ChecksumTypeNumber.HMAC_MD5 ||
    !isChecksumValid(part.key, KeyUsage.APP_DATA_CHECKSUM, signed, cksum)
  ) {
    throw new KdcRefusal('KRB_AP_ERR_MODIFIED', 'PA-FOR-USER is not signed with the session key');
  }
  return { name: userName, realm: userRealm };
}

function byX509User(
  { part, authenticator }: Evidence,
  { padata = [], reqBody }: TgsReq,
): Principal | undefined {
  const found = padata.find(({ padataType }) => padataType === PaDataType.FOR_X509_USER);
  if (found === undefined) return undefined;
  const { userId, userIdRaw, checksum } = decodeDer(paS4uX509User, found.padataValue);
  const key = authenticator.subkey ?? part.key;
  const signed = userIdRaw ?? encodeDer(s4uUserId, userId);
  if (
    !isChecksumValid(key, KeyUsage.PA_S4U_X509_USER_REQUEST, signed, checksum) ||
    userId.nonce !== reqBody.nonce
  ) {
    throw new KdcRefusal('KRB_AP_ERR_MODIFIED', 'PA-S4U-X509-USER is not signed with the subkey');
  }
  if (userId.cname === undefined)
    throw new KdcRefusal('KDC_ERR_BADOPTION', 'S4U2self by certificate is not offered');
  return { name: userId.cname, realm: userId.crealm === '' ? REALM : userId.crealm };
}

/** PA-S4U-X509-USER is answered in kind, so that the client sees that it was understood ([MS-SFU] 3.2.5.1.2). */
export function s4uSelfReply(
  { part, authenticator }: Evidence,
  { padata = [] }: TgsReq,
): PaData[] | undefined {
  const found = padata.find(({ padataType }) => padataType === PaDataType.FOR_X509_USER);
  if (found === undefined) return undefined;
  const { userId, userIdRaw } = decodeDer(paS4uX509User, found.padataValue);
  const key = authenticator.subkey ?? part.key;
  const checksum = makeChecksum(
    key,
    KeyUsage.PA_S4U_X509_USER_REPLY,
    userIdRaw ?? encodeDer(s4uUserId, userId),
  );
  const padataValue = encodeDer(paS4uX509User, { userId, userIdRaw, checksum });
  return [{ padataType: PaDataType.FOR_X509_USER, padataValue }];
}
