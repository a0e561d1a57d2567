// The authentication service, RFC 4120 3.1: who asks, a proof of the password by encrypted timestamp (5.2.7.2), a
// ticket. A proof is always asked for. What an account's state forbids is said before the proof, as MIT's KDC does,
// but that the password must be changed only after it, as AD does.
import type { EncryptionKey } from '#krb5';
import { formatPrincipal, isKerberosError, octetsFromText } from '#krb5';
import { decodeDer, encodeDer } from '../krb5/asn1/index.ts';
import { decrypt, encrypt, makeChecksum, randomKey } from '../krb5/crypto/index.ts';
import { KdcOption, TicketFlag } from '../krb5/iana/flags.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import { LastReqType } from '../krb5/iana/lr-type.ts';
import { MessageType } from '../krb5/iana/message-type.ts';
import { PaDataType } from '../krb5/iana/padata-type.ts';
import {
  asRep,
  checksum,
  encAsRepPart,
  encryptedData,
  etypeInfo,
  etypeInfo2,
  methodData,
  paEncTsEnc,
  paPacRequest,
} from '../krb5/messages/index.ts';
import type { AsReq, PaData } from '../krb5/messages/index.ts';
import type { PacAttributes } from '../krb5/pac/index.ts';
import { REALM } from './accounts.ts';
import type { Server, User } from './directory.ts';
import type { Exchange, Realm } from './exchange.ts';
import { issueTicket, replyPart } from './issue.ts';
import { CLOCK_SKEW_SECONDS, MAX_LISTED } from './limits.ts';
import { pacContents } from './pac-contents.ts';
import { KdcRefusal } from './refusal.ts';
import { planInitialTicket } from './ticket-policy.ts';

const EMPTY = new Uint8Array(0);

/** @throws KdcRefusal */
export function answerAsReq(realm: Realm, request: AsReq, exchange: Exchange): Uint8Array {
  const { reqBody: body } = request;
  if (request.pvno !== 5) throw new KdcRefusal('KDC_ERR_BAD_PVNO', 'pvno is not 5');
  exchange.sname = body.sname;
  exchange.crealm = body.realm;
  exchange.cname = body.cname;
  if (body.realm !== REALM) throw new KdcRefusal('KDC_ERR_WRONG_REALM', `this is the KDC of ${REALM} alone`);
  const user = findClient(realm, request, exchange);
  exchange.shiftClock(user.entry.clockOffset ?? 0);
  const server = findInitialServer(realm, request);
  refuseByState(user);

  const etypes = body.etype.slice(0, MAX_LISTED);
  const usable = user.keys.filter(({ keyType }) => etypes.includes(keyType));
  if (usable.length === 0) {
    throw new KdcRefusal('KDC_ERR_ETYPE_NOSUPP', 'no key of an enctype that you asked for');
  }
  const hints = preauthHints(user, etypes);
  const replyKey = checkProof(user, request.padata ?? [], exchange, hints);
  if (user.mustChangePassword(exchange.nowMicros) && server.kind !== 'changepw') {
    throw new KdcRefusal('KDC_ERR_KEY_EXPIRED', 'the password must be changed first');
  }
  user.signedIn();
  return reply(realm, request, exchange, { user, server, replyKey });
}

function findClient(realm: Realm, request: AsReq, exchange: Exchange): User {
  const { cname, kdcOptions } = request.reqBody;
  const canonicalize = (kdcOptions & KdcOption.CANONICALIZE) !== 0;
  const user = cname === undefined ? undefined : realm.directory.findUser(cname, canonicalize);
  if (user === undefined)
    throw new KdcRefusal('KDC_ERR_C_PRINCIPAL_UNKNOWN', 'no such user in the practice realm');
  exchange.client(user.principal);
  return user;
}

