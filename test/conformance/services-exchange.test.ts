// Exchanges with real KDCs as they are written down and laid open: a sign-in, a referral into another realm, an error with
// what it adds. MIT, Heimdal, and Active Directory (Samba's).
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeDer, ticket as ticketCodec } from '../../src/krb5/index.ts';
import { composeServices } from '../../src/main/compose.ts';
import type { Services } from '../../src/main/services/index.ts';
import { openCache } from '../../src/node/index.ts';
import { startPracticeRealm } from '../../src/practice-realm/index.ts';
import type { ExchangeDto, FieldDto, HistoryRow } from '../../src/shared/index.ts';
import { describeWith, startPeer } from '../support/peers.ts';
import type { Peer, PeerName } from '../support/peers.ts';

interface Case {
  readonly peer: PeerName;
  readonly user: string;
  readonly service: string;
  /** A host of a realm that the first one refers to, and the realms on the way. */
  readonly elsewhere?: { readonly service: string; readonly path: readonly string[] };
  readonly disabled?: string;
}

const cases: readonly Case[] = [
  {
    peer: 'mit',
    user: 'user@MIT.TEST',
    service: 'HTTP/web.mit.test',
    elsewhere: { service: 'HTTP/web.mit2.test', path: ['MIT.TEST', 'MIT2.TEST'] },
  },
  { peer: 'heimdal', user: 'user@HEIMDAL.TEST', service: 'HTTP/web.heimdal.test' },
  {
    peer: 'samba',
    user: 'alice@AD.TEST',
    service: 'HTTP/web.ad.test',
    elsewhere: { service: 'HTTP/web.ad2.test', path: ['AD.TEST', 'AD2.TEST'] },
    disabled: 'disabled@AD.TEST',
  },
];

type Step = ExchangeDto['steps'][number];

/** KRB_ERR_RESPONSE_TOO_BIG */
const isTooBig = (step: Step | undefined): boolean => step?.type === 'received' && step.errorCode === 52;

