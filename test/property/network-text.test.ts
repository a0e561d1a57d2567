// What comes from a DNS server, from resolv.conf, from krb5.conf's server lines and from a command line: mutated, cut
// and spliced, it is read, refused in words, or empty, and never costs more than a moment.
import { expect, test } from 'vitest';
import { isKerberosError } from '#krb5';
import { parseAbsoluteTime } from '../../src/cli/absolute-time.ts';
import { parseOptions } from '../../src/cli/options.ts';
import { parseSrv } from '../../src/node/dns-srv.ts';
import { parseResolvConf } from '../../src/node/resolver.ts';
import { parseServerEntry } from '../../src/node/server-entry.ts';
import { mutants } from '../support/mutate.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** Answers with one to twenty records, their names plain, compressed, or both. */
function srvAnswers(): Uint8Array[] {
  return Array.from({ length: 20 }, (_, i) => {
    const count = i + 1;
    const question = Buffer.from('095f6b65726265726f73045f75647002616404746573740000210001', 'hex');
    const record = (n: number): Buffer =>
      Buffer.concat([
        Buffer.from(n % 2 === 0 ? 'c00c' : '04746573740000', 'hex').subarray(0, n % 2 === 0 ? 2 : 6),
        Buffer.from('0021000100000384', 'hex'),
        Buffer.from(n % 3 === 0 ? '000c' : '0013', 'hex'),
        Buffer.from('000000640058', 'hex'),
        n % 3 === 0 ? Buffer.from('03646331c01b', 'hex') : Buffer.from('03646331026164047465737400', 'hex'),
      ]);
    const header = Buffer.from('123485000001000000000000', 'hex');
    header.writeUInt16BE(count, 6);
    return new Uint8Array(
      Buffer.concat([header, question, ...Array.from({ length: count }, (__, n) => record(n))]),
    );
  });
}

const serverLines = [
  'kdc.test',
  'kdc.test:88',
  '[::1]:88',
  '[fe80::1%eth0]',
  'tcp/kdc.test',
  'https://p.test:443/KdcProxy',
];
const resolvConfs = [
  'nameserver 127.0.0.1\nsearch a.test b.test\noptions ndots:2\n',
  'domain a.test\n',
  '# nothing\n',
];
const times = ['20261121115803', '2026.11.21.11.58.03', '21-nov-2026:11:58', '11:58:03', '11/21/26:11:58:03'];
const lines = ['-ef --json -c FILE:x name', '--u2u=x -l10h', '-- -f', '--no', '-ketK FILE:x'];

test.each([
  { name: 'an SRV answer', samples: srvAnswers(), read: (bytes: Uint8Array) => parseSrv(bytes, 40) },
  {
    name: 'a server line',
    samples: serverLines.map(octets),
    read: (b: Uint8Array) => parseServerEntry(text(b), 88, 'kdc'),
  },
  {
    name: 'a resolv.conf',
    samples: resolvConfs.map(octets),
    read: (b: Uint8Array) => parseResolvConf(text(b)),
  },
  { name: 'a time', samples: times.map(octets), read: (b: Uint8Array) => parseAbsoluteTime(text(b)) },
  {
    name: 'a command line',
    samples: lines.map(octets),
    read: (b: Uint8Array) =>
      parseOptions(text(b).split(' '), {
        short: 'efktKc:l:',
        long: { u2u: { argument: 'required' }, 'no-store': { argument: 'none' } },
      }),
  },
])('$name mutated a thousand times is read or refused in words, in a moment', ({ samples, read }) => {
  const seed = Number(process.env['TESSERA_SEED'] ?? Date.now() % 2 ** 32);
  let reached = 0;
  for (const sample of samples) expect(read(sample)).toBeDefined();
  for (const { bytes, how } of mutants(samples, seed, Math.ceil(1000 / samples.length))) {
    const started = performance.now();
    try {
      read(bytes);
    } catch (error) {
      if (!isKerberosError(error))
        throw new Error(`seed ${seed}, ${how.join(' ')}: ${String(error)}`, { cause: error });
    }
    expect(performance.now() - started, `seed ${seed}, ${how.join(' ')}`).toBeLessThan(500);
    reached += 1;
  }
  expect(reached).toBeGreaterThanOrEqual(1000);
});

test('the SRV samples hold as many records as they say', () => {
  expect(srvAnswers().map((answer) => parseSrv(answer, 40).length)).toEqual(
    srvAnswers().map((_, i) => i + 1),
  );
});
