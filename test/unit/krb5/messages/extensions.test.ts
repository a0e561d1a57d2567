import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import type { UnknownField } from '../../../../src/krb5/asn1/index.ts';
import {
  asReq,
  encAsRepPart,
  encTgsRepPart,
  encodeKdcReq,
  kdcReqBody,
  paForUserSigned,
  paPacOptions,
  paPacRequest,
  s4uUserId,
  supportedEnctypesBits,
  tgsReq,
  ticket,
} from '../../../../src/krb5/messages/index.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';

describe("Microsoft's pre-authentication data", () => {
  it('PA-PAC-REQUEST is one BOOLEAN ([MS-KILE] 2.2.3)', () => {
    expect(toHex(encodeDer(paPacRequest, { includePac: true }))).toBe('3005a0030101ff');
    expect(toHex(encodeDer(paPacRequest, { includePac: false }))).toBe('3005a003010100');
  });

  it('PA-PAC-OPTIONS are 32 flags ([MS-KILE] 2.2.10)', () => {
    expect(toHex(encodeDer(paPacOptions, { flags: 0x10000000 }))).toBe('3009a00703050010000000');
  });

  it("PA-FOR-USER's checksum covers name type, name, realm and package without separators ([MS-SFU] 2.2.1)", () => {
    const signed = paForUserSigned({ nameType: 1, nameString: ['al', 'ice'] }, 'AD.TEST', 'Kerberos');
    expect(toHex(signed)).toBe(`01000000${toHex(new TextEncoder().encode('aliceAD.TESTKerberos'))}`);
    expect(toHex(paForUserSigned({ nameType: -128, nameString: [] }, '', ''))).toBe('80ffffff');
  });

  it('S4UUserID may be extended: unknown fields are not reported ([MS-SFU] 2.2.2)', () => {
    const seen: UnknownField[] = [];
    const bytes = hex('3012a003020105a2031b0141a906020401020304');
    expect(decodeDer(s4uUserId, bytes, { onUnknown: (field) => seen.push(field) })).toEqual({
      nonce: 5,
      crealm: 'A',
    });
    expect(seen).toEqual([]);
  });

  it('PA-SUPPORTED-ENCTYPES is four octets, little-endian ([MS-KILE] 2.2.8)', () => {
    expect(supportedEnctypesBits(hex('1c000000'))).toBe(0x1c);
    expect(supportedEnctypesBits(hex('1c0000'))).toBeUndefined();
  });
});

describe('what is signed or sent on', () => {
  const vectors = readVectors('messages/mit-decode-only') as { vectors: { name: string; hex: string }[] };

  it('a ticket goes out byte for byte as it came in, BER or not', () => {
    const bytes = vectors.vectors.find(({ name }) => name.includes('ticket (indefinite lengths)'))!.hex;
    expect(toHex(encodeDer(ticket, decodeDer(ticket, hex(bytes))))).toBe(bytes);
  });

  it("a request is put around the body's own bytes", () => {
    const body = { kdcOptions: 0, realm: 'A', till: 0, nonce: 1, etype: [18] };
    const reqBody = encodeDer(kdcReqBody, body);
    const bytes = encodeKdcReq({ msgType: 12, padata: [], reqBody });
    expect(toHex(bytes)).toContain(toHex(reqBody));
    const read = decodeDer(tgsReq, bytes);
    expect(read).toEqual({ pvno: 5, msgType: 12, reqBody: body, reqBodyRaw: reqBody });
    expect(toHex(encodeDer(tgsReq, read))).toBe(toHex(bytes));
  });

  it('a body as received is written again as it was, BER or not', () => {
    const body = { kdcOptions: 0, realm: 'A', till: 0, nonce: 1, etype: [18] };
    const der = toHex(encodeDer(kdcReqBody, body));
    const indefinite = hex(`3080${der.slice(4)}0000`);
    const bytes = encodeKdcReq({ msgType: 10, reqBody: indefinite });
    const read = decodeDer(asReq, bytes);
    expect(read.reqBody).toEqual(body);
    expect(toHex(read.reqBodyRaw!)).toBe(toHex(indefinite));
    expect(toHex(encodeDer(asReq, read))).toBe(toHex(bytes));
  });

  it('the sealed part of a reply is read under either tag (RFC 4120 5.4.2)', () => {
    const captured = readVectors('messages/captured') as {
      messages: { from: string; codec: string; hex: string }[];
    };
    const mit = captured.messages.find(
      ({ codec, hex: text }) => codec === 'encAsRepPart' && text.startsWith('7a'),
    )!;
    const asPart = decodeDer(encAsRepPart, hex(mit.hex), { trailing: 'allow' });
    const tgsPart = decodeDer(encTgsRepPart, hex(mit.hex), { trailing: 'allow' });
    expect(asPart.nonce).toBe(tgsPart.nonce);
    expect(toHex(encodeDer(encAsRepPart, asPart)).startsWith('79')).toBe(true);
  });
});
