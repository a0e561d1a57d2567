import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { hiddenRanges } from '../../../../src/krb5/inspect/hidden.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import type { Inspection } from '../../../../src/krb5/inspect/inspection.ts';
import { encKrbCredPart, krbCred } from '../../../../src/krb5/messages/index.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { misplaced } from '../../../support/inspection.ts';
import { readVectors, toHex } from '../../../support/vectors.ts';

const vectors = readVectors('inspect/writing') as {
  hex: string;
  written: readonly { what: string; how: readonly string[]; text: string }[];
};
const { messages } = readVectors('messages/captured') as {
  messages: readonly { codec: string; from: string; hex: string }[];
};
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const base64 = (text: string): string => Buffer.from(text, 'hex').toString('base64');
const apReq = messages.find(({ codec, from }) => codec === 'apReq' && from.startsWith('client of mit'))!.hex;
const asReq = messages.find(({ codec }) => codec === 'asReq')!.hex;
const ticket = messages.find(({ codec }) => codec === 'ticket')!.hex;

/** How each source was made, and the bytes that the tree is of. */
function made(text: string | Uint8Array): { how: string; kind: string; hex: string } {
  const seen = inspect(typeof text === 'string' ? octets(text) : text);
  expect(misplaced(seen)).toEqual([]);
  return {
    how: seen.sources.map(({ how }) => how).join(' '),
    kind: seen.kind,
    hex: toHex(seen.sources[seen.rootSource]!.bytes),
  };
}

describe('a blob in writing', () => {
  it.each(vectors.written)('as $what writes it', ({ how, text }) => {
    const expected = { how: `input ${how.join(' ')}`, kind: 'krb-error', hex: vectors.hex };
    expect(made(text)).toEqual(expected);
    // Copied with blank lines around it, and from a mail that quotes it.
    expect(made(`\n\n  ${text}\n\n`).hex).toBe(vectors.hex);
    expect(made(text.replaceAll(/^/gm, '> ')).hex).toBe(vectors.hex);
  });

  it('as hexdump writes it, in words of a little-endian machine', () => {
    const even = messages.find(({ hex: text }) => text.length % 4 === 0 && text.length > 400)!.hex;
    const words = even.match(/.{4}/g)!.map((word) => word.slice(2) + word.slice(0, 2));
    const lines = Array.from({ length: Math.ceil(words.length / 8) }, (_, line) =>
      [(line * 16).toString(16).padStart(7, '0'), ...words.slice(line * 8, line * 8 + 8)].join(' '),
    );
    const end = (even.length / 2).toString(16).padStart(7, '0');
    expect(made([...lines, end].join('\n')).hex).toBe(even);
  });

  it('in a header of HTTP, sent or answered', () => {
    for (const name of ['Authorization', 'WWW-Authenticate', 'Proxy-Authorization', 'authorization']) {
      expect(made(`${name}: Negotiate ${base64(apReq)}`)).toEqual({
        how: 'input base64',
        kind: 'ap-req',
        hex: apReq,
      });
    }
    expect(made(`Negotiate ${base64(apReq)}`).kind).toBe('ap-req');
  });

  it('in a log of curl -v, where the longest token is taken', () => {
    const log = [
      '* Connected to web.mit.test (127.10.0.7) port 18080 (#0)',
      "* Server auth using Negotiate with user ''",
      '> GET /spnego/ HTTP/1.1',
      '> Host: web.mit.test:18080',
      `> Authorization: Negotiate ${base64(apReq)}`,
      '> User-Agent: curl/7.88.1',
      '> ',
      '< HTTP/1.1 200 OK',
      `< WWW-Authenticate: Negotiate ${base64(vectors.hex)}`,
      '< X-User: user@MIT.TEST',
      '',
    ].join('\r\n');
    const seen = inspect(octets(log));
    expect(seen).toMatchObject({ kind: 'ap-req', rootSource: 1 });
    const { from } = seen.sources[1]!;
    expect(log.slice(from!.offset, from!.offset + from!.length)).toBe(base64(apReq));
    expect(inspect(octets(log), { as: 'krb-error' }).kind).toBe('krb-error');
  });

  it('in armour, in JSON, in a mail, and in UTF-16 as PowerShell writes files', () => {
    const lines = base64(ticket)
      .match(/.{1,64}/g)!
      .join('\n');
    expect(made(`-----BEGIN KERBEROS TICKET-----\n${lines}\n-----END KERBEROS TICKET-----\n`).hex).toBe(
      ticket,
    );
    expect(made(JSON.stringify({ when: '2026-11-21', ticket: base64(ticket) })).hex).toBe(ticket);
    expect(
      made(`Dear helpdesk,\nwhat is this?\n\n  ${lines.replaceAll('\n', '\n  ')}\n\nThank you\n`).hex,
    ).toBe(ticket);
    expect(made(`ticket = ${ticket};`).how).toBe('input hex');
    const wide = Buffer.from(`\ufeff${base64(ticket)}\r\n`, 'utf16le');
    expect(made(new Uint8Array(wide))).toMatchObject({ how: 'input text base64', hex: ticket });
    expect(made(new Uint8Array(Buffer.from(wide).swap16()))).toMatchObject({ hex: ticket });
    expect(made(`\ufeff${ticket}`)).toMatchObject({ how: 'input text hex', hex: ticket });
  });

  it('may be writing again: hexadecimal of base64', () => {
    const twice = Buffer.from(base64(ticket), 'latin1').toString('hex');
    expect(made(twice)).toEqual({ how: 'input hex base64', kind: 'ticket', hex: ticket });
  });

  it('in a dump of tcpdump -X: offsets with 0x, words, and the characters beside them', () => {
    const words = (at: number): string => asReq.slice(at * 2, at * 2 + 32).replaceAll(/(.{4})/g, '$1 ');
    const lines = Array.from(
      { length: Math.ceil(asReq.length / 32) },
      (_, line) =>
        `\t0x${(line * 16).toString(16).padStart(4, '0')}:  ${words(line * 16)
          .trim()
          .padEnd(40)}  ......`,
    );
    expect(made(lines.join('\n')).hex).toBe(asReq);
  });

  it('is refused as what it is not', () => {
    const refused = (text: string): unknown => {
      try {
        return inspect(octets(text));
      } catch (error) {
        return isKerberosError(error) ? error.code : error;
      }
    };
    expect(refused('Dear helpdesk, I cannot sign in.')).toBe('NOT_RECOGNISED');
    expect(refused('Authorization: Basic dXNlcjpQYXNzdzByZCE=')).toBe('NOT_RECOGNISED');
    expect(refused('A'.repeat(500_000))).toBe('NOT_RECOGNISED');
    expect(refused('A'.repeat(600_000))).toBe('LIMIT');
    expect(refused('deadbeef '.repeat(1_000))).toBe('NOT_RECOGNISED');
  });
});

