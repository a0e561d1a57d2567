// A KDC small enough to lie on purpose: it answers requests correctly, except for what a test changes. It exists to
// break each reply check; whether our messages are right is for real KDCs to judge (test/conformance).
import { decodeDer, encodeDer } from '../../src/krb5/asn1/index.ts';
import type { Credential } from '../../src/krb5/credential.ts';
import { decrypt, encrypt, makeChecksum, verifyChecksum } from '../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../src/krb5/crypto/key.ts';
import { ErrorCode } from '../../src/krb5/iana/error-code.ts';
import { TicketFlag } from '../../src/krb5/iana/flags.ts';
import { KeyUsage } from '../../src/krb5/iana/key-usage.ts';
import { PaDataType } from '../../src/krb5/iana/padata-type.ts';
import {
  apReq,
  asRep,
  asReq,
  authenticator,
  checksum,
  encAsRepPart,
  encryptedData,
  encTgsRepPart,
  etypeInfo2,
  krbError,
  methodData,
  paEncTsEnc,
  tgsRep,
  tgsReq,
} from '../../src/krb5/messages/index.ts';
import type {
  AsRep,
  Authenticator,
  EncKdcRepPart,
  EtypeInfo2,
  KdcReqBody,
  KrbError,
  PaData,
  TgsRep,
} from '../../src/krb5/messages/index.ts';
import type { RandomSource } from '../../src/krb5/ports.ts';
import { krbtgt, principalName } from '../../src/krb5/principal.ts';
import type { Principal } from '../../src/krb5/principal.ts';

/** 2026-01-01T00:00:00Z */
export const NOW = 1_767_225_600;
export const AES256 = 18;
export const AES128 = 17;
export const RC4 = 23;

/** Counts up: different every time, the same in every run. */
export function countingRandom(seed = 1): RandomSource {
  let next = seed;
  return { bytes: (length) => Uint8Array.from({ length }, () => (next = (next * 75 + 74) % 65537) & 0xff) };
}

export function keyOf(etype: number, fill: number): EncryptionKey {
  return new EncryptionKey(etype, new Uint8Array(etype === AES256 || etype === 20 ? 32 : 16).fill(fill));
}

export const USER: Principal = { name: principalName(1, 'user'), realm: 'MIT.TEST' };
export const USER_KEY = keyOf(AES256, 0x11);
export const SESSION_KEY = keyOf(AES256, 0x22);
const TICKET_CIPHER = new Uint8Array(40).fill(0xee);

/** The session key of the ticket a builder hands out for a realm: each its own. */
export function tgtFor(realm: string, issuer = realm, overrides: Partial<Credential> = {}): Credential {
  const server = krbtgt(realm, issuer);
  return {
    client: USER,
    server,
    key: SESSION_KEY,
    times: { authTime: NOW, startTime: NOW, endTime: NOW + 36_000, renewTill: NOW + 86_400 },
    isSkey: false,
    flags: TicketFlag.FORWARDABLE | TicketFlag.INITIAL | TicketFlag.PRE_AUTHENT,
    addresses: [],
    authorizationData: [],
    ticket: ticketBytes(server),
    secondTicket: new Uint8Array(0),
    ...overrides,
  };
}

export function ticketBytes(server: Principal): Uint8Array {
  const reply = decodeDer(asRep, encodeDer(asRep, { ...BLANK_REP, ticket: ticketOf(server) }));
  return reply.ticket.raw ?? new Uint8Array(0);
}

function ticketOf(server: Principal): AsRep['ticket'] {
  return {
    tktVno: 5,
    realm: server.realm,
    sname: server.name,
    encPart: { etype: AES256, kvno: 1, cipher: TICKET_CIPHER },
  };
}

const BLANK_REP: AsRep = {
  pvno: 5,
  msgType: 11,
  crealm: USER.realm,
  cname: USER.name,
  ticket: ticketOf(krbtgt(USER.realm)),
  encPart: { etype: AES256, cipher: new Uint8Array(0) },
};

export interface Lies {
  /** Fields outside the sealed part. */
  readonly rep?: Partial<AsRep> | undefined;
  /** Fields inside. */
  readonly enc?: Partial<EncKdcRepPart> | undefined;
  readonly key?: EncryptionKey | undefined;
  readonly usage?: number | undefined;
  /** Take PA-REQ-ENC-PA-REP's checksum over these bytes instead of the request's. */
  readonly signed?: Uint8Array | undefined;
  /** Leave the checksum out although the flag is set. */
  readonly unsigned?: boolean | undefined;
}

export function asReply(request: Uint8Array, lies: Lies = {}): Uint8Array {
  const { reqBody } = decodeDer(asReq, request);
  const server: Principal = { name: reqBody.sname ?? principalName(0), realm: reqBody.realm };
  const key = lies.key ?? USER_KEY;
  const sum = makeChecksum(key, KeyUsage.AS_REQ, lies.signed ?? request);
  const part: EncKdcRepPart = {
    ...partFor(reqBody, server),
    flags: TicketFlag.INITIAL | TicketFlag.ENC_PA_REP,
    encryptedPaData:
      lies.unsigned === true
        ? []
        : [
            { padataType: PaDataType.REQ_ENC_PA_REP, padataValue: encodeDer(checksum, sum) },
            { padataType: PaDataType.FX_FAST, padataValue: new Uint8Array(0) },
          ],
    ...lies.enc,
  };
  const cipher = encrypt(
    key,
    lies.usage ?? KeyUsage.AS_REP_ENC_PART,
    encodeDer(encAsRepPart, part),
    countingRandom(5),
  );
  return encodeDer(asRep, {
    ...BLANK_REP,
    crealm: reqBody.realm,
    cname: reqBody.cname ?? USER.name,
    ticket: ticketOf(server),
    encPart: { etype: key.keyType, kvno: 1, cipher },
    ...lies.rep,
  });
}