function findInitialServer(realm: Realm, request: AsReq): Server {
  const { sname } = request.reqBody;
  const server = sname === undefined ? undefined : realm.directory.findServer(sname);
  if (server !== undefined) return server;
  if (sname !== undefined && realm.directory.findUser(sname, false) !== undefined) {
    throw new KdcRefusal('KDC_ERR_MUST_USE_USER2USER', 'a user is a server for user-to-user alone');
  }
  throw new KdcRefusal('KDC_ERR_S_PRINCIPAL_UNKNOWN', 'no such service in the practice realm');
}

function refuseByState(user: User): void {
  if (user.entry.state === 'expired') throw new KdcRefusal('KDC_ERR_NAME_EXP', 'the account has expired');
  if (user.entry.state === 'disabled')
    throw new KdcRefusal('KDC_ERR_CLIENT_REVOKED', 'the account is disabled');
  if (user.locked) throw new KdcRefusal('KDC_ERR_CLIENT_REVOKED', 'the account is locked');
}

/** RFC 4120 5.2.7.5: ETYPE-INFO2 always; ETYPE-INFO too for a client that asked for old enctypes alone. */
function preauthHints(user: User, etypes: readonly number[]): PaData[] {
  const asked = etypes.filter((etype) => user.keys.some(({ keyType }) => keyType === etype));
  const usesSalt = (etype: number): boolean => etype !== RC4;
  const info2 = asked.map((etype) => (usesSalt(etype) ? { etype, salt: user.salt } : { etype }));
  const hints = [{ padataType: PaDataType.ETYPE_INFO2, padataValue: encodeDer(etypeInfo2, info2) }];
  if (etypes.some((etype) => !OLD_ETYPES.has(etype))) return hints;
  const info = asked.map((etype) =>
    usesSalt(etype) ? { etype, salt: octetsFromText(user.salt) } : { etype },
  );
  return [...hints, { padataType: PaDataType.ETYPE_INFO, padataValue: encodeDer(etypeInfo, info) }];
}

const RC4 = 23;
/** Those that RFC 4120 5.2.7.5 calls old, and RC4. */
const OLD_ETYPES: ReadonlySet<number> = new Set([1, 2, 3, 5, 7, 16, RC4, 24]);

/** The key whose possession was proven: it seals the reply. */
function checkProof(
  user: User,
  padata: readonly PaData[],
  exchange: Exchange,
  hints: readonly PaData[],
): EncryptionKey {
  const offer = encodeDer(methodData, [
    { padataType: PaDataType.ENC_TIMESTAMP, padataValue: EMPTY },
    ...hints,
  ]);
  const proof = padata.find(({ padataType }) => padataType === PaDataType.ENC_TIMESTAMP);
  if (proof === undefined) {
    throw new KdcRefusal('KDC_ERR_PREAUTH_REQUIRED', 'prove that you know the password', offer);
  }
  const sealed = decodeDer(encryptedData, proof.padataValue);
  const key = user.keys.find(({ keyType }) => keyType === sealed.etype);
  if (key === undefined) throw new KdcRefusal('KDC_ERR_ETYPE_NOSUPP', 'no key of the enctype of your proof');
  let timestamp;
  try {
    const plain = decrypt(key, KeyUsage.AS_REQ_PA_ENC_TIMESTAMP, sealed.cipher);
    timestamp = decodeDer(paEncTsEnc, plain, { trailing: 'allow' });
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    user.wrongPassword();
    throw new KdcRefusal('KDC_ERR_PREAUTH_FAILED', 'the password is wrong', offer);
  }
  if (Math.abs(timestamp.patimestamp - exchange.now) > CLOCK_SKEW_SECONDS) {
    throw new KdcRefusal('KRB_AP_ERR_SKEW', 'your clock and the KDC’s differ by more than five minutes');
  }
  return key;
}

interface Granted {
  readonly user: User;
  readonly server: Server;
  readonly replyKey: EncryptionKey;
}

