// PACs of real KDCs decoded, beside Samba's NDR binding for Python (a core in C) and impacket, of the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from '../scripts/debian.ts';
import { decodePac } from '#krb5';
import { inTurn, type Figure } from './figures.ts';
import { startPeerProcess } from './peer.ts';

const vectors = path.resolve(import.meta.dirname, '../test/vectors/pac');
const PACS = [
  { file: 'samba-alice', name: 'a PAC with 5 groups', times: 2_000 },
  { file: 'samba-manygroups', name: 'a PAC with 300 groups', times: 500 },
] as const;
/** impacket takes long enough that a few will do. */
const PEERS = [
  { peer: 'samba', shown: 'Samba’s Python', share: 1 },
  { peer: 'impacket', shown: 'impacket', share: 50 },
] as const;

const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** @throws where python3-samba or python3-impacket cannot be had */
export async function measurePac(dir: string): Promise<readonly Figure[]> {
  const gap = await installPackages(['python3-samba', 'python3-impacket'], 'other readers of PACs');
  if (gap !== undefined) throw new Error(gap.gap);
  const script = path.join(import.meta.dirname, 'pac-peer.py');
  const process_ = startPeerProcess('/usr/bin/python3', [script], process.env);
  try {
    const figures: Figure[] = [];
    for (const { file, name, times } of PACS) {
      const { pac } = JSON.parse(readFileSync(path.join(vectors, `${file}.json`), 'utf8')) as { pac: string };
      const bytes = new Uint8Array(Buffer.from(pac, 'hex'));
      const place = path.join(dir, `${file}.pac`);
      writeFileSync(place, bytes);
      const ours = (): number => {
        const began = performance.now();
        for (let i = 0; i < times; i++) decodePac(bytes);
        return ((performance.now() - began) / times) * 1000;
      };
      for (const { peer, shown, share } of PEERS) {
        const count = Math.max(1, Math.floor(times / share));
        const theirs = async (): Promise<number> =>
          ((await process_.time(`${peer} ${place} ${String(count)}`)) / count) * 1000;
        const measured = await inTurn(ours, theirs);
        figures.push({
          group: 'PACs decoded',
          name: `${name}, ${String(bytes.length)} octets`,
          unit: 'µs',
          ours: measured.ours,
          peer: { name: shown, value: measured.theirs },
          note: `${whole(1e6 / measured.ours)} a second, ${whole(1e6 / measured.theirs)} there`,
        });
      }
    }
    return figures;
  } finally {
    process_.end();
  }
}
