import { expect, test } from 'vitest';
import { EncryptionKey, KerberosError, NameType, parsePrincipal, principalName } from '#krb5';
import type { Credential } from '#krb5';
import { parseAbsoluteTime } from '../../../src/cli/absolute-time.ts';
import { addressLabel, addressText } from '../../../src/cli/format/address.ts';
import { cacheTable, collectionLine, hasCurrentTicket } from '../../../src/cli/format/ccache-text.ts';
import type { ListOptions, ListedRecord } from '../../../src/cli/format/ccache-text.ts';
import { mitEnctype } from '../../../src/cli/format/enctype.ts';
import { failureText } from '../../../src/cli/format/failure-text.ts';
import { messageLanguage } from '../../../src/cli/language.ts';
import { flagLetters, flagNames } from '../../../src/cli/format/flags.ts';
import { mitMessage } from '../../../src/cli/format/mit-message.ts';
import { traceJson, traceText } from '../../../src/cli/format/trace-text.ts';
import { warningText } from '../../../src/cli/format/warnings.ts';

process.env['TZ'] = 'UTC';

const alice = parsePrincipal('alice@A.TEST');
const krbtgt = parsePrincipal('krbtgt/A.TEST@A.TEST');
const bytes = (...octets: number[]): Uint8Array => Uint8Array.from(octets);

function credential(overrides: Partial<Credential> = {}): Credential {
  return {
    client: alice,
    server: krbtgt,
    key: new EncryptionKey(18, new Uint8Array(32)),
    times: { authTime: 1_700_000_000, startTime: 0, endTime: 1_700_036_000, renewTill: 0 },
    isSkey: false,
    flags: 0,
    addresses: [],
    authorizationData: [],
    ticket: new Uint8Array(0),
    secondTicket: new Uint8Array(0),
    ...overrides,
  };
}

const none: ListOptions = { flags: false, etypes: false, addresses: false, adTypes: false, config: false };
const all: ListOptions = { flags: true, etypes: true, addresses: true, adTypes: true, config: true };

function table(record: ListedRecord, options: ListOptions): string[] {
  return cacheTable({ name: 'FILE:/tmp/cc', principal: alice, records: [record] }, options, addressText)
    .split('\n')
    .slice(4, -1);
}

test('a ticket without a start time is listed from its authentication time', () => {
  expect(table({ kind: 'ticket', credential: credential(), ticket: undefined }, none)).toEqual([
    '11/14/23 22:13:20  11/15/23 08:13:20  krbtgt/A.TEST@A.TEST',
  ]);
});

test('details fill one line and then the next, as with MIT', () => {
  const full = credential({
    client: parsePrincipal('bob@B.TEST'),
    times: { authTime: 1_700_000_000, startTime: 0, endTime: 1_700_036_000, renewTill: 1_700_086_400 },
    flags: 0x40e00000,
    addresses: [
      { addrType: 2, address: bytes(192, 0, 2, 7) },
      { addrType: 20, address: bytes(0x50, 0x43) },
    ],
    authorizationData: [
      { adType: 1, adData: bytes() },
      { adType: 128, adData: bytes() },
    ],
  });
  const server = parsePrincipal('krbtgt/B.TEST@A.TEST');
  expect(table({ kind: 'ticket', credential: full, ticket: { etype: 23, server } }, all).slice(1)).toEqual([
    '\tfor client bob@B.TEST, renew until 11/15/23 22:13:20, Flags: FRIA',
    '\tEtype (skey, tkt): aes256-cts-hmac-sha1-96, DEPRECATED:arcfour-hmac , AD types: 1, 128',
    '\tAddresses: 192.0.2.7, unknown addrtype 20',
    '\tTicket server: krbtgt/B.TEST@A.TEST',
  ]);
});

test('a config entry is shown with -C alone, odd octets in octal, wrapped behind column 72', () => {
  const record: ListedRecord = {
    kind: 'config',
    names: ['pa_type', 'krbtgt/A@A'],
    value: bytes(0x32, 0x20, 0xff),
  };
  expect(table(record, none)).toEqual([]);
  expect(table(record, { ...none, config: true })).toEqual(['config: pa_type(krbtgt/A@A) = 2\\040\\377']);
  const long: ListedRecord = { kind: 'config', names: ['k'], value: new Uint8Array(100).fill(0x61) };
  expect(table(long, { ...none, config: true })).toEqual([
    `config: k = ${'a'.repeat(61)}`,
    `        ${'a'.repeat(39)}`,
  ]);
});

