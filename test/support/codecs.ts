// Every message codec under the name it has in src/krb5/messages.
import type { Codec } from '../../src/krb5/asn1/index.ts';
import * as messages from '../../src/krb5/messages/index.ts';

function isCodec(value: unknown): value is Codec<unknown> {
  return typeof value === 'object' && value !== null && 'decode' in value && 'encode' in value;
}

export const codecs: ReadonlyMap<string, Codec<unknown>> = new Map(
  Object.entries(messages).filter((entry): entry is [string, Codec<unknown>] => isCodec(entry[1])),
);

export function codec(name: string): Codec<unknown> {
  const found = codecs.get(name);
  if (found === undefined) throw new TypeError(`no codec ${name}`);
  return found;
}
