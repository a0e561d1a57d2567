import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { INSPECT_LIMITS, newBudget } from '../../../../src/krb5/fields/budget.ts';
import { describeElement, describeMessage } from '../../../../src/krb5/fields/describe.ts';
import { fieldsOf } from '../../../../src/krb5/fields/field.ts';
import type { Field } from '../../../../src/krb5/fields/field.ts';
import { keepPlain } from '../../../../src/krb5/fields/keep.ts';
import { authorizationData, methodData } from '../../../../src/krb5/messages/index.ts';
import { codec } from '../../../support/codecs.ts';
import { hex, readVectors, toHex } from '../../../support/vectors.ts';

interface Recorded {
  readonly peer: 'mit' | 'samba' | 'heimdal';
  readonly number: number;
  readonly command: string;
  readonly direction: 'request' | 'reply';
  readonly hex: string;
}

const { messages, opened } = readVectors('messages/preauth') as {
  messages: readonly Recorded[];
  opened: readonly { peer: string; number: number; codec: string; hex: string }[];
};
const { vectors: reference } = readVectors('messages/mit-reference') as {
  vectors: readonly { name: string; hex: string }[];
};

const find = (peer: string, number: number): Uint8Array =>
  hex(messages.find((each) => each.peer === peer && each.number === number)?.hex ?? '');
const message = (peer: string, number: number): Field => describeMessage(find(peer, number));

function element(name: string, bytes: Uint8Array): Field {
  return describeElement(bytes, codec(name), { base: 0, budget: newBudget(INSPECT_LIMITS, 'cut') });
}

function inside(peer: string, number: number): Field {
  const found = opened.find((each) => each.peer === peer && each.number === number);
  return element(found?.codec ?? '', hex(found?.hex ?? ''));
}

/** The value of the first padata of that type. */
function padata(field: Field, type: string): Field {
  for (const each of fieldsOf(field)) {
    if (each.type !== 'PA-DATA' || each.value !== type) continue;
    const value = each.children.find(({ name }) => name === 'padata-value');
    if (value !== undefined) return value;
  }
  throw new Error(`no ${type}`);
}

function at(field: Field, path: string): Field {
  let found = field;
  for (const name of path.split('/')) {
    const next = found.children.find((child) => child.name === name);
    if (next === undefined) throw new Error(`${found.name} has no ${name}`);
    found = next;
  }
  return found;
}

