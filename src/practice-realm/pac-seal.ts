// Signing a PAC, [MS-PAC] 2.8: full, then server over it, then KDC over the server's; the ticket signature before all.
// Only this realm seals PACs, with keys that it made at its start.
import type { EncryptionKey } from '#krb5';
import { encryptionType, makeChecksum } from '../krb5/crypto/index.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import {
  buildPac,
  encodePacSignature,
  fullSignatureInput,
  kdcSignatureInput,
  PacBufferType,
  serverSignatureInput,
} from '../krb5/pac/index.ts';
import type { PacBuffer, ParsedPac } from '../krb5/pac/index.ts';

export interface PacSealing {
  readonly serverKey: EncryptionKey;
  readonly kdcKey: EncryptionKey;
  /** The EncTicketPart with a placeholder for the PAC; undefined for a TGT, which has neither ticket nor full signature. */
  readonly ticketBytes: Uint8Array | undefined;
}

export function sealPac(
  contents: readonly PacBuffer[],
  { serverKey, kdcKey, ticketBytes }: PacSealing,
): Uint8Array {
  let buffers: readonly PacBuffer[] = [
    ...contents,
    empty(PacBufferType.SERVER_CHECKSUM, serverKey),
    empty(PacBufferType.KDC_CHECKSUM, kdcKey),
  ];
  const sign = (type: number, key: EncryptionKey, input: (pac: ParsedPac) => Uint8Array): void => {
    const signature = signed(key, input(buildPac(buffers)));
    buffers = buffers.map((buffer) => (buffer.type === type ? { type, data: signature } : buffer));
  };
  if (ticketBytes !== undefined) {
    buffers = [
      ...buffers,
      { type: PacBufferType.TICKET_CHECKSUM, data: signed(kdcKey, ticketBytes) },
      empty(PacBufferType.FULL_CHECKSUM, kdcKey),
    ];
    sign(PacBufferType.FULL_CHECKSUM, kdcKey, fullSignatureInput);
  }
  sign(PacBufferType.SERVER_CHECKSUM, serverKey, serverSignatureInput);
  sign(PacBufferType.KDC_CHECKSUM, kdcKey, kdcSignatureInput);
  return buildPac(buffers).bytes;
}

function empty(type: number, key: EncryptionKey): PacBuffer {
  const { checksumType, checksumSize } = encryptionType(key.keyType);
  return {
    type,
    data: encodePacSignature({ signatureType: checksumType, signature: new Uint8Array(checksumSize) }),
  };
}

function signed(key: EncryptionKey, data: Uint8Array): Uint8Array {
  const { cksumtype, checksum } = makeChecksum(key, KeyUsage.APP_DATA_CHECKSUM, data);
  return encodePacSignature({ signatureType: cksumtype, signature: checksum });
}
