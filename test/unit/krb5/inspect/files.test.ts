import { describe, expect, it } from 'vitest';
import { parseCcache } from '../../../../src/krb5/ccache/parse.ts';
import { encodeCredentialRecord } from '../../../../src/krb5/ccache/encode.ts';
import type { Credential } from '../../../../src/krb5/credential.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import { parseKeytab } from '../../../../src/krb5/keytab/parse.ts';
import { formatPrincipal, parsePrincipal } from '../../../../src/krb5/principal.ts';
import { at, everyField, misplaced } from '../../../support/inspection.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';
import { bigEndianCcacheSamples, ccacheSamples, keytabSamples } from '../../../property/hostile/samples.ts';

const files = readVectors('files/mit-files') as {
  ccache: Readonly<Record<string, string>>;
  keytab: Readonly<Record<string, string>>;
};

function secretsOf(seen: ReturnType<typeof inspect>): string[] {
  return [...everyField(seen.root, seen.rootSource)]
    .filter(({ field }) => field.kind === 'secret')
    .map(({ field, source }) => {
      const { bytes } = seen.sources[source]!;
      return toHex(bytes.subarray(field.valueOffset, field.valueOffset + field.valueLength));
    });
}

describe('a credential cache given to be inspected', () => {
  it.each(Object.entries(files.ccache))('of MIT, %s: every record where it stands', (name, text) => {
    const bytes = hex(text);
    const seen = inspect(bytes);
    const parsed = parseCcache(bytes);
    expect(seen.kind).toBe('ccache');
    expect(at(seen.root, 'version').value).toBe(`0x050${name.slice(-1)}`);
    expect(at(seen.root, 'default-principal').value).toBe(formatPrincipal(parsed.principal));
    const records = at(seen.root, 'credentials').children;
    expect(records.map(({ offset }) => offset)).toEqual(parsed.records.map(({ offset }) => offset));
    expect(misplaced(seen)).toEqual([]);
    expect(secretsOf(seen)).toEqual(parsed.records.map(({ credential }) => toHex(credential.key.keyValue)));
    for (const [index, { credential, config }] of parsed.records.entries()) {
      const record = records[index]!;
      expect(record.type).toBe(config === undefined ? 'credential' : 'config entry');
      expect(at(record, 'client').value).toBe(formatPrincipal(credential.client));
      expect(at(record, 'flags').bits).toBe(`0x${credential.flags.toString(16).padStart(8, '0')}`);
      if (config === undefined) expect(at(record, 'ticket.sname').kind).toBe('constructed');
      else expect(at(record, 'ticket')).toMatchObject({ kind: 'text', value: 'yes' });
      expect(at(record, 'addresses').children).toHaveLength(1 + credential.addresses.length);
    }
  });

  it('names the fields of the header, and the KDC’s clock', () => {
    const made = ccacheSamples().map((bytes) => inspect(bytes, { as: 'ccache' }).root);
    const headers = made.flatMap((root) => root.children.filter(({ name }) => name === 'header'));
    const offsets = headers.flatMap(({ children }) => children.filter(({ type }) => type === 'header field'));
    expect(offsets.map((field) => at(field, 'tag').meaning)).toContain('KDC offset');
    const clock = offsets.find((field) => field.children.some(({ name }) => name === 'time-offset'))!;
    expect(at(clock, 'time-offset')).toMatchObject({ type: 'Int32' });
  });

  it('of version 1 or 2 may have the byte order of a big machine', () => {
    for (const bytes of bigEndianCcacheSamples()) {
      const { credentials } = { credentials: parseCcache(bytes, { littleEndian: false }).records };
      if (credentials.length === 0) continue;
      const seen = inspect(bytes);
      expect(seen.kind).toBe('ccache');
      expect(at(seen.root, 'credentials').children).toHaveLength(credentials.length);
    }
  });

  it('may be cut short in its last record, and says so', () => {
    const bytes = hex(files.ccache['version4']!);
    const seen = inspect(bytes.subarray(0, bytes.length - 5));
    expect(seen.kind).toBe('ccache');
    expect(seen.root.children.at(-1)).toMatchObject({ name: 'trailing', kind: 'unreadable' });
  });

  it('may hold a removed ticket, and lays its addresses and authorization data open', () => {
    const server = parsePrincipal('HTTP/web@R');
    const credential: Credential = {
      client: parsePrincipal('a@R'),
      server,
      key: new EncryptionKey(18, new Uint8Array(32).fill(9)),
      times: { authTime: 1, startTime: 0, endTime: 0, renewTill: 0 },
      isSkey: true,
      flags: 0x40800000,
      addresses: [{ addrType: 2, address: Uint8Array.of(10, 0, 0, 1) }],
      authorizationData: [{ adType: 1, adData: hex('300d300ba003020180a10404020102') }],
      ticket: new Uint8Array(),
      secondTicket: new Uint8Array(),
    };
    const head = hex(files.ccache['version4']!).subarray(
      0,
      parseCcache(hex(files.ccache['version4']!)).records[0]!.offset,
    );
    const seen = inspect(Uint8Array.of(...head, ...encodeCredentialRecord(credential)));
    const record = at(seen.root, 'credentials.[0]');
    expect(record).toMatchObject({ type: 'removed credential', value: 'HTTP/web@R' });
    expect(at(record, 'is-skey').value).toBe('true');
    expect(at(record, 'addresses.[0].address').value).toBe('10.0.0.1');
    expect(at(record, 'authdata.[0].ad-type').meaning).toBe('AD-IF-RELEVANT');
    expect(misplaced(seen)).toEqual([]);
  });
});

