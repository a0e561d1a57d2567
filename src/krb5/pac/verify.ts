// The signatures of a PAC, [MS-PAC] 2.8, all with key usage 17:
//   server (6): the whole PAC with the signatures of 6 and 7 zeroed, by the server's key
//   KDC (7): the server signature's octets, by the krbtgt's key
//   ticket (16): the EncTicketPart with the PAC's ad-data replaced by one zero octet, by the krbtgt's key
//   full (19): the whole PAC with the signatures of 6, 7 and 19 zeroed, by the krbtgt's key
// The client information (10) is no signature, but it ties the PAC to the ticket: same name, same authtime.
import { decodeDer, encodeDer } from '../asn1/index.ts';
import { encryptionType, isChecksumValid } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/index.ts';
import { KerberosError } from '../errors.ts';
import { AdType } from '../iana/ad-type.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { adIfRelevant, encTicketPart } from '../messages/index.ts';
import type { AuthorizationData, EncTicketPart } from '../messages/index.ts';
import { secondsFromFileTime } from '../ndr/index.ts';
import { PacBufferType } from './buffer-type.ts';
import { findPacBuffer, pacInvalid } from './container.ts';
import type { ParsedPac } from './container.ts';
import { decodeClientInfo } from './plain-buffers.ts';
import { decodePacSignature, SIGNATURE_OFFSET } from './signature.ts';
import type { PacSignature } from './signature.ts';

export type SignatureVerdict = 'valid' | 'invalid' | 'absent' | 'no-key';

export interface PacVerdicts {
  readonly server: SignatureVerdict;
  readonly kdc: SignatureVerdict;
  readonly ticket: SignatureVerdict;
  readonly full: SignatureVerdict;
}

export interface PacVerificationKeys {
  readonly server?: EncryptionKey | undefined;
  /** The krbtgt's. */
  readonly kdc?: EncryptionKey | undefined;
  /** The krbtgts' of read-only DCs, by the identifier that their signatures carry. */
  readonly rodc?: ReadonlyMap<number, EncryptionKey> | undefined;
  /** ticketSignatureInput of the ticket that the PAC came in; without it the ticket signature is not checked. */
  readonly ticketBytes?: Uint8Array | undefined;
}

const SIGNATURES = [
  PacBufferType.SERVER_CHECKSUM,
  PacBufferType.KDC_CHECKSUM,
  PacBufferType.TICKET_CHECKSUM,
  PacBufferType.FULL_CHECKSUM,
] as const;

export type SignatureBuffer = (typeof SIGNATURES)[number];

/**
 * Checks what the keys given allow to check.
 * @throws KerberosError FORMAT_INVALID where a signature is malformed or there twice
 */
export function verifyPac(pac: ParsedPac, keys: PacVerificationKeys): PacVerdicts {
  for (const type of SIGNATURES) {
    if (pac.buffers.filter((buffer) => buffer.type === type).length > 1) {
      throw pacInvalid(`signature buffer ${type} is there twice`);
    }
  }
  const { ticketBytes } = keys;
  const check = (type: SignatureBuffer): SignatureVerdict => {
    const signature = pacSignature(pac, type);
    if (signature === undefined) return 'absent';
    const key = keyFor(type, signature, keys);
    if (key === undefined || (type === PacBufferType.TICKET_CHECKSUM && ticketBytes === undefined))
      return 'no-key';
    return isSignedWith(pac, type, key, ticketBytes) ? 'valid' : 'invalid';
  };
  return {
    server: check(PacBufferType.SERVER_CHECKSUM),
    kdc: check(PacBufferType.KDC_CHECKSUM),
    ticket: check(PacBufferType.TICKET_CHECKSUM),
    full: check(PacBufferType.FULL_CHECKSUM),
  };
}

/** A read-only DC signs with a krbtgt of its own: the domain's says nothing of it. */
function keyFor(
  type: SignatureBuffer,
  { rodcIdentifier = 0 }: PacSignature,
  { server, kdc, rodc }: PacVerificationKeys,
): EncryptionKey | undefined {
  if (type === PacBufferType.SERVER_CHECKSUM) return server;
  return rodcIdentifier === 0 ? kdc : rodc?.get(rodcIdentifier);
}

/** @throws KerberosError FORMAT_INVALID */
export function pacSignature(pac: ParsedPac, type: SignatureBuffer): PacSignature | undefined {
  const buffer = findPacBuffer(pac, type);
  return buffer === undefined ? undefined : decodePacSignature(buffer.data);
}

/**
 * Did this key make the signature? false where it is not there.
 * @param ticketBytes what the ticket signature covers; that one is false without
 * @throws KerberosError FORMAT_INVALID
 */
