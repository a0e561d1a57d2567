// What the suites need beside Node: real KDCs, MIT's tools, a compiler for the judges written in C, a browser.
import path from 'node:path';
import { existsSync, mkdirSync } from 'node:fs';
import {
  heimdalRoot,
  obstacles,
  samba422Root,
  startPeer,
  stopPeer,
  type PeerName,
} from '../test/support/peers.ts';
import { installPackages, unpackPackages, type Gap } from './debian.ts';

const MIT = [
  ...['krb5-kdc', 'krb5-admin-server', 'krb5-user', 'krb5-pkinit', 'krb5-otp', 'krb5-k5tls'],
  ...['faketime', 'openssl', 'iproute2', 'procps', 'python3'],
];
const SAMBA = [
  ...['samba-ad-dc', 'samba-ad-provision', 'smbclient', 'ldap-utils', 'libsasl2-modules-gssapi-mit'],
  ...['python3-markdown', 'python3-samba', 'attr', 'samba-testsuite'],
];
/** Of bookworm-backports; a system that is older or newer gets the gap named. */
const SAMBA_422 = [
  ...['', '-ad-dc', '-ad-provision', '-common', '-common-bin', '-dsdb-modules', '-libs', '-vfs-modules'].map(
    (part) => `samba${part}`,
  ),
  ...[
    'winbind',
    'smbclient',
    'libsmbclient',
    'libwbclient0',
    'libldb2',
    'libtalloc2',
    'libtevent0',
    'libtdb1',
  ],
  ...['tdb-tools', 'python3-samba', 'python3-ldb', 'python3-talloc', 'python3-tdb'],
];
const JUDGES = ['gcc', 'libc6-dev', 'libkrb5-dev'];
/** Who records the traffic of the tools, who reads it beside us, and more tools that make some. */
const CAPTURES = ['tcpdump', 'tshark', 'curl', 'ldap-utils', 'libsasl2-modules-gssapi-mit'];
const BROWSER = ['chromium', 'fonts-liberation'];
const HEIMDAL = [
  ...['heimdal-kdc', 'heimdal-clients', 'heimdal-kcm', 'libcap-ng0'],
  ...[
    'krb5-26',
    'asn1-8',
    'hcrypto5',
    'heimbase1',
    'roken19',
    'wind0',
    'hx509-5',
    'heimntlm0',
    'gssapi3',
    'hdb9',
  ]
    .concat(['kadm5clnt7', 'kadm5srv8', 'kafs0', 'otp0', 'sl0', 'kdc2'])
    .map((name) => `lib${name}-heimdal`),
];

export interface PeerState {
  readonly running: readonly PeerName[];
  /** Why something cannot run here, by what lacks. */
  readonly gaps: ReadonlyMap<PeerName | 'judges' | 'captures' | 'browser', Gap>;
  stop(): Promise<void>;
}

/** Installs what is missing and starts every realm that can run here. */
export async function setUpPeers(): Promise<PeerState> {
  const gaps = new Map<PeerName | 'judges' | 'captures' | 'browser', Gap>();
  const note = (name: PeerName | 'judges' | 'captures' | 'browser', gap: Gap | undefined): void => {
    if (gap !== undefined) gaps.set(name, gap);
  };
  note('mit', await installPackages(MIT, 'the MIT krb5 realm'));
  note('samba', await installPackages(SAMBA, 'the Active Directory realm (Samba)'));
  note('judges', await installPackages(JUDGES, 'the judges written in C'));
  note('captures', await installPackages(CAPTURES, 'captures of real traffic (tcpdump, tshark)'));
  note('browser', browserPresent() ? undefined : await installPackages(BROWSER, 'the stand-in (Chromium)'));
  if (!existsSync(path.join(heimdalRoot, 'usr/lib/heimdal-servers/kdc'))) {
    mkdirSync(heimdalRoot, { recursive: true });
    note('heimdal', unpackPackages(HEIMDAL, heimdalRoot, 'the Heimdal realm'));
  }
  if (!existsSync(path.join(samba422Root, 'usr/sbin/samba')) && obstacles('samba').length === 0) {
    mkdirSync(samba422Root, { recursive: true });
    note('samba422', unpackPackages(SAMBA_422, samba422Root, 'Samba 4.22', 'bookworm'));
  }
  const running: PeerName[] = [];
  for (const name of ['mit', 'heimdal', 'samba', 'samba422'] as const) {
    const lacking = obstacles(name);
    if (lacking.length > 0) {
      // What installPackages said is nearer the cause than the file that lacks in the end.
      if (!gaps.has(name))
        gaps.set(name, { gap: lacking.join('; '), probed: process.getuid?.() !== 0 || name === 'samba422' });
      continue;
    }
    gaps.delete(name); // an unprivileged run finds everything installed already
    try {
      startPeer(name);
      running.push(name);
    } catch (error) {
      gaps.set(name, { gap: error instanceof Error ? error.message : String(error), probed: false });
    }
  }
  return {
    running,
    gaps,
    stop: async () => {
      if (process.env['TESSERA_REALMS'] !== undefined) return; // another checkout's: it stops them
      for (const name of running) await stopPeer(name);
    },
  };
}

function browserPresent(): boolean {
  return ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome'].some((file) =>
    existsSync(file),
  );
}