for (const { peer: name, user, service, elsewhere, disabled } of cases) {
  describeWith([name], `exchanges with ${name}`, () => {
    let peer: Peer;
    let services: Services;
    let folder: string;
    let cache: string;
    let identity: string;

    beforeAll(async () => {
      peer = startPeer(name);
      folder = mkdtempSync(path.join(tmpdir(), 'tessera-exchange-'));
      mkdirSync(path.join(folder, 'run'), { mode: 0o700 });
      cache = `FILE:${path.join(folder, 'krb5cc')}`;
      services = await composeServices({
        env: { KRB5_CONFIG: peer.krb5Conf, KRB5CCNAME: cache, XDG_RUNTIME_DIR: path.join(folder, 'run') },
        dataFolder: path.join(folder, 'data'),
        app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
        prompt: { ask: () => Promise.resolve(new TextEncoder().encode(peer.password)) },
        clipboard: () => undefined,
        startPractice: startPracticeRealm,
      });
      await services.start();
      const options = {};
      const done = await services.handlers['identity.signIn']({
        operation: randomUUID(),
        principal: user,
        options,
      });
      identity = done.identity;
    });
    afterAll(() => {
      services.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const newest = async (kind: HistoryRow['kind']): Promise<ExchangeDto> => {
      const { rows } = await services.handlers['history.list']({ limit: 1, filter: { kinds: [kind] } });
      return services.handlers['exchange.get']({ history: rows[0]!.id });
    };
    const messages = ({ steps }: ExchangeDto) =>
      steps.flatMap((step) =>
        (step.type === 'sent' && !step.resend) || step.type === 'received' ? [step] : [],
      );
    /** Their names, without the detour over TCP that a big answer takes. */
    const names = (exchange: ExchangeDto) =>
      messages(exchange)
        .filter((step, at, all) => !isTooBig(step) && !isTooBig(all[at + 1]))
        .map(({ message }) => message);
    const fieldsOf = async (exchange: ExchangeDto, wanted: string) => {
      const found = messages(exchange).findLast((step) => step.message === wanted && !isTooBig(step));
      // A message that was sent again has its bytes where it went out first.
      return services.handlers['exchange.message']({ history: exchange.row.id, step: found?.bytes ?? -1 });
    };
    const field = (fields: readonly FieldDto[], wanted: string) =>
      fields.find((each) => each.name === wanted);

    it('a sign-in with proof is four messages, the KDC’s demand with what it accepts', async () => {
      const exchange = await newest('sign-in');
      expect(names(exchange)).toEqual(['AS-REQ', 'KRB-ERROR', 'AS-REQ', 'AS-REP']);
      expect(exchange.row.messages).toBeGreaterThanOrEqual(4);
      const asked = await fieldsOf(exchange, 'KRB-ERROR');
      expect(field(asked.fields, 'error-code')?.meaning).toBe('KDC_ERR_PREAUTH_REQUIRED');
      expect(field(asked.fields, 'e-data')?.type).toBe('METHOD-DATA');
      expect(asked.fields.some(({ value }) => value === 'PA-ETYPE-INFO2')).toBe(true);
      expect(field(asked.fields, 'salt')?.value).not.toBe('');
      const proof = await fieldsOf(exchange, 'AS-REQ');
      expect(proof.fields.some(({ value }) => value === 'PA-ENC-TIMESTAMP')).toBe(true);
      expect(field(proof.fields, 'cipher')).toMatchObject({ kind: 'sealed', blank: true });
      const granted = await fieldsOf(exchange, 'AS-REP');
      const realm = user.split('@')[1] ?? '';
      expect(field(granted.fields, 'ticket')?.value).toBe(`krbtgt/${realm}@${realm}`);
      expect(granted.fields.some(({ kind }) => kind === 'unreadable')).toBe(false);
    });

    it('a service ticket knows its exchange, and every message of it opens to its end', async () => {
      const acquired = await services.handlers['ticket.acquire']({
        operation: randomUUID(),
        identity,
        service,
      });
      const exchange = await newest('service-ticket');
      expect(names(exchange)).toEqual(['TGS-REQ', 'TGS-REP']);
      const asked = await fieldsOf(exchange, 'TGS-REQ');
      expect(asked.fields.some(({ value }) => value === 'PA-TGS-REQ')).toBe(true);
      expect(asked.fields.some(({ type }) => type === 'AP-REQ')).toBe(true);
      expect(asked.fields.some(({ kind }) => kind === 'unreadable')).toBe(false);
      const origin = await services.handlers['ticket.origin']({ identity, ticket: acquired.ticket });
      expect(origin.by === 'us' ? origin.exchange.row.id : undefined).toBe(exchange.row.id);
    });

    if (elsewhere !== undefined)
      it('a referral is seen with the realms on its way', async () => {
        const typed = elsewhere.service;
        await services.handlers['ticket.acquire']({ operation: randomUUID(), identity, service: typed });
        const exchange = await newest('service-ticket');
        const referred = exchange.steps.filter(({ type }) => type === 'referral');
        expect(referred.length).toBeGreaterThan(0);
        expect(referred.at(-1)).toMatchObject({ path: elsewhere.path });
        const hosts = new Set(messages(exchange).map(({ host, port }) => `${host}:${port}`));
        expect(hosts.size).toBeGreaterThan(1);
        const replies = messages(exchange).filter(({ message }) => message === 'TGS-REP');
        expect(replies[0]?.about).toMatch(/^krbtgt\//);
        expect(replies.at(-1)?.about).toContain(typed);
      });

    it('a refusal is kept with the KDC’s own number and words for it', async () => {
      const unknown = {
        operation: randomUUID(),
        identity,
        service: `HTTP/nosuch.${service.split('.').slice(1).join('.')}`,
      };
      await expect(services.handlers['ticket.acquire'](unknown)).rejects.toThrow();
      const exchange = await newest('service-ticket');
      expect(messages(exchange).at(-1)).toMatchObject({ message: 'KRB-ERROR', errorCode: 7 });
      const refused = await fieldsOf(exchange, 'KRB-ERROR');
      expect(refused.explained?.what).toContain('nosuch');
    });

    if (disabled !== undefined)
      it('Active Directory’s own status is read out of the e-data', async () => {
        const principal = disabled;
        const asked = { operation: randomUUID(), principal, options: {} };
        await expect(services.handlers['identity.signIn'](asked)).rejects.toThrow();
        const exchange = await newest('sign-in');
        const refused = await fieldsOf(exchange, 'KRB-ERROR');
        expect(field(refused.fields, 'error-code')?.meaning).toBe('KDC_ERR_CLIENT_REVOKED');
        expect(field(refused.fields, 'status')?.value).toBe('0xc0000072');
      });

    it('nothing sealed by the KDC, no key and no password is in the app’s files', async () => {
      const data = path.join(folder, 'data');
      const stored = Buffer.concat(
        readdirSync(data, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(path.join(entry.parentPath, entry.name))),
      );
      expect(stored.includes('PA-ENC-TIMESTAMP')).toBe(true);
      const contents = await openCache(cache).read();
      const secrets = [Buffer.from(peer.password)];
      for (const { key, ticket } of contents!.credentials) {
        secrets.push(Buffer.from(key.keyValue));
        const { cipher } = decodeDer(ticketCodec, ticket).encPart;
        for (let at = 0; at + 16 <= cipher.length; at += 16)
          secrets.push(Buffer.from(cipher.slice(at, at + 16)));
      }
      for (const secret of secrets) {
        expect(stored.includes(secret)).toBe(false);
        expect(stored.includes(secret.toString('hex'))).toBe(false);
      }
    });
  });
}
