// One error of each code of the engine.
import { KerberosError, krbtgt } from '../../../src/krb5/index.ts';
import type { AnyKerberosError, KerberosErrorDetails } from '../../../src/krb5/index.ts';
import type { KrbError } from '../../../src/krb5/messages/index.ts';
import { NOW, USER } from '../../support/kdc-builder.ts';

const unknownClient: KrbError = {
  pvno: 5,
  msgType: 30,
  stime: NOW,
  susec: 0,
  errorCode: 6,
  realm: USER.realm,
  sname: krbtgt(USER.realm).name,
};

/** One sample per code: the type makes a code without words, or words without a code, a compile error. */
const SAMPLES: { readonly [C in keyof KerberosErrorDetails]: KerberosErrorDetails[C] } = {
  ASN1_INVALID: { path: 'AS-REP.ticket', reason: 'is no SEQUENCE' },
  LIMIT: { what: 'depth', limit: 64, where: 'AS-REP' },
  FORMAT_INVALID: { format: 'krb5.conf', reason: 'has no section', file: '/etc/krb5.conf', line: 3 },
  NOT_RECOGNISED: { reason: 'nothing that is known here starts like this', offset: 0 },
  KDC_ERROR: { exchange: 'AS', realm: 'MIT.TEST', error: unknownClient, client: 'user@MIT.TEST' },
  INTEGRITY: { what: 'ticket', etype: 18, usage: 2 },
  PASSWORD_INCORRECT: { client: 'user@MIT.TEST', evidence: 'kdc' },
  ETYPE_UNSUPPORTED: { where: 'AS exchange', ours: [18, 17], theirs: [23] },
  STRING_TO_KEY_REFUSED: { etype: 18, reason: 'iterations-too-few', got: 1, limit: 4096 },
  REPLY_MISMATCH: { field: 'nonce', expected: '1', received: '2' },
  CLOCK_SKEW: { offsetSeconds: -7200, allowedSeconds: 300, realm: 'MIT.TEST' },
  REFERRAL_REFUSED: { reason: 'too-many', path: ['A', 'B'], server: 'HTTP/web@A' },
  PREAUTH_UNSUPPORTED: { offered: [151], client: 'user@MIT.TEST' },
  KEY_NOT_FOUND: { keytab: '/etc/krb5.keytab', principal: 'user@MIT.TEST', etypes: [18], present: [] },
  KEY_REFUSED: { keytab: '/etc/krb5.keytab', principal: 'user@MIT.TEST', keys: [{ kvno: 2, etype: 18 }] },
  SECRET_UNAVAILABLE: { principal: 'user@MIT.TEST', reason: 'no-vault' },
  REALM_UNKNOWN: { realm: 'NOWHERE.TEST', looked: ['krb5.conf', 'DNS SRV _kerberos._udp.NOWHERE.TEST'] },
  KDC_UNREACHABLE: {
    realm: 'MIT.TEST',
    service: 'kdc',
    tried: [{ server: '192.0.2.1:88', transport: 'udp', reason: 'timed out after 3 s' }],
  },
  PASSWORD_CHANGE_REFUSED: { resultCode: 4, text: 'too short' },
  NO_CREDENTIALS: { cache: 'FILE:/tmp/krb5cc_0', wanted: 'HTTP/web@MIT.TEST' },
  CCACHE_NOT_FOUND: { cache: 'FILE:/tmp/krb5cc_0' },
  CCACHE_TYPE_UNSUPPORTED: {
    type: 'KEYRING',
    name: 'KEYRING:persistent:0',
    reason: 'this is no known type of credential cache',
  },
  CCACHE_WRONG_PRINCIPAL: { cache: 'FILE:/tmp/krb5cc_0', holds: 'a@A', wanted: 'b@B' },
  TICKET_EXPIRED: { server: 'krbtgt/MIT.TEST@MIT.TEST', endTime: NOW },
  TICKET_NOT_RENEWABLE: { server: 'krbtgt/MIT.TEST@MIT.TEST', why: 'flag', renewTill: 0 },
  FILE_REFUSED: { file: '/tmp/krb5cc_0', reason: 'it belongs to uid 1000, not to you (uid 1001)' },
  CONFIG_INVALID: {
    option: 'clockskew',
    value: 'x',
    reason: 'not a duration, the default is used',
    at: '/etc/krb5.conf:4',
  },
  NOT_SUPPORTED: { what: 'kinit -n' },
  CANCELLED: { what: 'sign-in' },
};

export const errorSamples: readonly AnyKerberosError[] = Object.entries(SAMPLES).map(
  ([code, details]) => new KerberosError(code as never, 'test', details as never) as AnyKerberosError,
);
