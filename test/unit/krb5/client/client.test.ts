import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { hostAddressFromText } from '../../../../src/krb5/client/addresses.ts';
import { decrypt, encrypt, stringToKey } from '../../../../src/krb5/crypto/index.ts';
import { KeyUsage } from '../../../../src/krb5/iana/key-usage.ts';
import { asRep } from '../../../../src/krb5/messages/index.ts';
import {
  acquireInitialCredential,
  asReq,
  changePassword,
  ErrorCode,
  formatPrincipal,
  KdcOption,
  KerberosError,
  krbtgt,
  NameType,
  principalName,
  requestServiceTicket,
} from '../../../../src/krb5/index.ts';
import type { CacheContents, InitialRequest, KerberosSettings } from '../../../../src/krb5/index.ts';
import {
  AES256,
  asReply,
  countingRandom,
  errorReply,
  keyOf,
  NOW,
  preauthRequired,
  provenTime,
  RC4,
  tgsReply,
  tgtFor,
  ticketBytes,
  USER,
} from '../../../support/kdc-builder.ts';
import { failureOf } from '../../../support/engine.ts';
import { portsWith, settings } from './fixture.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const SALT = octets('MIT.TESTuser');
const keyFor = (password: string) =>
  stringToKey(portsWith(() => SALT).ports.kdf, AES256, octets(password), SALT, undefined);

/** A KDC that asks for pre-authentication and then answers. */
async function honest(password = 'secret') {
  const key = await keyFor(password);
  return portsWith((request) => (request.carriesProof ? asReply(request.bytes, { key }) : preauthRequired()));
}

const request = (password: Uint8Array, more: Partial<InitialRequest> = {}): InitialRequest => ({
  client: USER,
  secret: { kind: 'password', password: () => password },
  ...more,
});

