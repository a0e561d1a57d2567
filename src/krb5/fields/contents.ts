// What an OCTET STRING holds where the ASN.1 says no more: padata-value by padata-type (RFC 4120 5.2.7, 7.5.2), ad-data
// by ad-type (5.2.6), e-data by trying (5.9.1, [MS-KILE] 2.2), and octets that are text or an address.
import { certificateTime, objectIdentifier, utf8String } from '../asn1/index.ts';
import type { Codec } from '../asn1/index.ts';
import { AdType } from '../iana/ad-type.ts';
import { ChecksumTypeNumber } from '../iana/cksumtype.ts';
import { ObjectId } from '../iana/oid.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { ArmorType } from '../iana/preauth-numbers.ts';
import {
  adAndOr,
  adAuthenticationIndicator,
  adCammac,
  adIfRelevant,
  adKdcIssued,
  adMandatoryForKdc,
  apReq,
  asRep,
  asReq,
  authorityKeyIdentifier,
  authPack,
  authPackOld,
  basicConstraints,
  certificate,
  certificateReference,
  checksum,
  contentInfo,
  distinguishedName,
  domainParameters,
  encryptedData,
  envelopedData,
  etypeInfo,
  etypeInfo2,
  etypeList,
  externalPrincipalIdentifiers,
  extKeyUsage,
  generalNames,
  initializationVector,
  issuerAndSerialNumber,
  kdcDhKeyInfo,
  kdcFastCookie,
  kerbAdRestrictionEntries,
  kerbAdRestrictionEntry,
  kerbDmsaKeyPackage,
  kerbErrorData,
  kerbKeyListRep,
  kerbKeyListReq,
  kerbSupersededByUser,
  keyIdentifier,
  keyUsage,
  krb5PrincipalName,
  krb5SignedPath,
  krbError,
  messageDigest,
  methodData,
  paAuthenticationSet,
  paForUser,
  paFxFastReply,
  paFxFastRequest,
  paOtpChallenge,
  paOtpPinChange,
  paOtpRequest,
  paPacOptions,
  paPacRequest,
  paPkAsRep,
  paPkAsRepOld,
  paPkAsReq,
  paPkAsReqOld,
  paS4uX509User,
  paSpake,
  paSvrReferralData,
  replyKeyPack,
  replyKeyPackOld,
  signedData,
  tdAlgorithms,
  tdCertDigestAlgorithms,
  tgsRep,
  tgsReq,
  typedData,
} from '../messages/index.ts';

/** Where there are several, a request's stands before a reply's: the first that fits is meant. */
const PADATA: Readonly<Record<number, readonly Codec<unknown>[]>> = {
  [PaDataType.TGS_REQ]: [apReq],
  [PaDataType.ENC_TIMESTAMP]: [encryptedData],
  [PaDataType.ENCRYPTED_CHALLENGE]: [encryptedData],
  [PaDataType.ETYPE_INFO]: [etypeInfo],
  [PaDataType.ETYPE_INFO2]: [etypeInfo2],
  [PaDataType.PK_AS_REQ_OLD]: [paPkAsReqOld, paPkAsRepOld],
  [PaDataType.PK_AS_REP_OLD]: [paPkAsReqOld, paPkAsRepOld],
  [PaDataType.PK_AS_REQ]: [paPkAsReq],
  [PaDataType.PK_AS_REP]: [paPkAsRep],
  [PaDataType.SVR_REFERRAL_INFO]: [paSvrReferralData],
  [PaDataType.TD_TRUSTED_CERTIFIERS]: [externalPrincipalIdentifiers],
  [PaDataType.TD_CERTIFICATE_INDEX]: [externalPrincipalIdentifiers],
  [PaDataType.TD_DH_PARAMETERS]: [tdAlgorithms],
  [PaDataType.TD_CMS_DIGEST_ALGORITHMS]: [tdAlgorithms],
  [PaDataType.TD_CERT_DIGEST_ALGORITHMS]: [tdCertDigestAlgorithms],
  [PaDataType.PAC_REQUEST]: [paPacRequest],
  [PaDataType.PAC_OPTIONS]: [paPacOptions],
  [PaDataType.REQ_ENC_PA_REP]: [checksum],
  [PaDataType.AS_CHECKSUM]: [checksum],
  [PaDataType.FOR_USER]: [paForUser],
  [PaDataType.FOR_X509_USER]: [paS4uX509User],
  [PaDataType.AUTHENTICATION_SET]: [paAuthenticationSet],
  [PaDataType.AUTH_SET_SELECTED]: [paAuthenticationSet],
  [PaDataType.FX_FAST]: [paFxFastRequest, paFxFastReply],
  [PaDataType.FX_ERROR]: [krbError],
  [PaDataType.OTP_CHALLENGE]: [paOtpChallenge],
  [PaDataType.OTP_REQUEST]: [paOtpRequest],
  [PaDataType.OTP_PIN_CHANGE]: [paOtpPinChange],
  [PaDataType.PKINIT_KX]: [encryptedData],
  [PaDataType.SPAKE]: [paSpake],
  [PaDataType.KERB_KEY_LIST_REQ]: [kerbKeyListReq],
  [PaDataType.KERB_KEY_LIST_REP]: [kerbKeyListRep],
  [PaDataType.EXTENDED_ERROR]: [kerbErrorData],
  [PaDataType.KERB_SUPERSEDED_BY_USER]: [kerbSupersededByUser],
  [PaDataType.KERB_DMSA_KEY_PACKAGE]: [kerbDmsaKeyPackage],
};

