import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { fieldsOf } from '../../../../src/krb5/fields/field.ts';
import { describeMessage } from '../../../../src/krb5/fields/describe.ts';
import {
  encodeAuthenticatorChecksum,
  GssFlag,
  parseAuthenticatorChecksum,
} from '../../../../src/krb5/gss/authenticator-checksum.ts';
import { encodeFrame, readFrame } from '../../../../src/krb5/gss/framing.ts';
import { decodeSpnego, encodeSpnego } from '../../../../src/krb5/gss/spnego.ts';
import { Mechanism } from '../../../../src/krb5/iana/mechanism.ts';
import { authenticator, krbCred } from '../../../../src/krb5/messages/index.ts';
import { at } from '../../../support/inspection.ts';
import { arbitraries } from '../../../support/arbitraries.ts';
import { exampleToken, recordedTokens } from '../../../support/gss-tokens.ts';
import { hex, toHex } from '../../../support/vectors.ts';
import fc from 'fast-check';

const SEED = 20_261_121;
const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (isKerberosError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'read';
};

describe('the frame of RFC 2743 3.1', () => {
  it('is read as others write it, and written the same', () => {
    for (const { bytes } of recordedTokens.filter((token) => token.bytes[0] === 0x60)) {
      const { mechanism, innerOffset, length } = readFrame(bytes);
      expect(length).toBe(bytes.length);
      expect(toHex(encodeFrame(mechanism, bytes.subarray(innerOffset)))).toBe(toHex(bytes));
    }
  });

  it('has a length of one octet up to 127, and of as many as needed beyond', () => {
    for (const size of [0, 110, 116, 117, 120, 250, 70_000]) {
      const inner = new Uint8Array(size).fill(7);
      const frame = encodeFrame(Mechanism.KRB5, inner);
      const { mechanism, innerOffset } = readFrame(frame);
      expect(mechanism).toBe(Mechanism.KRB5);
      expect(frame.subarray(innerOffset)).toEqual(inner);
    }
  });

  it.each([
    ['', 'no frame'],
    ['60', 'no definite length'],
    ['6080', 'no definite length'],
    ['6003060101', '0'],
    ['600b06092a864886f7120102', '1 octets are missing'],
    ['600506092a8648', 'longer than the token'],
    ['600306012b', 'read'],
    ['60030401ff', 'where OBJECT IDENTIFIER should be'],
  ])('%s: %s', (bytes, expected) => {
    expect(refusal(() => readFrame(hex(bytes)))).toContain(expected === '0' ? 'read' : expected);
  });
});

