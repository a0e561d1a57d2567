// The ticket-granting service, RFC 4120 3.3: a ticket on the strength of a TGT. Also renewal and validation,
// user-to-user (3.3.3), and S4U2self ([MS-SFU] 3.2.5.1) where somebody asks for their own ticket to themselves:
// that is how one reads one's own PAC.
import type { EncryptionKey, PrincipalName } from '#krb5';
import { formatName, isKerberosError } from '#krb5';
import { decodeDer, encodeDer } from '../krb5/asn1/index.ts';
import { decrypt, encrypt, randomKey } from '../krb5/crypto/index.ts';
import { AdType } from '../krb5/iana/ad-type.ts';
import { KdcOption, TicketFlag } from '../krb5/iana/flags.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import { LastReqType } from '../krb5/iana/lr-type.ts';
import { MessageType } from '../krb5/iana/message-type.ts';
import { PaDataType } from '../krb5/iana/padata-type.ts';
import { adIfRelevant, apReq, authorizationData, encTgsRepPart, tgsRep } from '../krb5/messages/index.ts';
import type { AuthorizationData, EncTicketPart, KdcReqBody, TgsReq } from '../krb5/messages/index.ts';
import { REALM } from './accounts.ts';
import { checkApReq, checkTicketTimes, openTicket } from './ap-check.ts';
import type { Evidence } from './ap-check.ts';
import { SESSION_ETYPES } from './directory.ts';
import type { Server, User } from './directory.ts';
import type { Exchange, Realm } from './exchange.ts';
import { issueTicket, replyPart } from './issue.ts';
import { MAX_LISTED } from './limits.ts';
import { pacContents } from './pac-contents.ts';
import { checkEvidencePac } from './pac-check.ts';
import { KdcRefusal } from './refusal.ts';
import { checkS4uSelf, s4uSelfReply } from './s4u-self.ts';
import { checkRequestSum } from './request-sum.ts';
import { planFurtherTicket } from './ticket-policy.ts';

const has = (body: KdcReqBody, option: number): boolean => (body.kdcOptions & option) !== 0;

/** For whom a ticket is: a server of the realm, or the holder of a TGT (user-to-user). */
interface Target {
  readonly sname: PrincipalName;
  readonly key: EncryptionKey;
  readonly kvno: number | undefined;
  readonly sessionEtypes: readonly number[];
  readonly server: Server | undefined;
}

/** @throws KdcRefusal */
export function answerTgsReq(realm: Realm, request: TgsReq, exchange: Exchange): Uint8Array {
  const { reqBody: body, padata = [] } = request;
  if (request.pvno !== 5) throw new KdcRefusal('KDC_ERR_BAD_PVNO', 'pvno is not 5');
  exchange.sname = body.sname;
  const proof = padata.find(({ padataType }) => padataType === PaDataType.TGS_REQ);
  if (proof === undefined) throw new KdcRefusal('KDC_ERR_PADATA_TYPE_NOSUPP', 'no PA-TGS-REQ');
  const evidence = checkApReq(
    realm,
    decodeDer(apReq, proof.padataValue),
    exchange,
    KeyUsage.TGS_REQ_AUTHENTICATOR,
  );
  checkRequestSum(evidence, request.reqBodyRaw);
  const again = has(body, KdcOption.RENEW | KdcOption.VALIDATE);
  checkTicketTimes(evidence.part, exchange.now, again ? { future: true } : {});
  if (evidence.server.kind !== 'krbtgt' && !again) {
    throw new KdcRefusal('KDC_ERR_POLICY', 'a ticket for a service gets no further tickets');
  }
  if (body.realm !== REALM)
    throw new KdcRefusal('KDC_ERR_S_PRINCIPAL_UNKNOWN', `this is the KDC of ${REALM} alone`);

  const target = findTarget(realm, body, exchange);
  if (again && (target.server !== evidence.server || has(body, KdcOption.ENC_TKT_IN_SKEY))) {
    throw new KdcRefusal(
      'KDC_ERR_SERVER_NOMATCH',
      'a ticket is renewed or validated for its own server alone',
    );
  }
  const impersonated = checkS4uSelf(evidence, request, target.sname);
  return reply(realm, request, exchange, { evidence, target, impersonated });
}

