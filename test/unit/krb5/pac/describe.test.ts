import { describe, expect, it } from 'vitest';
import { encrypt } from '../../../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { INSPECT_LIMITS, newBudget } from '../../../../src/krb5/fields/budget.ts';
import type { Budget } from '../../../../src/krb5/fields/budget.ts';
import { fieldsOf } from '../../../../src/krb5/fields/field.ts';
import type { Field } from '../../../../src/krb5/fields/field.ts';
import {
  PacBufferType,
  buildPac,
  decodeCredentialInfo,
  decodePac,
  describeClaims,
  describeCredentials,
  describePac,
  openCredentials,
  parsePac,
} from '../../../../src/krb5/pac/index.ts';
import { BUILT_VECTORS, builtVector } from '../../../support/pac-built.ts';
import { encodeCredentialInfo, encodePacRequestorGuid } from '../../../support/pac-encoders.ts';
import { PAC_VECTORS, pacVector } from '../../../support/pac-judge.ts';
import { hex } from '../../../support/vectors.ts';

const budget = (limits: Partial<typeof INSPECT_LIMITS> = {}): Budget =>
  newBudget({ ...INSPECT_LIMITS, ...limits }, 'cut');
const tree = (bytes: Uint8Array, base = 0): Field => describePac(bytes, { base, budget: budget() });

/** `KERB_VALIDATION_INFO.GroupIds.[0].RelativeId`, from anywhere below. */
function at(root: Field, path: string): Field {
  let field: Field | undefined = root;
  for (const name of path.split('/')) {
    field = [...(field === undefined ? [] : fieldsOf(field))].find((each) => each.name === name);
  }
  if (field === undefined) throw new Error(`no field ${path}`);
  return field;
}

const alice = hex(pacVector('samba-alice').pac);