test('names from outside cannot move the cursor of the terminal', () => {
  const name = principalName(NameType.PRINCIPAL, 'x\u001b[2J\u202ey');
  const shown = table(
    { kind: 'ticket', credential: credential({ server: { name, realm: 'A' } }), ticket: undefined },
    none,
  );
  expect(shown[0]).toContain('x\\x1b[2J\\u{202e}y@A');
});

test('one line of a collection holds thirty columns of the principal', () => {
  expect(collectionLine('alice@A.TEST', 'FILE:/tmp/cc', true)).toBe(
    'alice@A.TEST                   FILE:/tmp/cc (Expired)\n',
  );
  expect(collectionLine('a'.repeat(40), 'X', false)).toBe(`${'a'.repeat(30)} X\n`);
});

test('klist -s wants a current local TGT, or any current ticket where there is no local TGT', () => {
  const at = 1_700_000_000;
  const tgt = (endTime: number) =>
    credential({ times: { authTime: 1, startTime: 0, endTime, renewTill: 0 } });
  const service = { ...tgt(at + 10), server: parsePrincipal('HTTP/web@A.TEST') };
  expect(hasCurrentTicket(alice, [tgt(at + 10)], at)).toBe(true);
  expect(hasCurrentTicket(alice, [tgt(at), service], at)).toBe(false);
  expect(hasCurrentTicket(alice, [service], at)).toBe(true);
  expect(hasCurrentTicket(alice, [], at)).toBe(false);
});

test('flags have a letter each in MIT’s order, and a name', () => {
  expect(flagLetters(0xffffffff)).toBe('FfPpDdiRIHATOa');
  expect(flagNames(0x40010000)).toEqual(['forwardable', 'enc-pa-rep']);
});

test('an enctype that MIT does not know is deprecated in its eyes', () => {
  expect([18, 20, 26, 16, 23, 3, 99].map(mitEnctype)).toEqual([
    'aes256-cts-hmac-sha1-96',
    'aes256-cts-hmac-sha384-192',
    'camellia256-cts-cmac',
    'DEPRECATED:des3-cbc-sha1',
    'DEPRECATED:arcfour-hmac',
    'DEPRECATED:etype 3',
    'DEPRECATED:etype 99',
  ]);
});

test('addresses are numbers, NetBIOS names, or what they are not', () => {
  const six = (...groups: number[]) => ({
    addrType: 24,
    address: Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff])),
  });
  expect(addressText(six(0x2001, 0xdb8, 0, 0, 1, 0, 0, 0))).toBe('2001:db8:0:0:1::');
  expect(addressText(six(0, 0, 0, 0, 0, 0, 0, 1))).toBe('::1');
  expect(addressText(six(0, 0, 0, 0, 0, 0xffff, 0xc000, 0x0207))).toBe('::ffff:192.0.2.7');
  expect(addressText({ addrType: 2, address: bytes(1) })).toBe('broken address (type 2 length 1)');
  expect(addressLabel({ addrType: 20, address: bytes(0x50, 0x43, 0x20) })).toBe('PC');
});

test('a password about to expire is warned of in MIT’s words', () => {
  const now = 1_700_000_000;
  const left = (seconds: number) => warningText({ kind: 'password-expires', at: now + seconds }, now);
  expect(left(3000)).toBe(
    'Warning: Your password will expire in less than one hour on Tue Nov 14 23:03:20 2023',
  );
  expect(left(7200)).toMatch(/^Warning: Your password will expire in 2 hours on /);
  expect(left(3 * 86_400)).toMatch(/in 3 days on Fri Nov 17 22:13:20 2023$/);
  expect(left(-1)).toBeUndefined();
});

test.each([
  ['20261121115803', [2026, 11, 21, 11, 58, 3]],
  ['2026.11.21.11.58.03', [2026, 11, 21, 11, 58, 3]],
  ['261121115803', [2026, 11, 21, 11, 58, 3]],
  ['2611211158', [2026, 11, 21, 11, 58, 0]],
  ['21-nov-2026:11:58', [2026, 11, 21, 11, 58, 0]],
  ['11/21/26:11:58:03', [2026, 11, 21, 11, 58, 3]],
])('%s is a point in time', (text, [year, month, day, hour, minute, second]) => {
  const expected = new Date(year ?? 0, (month ?? 0) - 1, day, hour, minute, second).getTime() / 1000;
  expect(parseAbsoluteTime(text)).toBe(expected);
});

