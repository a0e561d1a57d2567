// String-to-key and sealing beside libkrb5 (OpenSSL's AES), and what node:crypto would gain over noble at the length
// of Kerberos messages: the ground for taking PBKDF2 alone from it.
import { createCipheriv, createHmac } from 'node:crypto';
import { encryptionType, randomKey } from '#krb5';
import { nodeKeyDerivation, systemRandom } from '#node';
import { aesCbcEncrypt, hmac } from '../src/krb5/crypto/primitives.ts';
import { inTurn, microseconds, type Figure } from './figures.ts';
import { startPeerProcess, type LibKrb5 } from './peer.ts';

const MESSAGE = 1024;
const PASSWORD = new TextEncoder().encode('password');
const SALT = new TextEncoder().encode('ATHENA.MIT.EDUraeburn');
const derivations = {
  system: nodeKeyDerivation({ provider: 'system' }),
  noble: nodeKeyDerivation({ provider: 'noble' }),
};

async function stringToKeyMillis(provider: 'system' | 'noble', etype: number): Promise<number> {
  const plan = encryptionType(etype).stringToKeyPlan({
    password: PASSWORD,
    salt: SALT,
    s2kparams: undefined,
  });
  if ('keyValue' in plan) throw new Error('no PBKDF2');
  const kdf = derivations[provider];
  const began = performance.now();
  plan.finish(await kdf.pbkdf2({ ...plan.pbkdf2, password: PASSWORD }));
  return performance.now() - began;
}

async function stringToKey(peer: LibKrb5, etype: number, count: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const provider of ['system', 'noble'] as const) {
    const { ours, theirs } = await inTurn(
      () => stringToKeyMillis(provider, etype),
      () => peer.time(`s2k ${String(etype)} ${String(count)}`),
      provider === 'system' ? 15 : 5,
    );
    figures.push({
      group: 'String-to-key with the default iteration count',
      name: `${encryptionType(etype).name}${provider === 'noble' ? ', noble alone' : ''}`,
      unit: 'ms',
      ours,
      peer: { name: 'libkrb5', value: theirs },
    });
  }
  return figures;
}

async function sealing(peer: LibKrb5, etype: number): Promise<readonly Figure[]> {
  const type = encryptionType(etype);
  const random = systemRandom();
  const key = randomKey(etype, random);
  const plain = new Uint8Array(MESSAGE);
  const sealed = type.encrypt(key, 3, plain, random);
  const times = 500;
  const figures: Figure[] = [];
  for (const [verb, action] of [
    ['seal', (): unknown => type.encrypt(key, 3, plain, random)],
    ['open', (): unknown => type.decrypt(key, 3, sealed)],
  ] as const) {
    const { ours, theirs } = await inTurn(
      () => microseconds(action, times),
      async () => (await peer.time(`${verb} ${String(etype)} ${String(MESSAGE)} ${String(times)}`)) * 1000,
    );
    figures.push({
      group: `Messages of ${String(MESSAGE)} octets`,
      name: `${verb}, ${type.name}`,
      unit: 'µs',
      ours,
      peer: { name: 'libkrb5', value: theirs },
    });
  }
  return figures;
}

/** Against libkrb5. */
export async function measureCrypto(program: string): Promise<readonly Figure[]> {
  const peer = startPeerProcess(program, [], process.env);
  try {
    return [
      ...(await stringToKey(peer, 18, 4096)),
      ...(await stringToKey(peer, 20, 32_768)),
      ...(await sealing(peer, 18)),
      ...(await sealing(peer, 20)),
      ...(await sealing(peer, 23)),
    ];
  } finally {
    peer.end();
  }
}

/** Noble against node:crypto. */
export async function measurePrimitives(): Promise<readonly Figure[]> {
  const key = new Uint8Array(32).fill(7);
  const iv = new Uint8Array(16);
  const figures: Figure[] = [];
  for (const size of [64, 1024, 65_536]) {
    const data = new Uint8Array(size);
    const times = size > 10_000 ? 20 : 500;
    const pairs = {
      'AES-256-CBC': [
        (): unknown => aesCbcEncrypt(key, iv, data),
        (): unknown => {
          const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
          return [cipher.update(data), cipher.final()];
        },
      ],
      'HMAC-SHA-1': [
        (): unknown => hmac('SHA-1', key, data),
        (): unknown => createHmac('sha1', key).update(data).digest(),
      ],
    } as const;
    for (const [name, [noble, node]] of Object.entries(pairs)) {
      const { ours, theirs } = await inTurn(
        () => microseconds(noble, times),
        () => microseconds(node, times),
      );
      figures.push({
        group: 'Primitives: noble beside node:crypto',
        name: `${name} of ${String(size)} octets`,
        unit: 'µs',
        ours,
        peer: { name: 'node:crypto', value: theirs },
      });
    }
  }
  return figures;
}
