// AS and TGS exchanges of our engine and of libkrb5, in turn, against the same MIT KDC: the same principal, the same
// keys from a keytab, encrypted timestamp, UDP. libkrb5 wraps its TGS-REQ in FAST; we do not yet.
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { acquireInitialCredential, parsePrincipal, requestServiceTicket, settingsFromProfile } from '#krb5';
import type { CacheContents, Ports } from '#krb5';
import {
  loadProfile,
  nodeKeyDerivation,
  nodeResolver,
  nodeTransport,
  readKeytab,
  systemClock,
  systemRandom,
} from '#node';
import { startPeer, stopPeer, type Peer } from '../test/support/peers.ts';
import { median, type Figure } from './figures.ts';
import { startPeerProcess } from './peer.ts';

const WARM_UP = 25;
const CLIENT = 'user@MIT.TEST';
const SERVICE = 'HTTP/web.mit.test@MIT.TEST';
const KDC = { host: '127.10.0.1', port: 18088 };

/** Starts the MIT realm unless it runs; the function returned stops it again if it did not. */
export async function mitRealm(): Promise<{ readonly mit: Peer; readonly stop: () => Promise<void> }> {
  const ran = await new Promise<boolean>((resolve) => {
    const socket = net.connect(KDC);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
  const mit = startPeer('mit');
  return { mit, stop: () => (ran ? Promise.resolve() : stopPeer('mit')) };
}

interface Ours {
  readonly as: () => Promise<number>;
  readonly tgs: () => Promise<number>;
}

function ourEngine(mit: Peer, keytab: string): Ours {
  const settings = settingsFromProfile(loadProfile({ KRB5_CONFIG: mit.krb5Conf }));
  const trace = (): undefined => undefined;
  const ports: Ports = {
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
    transport: nodeTransport({ settings, trace }),
    resolver: nodeResolver(),
    trace,
  };
  const client = parsePrincipal(CLIENT);
  const server = parsePrincipal(SERVICE);
  const { entries } = readKeytab(keytab);
  let contents: CacheContents | undefined;
  return {
    async as() {
      const began = performance.now();
      const secret = { kind: 'keytab', entries, name: keytab } as const;
      const { credential } = await acquireInitialCredential(ports, settings, { client, secret });
      const took = performance.now() - began;
      contents = { principal: client, credentials: [credential], config: [] };
      return took;
    },
    async tgs() {
      if (contents === undefined) throw new Error('no ticket-granting ticket yet');
      const began = performance.now();
      await requestServiceTicket(ports, settings, { contents, server });
      return performance.now() - began;
    },
  };
}

export async function measureExchanges(
  mit: Peer,
  program: string,
  dir: string,
  rounds: number,
): Promise<readonly Figure[]> {
  const keytab = path.join(mit.dir, 'keytabs/user.keytab');
  // SPAKE costs two messages and elliptic curves more, and we have it not yet: both sides use encrypted timestamp.
  const plugins = path.join(dir, 'bench.conf');
  writeFileSync(plugins, '[plugins]\n  clpreauth = {\n    disable = spake\n  }\n');
  const env = { ...process.env, KRB5_CONFIG: `${plugins}:${mit.krb5Conf}` };
  const peer = startPeerProcess(program, [CLIENT, `FILE:${keytab}`, SERVICE], env);
  const ours = ourEngine(mit, keytab);
  const took = {
    as: { ours: [] as number[], peer: [] as number[] },
    tgs: { ours: [] as number[], peer: [] as number[] },
  };
  try {
    for (let round = -WARM_UP; round < rounds; round += 1) {
      for (const exchange of ['as', 'tgs'] as const) {
        // In turn, and each first as often as the other.
        const oursFirst = round % 2 === 0;
        const first = oursFirst ? await ours[exchange]() : undefined;
        const theirs = await peer.time(exchange);
        const mine = first ?? (await ours[exchange]());
        if (round < 0) continue;
        took[exchange].ours.push(mine);
        took[exchange].peer.push(theirs);
      }
    }
  } finally {
    peer.end();
  }
  const figure = (name: string, exchange: 'as' | 'tgs', note?: string): Figure => ({
    group: `Exchanges with MIT’s KDC, median of ${String(rounds)}`,
    name,
    unit: 'ms',
    ours: median(took[exchange].ours),
    peer: { name: 'libkrb5', value: median(took[exchange].peer) },
    note,
  });
  return [
    figure('AS (two round trips, keytab)', 'as'),
    figure('TGS (HTTP/web.mit.test)', 'tgs', 'libkrb5 wraps its request in FAST'),
  ];
}