describe('a keytab given to be inspected', () => {
  it.each(Object.entries(files.keytab))('of MIT, %s: every entry and hole where it stands', (_name, text) => {
    const bytes = hex(text);
    const seen = inspect(bytes);
    const parsed = parseKeytab(bytes);
    expect(seen.kind).toBe('keytab');
    const entries = seen.root.children.filter(({ type }) => type === 'keytab entry');
    expect(entries.map(({ value }) => value)).toEqual(
      parsed.entries.map(({ principal }) => formatPrincipal(principal)),
    );
    expect(misplaced(seen)).toEqual([]);
    const keys = parsed.entries.map(({ key }) => toHex(key.keyValue));
    expect(secretsOf(seen).filter((each) => keys.includes(each))).toEqual(keys);
    const end = seen.root.children.at(-1)!;
    expect(end.offset + end.length).toBe(bytes.length);
  });

  it('has key versions of 8 and of 32 bits', () => {
    const long = keytabSamples().map((bytes) => ({
      seen: inspect(bytes),
      entries: parseKeytab(bytes).entries,
    }));
    let wide = 0;
    for (const { seen, entries } of long) {
      const shown = seen.root.children.filter(({ type }) => type === 'keytab entry');
      for (const [index, { kvno }] of entries.entries()) {
        const vno = shown[index]!.children.find(({ name }) => name === 'vno');
        if (kvno > 255) wide++;
        if (kvno > 255) expect(vno?.value).toBe(String(kvno));
      }
    }
    expect(wide).toBeGreaterThan(3);
  });

  it('hides what a hole still holds: it may be the deleted key', () => {
    const bytes = hex(files.keytab['written']!);
    const size = (bytes[2]! << 24) | (bytes[3]! << 16) | (bytes[4]! << 8) | bytes[5]!;
    const holed = bytes.slice();
    new DataView(holed.buffer).setInt32(2, -size);
    const seen = inspect(holed);
    expect(at(seen.root, '[0].deleted')).toMatchObject({ kind: 'secret', valueLength: size });
    holed.fill(0, 6, 6 + size);
    expect(at(inspect(holed).root, '[0].deleted')).toMatchObject({ kind: 'octets', type: 'zeros' });
  });

  it('of version 0x0501 reads in either byte order, and is no cache', () => {
    for (const little of [true, false]) {
      const u16 = (value: number): number[] =>
        little ? [value & 255, value >> 8] : [value >> 8, value & 255];
      const text = (value: string): number[] => [...u16(value.length), ...new TextEncoder().encode(value)];
      const body = [
        ...[...u16(2), ...text('MIT.TEST'), ...text('alice')],
        ...[...u16(0), ...u16(0x6000), 3, ...u16(18), ...u16(32), ...new Uint8Array(32).fill(5)],
      ];
      const length = little ? [body.length, 0, 0, 0] : [0, 0, 0, body.length];
      const seen = inspect(Uint8Array.of(5, 1, ...length, ...body));
      expect(seen.kind).toBe('keytab');
      expect(at(seen.root, '[0]').value).toBe('alice@MIT.TEST');
      expect(at(seen.root, '[0].key.keytype').value).toBe('18');
    }
  });

  it('cut short is refused with the place', () => {
    const bytes = hex(files.keytab['written']!);
    try {
      inspect(bytes.subarray(0, bytes.length - 3));
      expect.fail('was read');
    } catch (error) {
      expect(isKerberosError(error, 'NOT_RECOGNISED') && error.details).toMatchObject({
        reason: expect.stringMatching(/keytab/) as string,
      });
    }
  });
});
