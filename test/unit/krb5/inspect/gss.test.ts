import { describe, expect, it } from 'vitest';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { encodeFrame } from '../../../../src/krb5/gss/framing.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import { Mechanism } from '../../../../src/krb5/iana/mechanism.ts';
import { concat } from '../../../support/capture-builder.ts';
import { recordedMessage } from '../../../support/captured-messages.ts';
import { exampleToken, exampleTokens, recordedTokens } from '../../../support/gss-tokens.ts';
import { printed } from '../../../support/inspect-schema.ts';
import { at, misplaced } from '../../../support/inspection.ts';
import { hex } from '../../../support/vectors.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('tokens of GSS-API given to be inspected', () => {
  const kinds = [
    ['spnego', 'smb request'],
    ['spnego', 'ldap reply'],
    ['gss', 'ldap request'],
    ['ap-req', 'dcerpc request'],
    ['ntlm', 'dcerpc reply'],
  ] as const;

  it.each([...recordedTokens, ...exampleTokens])('$title is recognised by itself', ({ bytes }) => {
    const seen = inspect(bytes);
    expect(misplaced(seen)).toEqual([]);
    expect(printed(seen).kind).toBe(seen.kind);
    const lead = bytes[0];
    const expected =
      lead === 0xa1 ? ['spnego'] : lead === 0x4e ? ['ntlm', 'negoex'] : ['gss', 'spnego', 'ap-req', 'ap-rep'];
    expect(expected).toContain(seen.kind);
  });

  it('of each kind', () => {
    const seen = new Set(recordedTokens.map(({ bytes, title }) => `${inspect(bytes).kind} ${title}`));
    for (const [kind, title] of kinds) {
      expect(
        [...seen].some((each) => each.startsWith(`${kind} `) && each.endsWith(title)),
        kind,
      ).toBe(true);
    }
    expect(inspect(exampleToken('initiator-nego')).kind).toBe('negoex');
  });

  it('come out of a header of HTTP', () => {
    const [curl = { bytes: new Uint8Array() }] = recordedTokens;
    const line = `Authorization: Negotiate ${Buffer.from(curl.bytes).toString('base64')}`;
    for (const written of [line, `curl -H '${line}' http://web.mit.test/`]) {
      const seen = inspect(text(written));
      expect(seen.kind).toBe('spnego');
      expect(at(seen.root, 'innerContextToken.mechToken.AP-REQ.ticket').value).toBe(
        'HTTP/web.mit.test@MIT.TEST',
      );
    }
  });

  it('print nothing of NTLM that a password could be guessed from, whoever asks for keys', () => {
    const seen = inspect(exampleToken('authenticate-v2'));
    const written = JSON.stringify(printed(seen, { showKeys: true }));
    expect(written).toContain('Domain\\\\User');
    // [MS-NLMP] 4.2.4.2.1, 4.2.4.2.2, 4.2.4.2.3
    for (const secret of [
      '86c35097ac9cec102554764a57cccc19',
      '68cd0ab851e51c96aabc927bebef6a1c',
      'c5dad2544fc9799094ce1ce90bc9d03e',
    ]) {
      expect(written).not.toContain(secret);
    }
  });

  it('cut short are refused with the place', () => {
    const frame = encodeFrame(Mechanism.KRB5, concat(hex('0100'), recordedMessage('apReq')));
    try {
      inspect(frame.subarray(0, 500), { as: 'gss' });
      expect.fail('was read');
    } catch (error) {
      if (!isKerberosError(error, 'FORMAT_INVALID')) throw error;
      expect(error.details).toMatchObject({
        format: 'gss',
        reason: `${String(frame.length - 500)} octets are missing`,
      });
    }
  });
});
