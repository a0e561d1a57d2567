// Password change, RFC 3244: an AP-REQ for kadmin/changepw with an INITIAL ticket and a subkey, and the new password
// in a KRB-PRIV (key usage 13). Everybody changes their own password alone.
import type { EncryptionKey } from '#krb5';
import { isKerberosError, samePrincipal } from '#krb5';
import { decodeDer, encodeDer } from '../krb5/asn1/index.ts';
import { decrypt, encrypt } from '../krb5/crypto/index.ts';
import { TicketFlag } from '../krb5/iana/flags.ts';
import { KeyUsage } from '../krb5/iana/key-usage.ts';
import { KpasswdResult } from '../krb5/iana/kpasswd-result.ts';
import { MessageType } from '../krb5/iana/message-type.ts';
import {
  apRep,
  apReq,
  changePasswdData,
  encApRepPart,
  encKrbPrivPart,
  encodeKpasswdReply,
  encodeKpasswdResult,
  krbPriv,
  KPASSWD_VERSION_CHANGE,
  KPASSWD_VERSION_SET,
  parseKpasswdRequest,
} from '../krb5/messages/index.ts';
import type { EncKrbPrivPart, KpasswdResultData } from '../krb5/messages/index.ts';
import { REALM } from './accounts.ts';
import { checkApReq, checkTicketTimes } from './ap-check.ts';
import type { Evidence } from './ap-check.ts';
import type { Exchange, Realm } from './exchange.ts';
import { CLOCK_SKEW_SECONDS } from './limits.ts';
import { isPasswordGoodEnough, POLICY } from './password-policy.ts';
import { KdcRefusal } from './refusal.ts';

export interface KpasswdAnswer {
  readonly reply: Uint8Array;
  readonly result: KpasswdResultData;
}

/** @throws KdcRefusal where nothing is proven yet: its e-data holds the result (RFC 3244 2) */
export async function answerKpasswd(realm: Realm, exchange: Exchange): Promise<KpasswdAnswer> {
  const frame = parseKpasswdRequest(exchange.arrival.bytes);
  exchange.sname = realm.directory.changepw.principal.name;
  if (frame.version !== KPASSWD_VERSION_CHANGE && frame.version !== KPASSWD_VERSION_SET) {
    throw refusal('KRB_AP_ERR_BADVERSION', KpasswdResult.BAD_VERSION, 'no such version of the protocol');
  }
  const evidence = checkEvidence(realm, frame.apReq, exchange);
  const subkey = evidence.authenticator.subkey;
  if (subkey === undefined) {
    throw refusal('KRB_AP_ERR_NOKEY', KpasswdResult.AUTHERROR, 'the authenticator has no subkey');
  }
  const opened = openRequest(subkey, frame.krbPriv, evidence, exchange);
  const result =
    opened === undefined
      ? { resultCode: KpasswdResult.MALFORMED, text: 'the request does not open' }
      : await change(realm, evidence, frame.version, opened, exchange);
  return { reply: reply(realm, evidence, subkey, result, exchange), result };
}

function refusal(code: KdcRefusal['codeName'], resultCode: number, text: string): KdcRefusal {
  return new KdcRefusal(code, text, encodeKpasswdResult({ resultCode, text }));
}

function checkEvidence(realm: Realm, bytes: Uint8Array, exchange: Exchange): Evidence {
  try {
    const evidence = checkApReq(realm, decodeDer(apReq, bytes), exchange, KeyUsage.AP_REQ_AUTHENTICATOR);
    checkTicketTimes(evidence.part, exchange.now);
    if (evidence.server.kind !== 'changepw') {
      throw new KdcRefusal('KRB_AP_ERR_NOT_US', 'the ticket is not for kadmin/changepw');
    }
    return evidence;
  } catch (error) {
    if (!(error instanceof KdcRefusal)) throw error;
    throw refusal(error.codeName, KpasswdResult.AUTHERROR, error.message);
  }
}