function findTarget(realm: Realm, body: KdcReqBody, exchange: Exchange): Target {
  const { sname } = body;
  if (sname === undefined) throw new KdcRefusal('KDC_ERR_S_PRINCIPAL_UNKNOWN', 'no server named');
  if (has(body, KdcOption.ENC_TKT_IN_SKEY)) return userToUser(realm, body, sname, exchange);
  const server = realm.directory.findServer(sname);
  const key = server?.keys[0];
  if (server !== undefined && key !== undefined) {
    return {
      sname: server.principal.name,
      key,
      kvno: server.kvno,
      sessionEtypes: server.sessionEtypes,
      server,
    };
  }
  if (realm.directory.findUser(sname, false) !== undefined) {
    throw new KdcRefusal('KDC_ERR_MUST_USE_USER2USER', 'a user is a server for user-to-user alone');
  }
  throw new KdcRefusal('KDC_ERR_S_PRINCIPAL_UNKNOWN', `nobody registered ${formatName(sname)}`);
}

/** RFC 4120 3.3.3: sealed with the session key of the additional ticket, a TGT of the server named. */
function userToUser(realm: Realm, body: KdcReqBody, sname: PrincipalName, exchange: Exchange): Target {
  const second = body.additionalTickets?.[0];
  if (second === undefined) throw new KdcRefusal('KDC_ERR_BADOPTION', 'user-to-user needs the server’s TGT');
  const { server, part } = openTicket(realm, second);
  if (server.kind !== 'krbtgt') throw new KdcRefusal('KDC_ERR_POLICY', 'the additional ticket is no TGT');
  if ((part.flags & TicketFlag.INVALID) !== 0)
    throw new KdcRefusal('KRB_AP_ERR_TKT_NYV', 'the additional ticket is not valid yet');
  checkTicketTimes(part, exchange.now);
  const holder = realm.directory.findUser(part.cname, false);
  const named = realm.directory.findUser(sname, true);
  if (holder === undefined || named !== holder) {
    throw new KdcRefusal('KDC_ERR_SERVER_NOMATCH', 'the additional ticket is not the named server’s');
  }
  return {
    sname: holder.principal.name,
    key: part.key,
    kvno: undefined,
    sessionEtypes: SESSION_ETYPES,
    server: undefined,
  };
}

interface Grant {
  readonly evidence: Evidence;
  readonly target: Target;
  readonly impersonated: boolean;
}

function reply(realm: Realm, request: TgsReq, exchange: Exchange, grant: Grant): Uint8Array {
  const { evidence, target, impersonated } = grant;
  const { reqBody: body } = request;
  const { user, part: shown, authenticator } = evidence;
  const etypes = body.etype.slice(0, MAX_LISTED);
  const sessionEtype = etypes.find((etype) => target.sessionEtypes.includes(etype));
  if (sessionEtype === undefined) {
    throw new KdcRefusal(
      'KDC_ERR_ETYPE_NOSUPP',
      `${formatName(target.sname)} has no enctype that you asked for`,
    );
  }
  const further = furtherAuthorization(body, evidence);
  const plan = planFurtherTicket(body, shown, ticketLimits(user, target.server), exchange.now);
  const flags = plan.flags | (target.server?.okAsDelegate === true ? TicketFlag.OK_AS_DELEGATE : 0);
  const newAddresses = has(body, KdcOption.FORWARDED | KdcOption.PROXY);
  const { ticket, part } = issueTicket(realm, {
    client: user.principal,
    sname: target.sname,
    key: target.key,
    kvno: target.kvno,
    sessionKey: randomKey(sessionEtype, realm.random),
    plan: { ...plan, flags: flags >>> 0 },
    authtime: shown.authtime,
    caddr: (newAddresses ? body.addresses : shown.caddr)?.slice(0, MAX_LISTED) ?? [],
    pac: pacFor(realm, grant),
    signTicket: target.server?.kind !== 'krbtgt',
    furtherAuthorization: [...keptAuthorization(shown), ...further],
  });
  const encPart = replyPart(part, target.sname, body.nonce, {
    lastReq: [{ lrType: LastReqType.NONE, lrValue: exchange.now }],
  });
  const { subkey } = authenticator;
  const key = subkey ?? shown.key;
  const usage =
    subkey === undefined ? KeyUsage.TGS_REP_ENC_PART_SESSION_KEY : KeyUsage.TGS_REP_ENC_PART_SUBKEY;
  const cipher = encrypt(key, usage, encodeDer(encTgsRepPart, encPart), realm.random);
  return encodeDer(tgsRep, {
    pvno: 5,
    msgType: MessageType.TGS_REP,
    padata: impersonated ? s4uSelfReply(evidence, request) : undefined,
    crealm: REALM,
    cname: user.principal.name,
    ticket,
    encPart: { etype: key.keyType, cipher },
  });
}

