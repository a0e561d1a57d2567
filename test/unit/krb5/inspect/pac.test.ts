import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { encrypt } from '../../../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { fieldsOf } from '../../../../src/krb5/fields/field.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import { toJson } from '../../../../src/krb5/inspect/json.ts';
import type { RingKey } from '../../../../src/krb5/inspect/keys.ts';
import { ticket } from '../../../../src/krb5/messages/index.ts';
import { buildPac, PacBufferType } from '../../../../src/krb5/pac/index.ts';
import { everyField } from '../../../support/inspection.ts';
import { BUILT_VECTORS, builtVector } from '../../../support/pac-built.ts';
import { encodeCredentialInfo } from '../../../support/pac-encoders.ts';
import { PAC_VECTORS, pacVector } from '../../../support/pac-judge.ts';
import { hex, toHex } from '../../../support/vectors.ts';

describe('a PAC', () => {
  it.each(PAC_VECTORS)('of %s is recognised by itself', (name) => {
    const { kind, root } = inspect(hex(pacVector(name).pac));
    expect([kind, root.type]).toEqual(['pac', 'PACTYPE']);
  });

  it.each(PAC_VECTORS)('of %s is laid open inside its ticket, at its place there', (name) => {
    const vector = pacVector(name);
    const part = hex(vector.encTicketPart);
    const { kind, root } = inspect(part);
    expect(kind).toBe('enc-ticket-part');
    const pac = [...fieldsOf(root)].find(({ type }) => type === 'PACTYPE');
    expect(pac?.name).toBe('ad-data');
    const { valueOffset, valueLength } = pac!;
    expect(part.subarray(valueOffset, valueOffset + valueLength)).toEqual(hex(vector.pac));
    const names = [...fieldsOf(pac!)].filter((field) => field.type === 'PAC_CLIENT_INFO');
    expect(names[0]?.offset).toBeGreaterThan(valueOffset);
  });

  it('with bytes left over is none', () => {
    const bytes = hex(`${pacVector('samba-alice').pac}${'00'.repeat(16)}`);
    expect(() => inspect(bytes, { as: 'pac' })).toThrow(/16 bytes are left over/);
  });
});

describe('a claims set', () => {
  it.each(
    BUILT_VECTORS.filter(({ kind }) => kind === 'claims' || kind === 'claims-set').map(({ name }) => name),
  )('“%s” is recognised by itself, with its decompressed source', (name) => {
    const { bytes, read } = builtVector(name);
    const inspection = inspect(bytes);
    expect(inspection.kind).toBe('claims');
    expect(inspection.sources.map(({ how }) => how)).toEqual(
      name.includes('uncompressed') || name.includes('alone') ? ['input'] : ['input', 'decompressed'],
    );
    const text = JSON.stringify(toJson(inspection));
    for (const { claims } of read as { claims: { id: string }[] }[]) {
      for (const { id } of claims) expect(text).toContain(JSON.stringify(id));
    }
  });
});