const AUTHORIZATION: Readonly<Record<number, Reading>> = {
  [AdType.IF_RELEVANT]: element(adIfRelevant),
  [AdType.KDC_ISSUED]: element(adKdcIssued),
  [AdType.AND_OR]: element(adAndOr),
  [AdType.MANDATORY_FOR_KDC]: element(adMandatoryForKdc),
  [AdType.INITIAL_VERIFIED_CAS]: element(externalPrincipalIdentifiers),
  [AdType.CAMMAC]: element(adCammac),
  [AdType.AUTHENTICATION_INDICATOR]: element(adAuthenticationIndicator),
  [AdType.ETYPE_NEGOTIATION]: element(etypeList),
  [AdType.KERB_AUTH_DATA_TOKEN_RESTRICTIONS]: element(kerbAdRestrictionEntries, kerbAdRestrictionEntry),
  [AdType.AP_OPTIONS]: { as: 'kerb-ap-options' },
  [AdType.TARGET_PRINCIPAL]: { as: 'utf16' },
  [AdType.SIGNTICKET]: element(krb5SignedPath),
  [AdType.WIN2K_PAC]: { as: 'pac' },
};

function element(...codecs: readonly Codec<unknown>[]): Reading {
  return { as: 'element', codecs };
}

/** ANY, or octets, by the OBJECT IDENTIFIER before it. */
const BY_OBJECT_ID: Readonly<Record<string, readonly Codec<unknown>[]>> = {
  [ObjectId.SIGNED_DATA]: [signedData],
  [ObjectId.ENVELOPED_DATA]: [envelopedData],
  [ObjectId.CONTENT_TYPE]: [objectIdentifier],
  [ObjectId.MESSAGE_DIGEST]: [messageDigest],
  [ObjectId.SIGNING_TIME]: [certificateTime],
  [ObjectId.PKINIT_AUTH_DATA]: [authPack],
  [ObjectId.PKINIT_DH_KEY_DATA]: [kdcDhKeyInfo],
  [ObjectId.PKINIT_REPLY_KEY_DATA]: [replyKeyPack],
  // The drafts before RFC 4556 had no identifiers of their own.
  [ObjectId.DATA]: [authPackOld, kdcDhKeyInfo, replyKeyPackOld],
  [ObjectId.PKINIT_SAN]: [krb5PrincipalName],
  [ObjectId.MS_UPN]: [utf8String],
  [ObjectId.DH_PUBLIC_NUMBER]: [domainParameters],
  [ObjectId.EC_PUBLIC_KEY]: [objectIdentifier],
  [ObjectId.DES_EDE3_CBC]: [initializationVector],
  [ObjectId.AES128_CBC]: [initializationVector],
  [ObjectId.AES256_CBC]: [initializationVector],
  [ObjectId.SUBJECT_KEY_IDENTIFIER]: [keyIdentifier],
  [ObjectId.KEY_USAGE]: [keyUsage],
  [ObjectId.SUBJECT_ALT_NAME]: [generalNames],
  [ObjectId.ISSUER_ALT_NAME]: [generalNames],
  [ObjectId.MS_NTDS_CA_SECURITY]: [generalNames],
  [ObjectId.BASIC_CONSTRAINTS]: [basicConstraints],
  [ObjectId.AUTHORITY_KEY_IDENTIFIER]: [authorityKeyIdentifier],
  [ObjectId.EXT_KEY_USAGE]: [extKeyUsage],
};