describe('recorded pre-authentication', () => {
  it.each(messages)('of $peer, $command, message $number: every field has a name and its place', (each) => {
    const bytes = hex(each.hex);
    const described = describeMessage(bytes);
    for (const field of fieldsOf(described)) {
      expect(['unknown', 'unreadable']).not.toContain(field.kind);
      expect(field.valueOffset + field.valueLength).toBeLessThanOrEqual(bytes.length);
      expect(field.valueOffset).toBeGreaterThanOrEqual(field.offset);
    }
  });

  it('PKINIT: the signed AuthPack, the certificate with its Kerberos name, times, uses and algorithms', () => {
    const request = padata(message('mit', 7), 'PA-PK-AS-REQ');
    const signed = at(request, 'signedAuthPack/content');
    expect(signed.type).toBe('SignedData');
    const auth = at(signed, 'encapContentInfo/eContent');
    expect(at(auth, 'pkAuthenticator/ctime').value).toBe('2026-11-21T18:36:09Z');
    expect(at(auth, 'pkAuthenticator/paChecksum').valueLength).toBe(20);
    expect(at(auth, 'pkAuthenticator/freshnessToken').kind).toBe('octets');
    expect(at(auth, 'clientPublicValue').value).toBe('dhpublicnumber');
    expect(at(auth, 'clientPublicValue/algorithm/parameters/g').value).toBe('2');
    expect(at(auth, 'supportedKDFs/[0]').value).toBe('id-pkinit-kdf-ah-sha256');
    const certificate = at(signed, 'certificates/[0]');
    expect(certificate).toMatchObject({ type: 'Certificate', value: 'CN=pkuser' });
    const body = at(certificate, 'tbsCertificate');
    expect(at(body, 'version')).toMatchObject({ value: '2', meaning: 'v3' });
    // As `openssl x509 -serial -dates -issuer` prints them.
    expect(at(body, 'serialNumber').value).toBe('8012bef2dd4e3f7ec34402ebba0878ca85ef59');
    expect(at(body, 'validity/notAfter').value).toBe('2036-11-18T11:49:25Z');
    expect(at(body, 'issuer').value).toBe('CN=Test Realm CA');
    const extensions = at(body, 'extensions').children;
    const extension = (name: string): Field | undefined =>
      extensions.find(({ value }) => value === name)?.children.find((child) => child.name === 'extnValue');
    expect(extension('id-ce-keyUsage')?.value).toBe('digital-signature, key-encipherment, key-agreement');
    expect(extension('id-ce-extKeyUsage')?.children.map(({ meaning }) => meaning)).toEqual([
      'id-pkinit-KPClientAuth',
      'id-kp-clientAuth',
    ]);
    expect(extension('id-ce-subjectAltName')?.children.map(({ value }) => value)).toEqual([
      'id-pkinit-san: pkuser@MIT.TEST',
    ]);
    expect(at(signed, 'signerInfos/[0]/signatureAlgorithm').value).toBe('sha256WithRSAEncryption');
    expect(at(request, 'trustedCertifiers/[0]/subjectName').value).toBe('CN=Test Realm CA');
  });

  it('PKINIT answers: Diffie-Hellman signed by the KDC, of MIT and of Heimdal, and RSA sealed', () => {
    const diffieHellman = padata(message('mit', 8), 'PA-PK-AS-REP');
    expect(at(diffieHellman, 'dhSignedData/content/encapContentInfo/eContent').type).toBe('KDCDHKeyInfo');
    expect(at(diffieHellman, 'kdf').value).toBe('id-pkinit-kdf-ah-sha256');
    const heimdal = padata(message('samba', 4), 'PA-PK-AS-REP');
    const names = at(heimdal, 'dhSignedData/content/certificates/[0]/tbsCertificate/extensions').children;
    expect(names.flatMap((each) => each.children).flatMap((each) => each.children)).toContainEqual(
      expect.objectContaining({ type: 'dNSName', value: 'dc1.ad.test' }),
    );
    const signer = at(heimdal, 'dhSignedData/content/signerInfos/[0]/sid');
    expect(signer).toMatchObject({ type: 'subjectKeyIdentifier', valueLength: 20 });
    const rsa = at(padata(message('mit', 12), 'PA-PK-AS-REP'), 'content');
    expect(rsa.type).toBe('EnvelopedData');
    expect(at(rsa, 'recipientInfos/[0]/encryptedKey').kind).toBe('sealed');
    expect(at(rsa, 'encryptedContentInfo/encryptedContent').kind).toBe('sealed');
    expect(at(rsa, 'encryptedContentInfo/contentEncryptionAlgorithm').value).toBe('des-ede3-cbc');
  });

  it('PKINIT as drafts and Windows 2000 have it: request and answer both as padata 15', () => {
    const request = padata(message('heimdal', 1), 'PA-PK-AS-REP-OLD');
    expect(request.type).toBe('PA-PK-AS-REQ-OLD');
    const auth = at(request, 'signedAuthPack/content/encapContentInfo/eContent');
    expect(auth.type).toBe('AuthPack-OLD');
    expect(at(auth, 'pkAuthenticator/kdcName').value).toBe('krbtgt/HEIMDAL.TEST');
    const answer = padata(message('heimdal', 2), 'PA-PK-AS-REP-OLD');
    expect(at(answer, 'content/recipientInfos/[0]/encryptedKey').kind).toBe('sealed');
  });

  it('SPAKE: group and factors of the challenge, the response with its factor sealed', () => {
    const challenge = padata(message('mit', 2), 'PA-SPAKE');
    expect(at(challenge, 'group')).toMatchObject({ value: '1', meaning: 'edwards25519' });
    expect(at(challenge, 'factors/[0]').value).toBe('SF-NONE');
    const response = padata(message('mit', 3), 'PA-SPAKE');
    expect(at(response, 'pubkey').valueLength).toBe(32);
    expect(at(response, 'factor/cipher')).toMatchObject({ kind: 'sealed', plain: false });
    expect(at(padata(message('mit', 3), 'PA-FX-COOKIE'), 'cipher').kind).toBe('sealed');
  });

  it('FAST: the armor as AP-REQ, the rest sealed; opened, the request and the answer inside', () => {
    const outer = padata(message('mit', 19), 'PA-FX-FAST');
    expect(at(outer, 'armor/armor-type').meaning).toBe('FX_FAST_ARMOR_AP_REQUEST');
    expect(at(outer, 'armor/armor-value').type).toBe('AP-REQ');
    expect(at(outer, 'enc-fast-req/cipher').kind).toBe('sealed');
    expect(at(padata(message('mit', 20), 'PA-FX-FAST'), 'enc-fast-rep/cipher').kind).toBe('sealed');
    expect(at(inside('mit', 19), 'req-body/cname').value).toBe('user');
    const answer = inside('mit', 20);
    expect(at(answer, 'strengthen-key/keyvalue')).toMatchObject({ kind: 'secret', valueLength: 32 });
    expect(at(answer, 'finished/cname').value).toBe('user');
    const heimdalCookie = padata(inside('samba', 11), 'PA-FX-COOKIE');
    expect(at(heimdalCookie, 'version').value).toBe('H5L1');
    expect(padata(inside('samba', 11), 'PA-ENCRYPTED-CHALLENGE').type).toBe('EncryptedData');
    expect(padata(inside('mit', 22), 'PA-FX-ERROR').type).toBe('KRB-ERROR');
  });

  it('OTP: the challenge, and of the request everything but the password', () => {
    expect(at(padata(inside('mit', 22), 'PA-OTP-CHALLENGE'), 'otp-tokenInfo/[0]/flags').kind).toBe('flags');
    const request = padata(inside('mit', 23), 'PA-OTP-REQUEST');
    expect(at(request, 'otp-value')).toMatchObject({ kind: 'secret', valueLength: 6 });
    expect(JSON.stringify(request)).not.toContain('123456');
    expect(JSON.stringify(request)).not.toContain(Buffer.from('123456').toString('hex'));
  });

  it('S4U2self: for whom, by both of its padata, and what signs them', () => {
    const request = message('samba', 19);
    expect(at(padata(request, 'PA-FOR-USER'), 'userName').value).toBe('alice');
    const certificateForm = padata(request, 'PA-FOR-X509-USER');
    expect(at(certificateForm, 'user-id/cname').value).toContain('alice');
    expect(at(certificateForm, 'checksum').value).toBe('hmac-sha1-96-aes256');
  });

  it('keeps nothing of what is sealed or secret when a message is kept', () => {
    for (const field of opened.map((each) => inside(each.peer, each.number))) {
      for (const part of fieldsOf(field)) {
        if (part.kind === 'sealed' || part.kind === 'secret') expect(part).toMatchObject({ plain: false });
      }
    }
    for (const each of messages) {
      const bytes = hex(each.hex);
      const described = describeMessage(bytes);
      const kept = toHex(keepPlain(bytes, described).bytes);
      for (const part of fieldsOf(described)) {
        if (part.kind !== 'sealed' || part.valueLength < 8) continue;
        const sealed = toHex(bytes.subarray(part.valueOffset, part.valueOffset + part.valueLength));
        expect(kept).not.toContain(sealed.slice(0, 16));
      }
    }
  });
});