describe('a sign-in', () => {
  it('asks for the password only when a key is needed, and wipes it', async () => {
    const { ports, requests } = await honest();
    const typed = octets('secret');
    let asked = 0;
    const { credential } = await acquireInitialCredential(ports, settings(), {
      client: USER,
      secret: {
        kind: 'password',
        password: () => {
          asked += 1;
          return typed;
        },
      },
    });
    expect(asked).toBe(1);
    expect(typed).toEqual(new Uint8Array(6));
    expect(formatPrincipal(credential.server)).toBe('krbtgt/MIT.TEST@MIT.TEST');
    expect(requests.map((each) => each.carriesProof)).toEqual([false, true]);
  });

  it('wipes the password also when it fails', async () => {
    const { ports } = portsWith((each) =>
      each.carriesProof ? errorReply(ErrorCode.KDC_ERR_PREAUTH_FAILED) : preauthRequired(),
    );
    const typed = octets('secret');
    const error = await failureOf(acquireInitialCredential(ports, settings(), request(typed)));
    expect(error.code).toBe('PASSWORD_INCORRECT');
    expect(typed).toEqual(new Uint8Array(6));
  });

  it('asks for no password at all where the account does not exist', async () => {
    const { ports } = portsWith(() => errorReply(ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN));
    const never = acquireInitialCredential(ports, settings(), {
      client: USER,
      secret: {
        kind: 'password',
        password() {
          throw new Error('asked');
        },
      },
    });
    expect((await failureOf(never)).code).toBe('KDC_ERROR');
  });

  it.each([1, 4095, 2 ** 24])('proves nothing to a KDC that asks for %i iterations', async (iterations) => {
    const s2kparams = new Uint8Array(4);
    new DataView(s2kparams.buffer).setUint32(0, iterations);
    const { ports, requests } = portsWith(() => preauthRequired([{ etype: AES256, salt: 's', s2kparams }]));
    const error = await failureOf(acquireInitialCredential(ports, settings(), request(octets('secret'))));
    expect(error).toMatchObject({ code: 'STRING_TO_KEY_REFUSED', details: { got: iterations } });
    expect(requests.map((each) => each.carriesProof)).toEqual([false]);
  });

  it('learns the clock offset only where kdc_timesync is on', async () => {
    const offset = async (kdcTimesync: boolean) => {
      const { ports } = await honest();
      return (await acquireInitialCredential(ports, settings({ kdcTimesync }), request(octets('secret'))))
        .kdcOffset;
    };
    expect(await offset(true)).toEqual({ seconds: 0, micros: 0 });
    expect(await offset(false)).toBeUndefined();
  });

  it('sends the proof to the KDC that gave the challenge', async () => {
    const { ports, requests } = await honest();
    await acquireInitialCredential(ports, settings(), request(octets('secret')));
    expect(requests.map((each) => each.prefer?.host)).toEqual([undefined, '192.0.2.88']);
  });

  it('tells which KDC an error came from', async () => {
    const { ports, trace } = portsWith(() => errorReply(ErrorCode.KDC_ERR_POLICY));
    const error = await failureOf(acquireInitialCredential(ports, settings(), request(octets('x'))));
    expect(error).toMatchObject({ code: 'KDC_ERROR', details: { kdc: '192.0.2.88:88' } });
    expect(trace.at(-1)).toMatchObject({ type: 'failed' });
  });

  it('never puts a key or a password into its trace or errors', async () => {
    const { ports, trace } = await honest();
    await acquireInitialCredential(ports, settings(), request(octets('secret')));
    const key = await keyFor('secret');
    const text = JSON.stringify(trace, (_, value: unknown) =>
      value instanceof Uint8Array ? Array.from(value).join() : value,
    );
    expect(text).not.toContain('secret');
    expect(text).not.toContain(Array.from(key.keyValue).join());
  });

  it('takes what is not said from the settings of its realm', async () => {
    const change: Partial<KerberosSettings> = {
      ticketLifetime: 100,
      forwardable: false,
      realmDefaults: new Map([['MIT.TEST', { ticketLifetime: 200, forwardable: true }]]),
      noAddresses: false,
      extraAddresses: ['2001:db8::1'],
    };
    const { ports, requests } = portsWith(() => errorReply(ErrorCode.KDC_ERR_POLICY), {
      addresses: ['192.0.2.7'],
    });
    await failureOf(acquireInitialCredential(ports, settings(change), request(octets('x'))));
    const { reqBody } = decodeDer(asReq, requests[0]!.bytes);
    expect(reqBody.till).toBe(NOW + 200);
    expect(reqBody.kdcOptions & KdcOption.FORWARDABLE).not.toBe(0);
    expect(reqBody.addresses?.map((each) => each.addrType)).toEqual([2, 24]);
  });

  it('drops what is no answer at all, and takes what is one', async () => {
    const { ports, requests } = await honest();
    await acquireInitialCredential(ports, settings(), request(octets('secret')));
    const { accepts, bytes } = requests[1]!;
    const key = await keyFor('secret');
    const reply = asReply(bytes, { key });
    expect(accepts(reply)).toBe(true);
    expect(accepts(preauthRequired())).toBe(true);
    expect(accepts(bytes)).toBe(false);
    expect(accepts(octets('garbage'))).toBe(false);
    expect(accepts(reply.slice(0, -1))).toBe(false);
    expect(accepts(Uint8Array.of(...reply, 0))).toBe(false);
    expect(accepts(new Uint8Array(0))).toBe(false);
  });

  it('warns of a password that expires soon, always where the KDC says so in last-req', async () => {
    const key = await keyFor('secret');
    const signIn = async (enc: NonNullable<Parameters<typeof asReply>[1]>['enc']) => {
      const { ports } = portsWith((each) =>
        each.carriesProof ? asReply(each.bytes, { key, enc }) : preauthRequired(),
      );
      return (await acquireInitialCredential(ports, settings(), request(octets('secret')))).warnings;
    };
    const year = NOW + 365 * 86_400;
    expect(await signIn({ keyExpiration: NOW + 86_400 })).toEqual([
      { kind: 'password-expires', at: NOW + 86_400 },
    ]);
    expect(await signIn({ keyExpiration: year })).toEqual([]);
    expect(await signIn({ lastReq: [{ lrType: 6, lrValue: year }] })).toEqual([
      { kind: 'password-expires', at: year },
    ]);
    expect(await signIn({ lastReq: [{ lrType: -7, lrValue: year }] })).toEqual([
      { kind: 'account-expires', at: year },
    ]);
  });

  it.each(['before it starts', 'while a key is derived'])('stops when it is cancelled %s', async (when) => {
    const cancel = new AbortController();
    const { ports, requests } = await honest();
    if (when === 'before it starts') cancel.abort();
    const stopped = acquireInitialCredential(ports, settings(), {
      client: USER,
      signal: cancel.signal,
      secret: {
        kind: 'password',
        password() {
          cancel.abort();
          return octets('secret');
        },
      },
    });
    expect((await failureOf(stopped)).code).toBe('CANCELLED');
    expect(requests.some((each) => each.carriesProof)).toBe(false);
  });
});

