// Password change, RFC 3244 2, as a machine of one message each way:
//   request: length(2) version(2) = 1 AP-REQ-length(2) AP-REQ KRB-PRIV(new password)
//   reply:   length(2) version(2) AP-REP-length(2) AP-REP KRB-PRIV(result code(2) result string)
//            or, with AP-REP-length 0 or bare, a KRB-ERROR whose e-data is the result
// Both KRB-PRIV are sealed with the AP-REQ's subkey, key usage 13. Version 1 is "change one's own"; version 0xff80 with
// its ChangePasswdData is "set": MIT's server reads it only with a target name, and AD takes one with a target name for
// a reset, which needs rights that people do not have over themselves.
import { decodeDer, encodeDer } from '../asn1/index.ts';
import type { Credential } from '../credential.ts';
import { decrypt, encrypt, randomKey } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import { isKerberosError, KerberosError } from '../errors.ts';
import type { AnyKerberosError } from '../errors.ts';
import { AddressType } from '../iana/addr-type.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { KpasswdResult } from '../iana/kpasswd-result.ts';
import { MessageType } from '../iana/message-type.ts';
import {
  apRep,
  apReq,
  authenticator,
  encApRepPart,
  encKrbPrivPart,
  encodeKpasswdRequest,
  KPASSWD_VERSION_CHANGE,
  krbError,
  krbPriv,
  parseKpasswdReply,
  parseKpasswdResult,
  ticket,
} from '../messages/index.ts';
import type { KpasswdResultData } from '../messages/index.ts';
import { formatPrincipal } from '../principal.ts';
import { ReplyChecks } from './checks.ts';
import { entropySource, number31 } from './step.ts';
import type { Moment, Output, ReplyInput, Step } from './step.ts';

/** EncKrbPrivPart wants a sender's address; behind NAT no client knows its own, and servers do not look. */
const NO_ADDRESS = { addrType: AddressType.IPV4, address: Uint8Array.of(0, 0, 0, 0) };

export interface PasswordChangeStart {
  /** For kadmin/changepw, from an AS exchange. */
  readonly credential: Credential;
  /** UTF-8 octets; neither kept nor changed. */
  readonly newPassword: Uint8Array;
}

export interface PasswordChangeState {
  readonly credential: Credential;
  readonly subkey: EncryptionKey;
  readonly ctime: number;
  readonly cusec: number;
  readonly ended: boolean;
  readonly last: Output<KpasswdResultData>;
}

export type PasswordChangeStep = Step<PasswordChangeState, KpasswdResultData>;

export function startPasswordChange(start: PasswordChangeStart, moment: Moment): PasswordChangeStep {
  const { credential } = start;
  const random = entropySource(moment.entropy);
  const subkey = randomKey(credential.key.keyType, random);
  const seqNumber = number31(random);
  const ctime = Math.floor(moment.nowMicros / 1_000_000);
  const cusec = moment.nowMicros % 1_000_000;
  const sealedAuthenticator = encrypt(
    credential.key,
    KeyUsage.AP_REQ_AUTHENTICATOR,
    encodeDer(authenticator, {
      authenticatorVno: 5,
      crealm: credential.client.realm,
      cname: credential.client.name,
      cusec,
      ctime,
      subkey,
      seqNumber,
    }),
    random,
  );
  const request = encodeDer(apReq, {
    pvno: 5,
    msgType: MessageType.AP_REQ,
    apOptions: 0,
    ticket: decodeDer(ticket, credential.ticket, { path: 'ticket' }),
    authenticator: { etype: credential.key.keyType, cipher: sealedAuthenticator },
  });
  const plain = encodeDer(encKrbPrivPart, { userData: start.newPassword, seqNumber, sAddress: NO_ADDRESS });
  const sealed = encodeDer(krbPriv, {
    pvno: 5,
    msgType: MessageType.KRB_PRIV,
    encPart: { etype: subkey.keyType, cipher: encrypt(subkey, KeyUsage.KRB_PRIV_ENC_PART, plain, random) },
  });
  plain.fill(0);
  const output: Output<KpasswdResultData> = {
    kind: 'send',
    message: 'AP-REQ+KRB-PRIV',
    realm: credential.server.realm,
    service: 'kpasswd',
    bytes: encodeKpasswdRequest({ version: KPASSWD_VERSION_CHANGE, apReq: request, krbPriv: sealed }),
    transport: 'tcp',
    carriesProof: true,
  };
  return { state: { credential, subkey, ctime, cusec, ended: false, last: output }, output, trace: [] };
}