/** Which OBJECT IDENTIFIER stands for the type of an ANY or of octets: by the type around both. */
const IDENTIFIED_BY: Readonly<Record<string, string>> = {
  ContentInfo: 'contentType',
  EncapsulatedContentInfo: 'eContentType',
  Extension: 'extnID',
  'SET OF AttributeValue': 'attrType',
  OtherName: 'type-id',
  AlgorithmIdentifier: 'algorithm',
};

/** The type of an ANY; undefined where only its own tag says. */
export function openTypeOf({ parent, oids }: Pick<Setting, 'parent' | 'oids'>): Codec<unknown> | undefined {
  const by = IDENTIFIED_BY[parent];
  return by === undefined ? undefined : BY_OBJECT_ID[oids.get(by) ?? '']?.[0];
}

/** How the octets of a field are to be read. */
export type Reading =
  | { readonly as: 'element'; readonly codecs: readonly Codec<unknown>[] }
  /** Behind a length in four octets. */
  | { readonly as: 'framed'; readonly codecs: readonly Codec<unknown>[] }
  | { readonly as: 'pac' }
  | { readonly as: 'text' | 'address' | 'ip' | 'supported-enctypes' | 'ext-error' | 'kpasswd-result' }
  | { readonly as: 'gss-checksum' }
  | { readonly as: 'token-integrity' | 'kerb-ap-options' | 'utf16' | 'fx-cookie' }
  | { readonly as: 'plain' | 'octets' | 'sealed' | 'secret' };

/** Where octets stand: the name of their field, the type around it, and the numbers of the fields before them there. */
export interface Setting {
  readonly field: string;
  readonly parent: string;
  readonly numbers: ReadonlyMap<string, number>;
  /** OBJECT IDENTIFIERs before them; inside a list, those before the list. */
  readonly oids: ReadonlyMap<string, string>;
  /** Inside the e-data of a KRB-ERROR. */
  readonly inError: boolean;
  readonly service: 'kdc' | 'kpasswd';
}

const SEQUENCE = 0x30;

function padataReading(type: number, octets: Uint8Array, inError: boolean): Reading {
  const { length } = octets;
  const codecs = PADATA[type];
  if (codecs !== undefined) return { as: 'element', codecs };
  if (type === PaDataType.FX_COOKIE)
    return octets[0] === SEQUENCE ? element(kdcFastCookie) : { as: 'fx-cookie' };
  if (type === PaDataType.AFS3_SALT) return { as: 'text' };
  if (type === PaDataType.PW_SALT) return { as: inError && length === 12 ? 'ext-error' : 'text' };
  if (type === PaDataType.SUPPORTED_ENCTYPES && length === 4) return { as: 'supported-enctypes' };
  return { as: 'octets' };
}