describe('a service ticket', () => {
  const TGT = tgtFor('MIT.TEST');
  const contents: CacheContents = { principal: USER, credentials: [TGT], config: [] };
  const web = { name: principalName(NameType.SRV_INST, 'HTTP', 'web.mit.test'), realm: 'MIT.TEST' };
  const kdc = () => portsWith((each) => tgsReply(each.bytes, TGT));

  it('is stored under the name asked, whatever realm gave it', async () => {
    const { ports } = kdc();
    const server = { ...web, realm: '' };
    const got = await requestServiceTicket(ports, settings(), { contents, server });
    expect(formatPrincipal(got.credential.server)).toBe('HTTP/web.mit.test@');
    expect(formatPrincipal(got.server)).toBe('HTTP/web.mit.test@MIT.TEST');
  });

  it('of the right name, enctype and kind is taken from the cache, an expired one is not', async () => {
    const { ports, requests } = kdc();
    const ask = async (change: Partial<typeof TGT>, options = {}) => {
      const stored = { ...TGT, server: web, ...change };
      const filled = { ...contents, credentials: [TGT, stored] };
      return (await requestServiceTicket(ports, settings(), { contents: filled, server: web, options }))
        .fromCache;
    };
    expect(await ask({})).toBe(true);
    expect(requests).toHaveLength(0);
    expect(await ask({ times: { ...TGT.times, endTime: NOW - 1 } })).toBe(false);
    expect(await ask({ isSkey: true, secondTicket: ticketBytes(krbtgt('MIT.TEST')) })).toBe(false);
    expect(await ask({ client: { ...USER, realm: 'OTHER.TEST' } })).toBe(false);
    expect(await ask({ server: { ...web, realm: '' } })).toBe(false);
    expect(await ask({}, { noCache: true })).toBe(false);
    expect(await ask({}, { enctypes: [17] }).catch((error: unknown) => error)).toMatchObject({
      code: 'REPLY_MISMATCH',
    });
  });

  it('starts from the realm that the start_realm entry names', async () => {
    const foreign = tgtFor('START.TEST');
    const { ports, requests } = portsWith((each) => tgsReply(each.bytes, foreign));
    const filled: CacheContents = {
      principal: USER,
      credentials: [foreign],
      config: [{ key: 'start_realm', value: octets('START.TEST') }],
    };
    const server = { ...web, realm: 'START.TEST' };
    await requestServiceTicket(ports, settings(), { contents: filled, server });
    expect(requests.map((each) => each.realm)).toEqual(['START.TEST']);
  });

  it('is asked for with the clock offset of the cache where kdc_timesync is on', async () => {
    const kdcOffset = { seconds: 3600, micros: 0 };
    const enc = { starttime: NOW + 3600 };
    const { ports } = portsWith((each) => tgsReply(each.bytes, TGT, { enc }));
    const skewed = { ...contents, kdcOffset };
    const ask = (kdcTimesync: boolean) =>
      requestServiceTicket(ports, settings({ kdcTimesync }), { contents: skewed, server: web });
    expect((await ask(true)).fromCache).toBe(false);
    expect((await failureOf(ask(false))).code).toBe('REPLY_MISMATCH');
  });

  it('tries the second name made only when the first is not known', async () => {
    const other = { ...web, name: principalName(NameType.SRV_HST, 'HTTP', 'node.mit.test') };
    let answers = 0;
    const { ports, requests } = portsWith((each) => {
      answers += 1;
      return answers === 1 ? errorReply(ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN) : tgsReply(each.bytes, TGT);
    });
    const server = {
      asked: 'HTTP/web',
      storeAs: { ...web, realm: '' },
      candidates: [web, other],
      how: 'test',
    };
    const got = await requestServiceTicket(ports, settings(), { contents, server });
    expect(requests).toHaveLength(2);
    expect(formatPrincipal(got.server)).toBe('HTTP/node.mit.test@MIT.TEST');
    expect(formatPrincipal(got.credential.server)).toBe('HTTP/web.mit.test@');
    const denied = portsWith(() => errorReply(ErrorCode.KDC_ERR_POLICY));
    await failureOf(requestServiceTicket(denied.ports, settings(), { contents, server }));
    expect(denied.requests).toHaveLength(1);
  });

  it('needs a ticket-granting ticket that is allowed and has not expired', async () => {
    const { ports } = kdc();
    const weak = { ...contents, credentials: [{ ...TGT, key: keyOf(RC4, 1) }] };
    const refused = requestServiceTicket(ports, settings(), { contents: weak, server: web });
    expect(await failureOf(refused)).toMatchObject({ code: 'ETYPE_UNSUPPORTED', details: { theirs: [RC4] } });
    const empty = { ...contents, credentials: [] };
    const none = requestServiceTicket(ports, settings(), { contents: empty, server: web });
    expect((await failureOf(none)).code).toBe('NO_CREDENTIALS');
    const late = { ...TGT, times: { ...TGT.times, endTime: NOW - 1 } };
    const expired = requestServiceTicket(ports, settings(), {
      contents: { ...contents, credentials: [late] },
      server: web,
    });
    expect((await failureOf(expired)).code).toBe('TICKET_EXPIRED');
  });
});

