// String-to-key and sealing beside libkrb5 (OpenSSL's AES), and what node:crypto would gain over noble at the length
// of Kerberos messages: the ground for taking PBKDF2 alone from it.
import { createCipheriv, createHmac } from 'node:crypto';
import { encryptionType, randomKey } from '#krb5';
import { nodeKeyDerivation, systemRandom } from '#node';
import { aesCbcEncrypt, hmac } from '../src/krb5/crypto/primitives.ts';
import { median, microseconds, type Figure } from './figures.ts';
import { startPeerProcess } from './peer.ts';

const text = new TextEncoder();
const MESSAGE = 1024;

async function stringToKeyMillis(
  provider: 'system' | 'noble',
  etype: number,
  times: number,
): Promise<number> {
  const kdf = nodeKeyDerivation({ provider });
  const salt = text.encode('ATHENA.MIT.EDUraeburn');
  const password = text.encode('password');
  const took: number[] = [];
  for (let round = -1; round < times; round += 1) {
    const plan = encryptionType(etype).stringToKeyPlan({ password, salt, s2kparams: undefined });
    if ('keyValue' in plan) throw new Error('no PBKDF2');
    const began = performance.now();
    plan.finish(await kdf.pbkdf2({ ...plan.pbkdf2, password }));
    if (round >= 0) took.push(performance.now() - began);
  }
  return median(took);
}

/** Against libkrb5. */
export async function measureCrypto(program: string): Promise<readonly Figure[]> {
  const peer = startPeerProcess(program, [], process.env);
  const random = systemRandom();
  const figures: Figure[] = [];
  try {
    for (const [etype, count] of [
      [18, 4096],
      [20, 32_768],
    ] as const) {
      const theirs: number[] = [];
      for (let round = 0; round < 9; round += 1)
        theirs.push(await peer.time(`s2k ${String(etype)} ${String(count)}`));
      const { name } = encryptionType(etype);
      const libkrb5 = { name: 'libkrb5', value: median(theirs) };
      const group = 'String-to-key with the default iteration count';
      figures.push(
        { group, name, unit: 'ms', ours: await stringToKeyMillis('system', etype, 9), peer: libkrb5 },
        {
          group,
          name: `${name}, noble alone`,
          unit: 'ms',
          ours: await stringToKeyMillis('noble', etype, 3),
          peer: libkrb5,
        },
      );
    }
    for (const etype of [18, 20, 23]) {
      const type = encryptionType(etype);
      const key = randomKey(etype, random);
      const plain = new Uint8Array(MESSAGE);
      const sealed = type.encrypt(key, 3, plain, random);
      const times = 1000;
      for (const [verb, action] of [
        ['seal', (): unknown => type.encrypt(key, 3, plain, random)],
        ['open', (): unknown => type.decrypt(key, 3, sealed)],
      ] as const) {
        const theirs: number[] = [];
        for (let round = 0; round < 5; round += 1) {
          theirs.push(
            (await peer.time(`${verb} ${String(etype)} ${String(MESSAGE)} ${String(times)}`)) * 1000,
          );
        }
        figures.push({
          group: `Messages of ${String(MESSAGE)} octets`,
          name: `${verb}, ${type.name}`,
          unit: 'µs',
          ours: microseconds(action, times),
          peer: { name: 'libkrb5', value: median(theirs) },
        });
      }
    }
  } finally {
    peer.end();
  }
  return figures;
}

/** Noble against node:crypto. */
export function measurePrimitives(): readonly Figure[] {
  const group = 'Primitives: noble beside node:crypto';
  const key = new Uint8Array(32).fill(7);
  const iv = new Uint8Array(16);
  return [64, 1024, 65_536].flatMap((size): Figure[] => {
    const data = new Uint8Array(size);
    const times = size > 10_000 ? 20 : 1000;
    const cbc = (): void => {
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      cipher.update(data);
      cipher.final();
    };
    return [
      {
        group,
        name: `AES-256-CBC of ${String(size)} octets`,
        unit: 'µs',
        ours: microseconds(() => aesCbcEncrypt(key, iv, data), times),
        peer: { name: 'node:crypto', value: microseconds(cbc, times) },
      },
      {
        group,
        name: `HMAC-SHA-1 of ${String(size)} octets`,
        unit: 'µs',
        ours: microseconds(() => hmac('SHA-1', key, data), times),
        peer: {
          name: 'node:crypto',
          value: microseconds(() => createHmac('sha1', key).update(data).digest(), times),
        },
      },
    ];
  });
}
