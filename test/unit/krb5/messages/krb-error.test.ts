import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import {
  encodeKerbExtError,
  errorPadata,
  extendedError,
  kerbErrorData,
  methodData,
  parseErrorData,
  typedData,
} from '../../../../src/krb5/messages/index.ts';
import type { KrbError } from '../../../../src/krb5/messages/index.ts';
import { hex } from '../../../support/vectors.ts';

const withData = (eData?: Uint8Array): KrbError => ({
  pvno: 5,
  msgType: 30,
  stime: 1_700_000_000,
  susec: 0,
  errorCode: 25,
  realm: 'MIT.TEST',
  sname: { nameType: 2, nameString: ['krbtgt', 'MIT.TEST'] },
  eData,
});

const disabled = { status: 0xc0000072, reserved: 0, flags: 1 };

describe("a KRB-ERROR's e-data", () => {
  const padata = [{ padataType: 19, padataValue: hex('3000') }];

  it('is METHOD-DATA where it reads as that', () => {
    const eData = encodeDer(methodData, padata);
    expect(parseErrorData(eData)).toEqual({ kind: 'method-data', padata });
    expect(errorPadata(withData(eData))).toEqual(padata);
  });

  it('else TYPED-DATA, whose elements count as pre-authentication data too', () => {
    const eData = encodeDer(typedData, [{ dataType: 19, dataValue: hex('3000') }, { dataType: 104 }]);
    expect(parseErrorData(eData).kind).toBe('typed-data');
    expect(errorPadata(withData(eData))).toEqual([
      ...padata,
      { padataType: 104, padataValue: new Uint8Array() },
    ]);
  });

  it("else Windows' KERB-ERROR-DATA", () => {
    const eData = encodeDer(kerbErrorData, { dataType: 3, dataValue: encodeKerbExtError(disabled) });
    expect(parseErrorData(eData).kind).toBe('kerb-error-data');
    expect(errorPadata(withData(eData))).toEqual([]);
    expect(extendedError(withData(eData))).toEqual(disabled);
  });

  it('else bytes, and never an error', () => {
    for (const bytes of ['', '04', '616263', '30800000ff', '3003020105', '30840fffffff']) {
      expect(parseErrorData(hex(bytes))).toEqual({ kind: 'bytes', bytes: hex(bytes) });
      expect(errorPadata(withData(hex(bytes)))).toEqual([]);
      expect(extendedError(withData(hex(bytes)))).toBeUndefined();
    }
  });

  it('may be absent', () => {
    expect(errorPadata(withData())).toEqual([]);
    expect(extendedError(withData())).toBeUndefined();
  });
});

describe('the NTSTATUS of a domain controller', () => {
  it('comes from the AS as padata of type PW-SALT', () => {
    const eData = encodeDer(methodData, [{ padataType: 3, padataValue: encodeKerbExtError(disabled) }]);
    expect(extendedError(withData(eData))).toEqual(disabled);
  });

  it('is not read out of a salt', () => {
    const eData = encodeDer(methodData, [{ padataType: 3, padataValue: hex('4d49542e54455354') }]);
    expect(extendedError(withData(eData))).toBeUndefined();
  });

  it('of another type of KERB-ERROR-DATA is none', () => {
    const eData = encodeDer(kerbErrorData, { dataType: 2, dataValue: encodeKerbExtError(disabled) });
    expect(extendedError(withData(eData))).toBeUndefined();
  });
});