function reply(realm: Realm, request: AsReq, exchange: Exchange, granted: Granted): Uint8Array {
  const { user, server, replyKey } = granted;
  const { reqBody: body, padata = [] } = request;
  const sealKey = server.keys[0];
  const sessionEtype = body.etype.slice(0, MAX_LISTED).find((etype) => server.sessionEtypes.includes(etype));
  if (sealKey === undefined || sessionEtype === undefined) {
    throw new KdcRefusal(
      'KDC_ERR_ETYPE_NOSUPP',
      `${formatPrincipal(server.principal)} has no enctype that you asked for`,
    );
  }
  const limits = {
    maxLife: Math.min(user.limits.maxLife, server.limits.maxLife),
    maxRenew: Math.min(user.limits.maxRenew, server.limits.maxRenew),
    forwardable: user.limits.forwardable && server.limits.forwardable,
    renewable: server.limits.renewable,
  };
  const plan = planInitialTicket(body, limits, exchange.now, true);
  const wantsEncPaRep = padata.some(({ padataType }) => padataType === PaDataType.REQ_ENC_PA_REP);
  const forService = server.kind !== 'krbtgt';
  const purpose = { forService, impersonated: false, attributes: pacAttributes(padata) };
  const wantsPac = purpose.attributes.pacWasRequested || purpose.attributes.pacWasGivenImplicitly;
  const sname = server.principal.name;
  const { ticket, part } = issueTicket(realm, {
    client: user.principal,
    sname,
    key: sealKey,
    kvno: server.kvno,
    sessionKey: randomKey(sessionEtype, realm.random),
    plan: { ...plan, flags: (plan.flags | serverFlags(server, wantsEncPaRep)) >>> 0 },
    authtime: exchange.now,
    caddr: (body.addresses ?? []).slice(0, MAX_LISTED),
    pac: forService && !wantsPac ? undefined : pacContents(user, exchange.now, exchange.nowMicros, purpose),
    signTicket: forService,
    furtherAuthorization: [],
  });
  const encPart = replyPart(part, sname, body.nonce, {
    lastReq: [{ lrType: LastReqType.NONE, lrValue: exchange.now }],
    encryptedPaData: wantsEncPaRep ? encPaRep(replyKey, exchange.arrival.bytes) : undefined,
  });
  const hint = replyKey.keyType === RC4 ? { etype: RC4 } : { etype: replyKey.keyType, salt: user.salt };
  return encodeDer(asRep, {
    pvno: 5,
    msgType: MessageType.AS_REP,
    padata: [{ padataType: PaDataType.ETYPE_INFO2, padataValue: encodeDer(etypeInfo2, [hint]) }],
    crealm: REALM,
    cname: user.principal.name,
    ticket,
    encPart: {
      etype: replyKey.keyType,
      kvno: user.kvno,
      cipher: encrypt(replyKey, KeyUsage.AS_REP_ENC_PART, encodeDer(encAsRepPart, encPart), realm.random),
    },
  });
}

function serverFlags(server: Server, encPaRepAsked: boolean): number {
  return (server.okAsDelegate ? TicketFlag.OK_AS_DELEGATE : 0) | (encPaRepAsked ? TicketFlag.ENC_PA_REP : 0);
}

/** RFC 6806 11: a checksum over the AS-REQ as it came, so that nobody can have changed it on the way. */
function encPaRep(replyKey: EncryptionKey, request: Uint8Array): PaData[] {
  const sum = makeChecksum(replyKey, KeyUsage.AS_REQ, request);
  return [{ padataType: PaDataType.REQ_ENC_PA_REP, padataValue: encodeDer(checksum, sum) }];
}

/** KERB-PA-PAC-REQUEST, [MS-KILE] 3.3.5.3: a PAC unless the client says no; an AD KDC puts one into TGTs always. */
function pacAttributes(padata: readonly PaData[]): PacAttributes {
  const asked = padata.find(({ padataType }) => padataType === PaDataType.PAC_REQUEST);
  if (asked === undefined) return { pacWasRequested: false, pacWasGivenImplicitly: true };
  const { includePac } = decodeDer(paPacRequest, asked.padataValue);
  return { pacWasRequested: includePac, pacWasGivenImplicitly: false };
}