describe('the octets that nobody sees unasked', () => {
  const key = new EncryptionKey(18, new Uint8Array(32).fill(0xab));
  const cred = encodeDer(krbCred, {
    pvno: 5,
    msgType: 22,
    tickets: [],
    encPart: { etype: 0, cipher: encodeDer(encKrbCredPart, { ticketInfo: [{ key }] }) },
  });

  const visible = ({ sources }: Inspection, hidden: ReturnType<typeof hiddenRanges>): string[] =>
    sources.map(({ bytes }, source) => {
      const open = bytes.slice();
      for (const { offset, length } of hidden[source]!) open.fill(0, offset, offset + length);
      return `${toHex(open)} ${Buffer.from(open).toString('latin1')}`;
    });

  it('are a key’s, where it stands', () => {
    const seen = inspect(cred);
    const hidden = hiddenRanges(seen);
    expect(hidden[0]).toHaveLength(1);
    expect(hidden[0]![0]!.length).toBe(32);
    expect(visible(seen, hidden).join(' ')).not.toContain('abab');
  });

  it('and the writing that it was read from', () => {
    for (const text of [
      `Authorization: Negotiate ${Buffer.from(cred).toString('base64')}`,
      `look: ${toHex(cred)}`,
      Buffer.from(Buffer.from(cred).toString('base64')).toString('hex'),
    ]) {
      const seen = inspect(octets(text));
      const shown = visible(seen, hiddenRanges(seen)).join(' ');
      expect(shown).not.toContain('abab');
      expect(shown).not.toContain('q6ur');
    }
  });
});
