import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, decodeDer, encodeDer, readTree } from '../../../../src/krb5/asn1/index.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/index.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import * as engine from '../../../../src/krb5/index.ts';
import { adIfRelevant, encTicketPart } from '../../../../src/krb5/messages/index.ts';
import type { AuthorizationData, EncTicketPart } from '../../../../src/krb5/messages/index.ts';
import {
  buildPac,
  findPacBuffer,
  isPacOfTicket,
  issuedTicketSignatureInput,
  pacOfTicket,
  parsePac,
  ticketSignatureInput,
  verifyPac,
} from '../../../../src/krb5/pac/index.ts';
import type { PacVerificationKeys } from '../../../../src/krb5/pac/index.ts';
import { PAC_VECTORS, pacVector } from '../../../support/pac-judge.ts';
import type { PacVector } from '../../../support/pac-judge.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const key = (of: { readonly etype: number; readonly key: string } | undefined): EncryptionKey | undefined =>
  of === undefined ? undefined : new EncryptionKey(of.etype, bytes(of.key));

const ticketOf = (vector: PacVector): EncTicketPart =>
  decodeDer(encTicketPart, bytes(vector.encTicketPart), { trailing: 'allow' });

function keysOf(vector: PacVector): PacVerificationKeys {
  return {
    server: key(vector.serverKey),
    kdc: key(vector.kdcKey ?? (vector.server.startsWith('krbtgt/') ? vector.serverKey : undefined)),
    ticketBytes: ticketSignatureInput(ticketOf(vector)),
  };
}

describe.each(PAC_VECTORS)('the signatures of a real KDC: %s', (name) => {
  const vector = pacVector(name);
  const types = parsePac(bytes(vector.pac)).buffers.map(({ type }) => type);
  const expected = (type: number, hasKey: boolean): string =>
    !types.includes(type) ? 'absent' : hasKey ? 'valid' : 'no-key';

  it('are valid with the keys that made them', () => {
    const keys = keysOf(vector);
    const hasKdcKey = keys.kdc !== undefined;
    expect(verifyPac(parsePac(bytes(vector.pac)), keys)).toEqual({
      server: 'valid',
      kdc: expected(7, hasKdcKey),
      ticket: expected(16, hasKdcKey),
      full: expected(19, hasKdcKey),
    });
  });

  it('are not checked without keys', () => {
    expect(verifyPac(parsePac(bytes(vector.pac)), {})).toMatchObject({ server: 'no-key', kdc: 'no-key' });
  });

  it('stand in the ticket that they are of', () => {
    const part = ticketOf(vector);
    expect(Buffer.from(pacOfTicket(part) ?? []).toString('hex')).toBe(vector.pac);
    expect(isPacOfTicket(parsePac(bytes(vector.pac)), part)).toBe(true);
    expect(isPacOfTicket(parsePac(bytes(vector.pac)), { ...part, authtime: part.authtime + 1 })).toBe(false);
    expect(
      isPacOfTicket(parsePac(bytes(vector.pac)), {
        ...part,
        cname: { nameType: 1, nameString: ['mallory'] },
      }),
    ).toBe(false);
  });
});

describe('a changed PAC', () => {
  const vector = pacVector('samba-alice');
  const keys = keysOf(vector);

  const flipped = (type: number, offset: number): Uint8Array => {
    const pac = bytes(vector.pac);
    const buffer = findPacBuffer(parsePac(pac), type)!;
    pac[buffer.offset + offset]! ^= 1;
    return pac;
  };

  it('fails its server and full signatures when any buffer changes', () => {
    const verdicts = verifyPac(parsePac(flipped(1, 200)), keys);
    expect(verdicts).toEqual({ server: 'invalid', kdc: 'valid', ticket: 'valid', full: 'invalid' });
  });

  it.each([
    ['server', 6, { server: 'invalid', kdc: 'invalid', ticket: 'valid', full: 'valid' }],
    ['KDC', 7, { server: 'valid', kdc: 'invalid', ticket: 'valid', full: 'valid' }],
    ['ticket', 16, { server: 'invalid', kdc: 'valid', ticket: 'invalid', full: 'invalid' }],
    ['full', 19, { server: 'invalid', kdc: 'valid', ticket: 'valid', full: 'invalid' }],
  ])('fails its %s signature when that changes', (_name, type, verdicts) => {
    expect(verifyPac(parsePac(flipped(type, 5)), keys)).toEqual(verdicts);
  });

  it('fails its ticket signature in another ticket', () => {
    const part = ticketOf(vector);
    const ticketBytes = ticketSignatureInput({ ...part, flags: part.flags ^ 0x0004_0000 });
    expect(verifyPac(parsePac(bytes(vector.pac)), { ...keys, ticketBytes }).ticket).toBe('invalid');
  });

  it('fails with another key', () => {
    const wrong = new EncryptionKey(18, new Uint8Array(32));
    expect(verifyPac(parsePac(bytes(vector.pac)), { server: wrong, kdc: wrong })).toMatchObject({
      server: 'invalid',
      kdc: 'invalid',
      full: 'invalid',
      ticket: 'no-key',
    });
  });

  it('is not saved by an unkeyed checksum, nor by one of another type than the krbtgt’s key has', () => {
    const retyped = (type: number, cksumtype: number): Uint8Array => {
      const pac = bytes(vector.pac);
      const buffer = findPacBuffer(parsePac(pac), type)!;
      new DataView(pac.buffer).setInt32(buffer.offset, cksumtype, true);
      return pac;
    };
    expect(verifyPac(parsePac(retyped(6, 14)), keys).server).toBe('invalid');
    expect(verifyPac(parsePac(retyped(7, 15)), keys).kdc).toBe('invalid');
  });

  it('is refused when a signature is there twice', () => {
    const pac = parsePac(bytes(vector.pac));
    const twice = buildPac([...pac.buffers, findPacBuffer(pac, 6)!]);
    expect(() => verifyPac(twice, keys)).toThrow(
      expect.toSatisfy((e: unknown) => isKerberosError(e, 'FORMAT_INVALID')),
    );
  });
});

