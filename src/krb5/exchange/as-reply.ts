// What makes an AS-REP ours: RFC 4120 3.1.5, RFC 6806 5, 6 and 11, and MIT's verify_as_reply where the RFC is silent.
//   AS-REP ::= [APPLICATION 11] KDC-REP
//   KDC-REP ::= SEQUENCE { pvno [0] (5), msg-type [1] (11), padata [2] OPTIONAL, crealm [3], cname [4], ticket [5],
//     enc-part [6] EncryptedData -- EncASRepPart, key usage 3 }
import { decodeDer, encodeDer } from '../asn1/index.ts';
import type { Credential } from '../credential.ts';
import { decrypt, verifyChecksum } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import { isKerberosError, KerberosError } from '../errors.ts';
import { KdcOption, TicketFlag } from '../iana/flags.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { MessageType } from '../iana/message-type.ts';
import { NameType } from '../iana/name-type.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { asRep, checksum, encAsRepPart, ticket } from '../messages/index.ts';
import type { AsRep, EncKdcRepPart } from '../messages/index.ts';
import { formatPrincipal, isKrbtgt } from '../principal.ts';
import type { TraceEvent } from '../trace.ts';
import type { AsResult, AsState, SentAsRequest } from './as-types.ts';
import { ReplyChecks, SkippedFields } from './checks.ts';

const ANONYMOUS = ['WELLKNOWN', 'ANONYMOUS'];

/** May the KDC answer for another client name than the one asked for? RFC 6806 6, RFC 8062 4. */
function clientMayChange(state: AsState, sent: SentAsRequest): boolean {
  return (
    (sent.kdcOptions & (KdcOption.CANONICALIZE | KdcOption.REQUEST_ANONYMOUS)) !== 0 ||
    state.client.name.nameType === NameType.ENTERPRISE ||
    ANONYMOUS.every((part, at) => state.client.name.nameString[at] === part)
  );
}

/** The checks that need no key. @throws KerberosError ASN1_INVALID, REPLY_MISMATCH */
export function readAsRep(state: AsState, sent: SentAsRequest, bytes: Uint8Array): AsRep {
  const reply = decodeDer(asRep, bytes, { path: 'AS-REP' });
  const checks = new ReplyChecks();
  checks.number('pvno', reply.pvno, 5);
  checks.number('msg-type', reply.msgType, MessageType.AS_REP);
  checks.that(
    'enc-part.etype',
    state.request.etypes.includes(reply.encPart.etype),
    `one of ${state.request.etypes.join(', ')}`,
    String(reply.encPart.etype),
  );
  if (!clientMayChange(state, sent)) {
    checks.principal('cname', { name: reply.cname, realm: reply.crealm }, state.client);
  }
  return reply;
}

/**
 * Opens the reply and holds it against the request.
 * @throws KerberosError INTEGRITY, PASSWORD_INCORRECT (opened by no key made from the person's entry), REPLY_MISMATCH
 */
export function openAsRep(
  state: AsState,
  sent: SentAsRequest,
  reply: AsRep,
  key: EncryptionKey,
): { readonly result: AsResult; readonly trace: readonly TraceEvent[] } {
  const skipped = new SkippedFields('AS-REP');
  const encPart = decodeDer(encAsRepPart, unseal(state, reply, key), {
    path: 'AS-REP.enc-part',
    trailing: 'allow',
    onUnknown: skipped.note,
  });
  const checks = new ReplyChecks();
  checks.note('pvno', 'msg-type', 'enc-part.etype', 'cname');
  checkNames(state, sent, reply, encPart, checks);
  checks.number('nonce', encPart.nonce, sent.nonce);
  checkTimes(state, sent, encPart, checks);
  checks.that(
    'key.keytype',
    state.request.etypes.includes(encPart.key.keyType),
    `one of ${state.request.etypes.join(', ')}`,
    String(encPart.key.keyType),
  );
  const fastAvailable = checkEncPaRep(sent, encPart, key, checks);
  return {
    result: {
      credential: credentialOf(reply, encPart),
      encPart,
      replyEtype: reply.encPart.etype,
      ticketEtype: reply.ticket.encPart.etype,
      offsetSeconds: encPart.authtime - Math.floor(sent.sentAtMicros / 1_000_000),
      paType: state.mechanism?.padataType,
      fastAvailable,
    },
    trace: [...skipped.events(), { type: 'reply.checked', checks: checks.passed() }],
  };
}

