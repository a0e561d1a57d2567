// What nobody here writes but tests: PAC buffers of KDCs that have certificates or directory GUIDs.
import { NdrWriter } from '../../src/krb5/ndr/index.ts';
import type { CredentialInfo } from '../../src/krb5/pac/index.ts';

/** PAC_CREDENTIAL_INFO, [MS-PAC] 2.6.1. */
export function encodeCredentialInfo(info: Omit<CredentialInfo, 'at'>): Uint8Array {
  const writer = new NdrWriter();
  writer.uint32(info.version);
  writer.uint32(info.encryptionType >>> 0);
  writer.bytes(info.serializedData);
  return writer.toBytes();
}

/** A GUID ([MS-DTYP] 2.3.4.2): its first three numbers little-endian. */
export function encodePacRequestorGuid(guid: string): Uint8Array {
  const parts = guid.split('-').map((part) => Buffer.from(part, 'hex'));
  return Uint8Array.from(parts.flatMap((part, i) => (i < 3 ? [...part].reverse() : [...part])));
}
