import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import type { UnknownField } from '../../../../src/krb5/asn1/index.ts';
import {
  encodeKpasswdReply,
  encodeKpasswdRequest,
  encodeKpasswdResult,
  parseKpasswdReply,
  parseKpasswdRequest,
  parseKpasswdResult,
} from '../../../../src/krb5/messages/index.ts';
import { codec } from '../../../support/codecs.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';

interface Captured {
  readonly from: string;
  readonly codec: string;
  readonly hex: string;
}

const { messages, kpasswd } = readVectors('messages/captured') as {
  messages: readonly Captured[];
  kpasswd: readonly { from: string; kind: 'request' | 'reply' | 'result'; hex: string }[];
};

/** Without the bytes that were kept: what is written must then come from the values alone. */
function withoutRaw(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRaw);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'raw' && !key.endsWith('Raw'))
      .map(([key, entry]) => [key, withoutRaw(entry)]),
  );
}

const titled = messages.map((message, index) => ({
  ...message,
  title: `${message.codec} #${String(index)}`,
}));

describe('messages of real clients and KDCs', () => {
  it('come from all three implementations', () => {
    const senders = new Set(messages.map((message) => message.from));
    for (const who of ['mit KDC', 'heimdal KDC', 'samba KDC', 'client of mit', 'client of heimdal']) {
      expect(senders).toContain(who);
    }
  });

  it.each(titled)('$title from a $from is read, to the last field', ({ codec: name, hex: bytes }) => {
    const unknown: UnknownField[] = [];
    decodeDer(codec(name), trimmed(name, bytes), { onUnknown: (field) => unknown.push(field) });
    expect(unknown).toEqual([]);
  });

  it.each(titled)(
    '$title from a $from is written again from its values alone',
    ({ codec: name, hex: bytes }) => {
      const value = decodeDer(codec(name), trimmed(name, bytes));
      // MIT's KDC puts the TGS tag on AS replies (RFC 4120 5.4.2): read as either, written as what we are asked for.
      const writer = bytes.startsWith('7a') ? codec('encTgsRepPart') : codec(name);
      expect(toHex(encodeDer(writer, withoutRaw(value)))).toBe(toHex(trimmed(name, bytes)));
    },
  );
});

/** RC4 and DES3 pad what they seal: what follows the element inside a decrypted part is not of the message. */
function trimmed(name: string, text: string): Uint8Array {
  const bytes = hex(text);
  if (!name.startsWith('enc')) return bytes;
  const value = decodeDer(codec(name), bytes, { trailing: 'allow' });
  return bytes.subarray(0, encodeDer(codec(name), value).length);
}

describe('password-change frames of real clients and servers', () => {
  it.each(kpasswd.filter(({ kind }) => kind === 'request'))(
    'a request ($from) is taken apart and put together',
    (frame) => {
      expect(toHex(encodeKpasswdRequest(parseKpasswdRequest(hex(frame.hex))))).toBe(frame.hex);
    },
  );

  it.each(kpasswd.filter(({ kind }) => kind === 'reply'))(
    'a reply ($from) is taken apart and put together',
    (frame) => {
      expect(toHex(encodeKpasswdReply(parseKpasswdReply(hex(frame.hex))))).toBe(frame.hex);
    },
  );

  it.each(kpasswd.filter(({ kind }) => kind === 'result'))('a refusal ($from) says why in words', (frame) => {
    const result = parseKpasswdResult(hex(frame.hex));
    expect(result.resultCode).toBe(4);
    expect(result.text).toMatch(/too short/i);
    expect(parseKpasswdResult(encodeKpasswdResult(result))).toEqual(result);
  });
});
