// What the ticket signature covers ([MS-PAC] 2.8.3): the EncTicketPart as it was issued, with one zero octet for the
// ad-data of the PAC. Everything else stays octet by octet what the KDC wrote; the lengths around the PAC alone change.
import { DEFAULT_LIMITS, readTree } from '../asn1/index.ts';
import type { DerNode } from '../asn1/index.ts';
import { AdType } from '../iana/ad-type.ts';

/** [10] authorization-data of EncTicketPart; [0] ad-type and [1] ad-data of its elements: RFC 4120 5.3 and 5.2.6. */
const AUTHORIZATION_DATA = 10;
const AD_TYPE = 0;
const AD_DATA = 1;
const PLACEHOLDER = Uint8Array.of(0);

/**
 * @param bytes an EncTicketPart, as decrypted; what follows it is left out
 * @throws KerberosError ASN1_INVALID, LIMIT
 */
export function issuedTicketSignatureInput(bytes: Uint8Array): Uint8Array {
  const application = readTree(bytes, 'EncTicketPart', DEFAULT_LIMITS);
  return rebuilt(application, (sequence) =>
    rebuilt(sequence, (field) =>
      field.tagNumber === AUTHORIZATION_DATA ? rebuilt(field, withoutPac) : field.raw,
    ),
  );
}

/** AuthorizationData, with the PAC in any AD-IF-RELEVANT of it replaced. */
function withoutPac(list: DerNode): Uint8Array {
  return rebuilt(list, (element) =>
    adTypeOf(element) === AdType.IF_RELEVANT ? withData(element, inRelevant) : element.raw,
  );
}

function inRelevant(data: Uint8Array): Uint8Array {
  const list = readTree(data, 'AD-IF-RELEVANT', DEFAULT_LIMITS);
  return rebuilt(list, (element) =>
    adTypeOf(element) === AdType.WIN2K_PAC ? withData(element, () => PLACEHOLDER) : element.raw,
  );
}

function adTypeOf(element: DerNode): number | undefined {
  const content = element.children.find(({ tagNumber }) => tagNumber === AD_TYPE)?.children[0]?.content;
  if (content === undefined || content.length > 4) return undefined;
  return content.reduce((value, octet) => value * 256 + octet, 0);
}

/** An element of AuthorizationData with other ad-data; as it is where that would be the same. */
function withData(element: DerNode, change: (data: Uint8Array) => Uint8Array): Uint8Array {
  return rebuilt(element, (field) => {
    const [octets] = field.children;
    if (field.tagNumber !== AD_DATA || octets === undefined) return field.raw;
    const changed = change(octets.content);
    return changed === octets.content
      ? field.raw
      : rebuilt(field, () => withContent(octets.raw[0] ?? 0, changed));
  });
}

/** As it is where no child changes: its lengths need not be the shortest. */
function rebuilt(node: DerNode, child: (each: DerNode) => Uint8Array): Uint8Array {
  const parts = node.children.map(child);
  if (parts.every((part, at) => part === node.children[at]?.raw)) return node.raw;
  const content = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    content.set(part, at);
    at += part.length;
  }
  return withContent(node.raw[0] ?? 0, content);
}

/** X.690 10.1: the shortest length. Every tag here has a number below 31. */
function withContent(identifier: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  const head = length < 0x80 ? [length] : [0x80 | octets.length, ...octets];
  const made = new Uint8Array(1 + head.length + length);
  made.set([identifier, ...head]);
  made.set(content, 1 + head.length);
  return made;
}
