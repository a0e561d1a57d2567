// The practice realm's KDC without its sockets, and requests to it that can be wrong in any one place.
import { decodeDer, encodeDer } from '../../src/krb5/asn1/index.ts';
import type { HostAddress } from '../../src/krb5/credential.ts';
import { decrypt, encrypt, makeChecksum, stringToKey } from '../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../src/krb5/crypto/key.ts';
import { KeyUsage } from '../../src/krb5/iana/key-usage.ts';
import { MessageType } from '../../src/krb5/iana/message-type.ts';
import { NameType } from '../../src/krb5/iana/name-type.ts';
import { PaDataType } from '../../src/krb5/iana/padata-type.ts';
import {
  apReq,
  asRep,
  authenticator,
  encAsRepPart,
  encodeKdcReq,
  encryptedData,
  encTgsRepPart,
  encTicketPart,
  kdcReqBody,
  krbError,
  paEncTsEnc,
  tgsRep,
} from '../../src/krb5/messages/index.ts';
import type {
  AsRep,
  Authenticator,
  EncKdcRepPart,
  EncTicketPart,
  KdcReqBody,
  KrbError,
  PaData,
  TgsRep,
  Ticket,
} from '../../src/krb5/messages/index.ts';
import { parsePrincipal, principalName } from '../../src/krb5/principal.ts';
import type { PrincipalName } from '../../src/krb5/principal.ts';
import { PASSWORD, REALM } from '../../src/practice-realm/accounts.ts';
import { Directory } from '../../src/practice-realm/directory.ts';
import { Kdc } from '../../src/practice-realm/kdc.ts';
import { ReplayCache } from '../../src/practice-realm/memory.ts';
import type { PracticeEvent } from '../../src/practice-realm/index.ts';
import { kdf, random, TestClock } from './practice.ts';

export const LOCALHOST: HostAddress = { addrType: 2, address: Uint8Array.of(127, 0, 0, 1) };
export const KRBTGT_NAME = principalName(NameType.SRV_INST, 'krbtgt', REALM);
export const nameOf = (text: string): PrincipalName => parsePrincipal(text, { defaultRealm: REALM }).name;

/** A ticket that was issued, with what its holder knows. */
export interface Held {
  readonly ticket: Ticket;
  readonly key: EncryptionKey;
  readonly cname: PrincipalName;
  readonly part: EncKdcRepPart;
}

export type Answer<T> =
  | { readonly kind: 'error'; readonly error: KrbError; readonly code: number }
  | { readonly kind: 'reply'; readonly reply: T; readonly part: EncKdcRepPart; readonly held: Held }
  | { readonly kind: 'silence' };

export interface AsChanges {
  readonly body?: Partial<KdcReqBody>;
  /** false: no proof. */
  readonly proof?: false | { readonly key?: EncryptionKey; readonly ahead?: number };
  readonly etype?: number;
  readonly padata?: readonly PaData[];
  readonly pvno?: number;
}

export interface TgsChanges {
  readonly body?: Partial<KdcReqBody>;
  readonly authenticator?: Partial<Authenticator>;
  readonly padata?: readonly PaData[];
  /** Signs other bytes than those sent. */
  readonly signedBody?: Uint8Array;
  readonly ticket?: Ticket;
  readonly apReq?: { readonly pvno?: number; readonly msgType?: number };
  readonly usage?: number;
  readonly withoutProof?: true;
  readonly from?: HostAddress;
}

const TILL = 2_000_000_000;

export class PracticeKdc {
  readonly clock: TestClock;
  readonly directory: Directory;
  readonly kdc: Kdc;
  readonly events: PracticeEvent[] = [];

  private constructor(clock: TestClock, directory: Directory) {
    this.clock = clock;
    this.directory = directory;
    const realm = { clock, random, directory, replays: new ReplayCache() };
    this.kdc = new Kdc(realm, (event) => this.events.push(event));
  }

  static async create(): Promise<PracticeKdc> {
    const clock = new TestClock();
    return new PracticeKdc(clock, await Directory.create(kdf, random, clock.nowMicros()));
  }

