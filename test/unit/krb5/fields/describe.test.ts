import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { describeMessage } from '../../../../src/krb5/fields/describe.ts';
import { fieldsOf, MAX_FIELDS } from '../../../../src/krb5/fields/field.ts';
import type { Field } from '../../../../src/krb5/fields/field.ts';
import {
  encodeKerbExtError,
  encodeKpasswdReply,
  encodeKpasswdResult,
  etypeInfo2,
  kerbErrorData,
  krbError,
  methodData,
} from '../../../../src/krb5/messages/index.ts';
import type { KrbError } from '../../../../src/krb5/messages/index.ts';
import { hex, readVectors } from '../../../support/vectors.ts';

interface Captured {
  readonly from: string;
  readonly codec: string;
  readonly hex: string;
}

const { messages, kpasswd } = readVectors('messages/captured') as {
  messages: readonly Captured[];
  kpasswd: readonly { from: string; kind: 'request' | 'reply' | 'result'; hex: string }[];
};

const captured = (codec: string, from: string): Uint8Array =>
  hex(messages.find((each) => each.codec === codec && each.from.startsWith(from))?.hex ?? '');

/** `req-body.etype.[0]` */
function at(field: Field, path: string): Field {
  let found = field;
  for (const name of path.split('.')) {
    const next = found.children.find((child) => child.name === name);
    if (next === undefined) throw new Error(`${found.name} has no ${name}`);
    found = next;
  }
  return found;
}

const errorWith = (errorCode: number, eData?: Uint8Array): KrbError => ({
  pvno: 5,
  msgType: 30,
  stime: 1_800_000_000,
  susec: 1,
  errorCode,
  realm: 'R',
  sname: { nameType: 2, nameString: ['krbtgt', 'R'] },
  ...(eData === undefined ? {} : { eData }),
});

