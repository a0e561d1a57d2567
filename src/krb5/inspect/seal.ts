// What an EncryptedData holds and with which key usage (RFC 4120 7.5.1, RFC 6113 5.4), by the place where it stands.
import type { Codec } from '../asn1/index.ts';
import type { Field } from '../fields/field.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { PaDataType } from '../iana/padata-type.ts';
import {
  authenticator,
  authorizationData,
  encApRepPart,
  encAsRepPart,
  encKrbCredPart,
  encKrbPrivPart,
  encTgsRepPart,
  encTicketPart,
  krbFastReq,
  krbFastResponse,
  paEncTsEnc,
  paOtpEncRequest,
  spakeSecondFactor,
} from '../messages/index.ts';

/** A field, and what it stands in. */
export interface Place {
  readonly field: Field;
  readonly around: Place | undefined;
}

export interface Seal {
  readonly codec: Codec<unknown>;
  /** To be tried in this order. */
  readonly usages: readonly number[];
  /** Whose long-term key it is; undefined for what session keys seal. */
  readonly owner?: string | undefined;
  /** RFC 6113: the key is made of two. `challenge`: armor key and long-term key; `reply`: strengthen-key and reply key. */
  readonly made?: 'client-challenge' | 'kdc-challenge' | 'reply';
}

const FIXED: Readonly<Record<string, Seal>> = {
  'TGS-REP.enc-part': {
    codec: encTgsRepPart,
    usages: [KeyUsage.TGS_REP_ENC_PART_SUBKEY, KeyUsage.TGS_REP_ENC_PART_SESSION_KEY],
    made: 'reply',
  },
  'AP-REP.enc-part': { codec: encApRepPart, usages: [KeyUsage.AP_REP_ENC_PART] },
  'KRB-PRIV.enc-part': { codec: encKrbPrivPart, usages: [KeyUsage.KRB_PRIV_ENC_PART] },
  'KRB-CRED.enc-part': { codec: encKrbCredPart, usages: [KeyUsage.KRB_CRED_ENC_PART] },
  'KDC-REQ-BODY.enc-authorization-data': {
    codec: authorizationData,
    usages: [KeyUsage.TGS_REQ_AUTH_DATA_SUBKEY, KeyUsage.TGS_REQ_AUTH_DATA_SESSION_KEY],
  },
  'KrbFastArmoredReq.enc-fast-req': { codec: krbFastReq, usages: [KeyUsage.FAST_ENC] },
  'KrbFastArmoredRep.enc-fast-rep': { codec: krbFastResponse, usages: [KeyUsage.FAST_REP] },
  'SPAKEResponse.factor': { codec: spakeSecondFactor, usages: [KeyUsage.SPAKE] },
  'PA-OTP-REQUEST.encData': { codec: paOtpEncRequest, usages: [KeyUsage.PA_OTP_REQUEST] },
};

export function childNamed(field: Field | undefined, name: string): Field | undefined {
  return field?.children.find((child) => child.name === name);
}

/** The nearest field around that is of the type. */
export function within(place: Place | undefined, ...types: readonly string[]): Field | undefined {
  for (let at = place; at !== undefined; at = at.around) if (types.includes(at.field.type)) return at.field;
  return undefined;
}

/** `alice@MIT.TEST`, of a message's name and realm fields. */
function ownerIn(message: Field | undefined, name: string, realm: string): string | undefined {
  const who = childNamed(message, name)?.value;
  const where = childNamed(message, realm)?.value;
  return who === undefined || where === undefined ? undefined : `${who}@${where}`;
}

/** undefined where nothing is known of what stands here. */
export function sealOf({ field, around }: Place): Seal | undefined {
  const parent = around?.field;
  if (parent === undefined) return undefined;
  const fixed = FIXED[`${parent.type}.${field.name}`];
  if (fixed !== undefined) return fixed;
  if (parent.type === 'Ticket' && field.name === 'enc-part') {
    return { codec: encTicketPart, usages: [KeyUsage.TICKET], owner: parent.value };
  }
  if (parent.type === 'AS-REP' && field.name === 'enc-part') {
    const owner = ownerIn(parent, 'cname', 'crealm');
    return { codec: encAsRepPart, usages: [KeyUsage.AS_REP_ENC_PART], owner, made: 'reply' };
  }
  if (parent.type === 'AP-REQ' && field.name === 'authenticator') {
    const inPadata = within(around, 'PA-DATA') !== undefined;
    const { TGS_REQ_AUTHENTICATOR: toKdc, AP_REQ_AUTHENTICATOR: toService } = KeyUsage;
    return { codec: authenticator, usages: inPadata ? [toKdc, toService] : [toService, toKdc] };
  }
  if (parent.type === 'PA-DATA' && field.name === 'padata-value') {
    const type = Number(childNamed(parent, 'padata-type')?.value);
    const body = childNamed(within(around, 'KrbFastReq', 'AS-REQ'), 'req-body');
    const reply = within(around, 'AS-REP');
    const owner = reply === undefined ? ownerIn(body, 'cname', 'realm') : ownerIn(reply, 'cname', 'crealm');
    if (type === PaDataType.ENC_TIMESTAMP)
      return { codec: paEncTsEnc, usages: [KeyUsage.AS_REQ_PA_ENC_TIMESTAMP], owner };
    if (type === PaDataType.ENCRYPTED_CHALLENGE) {
      return within(around, 'KrbFastResponse') === undefined
        ? { codec: paEncTsEnc, usages: [KeyUsage.ENC_CHALLENGE_CLIENT], owner, made: 'client-challenge' }
        : { codec: paEncTsEnc, usages: [KeyUsage.ENC_CHALLENGE_KDC], owner, made: 'kdc-challenge' };
    }
  }
  return undefined;
}