function ticketLimits(user: User, server: Server | undefined): Parameters<typeof planFurtherTicket>[2] {
  const { limits } = user;
  if (server === undefined) return limits;
  return {
    maxLife: Math.min(limits.maxLife, server.limits.maxLife),
    maxRenew: Math.min(limits.maxRenew, server.limits.maxRenew),
    forwardable: limits.forwardable && server.limits.forwardable,
    renewable: limits.renewable && server.limits.renewable,
  };
}

/** The PAC of the ticket shown decides whether the new one gets one; what it says is made afresh. */
function pacFor(
  realm: Realm,
  { evidence, target, impersonated }: Grant,
): ReturnType<typeof pacContents> | undefined {
  const attributes = checkEvidencePac(realm, evidence);
  if (attributes === undefined) return undefined;
  const forService = target.server?.kind !== 'krbtgt';
  if (forService && !attributes.pacWasRequested && !attributes.pacWasGivenImplicitly) return undefined;
  const { authtime } = evidence.part;
  return pacContents(evidence.user, authtime, authtime * 1e6, { forService, impersonated, attributes });
}

/** What the ticket shown carries besides its PAC goes on into the new one (RFC 4120 5.2.6). */
function keptAuthorization(shown: EncTicketPart): AuthorizationData {
  return withoutPacs(shown.authorizationData ?? []);
}

/** The client's own restrictions, sealed in the request. A PAC among them would be a forgery: it is left out. */
function furtherAuthorization(body: KdcReqBody, { part, authenticator }: Evidence): AuthorizationData {
  const sealed = body.encAuthorizationData;
  if (sealed === undefined) return [];
  const { subkey } = authenticator;
  const usage =
    subkey === undefined ? KeyUsage.TGS_REQ_AUTH_DATA_SESSION_KEY : KeyUsage.TGS_REQ_AUTH_DATA_SUBKEY;
  try {
    const plain = decrypt(subkey ?? part.key, usage, sealed.cipher);
    return withoutPacs(decodeDer(authorizationData, plain, { trailing: 'allow' }));
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    throw new KdcRefusal('KRB_AP_ERR_BAD_INTEGRITY', 'the authorization data does not open');
  }
}

const MAX_LEVELS = 8;

function withoutPacs(data: AuthorizationData, level = 0): AuthorizationData {
  if (level > MAX_LEVELS) throw new KdcRefusal('KRB_ERR_GENERIC', 'authorization data is nested too deep');
  return data.flatMap(({ adType, adData }) => {
    if (adType === AdType.WIN2K_PAC) return [];
    if (adType !== AdType.IF_RELEVANT) return [{ adType, adData }];
    const inner = withoutPacs(decodeDer(adIfRelevant, adData), level + 1);
    return inner.length === 0 ? [] : [{ adType, adData: encodeDer(adIfRelevant, inner) }];
  });
}