describe('the ticket signature’s input', () => {
  it('is the ticket itself where there is no PAC', () => {
    const part = { ...ticketOf(pacVector('samba-alice')), authorizationData: undefined };
    expect(ticketSignatureInput(part)).toEqual(encodeDer(encTicketPart, part));
    expect(pacOfTicket(part)).toBeUndefined();
  });
});

describe('a PAC inside authorization data', () => {
  const nested = (levels: number): EncTicketPart => {
    let authorizationData: AuthorizationData = [{ adType: 128, adData: Uint8Array.of(7) }];
    for (let i = 0; i < levels; i++) {
      authorizationData = [{ adType: 1, adData: encodeDer(adIfRelevant, authorizationData) }];
    }
    return { ...ticketOf(pacVector('samba-alice')), authorizationData };
  };

  it('is found through AD-IF-RELEVANT, and not looked for without end', () => {
    expect(pacOfTicket(nested(0))).toEqual(Uint8Array.of(7));
    expect(pacOfTicket(nested(8))).toEqual(Uint8Array.of(7));
    for (const levels of [9, 2000]) {
      expect(() => pacOfTicket(nested(levels))).toThrow(
        expect.toSatisfy((e: unknown) => isKerberosError(e, 'LIMIT')),
      );
    }
  });
});

describe('the engine’s public surface', () => {
  it('reads and verifies PACs and has nothing that writes or seals them', () => {
    const names = Object.keys(engine);
    expect(names).toContain('verifyPac');
    expect(
      names.filter((name) =>
        /^(build|encode|seal|sign|make).*(pac|logon|client|upn|signature|checksum)/i.test(name),
      ),
    ).toEqual([]);
    expect(names).not.toContain('encrypt');
  });
});

describe('the signature of a read-only DC', () => {
  const vector = pacVector('samba-alice');
  const kdc = key(vector.kdcKey)!;
  const whole = parsePac(bytes(vector.pac));
  // Its identifier stands behind the signature, which covers the server's alone and stays what it was.
  const marked = buildPac(
    whole.buffers.map(({ type, data }) => ({
      type,
      data: type === 7 ? Uint8Array.of(...data, 0xd1, 0x7c) : data,
    })),
  );

  it('is checked with its own krbtgt’s key, never with the domain’s', () => {
    expect(verifyPac(marked, { kdc }).kdc).toBe('no-key');
    expect(verifyPac(marked, { rodc: new Map([[0x7cd1, kdc]]) }).kdc).toBe('valid');
    expect(verifyPac(marked, { kdc, rodc: new Map([[0x7cd2, kdc]]) }).kdc).toBe('no-key');
  });
});

describe.each(PAC_VECTORS)('the ticket as it was issued: %s', (name) => {
  const vector = pacVector(name);

  it('is what the ticket signature covers, spliced from its own octets', () => {
    const issued = issuedTicketSignatureInput(bytes(vector.encTicketPart));
    expect(Buffer.from(issued).toString('hex')).toBe(
      Buffer.from(ticketSignatureInput(ticketOf(vector))).toString('hex'),
    );
  });

  it('keeps octets that no encoder of ours would write', () => {
    // A field that nobody knows, [30] NULL, at the end of the part.
    const part = bytes(vector.encTicketPart);
    const grown = withUnknownField(part);
    const issued = Buffer.from(issuedTicketSignatureInput(grown)).toString('hex');
    expect(issued.endsWith('be020500')).toBe(true);
    expect(issued).not.toContain(vector.pac);
  });
});

/** The same EncTicketPart with `be 02 05 00` at the end of its SEQUENCE. */
function withUnknownField(part: Uint8Array): Uint8Array {
  const application = readTree(part, 'EncTicketPart', DEFAULT_LIMITS);
  const fields = application.children[0]!.children.map(({ raw }) => Buffer.from(raw));
  const inner = der(0x30, Buffer.concat([...fields, Buffer.from('be020500', 'hex')]));
  return Uint8Array.from(der(part[0]!, inner));
}

function der(identifier: number, content: Buffer): Buffer {
  const length = Buffer.from([0x82, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([Buffer.from([identifier]), length, content]);
}