describe("MIT's reference encodings laid open", () => {
  const vector = (name: string): Uint8Array => hex(reference.find((each) => each.name === name)?.hex ?? '');

  it('a message for a KDC proxy holds the message behind its length, and names the domain', () => {
    const proxied = element('kdcProxyMessage', vector('kkdcp_message'));
    expect(at(proxied, 'target-domain').value).toBe('krb5data');
    // MIT's example stands without the length that [MS-KKDCP] 2.2.2 asks for.
    expect(at(proxied, 'kerb-message')).toMatchObject({ kind: 'octets', plain: false });
    const request = find('mit', 3);
    const framed = Uint8Array.of(0, 0, request.length >> 8, request.length & 0xff, ...request);
    const bytes = encodeDer(codec('kdcProxyMessage'), { kerbMessage: framed, targetDomain: 'MIT.TEST' });
    const right = element('kdcProxyMessage', bytes);
    const inner = at(right, 'kerb-message/message');
    expect(inner.type).toBe('AS-REQ');
    expect(toHex(bytes.subarray(inner.offset, inner.offset + 8))).toBe(toHex(request.subarray(0, 8)));
    expect(at(right, 'kerb-message/length').value).toBe(String(request.length));
  });

  it('a password change on its way through a KDC proxy is split into its messages', () => {
    const { kpasswd } = readVectors('messages/captured') as {
      kpasswd: readonly { kind: string; hex: string }[];
    };
    const frame = hex(kpasswd.find(({ kind }) => kind === 'request')?.hex ?? '');
    const kerbMessage = Uint8Array.of(0, 0, frame.length >> 8, frame.length & 0xff, ...frame);
    const bytes = encodeDer(codec('kdcProxyMessage'), { kerbMessage, targetDomain: 'MIT.TEST' });
    const change = at(element('kdcProxyMessage', bytes), 'kerb-message/message');
    expect(change.children.map(({ type }) => type)).toEqual([
      'UInt16',
      'UInt16',
      'UInt16',
      'AP-REQ',
      'KRB-PRIV',
    ]);
    const sealed = at(change, 'message/enc-part/cipher');
    expect(sealed).toMatchObject({ kind: 'sealed', plain: false });
    expect(sealed.valueOffset + sealed.valueLength).toBeLessThanOrEqual(bytes.length);
    const cut = encodeDer(codec('kdcProxyMessage'), { kerbMessage: kerbMessage.slice(0, -1) });
    expect(at(element('kdcProxyMessage', cut), 'kerb-message').kind).toBe('octets');
  });

  it('an OTP challenge and request with everything in them; PIN and value are secrets', () => {
    const challenge = element('paOtpChallenge', vector('pa_otp_challenge'));
    const token = at(challenge, 'otp-tokenInfo/[1]');
    expect(at(token, 'flags')).toMatchObject({
      value: 'next-otp, combine, collect-pin, must-encrypt-nonce, separate-pin-required, check-digit',
    });
    expect(at(token, 'otp-format').meaning).toBe('alphanumeric');
    expect(at(token, 'supportedHashAlg/[1]').value).toBe('id-sha1');
    expect(at(challenge, 'salt').value).toBe('keysalt');
    const request = element('paOtpRequest', vector('pa_otp_req'));
    expect(at(request, 'otp-pin')).toMatchObject({ kind: 'secret' });
    expect(at(request, 'otp-value')).toMatchObject({ kind: 'secret' });
    expect(JSON.stringify(request)).not.toContain('myfirstpin');
  });

  it('a CAMMAC names its elements and whose keys vouch for them', () => {
    const cammac = element('adCammac', vector('cammac'));
    expect(at(cammac, 'elements/[0]/ad-type').meaning).toBe('AD-IF-RELEVANT');
    expect(at(cammac, 'kdc-verifier/enctype').meaning).toBe('des3-cbc-sha1');
    expect(at(cammac, 'other-verifiers/[1]/identifier').value).toBe('hftsai/extra');
  });
});

