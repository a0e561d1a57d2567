// Which key the KDC wants: RFC 4120 5.2.7.3 to 5.2.7.5 and 3.1.3.
//   ETYPE-INFO2       ::= SEQUENCE SIZE (1..MAX) OF ETYPE-INFO2-ENTRY
//   ETYPE-INFO2-ENTRY ::= SEQUENCE { etype [0] Int32, salt [1] KerberosString OPTIONAL, s2kparams [2] OCTET STRING OPTIONAL }
//   ETYPE-INFO-ENTRY  ::= SEQUENCE { etype [0] Int32, salt [1] OCTET STRING OPTIONAL }
// With ETYPE-INFO2 present the older ETYPE-INFO and PW-SALT are not looked at.
import { decodeDer } from '../asn1/index.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { etypeInfo, etypeInfo2 } from '../messages/index.ts';
import type { PaData } from '../messages/index.ts';
import type { Principal } from '../principal.ts';
import { octetsFromText } from '../text.ts';

/** What string-to-key needs besides the password. */
export interface KeyHint {
  readonly etype: number;
  readonly salt: Uint8Array;
  readonly s2kparams: Uint8Array | undefined;
}

/** RFC 4120 4: the default salt is the realm followed by the name's components, no separators. */
export function defaultSalt(client: Principal): Uint8Array {
  return octetsFromText(client.realm + client.name.nameString.join(''));
}

export type HintChoice =
  | { readonly kind: 'hint'; readonly hint: KeyHint }
  /** The padata say nothing of keys. */
  | { readonly kind: 'none' }
  /** They do, but of no enctype that was asked for. */
  | { readonly kind: 'no-common-etype'; readonly theirs: readonly number[] };

interface Entry {
  readonly etype: number;
  readonly salt: Uint8Array | undefined;
  readonly s2kparams: Uint8Array | undefined;
}

function entriesOf(padata: readonly PaData[], path: string): readonly Entry[] | undefined {
  const info2 = padata.find((pa) => pa.padataType === PaDataType.ETYPE_INFO2);
  if (info2 !== undefined) {
    return decodeDer(etypeInfo2, info2.padataValue, { path: `${path}.ETYPE-INFO2` }).map((entry) => ({
      etype: entry.etype,
      salt: entry.salt === undefined ? undefined : octetsFromText(entry.salt),
      s2kparams: entry.s2kparams,
    }));
  }
  const info = padata.find((pa) => pa.padataType === PaDataType.ETYPE_INFO);
  if (info !== undefined) {
    return decodeDer(etypeInfo, info.padataValue, { path: `${path}.ETYPE-INFO` }).map((entry) => ({
      etype: entry.etype,
      salt: entry.salt,
      s2kparams: undefined,
    }));
  }
  return undefined;
}

/** Enctypes that the padata name, in the KDC's order. */
export function offeredEtypes(padata: readonly PaData[], path: string): readonly number[] {
  return (entriesOf(padata, path) ?? []).map((entry) => entry.etype);
}

/**
 * Of the enctypes hinted, the first in our order. A missing salt means the default one.
 * @throws KerberosError ASN1_INVALID
 */
export function chooseHint(
  padata: readonly PaData[],
  etypesInOurOrder: readonly number[],
  client: Principal,
  path: string,
): HintChoice {
  const entries = entriesOf(padata, path);
  if (entries === undefined) {
    const salt = padata.find((pa) => pa.padataType === PaDataType.PW_SALT)?.padataValue;
    const etype = etypesInOurOrder[0];
    if (salt === undefined || etype === undefined) return { kind: 'none' };
    return { kind: 'hint', hint: { etype, salt, s2kparams: undefined } };
  }
  for (const etype of etypesInOurOrder) {
    const entry = entries.find((candidate) => candidate.etype === etype);
    if (entry !== undefined) {
      return {
        kind: 'hint',
        hint: { etype, salt: entry.salt ?? defaultSalt(client), s2kparams: entry.s2kparams },
      };
    }
  }
  return { kind: 'no-common-etype', theirs: entries.map((entry) => entry.etype) };
}

export function sameHint(a: KeyHint, b: KeyHint): boolean {
  return a.etype === b.etype && sameOctets(a.salt, b.salt) && sameOctets(a.s2kparams, b.s2kparams);
}

function sameOctets(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((octet, at) => octet === b[at]);
}