describe('a PAC laid open', () => {
  it.each(PAC_VECTORS)('of %s has every field within its bytes, and nothing unreadable', (name) => {
    const bytes = hex(pacVector(name).pac);
    for (const field of fieldsOf(tree(bytes))) {
      expect(field.kind).not.toBe('unreadable');
      expect(field.offset).toBeGreaterThanOrEqual(0);
      expect(field.valueOffset).toBeGreaterThanOrEqual(field.offset);
      expect(field.offset + field.length).toBeLessThanOrEqual(bytes.length);
      expect(field.valueOffset + field.valueLength).toBe(field.offset + field.length);
    }
  });

  it('names its fields as [MS-PAC] does, and points at their octets', () => {
    const root = tree(alice);
    const name = at(root, 'EffectiveName/Buffer');
    expect(name).toMatchObject({ kind: 'text', value: 'alice', type: 'WCHAR[]' });
    const octets = alice.subarray(name.valueOffset, name.valueOffset + name.valueLength);
    expect(new TextDecoder('utf-16le').decode(octets)).toBe('alice');
    expect(at(root, 'LogonTime')).toMatchObject({ kind: 'time', value: '2026-11-21T11:56:04.423335Z' });
    expect(at(root, 'LogoffTime')).toMatchObject({ kind: 'integer', meaning: 'never' });
    expect(at(root, 'LastFailedILogon')).toMatchObject({ kind: 'integer', value: '0', meaning: 'not set' });
    expect(at(root, 'UserAccountControl')).toMatchObject({
      kind: 'flags',
      value: 'USER_NORMAL_ACCOUNT, USER_DONT_EXPIRE_PASSWORD',
      bits: '0x00000210',
    });
    expect(at(root, 'GroupIds/[0]/RelativeId').value).toBe('513');
    expect(at(root, 'ExtraSids/[0]')).toMatchObject({
      value: 'S-1-18-1',
      meaning: 'Authentication authority asserted identity',
    });
    expect(at(root, 'PAC_SIGNATURE_DATA/SignatureType').meaning).toBe('hmac-sha1-96-aes256');
  });

  it('counts offsets from where it stands in its source', () => {
    const [near, far] = [tree(alice), tree(alice, 1000)].map((root) =>
      [...fieldsOf(root)].map(({ offset, valueOffset }) => [offset, valueOffset]),
    );
    expect(far).toEqual(near?.map(([offset = 0, value = 0]) => [offset + 1000, value + 1000]));
  });

  it('shows no session key where one should not be', () => {
    const bytes = alice.slice();
    const { valueOffset } = at(tree(bytes), 'UserSessionKey');
    bytes.fill(0xab, valueOffset, valueOffset + 16);
    const key = at(tree(bytes), 'UserSessionKey');
    expect(key).toMatchObject({ kind: 'secret', valueLength: 16, plain: false });
    expect(key.value).toBeUndefined();
  });

  it('keeps the other buffers readable where one is malformed, and says where it goes wrong', () => {
    const bytes = alice.slice();
    const count = at(tree(bytes), 'GroupCount');
    bytes[count.offset] = 6;
    const root = tree(bytes);
    const unread = at(root, 'unread');
    expect(unread).toMatchObject({ kind: 'unreadable', value: "an array's two counts differ" });
    const groups = at(tree(alice), 'GroupIds');
    expect(unread.offset).toBe(groups.offset + 4);
    expect(at(root, 'EffectiveName').value).toBe('alice');
    expect(at(root, 'Upn').value).toBe('alice@ad.test');
    expect(() => decodePac(bytes)).toThrow();
  });

  it.each([
    ['past the end', 12, 0xffff, 'it runs past the end'],
    ['on an odd place', 16, 121, 'it is not aligned to 8'],
    ['on the header', 16, 8, 'it overlaps the header or another'],
    ['on another buffer', 64, 728, 'it overlaps the header or another'],
  ])('names a buffer that lies %s', (_what, place, value, reason) => {
    const bytes = alice.slice();
    new DataView(bytes.buffer).setUint32(place, value, true);
    const fields = [...fieldsOf(tree(bytes))];
    expect(fields.filter(({ kind }) => kind === 'unreadable').map((field) => field.value)).toContain(reason);
    expect(fields.some(({ name, value: text }) => name === 'Upn' && text === 'alice@ad.test')).toBe(true);
  });

  it('shows as much as the budget lets in, and marks what it cut', () => {
    const few = budget({ fields: 40 });
    const root = describePac(alice, { base: 0, budget: few });
    expect([...fieldsOf(root)].length).toBeLessThan(60);
    expect([...fieldsOf(root)].some(({ truncated }) => truncated)).toBe(true);
    const strict = newBudget({ ...INSPECT_LIMITS, fields: 40 }, 'throw');
    expect(() => describePac(alice, { base: 0, budget: strict })).toThrow(
      expect.toSatisfy((error) => isKerberosError(error, 'LIMIT')),
    );
  });

  it('keeps a buffer that nobody knows as octets', () => {
    const { bytes } = buildPac([{ type: 99, data: Uint8Array.of(1, 2, 3) }]);
    expect(at(tree(bytes), 'buffer type 99')).toMatchObject({ kind: 'unknown', value: '010203', length: 3 });
  });

  it('has the GUID of a requestor in its usual form', () => {
    const guid = '6b29fc40-ca47-1067-b31d-00dd010662da';
    const { bytes } = buildPac([{ type: PacBufferType.REQUESTOR_GUID, data: encodePacRequestorGuid(guid) }]);
    expect(at(tree(bytes), 'RequestorGuid').value).toBe(guid);
    expect(decodePac(bytes).requestorGuid).toBe(guid);
  });

  it('of less than a header is unreadable as a whole', () => {
    expect(tree(new Uint8Array(7))).toMatchObject({ kind: 'unreadable', value: 'too short for its header' });
  });
});

