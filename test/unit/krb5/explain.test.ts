import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../src/krb5/asn1/index.ts';
import { explain, KerberosError, krbtgt, passwordPolicyRules } from '../../../src/krb5/index.ts';
import type { AnyKerberosError } from '../../../src/krb5/index.ts';
import { ErrorCode } from '../../../src/krb5/iana/error-code.ts';
import { encodeKerbExtError, kerbErrorData } from '../../../src/krb5/messages/error-data.ts';
import type { KrbError } from '../../../src/krb5/messages/index.ts';
import { NOW, USER } from '../../support/kdc-builder.ts';
import { errorSamples } from './error-samples.ts';

const krbError = (errorCode: number, fields: Partial<KrbError> = {}): KrbError => ({
  pvno: 5,
  msgType: 30,
  stime: NOW,
  susec: 0,
  errorCode,
  realm: USER.realm,
  sname: krbtgt(USER.realm).name,
  ...fields,
});

const kdcError = (
  errorCode: number,
  exchange: 'AS' | 'TGS' | 'kpasswd' = 'AS',
  fields: Partial<KrbError> = {},
): AnyKerberosError =>
  new KerberosError('KDC_ERROR', 'test', {
    exchange,
    realm: 'MIT.TEST',
    error: krbError(errorCode, fields),
    client: 'user@MIT.TEST',
    server: 'HTTP/web.mit.test@MIT.TEST',
  });

describe('every error', () => {
  it.each(errorSamples.map((error) => [error.code, error] as const))('%s has words', (_, error) => {
    const { what, why, toDo, who } = explain(error);
    for (const words of [what, why, toDo]) {
      expect(words.length).toBeGreaterThan(7);
      expect(words).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(why).toMatch(/[.!]$/);
    expect(['you', 'administrator', 'network', 'nobody']).toContain(who);
  });

  it('of a KDC carries the name and number of the RFC, whatever the code', () => {
    for (const [name, number] of Object.entries(ErrorCode)) {
      const { code, what } = explain(kdcError(number));
      expect(code).toEqual({ name, number });
      expect(what).not.toMatch(/undefined/);
    }
    expect(explain(kdcError(4711)).code).toEqual({ name: 'error 4711', number: 4711 });
  });

  it.each([
    ['PASSWORD_INCORRECT', 'KDC_ERR_PREAUTH_FAILED', 24],
    ['CLOCK_SKEW', 'KRB_AP_ERR_SKEW', 37],
    ['ETYPE_UNSUPPORTED', 'KDC_ERR_ETYPE_NOSUPP', 14],
    ['INTEGRITY', 'KRB_AP_ERR_BAD_INTEGRITY', 31],
    ['REPLY_MISMATCH', 'KRB_AP_ERR_MODIFIED', 41],
    ['TICKET_EXPIRED', 'KRB_AP_ERR_TKT_EXPIRED', 32],
    ['PREAUTH_UNSUPPORTED', 'KDC_ERR_PREAUTH_REQUIRED', 25],
  ])('%s carries the name and number of the RFC for it', (code, name, number) => {
    const sample = errorSamples.find((error) => error.code === code);
    expect(explain(sample!).code).toEqual({ name, number });
  });

  it('shows what a server said on one line, with nothing in it that moves a cursor', () => {
    const { said } = explain(kdcError(60, 'AS', { eText: ' two\n lines \u001b[31m\u202e' }));
    expect(said).toBe('two lines \\x1b[31m\\u{202e}');
    const hostile = new KerberosError('PASSWORD_INCORRECT', 'test', { client: 'a\u0007@B', evidence: 'kdc' });
    expect(explain(hostile).what).toContain('a\\x07@B');
  });
});

describe('an error of a KDC', () => {
  it('means another thing for a ticket than for a sign-in', () => {
    expect(explain(kdcError(6)).toDo).toMatch(/spelling/);
    expect(explain(kdcError(6, 'TGS')).toDo).toMatch(/Sign in again/);
  });

  it.each([
    [0xc0000072, 18, /disabled/],
    [0xc0000193, 18, /expired/],
    [0xc0000234, 18, /locked/],
    [0xc000006f, 12, /hour/],
    [0xc0000224, 23, /has to be changed/],
  ])('with NTSTATUS %i of Active Directory says what it is', (status, code, words) => {
    const dataValue = encodeKerbExtError({ status, reserved: 0, flags: 1 });
    const eData = encodeDer(kerbErrorData, { dataType: 3, dataValue });
    expect(explain(kdcError(code, 'AS', { eData })).what).toMatch(words);
    expect(explain(kdcError(code, 'AS', { eData })).code?.number).toBe(code);
  });

  it('that takes no proof speaks of the password as of the keytab: the number tells neither', () => {
    const refused = kdcError(ErrorCode.KDC_ERR_PREAUTH_FAILED);
    for (const [language, password] of [
      ['en', 'password'],
      ['de', 'Passwort'],
    ] as const) {
      const { why, toDo } = explain(refused, language);
      expect(why).toContain(password);
      expect(why).toMatch(/keytab/i);
      expect(toDo).toContain(password);
    }
  });

  it('names the realm that an account belongs to, where the KDC names it', () => {
    expect(explain(kdcError(68, 'AS', { crealm: 'OTHER.TEST' })).what).toContain('OTHER.TEST');
  });
});

describe('a password policy', () => {
  const none = { minLength: 0, history: 0, properties: 0, maxAgeSeconds: 0, minAgeSeconds: 0 };

  it('becomes a sentence per rule', () => {
    const rules = passwordPolicyRules({
      minLength: 7,
      history: 24,
      properties: 1,
      maxAgeSeconds: 3_628_800,
      minAgeSeconds: 86_400,
    });
    expect(rules).toEqual([
      'The password must have at least 7 characters.',
      'It must have characters of three kinds out of upper case, lower case, digits and symbols, and no part of your name.',
      'It must differ from the last 24 passwords.',
      'A password can be changed again only after 1 day.',
    ]);
    expect(passwordPolicyRules(none)).toEqual([]);
  });

  it('stands in the place of the reason', () => {
    const policy = { ...none, minLength: 1 };
    const refused = new KerberosError('PASSWORD_CHANGE_REFUSED', 'test', { resultCode: 4, text: '', policy });
    expect(explain(refused)).toMatchObject({
      what: 'The new password was not accepted',
      why: 'The password must have at least 1 character.',
      code: { name: 'KRB5_KPASSWD_SOFTERROR', number: 4 },
    });
  });
});

describe('a key that the keytab does not have', () => {
  const why = (names: readonly string[]): string =>
    explain(
      new KerberosError('KEY_NOT_FOUND', 'test', {
        keytab: 'FILE:k',
        principal: 'user@A',
        etypes: [18],
        present: names.map((principal) => ({ principal, kvno: 2, etype: 17 })),
      }),
    ).why;

  it('is told beside those that the principal has', () => {
    expect(why(['other@A', 'user@A'])).toContain('holds user@A kvno 2 aes128-cts-hmac-sha1-96.');
  });

  it('is told beside whose keys there are, each name once and not hundreds of them', () => {
    const hosts = Array.from({ length: 100 }, (_, i) => `host/h${String(i)}@A`);
    expect(why([...hosts, ...hosts])).toMatch(/holds keys of host\/h0@A, .*host\/h7@A and 92 more\.$/);
    expect(why([])).toContain('holds no keys.');
  });
});
