import { describe, expect, it } from 'vitest';
import {
  application,
  choice,
  decodeDer,
  elementLength,
  encodeDer,
  field,
  int32,
  kerberosString,
  octetString,
  optional,
  sequence,
  sequenceOf,
  withRaw,
} from '../../../../src/krb5/asn1/index.ts';
import type { Codec, UnknownField } from '../../../../src/krb5/asn1/index.ts';
import { asRep, encTicketPart } from '../../../../src/krb5/messages/index.ts';
import { failure } from '../../../support/codec-failure.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';

const decoded = <T>(codec: Codec<T>, text: string): T => decodeDer(codec, hex(text));
const encoded = <T>(codec: Codec<T>, value: T): string => toHex(encodeDer(codec, value));

describe('SEQUENCE', () => {
  const pair = sequence('Pair', {
    first: field(0, int32),
    secondPart: optional(1, int32),
    last: field(3, int32),
  });

  it('leaves out what is optional and absent', () => {
    expect(decoded(pair, '300aa003020101a303020103')).toEqual({ first: 1, last: 3 });
    expect(encoded(pair, { first: 1, secondPart: undefined, last: 3 })).toBe('300aa003020101a303020103');
  });

  it('names the field that is missing, and where', () => {
    const error = failure(pair, '3005a003020101');
    expect(error.details).toMatchObject({ path: 'Pair', reason: 'last is missing', offset: 0 });
    expect(() => encodeDer(pair, { first: 1 } as never)).toThrow(new TypeError('Pair.last is missing'));
  });

  it('refuses a field that is repeated or out of order', () => {
    expect(failure(pair, '300fa003020101a003020102a303020103').message).toContain('repeated or out of order');
    expect(failure(pair, '300aa303020103a003020101').message).toContain('first is missing');
  });

  it('refuses an explicit tag that is empty or holds two elements', () => {
    expect(failure(pair, '3007a000a303020103').message).toBe('Pair.first: [0] is empty');
    expect(failure(pair, '300da006020101020102a303020103').message).toContain('more than one element');
  });

  it('skips fields it does not know and reports them', () => {
    const seen: UnknownField[] = [];
    const value = decodeDer(pair, hex('3012a003020101a203020109a303020103020105'), {
      onUnknown: (unknown) => seen.push(unknown),
    });
    expect(value).toEqual({ first: 1, last: 3 });
    expect(seen).toEqual([
      { path: 'Pair', tag: '[2]', offset: 7 },
      { path: 'Pair', tag: '[UNIVERSAL 2]', offset: 17 },
    ]);
  });

  it('skips them silently where the ASN.1 has an extension marker', () => {
    const open = sequence('Open', { first: field(0, int32) }, { extensible: true });
    const seen: UnknownField[] = [];
    decodeDer(open, hex('300aa003020101a903020109'), { onUnknown: (unknown) => seen.push(unknown) });
    expect(seen).toEqual([]);
  });

  it('says the path of what is wrong in the words of the ASN.1', () => {
    const vectors = readVectors('messages/mit-reference') as { vectors: { name: string; hex: string }[] };
    const rep = vectors.vectors.find(({ name }) => name === 'as_rep')!.hex;
    const at = (wrong: string) => failure(asRep, wrong);
    // kvno of the ticket's enc-part becomes an OCTET STRING
    expect(at(rep.replace('a103020105a2170415', 'a103040105a2170415')).details).toMatchObject({
      path: 'AS-REP.ticket.enc-part.kvno',
    });
    expect(at(rep.replace('1b056578747261', '0c056578747261')).details).toMatchObject({
      path: 'AS-REP.cname.name-string[1]',
    });
    const part = vectors.vectors.find(({ name }) => name === 'enc_tkt_part')!.hex;
    const noTime = part.replace(
      'a811180f3139393430363130303630333137',
      'a811180f3139393430363130303630333161',
    );
    expect(failure(encTicketPart, noTime).details).toMatchObject({ path: 'EncTicketPart.renew-till' });
  });
});