  get now(): number {
    return Math.floor(this.clock.nowMicros() / 1e6);
  }

  get krbtgtKey(): EncryptionKey {
    return this.directory.krbtgt.keys[0]!;
  }

  async userKey(user: string, etype = 18, password: string = PASSWORD): Promise<EncryptionKey> {
    const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
    return stringToKey(kdf, etype, octets(password), octets(`${REALM}${user}`), undefined);
  }

  send(
    bytes: Uint8Array,
    transport: 'udp' | 'tcp' = 'tcp',
    from: HostAddress = LOCALHOST,
  ): Uint8Array | undefined {
    return this.kdc.answer({ bytes, transport, from, to: LOCALHOST });
  }

  /** A right AS-REQ of `user`, but for the changes. */
  async asReq(user: string, changes: AsChanges = {}): Promise<Uint8Array> {
    const body: KdcReqBody = {
      kdcOptions: 0,
      cname: nameOf(user),
      realm: REALM,
      sname: KRBTGT_NAME,
      till: TILL,
      nonce: randomNonce(),
      etype: [18, 17],
      ...changes.body,
    };
    const padata = [...(changes.padata ?? [])];
    if (changes.proof !== false) {
      const key = changes.proof?.key ?? (await this.userKey(user, changes.etype));
      const patimestamp = this.now + (changes.proof?.ahead ?? 0);
      const plain = encodeDer(paEncTsEnc, { patimestamp, pausec: 0 });
      const cipher = encrypt(key, KeyUsage.AS_REQ_PA_ENC_TIMESTAMP, plain, random);
      const padataValue = encodeDer(encryptedData, { etype: key.keyType, cipher });
      padata.push({ padataType: PaDataType.ENC_TIMESTAMP, padataValue });
    }
    const bytes = encodeKdcReq({ msgType: MessageType.AS_REQ, padata, reqBody: encodeDer(kdcReqBody, body) });
    return changes.pvno === undefined ? bytes : withPvno(bytes, changes.pvno);
  }

  async as(user: string, changes: AsChanges = {}): Promise<Answer<AsRep>> {
    return this.readAs(user, this.send(await this.asReq(user, changes)));
  }

  async readAs(user: string, bytes: Uint8Array | undefined): Promise<Answer<AsRep>> {
    return read(bytes, async (raw) => {
      const reply = decodeDer(asRep, raw);
      const key = await this.userKey(user, reply.encPart.etype);
      const plain = decrypt(key, KeyUsage.AS_REP_ENC_PART, reply.encPart.cipher);
      return { reply, part: decodeDer(encAsRepPart, plain) };
    });
  }

  /** A TGT of the user's. */
  async tgt(user: string, changes: AsChanges = {}): Promise<Held> {
    const answer = await this.as(user, changes);
    if (answer.kind !== 'reply') throw new Error(`no ticket for ${user}: ${JSON.stringify(answer)}`);
    return answer.held;
  }

  /** An AP-REQ for another service than the TGS. */
  apReq(held: Held): Uint8Array {
    const micros = this.clock.nowMicros();
    const auth: Authenticator = {
      authenticatorVno: 5,
      crealm: REALM,
      cname: held.cname,
      cusec: Math.floor(micros % 1e6),
      ctime: Math.floor(micros / 1e6),
      subkey: new EncryptionKey(18, random.bytes(32)),
    };
    const cipher = encrypt(held.key, KeyUsage.AP_REQ_AUTHENTICATOR, encodeDer(authenticator, auth), random);
    return encodeDer(apReq, {
      pvno: 5,
      msgType: MessageType.AP_REQ,
      apOptions: 0,
      ticket: held.ticket,
      authenticator: { etype: held.key.keyType, cipher },
    });
  }

