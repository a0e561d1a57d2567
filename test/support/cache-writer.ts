// A program that writes to one cache without end, to be killed in the middle: sign-ins, renewals, further tickets and
// removals in turn. Before each write it prints the state that it makes, and after it the state that it has made.
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { formatPrincipal } from '#krb5';
import type { CacheContents, Credential } from '#krb5';
import { openCache } from '#node';

/** One line of output: the state about to be made, or the one that was made. */
export interface WriterStep {
  readonly doing?: string;
  readonly done?: string;
}

flushCompileCache(); // a killed process leaves none behind
const [, , file = ''] = process.argv;
const cache = openCache(file);
const first = await cache.read();
if (first === undefined) throw new Error('there is no cache');

const summary = (credentials: readonly Credential[]): string =>
  credentials.map(({ server, times }) => `${formatPrincipal(server)} ${String(times.startTime)}`).join(', ');
const say = (line: WriterStep): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};
const at = (credential: Credential, startTime: number): Credential => ({
  ...credential,
  times: { ...credential.times, startTime },
});

const [tgt, service] = first.credentials;
if (tgt === undefined || service === undefined) throw new Error('the cache lacks its tickets');
let state: readonly Credential[] = first.credentials;
say({ done: summary(state) });

for (let count = tgt.times.startTime + 1; ; count++) {
  const { next, write } = step(count);
  say({ doing: summary(next) });
  await write();
  state = next;
  say({ done: summary(state) });
}

function step(count: number): { next: readonly Credential[]; write: () => Promise<unknown> } {
  const [head, ...rest] = state;
  if (head === undefined || tgt === undefined || service === undefined) throw new Error('no tickets');
  // Larger than a page, so that a write can be cut in two.
  const large = { ...at(service, count), secondTicket: new Uint8Array(20_000).fill(count & 0xff) };
  switch (count % 5) {
    case 0: {
      const contents: CacheContents = { ...(first as CacheContents), credentials: [at(tgt, count), service] };
      return { next: contents.credentials, write: () => cache.initialize(contents) };
    }
    case 1:
    case 3: {
      const renewed = at(tgt, count);
      return { next: [renewed, ...rest], write: () => cache.replaceTgt(renewed) };
    }
    case 2:
      return { next: [...state, large], write: () => cache.store(large) };
    default: {
      const doomed = state.at(-1)?.times.startTime;
      const isDoomed = ({ server, times }: Credential): boolean =>
        times.startTime === doomed && server.name.nameString[0] !== 'krbtgt';
      return {
        next: state.filter((credential) => !isDoomed(credential)),
        write: () => cache.remove(isDoomed),
      };
    }
  }
}
