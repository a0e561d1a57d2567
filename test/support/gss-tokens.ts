// Tokens that others made: recorded on the wire, and the examples of open specifications.
import { hex, readVectors } from './vectors.ts';

const recorded = readVectors('gss/captured') as {
  readonly tokens: readonly {
    readonly from: string;
    readonly protocol: string;
    readonly direction: string;
    readonly hex: string;
  }[];
};
const examples = readVectors('gss/microsoft') as {
  readonly tokens: readonly { readonly name: string; readonly clause: string; readonly hex: string }[];
};

export const recordedTokens = recorded.tokens.map(({ from, protocol, direction, hex: text }) => ({
  title: `${from}, ${protocol} ${direction}`,
  bytes: hex(text),
}));

export const exampleTokens = examples.tokens.map(({ name, clause, hex: text }) => ({
  title: clause,
  name,
  bytes: hex(text),
}));

export function exampleToken(name: string): Uint8Array {
  const found = exampleTokens.find((token) => token.name === name);
  if (found === undefined) throw new Error(`no example ${name}`);
  return found.bytes;
}