test('a time of day means today, and nonsense is no time', () => {
  const now = new Date(2026, 10, 21, 9, 30, 15);
  expect(parseAbsoluteTime('11:58:03', now)).toBe(new Date(2026, 10, 21, 11, 58, 3).getTime() / 1000);
  for (const text of ['', 'soon', '99:99', '20261332000000', '31-foo-2026:10:00']) {
    expect(parseAbsoluteTime(text, now)).toBeUndefined();
  }
});

test('MIT’s sentence comes first, then what happened and what to do', () => {
  const error = new KerberosError('PASSWORD_INCORRECT', 'x', { client: 'alice@A.TEST', evidence: 'kdc' });
  expect(mitMessage(error)).toBe('Password incorrect');
  const lines = failureText('kinit', error, 'while getting initial credentials').split('\n');
  expect(lines[0]).toBe('kinit: Password incorrect while getting initial credentials');
  expect(lines.slice(1).join('\n')).toContain('alice@A.TEST');
  expect(lines.at(-2)).toMatch(/^ {2}What to do: /);
});

test('the explanation is in the language of the locale; MIT’s sentence and the code stay', () => {
  const error = new KerberosError('REALM_UNKNOWN', 'x', { realm: 'A.TEST', looked: [] });
  const soFar = { notes: ['/etc/krb5.conf:3: [libdefaults] foo is not known'], language: 'de' } as const;
  expect(failureText('kinit', error, 'while getting initial credentials', soFar).split('\n')).toEqual([
    'kinit: Cannot find KDC for realm "A.TEST" while getting initial credentials',
    '  Für den Realm A.TEST ist kein KDC bekannt. Nirgends steht eines.',
    expect.stringMatching(/^ {2}Was zu tun ist: Schreibweise/),
    '  Hinweis: /etc/krb5.conf:3: [libdefaults] foo ist nicht bekannt',
    '',
  ]);
});

test.each([
  [{}, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'C' }, 'en'],
  [{ LANG: 'C', LC_MESSAGES: 'de' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'de_AT', LC_ALL: 'POSIX' }, 'en'],
  [{ LANG: 'en_US', LC_ALL: 'de@euro' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: '' }, 'de'],
  [{ LANG: 'del' }, 'en'],
] as const)('of %o the language is %s', (env, language) => {
  expect(messageLanguage(env)).toBe(language);
});

test('a KDC’s error shows its name and number, who said it, and its own words escaped', () => {
  const error = new KerberosError('KDC_ERROR', 'x', {
    exchange: 'AS',
    realm: 'A.TEST',
    client: 'no\u0007body@A.TEST',
    kdc: '127.0.0.1:88',
    error: {
      pvno: 5,
      msgType: 30,
      stime: 0,
      susec: 0,
      errorCode: 6,
      realm: 'A.TEST',
      sname: krbtgt.name,
      eText: 'CLIENT\u001b_NOT_FOUND',
    },
  });
  const lines = failureText('kinit', error, 'while getting initial credentials').split('\n');
  expect(lines[0]).toBe(
    "kinit: Client 'no\\x07body@A.TEST' not found in Kerberos database while getting initial credentials",
  );
  expect(lines[1]).toBe('  KDC_ERR_C_PRINCIPAL_UNKNOWN (6) from 127.0.0.1:88: "CLIENT\\x1b_NOT_FOUND"');
});

test('trace events are one line for people and one JSON object for programs', () => {
  const event = {
    type: 'message.sent',
    message: 'AS-REQ',
    to: { transport: 'udp', host: '::1', port: 88 },
    bytes: bytes(1, 2, 3),
    resend: false,
  } as const;
  expect(traceText(event)).toBe('Sending AS-REQ (3 bytes) to [::1]:88 (udp)');
  expect(JSON.parse(traceJson(event))).toMatchObject({ type: 'message.sent', bytes: 'AQID' });
  expect(traceText({ type: 'fields.skipped', message: 'AS-REP', fields: ['AS-REP.ticket [9]'] })).toBe(
    'AS-REP has fields that nobody here knows, skipped: AS-REP.ticket [9]',
  );
});
