// Accounts with passwords of a test's own, made in the realms' databases, and the long-term keys that each KDC made of
// them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseKeytab } from '../../src/krb5/index.ts';
import { heimdalRoot, type Peer, type PeerName } from './peers.ts';

type Admin = (peer: Peer, work: Work) => void;
type Work =
  | { readonly kind: 'add'; readonly name: string; readonly password: string }
  | { readonly kind: 'export'; readonly name: string; readonly keytab: string }
  | { readonly kind: 'delete'; readonly name: string };

const run = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void => {
  execFileSync(file, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
};

const mit: Admin = (peer, work) => {
  const { kind, name } = work;
  let query = `delprinc -force ${name}`;
  if (kind === 'add') query = `addprinc -pw ${work.password} +requires_preauth ${name}`;
  if (kind === 'export') query = `ktadd -norandkey -k ${work.keytab} ${name}`;
  run('kadmin.local', ['-r', peer.realm, '-q', query], {
    KRB5_CONFIG: path.join(peer.dir, 'kdc-krb5.conf'),
    KRB5_KDC_PROFILE: path.join(peer.dir, 'kdc1/kdc.conf'),
  });
};

const heimdal: Admin = (peer, work) => {
  const { kind, name } = work;
  let words = ['delete'];
  if (kind === 'add') words = ['add', '--use-defaults', `--password=${work.password}`];
  if (kind === 'export') words = ['ext_keytab', `--keytab=${work.keytab}`];
  const libraries = execFileSync('find', [heimdalRoot, '-name', 'libkrb5.so.26'], { encoding: 'utf8' })
    .split('\n')
    .map((file) => path.dirname(file));
  const admin = path.join(heimdalRoot, 'usr/bin/kadmin.heimdal');
  run(admin, ['-l', '-c', path.join(peer.dir, 'kdc.conf'), '-r', peer.realm, ...words, name], {
    LD_LIBRARY_PATH: libraries.join(':'),
  });
};

const samba: Admin = (peer, work) => {
  const { kind, name } = work;
  let words = ['user', 'delete', name];
  if (kind === 'add') words = ['user', 'create', name, work.password];
  if (kind === 'export') words = ['domain', 'exportkeytab', work.keytab, `--principal=${name}@${peer.realm}`];
  run('samba-tool', [...words, '-s', path.join(peer.dir, 'ad/etc/smb.conf')]);
};

const admins: Record<PeerName, Admin> = { mit, heimdal, samba, samba422: samba };

export function addAccount(peer: Peer, name: string, password: string): void {
  admins[peer.name](peer, { kind: 'add', name, password });
}

export function deleteAccount(peer: Peer, name: string): void {
  admins[peer.name](peer, { kind: 'delete', name });
}

export function exportKeytab(peer: Peer, name: string, keytab: string): void {
  admins[peer.name](peer, { kind: 'export', name, keytab });
}

/** The keys in the KDC's database, of every enctype and salt that it uses. */
export function longTermKeys(peer: Peer, name: string): Uint8Array[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-keys-'));
  try {
    const keytab = path.join(folder, 'keytab');
    exportKeytab(peer, name, keytab);
    return parseKeytab(new Uint8Array(readFileSync(keytab))).entries.map(({ key }) => key.keyValue);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