describe('the signatures of a PAC in its ticket', () => {
  const [service, krbtgt] = ['HTTP/web.ad.test@AD.TEST', 'krbtgt/AD.TEST@AD.TEST'];
  const vector = pacVector('samba-alice');
  const key = ({ etype, key: octets }: { etype: number; key: string }): EncryptionKey =>
    new EncryptionKey(etype, hex(octets));
  const serverKey: RingKey = { key: key(vector.serverKey), from: 'keytab', principal: service };
  const kdcKey: RingKey = { key: key(vector.kdcKey!), from: 'keytab', principal: krbtgt };
  const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
  const sealed = (part: Uint8Array): Uint8Array =>
    encodeDer(ticket, {
      tktVno: 5,
      realm: 'AD.TEST',
      sname: { nameType: 2, nameString: ['HTTP', 'web.ad.test'] },
      encPart: { etype: serverKey.key.keyType, cipher: encrypt(serverKey.key, 2, part, random) },
    });
  const verdicts = (keys: readonly RingKey[], part = hex(vector.encTicketPart)): (string | undefined)[] => {
    const inspection = inspect(sealed(part), { keys });
    return [...everyField(inspection.root, inspection.rootSource)]
      .filter(({ field }) => field.name === 'Signature')
      .map(({ field }) => field.verdict);
  };

  it('are valid by the service’s and the krbtgt’s key, the ticket’s over the ticket as issued', () => {
    expect(verdicts([serverKey, kdcKey])).toEqual(['valid', 'valid', 'valid', 'valid']);
  });

  it('are valid by the same keys under other names: the service’s account, and krbtgt as an account', () => {
    const account: RingKey = { ...serverKey, principal: 'svc-web$@AD.TEST' };
    const exported: RingKey = { ...kdcKey, principal: 'krbtgt@AD.TEST' };
    expect(verdicts([account, exported])).toEqual(['valid', 'valid', 'valid', 'valid']);
  });

  it('are unverified where the key is not at hand', () => {
    expect(verdicts([serverKey])).toEqual(['valid', 'unverified', 'unverified', 'unverified']);
  });

  it('are invalid where the right key does not confirm them, and untouched by a wrong one', () => {
    const another = new EncryptionKey(18, new Uint8Array(32).fill(1));
    expect(verdicts([serverKey, { ...kdcKey, key: another }])).toEqual([
      'valid',
      'invalid',
      'invalid',
      'invalid',
    ]);
    expect(verdicts([serverKey, { key: another, from: 'raw' }])).toEqual([
      'valid',
      'unverified',
      'unverified',
      'unverified',
    ]);
  });

  it('are invalid over a changed PAC; over a changed ticket the ticket’s alone', () => {
    const part = hex(vector.encTicketPart);
    const pacAt = vector.encTicketPart.indexOf(vector.pac) / 2;
    part[pacAt + 200] = (part[pacAt + 200] ?? 0) ^ 1;
    // The KDC's signature covers the server's, which is still there.
    expect(verdicts([serverKey, kdcKey], part)).toEqual(['invalid', 'valid', 'valid', 'invalid']);
    const other = hex(vector.encTicketPart);
    // The last digit of a time: 2026…Z stands in the part as text.
    const zulu = other.lastIndexOf(0x5a, pacAt);
    other[zulu - 1] = (other[zulu - 1] ?? 0) ^ 1;
    expect(verdicts([serverKey, kdcKey], other)).toEqual(['valid', 'valid', 'invalid', 'valid']);
  });

  it('of a read-only DC are not held against the domain’s krbtgt', () => {
    const { bytes } = builtVector('a read-only DC’s signature');
    const domain: RingKey = { ...kdcKey, kvno: 2 };
    const readOnly: RingKey = { ...kdcKey, kvno: 0x7cd1_0001 };
    const verdict = (keys: readonly RingKey[]): string | undefined =>
      [...fieldsOf(inspect(bytes, { keys }).root)].find(({ name }) => name === 'Signature')?.verdict;
    expect(verdict([domain])).toBe('unverified');
    expect(verdict([readOnly])).toBe('invalid');
  });
});

describe('the credentials of a PAC', () => {
  const replyKey = new EncryptionKey(18, new Uint8Array(32).fill(3));
  const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
  const { bytes: plain } = builtVector('credentials with both hashes');
  const data = encodeCredentialInfo({
    version: 0,
    encryptionType: 18,
    serializedData: encrypt(replyKey, 16, plain, random),
  });
  const { bytes } = buildPac([{ type: PacBufferType.CREDENTIALS, data }]);

  it('are opened by the AS reply key; no source, no field and no JSON has a hash', () => {
    const inspection = inspect(bytes, { keys: [{ key: replyKey, from: 'raw' }] });
    const opened = [...fieldsOf(inspection.root)].find(({ name }) => name === 'SerializedData')?.opened;
    expect(opened).toMatchObject({ how: 'decrypted', by: { from: 'raw', enctype: 18, usage: 16 } });
    const made = inspection.sources[opened!.source]!.bytes;
    expect(made.length).toBe(plain.length);
    for (const octet of [0x11, 0x22]) {
      expect(plain.filter((each) => each === octet).length).toBeGreaterThanOrEqual(16);
      expect(toHex(made)).not.toContain(octet.toString(16).repeat(8));
    }
    const text = JSON.stringify(toJson(inspection, { showKeys: true }));
    expect(text).toContain('"NTLM"');
    expect(text).toContain('{"length":16,"hidden":true}');
    expect(text).not.toMatch(/(11){8}|(22){8}/);
  });

  it('name the enctype that would open them where no key does', () => {
    const inspection = inspect(bytes, { keys: [] });
    const field = [...fieldsOf(inspection.root)].find(({ name }) => name === 'SerializedData');
    expect(field).toMatchObject({ kind: 'sealed', wants: { enctype: 18 } });
    expect(inspection.sources.length).toBe(1);
  });
});