describe('the other combinators', () => {
  it('[APPLICATION n] is required, and further tags are read where peers write them', () => {
    const one = application(25, 'One', int32, [26]);
    expect(decoded(one, '7903020107')).toBe(7);
    expect(decoded(one, '7a03020107')).toBe(7);
    expect(encoded(one, 7)).toBe('7903020107');
    expect(failure(one, '7b03020107').message).toBe(
      'One: [APPLICATION 27] where One [APPLICATION 25] should be',
    );
    expect(failure(one, 'b903020107').message).toContain('[25] where One');
  });

  it('SEQUENCE OF says which element is wrong', () => {
    expect(failure(sequenceOf('Numbers', int32), '3006020101040141').details).toMatchObject({
      path: 'Numbers[1]',
    });
  });

  it('CHOICE goes by the tag', () => {
    const either = choice('Either', { number: int32, text: kerberosString });
    expect(decoded(either, '1b0141')).toEqual({ kind: 'text', value: 'A' });
    expect(encoded(either, { kind: 'number', value: 5 })).toBe('020105');
    expect(failure(either, '040141').message).toContain('no alternative of Either');
  });

  it('a value with its bytes is written as those bytes, DER or not', () => {
    const kept = withRaw(int32);
    expect(encoded(kept, decoded(kept, '02020005'))).toBe('02020005');
    expect(encoded(kept, { value: 5 })).toBe('020105');
  });
});

describe('what is no DER', () => {
  it('an element longer than its input, its parent or its own length is refused', () => {
    for (const bytes of [
      '',
      '02',
      '0205',
      '020501',
      '3003020205',
      '300302020101',
      '30050203',
      '0281',
      '02890101',
    ]) {
      expect(failure(int32, bytes).code).toBe('ASN1_INVALID');
      expect(failure(sequenceOf('List', int32), bytes).code).toBe('ASN1_INVALID');
    }
  });

  it('a child that reaches beyond its parent is refused, though the bytes are there', () => {
    expect(failure(sequenceOf('List', sequenceOf('Inner', int32)), '30083003020301020304').message).toMatch(
      /longer than what holds it|End of input/,
    );
  });

  it('an indefinite length is read with its end, refused without it and where DER is required', () => {
    const list = sequenceOf('List', int32);
    expect(decoded(list, '30800201010000')).toEqual([1]);
    expect(failure(list, '3080020101').code).toBe('ASN1_INVALID');
    expect(failure(list, '30800201010000', { strict: true }).message).toContain('not DER');
    expect(failure(octetString, '0480410000').code).toBe('ASN1_INVALID');
  });

  it('end-of-contents inside a definite length is refused', () => {
    expect(failure(sequenceOf('List', int32), '30050201010000').code).toBe('ASN1_INVALID');
  });

  it('a length longer than it need be is read, but is not DER', () => {
    expect(decoded(int32, '02810105')).toBe(5);
    expect(decoded(int32, '0282000105')).toBe(5);
    expect(failure(int32, '02810105', { strict: true }).message).toContain('not DER');
  });

  it('trailing bytes are counted', () => {
    expect(failure(int32, '02010500').message).toBe('Int32: 1 trailing byte');
    expect(failure(int32, '0201050000', { path: 'X.y' }).message).toBe('X.y: 2 trailing bytes');
    expect(decodeDer(int32, hex('0201050000'), { trailing: 'allow' })).toBe(5);
    expect(elementLength(hex('0201050000'), 'x')).toBe(3);
  });
});

describe('budgets', () => {
  const nested = (depth: number): Uint8Array => {
    let bytes = hex('020105');
    for (let i = 0; i < depth; i++) {
      const length = bytes.length < 0x80 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff];
      bytes = Uint8Array.of(0x30, ...length, ...bytes);
    }
    return bytes;
  };

  it('depth is at most 32', () => {
    expect(failure(int32, nested(31)).code).toBe('ASN1_INVALID');
    expect(failure(int32, nested(40)).details).toEqual({ what: 'depth', limit: 32, where: 'Int32' });
    expect(failure(int32, nested(5000)).code).toBe('LIMIT');
  });

  it('nodes are at most 4000', () => {
    const many = new Uint8Array(4 + 3 * 4000);
    many.set(hex('30822ee0'));
    for (let at = 4; at < many.length; at += 3) many.set(hex('020105'), at);
    expect(failure(sequenceOf('List', int32), many).details).toEqual({
      what: 'nodes',
      limit: 4000,
      where: 'List',
    });
    expect(decodeDer(sequenceOf('List', int32), many, { limits: { maxNodes: 4001 } })).toHaveLength(4000);
  });

  it('bytes are at most a mebibyte, or what the caller allows', () => {
    expect(failure(octetString, new Uint8Array((1 << 20) + 1)).details).toMatchObject({ what: 'bytes' });
    expect(failure(octetString, '0403414243', { limits: { maxBytes: 4 } }).code).toBe('LIMIT');
  });

  it('a length that claims more than memory is refused before anything is allocated', () => {
    expect(failure(octetString, '0484ffffffff41').code).toBe('ASN1_INVALID');
    expect(failure(octetString, '0488ffffffffffffffff41').code).toBe('ASN1_INVALID');
  });
});