describe('authorization data in tickets of real KDCs', () => {
  const { messages: captured } = readVectors('messages/captured') as {
    messages: readonly { from: string; codec: string; hex: string }[];
  };
  const ofType = (from: string, type: string): Field[] =>
    captured
      .filter((each) => each.codec === 'encTicketPart' && each.from === from)
      .flatMap((each) => [...fieldsOf(describeMessage(hex(each.hex)))])
      .filter((field) => field.type === type);

  it('MIT’s CAMMAC says how the client signed in, under the KDC’s and the service’s checksum', () => {
    const [cammac] = ofType('mit KDC', 'AD-CAMMAC');
    expect(at(cammac!, 'elements/[0]/ad-data/[0]').value).toBe('spake');
    expect(at(cammac!, 'kdc-verifier/mac').value).toBe('hmac-sha1-96-aes256');
    expect(at(cammac!, 'svc-verifier/mac/checksum').valueLength).toBe(12);
  });

  it('Heimdal’s signed path', () => {
    const [path] = ofType('heimdal KDC', 'KRB5SignedPath');
    expect(at(path!, 'etype').meaning).toBe('aes256-cts-hmac-sha1-96');
  });
});

describe('authorization data', () => {
  const shown = (adType: number, adData: Uint8Array): Field =>
    at(element('authorizationData', encodeDer(authorizationData, [{ adType, adData }])), '[0]/ad-data');
  const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'));

  it('token restrictions: a list of one as Windows sends it, or the entry alone as the specification has it', () => {
    const restriction = Uint8Array.of(1, 0, 0, 0, 0, 0x20, 0, 0, ...new Uint8Array(32).fill(0xab));
    const entry = { restrictionType: 0, restriction };
    const listed = encodeDer(codec('kerbAdRestrictionEntries'), [entry]);
    const single = encodeDer(codec('kerbAdRestrictionEntry'), entry);
    for (const integrity of [
      at(shown(141, listed), '[0]/restriction'),
      at(shown(141, single), 'restriction'),
    ]) {
      expect(integrity.type).toBe('LSAP_TOKEN_INFO_INTEGRITY');
      expect(at(integrity, 'Flags').value).toBe('uac-restricted');
      expect(at(integrity, 'TokenIL')).toMatchObject({ value: '0x00002000', meaning: 'medium' });
      expect(at(integrity, 'MachineID').valueLength).toBe(32);
    }
    const later = { restrictionType: 0, restriction: Uint8Array.of(...restriction, ...new Uint8Array(32)) };
    const both = at(shown(141, encodeDer(codec('kerbAdRestrictionEntries'), [later])), '[0]/restriction');
    expect(both.children.map(({ name }) => name)).toEqual([
      'Flags',
      'TokenIL',
      'PerBootMachineID',
      'CrossBootMachineID',
    ]);
    const odd = { restrictionType: 0, restriction: Uint8Array.of(1, 2, 3) };
    expect(
      at(shown(141, encodeDer(codec('kerbAdRestrictionEntries'), [odd])), '[0]/restriction'),
    ).toMatchObject({
      kind: 'octets',
      value: '010203',
    });
  });

  it('AP options, the target’s name, wanted enctypes, authentication indicators', () => {
    expect(shown(143, Uint8Array.of(0, 0x40, 0, 0))).toMatchObject({
      kind: 'flags',
      value: 'KERB_AP_OPTIONS_CBT',
    });
    expect(shown(144, utf16('HTTP/web.ad.test@AD.TEST')).value).toBe('HTTP/web.ad.test@AD.TEST');
    const enctypes = shown(129, encodeDer(codec('etypeList'), [18, 23]));
    expect(enctypes.children.map(({ meaning }) => meaning)).toEqual([
      'aes256-cts-hmac-sha1-96',
      'arcfour-hmac',
    ]);
    const indicators = shown(97, encodeDer(codec('adAuthenticationIndicator'), ['pkinit']));
    expect(indicators.children[0]?.value).toBe('pkinit');
  });

  it('what nobody knows is hexadecimal, and KERB-LOCAL is its machine’s own affair', () => {
    expect(shown(4711, Uint8Array.of(1, 2))).toMatchObject({ kind: 'octets', value: '0102', plain: false });
    expect(shown(142, new Uint8Array(16))).toMatchObject({ kind: 'octets', plain: false });
  });
});

