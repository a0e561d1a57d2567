import { describe, expect, it } from 'vitest';
import {
  application,
  boolean,
  choice,
  decodeDer,
  elementLength,
  encodeDer,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  kvnoNumber,
  microseconds,
  nonceNumber,
  octetString,
  optional,
  sequence,
  sequenceOf,
  uint32,
  withRaw,
} from '../../../../src/krb5/asn1/index.ts';
import type { Codec, DecodeOptions, UnknownField } from '../../../../src/krb5/asn1/index.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { asRep, encTicketPart } from '../../../../src/krb5/messages/index.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';

function failure(codec: Codec<unknown>, bytes: string | Uint8Array, options?: DecodeOptions) {
  try {
    decodeDer(codec, typeof bytes === 'string' ? hex(bytes) : bytes, options);
  } catch (error) {
    if (isKerberosError(error, 'ASN1_INVALID') || isKerberosError(error, 'LIMIT')) return error;
    throw error;
  }
  throw new Error('was decoded');
}

const decoded = <T>(codec: Codec<T>, text: string): T => decodeDer(codec, hex(text));
const encoded = <T>(codec: Codec<T>, value: T): string => toHex(encodeDer(codec, value));

describe('INTEGER', () => {
  it.each([
    ['020100', 0],
    ['02017f', 127],
    ['020180', -128],
    ['02020080', 128],
    ['02047fffffff', 2 ** 31 - 1],
    ['020480000000', -(2 ** 31)],
  ])('%s is the Int32 %i', (bytes, value) => {
    expect(decoded(int32, bytes)).toBe(value);
    expect(encoded(int32, value)).toBe(bytes);
  });

  it('of four octets and more is not lost, as it is in the tree underneath', () => {
    expect(decoded(nonceNumber, '02045a87ab4c')).toBe(0x5a87ab4c);
    expect(decoded(nonceNumber, '0205008765432f')).toBe(0x8765432f);
  });

  it('of a type may be spelt unsigned and is read as the negative number it stands for', () => {
    expect(decoded(int32, '020500ffffff76')).toBe(-138);
  });

  it('padded with zeros is read, but not as DER', () => {
    expect(decoded(int32, '02050000000005')).toBe(5);
    expect(failure(int32, '02050000000005', { strict: true }).message).toContain('INTEGER is not DER');
  });

  it('outside its range is refused', () => {
    expect(failure(int32, '02050100000000').message).toContain('outside Int32');
    expect(failure(int32, '0205ff7fffffff').message).toContain('outside Int32');
    expect(failure(microseconds, '02030f4240').message).toContain('outside Microseconds');
    expect(failure(microseconds, '0201ff').message).toContain('outside Microseconds');
  });

  it('of a megabyte is refused without becoming a number', () => {
    const bytes = new Uint8Array(1 << 19).fill(0x41);
    bytes.set(hex('028307fffb'));
    expect(failure(int32, bytes).message).toContain('out of range');
  });

  it('without octets is refused', () => {
    expect(failure(int32, '0200').message).toContain('without octets');
  });

  it('kvno is kept unsigned and sent with a sign, sequence numbers are kept and sent unsigned', () => {
    expect(decoded(kvnoNumber, '0204ff000001')).toBe(0xff000001);
    expect(encoded(kvnoNumber, 0xff000001)).toBe('0204ff000001');
    expect(decoded(uint32, '0201ff')).toBe(0xffffffff);
    expect(encoded(uint32, 0xffffffff)).toBe('020500ffffffff');
  });

  it('a nonce is echoed as it came, sign and all', () => {
    expect(encoded(nonceNumber, decoded(nonceNumber, '0204f0000001'))).toBe('0204f0000001');
    expect(encoded(nonceNumber, decoded(nonceNumber, '020500f0000001'))).toBe('020500f0000001');
  });

  it('that no type can hold is a programming fault when written', () => {
    expect(() => encodeDer(int32, 2 ** 32)).toThrow(TypeError);
    expect(() => encodeDer(microseconds, 0.5)).toThrow(TypeError);
    expect(() => encodeDer(int32, Number.NaN)).toThrow(TypeError);
  });
});

