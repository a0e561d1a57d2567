// The decoders of PAC buffers that are not in every PAC: claims in each compression, device and delegation information,
// sealed credentials.
import { INSPECT_LIMITS, newBudget } from '../../../src/krb5/fields/budget.ts';
import { fieldsOf } from '../../../src/krb5/fields/field.ts';
import type { Field } from '../../../src/krb5/fields/field.ts';
import { encrypt } from '../../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../../src/krb5/crypto/key.ts';
import { decodePacRequestorGuid } from '../../../src/krb5/pac/plain-buffers.ts';
import {
  decompressLznt1,
  decompressXpress,
  decompressXpressHuffman,
} from '../../../src/krb5/pac/compression/index.ts';
import { readCredentials } from '../../../src/krb5/pac/credential-info.ts';
import {
  ClaimsCompression,
  decodeClaims,
  decodeClaimsMetadata,
  decodeClaimsSet,
  decodeCredentialInfo,
  decodeDelegationInfo,
  decodeDeviceInfo,
  describeClaims,
  describePac,
  encodeClaims,
  encodeClaimsSet,
  encodeDelegationInfo,
  encodeDeviceInfo,
  openCredentials,
  parsePac,
} from '../../../src/krb5/pac/index.ts';
import {
  claimsSetArbitrary,
  credentialData,
  deviceInfoArbitrary,
  packedLznt1,
  packedXpress,
  packedXpressHuffman,
} from '../../support/pac-arbitraries.ts';
import { encodeCredentialInfo } from '../../support/pac-encoders.ts';
import { BUILT_VECTORS, builtVector } from '../../support/pac-built.ts';
import type { TreePlace } from '../../../src/krb5/pac/describe.ts';
import { pacSamples, some } from './samples.ts';
import type { HostileDecoder } from './decoders.ts';

const LIMIT = 1 << 20;

const built = (kind: string): Uint8Array[] =>
  BUILT_VECTORS.filter((vector) => vector.kind === kind).map(({ name }) => builtVector(name).bytes);

const texts = Array.from({ length: 20 }, (_, i) =>
  new TextEncoder().encode('claims and more claims, '.repeat(i * 3) + String(i)),
);

/** The length that the metadata would announce, then the compressed octets. */
const sized = (size: number, bytes: Uint8Array): Uint8Array =>
  Uint8Array.of(size & 0xff, (size >> 8) & 0xff, (size >> 16) & 0xff, (size >> 24) & 0xff, ...bytes);

function compressed(format: number, pack: (plain: Uint8Array) => Uint8Array): () => Uint8Array[] {
  return () => [
    ...built('claims').flatMap((bytes) => {
      const metadata = decodeClaimsMetadata(bytes);
      return metadata?.compression === format ? [sized(metadata.uncompressedSize, metadata.claimsSet)] : [];
    }),
    ...texts.map((text) => sized(text.length, pack(text))),
  ];
}

type Decompress = (input: Uint8Array, size: number, limit: number) => Uint8Array;

const decompressing =
  (decompress: Decompress) =>
  (bytes: Uint8Array): unknown => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return decompress(bytes.subarray(4), bytes.length < 4 ? 0 : view.getUint32(0, true), LIMIT);
  };

const replyKey = new EncryptionKey(18, new Uint8Array(32).fill(9));
const random = { bytes: (length: number): Uint8Array => new Uint8Array(length).fill(0x5a) };

const credentialSamples = (): Uint8Array[] => [
  ...built('credentials'),
  ...Array.from({ length: 20 }, (_, i) => credentialData(['NTLM', 'Other', 'x'][i % 3] ?? '', 40 + i)),
];

const pacDecoder = (
  name: string,
  samples: () => readonly Uint8Array[],
  decode: (bytes: Uint8Array) => unknown,
): HostileDecoder => ({ name, samples, decode });

/** Laid open it lies within its bytes and costs what it may, whatever is wrong with it. */
function layOpen(describe: (bytes: Uint8Array, place: TreePlace) => Field): (bytes: Uint8Array) => unknown {
  return (bytes) => {
    const budget = newBudget({ ...INSPECT_LIMITS, fields: 2_000, decompressedBytes: 1 << 16 }, 'cut');
    const root = describe(bytes, { base: 0, budget });
    const fields = [...fieldsOf(root)];
    if (fields.length > 2_200) throw new Error(`${String(fields.length)} fields`);
    for (const { name, offset, length, valueOffset, valueLength } of fields) {
      if (offset < 0 || length < 0 || offset + length > bytes.length || valueOffset < offset)
        throw new Error(`${name} is not in the bytes`);
      if (valueOffset + valueLength > bytes.length) throw new Error(`${name}'s value is not in the bytes`);
    }
    return root;
  };
}

export const pacDecoders: readonly HostileDecoder[] = [
  pacDecoder(
    'PAC requestor GUID',
    () => Array.from({ length: 20 }, (_, i) => new Uint8Array(16).fill(i)),
    decodePacRequestorGuid,
  ),
  pacDecoder(
    'PAC claims',
    () => [...built('claims'), ...some(claimsSetArbitrary).map((set) => encodeClaims(set))],
    decodeClaims,
  ),
  pacDecoder(
    'claims set alone',
    () => [...built('claims-set'), ...some(claimsSetArbitrary).map((set) => encodeClaimsSet(set))],
    (bytes) => decodeClaimsSet(bytes),
  ),
  pacDecoder('PAC laid open', () => [...pacSamples(), ...built('pac')], layOpen(describePac)),
  pacDecoder(
    'claims laid open',
    () => [...built('claims'), ...some(claimsSetArbitrary).map((set) => encodeClaims(set))],
    layOpen(describeClaims),
  ),
  pacDecoder('LZNT1', compressed(ClaimsCompression.LZNT1, packedLznt1), decompressing(decompressLznt1)),
  pacDecoder('XPRESS', compressed(ClaimsCompression.XPRESS, packedXpress), decompressing(decompressXpress)),
  pacDecoder(
    'XPRESS Huffman',
    compressed(ClaimsCompression.XPRESS_HUFFMAN, packedXpressHuffman),
    decompressing(decompressXpressHuffman),
  ),
  pacDecoder(
    'PAC device information',
    () => some(deviceInfoArbitrary).map((info) => encodeDeviceInfo(info)),
    (bytes) => decodeDeviceInfo(bytes),
  ),
  pacDecoder(
    'PAC delegation information',
    () => [
      parsePac(builtVector('delegation information through two services').bytes).buffers[0]?.data ??
        new Uint8Array(),
      ...texts.map((_, i) =>
        encodeDelegationInfo({
          s4u2proxyTarget: 'HTTP/back',
          transitedServices: Array.from({ length: i }, (__, at) => `svc${String(at)}@AD.TEST`),
        }),
      ),
    ],
    (bytes) => decodeDelegationInfo(bytes),
  ),
  pacDecoder(
    'PAC credentials information',
    () =>
      credentialSamples().map((plain) =>
        encodeCredentialInfo({
          version: 0,
          encryptionType: 18,
          serializedData: encrypt(replyKey, 16, plain, random),
        }),
      ),
    (bytes) => openCredentials(decodeCredentialInfo(bytes), replyKey),
  ),
  pacDecoder('PAC credentials, opened', credentialSamples, (bytes) => readCredentials(bytes)),
];
