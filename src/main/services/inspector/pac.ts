// The first PAC that is open in a blob, as the PAC view shows it. Its signatures were judged when the blob was opened.
import { PacBufferType, decodePac, isPacOfTicket, decodeDer, encTicketPart, isKerberosError } from '#krb5';
import type { ClaimsSet, Field, PacContents } from '#krb5';
import type { BlobPac, PacDto } from '#shared';
import { pacDto, shown } from '../pac-report.ts';
import type { OpenBlob } from './blobs.ts';
import type { Node } from './laid-open.ts';

const verdictWords = { valid: 'valid', invalid: 'invalid', unverified: 'no-key' } as const;

const childNamed = (field: Field | undefined, name: string): Field | undefined =>
  field?.children.find((child) => child.name === name);

function signaturesIn(pac: Field): PacDto['signatures'] {
  const of = (type: number): PacDto['signatures']['server'] => {
    const info = childNamed(pac, 'Buffers')?.children.find(
      (each) => Number(childNamed(each, 'ulType')?.value) === type,
    );
    const signature = info?.children
      .flatMap(({ children }) => children)
      .find(({ name }) => name === 'Signature');
    return signature === undefined ? 'absent' : verdictWords[signature.verdict ?? 'unverified'];
  };
  const { SERVER_CHECKSUM, KDC_CHECKSUM, TICKET_CHECKSUM, FULL_CHECKSUM } = PacBufferType;
  return {
    server: of(SERVER_CHECKSUM),
    kdc: of(KDC_CHECKSUM),
    ticket: of(TICKET_CHECKSUM),
    full: of(FULL_CHECKSUM),
  };
}

function claimsOf(of: 'client' | 'device', set: ClaimsSet | undefined): BlobPac['claims'] {
  return (set ?? [])
    .flatMap(({ claims }) => claims)
    .map(({ id, content }) => ({
      of,
      id: shown(id),
      values:
        content.type === 'unknown' ? [] : content.values.slice(0, 100).map((value) => shown(String(value))),
    }));
}

function deviceOf({ deviceInfo }: PacContents): BlobPac['device'] {
  if (deviceInfo === undefined) return undefined;
  const { accountDomainId, userId, accountGroupIds, extraSids } = deviceInfo;
  const inDomain = accountGroupIds.flatMap(({ relativeId }) =>
    accountDomainId === undefined ? [] : [`${accountDomainId}-${relativeId}`],
  );
  return {
    ...(accountDomainId === undefined || userId === 0 ? {} : { sid: `${accountDomainId}-${userId}` }),
    groups: [...inDomain, ...extraSids.map(({ sid }) => sid)].slice(0, 1_000),
  };
}

function octetsOf(
  { open }: OpenBlob,
  { field, source }: Node,
  offset = field.offset,
  length = field.length,
): Uint8Array {
  return open.inspection.sources[source]?.bytes.subarray(offset, offset + length) ?? new Uint8Array();
}

/** undefined where it is not in a ticket that can be read. */
function matches(contents: PacContents, blob: OpenBlob, around: readonly Node[]): boolean | undefined {
  const part = around.findLast(({ field }) => field.type === 'EncTicketPart');
  if (part === undefined) return undefined;
  try {
    return isPacOfTicket(contents.pac, decodeDer(encTicketPart, octetsOf(blob, part), { trailing: 'allow' }));
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function pacOfBlob(blob: OpenBlob): BlobPac | undefined {
  const found = blob.open.pac === undefined ? undefined : blob.open.nodeAt(blob.open.pac);
  if (found === undefined) return undefined;
  const { node, around } = found;
  const { valueOffset, valueLength } = node.field;
  const bytes = octetsOf(blob, node, valueOffset, valueLength);
  const contents = decodePac(bytes);
  const ticket = around.findLast(({ field }) => field.type === 'Ticket');
  const { delegationInfo, clientClaims, deviceClaims } = contents;
  const device = deviceOf(contents);
  return {
    pac: pacDto(contents, bytes.length, {
      matchesTicket: matches(contents, blob, around),
      signatures: signaturesIn(node.field),
    }),
    ...(ticket === undefined ? {} : { ticketBytes: ticket.field.length }),
    ...(delegationInfo === undefined
      ? {}
      : {
          delegation: {
            target: shown(delegationInfo.s4u2proxyTarget),
            path: delegationInfo.transitedServices.slice(0, 100).map(shown),
          },
        }),
    ...(device === undefined ? {} : { device }),
    claims: [...claimsOf('client', clientClaims), ...claimsOf('device', deviceClaims)].slice(0, 500),
  };
}
