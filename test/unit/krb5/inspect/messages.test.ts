import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import type { BlobKind } from '../../../../src/krb5/inspect/inspection.ts';
import { ticket } from '../../../../src/krb5/messages/index.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';
import { at, misplaced } from '../../../support/inspection.ts';

const { messages, kpasswd } = readVectors('messages/captured') as {
  messages: readonly { from: string; codec: string; hex: string }[];
  kpasswd: readonly { from: string; kind: string; hex: string }[];
};

const KINDS: Readonly<Record<string, BlobKind>> = {
  asReq: 'as-req',
  asRep: 'as-rep',
  tgsReq: 'tgs-req',
  tgsRep: 'tgs-rep',
  apReq: 'ap-req',
  apRep: 'ap-rep',
  krbPriv: 'krb-priv',
  krbError: 'krb-error',
  krbCred: 'krb-cred',
  ticket: 'ticket',
  authenticator: 'authenticator',
  encTicketPart: 'enc-ticket-part',
  encTgsRepPart: 'enc-tgs-rep-part',
  encApRepPart: 'enc-ap-rep-part',
};

const whole = messages.filter(({ codec }) => codec in KINDS);

const refusal = (bytes: Uint8Array, options = {}): unknown => {
  try {
    inspect(bytes, options);
    return undefined;
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    return { code: error.code, ...error.details };
  }
};

describe('a message given to be inspected', () => {
  it('is recognised by its tag, whichever KDC or client sent it', () => {
    expect(whole.length).toBeGreaterThan(80);
    for (const { codec, from, hex: text } of whole) {
      const bytes = hex(text);
      const seen = inspect(bytes);
      // Heimdal seals an AS reply's part under its own tag, MIT and Samba under the TGS reply's.
      expect(seen.kind, `${codec} of ${from}`).toBe(KINDS[codec]);
      expect(seen.root).toMatchObject({ kind: 'constructed', offset: 0, length: bytes.length });
      expect(misplaced(seen)).toEqual([]);
      expect(seen.sources).toEqual([{ how: 'input', bytes }]);
    }
  });

  it('is recognised behind the length that TCP puts before it', () => {
    for (const { codec, hex: text } of whole.slice(0, 20)) {
      const bytes = hex(text);
      const record = Uint8Array.of(0, 0, bytes.length >> 8, bytes.length & 0xff, ...bytes);
      const seen = inspect(record);
      expect(seen.kind).toBe(KINDS[codec]);
      expect(seen.root).toMatchObject({ type: 'TCP record', offset: 0, length: record.length });
      expect(at(seen.root, 'length').value).toBe(String(bytes.length));
      expect(seen.root.children[1]).toMatchObject({ offset: 4, length: bytes.length });
    }
  });

  it('may be a frame of a password change, with its two messages', () => {
    for (const { kind, from, hex: text } of kpasswd.filter(({ kind }) => kind !== 'result')) {
      const seen = inspect(hex(text));
      const bare = text.startsWith('7e');
      expect(seen.kind, `${kind} ${from}`).toBe(bare ? 'krb-error' : 'kpasswd');
      if (!bare) expect(at(seen.root, 'message-length').value).toBe(String(text.length / 2));
    }
  });

  it('is taken for what the person says it is, and refused if it is not', () => {
    const bytes = hex(whole[0]!.hex);
    expect(inspect(bytes, { as: 'as-req' }).kind).toBe('as-req');
    expect(refusal(bytes, { as: 'ticket' })).toMatchObject({ code: 'NOT_RECOGNISED' });
  });

  it('is refused where a byte is too many or too few, with the place', () => {
    const bytes = hex(whole.find(({ codec }) => codec === 'ticket')!.hex);
    expect(refusal(Uint8Array.of(...bytes, 0))).toMatchObject({
      code: 'NOT_RECOGNISED',
      offset: bytes.length,
    });
    expect(refusal(bytes.subarray(0, bytes.length - 1))).toMatchObject({ code: 'NOT_RECOGNISED' });
    expect(refusal(new Uint8Array())).toMatchObject({ code: 'NOT_RECOGNISED', offset: 0 });
    expect(refusal(new TextEncoder().encode('Dear helpdesk,'))).toMatchObject({ code: 'NOT_RECOGNISED' });
  });

  it('ends in LIMIT above four thousand elements, unless more is asked for', () => {
    const components = Array.from({ length: 4_000 }, (_, index) => String(index));
    const many = encodeDer(ticket, {
      tktVno: 5,
      realm: 'R',
      sname: { nameType: 0, nameString: components },
      encPart: { etype: 18, cipher: new Uint8Array(16) },
    });
    expect(refusal(many)).toMatchObject({ code: 'LIMIT', what: 'nodes', limit: 4_000 });
    expect(inspect(many, { limits: { nodes: 20_000 } }).kind).toBe('ticket');
    expect(refusal(many, { limits: { nodes: 20_000, fields: 3_000 } })).toMatchObject({
      code: 'LIMIT',
      limit: 3_000,
    });
    expect(refusal(many, { limits: { inputBytes: 100 } })).toMatchObject({ code: 'LIMIT', what: 'bytes' });
  });

  it('without a key says of each sealed part which enctype and version, and whose', () => {
    const reply = inspect(
      hex(whole.find(({ codec, from }) => codec === 'asRep' && from.startsWith('mit'))!.hex),
    );
    expect(at(reply.root, 'ticket.enc-part.cipher').wants).toEqual({
      enctype: 18,
      principal: 'krbtgt/MIT.TEST@MIT.TEST',
      kvno: 1,
    });
    expect(at(reply.root, 'enc-part.cipher').wants?.principal).toMatch(/@MIT\.TEST$/);
    expect(toHex(reply.sources[0]!.bytes)).toBe(
      whole.find(({ codec, from }) => codec === 'asRep' && from.startsWith('mit'))!.hex,
    );
  });
});
