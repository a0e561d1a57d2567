// "Can I get a ticket for it?" through the app's services, on every realm: whether, from which realm, by which way,
// with which enctypes, and in which words not. The cache is the same afterwards, byte for byte.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeServices } from '../../src/main/compose.ts';
import { describeError } from '../../src/main/services/index.ts';
import type { Services } from '../../src/main/services/index.ts';
import { nodeKeyDerivation, systemClock, systemRandom } from '../../src/node/index.ts';
import { startPracticeRealm } from '../../src/practice-realm/index.ts';
import type { PracticeRealm } from '../../src/practice-realm/index.ts';
import { describeWith, startPeer } from '../support/peers.ts';
import type { Need, PeerName } from '../support/peers.ts';

interface Answers {
  /** The service, the realm that gives it, the way there. */
  readonly yes: readonly (readonly [string, string, readonly string[]])[];
  /** The service, the KDC's number or our code, and what the words name. */
  readonly no: readonly (readonly [string, number | 'REALM_UNKNOWN', RegExp])[];
}

function suite(
  needs: readonly Need[],
  title: string,
  realm: () => Promise<{ krb5Conf: string; password: string; stop?: () => Promise<void> }>,
  principal: string,
  { yes, no }: Answers,
): void {
  describeWith(needs, `asking whether there is a ticket, ${title}`, () => {
    let services: Services;
    let folder: string;
    let identity: string;
    let stop: (() => Promise<void>) | undefined;
    const cache = (): string => path.join(folder, 'krb5cc');
    const check = (service: string) =>
      services.handlers['ticket.check']({ operation: randomUUID(), identity, service });

    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'tessera-check-'));
      mkdirSync(path.join(folder, 'run'), { mode: 0o700 });
      const { krb5Conf, password, stop: stopRealm } = await realm();
      stop = stopRealm;
      writeFileSync(path.join(folder, 'krb5.conf'), krb5Conf);
      services = await composeServices({
        env: {
          KRB5_CONFIG: path.join(folder, 'krb5.conf'),
          KRB5CCNAME: `FILE:${cache()}`,
          XDG_RUNTIME_DIR: path.join(folder, 'run'),
        },
        dataFolder: path.join(folder, 'data'),
        app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
        prompt: { ask: () => Promise.resolve(new TextEncoder().encode(password)) },
        clipboard: () => undefined,
        startPractice: startPracticeRealm,
      });
      await services.start();
      const signedIn = services.handlers['identity.signIn'];
      identity = (await signedIn({ operation: randomUUID(), principal, options: {} })).identity;
    });
    afterAll(async () => {
      services.close();
      await stop?.();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(yes)(
      '%s: yes, from %s by way of %j, with enctypes and an end, and nothing is stored',
      async (service, from, way) => {
        const before = readFileSync(cache());
        const answer = await check(service);
        expect(answer.path).toEqual(way);
        expect(answer.made.endsWith(`@${from}`)).toBe(true);
        expect(answer.inCache).toBe(false);
        expect(answer.ticket.ticketEtype.name).toMatch(/^(aes|camellia|arcfour)/);
        expect(answer.ticket.sessionEtype.name).toMatch(/^aes/);
        expect(answer.ticket.endTime).toBeGreaterThan(Date.now() / 1_000);
        expect(readFileSync(cache()).equals(before)).toBe(true);
      },
    );

    it.each(no)('%s: no, %s, said in words', async (service, number, words) => {
      const before = readFileSync(cache());
      const error = await check(service).then(() => undefined, describeError);
      expect(error).toMatchObject(
        typeof number === 'number'
          ? { code: 'KERBEROS', kdcError: number }
          : { code: 'KERBEROS', kerberos: number },
      );
      const { whatHappened, why, whatToDo, who } = error!.explanation;
      expect(whatHappened).toMatch(words);
      expect([...why, ...whatToDo, who].every((line) => line.length > 3)).toBe(true);
      expect(error!.translations?.de?.whatHappened).not.toBe(whatHappened);
      expect(readFileSync(cache()).equals(before)).toBe(true);
    });

    it('says that one is there already, and asks the KDC all the same', async () => {
      const [service] = yes[0]!;
      await services.handlers['ticket.acquire']({ operation: randomUUID(), identity, service });
      expect(await check(service)).toMatchObject({ inCache: true });
      const { history } = await services.handlers['state.get']({});
      expect(history[0]).toMatchObject({ kind: 'ticket-check', outcome: 'ok' });
    });
  });
}

const peer = (name: PeerName) => () => {
  const { krb5Conf, password } = startPeer(name);
  return Promise.resolve({ krb5Conf: readFileSync(krb5Conf, 'utf8'), password });
};

suite(
  [],
  'practice realm',
  async () => {
    const started: PracticeRealm = await startPracticeRealm({
      clock: systemClock(),
      random: systemRandom(),
      kdf: nodeKeyDerivation(),
    });
    return { krb5Conf: started.krb5Conf, password: started.users[0]!.password, stop: () => started.stop() };
  },
  'alice@PRACTICE.TEST',
  {
    yes: [['HTTP/web.practice.test', 'PRACTICE.TEST', ['PRACTICE.TEST']]],
    no: [
      ['HTTP/nobody.practice.test', 7, /nobody\.practice\.test|service/],
      ['HTTP/legacy.practice.test', 14, /encryption|enctype/i],
    ],
  },
);
suite(['mit'], 'MIT.TEST', peer('mit'), 'user@MIT.TEST', {
  yes: [
    ['HTTP/web.mit.test', 'MIT.TEST', ['MIT.TEST']],
    ['HTTP/web.mit2.test', 'MIT2.TEST', ['MIT.TEST', 'MIT2.TEST']],
  ],
  no: [
    ['HTTP/nobody.mit.test', 7, /nobody\.mit\.test|service/],
    ['HTTP/pkonly.mit.test', 12, /policy|rules/i],
    ['HTTP/web.nowhere.test@NOWHERE.TEST', 7, /NOWHERE|service/],
    // Its KDC refers on, to a realm whose KDC nothing here names.
    ['HTTP/web.heimdal.test@HEIMDAL.TEST', 'REALM_UNKNOWN', /HEIMDAL\.TEST/],
  ],
});
suite(['heimdal'], 'HEIMDAL.TEST', peer('heimdal'), 'user@HEIMDAL.TEST', {
  yes: [['HTTP/web.heimdal.test', 'HEIMDAL.TEST', ['HEIMDAL.TEST']]],
  no: [['HTTP/nobody.heimdal.test', 7, /nobody\.heimdal\.test|service/]],
});
suite(['samba'], 'AD.TEST with its trust', peer('samba'), 'alice@AD.TEST', {
  yes: [
    ['HTTP/web.ad.test', 'AD.TEST', ['AD.TEST']],
    ['HTTP/web.ad2.test', 'AD2.TEST', ['AD.TEST', 'AD2.TEST']],
  ],
  no: [['HTTP/nobody.ad.test', 7, /nobody\.ad\.test|service/]],
});
