import { describe, expect, it } from 'vitest';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  KPASSWD_VERSION_SET,
  encodeKpasswdReply,
  encodeKpasswdRequest,
  encodeKpasswdResult,
  encodePasswordPolicy,
  parseKpasswdReply,
  parseKpasswdRequest,
  parseKpasswdResult,
  parsePasswordPolicy,
} from '../../../../src/krb5/messages/index.ts';
import { hex, toHex } from '../../../support/vectors.ts';

const refused: unknown = expect.toSatisfy((error) => isKerberosError(error, 'FORMAT_INVALID'));

describe('the frame of RFC 3244 section 2', () => {
  const request = { version: KPASSWD_VERSION_SET, apReq: hex('6e02aabb'), krbPriv: hex('7501cc') };

  it('has length, version and AP-REQ length, 16 bits each, big-endian', () => {
    expect(toHex(encodeKpasswdRequest(request))).toBe('000dff8000046e02aabb7501cc');
    expect(parseKpasswdRequest(hex('000dff8000046e02aabb7501cc'))).toEqual(request);
  });

  it.each([
    ['shorter than its header', '000dff80'],
    ['of another length than it says', '000eff8000046e02aabb7501cc'],
    ['whose AP-REQ is longer than itself', '000dff8000ff6e02aabb7501cc'],
    ['without an AP-REQ', '0009ff8000007501cc'],
    ['without a KRB-PRIV', '000aff8000046e02aabb'],
  ])('a request %s is refused', (_, bytes) => {
    expect(() => parseKpasswdRequest(hex(bytes))).toThrow(refused);
  });

  it('longer than its length field can say is refused when written', () => {
    expect(() => encodeKpasswdRequest({ ...request, apReq: new Uint8Array(65_530) })).toThrow(
      expect.toSatisfy((error) => isKerberosError(error, 'LIMIT')) as Error,
    );
  });

  it('of a reply with AP-REP length 0 holds a KRB-ERROR', () => {
    const reply = { kind: 'error', krbError: hex('7e0130') } as const;
    expect(toHex(encodeKpasswdReply(reply))).toBe('0009000100007e0130');
    expect(parseKpasswdReply(hex('0009000100007e0130'))).toEqual(reply);
  });

  it('may be missing altogether around a KRB-ERROR', () => {
    expect(parseKpasswdReply(hex('7e023000'))).toEqual({ kind: 'error', krbError: hex('7e023000') });
  });

  it('of a reply has version 1 or 0xff80', () => {
    expect(parseKpasswdReply(hex('000a000100026f017501')).kind).toBe('reply');
    expect(parseKpasswdReply(hex('000aff8000026f017501')).kind).toBe('reply');
    expect(() => parseKpasswdReply(hex('000a000200026f017501'))).toThrow(refused);
    expect(() => parseKpasswdReply(hex('0008000100026f01'))).toThrow(refused);
  });
});

describe("a password change's result", () => {
  it('is a code and the text of the server', () => {
    expect(parseKpasswdResult(hex('0000'))).toEqual({ resultCode: 0, text: '' });
    expect(parseKpasswdResult(hex('0004546f6f2073686f7274'))).toEqual({ resultCode: 4, text: 'Too short' });
  });

  it('ends its text at a NUL, and keeps octets that are no UTF-8', () => {
    expect(parseKpasswdResult(hex('000441e9004242'))).toEqual({ resultCode: 4, text: 'A\udce9' });
  });

  it("holds AD's policy in place of a text", () => {
    const policy = {
      minLength: 7,
      history: 24,
      properties: 1,
      maxAgeSeconds: 42 * 86_400,
      minAgeSeconds: 86_400,
    };
    // 42 days and one day in 100 ns
    const blob = `0000 00000007 00000018 00000001 00002100f5598000 000000c92a69c000`.replaceAll(' ', '');
    expect(toHex(encodePasswordPolicy(policy))).toBe(blob);
    expect(parsePasswordPolicy(hex(blob))).toEqual(policy);
    expect(parseKpasswdResult(encodeKpasswdResult({ resultCode: 4, text: '', policy }))).toEqual({
      resultCode: 4,
      text: '',
      policy,
    });
  });

  it('of thirty bytes that do not start with zeros is text', () => {
    expect(parsePasswordPolicy(new Uint8Array(30).fill(0x41))).toBeUndefined();
    expect(parsePasswordPolicy(new Uint8Array(29))).toBeUndefined();
  });

  it('without a code is refused', () => {
    expect(() => parseKpasswdResult(hex('00'))).toThrow(refused);
  });
});