export function stepPasswordChange(state: PasswordChangeState, input: ReplyInput): PasswordChangeStep {
  if (state.ended) return { state, output: state.last, trace: [] };
  const checks = new ReplyChecks();
  try {
    const result = readReply(state, input.bytes, checks);
    const succeeded = result.resultCode === KpasswdResult.SUCCESS;
    return end(
      state,
      succeeded ? { kind: 'done', result } : { kind: 'failed', error: refused(result) },
      checks,
    );
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    return end(state, { kind: 'failed', error }, checks);
  }
}

function end(
  state: PasswordChangeState,
  output: Output<KpasswdResultData>,
  checks: ReplyChecks,
): PasswordChangeStep {
  const passed = checks.passed();
  return {
    state: { ...state, ended: true, last: output },
    output,
    trace: passed.length === 0 ? [] : [{ type: 'reply.checked', checks: passed }],
  };
}

function refused(verdict: KpasswdResultData): AnyKerberosError {
  return new KerberosError(
    'PASSWORD_CHANGE_REFUSED',
    `the password was not changed: result ${String(verdict.resultCode)}`,
    {
      resultCode: verdict.resultCode,
      text: verdict.text,
      ...(verdict.policy === undefined ? {} : { policy: verdict.policy }),
    },
  );
}

function readReply(state: PasswordChangeState, bytes: Uint8Array, checks: ReplyChecks): KpasswdResultData {
  const reply = parseKpasswdReply(bytes);
  return reply.kind === 'error'
    ? readError(state, reply.krbError)
    : readSealed(state, reply.apRep, reply.krbPriv, checks);
}

/** Unauthenticated: may say that the change failed, never that it was made. */
function readError(state: PasswordChangeState, bytes: Uint8Array): KpasswdResultData {
  const error = decodeDer(krbError, bytes, { path: 'KRB-ERROR' });
  const verdict =
    error.eData === undefined || error.eData.length < 2 ? undefined : parseKpasswdResult(error.eData);
  if (verdict !== undefined && verdict.resultCode !== KpasswdResult.SUCCESS) return verdict;
  const { realm } = state.credential.server;
  throw new KerberosError('KDC_ERROR', `the kpasswd server of ${realm} answered ${String(error.errorCode)}`, {
    exchange: 'kpasswd',
    realm,
    error,
    client: formatPrincipal(state.credential.client),
    server: formatPrincipal(state.credential.server),
  });
}

function readSealed(
  state: PasswordChangeState,
  repBytes: Uint8Array,
  privBytes: Uint8Array,
  checks: ReplyChecks,
): KpasswdResultData {
  const rep = decodeDer(apRep, repBytes, { path: 'AP-REP' });
  checks.number('AP-REP.pvno', rep.pvno, 5);
  checks.number('AP-REP.msg-type', rep.msgType, MessageType.AP_REP);
  const repPlain = decrypt(state.credential.key, KeyUsage.AP_REP_ENC_PART, rep.encPart.cipher);
  const repPart = decodeDer(encApRepPart, repPlain, { path: 'AP-REP.enc-part', trailing: 'allow' });
  checks.number('AP-REP.ctime', repPart.ctime, state.ctime);
  checks.number('AP-REP.cusec', repPart.cusec, state.cusec);
  const priv = decodeDer(krbPriv, privBytes, { path: 'KRB-PRIV' });
  checks.number('KRB-PRIV.pvno', priv.pvno, 5);
  checks.number('KRB-PRIV.msg-type', priv.msgType, MessageType.KRB_PRIV);
  const plain = decrypt(state.subkey, KeyUsage.KRB_PRIV_ENC_PART, priv.encPart.cipher);
  const part = decodeDer(encKrbPrivPart, plain, { path: 'KRB-PRIV.enc-part', trailing: 'allow' });
  if (part.seqNumber !== undefined && repPart.seqNumber !== undefined) {
    checks.number('KRB-PRIV.seq-number', part.seqNumber, repPart.seqNumber);
  }
  return parseKpasswdResult(part.userData);
}