/**
 * What the KRB-PRIV holds; undefined where it does not open, is old, or is not of this AP-REQ. MIT's client sends
 * neither time nor sequence number: the subkey ties it to the AP-REQ, whose authenticator is good for one use.
 */
function openRequest(
  subkey: EncryptionKey,
  bytes: Uint8Array,
  { authenticator }: Evidence,
  exchange: Exchange,
): EncKrbPrivPart | undefined {
  try {
    const sealed = decodeDer(krbPriv, bytes);
    if (sealed.pvno !== 5 || sealed.msgType !== MessageType.KRB_PRIV) return undefined;
    if (sealed.encPart.etype !== subkey.keyType) return undefined;
    const plain = decrypt(subkey, KeyUsage.KRB_PRIV_ENC_PART, sealed.encPart.cipher);
    const part = decodeDer(encKrbPrivPart, plain, { trailing: 'allow' });
    const { timestamp, seqNumber } = part;
    if (timestamp !== undefined && Math.abs(timestamp - exchange.now) > CLOCK_SKEW_SECONDS) return undefined;
    if (seqNumber !== undefined && seqNumber !== authenticator.seqNumber) return undefined;
    return part;
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    return undefined;
  }
}

async function change(
  realm: Realm,
  { part, user }: Evidence,
  version: number,
  opened: EncKrbPrivPart,
  exchange: Exchange,
): Promise<KpasswdResultData> {
  if ((part.flags & TicketFlag.INITIAL) === 0) {
    return {
      resultCode: KpasswdResult.INITIAL_FLAG_NEEDED,
      text: 'the ticket must come from the password itself',
    };
  }
  let password = opened.userData;
  if (version === KPASSWD_VERSION_SET) {
    let data;
    try {
      data = decodeDer(changePasswdData, opened.userData);
    } catch (error) {
      if (!isKerberosError(error)) throw error;
      return { resultCode: KpasswdResult.MALFORMED, text: 'no ChangePasswdData' };
    }
    const { targname, targrealm = REALM } = data;
    if (targname !== undefined && !samePrincipal({ name: targname, realm: targrealm }, user.principal)) {
      return { resultCode: KpasswdResult.ACCESSDENIED, text: 'everybody changes their own password alone' };
    }
    password = data.newpasswd;
  }
  const refused = { resultCode: KpasswdResult.SOFTERROR, text: '', policy: POLICY };
  if (!isPasswordGoodEnough(user, password)) return refused;
  const keys = await realm.directory.deriveKeys(user, password);
  password.fill(0);
  if (!user.changeKeys(keys, exchange.nowMicros)) return refused;
  return { resultCode: KpasswdResult.SUCCESS, text: 'Password changed.' };
}

function reply(
  realm: Realm,
  { part, authenticator }: Evidence,
  subkey: EncryptionKey,
  result: KpasswdResultData,
  exchange: Exchange,
): Uint8Array {
  const seqNumber = new DataView(realm.random.bytes(4).buffer).getUint32(0) & 0x3fff_ffff;
  const { ctime, cusec } = authenticator;
  const seal = (
    key: EncryptionKey,
    usage: number,
    plain: Uint8Array,
  ): { etype: number; cipher: Uint8Array } => ({
    etype: key.keyType,
    cipher: encrypt(key, usage, plain, realm.random),
  });
  const answer = encodeDer(apRep, {
    pvno: 5,
    msgType: MessageType.AP_REP,
    encPart: seal(part.key, KeyUsage.AP_REP_ENC_PART, encodeDer(encApRepPart, { ctime, cusec, seqNumber })),
  });
  const userData = encodeKpasswdResult(result);
  const priv = encodeDer(encKrbPrivPart, { userData, seqNumber, sAddress: exchange.arrival.to });
  return encodeKpasswdReply({
    kind: 'reply',
    version: KPASSWD_VERSION_CHANGE,
    apRep: answer,
    krbPriv: encodeDer(krbPriv, {
      pvno: 5,
      msgType: MessageType.KRB_PRIV,
      encPart: seal(subkey, KeyUsage.KRB_PRIV_ENC_PART, priv),
    }),
  });
}