/** Keyed by type and field; what is not here is `octets`: shown, but not known to be without secrets. */
const FIXED: Readonly<Record<string, Reading>> = {
  'EncryptedData.cipher': { as: 'sealed' },
  'EncryptionKey.keyvalue': { as: 'secret' },
  'ChangePasswdData.newpasswd': { as: 'secret' },
  'EncKrbPrivPart.user-data': { as: 'secret' },
  'HostAddress.address': { as: 'address' },
  'ETYPE-INFO-ENTRY.salt': { as: 'text' },
  'ETYPE-INFO2-ENTRY.s2kparams': { as: 'plain' },
  'TransitedEncoding.contents': { as: 'text' },
  'SPAKEChallenge.pubkey': { as: 'plain' },
  'SPAKEResponse.pubkey': { as: 'plain' },
  'PA-OTP-REQUEST.otp-value': { as: 'secret' },
  'PA-OTP-REQUEST.otp-pin': { as: 'secret' },
  'PA-OTP-PIN-CHANGE.pin': { as: 'secret' },
  'PA-OTP-CHALLENGE.nonce': { as: 'plain' },
  'OTP-TOKENINFO.otp-tokenID': { as: 'plain' },
  'PA-OTP-REQUEST.otp-tokenID': { as: 'plain' },
  'PA-PK-AS-REQ.signedAuthPack': element(contentInfo),
  'PA-PK-AS-REQ.kdcPkId': element(certificateReference),
  'PA-PK-AS-REQ-OLD.signedAuthPack': element(contentInfo),
  'PA-PK-AS-REQ-OLD.kdcCert': element(issuerAndSerialNumber),
  'PA-PK-AS-REP.padata-value': element(contentInfo),
  'PA-PK-AS-REP-OLD.padata-value': element(contentInfo),
  'DHRepInfo.dhSignedData': element(contentInfo),
  'DHRepInfo.serverDHNonce': { as: 'plain' },
  'ExternalPrincipalIdentifier.subjectName': element(distinguishedName),
  'ExternalPrincipalIdentifier.issuerAndSerialNumber': element(issuerAndSerialNumber),
  'ExternalPrincipalIdentifier.subjectKeyIdentifier': element(keyIdentifier),
  'PKAuthenticator.paChecksum': { as: 'plain' },
  'PAChecksum2.checksum': { as: 'plain' },
  'AuthPack.clientDHNonce': { as: 'plain' },
  'KDCDHKeyInfo.subjectPublicKey': { as: 'plain' },
  'SubjectPublicKeyInfo.subjectPublicKey': { as: 'plain' },
  'Certificate.signatureValue': { as: 'plain' },
  'SignerInfo.signature': { as: 'plain' },
  'KeyTransRecipientInfo.encryptedKey': { as: 'sealed' },
  'EncryptedContentInfo.encryptedContent': { as: 'sealed' },
  'S4UUserID.subject-certificate': element(certificate),
  'KDC-PROXY-MESSAGE.kerb-message': { as: 'framed', codecs: [asReq, asRep, tgsReq, tgsRep, krbError] },
};

const IDENTIFIED: ReadonlySet<string> = new Set(['EncapsulatedContentInfo.eContent', 'Extension.extnValue']);

/** Octets whose type an OBJECT IDENTIFIER before them says. */
function identifiedReading({ parent, oids }: Setting): Reading | undefined {
  const by = IDENTIFIED_BY[parent];
  if (by === undefined) return undefined;
  const oid = oids.get(by) ?? '';
  if (oid === ObjectId.MS_NTDS_OBJECT_SID) return { as: 'text' };
  const codecs = BY_OBJECT_ID[oid];
  return codecs === undefined ? undefined : { as: 'element', codecs };
}

export function readingOf(setting: Setting, octets: Uint8Array): Reading {
  const { field, parent, numbers, inError } = setting;
  if (field === 'padata-value' && parent === 'PA-DATA') {
    return padataReading(numbers.get('padata-type') ?? 0, octets, inError);
  }
  if (field === 'ad-data') return AUTHORIZATION[numbers.get('ad-type') ?? 0] ?? { as: 'octets' };
  if (field === 'armor-value' && numbers.get('armor-type') === ArmorType.FX_FAST_ARMOR_AP_REQUEST) {
    return element(apReq);
  }
  if (
    field === 'checksum' &&
    parent === 'Checksum' &&
    numbers.get('cksumtype') === ChecksumTypeNumber.GSSAPI
  ) {
    return { as: 'gss-checksum' };
  }
  if (field === 'restriction' && numbers.get('restriction-type') === 0) return { as: 'token-integrity' };
  if (IDENTIFIED.has(`${parent}.${field}`) || parent === 'OtherName') {
    return identifiedReading(setting) ?? { as: 'octets' };
  }
  if (parent === 'GeneralName') return { as: 'ip' };
  if (field === 'e-data') {
    if (setting.service === 'kpasswd') return { as: 'kpasswd-result' };
    return { as: 'element', codecs: [methodData, typedData, kerbErrorData] };
  }
  if (field === 'data-value' && parent === 'KERB-ERROR-DATA') {
    return { as: octets.length === 12 ? 'ext-error' : 'octets' };
  }
  if (field === 'data-value') return padataReading(numbers.get('data-type') ?? 0, octets, inError);
  return FIXED[`${parent}.${field}`] ?? { as: 'octets' };
}
