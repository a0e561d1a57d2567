// GSS-API mechanisms by their OBJECT IDENTIFIERs: RFC 1964 1, RFC 4178 3, [MS-SPNG] 1.9, [MS-NEGOEX] 1.9,
// draft-swift-win2k-krb-user2user 2, draft-ietf-kitten-iakerb 3, [MS-NLMP] 1.9; the SASL registry for SCRAM.

export const Mechanism = {
  SPNEGO: '1.3.6.1.5.5.2',
  KRB5: '1.2.840.113554.1.2.2',
  /** What Windows 2000 made of KRB5 by losing a bit; sent first by every Windows since. */
  MS_KRB5: '1.2.840.48018.1.2.2',
  KRB5_U2U: '1.2.840.113554.1.2.2.3',
  IAKERB: '1.3.6.1.5.2.5',
  NEGOEX: '1.3.6.1.4.1.311.2.2.30',
  NTLMSSP: '1.3.6.1.4.1.311.2.2.10',
} as const;

const NAMES: Readonly<Record<string, string>> = {
  [Mechanism.SPNEGO]: 'SPNEGO',
  [Mechanism.KRB5]: 'krb5',
  [Mechanism.MS_KRB5]: 'MS-krb5',
  [Mechanism.KRB5_U2U]: 'krb5 user-to-user',
  [Mechanism.IAKERB]: 'IAKERB',
  [Mechanism.NEGOEX]: 'NEGOEX',
  [Mechanism.NTLMSSP]: 'NTLMSSP',
  '1.3.5.1.5.2': 'krb5 (before RFC 1964)',
  '1.3.6.1.5.5.14': 'SCRAM-SHA-1',
  '1.3.6.1.5.5.18': 'SCRAM-SHA-256',
};

export function mechanismName(identifier: string): string | undefined {
  return NAMES[identifier];
}

/** negState of NegTokenResp, RFC 4178 4.2.2. */
const NEG_STATES: readonly string[] = ['accept-completed', 'accept-incomplete', 'reject', 'request-mic'];

export const negStateName = (state: number): string | undefined => NEG_STATES[state];