describe('KerberosString', () => {
  it('keeps octets that are no UTF-8', () => {
    expect(encoded(kerberosString, decoded(kerberosString, '1b04636166e9'))).toBe('1b04636166e9');
  });

  it('is UTF-8, not Latin-1', () => {
    expect(decoded(kerberosString, '1b03e282ac')).toBe('\u20ac');
    expect(encoded(kerberosString, '\u20ac')).toBe('1b03e282ac');
  });

  it('takes a string longer than an argument list', () => {
    const long = 'x'.repeat(300_000);
    expect(decodeDer(kerberosString, encodeDer(kerberosString, long))).toBe(long);
  });

  it('of another string type is refused', () => {
    expect(failure(kerberosString, '0c0141').message).toBe(
      'KerberosString: [UNIVERSAL 12] where KerberosString should be',
    );
  });
});

describe('KerberosTime', () => {
  const time = (text: string): string =>
    toHex(Uint8Array.of(0x18, text.length, ...new TextEncoder().encode(text)));

  it('is YYYYMMDDHHMMSSZ and nothing else', () => {
    expect(decoded(kerberosTime, time('19940610060317Z'))).toBe(771_228_197);
    for (const wrong of [
      '19940610060317.5Z',
      '19940610060317',
      '19940610060317+0000',
      '199406100603Z',
      '1994061006031Z',
      ' 9940610060317Z',
      '',
    ]) {
      expect(failure(kerberosTime, time(wrong)).code).toBe('ASN1_INVALID');
    }
  });

  it('is a day of the calendar: no month 13, no 30th of February, no hour 24', () => {
    for (const wrong of [
      '19941310060317Z',
      '19940230000000Z',
      '19000229000000Z',
      '19940610240000Z',
      '19940600000000Z',
    ]) {
      expect(failure(kerberosTime, time(wrong)).code).toBe('ASN1_INVALID');
    }
    expect(decoded(kerberosTime, time('20000229000000Z'))).toBe(951_782_400);
  });

  it('0 is 1970, the time that stands for none', () => {
    expect(encoded(kerberosTime, 0)).toBe(time('19700101000000Z'));
    expect(decoded(kerberosTime, time('19700101000000Z'))).toBe(0);
  });

  it('reaches beyond 32 bits', () => {
    expect(decoded(kerberosTime, time('99991231235959Z'))).toBe(253_402_300_799);
    expect(() => encodeDer(kerberosTime, 253_402_300_800)).toThrow(TypeError);
    expect(() => encodeDer(kerberosTime, 1.5)).toThrow(TypeError);
  });
});

describe('KerberosFlags', () => {
  it('of fewer bits than 32 have the rest zero, of more are read to the 32nd', () => {
    expect(decoded(kerberosFlags, '03020640')).toBe(0x40000000);
    expect(decoded(kerberosFlags, '030100')).toBe(0);
    expect(decoded(kerberosFlags, '03060240800010dc')).toBe(0x40800010);
  });

  it('do not count unused bits, whatever is in them', () => {
    expect(decoded(kerberosFlags, '030207ff')).toBe(0x80000000);
    expect(failure(kerberosFlags, '030207ff', { strict: true }).message).toContain('unused bits');
  });

  it('are sent as 32 bits', () => {
    expect(encoded(kerberosFlags, 0)).toBe('03050000000000');
    expect(encoded(kerberosFlags, 0x80000000)).toBe('03050080000000');
    expect(() => encodeDer(kerberosFlags, 2 ** 32)).toThrow(TypeError);
  });

  it('without their first octet, or with more than seven unused bits, are refused', () => {
    expect(failure(kerberosFlags, '0300').code).toBe('ASN1_INVALID');
    expect(failure(kerberosFlags, '03020840').code).toBe('ASN1_INVALID');
    expect(failure(kerberosFlags, '030101').code).toBe('ASN1_INVALID');
  });
});

describe('BOOLEAN and OCTET STRING', () => {
  it('any octet but zero is true, 255 alone is DER', () => {
    expect(decoded(boolean, '010101')).toBe(true);
    expect(failure(boolean, '010101', { strict: true }).message).toContain('BOOLEAN is not DER');
    expect(failure(boolean, '01020101').code).toBe('ASN1_INVALID');
  });

  it('what is read is a copy, so that the input may be wiped', () => {
    const input = hex('0403010203');
    const value = decodeDer(octetString, input);
    input.fill(0);
    expect(toHex(value)).toBe('010203');
  });

  it("a view into a bigger buffer, such as Node's Buffer, is written as its own octets alone", () => {
    const view = Buffer.from('..ABC..').subarray(2, 5);
    expect(encoded(octetString, view)).toBe('0403414243');
    expect(toHex(decodeDer(octetString, Buffer.from('0403414243', 'hex')))).toBe('414243');
  });

  it('of constructed form is refused', () => {
    expect(failure(octetString, '2403040141').code).toBe('ASN1_INVALID');
  });
});

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
