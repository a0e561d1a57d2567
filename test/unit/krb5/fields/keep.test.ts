import { describe, expect, it } from 'vitest';
import { decodeDer } from '../../../../src/krb5/asn1/index.ts';
import { describeMessage } from '../../../../src/krb5/fields/describe.ts';
import { keepOpenParts } from '../../../../src/krb5/fields/keep.ts';
import { asRep, asReq, encryptedData, krbError, tgsRep } from '../../../../src/krb5/messages/index.ts';
import { hex, readVectors } from '../../../support/vectors.ts';

const { messages, kpasswd } = readVectors('messages/captured') as {
  messages: readonly { from: string; codec: string; hex: string }[];
  kpasswd: readonly { from: string; kind: 'request' | 'reply' | 'result'; hex: string }[];
};

const all = (codec: string): readonly Uint8Array[] =>
  messages.filter((each) => each.codec === codec).map((each) => hex(each.hex));

/** Does any run of eight octets of `secret` stand in `bytes`? */
function leaks(bytes: Uint8Array, secret: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('hex');
  for (let from = 0; from + 8 <= secret.length; from += 4) {
    const run = Buffer.from(secret.slice(from, from + 8)).toString('hex');
    if (text.includes(run)) return true;
  }
  return false;
}

describe('what of a message is kept', () => {
  it('is nothing of a proof, a ticket’s sealed part or a reply’s: no material to guess passwords with', () => {
    let seen = 0;
    for (const bytes of all('asReq')) {
      const proof = decodeDer(asReq, bytes).padata?.find(({ padataType }) => padataType === 2);
      if (proof === undefined) continue;
      seen++;
      const { cipher } = decodeDer(encryptedData, proof.padataValue);
      expect(leaks(keepOpenParts(bytes).bytes, cipher)).toBe(false);
    }
    for (const [codec, name] of [
      [asRep, 'asRep'],
      [tgsRep, 'tgsRep'],
    ] as const) {
      for (const bytes of all(name)) {
        seen++;
        const { ticket, encPart } = decodeDer(codec, bytes);
        const kept = keepOpenParts(bytes).bytes;
        expect(leaks(kept, ticket.encPart.cipher)).toBe(false);
        expect(leaks(kept, encPart.cipher)).toBe(false);
      }
    }
    expect(seen).toBeGreaterThan(8);
  });

  it('is nothing of a sealed password change', () => {
    const requests = kpasswd.filter(({ kind }) => kind === 'request').map((each) => hex(each.hex));
    expect(requests.length).toBeGreaterThan(0);
    for (const bytes of requests) {
      const { blanked, bytes: kept } = keepOpenParts(bytes, { service: 'kpasswd' });
      // Ticket, authenticator, KRB-PRIV.
      expect(blanked.filter(({ length }) => length > 40)).toHaveLength(3);
      expect(kept.length).toBe(bytes.length);
    }
  });

  it('keeps lengths and places: it is laid open as before', () => {
    for (const bytes of [
      ...all('asReq'),
      ...all('asRep'),
      ...all('tgsReq'),
      ...all('tgsRep'),
      ...all('krbError'),
    ]) {
      const { bytes: kept } = keepOpenParts(bytes);
      const shape = (described: ReturnType<typeof describeMessage>): unknown =>
        JSON.stringify(described, (name, value: unknown) => (name === 'value' ? undefined : value));
      // What padding and unknown contents were is not told from zeros.
      expect(shape(describeMessage(kept))).toBe(shape(describeMessage(bytes)));
    }
  });

  it('keeps an error as it is, but for what nobody here understands', () => {
    for (const bytes of all('krbError')) {
      const { bytes: kept } = keepOpenParts(bytes);
      const before = decodeDer(krbError, bytes);
      const after = decodeDer(krbError, kept);
      expect({ ...after, eData: undefined }).toEqual({ ...before, eData: undefined });
    }
  });

  it('is nothing at all of bytes that are no message', () => {
    const { bytes, blanked } = keepOpenParts(Uint8Array.of(1, 2, 3, 4));
    expect([...bytes]).toEqual([0, 0, 0, 0]);
    expect(blanked).toEqual([{ offset: 0, length: 4 }]);
  });
});
