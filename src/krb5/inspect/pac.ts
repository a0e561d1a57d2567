// A PAC among the keys at hand: which of its signatures they confirm or refute ([MS-PAC] 2.8), and its credentials opened
// where the AS reply key is there (2.6). A key is known to be the right one by whose it is; any other that does not fit
// says nothing.
import { decrypt } from '../crypto/operations.ts';
import { supportedEnctypes } from '../crypto/registry.ts';
import { isKerberosError } from '../errors.ts';
import { addSource } from '../fields/budget.ts';
import type { Budget } from '../fields/budget.ts';
import type { Field, Opened, Verdict } from '../fields/field.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import {
  blankHashes,
  decodeCredentialInfo,
  describeCredentials,
  isSignedWith,
  issuedTicketSignatureInput,
  pacSignature,
  PacBufferType,
  parsePac,
} from '../pac/index.ts';
import type { ParsedPac, SignatureBuffer } from '../pac/index.ts';
import type { RingKey } from './keys.ts';
import { childNamed } from './seal.ts';

export interface PacPlace {
  /** The PACTYPE's octets. */
  readonly octets: Uint8Array;
  /** Those of the EncTicketPart around it, and the principal that the ticket is for. */
  readonly ticket: Uint8Array | undefined;
  readonly server: string | undefined;
  /** Which source the fields count in. */
  readonly source: number;
  readonly keys: readonly RingKey[];
  readonly budget: Budget;
}

const SIGNATURE_TYPES: ReadonlySet<number> = new Set([
  PacBufferType.SERVER_CHECKSUM,
  PacBufferType.KDC_CHECKSUM,
  PacBufferType.TICKET_CHECKSUM,
  PacBufferType.FULL_CHECKSUM,
]);

/** The PAC with a verdict on each signature, and its credentials open where a key fits. @throws KerberosError LIMIT */
export function judgedPac(field: Field, place: PacPlace): Field {
  const pac = readable(() => parsePac(place.octets));
  const ticketBytes = readable(() =>
    place.ticket === undefined ? undefined : issuedTicketSignatureInput(place.ticket),
  );
  return eachBuffer(field, (type, content) => {
    if (type === PacBufferType.CREDENTIALS) return withCredentials(content, field.valueOffset, place);
    if (!SIGNATURE_TYPES.has(type)) return content;
    const verdict =
      pac === undefined ? 'unverified' : verdictOn(pac, type as SignatureBuffer, ticketBytes, place);
    const children = content.children.map((child) =>
      child.name === 'Signature' ? { ...child, verdict } : child,
    );
    return { ...content, children };
  });
}

function eachBuffer(pac: Field, change: (type: number, content: Field) => Field): Field {
  const inInfo = (info: Field): Field => {
    const type = Number(childNamed(info, 'ulType')?.value);
    const children = info.children.map((child) =>
      child.kind === 'constructed' ? change(type, child) : child,
    );
    return { ...info, children };
  };
  const children = pac.children.map((list) =>
    list.name === 'Buffers' ? { ...list, children: list.children.map(inInfo) } : list,
  );
  return { ...pac, children };
}

function verdictOn(
  pac: ParsedPac,
  type: SignatureBuffer,
  ticketBytes: Uint8Array | undefined,
  { keys, budget, server }: PacPlace,
): Verdict {
  const signature = readable(() => pacSignature(pac, type));
  if (signature === undefined) return 'unverified';
  if (type === PacBufferType.TICKET_CHECKSUM && ticketBytes === undefined) return 'unverified';
  const { rodcIdentifier = 0 } = signature;
  const isServers = type === PacBufferType.SERVER_CHECKSUM;
  let rightKeys = 0;
  for (const candidate of keys.filter((each) => mayHaveSigned(each, isServers))) {
    const { key, principal = '', kvno = 0 } = candidate;
    if (!mayTry(budget, pac.bytes.length + (ticketBytes?.length ?? 0))) break;
    if (readable(() => isSignedWith(pac, type, key, ticketBytes)) === true) return 'valid';
    // A krbtgt key's version has the read-only DC's number in its high half ([MS-KILE] 3.1.5.8).
    const isKrbtgts = isLongTerm(candidate) && isKrbtgt(principal) && kvno >>> 16 === rodcIdentifier;
    if (isServers ? isLongTerm(candidate) && principal === server : isKrbtgts) rightKeys++;
  }
  // One right key of several versions would do; all of them refute it.
  return rightKeys > 0 ? 'invalid' : 'unverified';
}

const isLongTerm = ({ from }: RingKey): boolean => from === 'keytab' || from === 'password';
/** Also as its account: `krbtgt@R` is what Samba's and Microsoft's tools export the key as. */
const isKrbtgt = (principal: string): boolean => /^krbtgt[/@]/.test(principal);

/**
 * Any long-term key, since a service is known by many names and a keytab has one of them. A cache may hold thousands of
 * session keys: of those a TGT's alone may have made a PAC's signature (user-to-user).
 */
function mayHaveSigned({ key, from, principal = '' }: RingKey, isServers: boolean): boolean {
  if (!supportedEnctypes.includes(key.keyType)) return false;
  if (from === 'raw' || from === 'password' || from === 'keytab') return true;
  return isServers && from === 'credential' && isKrbtgt(principal);
}

function withCredentials(content: Field, base: number, place: PacPlace): Field {
  const sealed = childNamed(content, 'SerializedData');
  if (sealed === undefined || sealed.opened !== undefined) return content;
  const opened = openedCredentials(content, base, place);
  if (opened === undefined) return content;
  const { wants: _wants, ...rest } = sealed;
  return {
    ...content,
    children: content.children.map((child) => (child === sealed ? { ...rest, opened } : child)),
  };
}

function openedCredentials(content: Field, base: number, place: PacPlace): Opened | undefined {
  const { octets, keys, budget, source } = place;
  const from = content.valueOffset - base;
  const info = readable(() => decodeCredentialInfo(octets.subarray(from, from + content.valueLength)));
  if (info === undefined) return undefined;
  for (const { key, from: origin, principal, kvno } of keys) {
    if (key.keyType !== info.encryptionType) continue;
    if (!mayTry(budget, info.serializedData.length)) break;
    const bytes = readable(() => decrypt(key, KeyUsage.APP_DATA_ENCRYPT, info.serializedData));
    if (bytes === undefined) continue;
    // Before anything else has it.
    blankHashes(bytes);
    const offset = content.valueOffset + info.at;
    const made = addSource(budget, bytes, 'decrypted', {
      source,
      offset,
      length: info.serializedData.length,
    });
    const by = {
      from: origin,
      enctype: info.encryptionType,
      usage: KeyUsage.APP_DATA_ENCRYPT,
      ...(principal === undefined ? {} : { principal }),
      ...(kvno === undefined ? {} : { kvno }),
    };
    return { source: made, how: 'decrypted', by, root: describeCredentials(bytes, budget) };
  }
  return undefined;
}

/** What is not tried stays unverified or closed: no reason to refuse the rest. */
function mayTry(budget: Budget, octets: number): boolean {
  if (budget.triedBytes < octets) return false;
  budget.triedBytes -= octets;
  return true;
}

/** undefined where the bytes are malformed, or the key does not fit. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}
