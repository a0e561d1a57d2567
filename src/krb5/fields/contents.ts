// What an OCTET STRING holds where the ASN.1 says no more: padata-value by padata-type (RFC 4120 5.2.7, 7.5.2), ad-data
// by ad-type (5.2.6), e-data by trying (5.9.1, [MS-KILE] 2.2), and octets that are text or an address.
import type { Codec } from '../asn1/index.ts';
import { AdType } from '../iana/ad-type.ts';
import { PaDataType } from '../iana/padata-type.ts';
import {
  adAndOr,
  adIfRelevant,
  adKdcIssued,
  adMandatoryForKdc,
  apReq,
  checksum,
  encryptedData,
  etypeInfo,
  etypeInfo2,
  kerbAdRestrictionEntry,
  kerbErrorData,
  methodData,
  paForUser,
  paPacOptions,
  paPacRequest,
  paS4uX509User,
  typedData,
} from '../messages/index.ts';

const PADATA: Readonly<Record<number, Codec<unknown>>> = {
  [PaDataType.TGS_REQ]: apReq,
  [PaDataType.ENC_TIMESTAMP]: encryptedData,
  [PaDataType.ENCRYPTED_CHALLENGE]: encryptedData,
  [PaDataType.ETYPE_INFO]: etypeInfo,
  [PaDataType.ETYPE_INFO2]: etypeInfo2,
  [PaDataType.PAC_REQUEST]: paPacRequest,
  [PaDataType.PAC_OPTIONS]: paPacOptions,
  [PaDataType.REQ_ENC_PA_REP]: checksum,
  [PaDataType.FOR_USER]: paForUser,
  [PaDataType.FOR_X509_USER]: paS4uX509User,
};

const AUTHORIZATION: Readonly<Record<number, Codec<unknown>>> = {
  [AdType.IF_RELEVANT]: adIfRelevant,
  [AdType.KDC_ISSUED]: adKdcIssued,
  [AdType.AND_OR]: adAndOr,
  [AdType.MANDATORY_FOR_KDC]: adMandatoryForKdc,
  [AdType.KERB_AUTH_DATA_TOKEN_RESTRICTIONS]: kerbAdRestrictionEntry,
};

/** How the octets of a field are to be read. */
export type Reading =
  | { readonly as: 'element'; readonly codecs: readonly Codec<unknown>[] }
  | { readonly as: 'text' | 'address' | 'supported-enctypes' | 'ext-error' | 'kpasswd-result' }
  | { readonly as: 'plain' | 'octets' | 'sealed' | 'secret' };

/** Where octets stand: the name of their field, the type around it, and the numbers of the fields before them there. */
export interface Setting {
  readonly field: string;
  readonly parent: string;
  readonly numbers: ReadonlyMap<string, number>;
  /** Inside the e-data of a KRB-ERROR. */
  readonly inError: boolean;
  readonly service: 'kdc' | 'kpasswd';
}

function padataReading(type: number, length: number, inError: boolean): Reading {
  const codec = PADATA[type];
  if (codec !== undefined) return { as: 'element', codecs: [codec] };
  if (type === PaDataType.PW_SALT) return { as: inError && length === 12 ? 'ext-error' : 'text' };
  if (type === PaDataType.SUPPORTED_ENCTYPES && length === 4) return { as: 'supported-enctypes' };
  return { as: 'octets' };
}

/** Keyed by type and field; what is not here is `octets`: shown, but not known to be without secrets. */
const FIXED: Readonly<Record<string, Reading['as'] & ('text' | 'address' | 'plain' | 'sealed' | 'secret')>> =
  {
    'EncryptedData.cipher': 'sealed',
    'EncryptionKey.keyvalue': 'secret',
    'ChangePasswdData.newpasswd': 'secret',
    'EncKrbPrivPart.user-data': 'secret',
    'HostAddress.address': 'address',
    'ETYPE-INFO-ENTRY.salt': 'text',
    'ETYPE-INFO2-ENTRY.s2kparams': 'plain',
    'TransitedEncoding.contents': 'text',
  };

export function readingOf(setting: Setting, octets: Uint8Array): Reading {
  const { field, parent, numbers, inError } = setting;
  if (field === 'padata-value') {
    return padataReading(numbers.get('padata-type') ?? 0, octets.length, inError);
  }
  if (field === 'ad-data') {
    const codec = AUTHORIZATION[numbers.get('ad-type') ?? 0];
    return codec === undefined ? { as: 'octets' } : { as: 'element', codecs: [codec] };
  }
  if (field === 'e-data') {
    if (setting.service === 'kpasswd') return { as: 'kpasswd-result' };
    return { as: 'element', codecs: [methodData, typedData, kerbErrorData] };
  }
  if (field === 'data-value' && parent === 'KERB-ERROR-DATA') {
    return { as: octets.length === 12 ? 'ext-error' : 'octets' };
  }
  if (field === 'data-value') return padataReading(numbers.get('data-type') ?? 0, octets.length, inError);
  return { as: FIXED[`${parent}.${field}`] ?? 'octets' };
}
