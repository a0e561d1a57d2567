// Password changes at real servers: MIT's kadmind, Heimdal's kpasswdd (UDP only), Samba's. Every password is put back.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acquireInitialCredential,
  changePassword,
  explain,
  passwordPolicyRules,
} from '../../src/krb5/index.ts';
import type { KdcRequest, Ports } from '../../src/krb5/index.ts';
import { engineFor, failureOf, password, principal, proofsSent } from '../support/engine.ts';
import type { Engine } from '../support/engine.ts';
import { describeWith, heimdalRoot, startPeer } from '../support/peers.ts';
import type { Peer, PeerName } from '../support/peers.ts';

// Active Directory remembers the last ones.
const OTHER = `An0ther-öß-${randomUUID().slice(0, 8)}`;

function administer(peer: Peer, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  execFileSync(command, args, { env: { ...process.env, ...env }, stdio: 'pipe', cwd: peer.dir });
}

const kadmin = (peer: Peer, query: string): void => {
  administer(peer, 'kadmin.local', ['-r', 'MIT.TEST', '-q', query], {
    KRB5_CONFIG: path.join(peer.dir, 'kdc-krb5.conf'),
    KRB5_KDC_PROFILE: path.join(peer.dir, 'kdc1/kdc.conf'),
  });
};

const kadminHeimdal = (peer: Peer, ...args: string[]): void => {
  const conf = path.join(peer.dir, 'kdc.conf');
  const lib = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((dir) => path.join(heimdalRoot, dir));
  administer(
    peer,
    path.join(heimdalRoot, 'usr/bin/kadmin.heimdal'),
    ['-l', '-c', conf, '-r', 'HEIMDAL.TEST', ...args],
    { LD_LIBRARY_PATH: lib.join(':') },
  );
};

const sambaTool = (peer: Peer, user: string, ...more: string[]): void => {
  const conf = path.join(peer.dir, 'ad/etc/smb.conf');
  const sam = path.join(peer.dir, 'ad/private/sam.ldb');
  const set = ['user', 'setpassword', user, `--newpassword=${peer.password}`];
  administer(peer, 'samba-tool', [...set, '-H', sam, '-s', conf, ...more]);
};

const byUdp = (request: KdcRequest): KdcRequest =>
  request.service === 'kpasswd' ? { ...request, transport: 'auto' } : request;

interface Row {
  readonly name: PeerName;
  readonly user: string;
  /** An account that may only change its password. */
  readonly expired: string;
  /** An account with rules for passwords, and its password after the changes before. */
  readonly policed: { readonly user: string; readonly password: string };
  readonly transport: 'tcp' | 'udp';
  readonly restore: (peer: Peer) => void;
}

const ROWS: readonly Row[] = [
  {
    name: 'mit',
    user: 'plain@MIT.TEST',
    expired: 'mustchange@MIT.TEST',
    policed: { user: 'strict@MIT.TEST', password: 'Passw0rd!' },
    transport: 'tcp',
    restore(peer) {
      kadmin(peer, `cpw -pw ${peer.password} plain`);
      kadmin(peer, `cpw -pw ${peer.password} mustchange`);
      kadmin(peer, 'modprinc +needchange mustchange');
    },
  },
  {
    name: 'heimdal',
    user: 'shortlife@HEIMDAL.TEST',
    expired: 'pwexpired@HEIMDAL.TEST',
    policed: { user: 'shortlife@HEIMDAL.TEST', password: `${OTHER}-2` },
    transport: 'udp',
    restore(peer) {
      kadminHeimdal(peer, 'cpw', `--password=${peer.password}`, 'shortlife');
      kadminHeimdal(peer, 'cpw', `--password=${peer.password}`, 'pwexpired');
      kadminHeimdal(peer, 'modify', '--pw-expiration-time=2020-01-01', 'pwexpired');
    },
  },
  {
    name: 'samba',
    user: 'bob@AD.TEST',
    expired: 'mustchange@AD.TEST',
    policed: { user: 'bob@AD.TEST', password: `${OTHER}-2` },
    transport: 'tcp',
    restore(peer) {
      sambaTool(peer, 'bob');
      sambaTool(peer, 'mustchange', '--must-change-at-next-login');
    },
  },
];

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(ROWS)(
  'changing a password at $name',
  ({ name, user, expired, policed, transport, restore }) => {
    describeWith([name], 'kpasswd', () => {
      let peer: Peer;
      let engine: Engine;
      beforeAll(() => {
        peer = startPeer(name);
        engine = engineFor(peer.krb5Conf);
        restore(peer);
      });
      afterAll(() => {
        restore(peer);
      });

      const change = (client: string, from: string, to: Uint8Array, ports: Ports = engine.ports) =>
        changePassword(ports, engine.settings, {
          client: principal(client),
          secret: password(from),
          newPassword: () => to,
        });
      const signIn = (client: string, secret: string) =>
        acquireInitialCredential(engine.ports, engine.settings, {
          client: principal(client),
          secret: password(secret),
        });

      it('works, with one proof, and the new password signs in', async () => {
        engine = engineFor(peer.krb5Conf);
        const typed = octets(OTHER);
        await change(user, peer.password, typed);
        expect(typed).toEqual(new Uint8Array(typed.length));
        expect(proofsSent(engine.trace)).toBe(1);
        expect(engine.trace.filter((event) => event.type === 'message.sent').at(-1)?.to.transport).toBe(
          transport,
        );
        await signIn(user, OTHER);
        expect((await failureOf(signIn(user, peer.password))).code).toBe('PASSWORD_INCORRECT');
      });

      it('works by UDP too', async () => {
        const ports: Ports = {
          ...engine.ports,
          transport: {
            exchange: (request) => engine.ports.transport.exchange(byUdp(request)),
          },
        };
        await change(user, OTHER, octets(`${OTHER}-2`), ports);
        await signIn(user, `${OTHER}-2`);
      });

      it('is refused in words when the new password is too short', async () => {
        const error = await failureOf(change(policed.user, policed.password, octets('a')));
        expect(error).toMatchObject({ code: 'PASSWORD_CHANGE_REFUSED', details: { resultCode: 4 } });
        const { what, said, why } = explain(error);
        expect(what).toBe('The new password was not accepted');
        const policy = error.code === 'PASSWORD_CHANGE_REFUSED' ? error.details.policy : undefined;
        expect(said ?? why).toMatch(policy === undefined ? /short/i : passwordPolicyRules(policy)[0]!);
      });

      it('asks for no new password where the present one is wrong', async () => {
        const changed = changePassword(engine.ports, engine.settings, {
          client: principal(user),
          secret: password('wrong'),
          newPassword() {
            throw new Error('asked for the new password');
          },
        });
        expect((await failureOf(changed)).code).toBe('PASSWORD_INCORRECT');
      });

      it('is all that an account with an expired password can do, and does it', async () => {
        const refused = await failureOf(signIn(expired, peer.password));
        expect(refused).toMatchObject({ code: 'KDC_ERROR', details: { error: { errorCode: 23 } } });
        await change(expired, peer.password, octets(OTHER));
        await signIn(expired, OTHER);
      });
    });
  },
);
