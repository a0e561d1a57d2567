import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { isChecksumValid, makeChecksum } from '../../../../src/krb5/crypto/index.ts';
import { KeyUsage } from '../../../../src/krb5/iana/key-usage.ts';
import { PaDataType } from '../../../../src/krb5/iana/padata-type.ts';
import { explain } from '../../../../src/krb5/explain/index.ts';
import { paS4uX509User, s4uUserId } from '../../../../src/krb5/messages/index.ts';
import type { PaData, S4uUserId } from '../../../../src/krb5/messages/index.ts';
import { principalName } from '../../../../src/krb5/principal.ts';
import type { Principal } from '../../../../src/krb5/principal.ts';
import { errorReply, keyOf, tgtFor } from '../../../support/kdc-builder.ts';
import { TgsRun } from './tgs-fixture.ts';

const ALICE: Principal = { name: principalName(1, 'alice'), realm: 'MIT.TEST' };
const BOB: Principal = { name: principalName(1, 'bob'), realm: 'MIT.TEST' };
const UPN: Principal = { name: principalName(10, 'alice@corp.example'), realm: 'MIT.TEST' };
const SIGN_WITH_KUN_27 = 0x20000000;

const run = (user = ALICE): TgsRun =>
  new TgsRun({ forUser: user, server: tgtFor('MIT.TEST').client, referrals: false });

const answeredFor = ({ name, realm }: Principal, padata: readonly PaData[] = []): object => ({
  rep: { crealm: realm, cname: name, ...(padata.length > 0 ? { padata } : {}) },
});

/** The KDC's PA-S4U-X509-USER to that request. */
function proof(
  asked: TgsRun,
  changes: Partial<S4uUserId> = {},
  usage: number = KeyUsage.PA_S4U_X509_USER_REPLY,
): PaData {
  const { body, authenticator } = asked.opened;
  const userId = {
    nonce: body.nonce,
    cname: ALICE.name,
    crealm: ALICE.realm,
    options: SIGN_WITH_KUN_27,
    ...changes,
  };
  const checksum = makeChecksum(authenticator.subkey!, usage, encodeDer(s4uUserId, userId));
  return {
    padataType: PaDataType.FOR_X509_USER,
    padataValue: encodeDer(paS4uX509User, { userId, checksum }),
  };
}

describe('a request for a ticket in another’s name', () => {
  it('says whose twice: with the session key, and with the subkey over the nonce', () => {
    const { padata, body, authenticator } = run().opened;
    const sent = padata.find(({ padataType }) => padataType === PaDataType.FOR_X509_USER);
    const { userId, userIdRaw, checksum } = decodeDer(paS4uX509User, sent!.padataValue);
    expect(userId).toMatchObject({ nonce: body.nonce, cname: ALICE.name, crealm: 'MIT.TEST' });
    const usage = KeyUsage.PA_S4U_X509_USER_REQUEST;
    expect(isChecksumValid(authenticator.subkey!, usage, userIdRaw!, checksum)).toBe(true);
    expect(padata.map(({ padataType }) => padataType)).toContain(PaDataType.FOR_USER);
  });

  it('leaves the second one out with RC4, whose checksum would prove nothing', () => {
    const tgt = { ...tgtFor('MIT.TEST'), key: keyOf(23, 0x77) };
    const types = new TgsRun({ tgt, forUser: ALICE, server: tgt.client, referrals: false }).opened.padata;
    expect(types.map(({ padataType }) => padataType)).toEqual([PaDataType.TGS_REQ, PaDataType.FOR_USER]);
  });
});

describe('the answer to it', () => {
  it('is taken for the person that was asked for, and for nobody else', () => {
    expect(run().answer(answeredFor(ALICE)).result.credential.client).toEqual(ALICE);
    const mismatch = { code: 'REPLY_MISMATCH', details: { field: 'cname' } };
    expect(run().answer(answeredFor(BOB)).error).toMatchObject(mismatch);
    // Not even for the service itself.
    expect(run().answer().error).toMatchObject(mismatch);
  });

  it('proves under the subkey that it belongs to the question', () => {
    const asked = run();
    const good = asked.answer(answeredFor(ALICE, [proof(asked)]));
    expect(good.result.credential.client).toEqual(ALICE);
    const old = run();
    const nonce = { code: 'REPLY_MISMATCH', details: { field: 's4u.nonce' } };
    expect(old.answer(answeredFor(ALICE, [proof(old, { nonce: 1 })])).error).toMatchObject(nonce);
    const forged = run();
    const wrong = proof(forged, {}, KeyUsage.PA_S4U_X509_USER_REQUEST);
    expect(forged.answer(answeredFor(ALICE, [wrong])).error).toMatchObject({
      code: 'REPLY_MISMATCH',
      details: { field: 's4u.checksum' },
    });
    // A KDC that does not know the newer key usage says so by leaving the option out.
    const before = run();
    const older = proof(before, { options: undefined }, KeyUsage.PA_S4U_X509_USER_REQUEST);
    expect(before.answer(answeredFor(ALICE, [older])).result.credential.client).toEqual(ALICE);
  });

  it('may turn an enterprise name into the real one', () => {
    expect(run(UPN).answer(answeredFor(ALICE)).result.credential.client).toEqual(ALICE);
  });

  it('that there is no such person names the person, not the service', () => {
    const { error } = run().bytes(errorReply(6));
    expect(error).toMatchObject({ code: 'KDC_ERROR', details: { client: 'alice@MIT.TEST', inNameOf: true } });
    expect(explain(error).what).toBe('alice@MIT.TEST is not known to the realm MIT.TEST');
  });
});