export function isSignedWith(
  pac: ParsedPac,
  type: SignatureBuffer,
  key: EncryptionKey,
  ticketBytes: Uint8Array | undefined,
): boolean {
  const found = pacSignature(pac, type);
  if (found === undefined) return false;
  const { signatureType, signature } = found;
  // The krbtgt's signatures are of its key's own type; a server's may be HMAC-MD5 beside a key of another enctype.
  const isOwnType = signatureType === encryptionType(key.keyType).checksumType;
  if (type !== PacBufferType.SERVER_CHECKSUM && !isOwnType) return false;
  const data = signatureInput(pac, type, ticketBytes);
  if (data === undefined) return false;
  const received = { cksumtype: signatureType, checksum: signature };
  return isChecksumValid(key, KeyUsage.APP_DATA_CHECKSUM, data, received);
}

function signatureInput(
  pac: ParsedPac,
  type: SignatureBuffer,
  ticketBytes: Uint8Array | undefined,
): Uint8Array | undefined {
  switch (type) {
    case PacBufferType.SERVER_CHECKSUM:
      return serverSignatureInput(pac);
    case PacBufferType.KDC_CHECKSUM:
      return kdcSignatureInput(pac);
    case PacBufferType.TICKET_CHECKSUM:
      return ticketBytes;
    case PacBufferType.FULL_CHECKSUM:
      return fullSignatureInput(pac);
  }
}

/** Does the client information name this client and this authtime? */
export function isPacOfTicket(pac: ParsedPac, ticket: Pick<EncTicketPart, 'authtime' | 'cname'>): boolean {
  const buffer = findPacBuffer(pac, PacBufferType.CLIENT_INFO);
  if (buffer === undefined) return false;
  const { clientId, name } = decodeClientInfo(buffer.data);
  return secondsFromFileTime(clientId) === ticket.authtime && name === ticket.cname.nameString.join('/');
}

export function serverSignatureInput(pac: ParsedPac): Uint8Array {
  return withZeroed(pac, [PacBufferType.SERVER_CHECKSUM, PacBufferType.KDC_CHECKSUM]);
}

export function fullSignatureInput(pac: ParsedPac): Uint8Array {
  return withZeroed(pac, [
    PacBufferType.SERVER_CHECKSUM,
    PacBufferType.KDC_CHECKSUM,
    PacBufferType.FULL_CHECKSUM,
  ]);
}

export function kdcSignatureInput(pac: ParsedPac): Uint8Array {
  const buffer = findPacBuffer(pac, PacBufferType.SERVER_CHECKSUM);
  return buffer === undefined ? new Uint8Array(0) : decodePacSignature(buffer.data).signature;
}

/** The type stays; the signature is zeroed, the RODCIdentifier behind it is not part of it. */
function withZeroed(pac: ParsedPac, types: readonly number[]): Uint8Array {
  const bytes = pac.bytes.slice();
  for (const { type, data, offset } of pac.buffers) {
    if (!types.includes(type)) continue;
    const start = offset + SIGNATURE_OFFSET;
    bytes.fill(0, start, start + decodePacSignature(data).signature.length);
  }
  return bytes;
}

const PLACEHOLDER = Uint8Array.of(0);

/** What the ticket signature covers, of a ticket that is about to be issued. */
export function ticketSignatureInput(part: EncTicketPart): Uint8Array {
  const authorizationData = part.authorizationData?.map(({ adType, adData }) =>
    adType === AdType.IF_RELEVANT ? { adType, adData: withPlaceholder(adData) } : { adType, adData },
  );
  return encodeDer(encTicketPart, { ...part, authorizationData });
}

function withPlaceholder(adData: Uint8Array): Uint8Array {
  const inner = decodeDer(adIfRelevant, adData);
  if (!inner.some(({ adType }) => adType === AdType.WIN2K_PAC)) return adData;
  return encodeDer(
    adIfRelevant,
    inner.map((datum) => (datum.adType === AdType.WIN2K_PAC ? { ...datum, adData: PLACEHOLDER } : datum)),
  );
}

/** AD-IF-RELEVANT inside AD-IF-RELEVANT: each level is octets to the one around it, so no decoder counts them. */
const MAX_LEVELS = 8;

/**
 * The ticket's PAC as it stands in its authorization data, undefined where there is none.
 * @throws KerberosError ASN1_INVALID, LIMIT
 */
export function pacOfTicket(part: Pick<EncTicketPart, 'authorizationData'>): Uint8Array | undefined {
  const search = (data: AuthorizationData, level: number): Uint8Array | undefined => {
    for (const { adType, adData } of data) {
      if (adType === AdType.WIN2K_PAC) return adData;
      if (adType !== AdType.IF_RELEVANT) continue;
      if (level === MAX_LEVELS) {
        const details = { what: 'depth', limit: MAX_LEVELS, where: 'authorization data' } as const;
        throw new KerberosError('LIMIT', 'authorization data is nested too deep', details);
      }
      const inner = search(decodeDer(adIfRelevant, adData), level + 1);
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  return search(part.authorizationData ?? [], 0);
}
