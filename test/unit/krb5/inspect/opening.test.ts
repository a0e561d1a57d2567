import { beforeAll, describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { encrypt } from '../../../../src/krb5/crypto/index.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import { passwordKeys, rawKey } from '../../../../src/krb5/inspect/keys.ts';
import type { RingKey } from '../../../../src/krb5/inspect/keys.ts';
import { asRep, encKrbCredPart, krbCred } from '../../../../src/krb5/messages/index.ts';
import { PASSWORD, REALM } from '../../../../src/practice-realm/accounts.ts';
import { PracticeKdc, nameOf } from '../../../support/practice-kdc.ts';
import type { Held } from '../../../support/practice-kdc.ts';
import { kdf, random } from '../../../support/practice.ts';
import { toHex } from '../../../support/vectors.ts';
import { at, everyField, misplaced } from '../../../support/inspection.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const WEB = 'HTTP/web.practice.test';

let kdc: PracticeKdc;
let tgt: Held;
let request: Uint8Array;
let reply: Uint8Array;
let tgsRequest: Uint8Array;
let tgsReply: Uint8Array;
let serviceKey: RingKey;
let krbtgtKey: RingKey;
let userKeys: readonly RingKey[];

beforeAll(async () => {
  kdc = await PracticeKdc.create();
  request = await kdc.asReq('alice');
  reply = kdc.send(request)!;
  tgt = await kdc.tgt('alice');
  tgsRequest = kdc.tgsReq(tgt, WEB).bytes;
  tgsReply = kdc.send(tgsRequest)!;
  const own = kdc.directory.findServer(nameOf(WEB))!.keys[0]!;
  serviceKey = { key: own, from: 'keytab', principal: `${WEB}@${REALM}`, kvno: 1 };
  krbtgtKey = { key: kdc.krbtgtKey, from: 'keytab', principal: `krbtgt/${REALM}@${REALM}`, kvno: 1 };
  userKeys = await passwordKeys(kdf, octets(PASSWORD), octets(`${REALM}alice`));
});

describe('what is sealed', () => {
  it('of a sign-in opens with the password: the proof and the reply', () => {
    const asked = inspect(request, { keys: userKeys });
    const proof = at(asked.root, 'padata.[0].padata-value.cipher');
    expect(proof.opened).toMatchObject({
      source: 1,
      how: 'decrypted',
      by: { from: 'password', enctype: 18, usage: 1 },
    });
    expect(at(proof, '>.patimestamp')).toMatchObject({ kind: 'time' });
    const answered = inspect(reply, { keys: userKeys });
    expect(at(answered.root, 'enc-part.cipher.>.srealm').value).toBe(REALM);
    expect(at(answered.root, 'enc-part.cipher').opened?.by).toMatchObject({ usage: 3 });
    expect(at(answered.root, 'ticket.enc-part.cipher').wants).toMatchObject({
      principal: `krbtgt/${REALM}@${REALM}`,
      enctype: 18,
    });
    expect(misplaced(answered)).toEqual([]);
  });

  it('opens from one key to the next: ticket, authenticator, and the reply under its subkey', () => {
    const asked = inspect(tgsRequest, { keys: [krbtgtKey] });
    const apReq = at(asked.root, 'padata.[0].padata-value');
    expect(at(apReq, 'ticket.enc-part.cipher.>.cname').value).toBe('alice');
    expect(at(apReq, 'authenticator.cipher').opened?.by).toMatchObject({
      from: 'session-key',
      principal: `krbtgt/${REALM}@${REALM}`,
      usage: 7,
    });
    expect(at(apReq, 'authenticator.cipher.>.subkey.keyvalue')).toMatchObject({
      kind: 'secret',
      valueLength: 32,
    });
    expect(misplaced(asked)).toEqual([]);
  });

  it('of an AP-REQ opens with the session key of a cached ticket, when the service’s key is not at hand', () => {
    const bytes = kdc.apReq(tgt);
    const cached: RingKey = { key: tgt.key, from: 'credential', principal: `krbtgt/${REALM}@${REALM}` };
    const seen = inspect(bytes, { keys: [cached] });
    expect(at(seen.root, 'authenticator.cipher').opened?.by).toMatchObject({ from: 'credential', usage: 11 });
    expect(at(seen.root, 'ticket.enc-part.cipher').opened).toBeUndefined();
    expect(at(seen.root, 'ticket.enc-part.cipher').wants).toBeDefined();
  });

  it('of a TGS reply opens with the TGT’s session key or the subkey that the request named', async () => {
    const cached: RingKey = { key: tgt.key, from: 'credential' };
    const plain = await kdc.tgs(tgt, WEB, { authenticator: { subkey: undefined } });
    expect(plain.kind).toBe('reply');
    const bare = kdc.tgsReq(tgt, WEB, { authenticator: { subkey: undefined } });
    const answer = inspect(kdc.send(bare.bytes)!, { keys: [cached] });
    expect(at(answer.root, 'enc-part.cipher').opened?.by).toMatchObject({ usage: 8 });
    expect(
      at(inspect(tgsReply, { keys: [cached, serviceKey] }).root, 'ticket.enc-part.cipher').opened?.by,
    ).toEqual({
      from: 'keytab',
      principal: `${WEB}@${REALM}`,
      kvno: 1,
      enctype: 18,
      usage: 2,
    });
  });

  it('stays closed under a key that does not fit, and says whose would', () => {
    const other = rawKey(18, new Uint8Array(32).fill(7));
    const seen = inspect(tgsReply, { keys: [other, { ...krbtgtKey, kvno: 9 }] });
    const cipher = at(seen.root, 'ticket.enc-part.cipher');
    expect(cipher.opened).toBeUndefined();
    expect(cipher).toMatchObject({ kind: 'sealed', wants: { principal: `${WEB}@${REALM}`, enctype: 18 } });
    expect(seen.sources).toHaveLength(1);
  });

  it('of a KRB-CRED written to a file is not sealed at all, and its keys open what else is there', () => {
    const part = encodeDer(encKrbCredPart, {
      ticketInfo: [{ key: tgt.key, srealm: REALM, sname: nameOf(`krbtgt/${REALM}`) }],
    });
    const bytes = encodeDer(krbCred, {
      pvno: 5,
      msgType: 22,
      tickets: [tgt.ticket],
      encPart: { etype: 0, cipher: part },
    });
    const seen = inspect(bytes);
    expect(seen.kind).toBe('krb-cred');
    const opened = at(seen.root, 'enc-part.cipher').opened!;
    expect(opened).toMatchObject({ source: 0, how: 'unencrypted' });
    const key = at(opened.root, 'ticket-info.[0].key.keyvalue');
    expect(key).toMatchObject({ kind: 'secret' });
    expect(toHex(bytes.subarray(key.valueOffset, key.valueOffset + key.valueLength))).toBe(
      toHex(tgt.key.keyValue),
    );
    expect(misplaced(seen)).toEqual([]);
  });

  it('never brings key bytes into the tree', () => {
    const seen = inspect(tgsRequest, { keys: [krbtgtKey, ...userKeys] });
    const all = JSON.stringify(seen.root);
    const secrets = [...everyField(seen.root, seen.rootSource)].filter(
      ({ field }) => field.kind === 'secret',
    );
    expect(secrets.length).toBeGreaterThan(1);
    for (const { field, source } of secrets) {
      const { bytes } = seen.sources[source]!;
      const text = toHex(bytes.subarray(field.valueOffset, field.valueOffset + field.valueLength));
      expect(text).toMatch(/^[0-9a-f]{32,64}$/);
      expect(all).not.toContain(text.slice(0, 16));
    }
  });

  it('costs a bounded number of tries', () => {
    const many = Array.from({ length: 200 }, (_, at) => rawKey(18, new Uint8Array(32).fill(at)));
    let failed: unknown;
    try {
      inspect(tgsReply, { keys: many, limits: { triedBytes: 10_000 } });
    } catch (error) {
      failed = isKerberosError(error) ? error.code : error;
    }
    expect(failed).toBe('LIMIT');
  });

  it('may be padded behind its end, as some enctypes do', () => {
    const decoded = decodeDer(asRep, reply);
    const key = userKeys.find((each) => each.key.keyType === 18)!.key;
    const plain = at(inspect(reply, { keys: userKeys }).root, 'enc-part.cipher').opened!;
    const bytes = inspect(reply, { keys: userKeys }).sources[plain.source]!.bytes;
    const cipher = encrypt(key, 3, Uint8Array.of(...bytes, 0, 0, 0), random);
    const padded = encodeDer(asRep, { ...decoded, encPart: { ...decoded.encPart, cipher } });
    const root = at(inspect(padded, { keys: userKeys }).root, 'enc-part.cipher.>');
    expect(root.children.at(-1)).toMatchObject({ name: 'trailing', length: 3 });
  });
});

describe('a key given as bytes', () => {
  it('has the length of its enctype', () => {
    expect(() => rawKey(18, new Uint8Array(16))).toThrow(/32 octets/);
    expect(rawKey(17, new Uint8Array(16)).key).toBeInstanceOf(EncryptionKey);
  });
});
