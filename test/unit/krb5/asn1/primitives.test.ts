import { describe, expect, it } from 'vitest';
import {
  boolean,
  choice,
  decodeDer,
  encodeDer,
  enumerated,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  kvnoNumber,
  microseconds,
  nonceNumber,
  objectIdentifier,
  octetString,
  tagged,
  uint32,
  utf8String,
} from '../../../../src/krb5/asn1/index.ts';
import type { Codec } from '../../../../src/krb5/asn1/index.ts';
import { failure } from '../../../support/codec-failure.ts';
import { hex, toHex } from '../../../support/vectors.ts';

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

describe('OBJECT IDENTIFIER', () => {
  it.each([
    ['06062b0601050502', '1.3.6.1.5.5.2'], // SPNEGO, RFC 4178 3
    ['06092a864886f712010202', '1.2.840.113554.1.2.2'], // Kerberos, RFC 1964 1
    ['06092a864882f712010202', '1.2.840.48018.1.2.2'], // [MS-SPNG] 1.9
    ['060a2b06010401823702020a', '1.3.6.1.4.1.311.2.2.10'], // NTLMSSP, [MS-NLMP] 1.9
    ['0603883703', '2.999.3'], // X.690 8.19.5
    ['060100', '0.0'],
  ])('%s is %s', (bytes, text) => {
    expect(decoded(objectIdentifier, bytes)).toBe(text);
    expect(encoded(objectIdentifier, text)).toBe(bytes);
  });

  it.each([
    ['0600', 'without octets'],
    ['06022b86', 'breaks off'],
    ['06032b8001', 'leading zero'],
    ['060b2bffffffffffffffffff7f', 'out of range'],
    [`0641${'01'.repeat(65)}`, 'too long'],
  ])('%s is refused: %s', (bytes, reason) => {
    expect(failure(objectIdentifier, bytes).message).toContain(reason);
  });

  it('is not written from a text that is none', () => {
    for (const text of ['', '1', '1.x', '3.1', '1..2']) {
      expect(() => encodeDer(objectIdentifier, text), text).toThrow(TypeError);
    }
  });
});

describe('types of neighbouring modules', () => {
  it('ENUMERATED is a number that has no sign', () => {
    expect(decoded(enumerated, '0a0103')).toBe(3);
    expect(encoded(enumerated, 3)).toBe('0a0103');
    expect(failure(enumerated, '0a01ff').message).toContain('outside ENUMERATED');
  });

  it('UTF8String keeps its octets', () => {
    expect(decoded(utf8String, '0c03c3a461')).toBe('äa');
    expect(encoded(utf8String, 'äa')).toBe('0c03c3a461');
  });

  it('a tagged type is an alternative of a CHOICE', () => {
    const either = choice('Either', {
      number: tagged(0, 'number', int32),
      text: tagged(1, 'text', utf8String),
    });
    expect(decoded(either, 'a003020105')).toEqual({ kind: 'number', value: 5 });
    expect(encoded(either, { kind: 'text', value: 'a' })).toBe('a1030c0161');
    expect(failure(either, 'a203020105').message).toContain('no alternative');
  });
});
