// Valid texts and packets for what stands around the engine: DNS answers, server lines of krb5.conf, resolv.conf,
// times and options of the command line.
import fc from 'fast-check';
import { bytesOf, some } from './samples.ts';

function name(labels: readonly string[]): number[] {
  return [...labels.flatMap((label) => [label.length, ...bytesOf(label)]), 0];
}

/** Where the answers of srvSamples begin. */
export const SRV_ANSWERS_AT = 12 + name(['_kerberos', '_udp', 'ad', 'test']).length + 4;

/** SRV answers with one to twenty records, some names compressed (RFC 1035 4.1.4). */
export function srvSamples(): Uint8Array[] {
  return Array.from({ length: 20 }, (_, index) => {
    const question = [...name(['_kerberos', '_udp', 'ad', 'test']), 0, 33, 0, 1];
    const records = Array.from({ length: index + 1 }, (__, at) => {
      const target = at % 2 === 0 ? name([`dc${String(at)}`, 'ad', 'test']) : [2, 0x64, 0x63, 0xc0, 0x1b];
      return [0xc0, 0x0c, 0, 33, 0, 1, 0, 0, 3, 0x84, 0, target.length + 6, 0, at, 0, 100, 0, 88, ...target];
    });
    const header = [0x12, 0x34, 0x85, 0, 0, 1, 0, records.length, 0, 0, 0, 0];
    return Uint8Array.from([...header, ...question, ...records.flat()]);
  });
}

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const host = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));

function texts(arbitrary: fc.Arbitrary<string>): Uint8Array[] {
  return some(arbitrary, 20).map(bytesOf);
}

export const serverEntrySamples = (): Uint8Array[] =>
  texts(
    fc.oneof(
      host,
      fc.tuple(host, fc.integer({ min: 1, max: 65_535 })).map(([at, port]) => `${at}:${String(port)}`),
      host.map((at) => `tcp/${at}`),
      host.map((at) => `https://${at}/KdcProxy`),
      fc.constantFrom('[::1]:88', '[fe80::1%eth0]', '127.0.0.1'),
    ),
  );

export const resolvConfSamples = (): Uint8Array[] =>
  texts(
    fc
      .tuple(fc.array(host, { maxLength: 4 }), fc.nat(5))
      .map(
        ([search, dots]) =>
          `# c\nnameserver 127.0.0.1\nsearch ${search.join(' ')}\noptions ndots:${String(dots)}\n`,
      ),
  );

export const timeSamples = (): Uint8Array[] =>
  texts(
    fc.oneof(
      fc.constantFrom(
        '20261121115803',
        '2026.11.21.11.58.03',
        '21-nov-2026:11:58',
        '11:58:03',
        '11/21/26:11:58:03',
      ),
      fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 10, max: 59 })).map((at) => at.join(':')),
    ),
  );

export const optionSamples = (): Uint8Array[] =>
  texts(
    fc
      .array(fc.constantFrom('-ef', '-c', 'FILE:x', '--u2u=x', '-l10h', '--no-store', '-k', 'name'), {
        maxLength: 6,
      })
      .map((words) =>
        words
          .join(' ')
          .replace(/-c$/, '-c x')
          .replace(/-c (?=-)/g, '-c x '),
      ),
  );
