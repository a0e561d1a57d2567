// What makes a TGS-REP ours: RFC 4120 3.3.4, RFC 6806 8, and MIT's krb5int_process_tgs_reply where the RFC is silent.
//   TGS-REP ::= [APPLICATION 13] KDC-REP, enc-part sealed with the subkey (key usage 9); some KDCs use the TGT's
//   session key (key usage 8) although a subkey was sent.
import { decodeDer, encodeDer } from '../asn1/index.ts';
import type { Credential } from '../credential.ts';
import { decrypt } from '../crypto/index.ts';
import { isKerberosError } from '../errors.ts';
import { KdcOption, TicketFlag } from '../iana/flags.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { MessageType } from '../iana/message-type.ts';
import { encTgsRepPart, tgsRep, ticket } from '../messages/index.ts';
import type { EncKdcRepPart, TgsRep } from '../messages/index.ts';
import { isKrbtgt, sameName } from '../principal.ts';
import type { TraceEvent } from '../trace.ts';
import { ReplyChecks, SkippedFields } from './checks.ts';
import { checkS4uSelfReply } from './s4u-self.ts';
import type { SentTgsRequest, TgsRequest } from './tgs-types.ts';

/** What a reply that passed every check turns out to be. */
export interface TgsReading {
  readonly credential: Credential;
  readonly ticketEtype: number;
  /** asked: name and realm as asked. referral: krbtgt of another realm. renamed: anything else, and not to be used. */
  readonly is: 'asked' | 'referral' | 'renamed';
  /** What was checked, and what was skipped. */
  readonly trace: readonly TraceEvent[];
}

/** @throws KerberosError ASN1_INVALID, INTEGRITY, REPLY_MISMATCH */
export function readTgsRep(
  request: TgsRequest,
  tgt: Credential,
  sent: SentTgsRequest,
  bytes: Uint8Array,
): TgsReading {
  const reply = decodeDer(tgsRep, bytes, { path: 'TGS-REP' });
  const checks = new ReplyChecks();
  checks.number('pvno', reply.pvno, 5);
  checks.number('msg-type', reply.msgType, MessageType.TGS_REP);
  const client = { name: reply.cname, realm: reply.crealm };
  if (sent.forUser === undefined) checks.principal('cname', client, tgt.client);
  const skipped = new SkippedFields('TGS-REP');
  const encPart = decodeDer(encTgsRepPart, unseal(tgt, sent, reply), {
    path: 'TGS-REP.enc-part',
    trailing: 'allow',
    onUnknown: skipped.note,
  });
  checks.number('nonce', encPart.nonce, sent.nonce);
  if (sent.forUser !== undefined) {
    const { forUser: user, subkey, nonce } = sent;
    const padata = [...(reply.padata ?? []), ...(encPart.encryptedPaData ?? [])];
    checkS4uSelfReply(checks, { user, subkey, nonce }, { client, padata });
  }
  const inside = { name: encPart.sname, realm: encPart.srealm };
  checks.principal('ticket.sname', { name: reply.ticket.sname, realm: reply.ticket.realm }, inside);
  const is = judgeName(sent, encPart);
  // Without canonicalize only one krbtgt may stand for another: RFC 4120 3.3.1, the next hop of a path.
  const mayDiffer =
    (sent.kdcOptions & KdcOption.CANONICALIZE) !== 0 || (is === 'referral' && isKrbtgt(sent.server.name));
  if (is !== 'asked' && !mayDiffer) {
    checks.principal('sname', inside, { ...sent.server, realm: sent.realm });
  }
  checks.note('sname');
  checkTimes(request, tgt, sent, encPart, checks);
  if (is !== 'referral') {
    checks.that(
      'key.keytype',
      sent.etypes.includes(encPart.key.keyType),
      `one of ${sent.etypes.join(', ')}`,
      String(encPart.key.keyType),
    );
  }
  return {
    credential: credentialOf(request, tgt, sent, reply, encPart),
    ticketEtype: reply.ticket.encPart.etype,
    is,
    trace: [...skipped.events(), { type: 'reply.checked', checks: checks.passed() }],
  };
}

function unseal(tgt: Credential, sent: SentTgsRequest, reply: TgsRep): Uint8Array {
  try {
    return decrypt(sent.subkey, KeyUsage.TGS_REP_ENC_PART_SUBKEY, reply.encPart.cipher);
  } catch (error) {
    if (!isKerberosError(error, 'INTEGRITY')) throw error;
    try {
      return decrypt(tgt.key, KeyUsage.TGS_REP_ENC_PART_SESSION_KEY, reply.encPart.cipher);
    } catch {
      throw error;
    }
  }
}

function judgeName(sent: SentTgsRequest, encPart: EncKdcRepPart): TgsReading['is'] {
  if (sameName(encPart.sname, sent.server.name) && encPart.srealm === sent.realm) return 'asked';
  return isKrbtgt(encPart.sname) ? 'referral' : 'renamed';
}

function checkTimes(
  request: TgsRequest,
  tgt: Credential,
  sent: SentTgsRequest,
  encPart: EncKdcRepPart,
  checks: ReplyChecks,
): void {
  // A renewed ticket lives as long as the old one did, whatever `till` says: RFC 4120 3.3.3.
  const last = request.kind === 'renew' ? tgt.times.renewTill : sent.till;
  checks.notAfter('endtime', encPart.endtime, last);
  if ((encPart.flags & TicketFlag.RENEWABLE) !== 0) {
    checks.notAfter('renew-till', encPart.renewTill ?? 0, tgt.times.renewTill);
  }
  if (request.kind !== 'validate' && encPart.starttime !== undefined) {
    checks.within(
      'starttime',
      encPart.starttime,
      Math.floor(sent.sentAtMicros / 1_000_000),
      request.clockSkew,
    );
  }
}

/** RFC 4120 2.8: a foreign realm's word on delegation counts only if its cross-realm TGT had ours. */
function trustedFlags(tgt: Credential, flags: number): number {
  const home = tgt.client.realm;
  const local =
    isKrbtgt(tgt.server.name) && tgt.server.name.nameString[1] === home && tgt.server.realm === home;
  const trusted = local || (tgt.flags & TicketFlag.OK_AS_DELEGATE) !== 0;
  return (trusted ? flags : flags & ~TicketFlag.OK_AS_DELEGATE) >>> 0;
}

function credentialOf(
  request: TgsRequest,
  tgt: Credential,
  sent: SentTgsRequest,
  reply: TgsRep,
  encPart: EncKdcRepPart,
): Credential {
  const isSkey = (sent.kdcOptions & KdcOption.ENC_TKT_IN_SKEY) !== 0;
  return {
    client: { name: reply.cname, realm: reply.crealm },
    server: { name: encPart.sname, realm: encPart.srealm },
    key: encPart.key,
    times: {
      authTime: encPart.authtime,
      startTime: encPart.starttime ?? encPart.authtime,
      endTime: encPart.endtime,
      renewTill: encPart.renewTill ?? 0,
    },
    isSkey,
    flags: trustedFlags(tgt, encPart.flags),
    addresses: encPart.caddr ?? tgt.addresses,
    authorizationData: request.authorizationData,
    ticket: encodeDer(ticket, reply.ticket),
    secondTicket: isSkey ? request.secondTicket : new Uint8Array(0),
  };
}
