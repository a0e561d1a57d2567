// Real traffic: tcpdump records it, tshark reads the same file beside us.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Records what passes on the interface while `traffic` runs. */
export async function recorded(
  networkInterface: 'lo' | 'any',
  file: string,
  filter: string,
  traffic: () => Promise<void>,
): Promise<void> {
  const args = [
    '-i',
    networkInterface,
    '-s',
    '0',
    '--immediate-mode',
    '-U',
    '-Z',
    'root',
    '-w',
    file,
    filter,
  ];
  const tcpdump = spawn('tcpdump', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    tcpdump.on('close', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    tcpdump.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('listening on')) resolve();
    });
    tcpdump.on('close', () => {
      reject(new Error(`tcpdump ended: ${said}`));
    });
  });
  try {
    await traffic();
    // What was sent last is still on its way into the file.
    await new Promise((resolve) => setTimeout(resolve, 500));
  } finally {
    tcpdump.kill('SIGTERM');
    await ended;
  }
}

/** Fields of each packet that the filter lets through, in tshark's names; several of one packet behind one another. */
export async function fieldsSeen(
  file: string,
  filter: string,
  names: readonly string[],
  options: readonly string[] = [],
): Promise<ReadonlyMap<number, readonly (readonly string[])[]>> {
  const wanted = ['frame.number', ...names].flatMap((name) => ['-e', name]);
  const args = ['-n', '-r', file, ...options, '-Y', filter, '-T', 'fields', '-E', 'aggregator=;', ...wanted];
  const { stdout } = await run('tshark', args, { maxBuffer: 1 << 26 });
  return new Map(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [packet, ...values] = line.split('\t');
        return [Number(packet), values.map((value) => value.split(';').filter((each) => each !== ''))];
      }),
  );
}

/** A token or message that tshark found, in hexadecimal. */
export interface Dissected {
  readonly packet: number;
  readonly layer: string;
  readonly hex: string;
}

const LAYERS = new Set(['gss-api_raw', 'spnego_raw', 'ntlmssp_raw', 'kerberos_raw', 'kpasswd_raw']);

/** The outermost tokens and messages of each packet, in order. */
export async function dissected(file: string, kdcPort: number, kpasswdPort: number): Promise<Dissected[]> {
  const decodeAs = ['udp', 'tcp'].flatMap((transport) => [
    ...['-d', `${transport}.port==${String(kdcPort)},kerberos`],
    ...['-d', `${transport}.port==${String(kpasswdPort)},kpasswd`],
  ]);
  const shown = 'gss-api or spnego or ntlmssp or kerberos or kpasswd';
  const tshark = async (...output: string[]): Promise<string> => {
    const args = ['-n', '-r', file, ...decodeAs, '-Y', shown, ...output];
    return (await run('tshark', args, { maxBuffer: 1 << 28 })).stdout;
  };
  const numbers = await tshark('-T', 'fields', '-e', 'frame.number');
  const stdout = await tshark('-T', 'jsonraw');
  const packets = JSON.parse(stdout) as readonly { readonly _source: { readonly layers: unknown } }[];
  const numbered = numbers.trim().split('\n').map(Number);
  return packets.flatMap(({ _source }, at) =>
    [...outermost(_source.layers)].map(([layer, hex]) => ({ packet: numbered[at] ?? 0, layer, hex })),
  );
}

function* outermost(value: unknown): Generator<[layer: string, hex: string]> {
  if (Array.isArray(value)) {
    for (const each of value) yield* outermost(each);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  const found = entries.filter(([key]) => LAYERS.has(key));
  for (const [key, raw] of found) {
    // One layer that comes twice in a packet has an array of arrays.
    const list = raw as readonly unknown[];
    const each = Array.isArray(list[0]) ? (list as readonly (readonly unknown[])[]) : [list];
    for (const [hex] of each) yield [key.replace(/_raw$/, ''), String(hex)];
  }
  for (const [key, inner] of entries) {
    // Buffers of a SASL security layer are data, not tokens that set one up.
    if (!LAYERS.has(`${key}_raw`) && key !== 'SASL Buffer') yield* outermost(inner);
  }
}
