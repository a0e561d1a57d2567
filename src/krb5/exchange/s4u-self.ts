// S4U2self, [MS-SFU]: a service asks for a ticket to itself in a person's name. Two padata say whose:
//   PA-FOR-USER (2.2.1): KERB_CHECKSUM_HMAC_MD5 with the TGT's session key (key usage 17) over name type, name, realm
//   and package.   PA-S4U-X509-USER (2.2.2): a checksum with the authenticator's subkey (key usage 26) over the
//   S4UUserID as encoded; the KDC answers with one of its own (27), which ties the answer to the question.
import { decodeDer, encodeDer } from '../asn1/index.ts';
import { isChecksumValid, makeChecksum } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import { ChecksumTypeNumber } from '../iana/cksumtype.ts';
import { EncryptionTypeNumber } from '../iana/enctype.ts';
import { S4uOption } from '../iana/flags.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { NameType } from '../iana/name-type.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { paForUser, paForUserSigned, paS4uX509User, s4uUserId } from '../messages/index.ts';
import type { PaData } from '../messages/index.ts';
import type { Principal } from '../principal.ts';
import type { ReplyChecks } from './checks.ts';

const AUTH_PACKAGE = 'Kerberos';

/** @param session the TGT's key */
export function s4uSelfPadata(
  user: Principal,
  session: EncryptionKey,
  subkey: EncryptionKey,
  nonce: number,
): readonly PaData[] {
  const signed = paForUserSigned(user.name, user.realm, AUTH_PACKAGE);
  const forUser = encodeDer(paForUser, {
    userName: user.name,
    userRealm: user.realm,
    cksum: makeChecksum(session, KeyUsage.APP_DATA_CHECKSUM, signed, ChecksumTypeNumber.HMAC_MD5),
    authPackage: AUTH_PACKAGE,
  });
  const padata = [{ padataType: PaDataType.FOR_USER, padataValue: forUser }];
  // With RC4 the newer form has a checksum without a key, which ties nothing to anything.
  if (subkey.keyType === EncryptionTypeNumber.ARCFOUR_HMAC) return padata;
  const userId = { nonce, cname: user.name, crealm: user.realm, options: S4uOption.SIGN_WITH_KUN_27 };
  const checksum = makeChecksum(subkey, KeyUsage.PA_S4U_X509_USER_REQUEST, encodeDer(s4uUserId, userId));
  const x509 = encodeDer(paS4uX509User, { userId, checksum });
  return [{ padataType: PaDataType.FOR_X509_USER, padataValue: x509 }, ...padata];
}

/**
 * Is the answer's client the one that was asked for? A KDC that answers PA-S4U-X509-USER says under its checksum who
 * that is; of another the name must be the one asked, but for an enterprise name, which it makes the real one.
 * @throws KerberosError REPLY_MISMATCH, ASN1_INVALID
 */
export function checkS4uSelfReply(
  checks: ReplyChecks,
  asked: { readonly user: Principal; readonly subkey: EncryptionKey; readonly nonce: number },
  reply: { readonly client: Principal; readonly padata: readonly PaData[] },
): void {
  const isEnterprise = asked.user.name.nameType === NameType.ENTERPRISE;
  const answer = reply.padata.find(({ padataType }) => padataType === PaDataType.FOR_X509_USER);
  if (answer !== undefined) {
    const { userId, userIdRaw, checksum } = decodeDer(paS4uX509User, answer.padataValue, {
      path: 'PA-S4U-X509-USER',
    });
    checks.number('s4u.nonce', userId.nonce, asked.nonce);
    const isNew = ((userId.options ?? 0) & S4uOption.SIGN_WITH_KUN_27) !== 0;
    const usage = isNew ? KeyUsage.PA_S4U_X509_USER_REPLY : KeyUsage.PA_S4U_X509_USER_REQUEST;
    const signed = userIdRaw ?? encodeDer(s4uUserId, userId);
    checks.that('s4u.checksum', isChecksumValid(asked.subkey, usage, signed, checksum), 'valid', 'invalid');
  }
  if (!isEnterprise) checks.principal('cname', reply.client, asked.user);
}
