// The APPLICATION tag that starts each message of RFC 4120 (5.10) names it; kpasswd's (RFC 3244) has none.
const NAMES: Readonly<Record<number, string>> = {
  0x6a: 'AS-REQ',
  0x6b: 'AS-REP',
  0x6c: 'TGS-REQ',
  0x6d: 'TGS-REP',
  0x7e: 'KRB-ERROR',
};

export function messageName(bytes: Uint8Array, service: 'kdc' | 'kpasswd'): string {
  return NAMES[bytes[0] ?? 0] ?? (service === 'kpasswd' ? 'kpasswd' : 'message');
}
