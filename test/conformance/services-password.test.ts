// An expired password of Active Directory (Samba's) through the app's services: the KDC looks at the proof before it
// says so, and the prompt shows why a new one is refused. The password is put back.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeServices } from '../../src/main/compose.ts';
import type { SecretPrompt, Services } from '../../src/main/services/index.ts';
import { startPracticeRealm } from '../../src/practice-realm/index.ts';
import { describeWith, startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';

const USER = 'mustchange@AD.TEST';
const TOOL = 'samba-tool';

describeWith(['samba'], 'an expired password of Active Directory', () => {
  let peer: Peer;
  let services: Services;
  let folder: string;
  const asked: Parameters<SecretPrompt['ask']>[0][] = [];
  let answers: string[] = [];

  const restore = (): void => {
    const sam = path.join(peer.dir, 'ad/private/sam.ldb');
    const conf = path.join(peer.dir, 'ad/etc/smb.conf');
    const set = ['user', 'setpassword', 'mustchange', `--newpassword=${peer.password}`];
    const args = [...set, '-H', sam, '-s', conf, '--must-change-at-next-login'];
    execFileSync(TOOL, args, { stdio: 'pipe', cwd: peer.dir });
  };

  beforeAll(async () => {
    peer = startPeer('samba');
    restore();
    folder = mkdtempSync(path.join(tmpdir(), 'tessera-passwords-'));
    mkdirSync(path.join(folder, 'run'), { mode: 0o700 });
    services = await composeServices({
      env: {
        KRB5_CONFIG: peer.krb5Conf,
        KRB5CCNAME: `FILE:${path.join(folder, 'krb5cc')}`,
        XDG_RUNTIME_DIR: path.join(folder, 'run'),
      },
      dataFolder: path.join(folder, 'data'),
      app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
      prompt: {
        ask(question) {
          asked.push(question);
          const typed = answers.shift();
          return Promise.resolve(typed === undefined ? undefined : new TextEncoder().encode(typed));
        },
      },
      clipboard: () => undefined,
      startPractice: startPracticeRealm,
    });
    await services.start();
  });
  afterAll(() => {
    services.close();
    rmSync(folder, { recursive: true, force: true });
    restore();
  });

  it('is typed once, and the server’s words are shown when the new one breaks its rules', async () => {
    answers = [peer.password, 'a', `An0ther-öß-${randomUUID().slice(0, 8)}`];
    const signIn = services.handlers['identity.signIn'];
    const done = await signIn({ operation: randomUUID(), principal: USER, options: {} });
    expect(done.passwordChanged).toBe(true);
    expect(asked.map(({ purpose }) => purpose)).toEqual(['password', 'new-password', 'new-password']);
    expect(asked[2]?.refusal).toMatch(/^The new password was not accepted\. .*at least \d+ characters/);
    // The new one's end, by the domain's policy: counted down from now on.
    const { identities } = await services.handlers['state.get']({});
    const { passwordExpires = 0 } = identities.find(({ principal }) => principal === USER) ?? {};
    const days = (passwordExpires - Date.now() / 1_000) / 86_400;
    expect(days).toBeGreaterThan(1);
    expect(days).toBeLessThan(366);
  });
});
