import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { PaDataType } from '../../../../src/krb5/iana/padata-type.ts';
import { etypeInfo, etypeInfo2 } from '../../../../src/krb5/messages/index.ts';
import type { PaData } from '../../../../src/krb5/messages/index.ts';
import { chooseHint, defaultSalt, offeredEtypes } from '../../../../src/krb5/preauth/etype-info.ts';
import { chooseMechanism } from '../../../../src/krb5/preauth/select.ts';
import { principalName } from '../../../../src/krb5/principal.ts';
import { AES128, AES256, RC4, USER } from '../../../support/kdc-builder.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const info2 = (...entries: { etype: number; salt?: string; s2kparams?: Uint8Array }[]): PaData => ({
  padataType: PaDataType.ETYPE_INFO2,
  padataValue: encodeDer(etypeInfo2, entries),
});
const info = (...entries: { etype: number; salt?: Uint8Array }[]): PaData => ({
  padataType: PaDataType.ETYPE_INFO,
  padataValue: encodeDer(etypeInfo, entries),
});
const pwSalt = (salt: string): PaData => ({ padataType: PaDataType.PW_SALT, padataValue: octets(salt) });
const choose = (padata: readonly PaData[], etypes = [AES256, AES128]) =>
  chooseHint(padata, etypes, USER, 'test');

describe('the key that a KDC hints at', () => {
  it('is that of ETYPE-INFO2, whatever ETYPE-INFO and PW-SALT say', () => {
    const padata = [
      pwSalt('old'),
      info({ etype: AES256, salt: octets('older') }),
      info2({ etype: AES256, salt: 'new' }),
    ];
    expect(choose(padata)).toMatchObject({ kind: 'hint', hint: { etype: AES256, salt: octets('new') } });
  });

  it('is that of ETYPE-INFO where there is no ETYPE-INFO2', () => {
    const padata = [info({ etype: AES128, salt: octets('salt') })];
    expect(choose(padata)).toEqual({
      kind: 'hint',
      hint: { etype: AES128, salt: octets('salt'), s2kparams: undefined },
    });
  });

  it('is our first enctype with the salt of PW-SALT where there is neither', () => {
    expect(choose([pwSalt('salt')])).toMatchObject({ hint: { etype: AES256, salt: octets('salt') } });
    expect(choose([])).toEqual({ kind: 'none' });
  });

  it('takes an empty salt as it stands, and a missing one as the default', () => {
    expect(choose([info2({ etype: AES256, salt: '' })])).toMatchObject({ hint: { salt: new Uint8Array(0) } });
    expect(choose([info2({ etype: AES256 })])).toMatchObject({ hint: { salt: octets('MIT.TESTuser') } });
  });

  it('keeps a salt that is no UTF-8 octet by octet', () => {
    const raw = Uint8Array.of(0x41, 0xe9, 0x42);
    expect(choose([info({ etype: AES256, salt: raw })])).toMatchObject({ hint: { salt: raw } });
    const latin1 = info2({ etype: AES256, salt: 'A\udce9B' });
    expect(choose([latin1])).toMatchObject({ hint: { salt: raw } });
  });

  it('is none where all of them are enctypes not asked for', () => {
    const padata = [info2({ etype: RC4 }, { etype: 3 })];
    expect(choose(padata)).toEqual({ kind: 'no-common-etype', theirs: [RC4, 3] });
    expect(offeredEtypes(padata, 'test')).toEqual([RC4, 3]);
  });

  it('that cannot be read is an error with its path', () => {
    const broken = { padataType: PaDataType.ETYPE_INFO2, padataValue: Uint8Array.of(0x30, 0x05) };
    expect(() => choose([broken])).toThrow(expect.objectContaining({ code: 'ASN1_INVALID' }));
  });
});

it('the default salt is realm and name without separators (RFC 4120 section 4)', () => {
  const service = { name: principalName(1, 'host', 'a.mit.test'), realm: 'MIT.TEST' };
  expect(defaultSalt(service)).toEqual(octets('MIT.TESThosta.mit.test'));
});

it('of the mechanisms offered the one we can do is chosen, or none', () => {
  const offer = (...types: number[]): PaData[] =>
    types.map((padataType) => ({ padataType, padataValue: new Uint8Array(0) }));
  expect(chooseMechanism(offer(PaDataType.SPAKE, PaDataType.ENC_TIMESTAMP))?.padataType).toBe(2);
  expect(chooseMechanism(offer(PaDataType.SPAKE, PaDataType.PK_AS_REQ))).toBeUndefined();
});