describe('SPNEGO as values', () => {
  it('what others wrote is read and written the same', () => {
    const tokens = [...recordedTokens.map(({ bytes }) => bytes), exampleToken('negoex-hints')];
    const kinds: string[] = [];
    for (const bytes of tokens) {
      const isSpnego = bytes[0] === 0xa1 || toHex(bytes.subarray(0, 16)).includes('06062b0601050502');
      if (!isSpnego) continue;
      const token = decodeSpnego(bytes);
      kinds.push(token.kind);
      expect(toHex(encodeSpnego(token))).toBe(toHex(bytes));
    }
    expect(new Set(kinds)).toEqual(new Set(['negTokenInit', 'negTokenInit2', 'negTokenResp']));
    expect(kinds.length).toBeGreaterThan(8);
  });

  it('a token of another mechanism is none of SPNEGO', () => {
    const token = encodeFrame(Mechanism.KRB5, hex('0100'));
    expect(refusal(() => decodeSpnego(token))).toContain('a token of 1.2.840.113554.1.2.2, not of SPNEGO');
  });

  it('what is written is read again', () => {
    const octets = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined });
    const mechanisms = fc.array(fc.constantFrom(...Object.values(Mechanism)), { maxLength: 5 });
    fc.assert(
      fc.property(
        mechanisms,
        octets,
        octets,
        fc.constantFrom(undefined, 0, 1, 2, 3),
        fc.option(fc.integer({ min: 0, max: 0xffffffff }), { nil: undefined }),
        (mechTypes, mechToken, mechListMic, negState, reqFlags) => {
          const init = {
            kind: 'negTokenInit',
            value: { mechTypes, mechToken, mechListMic, reqFlags },
          } as const;
          const hints = { hintName: 'x@please_ignore' };
          const hinted = { kind: 'negTokenInit2', value: { mechTypes, mechToken, negHints: hints } } as const;
          const [supportedMech] = mechTypes;
          const value = { negState, supportedMech, responseToken: mechToken, mechListMic };
          for (const token of [init, hinted, { kind: 'negTokenResp', value } as const]) {
            const written = encodeSpnego(token);
            const read = decodeSpnego(written);
            expect(read.kind).toBe(token.kind);
            expect(toHex(encodeSpnego(read))).toBe(toHex(written));
          }
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe('the authenticator’s checksum of RFC 4121 4.1.1', () => {
  const cred = encodeDer(
    krbCred,
    fc.sample(arbitraries['krbCred'] as fc.Arbitrary<never>, { seed: SEED, numRuns: 1 })[0] as never,
  );
  const flags = GssFlag.DELEG | GssFlag.MUTUAL | GssFlag.INTEG;

  it('has its fields where the RFC has them', () => {
    const plain = encodeAuthenticatorChecksum({
      bindings: new Uint8Array(16).fill(0xbb),
      flags: GssFlag.MUTUAL,
    });
    expect(toHex(plain)).toBe(`10000000${'bb'.repeat(16)}02000000`);
    const delegated = encodeAuthenticatorChecksum({
      bindings: new Uint8Array(16),
      flags,
      delegation: cred,
      extensions: [{ type: 0x10203, data: Uint8Array.of(9, 8) }],
    });
    const size = toHex(Uint8Array.of(cred.length & 0xff, cred.length >> 8));
    expect(toHex(delegated)).toBe(
      `10000000${'00'.repeat(16)}230000000100${size}${toHex(cred)}00010203000000020908`,
    );
    expect(parseAuthenticatorChecksum(delegated)).toEqual({
      bindings: new Uint8Array(16),
      flags,
      delegation: cred,
      extensions: [{ type: 0x10203, data: Uint8Array.of(9, 8) }],
    });
  });

  it.each([
    ['10000000', 'no 16 octets'],
    [`0f000000${'00'.repeat(20)}`, 'no 16 octets'],
    [`10000000${'00'.repeat(16)}01000000`, 'no delegation'],
    [`10000000${'00'.repeat(16)}010000000100ff00aa`, 'the delegation is cut short'],
    [`10000000${'00'.repeat(16)}0000000001`, 'an extension is cut short'],
    [`10000000${'00'.repeat(16)}0000000000000001ffffffff`, 'an extension is cut short'],
  ])('%s is refused: %s', (bytes, reason) => {
    expect(refusal(() => parseAuthenticatorChecksum(hex(bytes)))).toContain(
      `FORMAT_INVALID: authenticator checksum: ${reason}`,
    );
  });

  it('delegation without its flag, and the flag without it, are not written', () => {
    const bindings = new Uint8Array(16);
    expect(() => encodeAuthenticatorChecksum({ bindings, flags: 0, delegation: cred })).toThrow(TypeError);
    expect(() => encodeAuthenticatorChecksum({ bindings, flags: GssFlag.DELEG })).toThrow(TypeError);
  });

  it('is laid open inside an authenticator, with the KRB-CRED it delegates', () => {
    const checksum = encodeAuthenticatorChecksum({ bindings: new Uint8Array(16), flags, delegation: cred });
    const bytes = encodeDer(authenticator, {
      authenticatorVno: 5,
      crealm: 'R',
      cname: { nameType: 1, nameString: ['user'] },
      cksum: { cksumtype: 0x8003, checksum },
      cusec: 0,
      ctime: 0,
    });
    expect(decodeDer(authenticator, bytes).cksum?.checksum).toEqual(checksum);
    const field = at(describeMessage(bytes), 'cksum.checksum');
    expect(field.children.map(({ name }) => name)).toEqual([
      'Lgth',
      'Bnd',
      'Flags',
      'DlgOpt',
      'Dlgth',
      'Deleg',
    ]);
    expect(at(field, 'Flags').value).toBe('GSS_C_DELEG_FLAG, GSS_C_MUTUAL_FLAG, GSS_C_INTEG_FLAG');
    const delegated = at(field, 'Deleg');
    expect(delegated).toMatchObject({ type: 'KRB-CRED', kind: 'constructed', length: cred.length });
    expect(bytes.subarray(delegated.offset, delegated.offset + delegated.length)).toEqual(cred);
    expect([...fieldsOf(delegated)].some(({ kind }) => kind === 'unreadable')).toBe(false);
  });
});
