// Tokens of GSS-API as blobs: what their first octets say, where all of it can be read.
import { KerberosError } from '../errors.ts';
import type { Budget } from '../fields/budget.ts';
import { fieldsOf } from '../fields/field.ts';
import type { Field } from '../fields/field.ts';
import { describeGssToken, gssTokenKind } from '../gss/describe.ts';
import { isFramedBy } from '../gss/framing.ts';
import { Mechanism } from '../iana/mechanism.ts';
import type { BlobKind } from './inspection.ts';

/** undefined where the octets begin no token; bare messages are blobs of their own. */
export function gssKind(bytes: Uint8Array): BlobKind | undefined {
  switch (gssTokenKind(bytes)) {
    case 'framed':
      return isFramedBy(bytes, Mechanism.SPNEGO) ? 'spnego' : 'gss';
    case 'negotiation':
      return 'spnego';
    case 'per-message':
      return 'gss';
    case 'ntlm':
      return 'ntlm';
    case 'negoex':
      return 'negoex';
    case 'message':
    case undefined:
      return undefined;
  }
}

/** @throws KerberosError FORMAT_INVALID where something of it cannot be read; LIMIT */
export function wholeToken(bytes: Uint8Array, budget: Budget): Field {
  const root = describeGssToken(bytes, budget);
  for (const { kind, value, offset } of fieldsOf(root)) {
    if (kind !== 'unreadable') continue;
    const reason = value ?? 'not what it should be';
    throw new KerberosError('FORMAT_INVALID', `GSS token: ${reason}`, { format: 'gss', reason, offset });
  }
  return root;
}