describe('claims laid open', () => {
  const claims = (name: string): { root: Field; used: Budget } => {
    const used = budget();
    return { root: describeClaims(builtVector(name).bytes, { base: 0, budget: used }), used };
  };

  it('stand in their place where they are not compressed', () => {
    const { root, used } = claims('client claims, every type, uncompressed');
    expect(root.type).toBe('CLAIMS_SET_METADATA');
    expect(at(root, 'Int64Values/[1]')).toMatchObject({ kind: 'integer', value: '-1', type: 'LONG64' });
    expect(at(root, 'BooleanValues/[0]')).toMatchObject({ kind: 'boolean', value: 'true' });
    expect(used.sources).toEqual([]);
    const { bytes } = builtVector('client claims, every type, uncompressed');
    const { valueOffset } = at(root, 'Int64Values/[1]');
    expect(bytes.subarray(valueOffset, valueOffset + 8).every((octet) => octet === 0xff)).toBe(true);
  });

  it.each(['LZNT1', 'XPRESS', 'XPRESS Huffman'])('are a source of their own out of %s', (format) => {
    const { root, used } = claims(`client claims, every type, ${format}`);
    const { opened } = at(root, 'ClaimsSet');
    expect(opened?.how).toBe('decompressed');
    const { bytes } = builtVector('claims set alone, every type');
    expect(used.sources[opened!.source]?.bytes).toEqual(bytes);
    expect(at(opened!.root, 'Id').value).toBe('ad://ext/department:88d4cb7c');
  });

  it('name a SID among the strings', () => {
    const { root } = claims('claims set alone, every type');
    const strings = [...fieldsOf(root)].filter(({ value }) => value === 'S-1-5-32-544');
    expect(strings.map(({ meaning }) => meaning)).toEqual(['Administrators']);
  });

  it('stay closed where they would become more than the limit', () => {
    const { bytes } = builtVector('client claims, sixty claims, XPRESS Huffman');
    const root = describeClaims(bytes, { base: 0, budget: budget({ decompressedBytes: 70_000 }) });
    expect(at(root, 'ClaimsSet').opened).toBeUndefined();
    expect(at(root, 'ClaimsSet/unread')).toMatchObject({ kind: 'unreadable' });
  });

  it('are none of what is no claims set', () => {
    expect(() => describeClaims(alice, { base: 0, budget: budget() })).toThrow(
      expect.toSatisfy((error) => isKerberosError(error, 'FORMAT_INVALID')),
    );
  });
});

describe('credentials laid open', () => {
  const replyKey = new EncryptionKey(18, new Uint8Array(32).fill(3));
  const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
  const { bytes: plain } = builtVector('credentials with both hashes');
  const serializedData = encrypt(replyKey, 16, plain, random);
  const data = encodeCredentialInfo({ version: 0, encryptionType: 18, serializedData });

  it('are sealed, and name the enctype that opens them', () => {
    const root = tree(buildPac([{ type: PacBufferType.CREDENTIALS, data }]).bytes);
    expect(at(root, 'SerializedData')).toMatchObject({ kind: 'sealed', wants: { enctype: 18 } });
    expect(at(root, 'SerializedData').value).toBeUndefined();
  });

  it('tell which hashes are there, and never show one', () => {
    const { bytes } = openCredentials(decodeCredentialInfo(data), replyKey);
    const root = describeCredentials(bytes, budget());
    expect(at(root, 'PackageName').value).toBe('NTLM');
    expect(at(root, 'Flags')).toMatchObject({ value: 'L, N', bits: '0x00000003' });
    for (const name of ['LmPassword', 'NtPassword']) {
      const field = at(root, name);
      expect(field).toMatchObject({ kind: 'secret', withheld: true, length: 16, plain: false });
      expect(field.value).toBeUndefined();
      const octets = bytes.subarray(field.valueOffset, field.valueOffset + field.valueLength);
      expect(octets.every((octet) => octet === 0)).toBe(true);
    }
  });
});

it('every built vector is described without an exception', () => {
  for (const { name, kind } of BUILT_VECTORS.filter((vector) => vector.hex !== undefined)) {
    const { bytes } = builtVector(name);
    const place = { base: 0, budget: budget() };
    const root = kind === 'pac' ? describePac(bytes, place) : describeCredentialsOrClaims(kind, bytes, place);
    expect([...fieldsOf(root)].map((field) => field.kind)).not.toContain('unreadable');
  }
  expect(parsePac(alice).buffers.length).toBe(7);
});

function describeCredentialsOrClaims(
  kind: string,
  bytes: Uint8Array,
  place: { readonly base: number; readonly budget: Budget },
): Field {
  return kind === 'credentials' ? describeCredentials(bytes, place.budget) : describeClaims(bytes, place);
}
