// PAC_CREDENTIAL_INFO, [MS-PAC] 2.6: the password hashes that a KDC gives to a person who signed in by certificate, so
// that NTLM works, sealed with the AS reply key (key usage 16). What is inside is named and never shown: the bytes that
// come out of here have every credential's octets zeroed.
import { decrypt } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/index.ts';
import { isKerberosError } from '../errors.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { NdrReader, readSerialized } from '../ndr/index.ts';
import type { NdrPointer, NdrReaderOptions, UnicodeStringHead } from '../ndr/index.ts';
import { enctypeReading, flagsReading } from './readings.ts';

export interface CredentialInfo {
  readonly version: number;
  readonly encryptionType: number;
  /** PAC_CREDENTIAL_DATA, sealed. */
  readonly serializedData: Uint8Array;
  /** Where it starts in the bytes that were read. */
  readonly at: number;
}

/** One SECPKG_SUPPLEMENTAL_CRED (2.6.3). */
export interface SupplementalCredential {
  /** `NTLM`. */
  readonly packageName: string;
  readonly length: number;
  /** NTLM_SUPPLEMENTAL_CREDENTIAL (2.6.4): which hashes are there. */
  readonly ntlm?: { readonly version: number; readonly hasLmHash: boolean; readonly hasNtHash: boolean };
}

/** PAC_CREDENTIAL_DATA (2.6.2) without what it is kept secret for. */
export interface OpenedCredentials {
  readonly credentials: readonly SupplementalCredential[];
  /** As decrypted; zeros in place of everything that is a hash, or may be. */
  readonly bytes: Uint8Array;
}

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeCredentialInfo(data: Uint8Array, options?: NdrReaderOptions): CredentialInfo {
  const reader = new NdrReader(data, options);
  const version = reader.uint32('Version');
  const encryptionType = reader.int32('EncryptionType', enctypeReading);
  const at = reader.offset;
  const serializedData = reader.bytes(reader.left, 'SerializedData', () => ({ kind: 'sealed' }));
  return { version, encryptionType, serializedData, at };
}

/**
 * @param replyKey of the AS exchange that the PAC's TGT came from
 * @throws KerberosError INTEGRITY, ETYPE_UNSUPPORTED
 */
export function openCredentials(info: CredentialInfo, replyKey: EncryptionKey): OpenedCredentials {
  const bytes = decrypt(replyKey, KeyUsage.APP_DATA_ENCRYPT, info.serializedData);
  return { credentials: blankHashes(bytes), bytes };
}

/**
 * Zeros in place of every hash in PAC_CREDENTIAL_DATA; where that is malformed, in place of everything.
 * @returns what is there, none where it is malformed
 */
export function blankHashes(bytes: Uint8Array): readonly SupplementalCredential[] {
  try {
    const found = readCredentials(bytes);
    for (const { secretAt, secretLength } of found) bytes.fill(0, secretAt, secretAt + secretLength);
    return found.map(({ credential }) => credential);
  } catch (error) {
    bytes.fill(0);
    if (isKerberosError(error)) return [];
    throw error;
  }
}

/** An RPC_UNICODE_STRING, a length and a pointer. */
const CREDENTIAL_LENGTH = 16;
const HAS_LM_HASH = 1;
const HAS_NT_HASH = 2;
/** Version and Flags of NTLM_SUPPLEMENTAL_CREDENTIAL; two hashes of 16 octets follow. */
const NTLM_HEAD = 8;
const HASH_LENGTH = 16;

const ntlmFlagsReading = flagsReading({ L: HAS_LM_HASH, N: HAS_NT_HASH });

interface Found {
  readonly credential: SupplementalCredential;
  readonly secretAt: number;
  readonly secretLength: number;
}

interface Head {
  readonly name: UnicodeStringHead;
  readonly size: number;
  readonly credentials: NdrPointer;
}

/**
 * PAC_CREDENTIAL_DATA, a conformant structure: its count stands before it.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function readCredentials(bytes: Uint8Array, options?: NdrReaderOptions): readonly Found[] {
  return readSerialized(
    bytes,
    (r) => {
      const count = r.conformance(CREDENTIAL_LENGTH);
      if (r.uint32('CredentialCount') !== count) throw r.invalid("an array's two counts differ");
      const list = r.open('Credentials', 'SECPKG_SUPPLEMENTAL_CRED[]');
      const heads = Array.from({ length: count }, (_, i): Head => {
        r.open(i, 'SECPKG_SUPPLEMENTAL_CRED');
        const name = r.unicodeStringHead('PackageName');
        const size = r.uint32('CredentialSize');
        const credentials = r.pointer('Credentials', 'UCHAR[]');
        r.close();
        return { name, size, credentials };
      });
      const found = heads.map((head) => readCredential(r, head));
      if (list !== undefined) r.close();
      return found;
    },
    options,
  );
}

function readCredential(r: NdrReader, { name, size, credentials }: Head): Found {
  const packageName = r.unicodeStringReferent(name);
  r.follow(credentials);
  const length = r.announcedBytes(credentials, size);
  const isNtlm = packageName.toUpperCase() === 'NTLM' && length >= NTLM_HEAD + 2 * HASH_LENGTH;
  const start = r.offset;
  const head = isNtlm
    ? { version: r.uint32('Version'), flags: r.uint32('Flags', ntlmFlagsReading) }
    : undefined;
  const secretAt = r.offset;
  const secret = (count: number, field: string): void => {
    r.skip(count, field, () => ({ kind: 'secret', withheld: true }));
  };
  if (head !== undefined) {
    secret(HASH_LENGTH, 'LmPassword');
    secret(HASH_LENGTH, 'NtPassword');
  }
  const rest = length - (r.offset - start);
  if (rest > 0) secret(rest, 'Credentials');
  r.followed(credentials);
  const ntlm =
    head === undefined
      ? {}
      : {
          ntlm: {
            version: head.version,
            hasLmHash: (head.flags & HAS_LM_HASH) !== 0,
            hasNtHash: (head.flags & HAS_NT_HASH) !== 0,
          },
        };
  return { credential: { packageName, length, ...ntlm }, secretAt, secretLength: start + length - secretAt };
}