describe('other padata', () => {
  const shown = (padataType: number, padataValue: Uint8Array): Field =>
    padata(element('methodData', encodeDer(methodData, [{ padataType, padataValue }])), nameOf(padataType));
  const nameOf = (type: number): string =>
    ({ 20: 'PA-SVR-REFERRAL-INFO', 161: 'KERB-KEY-LIST-REQ', 162: 'KERB-KEY-LIST-REP' })[type] ??
    { 170: 'KERB-SUPERSEDED-BY-USER', 171: 'KERB-DMSA-KEY-PACKAGE', 10: 'PA-AFS3-SALT' }[type] ??
    '';

  it('referrals, key lists and what a delegated service account gets; keys are secrets', () => {
    const referral = { referredRealm: 'AD2.TEST', referredName: { nameType: 10, nameString: ['carol@x'] } };
    expect(at(shown(20, encodeDer(codec('paSvrReferralData'), referral)), 'referred-realm').value).toBe(
      'AD2.TEST',
    );
    const wanted = shown(161, encodeDer(codec('kerbKeyListReq'), [23]));
    expect(wanted.children[0]).toMatchObject({ meaning: 'arcfour-hmac' });
    const superseded = { name: { nameType: 1, nameString: ['dmsa$'] }, realm: 'AD.TEST' };
    expect(at(shown(170, encodeDer(codec('kerbSupersededByUser'), superseded)), 'name').value).toBe('dmsa$');
    expect(shown(10, new TextEncoder().encode('mit.test')).value).toBe('mit.test');
    const key = new EncryptionKey(23, hex('0102030405060708090a0b0c0d0e0f10'));
    const dmsa = { currentKeys: [key], expirationInterval: 600, fetchInterval: 300 };
    const keys = shown(171, encodeDer(codec('kerbDmsaKeyPackage'), dmsa));
    expect(at(keys, 'current-keys/[0]/keyvalue')).toMatchObject({ kind: 'secret', valueLength: 16 });
    expect(JSON.stringify(keys)).not.toContain('0102030405');
  });
});