  /** A right TGS-REQ on the strength of `held`, but for the changes. */
  tgsReq(
    held: Held,
    server: string,
    changes: TgsChanges = {},
  ): { bytes: Uint8Array; subkey: EncryptionKey | undefined } {
    const body = encodeDer(kdcReqBody, {
      kdcOptions: 0,
      realm: REALM,
      sname: nameOf(server),
      till: TILL,
      nonce: randomNonce(),
      etype: [18, 17],
      ...changes.body,
    });
    const micros = this.clock.nowMicros();
    const auth: Authenticator = {
      authenticatorVno: 5,
      crealm: REALM,
      cname: held.cname,
      cksum: makeChecksum(held.key, KeyUsage.TGS_REQ_AUTHENTICATOR_CHECKSUM, changes.signedBody ?? body),
      cusec: Math.floor(micros % 1e6),
      ctime: Math.floor(micros / 1e6),
      subkey: new EncryptionKey(18, random.bytes(32)),
      ...changes.authenticator,
    };
    const usage = changes.usage ?? KeyUsage.TGS_REQ_AUTHENTICATOR;
    const cipher = encrypt(held.key, usage, encodeDer(authenticator, auth), random);
    const padataValue = encodeDer(apReq, {
      pvno: 5,
      msgType: MessageType.AP_REQ,
      apOptions: 0,
      ticket: changes.ticket ?? held.ticket,
      authenticator: { etype: held.key.keyType, cipher },
      ...changes.apReq,
    });
    const proof = changes.withoutProof === true ? [] : [{ padataType: PaDataType.TGS_REQ, padataValue }];
    const padata = [...proof, ...(changes.padata ?? [])];
    return {
      bytes: encodeKdcReq({ msgType: MessageType.TGS_REQ, padata, reqBody: body }),
      subkey: auth.subkey,
    };
  }

  async tgs(held: Held, server: string, changes: TgsChanges = {}): Promise<Answer<TgsRep>> {
    const { bytes, subkey } = this.tgsReq(held, server, changes);
    return read(this.send(bytes, 'tcp', changes.from), (raw) => {
      const reply = decodeDer(tgsRep, raw);
      const usage = subkey === undefined ? 8 : 9;
      const plain = decrypt(subkey ?? held.key, usage, reply.encPart.cipher);
      return Promise.resolve({ reply, part: decodeDer(encTgsRepPart, plain) });
    });
  }

  /** What the ticket holds for its server; `key` where the directory does not have it. */
  open(ticket: Ticket, key?: EncryptionKey): EncTicketPart {
    const known = key ?? this.directory.findServer(ticket.sname)!.keys[0]!;
    return decodeDer(encTicketPart, decrypt(known, KeyUsage.TICKET, ticket.encPart.cipher));
  }

  /** A ticket of the realm with its inside changed, sealed again with the krbtgt's own key. */
  forge(held: Held, change: (part: EncTicketPart) => EncTicketPart): Held {
    const part = change(this.open(held.ticket));
    const cipher = encrypt(this.krbtgtKey, KeyUsage.TICKET, encodeDer(encTicketPart, part), random);
    const { raw: _dropped, ...fields } = held.ticket;
    return { ...held, ticket: { ...fields, encPart: { ...fields.encPart, cipher } } };
  }
}

function randomNonce(): number {
  return new DataView(random.bytes(4).buffer).getUint32(0) & 0x7fff_ffff;
}

/** pvno [1] INTEGER is the first field: 30 LL a1 03 02 01 05. */
function withPvno(bytes: Uint8Array, pvno: number): Uint8Array {
  const changed = bytes.slice();
  const at = changed.findIndex((octet, i) => octet === 0xa1 && changed[i + 1] === 3 && changed[i + 4] === 5);
  changed[at + 4] = pvno;
  return changed;
}

const KRB_ERROR_TAG = 0x7e;

async function read<T extends AsRep>(
  bytes: Uint8Array | undefined,
  open: (bytes: Uint8Array) => Promise<{ readonly reply: T; readonly part: EncKdcRepPart }>,
): Promise<Answer<T>> {
  if (bytes === undefined) return { kind: 'silence' };
  if (bytes[0] === KRB_ERROR_TAG) {
    const error = decodeDer(krbError, bytes);
    return { kind: 'error', error, code: error.errorCode };
  }
  const { reply, part } = await open(bytes);
  return {
    kind: 'reply',
    reply,
    part,
    held: { ticket: reply.ticket, key: part.key, cname: reply.cname, part },
  };
}
