// What inspecting a blob gives: what it is, the bytes it was read from and those that were made on the way, and the
// tree of its fields.
import type { InspectLimits } from '../fields/budget.ts';
import type { Field, Source } from '../fields/field.ts';
import type { RingKey } from './keys.ts';

/** What a blob can be, in the words of the command line's --as. */
export const blobKinds = [
  'as-req',
  'as-rep',
  'tgs-req',
  'tgs-rep',
  'ap-req',
  'ap-rep',
  'krb-safe',
  'krb-priv',
  'krb-cred',
  'krb-error',
  'ticket',
  'authenticator',
  'enc-ticket-part',
  'enc-as-rep-part',
  'enc-tgs-rep-part',
  'enc-ap-rep-part',
  'enc-krb-priv-part',
  'enc-krb-cred-part',
  'kpasswd',
  'ccache',
  'keytab',
  'pac',
  'claims',
  'kkdcp',
  'gss',
  'spnego',
  'ntlm',
  'negoex',
  'capture',
] as const;
export type BlobKind = (typeof blobKinds)[number];

export interface Inspection {
  readonly kind: BlobKind;
  /** The first is the input. Fields count in one of them: the root in the one that `rootSource` names. */
  readonly sources: readonly Source[];
  readonly rootSource: number;
  readonly root: Field;
}

export interface InspectOptions {
  /** What it is taken for; recognised when left out. */
  readonly as?: BlobKind;
  /** Keys that may open what is sealed. */
  readonly keys?: readonly RingKey[];
  readonly limits?: Partial<InspectLimits>;
}
