import { describe, expect, it } from 'vitest';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  NDR_LIMITS,
  NdrReader,
  NdrWriter,
  readSerialized,
  writeSerialized,
} from '../../../../src/krb5/ndr/index.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');
const ndrError: unknown = expect.toSatisfy(
  (e) => isKerberosError(e, 'FORMAT_INVALID') && e.details.format === 'ndr',
);

const HEADERS = '01100800cccccccc 08000000 00000000';

describe('type serialization version 1 ([MS-RPCE] 2.2.6)', () => {
  it('is a common header, a private header and the object padded to 8', () => {
    expect(
      hex(
        writeSerialized((w) => {
          w.uint8(7);
        }),
      ),
    ).toBe(`${HEADERS}00000200 07000000`.replaceAll(' ', ''));
  });

  it('is read through its top-level pointer', () => {
    expect(readSerialized(bytes(`${HEADERS} 00000200 2a000000`), (r) => r.uint32())).toBe(42);
  });

  it('takes whatever filler the headers hold', () => {
    expect(
      readSerialized(bytes('01100800 00000000 08000000 12345678 00000200 2a000000'), (r) => r.uint32()),
    ).toBe(42);
  });

  it.each([
    ['another version', '02100800cccccccc 08000000 00000000 00000200 2a000000'],
    ['big-endian data', '01000800cccccccc 08000000 00000000 00000200 2a000000'],
    ['a longer common header', '01101000cccccccc 08000000 00000000 00000200 2a000000'],
    ['an object buffer longer than the bytes', '01100800cccccccc 09000000 00000000 00000200 2a000000'],
    ['a NULL top-level pointer', '01100800cccccccc 08000000 00000000 00000000 2a000000'],
    ['headers cut short', '01100800cccccccc 0800'],
    ['an object buffer that ends too early', '01100800cccccccc 04000000 00000000 00000200 2a000000'],
    ['nothing', ''],
  ])('refuses %s', (_what, data) => {
    expect(() => readSerialized(bytes(data), (r) => r.uint32())).toThrow(ndrError);
  });

  it('refuses more bytes than the limit', () => {
    expect(() => new NdrReader(new Uint8Array(NDR_LIMITS.maxBytes + 1))).toThrow(
      expect.toSatisfy((e) => isKerberosError(e, 'LIMIT') && e.details.what === 'bytes'),
    );
  });
});

describe('NDR primitives (C706 14.2)', () => {
  it('align to their size, and FILETIME to 4', () => {
    const reader = new NdrReader(bytes('01ff 0200 03ff ffff 0400 0000 0500000006000000'));
    expect(reader.uint8()).toBe(1);
    expect(reader.uint16()).toBe(2);
    expect(reader.uint8()).toBe(3);
    expect(reader.uint32()).toBe(4);
    expect(reader.fileTime()).toBe(0x6_0000_0005n);
  });

  it('are read from a view in the middle of a larger buffer', () => {
    const large = bytes('ffff 0a000000 ffff');
    expect(new NdrReader(large.subarray(2, 6)).uint32()).toBe(10);
  });

  it('never go past the end, padding included', () => {
    expect(() => new NdrReader(bytes('010203')).uint32()).toThrow(ndrError);
    const reader = new NdrReader(bytes('01'));
    reader.uint8();
    expect(() => reader.uint32()).toThrow(ndrError);
    expect(() => new NdrReader(bytes('0102')).bytes(3)).toThrow(ndrError);
  });
});

describe('conformant arrays', () => {
  it('must fit into what is left', () => {
    expect(() => new NdrReader(bytes('02000000 01000000 01000000 01000000')).conformance(8)).toThrow(
      ndrError,
    );
    expect(new NdrReader(bytes('01000000 01000000 01000000')).conformance(8)).toBe(1);
  });

  it('share one budget of elements', () => {
    const reader = new NdrReader(new Uint8Array(64).fill(1, 0, 1), {
      limits: { maxBytes: 64, maxEntries: 1 },
    });
    expect(reader.conformance(1)).toBe(1);
    const second = new NdrReader(bytes('02000000 00000000'), { limits: { maxBytes: 64, maxEntries: 1 } });
    expect(() => second.conformance(1)).toThrow(expect.toSatisfy((e) => isKerberosError(e, 'LIMIT')));
  });
});

describe('RPC_UNICODE_STRING ([MS-DTYP] 2.3.10)', () => {
  const read = (data: string): string => {
    const reader = new NdrReader(bytes(data));
    return reader.unicodeStringReferent(reader.unicodeStringHead());
  };

  it('is a head in the structure and its characters behind it', () => {
    expect(read('0400 0600 00000200 03000000 00000000 02000000 4100e400')).toBe('Aä');
  });

  it('is empty where the pointer is NULL', () => {
    expect(read('0000 0000 00000000')).toBe('');
  });

  it('keeps a lone surrogate', () => {
    expect(read('0200 0200 00000200 01000000 00000000 01000000 00d8')).toBe('\ud800');
  });

  it.each([
    ['an odd length', '0300 0400 00000200 02000000 00000000 01000000 4100'],
    ['a maximum below the length', '0400 0200 00000200 02000000 00000000 02000000 41004200'],
    ['a length without characters', '0400 0400 00000000'],
    ['a first index other than 0', '0200 0200 00000200 02000000 01000000 01000000 4100'],
    ['more characters than the maximum', '0400 0400 00000200 01000000 00000000 02000000 41004200'],
    ['two lengths that differ', '0400 0400 00000200 02000000 00000000 01000000 41004200'],
    ['characters past the end', '0400 0400 00000200 02000000 00000000 02000000 4100'],
  ])('is refused with %s', (_what, data) => {
    expect(() => read(data)).toThrow(ndrError);
  });
});

describe('SIDs ([MS-DTYP] 2.4.2.2, 2.4.2.3)', () => {
  const SAMPLE = '0105 000000000005 15000000 01000000 02000000 03000000 f4010000';

  it('are read in the packet form and, with their count first, in the RPC form', () => {
    expect(new NdrReader(bytes(SAMPLE)).sid()).toBe('S-1-5-21-1-2-3-500');
    expect(new NdrReader(bytes(`05000000 ${SAMPLE}`)).rpcSid()).toBe('S-1-5-21-1-2-3-500');
  });

  it('are written as they were read', () => {
    const writer = new NdrWriter();
    writer.rpcSid('S-1-5-21-1-2-3-500');
    expect(hex(writer.toBytes())).toBe(`05000000${SAMPLE}`.replaceAll(' ', ''));
  });

  it.each([
    ['another revision', '0201 000000000005 15000000'],
    ['16 sub-authorities', `0110 000000000005 ${'01000000'.repeat(16)}`],
    ['sub-authorities past the end', '0102 000000000005 15000000'],
  ])('are refused with %s', (_what, data) => {
    expect(() => new NdrReader(bytes(data)).sid()).toThrow(ndrError);
  });

  it('are refused where the two counts differ', () => {
    expect(() => new NdrReader(bytes('02000000 0101 000000000005 15000000 00000000')).rpcSid()).toThrow(
      ndrError,
    );
  });
});

describe('the writer', () => {
  it('numbers referents as Windows does and writes NULL for what is not there', () => {
    const writer = new NdrWriter();
    writer.pointer();
    writer.pointer(false);
    writer.pointer();
    expect(hex(writer.toBytes())).toBe('000002000000000004000200');
  });

  it('grows past its first buffer', () => {
    const writer = new NdrWriter();
    writer.bytes(new Uint8Array(1000).fill(7));
    writer.uint32(1);
    expect(writer.toBytes()).toHaveLength(1004);
  });
});
