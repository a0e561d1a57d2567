import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeDer } from '../../../../src/krb5/asn1/index.ts';
import { parseKeytab } from '../../../../src/krb5/keytab/parse.ts';
import { encTicketPart } from '../../../../src/krb5/messages/index.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import { blobKinds } from '../../../../src/krb5/inspect/inspection.ts';
import { keytabKeys } from '../../../../src/krb5/inspect/keys.ts';
import type { FieldJson } from '../../../../src/krb5/inspect/json.ts';
import { printed, schemaFaults } from '../../../support/inspect-schema.ts';
import { PracticeKdc } from '../../../support/practice-kdc.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';
import {
  bigEndianCcacheSamples,
  ccacheSamples,
  keytabSamples,
  messageSamples,
} from '../../../property/hostile/samples.ts';

const { messages } = readVectors('messages/captured') as {
  messages: readonly { codec: string; from: string; hex: string }[];
};
const { keytab } = readVectors('files/mit-files') as { keytab: Readonly<Record<string, string>> };

const captured = (codec: string, from: string): Uint8Array =>
  hex(messages.find((each) => each.codec === codec && each.from.startsWith(from))!.hex);

function at(field: FieldJson, path: string): FieldJson {
  let found = field;
  for (const name of path.split('.')) {
    const next = name === '>' ? found.opened?.root : found.fields?.find((child) => child.name === name);
    if (next === undefined) throw new Error(`${found.name} has no ${name}`);
    found = next;
  }
  return found;
}

describe('an inspection as JSON', () => {
  it('has numbers, times, flags in both forms, names of numbers, and the place of each part', () => {
    const { root, kind, sources } = printed(inspect(captured('asReq', 'client of mit')));
    expect(kind).toBe('as-req');
    expect(sources).toEqual([{ how: 'input', length: 195 }]);
    expect(at(root, 'pvno')).toEqual({ name: 'pvno', type: 'Int32', offset: 6, length: 5, value: 5 });
    expect(at(root, 'msg-type')).toMatchObject({ value: 10, meaning: 'AS-REQ' });
    expect(at(root, 'req-body.kdc-options')).toMatchObject({
      value: '0x40800000',
      flags: ['forwardable', 'renewable'],
    });
    expect(at(root, 'req-body.till').value).toBe('2026-11-22T12:12:12Z');
    expect(at(root, 'req-body.sname')).toMatchObject({ type: 'PrincipalName', meaning: 'krbtgt/MIT.TEST' });
  });

  it('writes octets whole, in lower-case hexadecimal', () => {
    const part = decodeDer(encTicketPart, captured('encTicketPart', 'samba'));
    const pac = part.authorizationData![0]!.adData;
    const { root } = printed(inspect(captured('encTicketPart', 'samba')));
    expect(JSON.stringify(root)).toContain(toHex(part.transited.contents));
    expect(pac.length).toBeGreaterThan(200);
  });

  it('says of sealed parts how long they are, and never what they are', () => {
    const bytes = captured('asRep', 'mit');
    const document = printed(inspect(bytes), { showKeys: true });
    const cipher = at(document.root, 'ticket.enc-part.cipher');
    expect(cipher.value).toEqual({ length: expect.any(Number) as number, sealed: true });
    expect(cipher.wants).toMatchObject({ enctype: 18, enctypeName: 'aes256-cts-hmac-sha1-96' });
    const start = cipher.offset + cipher.length - 40;
    expect(JSON.stringify(document)).not.toContain(toHex(bytes.subarray(start, start + 16)));
  });

  it('prints the length of keys, and the keys when they are asked for', () => {
    const bytes = hex(keytab['written']!);
    const [entry] = parseKeytab(bytes).entries;
    const key = toHex(entry!.key.keyValue);
    const hidden = printed(inspect(bytes));
    expect(at(hidden.root, '[0].key.keyvalue').value).toEqual({ length: 32, hidden: true });
    expect(JSON.stringify(hidden)).not.toContain(key);
    const shown = printed(inspect(bytes), { showKeys: true });
    expect(at(shown.root, '[0].key.keyvalue').value).toEqual({ length: 32, hex: key });
  });

  it('hides what cannot be read as well: it may be the rest of a record with a key', () => {
    const bytes = ccacheSamples().find((each) => each[1] === 4 && each.length > 1_000)!;
    const { root } = printed(inspect(bytes.subarray(0, bytes.length - 9)));
    expect(root.fields!.at(-1)).toMatchObject({
      name: 'trailing',
      unreadable: 'the last record is cut short',
      value: { hidden: true },
    });
  });

  it('shows by which key a part was opened, and what it holds', async () => {
    const kdc = await PracticeKdc.create();
    const { bytes } = kdc.tgsReq(await kdc.tgt('alice'), 'HTTP/web.practice.test');
    const keys = keytabKeys([
      {
        key: kdc.krbtgtKey,
        kvno: 1,
        timestamp: 0,
        principal: { name: { nameType: 2, nameString: ['krbtgt', 'PRACTICE.TEST'] }, realm: 'PRACTICE.TEST' },
      },
    ]);
    const document = printed(inspect(bytes, { keys }), { showKeys: true });
    const cipher = at(document.root, 'padata.[0].padata-value.ticket.enc-part.cipher');
    expect(cipher.opened).toMatchObject({
      source: 1,
      how: 'decrypted',
      by: {
        from: 'keytab',
        usage: 2,
        usageName: 'TICKET',
        kvno: 1,
        principal: 'krbtgt/PRACTICE.TEST@PRACTICE.TEST',
      },
    });
    expect(document.sources[1]).toMatchObject({ how: 'decrypted' });
    expect(at(cipher, '>.flags').flags).toContain('initial');
  });

  it('follows docs/inspect.schema.json, whatever was inspected', () => {
    const names = [
      'asReq',
      'asRep',
      'tgsReq',
      'tgsRep',
      'apReq',
      'krbError',
      'krbCred',
      'encTicketPart',
      'authenticator',
    ];
    const samples = [
      ...names.flatMap(messageSamples),
      ...ccacheSamples(),
      ...bigEndianCcacheSamples().filter((bytes) => bytes.length > 40),
      ...keytabSamples(),
    ];
    for (const bytes of samples) {
      const seen = inspect(bytes);
      printed(seen);
      printed(seen, { showKeys: true });
    }
    expect(samples.length).toBeGreaterThan(250);
  });

  it('would not follow it with a key in the wrong place, a name missing or an unknown kind of value', () => {
    const document = printed(inspect(hex(keytab['written']!)));
    const { root } = document;
    expect(schemaFaults({ ...document, root: { ...root, name: undefined } })).not.toEqual([]);
    expect(schemaFaults({ ...document, root: { ...root, value: { length: 1, hidden: false } } })).not.toEqual(
      [],
    );
    expect(schemaFaults({ ...document, root: { ...root, more: 1 } })).not.toEqual([]);
    expect(schemaFaults({ ...document, sources: [] })).not.toEqual([]);
    const pattern = new RegExp(
      (
        JSON.parse(readFileSync('docs/inspect.schema.json', 'utf8')) as {
          properties: { kind: { pattern: string } };
        }
      ).properties.kind.pattern,
    );
    for (const kind of blobKinds) expect(kind).toMatch(pattern);
  });
});
