// KRB-ERROR, RFC 4120 5.9.1:
//   KRB-ERROR ::= [APPLICATION 30] SEQUENCE { pvno [0], msg-type [1], ctime [2] OPTIONAL, cusec [3] OPTIONAL, stime [4],
//     susec [5], error-code [6] Int32, crealm [7] OPTIONAL, cname [8] OPTIONAL, realm [9], sname [10],
//     e-text [11] KerberosString OPTIONAL, e-data [12] OCTET STRING OPTIONAL }
// What e-data holds depends on who answers and why; it is tried in turn as what it may be, and bytes are always left.
import {
  application,
  decodeDer,
  field,
  int32,
  kerberosString,
  kerberosTime,
  microseconds,
  octetString,
  optional,
  sequence,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import { isKerberosError } from '../errors.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { methodData, principalName } from './basic.ts';
import type { PaData } from './basic.ts';
import { kerbErrorData, kerbExtError, typedData } from './error-data.ts';
import type { KerbErrorData, KerbExtError, TypedDatum } from './error-data.ts';

export const krbError = application(
  30,
  'KRB-ERROR',
  sequence('KRB-ERROR', {
    pvno: field(0, int32),
    msgType: field(1, int32),
    ctime: optional(2, kerberosTime),
    cusec: optional(3, microseconds),
    stime: field(4, kerberosTime),
    susec: field(5, microseconds),
    errorCode: field(6, int32),
    crealm: optional(7, kerberosString),
    cname: optional(8, principalName),
    realm: field(9, kerberosString),
    sname: field(10, principalName),
    eText: optional(11, kerberosString),
    eData: optional(12, octetString),
  }),
);
export type KrbError = TypeOf<typeof krbError>;

/** e-data as what it turned out to be. */
export type ErrorData =
  | { readonly kind: 'method-data'; readonly padata: readonly PaData[] }
  | { readonly kind: 'typed-data'; readonly data: readonly TypedDatum[] }
  | { readonly kind: 'kerb-error-data'; readonly data: KerbErrorData }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Reads e-data as METHOD-DATA, TYPED-DATA or KERB-ERROR-DATA; what is none of them stays bytes. Never throws. */
export function parseErrorData(eData: Uint8Array): ErrorData {
  const padata = attempt(methodData, eData);
  if (padata !== undefined) return { kind: 'method-data', padata };
  const typed = attempt(typedData, eData);
  if (typed !== undefined) return { kind: 'typed-data', data: typed };
  const windows = attempt(kerbErrorData, eData);
  if (windows !== undefined) return { kind: 'kerb-error-data', data: windows };
  return { kind: 'bytes', bytes: eData };
}

function attempt<T>(codec: Codec<T>, bytes: Uint8Array): T | undefined {
  try {
    return decodeDer(codec, bytes);
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

/** The pre-authentication data of an error, as METHOD-DATA or TYPED-DATA; none where e-data is neither. */
export function errorPadata(error: KrbError): readonly PaData[] {
  if (error.eData === undefined) return [];
  const data = parseErrorData(error.eData);
  if (data.kind === 'method-data') return data.padata;
  if (data.kind !== 'typed-data') return [];
  return data.data.map(({ dataType, dataValue }) => ({
    padataType: dataType,
    padataValue: dataValue ?? new Uint8Array(0),
  }));
}

/** Type of KERB-ERROR-DATA that holds a KERB-EXT-ERROR, [MS-KILE] 2.2.2. */
const KERB_ERR_TYPE_EXTENDED = 3;

/**
 * The NTSTATUS that an AD domain controller adds: in KERB-ERROR-DATA, or from the AS as padata of type PW-SALT
 * ([MS-KILE] 2.2.1). undefined where there is none.
 */
export function extendedError(error: KrbError): KerbExtError | undefined {
  if (error.eData === undefined) return undefined;
  const data = parseErrorData(error.eData);
  if (data.kind === 'kerb-error-data' && data.data.dataType === KERB_ERR_TYPE_EXTENDED) {
    return kerbExtError(data.data.dataValue);
  }
  if (data.kind !== 'method-data') return undefined;
  return kerbExtError(data.padata.find((pa) => pa.padataType === PaDataType.PW_SALT)?.padataValue);
}