describe('fields that nobody knows', () => {
  /** The same SEQUENCE with one more field, [tag] INTEGER 7, at its end; lengths stay below 64 KB. */
  const grown = (element: Uint8Array, tag: number): Uint8Array => {
    const header = (element[1] ?? 0) < 0x80 ? 2 : 2 + ((element[1] ?? 0) & 0x7f);
    const content = element.subarray(header);
    const wrap = (identifier: number, inner: readonly number[]): number[] => [
      identifier,
      0x82,
      inner.length >> 8,
      inner.length & 0xff,
      ...inner,
    ];
    const sequenceHeader = (content[1] ?? 0) < 0x80 ? 2 : 2 + ((content[1] ?? 0) & 0x7f);
    const fields = [...content.subarray(sequenceHeader), 0xa0 | tag, 3, 2, 1, 7];
    return Uint8Array.from(wrap(element[0] ?? 0, wrap(0x30, fields)));
  };

  it('are skipped and told of, once for each answer, where its ASN.1 has no extension marker', async () => {
    const key = await keyFor('secret');
    const { ports, trace } = portsWith((each) =>
      each.carriesProof ? grown(asReply(each.bytes, { key }), 30) : grown(preauthRequired(), 29),
    );
    await acquireInitialCredential(ports, settings(), request(octets('secret')));
    expect(trace.filter(({ type }) => type === 'fields.skipped')).toEqual([
      { type: 'fields.skipped', message: 'KRB-ERROR', fields: ['KRB-ERROR [29]'] },
      { type: 'fields.skipped', message: 'AS-REP', fields: ['AS-REP [30]'] },
    ]);
  });

  it('are told of inside the sealed part, too', async () => {
    const key = await keyFor('secret');
    const { ports, trace } = portsWith((each) => {
      if (!each.carriesProof) return preauthRequired();
      const reply = decodeDer(asRep, asReply(each.bytes, { key }));
      const { etype, cipher } = reply.encPart;
      const part = grown(decrypt(key, KeyUsage.AS_REP_ENC_PART, cipher), 30);
      const sealed = encrypt(key, KeyUsage.AS_REP_ENC_PART, part, countingRandom(9));
      return encodeDer(asRep, { ...reply, encPart: { etype, cipher: sealed } });
    });
    await acquireInitialCredential(ports, settings(), request(octets('secret')));
    expect(trace.filter(({ type }) => type === 'fields.skipped')).toEqual([
      { type: 'fields.skipped', message: 'AS-REP', fields: ['AS-REP.enc-part [30]'] },
    ]);
  });

  it('are not told of where there are none', async () => {
    const { ports, trace } = await honest();
    await acquireInitialCredential(ports, settings(), request(octets('secret')));
    expect(trace.map(({ type }) => type)).not.toContain('fields.skipped');
  });
});

describe('a password change', () => {
  it('goes by TCP, and by UDP with the same bytes only where no server takes TCP', async () => {
    const key = await keyFor('secret');
    const { ports, requests } = portsWith((each) => {
      if (each.service === 'kpasswd') {
        throw new KerberosError('KDC_UNREACHABLE', 'refused', {
          realm: 'MIT.TEST',
          service: 'kpasswd',
          tried: [],
        });
      }
      return each.carriesProof ? asReply(each.bytes, { key }) : preauthRequired();
    });
    const error = await failureOf(
      changePassword(ports, settings(), {
        client: USER,
        secret: { kind: 'password', password: () => octets('secret') },
        newPassword: () => octets('new'),
      }),
    );
    expect(error.code).toBe('KDC_UNREACHABLE');
    const [first, second, ...more] = requests.filter((each) => each.service === 'kpasswd');
    expect([first?.transport, second?.transport, more.length]).toEqual(['tcp', 'auto', 0]);
    expect(second?.bytes).toBe(first?.bytes);
    expect(requests.filter((each) => each.service === 'kdc' && each.carriesProof)).toHaveLength(1);
    expect(provenTime(requests[1]!.bytes, key)).toBe(NOW);
  });
});

describe('an address as text', () => {
  it.each([
    ['192.0.2.1', 2, [192, 0, 2, 1]],
    ['::1', 24, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['2001:db8::1:2', 24, [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2]],
    ['::ffff:192.0.2.1', 24, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1]],
    ['1:2:3:4:5:6:7:8', 24, [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
  ])('%s is read', (text, addrType, address) => {
    expect(hostAddressFromText(text)).toEqual({ addrType, address: Uint8Array.from(address) });
  });

  it.each(['', '1.2.3', '1.2.3.256', '::1::', '1:2:3', '1:2:3:4:5:6:7:8:9', 'x::', '1.2.3.4:5::'])(
    '"%s" is refused',
    (text) => {
      expect(() => hostAddressFromText(text)).toThrow(expect.objectContaining({ code: 'FORMAT_INVALID' }));
    },
  );
});
