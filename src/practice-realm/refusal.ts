// What a KDC says instead of a ticket. Thrown where the reason is found, turned into a KRB-ERROR in one place.
import { ErrorCode } from '../krb5/iana/error-code.ts';

export type ErrorCodeName = keyof typeof ErrorCode;

export class KdcRefusal extends Error {
  override readonly name = 'KdcRefusal';
  readonly code: number;
  readonly codeName: ErrorCodeName;
  readonly eData: Uint8Array | undefined;

  /** @param reason becomes the e-text */
  constructor(codeName: ErrorCodeName, reason: string, eData?: Uint8Array) {
    super(reason);
    this.codeName = codeName;
    this.code = ErrorCode[codeName];
    this.eData = eData;
  }
}