function partFor(body: KdcReqBody, server: Principal): EncKdcRepPart {
  return {
    key: SESSION_KEY,
    lastReq: [{ lrType: 0, lrValue: NOW }],
    nonce: body.nonce,
    flags: 0,
    authtime: NOW,
    starttime: NOW,
    endtime: body.till === 0 ? NOW + 36_000 : Math.min(body.till, NOW + 36_000),
    ...(body.rtime === undefined ? {} : { renewTill: body.rtime }),
    srealm: server.realm,
    sname: server.name,
  };
}

/** What a TGS-REQ carries, opened with the TGT's session key; throws where its checksum does not fit. */
export function openTgsRequest(
  request: Uint8Array,
  sessionKey: EncryptionKey,
): { readonly body: KdcReqBody; readonly authenticator: Authenticator; readonly padata: readonly PaData[] } {
  const decoded = decodeDer(tgsReq, request);
  const padata = decoded.padata ?? [];
  const pa = padata.find((each) => each.padataType === PaDataType.TGS_REQ);
  if (pa === undefined) throw new Error('a TGS-REQ without PA-TGS-REQ');
  const ap = decodeDer(apReq, pa.padataValue);
  const plain = decrypt(sessionKey, KeyUsage.TGS_REQ_AUTHENTICATOR, ap.authenticator.cipher);
  const opened = decodeDer(authenticator, plain);
  if (opened.cksum === undefined || decoded.reqBodyRaw === undefined) throw new Error('no checksum');
  verifyChecksum(sessionKey, KeyUsage.TGS_REQ_AUTHENTICATOR_CHECKSUM, decoded.reqBodyRaw, opened.cksum);
  return { body: decoded.reqBody, authenticator: opened, padata };
}

export interface TgsLies extends Omit<Lies, 'rep' | 'signed' | 'unsigned'> {
  readonly rep?: Partial<TgsRep> | undefined;
  /** Answer for this server instead of the one asked for. */
  readonly server?: Principal | undefined;
  /** Seal with the TGT's session key (usage 8) instead of the subkey. */
  readonly sealWithSessionKey?: boolean | undefined;
}

export function tgsReply(request: Uint8Array, tgt: Credential, lies: TgsLies = {}): Uint8Array {
  const { body, authenticator: opened } = openTgsRequest(request, tgt.key);
  const server = lies.server ?? { name: body.sname ?? principalName(0), realm: body.realm };
  const part: EncKdcRepPart = { ...partFor(body, server), key: keyOf(AES256, 0x33), ...lies.enc };
  const key = lies.key ?? (lies.sealWithSessionKey === true ? tgt.key : (opened.subkey ?? tgt.key));
  const usage =
    lies.usage ??
    (lies.sealWithSessionKey === true
      ? KeyUsage.TGS_REP_ENC_PART_SESSION_KEY
      : KeyUsage.TGS_REP_ENC_PART_SUBKEY);
  const cipher = encrypt(key, usage, encodeDer(encTgsRepPart, part), countingRandom(6));
  return encodeDer(tgsRep, {
    ...BLANK_REP,
    msgType: 13,
    crealm: tgt.client.realm,
    cname: tgt.client.name,
    ticket: ticketOf(server),
    encPart: { etype: key.keyType, cipher },
    ...lies.rep,
  });
}

export function errorReply(errorCode: number, fields: Partial<KrbError> = {}): Uint8Array {
  return encodeDer(krbError, {
    pvno: 5,
    msgType: 30,
    stime: NOW,
    susec: 0,
    errorCode,
    realm: USER.realm,
    sname: krbtgt(USER.realm).name,
    ...fields,
  });
}

export const DEFAULT_INFO: EtypeInfo2 = [{ etype: AES256, salt: 'MIT.TESTuser' }];

/** PREAUTH_REQUIRED with ETYPE-INFO2 and encrypted timestamp on offer. */
export function preauthRequired(
  info: EtypeInfo2 = DEFAULT_INFO,
  more: readonly PaData[] = [{ padataType: PaDataType.ENC_TIMESTAMP, padataValue: new Uint8Array(0) }],
): Uint8Array {
  const padata: PaData[] = [
    { padataType: PaDataType.ETYPE_INFO2, padataValue: encodeDer(etypeInfo2, info) },
    ...more,
  ];
  return errorReply(ErrorCode.KDC_ERR_PREAUTH_REQUIRED, { eData: encodeDer(methodData, padata) });
}

/** The time that an AS-REQ proves the key with, in seconds; undefined where it proves nothing. */
export function provenTime(request: Uint8Array, key: EncryptionKey = USER_KEY): number | undefined {
  const { padata } = decodeDer(asReq, request);
  const pa = padata?.find((each) => each.padataType === PaDataType.ENC_TIMESTAMP);
  if (pa === undefined) return undefined;
  const sealed = decodeDer(encryptedData, pa.padataValue);
  const plain = decrypt(key, KeyUsage.AS_REQ_PA_ENC_TIMESTAMP, sealed.cipher);
  return decodeDer(paEncTsEnc, plain, { trailing: 'allow' }).patimestamp;
}
