// Every message codec under the name it has in src/krb5/messages.
import type { Codec } from '../../src/krb5/asn1/index.ts';
import { principalName } from '../../src/krb5/messages/basic.ts';
import * as messages from '../../src/krb5/messages/index.ts';

function isCodec(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'decode' in value && 'encode' in value;
}

const entries = Object.entries({ ...messages, principalName } as Record<string, unknown>).filter(
  ([, value]) => isCodec(value),
);

export const codecs: ReadonlyMap<string, Codec<unknown>> = new Map(
  entries.map(([name, value]) => [name, value as Codec<unknown>]),
);

export function codec(name: string): Codec<unknown> {
  const found = codecs.get(name);
  if (found === undefined) throw new TypeError(`no codec ${name}`);
  return found;
}