function unseal(state: AsState, reply: AsRep, key: EncryptionKey): Uint8Array {
  try {
    return decrypt(key, KeyUsage.AS_REP_ENC_PART, reply.encPart.cipher);
  } catch (error) {
    // Once a KDC has accepted the proof, the entry was right and the reply is what is wrong.
    if (!isKerberosError(error, 'INTEGRITY') || state.proofs > 0 || state.request.secret !== 'password')
      throw error;
    const client = formatPrincipal(state.client);
    throw new KerberosError('PASSWORD_INCORRECT', `the password does not open the reply for ${client}`, {
      client,
      evidence: 'reply',
    });
  }
}

function checkNames(
  state: AsState,
  sent: SentAsRequest,
  reply: AsRep,
  encPart: EncKdcRepPart,
  checks: ReplyChecks,
): void {
  const inside = { name: encPart.sname, realm: encPart.srealm };
  checks.principal('ticket.sname', { name: reply.ticket.sname, realm: reply.ticket.realm }, inside);
  const canonicalize = (sent.kdcOptions & KdcOption.CANONICALIZE) !== 0;
  const mayChange = canonicalize && isKrbtgt(state.server.name) && isKrbtgt(inside.name);
  if (!mayChange) checks.principal('sname', inside, state.server);
}

function checkTimes(state: AsState, sent: SentAsRequest, encPart: EncKdcRepPart, checks: ReplyChecks): void {
  const start = encPart.starttime ?? encPart.authtime;
  checks.notAfter('endtime', encPart.endtime, sent.till);
  if ((sent.kdcOptions & KdcOption.RENEWABLE) !== 0) {
    checks.notAfter('renew-till', encPart.renewTill ?? 0, sent.rtime);
  } else if ((encPart.flags & TicketFlag.RENEWABLE) !== 0) {
    checks.notAfter('renew-till', encPart.renewTill ?? 0, sent.till);
  }
  if ((sent.kdcOptions & KdcOption.POSTDATED) !== 0) {
    checks.number('starttime', start, sent.from);
  } else if (!state.request.kdcTimesync) {
    checkSkew(state, start, sent);
    checks.note('starttime');
  }
}

function checkSkew(state: AsState, start: number, sent: SentAsRequest): void {
  const offsetSeconds = start - Math.floor(sent.sentAtMicros / 1_000_000);
  if (Math.abs(offsetSeconds) <= state.request.clockSkew) return;
  throw new KerberosError('CLOCK_SKEW', `the KDC's clock is ${String(offsetSeconds)} s ahead of ours`, {
    offsetSeconds,
    allowedSeconds: state.request.clockSkew,
    realm: state.client.realm,
  });
}

/** RFC 6806 11: with the flag set, the reply carries a checksum of the request as the KDC saw it, key usage 56. */
function checkEncPaRep(
  sent: SentAsRequest,
  encPart: EncKdcRepPart,
  key: EncryptionKey,
  checks: ReplyChecks,
): boolean {
  const padata = encPart.encryptedPaData ?? [];
  const signed = padata.find((pa) => pa.padataType === PaDataType.REQ_ENC_PA_REP);
  if ((encPart.flags & TicketFlag.ENC_PA_REP) === 0 && signed === undefined) return false;
  const field = 'encrypted-pa-data.PA-REQ-ENC-PA-REP';
  if (signed === undefined) throw mismatch(field, 'a checksum of the request', 'nothing');
  try {
    const sum = decodeDer(checksum, signed.padataValue, { path: `AS-REP.enc-part.${field}` });
    verifyChecksum(key, KeyUsage.AS_REQ, sent.bytes, sum);
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    throw mismatch(field, 'a checksum of the request as sent', 'another', error);
  }
  checks.note(field);
  return padata.some((pa) => pa.padataType === PaDataType.FX_FAST);
}

function mismatch(
  field: string,
  expected: string,
  received: string,
  cause?: unknown,
): KerberosError<'REPLY_MISMATCH'> {
  return new KerberosError(
    'REPLY_MISMATCH',
    `${field} of the reply is ${received}, expected ${expected}`,
    { field, expected, received },
    cause,
  );
}

function credentialOf(reply: AsRep, encPart: EncKdcRepPart): Credential {
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
    isSkey: false,
    flags: encPart.flags,
    addresses: encPart.caddr ?? [],
    authorizationData: [],
    ticket: encodeDer(ticket, reply.ticket),
    secondTicket: new Uint8Array(0),
  };
}
