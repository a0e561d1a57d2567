// The app beside MIT's programs on real KDCs: what kinit got is renewed by itself, at the moments that each KDC takes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { composeServices } from '../../src/main/compose.ts';
import type { RenewalChoices } from '../../src/main/renewal-ports.ts';
import type { Services } from '../../src/main/services/index.ts';
import type { Notice } from '../../src/main/services/renewal/notices.ts';
import type { RenewalEvent } from '../../src/main/services/renewal/scheduler-types.ts';
import type { IdentityDto } from '../../src/shared/index.ts';
import { describeWith, mitEnvironment, runTool, startPeer } from '../support/peers.ts';
import type { Peer, PeerName } from '../support/peers.ts';

let folder = '';
let services: Services | undefined;
afterEach(() => {
  services?.close();
  services = undefined;
  rmSync(folder, { recursive: true, force: true });
});

class Beside {
  readonly events: RenewalEvent[] = [];
  readonly notices: Notice[] = [];
  readonly peer: Peer;
  readonly cache: string;

  constructor(name: PeerName) {
    this.peer = startPeer(name);
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-renewal-'));
    mkdirSync(path.join(folder, 'run'), { mode: 0o700 });
    this.cache = `FILE:${path.join(folder, 'krb5cc')}`;
  }

  async tool(command: string, ...args: readonly string[]): Promise<string> {
    const env = mitEnvironment(this.peer, this.cache);
    const result = await runTool(command, args, { env, input: `${this.peer.password}\n` });
    expect(result, `${command} ${args.join(' ')}`).toMatchObject({ code: 0 });
    return result.stdout;
  }

  async open(renewal: RenewalChoices): Promise<Services> {
    services = await composeServices({
      env: {
        KRB5_CONFIG: this.peer.krb5Conf,
        KRB5CCNAME: this.cache,
        XDG_RUNTIME_DIR: path.join(folder, 'run'),
      },
      dataFolder: path.join(folder, 'data'),
      app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
      prompt: { ask: () => Promise.reject(new Error('nobody is asked for a password')) },
      clipboard: () => undefined,
      startPractice: () => Promise.reject(new Error('not here')),
      renewal,
    });
    services.renewal?.onEvent((event) => this.events.push(event));
    services.renewal?.onNotice((notice) => this.notices.push(notice));
    await services.start();
    return services;
  }

  async identity(): Promise<IdentityDto> {
    const [identity] = (await services!.handlers['state.get']({})).identities;
    return identity!;
  }

  async tickets(): Promise<{ readonly tgt: { authTime: number; endTime: number }; readonly others: number }> {
    const { tickets } = await this.identity();
    const tgt = tickets.find(({ kind }) => kind === 'tgt')!;
    return { tgt, others: tickets.length - 1 };
  }

  outcomes(): string[] {
    return this.events.filter((event) => event.type === 'outcome').map(({ outcome }) => outcome);
  }
}

const realms = [
  { name: 'mit', user: 'user', service: 'HTTP/web.mit.test' },
  { name: 'heimdal', user: 'user', service: 'HTTP/web.heimdal.test' },
] as const;

for (const { name, user, service } of realms) {
  describeWith([name], `a ten-second ticket that MIT’s kinit got from ${name}`, () => {
    it('is renewed by itself, and works for kvno afterwards', async () => {
      const beside = new Beside(name);
      await beside.tool('kinit', '-l', '10s', '-r', '1h', user);
      await beside.open({ noticeSettings: () => ({ before: [3], after: [] }) });
      const before = await beside.tickets();
      const { at = 0 } = (await beside.identity()).renewal ?? {};
      expect(at - before.tgt.authTime).toBeGreaterThanOrEqual(5);
      await wait(7_500);
      const { tgt } = await beside.tickets();
      const { renewal } = await beside.identity();
      expect(renewal).toMatchObject({
        next: 'renew',
        last: { by: 'itself', outcome: 'ok', until: tgt.endTime },
      });
      expect(renewal!.at).toBeGreaterThan(at);
      expect(tgt.endTime).toBeGreaterThan(before.tgt.endTime);
      expect(tgt.authTime).toBe(before.tgt.authTime);
      expect(beside.outcomes()).toEqual(['done']);
      expect(beside.notices).toEqual([]);
      await beside.tool('kvno', service);
      expect(await beside.tool('klist', '-f')).toContain('renew until');
    });

    it('that ended while nobody looked is asked for once more, and renewed where the KDC’s skew allows it', async () => {
      const beside = new Beside(name);
      await beside.tool('kinit', '-l', '5s', '-r', '1h', user);
      await wait(7_000);
      await beside.open({});
      const { tgt: before } = await beside.tickets();
      expect(before.endTime * 1_000).toBeLessThan(Date.now());
      await wait(3_000);
      expect(beside.events.filter(({ type }) => type === 'attempt')).toHaveLength(1);
      expect(beside.outcomes()).toEqual(['done']);
      expect((await beside.tickets()).tgt.endTime).toBeGreaterThan(before.endTime);
      await beside.tool('kvno', service);
    });

    it('ends with notices where it cannot be renewed', async () => {
      const beside = new Beside(name);
      await beside.tool('kinit', '-l', '7s', '-r', '7s', user);
      await beside.open({ noticeSettings: () => ({ before: [3], after: [] }) });
      await wait(8_500);
      expect(beside.outcomes()).toEqual([]);
      expect(beside.notices.map(({ kind }) => kind)).toEqual(['expires', 'expired']);
    });
  });
}

describeWith(['samba'], 'a five-minute ticket that MIT’s kinit got from Active Directory', () => {
  it('is renewed when less than 290 s are left, and keeps its service tickets', async () => {
    const beside = new Beside('samba');
    await beside.tool('kinit', '-l', '5m', '-r', '1h', 'alice');
    await beside.tool('kvno', 'HTTP/web.ad.test');
    await beside.open({ settingsFor: () => ({ renewWhenLeft: 290 }) });
    const before = await beside.tickets();
    expect(before.others).toBe(1);
    await wait(12_500);
    const after = await beside.tickets();
    expect(after.tgt.endTime).toBeGreaterThan(before.tgt.endTime);
    expect(after.others).toBe(1);
    expect(beside.outcomes()).toEqual(['done']);
    await beside.tool('kvno', 'HTTP/web.ad.test');
  });

  it('is not asked for in its closing seconds, which the KDC refuses', async () => {
    const beside = new Beside('samba');
    await beside.tool('kinit', '-l', '155s', '-r', '1h', 'alice');
    await wait(7_000);
    const { renewal } = await beside.open({});
    expect(beside.outcomes()).toEqual([]);
    const [identity] = (await services!.handlers['state.get']({})).identities;
    const { tgt } = await beside.tickets();
    const planned = renewal!.planned(identity!.id);
    expect(planned).toMatchObject({ kind: 'renew', why: 'after-end' });
    expect(planned!.at! - tgt.endTime).toBeGreaterThanOrEqual(0);
  });
});