describe('a message laid open', () => {
  it('names its fields as the RFC does and says what their numbers stand for', () => {
    const request = describeMessage(captured('asReq', 'client of mit'));
    expect(request).toMatchObject({
      name: 'AS-REQ',
      type: 'AS-REQ',
      kind: 'constructed',
      offset: 0,
      length: 195,
    });
    expect(at(request, 'msg-type')).toMatchObject({ value: '10', meaning: 'AS-REQ', kind: 'integer' });
    expect(at(request, 'req-body.kdc-options')).toMatchObject({
      kind: 'flags',
      value: 'forwardable, renewable',
    });
    expect(at(request, 'req-body.etype.[0]')).toMatchObject({
      value: '18',
      meaning: 'aes256-cts-hmac-sha1-96',
    });
    expect(at(request, 'req-body.sname')).toMatchObject({ value: 'krbtgt/MIT.TEST', type: 'PrincipalName' });
    expect(at(request, 'req-body.till')).toMatchObject({ kind: 'time', value: '2026-11-22T12:12:12Z' });
    expect(at(request, 'padata.[0]')).toMatchObject({ value: 'PA-AS-FRESHNESS' });
  });

  it('says where each field stands: with its tags, and without', () => {
    const bytes = captured('asReq', 'client of mit');
    const realm = at(describeMessage(bytes), 'req-body.realm');
    expect(bytes[realm.offset]).toBe(0xa2);
    expect(
      new TextDecoder().decode(bytes.slice(realm.valueOffset, realm.valueOffset + realm.valueLength)),
    ).toBe('MIT.TEST');
    expect(realm.length).toBe(4 + 8);
  });

  it('opens what an OCTET STRING is known to hold, at its place in the whole message', () => {
    const bytes = captured('tgsReq', 'client of mit');
    const request = describeMessage(bytes);
    const inner = at(request, 'padata.[0].padata-value');
    expect(inner.type).toBe('AP-REQ');
    const ticket = at(inner, 'ticket');
    expect(ticket).toMatchObject({ type: 'Ticket', value: 'krbtgt/MIT.TEST@MIT.TEST' });
    const again = bytes.slice(ticket.offset, ticket.offset + ticket.length);
    expect(again[0]).toBe(0xa3);
    const etypes = at(describeMessage(captured('krbError', 'mit')), 'e-data.[1].padata-value.[0]');
    expect(at(etypes, 'salt').value).toBe('MIT.TESTuser');
  });

  it('shows the length of what is sealed and of keys, never the octets', () => {
    const reply = describeMessage(captured('asRep', 'mit'));
    const cipher = at(reply, 'enc-part.cipher');
    expect(cipher).toMatchObject({ kind: 'sealed', plain: false, valueLength: 277 });
    expect(cipher.value).toBeUndefined();
    const part = captured('encTicketPart', 'mit');
    const key = at(describeMessage(part), 'key.keyvalue');
    expect(key).toMatchObject({ kind: 'secret', valueLength: 32 });
    const all = JSON.stringify(describeMessage(part));
    const octets = Buffer.from(part.slice(key.valueOffset, key.valueOffset + 32)).toString('hex');
    expect(all).not.toContain(octets);
    expect(all).not.toContain(octets.slice(0, 16));
  });

  it('reads the e-data of an error as what it is: METHOD-DATA, KERB-ERROR-DATA, or octets', () => {
    const entries = encodeDer(etypeInfo2, [{ etype: 18, salt: 'AD.TESTalice' }]);
    const wanted = encodeDer(methodData, [{ padataType: 19, padataValue: entries }]);
    const asked = describeMessage(encodeDer(krbError, errorWith(25, wanted)));
    expect(at(asked, 'error-code')).toMatchObject({ value: '25', meaning: 'KDC_ERR_PREAUTH_REQUIRED' });
    expect(at(asked, 'e-data')).toMatchObject({ type: 'METHOD-DATA' });
    expect(at(asked, 'e-data.[0].padata-value.[0].salt').value).toBe('AD.TESTalice');

    const status = encodeKerbExtError({ status: 0xc0000072, reserved: 0, flags: 1 });
    const extended = encodeDer(kerbErrorData, { dataType: 3, dataValue: status });
    const disabled = at(describeMessage(encodeDer(krbError, errorWith(18, extended))), 'e-data');
    expect(disabled.type).toBe('KERB-ERROR-DATA');
    expect(at(disabled, 'data-value.status').value).toBe('0xc0000072');

    const odd = at(describeMessage(encodeDer(krbError, errorWith(60, Uint8Array.of(1, 2, 3)))), 'e-data');
    expect(odd).toMatchObject({ kind: 'octets', value: '010203', plain: false });
  });

  it('splits a password server’s frame into its messages, and reads the result in an error', () => {
    const frame = hex(kpasswd.find(({ kind }) => kind === 'request')?.hex ?? '');
    const request = describeMessage(frame, { service: 'kpasswd' });
    expect(request.children.map(({ name }) => name)).toEqual([
      'message-length',
      'protocol-version',
      'ap-length',
      'AP-REQ',
      'KRB-PRIV',
    ]);
    expect(at(request, 'KRB-PRIV.enc-part.cipher').kind).toBe('sealed');
    const result = encodeKpasswdResult({ resultCode: 4, text: 'too short' });
    const error = encodeKpasswdReply({ kind: 'error', krbError: encodeDer(krbError, errorWith(60, result)) });
    const refused = at(describeMessage(error, { service: 'kpasswd' }), 'KRB-ERROR.e-data');
    expect(at(refused, 'result-code').meaning).toBe('KRB5_KPASSWD_SOFTERROR');
    expect(at(refused, 'result-string').value).toBe('too short');
  });

  it('keeps on show what it does not know, and says where bytes stop making sense', () => {
    const known = encodeDer(krbError, errorWith(60));
    // [APPLICATION 30] SEQUENCE { …, [20] INTEGER 7 }
    const inner = known.slice(4);
    const withMore = Uint8Array.of(
      0x7e,
      inner.length + 7,
      0x30,
      inner.length + 5,
      ...inner,
      0xb4,
      3,
      2,
      1,
      7,
    );
    const extended = describeMessage(withMore);
    expect(extended.children.at(-1)).toMatchObject({ name: '[20]', kind: 'unknown' });
    expect(describeMessage(Uint8Array.of(0x7e, 0x20, 0x30))).toMatchObject({ kind: 'unreadable', length: 3 });
    expect(describeMessage(new Uint8Array())).toMatchObject({ kind: 'unreadable' });
    const trailing = describeMessage(Uint8Array.of(...known, 0, 0));
    expect(trailing.children.at(-1)).toMatchObject({ name: 'trailing', kind: 'unreadable', length: 2 });
  });

  it('shows names from outside without anything invisible', () => {
    const error = { ...errorWith(60), eText: 'ask \u202Eadmin\u0000' };
    expect(at(describeMessage(encodeDer(krbError, error)), 'e-text').value).toBe('ask \\u{202e}admin\\x00');
  });

  it('stops at a bounded number of fields and says that there are more', () => {
    const many = Array.from({ length: 700 }, () => ({ padataType: 2, padataValue: new Uint8Array() }));
    const eData = encodeDer(methodData, many);
    const described = describeMessage(encodeDer(krbError, errorWith(25, eData)));
    const fields = [...fieldsOf(described)];
    expect(fields.length).toBeLessThanOrEqual(MAX_FIELDS + 1);
    expect(fields.some(({ truncated }) => truncated === true)).toBe(true);
  });
});
