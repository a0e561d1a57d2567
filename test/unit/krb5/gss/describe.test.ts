import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { messageBudget } from '../../../../src/krb5/fields/budget.ts';
import { fieldsOf } from '../../../../src/krb5/fields/field.ts';
import type { Field } from '../../../../src/krb5/fields/field.ts';
import { keepPlain } from '../../../../src/krb5/fields/keep.ts';
import { describeGssToken, gssTokenKind } from '../../../../src/krb5/gss/describe.ts';
import { encodeFrame } from '../../../../src/krb5/gss/framing.ts';
import { iakerbHeader, kerbTgtReply, kerbTgtRequest } from '../../../../src/krb5/gss/krb5-tokens.ts';
import { Mechanism } from '../../../../src/krb5/iana/mechanism.ts';
import { decodeDer } from '../../../../src/krb5/asn1/index.ts';
import { asReq, ticket } from '../../../../src/krb5/messages/index.ts';
import { concat } from '../../../support/capture-builder.ts';
import { recordedMessage } from '../../../support/captured-messages.ts';
import { exampleToken, exampleTokens, recordedTokens } from '../../../support/gss-tokens.ts';
import { at } from '../../../support/inspection.ts';
import { hex, toHex } from '../../../support/vectors.ts';

const laidOpen = (bytes: Uint8Array): Field => describeGssToken(bytes, messageBudget());
const names = (field: Field): string[] => field.children.map(({ name }) => name);

/** What does not lie in the bytes or in its parent. */
function misplaced(bytes: Uint8Array, root: Field): string[] {
  return [...fieldsOf(root)].flatMap((field) => {
    const { name, offset, length, valueOffset, valueLength, children } = field;
    const inside = offset >= 0 && offset + length <= bytes.length && valueOffset >= offset;
    const outside = children.filter(
      (child) => child.offset < offset || child.offset + child.length > offset + length,
    );
    return [
      ...(inside && valueOffset + valueLength <= offset + length ? [] : [name]),
      ...outside.map((child) => `${name}.${child.name}`),
    ];
  });
}

describe('tokens of others', () => {
  it.each([...recordedTokens, ...exampleTokens])('$title is laid open to its end', ({ bytes }) => {
    const root = laidOpen(bytes);
    expect([...fieldsOf(root)].filter(({ kind }) => kind === 'unreadable' || kind === 'unknown')).toEqual([]);
    expect(misplaced(bytes, root)).toEqual([]);
    expect(gssTokenKind(bytes)).toBeDefined();
  });

  it.each(recordedTokens)(
    '$title: cut anywhere it says what is missing, and nothing lies outside',
    ({ bytes }) => {
      for (let length = 0; length < bytes.length; length += Math.max(1, bytes.length >> 6)) {
        const cut = bytes.subarray(0, length);
        expect(misplaced(cut, laidOpen(cut))).toEqual([]);
      }
    },
  );
});

describe('SPNEGO', () => {
  it('hints of a server are NegTokenInit2 ([MS-SPNG] 2.2.1)', () => {
    const root = laidOpen(recordedTokens[1]?.bytes ?? new Uint8Array());
    expect(root).toMatchObject({ name: 'InitialContextToken', value: 'SPNEGO' });
    const token = at(root, 'innerContextToken');
    expect(token.type).toBe('negTokenInit2');
    expect(at(token, 'mechTypes').children.map(({ meaning }) => meaning)).toEqual([
      'MS-krb5',
      'krb5',
      'NTLMSSP',
    ]);
    // [MS-SPNG] 3.2.5.2
    expect(at(token, 'negHints.hintName').value).toBe('not_defined_in_RFC4178@please_ignore');
  });

  it('what curl sends is NegTokenInit with an AP-REQ', () => {
    const token = at(laidOpen(recordedTokens[0]?.bytes ?? new Uint8Array()), 'innerContextToken');
    expect(names(token)).toEqual(['mechTypes', 'mechToken']);
    expect(at(token, 'mechToken.thisMech')).toMatchObject({ value: '1.2.840.113554.1.2.2', meaning: 'krb5' });
    expect(at(token, 'mechToken.TOK_ID')).toMatchObject({ value: '0100', meaning: 'KRB_AP_REQ' });
    expect(at(token, 'mechToken.AP-REQ.ticket').value).toBe('HTTP/web.mit.test@MIT.TEST');
  });

  it('Samba’s answer is NegTokenResp with an AP-REP', () => {
    const token = laidOpen(recordedTokens[3]?.bytes ?? new Uint8Array());
    expect(at(token, 'negState').meaning).toBe('accept-completed');
    expect(at(token, 'supportedMech').meaning).toBe('MS-krb5');
    expect(at(token, 'responseToken.AP-REP.enc-part.cipher').kind).toBe('sealed');
  });

  it('NTLM’s mechListMIC is its signature', () => {
    const token = laidOpen(recordedTokens[8]?.bytes ?? new Uint8Array());
    expect(names(at(token, 'mechListMIC'))).toEqual(['Version', 'Checksum', 'SeqNum']);
    expect(at(token, 'mechListMIC.Checksum').kind).toBe('sealed');
  });

  it('reqFlags are named, and a MIC by its own form (RFC 4178 4.2.1, RFC 4121 4.2.6.1)', () => {
    const mic = `0404 00 ffffffffff 0000000000000007 ${'ab'.repeat(12)}`.replaceAll(' ', '');
    const body = `a10403020162a31e041c${mic}`;
    const token = hex(`a0${(body.length / 2 + 2).toString(16)}30${(body.length / 2).toString(16)}${body}`);
    const root = laidOpen(token);
    expect(at(root, 'reqFlags')).toMatchObject({ kind: 'flags', value: 'mutual, replay, integ' });
    expect(at(root, 'mechListMIC.SND_SEQ').value).toBe('7');
    expect(at(root, 'mechListMIC.TOK_ID').meaning).toBe('GSS_GetMIC');
  });
});

describe('NEGOEX', () => {
  it('Windows’ hints hold its offer and the metadata of PKU2U', () => {
    const token = at(laidOpen(exampleToken('negoex-hints')), 'innerContextToken');
    expect(at(token, 'mechTypes').children.map(({ meaning }) => meaning)).toEqual(['NEGOEX', 'NTLMSSP']);
    const messages = at(token, 'mechToken');
    expect(messages.value).toBe('ACCEPTOR_NEGO, ACCEPTOR_META_DATA');
    const [nego, meta] = messages.children as [Field, Field];
    expect(at(nego, 'AuthScheme[0]')).toMatchObject({
      value: '0d53335c-f9ea-4d0d-b2ec-4ae3786ec308',
      meaning: 'PKU2U',
    });
    expect(at(meta, 'SequenceNum').value).toBe('1');
    expect(at(meta, 'ConversationId').value).toBe(at(nego, 'ConversationId').value);
    expect(at(meta, 'ExchangeData')).toMatchObject({ length: 0x58, kind: 'octets' });
  });

  it('the specification’s example has one scheme and no extension', () => {
    const root = laidOpen(exampleToken('initiator-nego'));
    const [nego] = root.children as [Field];
    expect(nego.name).toBe('MESSAGE_TYPE_INITIATOR_NEGO');
    expect(at(nego, 'cbMessageLength').value).toBe('112');
    expect(at(nego, 'ProtocolVersion').value).toBe('0');
    expect(at(nego, 'AuthSchemes').value).toBe('1 at 96');
    expect(at(nego, 'Extensions').value).toBe('0 at 0');
  });
});

describe('NTLM', () => {
  it('a challenge names its server ([MS-NLMP] 4.2.4.3)', () => {
    const root = laidOpen(exampleToken('challenge-v2'));
    expect(root.name).toBe('CHALLENGE_MESSAGE');
    expect(at(root, 'TargetName').value).toBe('Server');
    expect(at(root, 'ServerChallenge').value).toBe('0123456789abcdef');
    expect(at(root, 'Version').value).toBe('6.0.6000, revision 15');
    expect(at(root, 'TargetInfo').children.map(({ name, value }) => [name, value])).toEqual([
      ['MsvAvNbDomainName', 'Domain'],
      ['MsvAvNbComputerName', 'Server'],
      ['MsvAvEOL', undefined],
    ]);
    expect(at(root, 'NegotiateFlags').bits).toBe('0xe28a8233');
  });

  it('an answer names the person and the computer; what a password could be guessed from is sealed', () => {
    const bytes = exampleToken('authenticate-v2');
    const root = laidOpen(bytes);
    expect(root.value).toBe('Domain\\User');
    expect(at(root, 'Workstation').value).toBe('COMPUTER');
    expect(at(root, 'NtChallengeResponse').type).toBe('NTLMv2_RESPONSE');
    expect(at(root, 'NtChallengeResponse.ChallengeFromClient').value).toBe('aaaaaaaaaaaaaaaa');
    for (const path of ['LmChallengeResponse', 'NtChallengeResponse.Response', 'EncryptedRandomSessionKey']) {
      expect(at(root, path), path).toMatchObject({ kind: 'sealed', plain: false });
      expect(at(root, path).value, path).toBeUndefined();
    }
    // [MS-NLMP] 4.2.4.2.1, 4.2.4.2.2, 4.2.4.2.3
    const kept = toHex(keepPlain(bytes, root).bytes);
    const shown = JSON.stringify([...fieldsOf(root)].map(({ value }) => value));
    for (const secret of [
      '86c35097ac9cec102554764a57cccc19',
      '68cd0ab851e51c96aabc927bebef6a1c',
      'c5dad2544fc9799094ce1ce90bc9d03e',
    ]) {
      expect(toHex(bytes)).toContain(secret);
      expect(kept).not.toContain(secret);
      expect(shown).not.toContain(secret);
    }
  });

  it('its integrity code and the responses recorded with smbclient are sealed, too', () => {
    const root = at(laidOpen(recordedTokens[7]?.bytes ?? new Uint8Array()), 'responseToken');
    expect(root.value).toBe('AD\\alice');
    expect(
      [...fieldsOf(root)].filter(({ kind }) => kind === 'sealed').map(({ name, length }) => [name, length]),
    ).toEqual([
      ['MIC', 16],
      ['LmChallengeResponse', 24],
      ['Response', 16],
      ['EncryptedRandomSessionKey', 16],
    ]);
  });
});

describe('tokens of Kerberos', () => {
  it('without a frame are recognised by their message (DCE style)', () => {
    const [bind, ack, third] = recordedTokens.slice(15, 18).map(({ bytes }) => laidOpen(bytes).name);
    expect([bind, ack, third]).toEqual(['AP-REQ', 'AP-REP', 'AP-REP']);
  });

  it('wrapped data: signed as OpenLDAP sends it, rotated as Samba does', () => {
    const [samba, openldap] = recordedTokens.slice(13, 15).map(({ bytes }) => laidOpen(bytes)) as [
      Field,
      Field,
    ];
    expect(names(openldap).slice(-2)).toEqual(['Data', 'Checksum']);
    expect(names(samba).slice(-2)).toEqual(['Checksum', 'Data']);
    expect(at(samba, 'Flags').value).toBe('SentByAcceptor, AcceptorSubkey');
    // RFC 4752 3.2: the offered layers and the largest buffer.
    expect(at(samba, 'Data')).toMatchObject({ length: 4 });
  });

  it('sealed data gives its length alone (RFC 4121 4.2.6.2)', () => {
    const root = laidOpen(hex(`050402ff0000001c0000000000000005${'cd'.repeat(60)}`));
    expect(root.value).toBe('GSS_Wrap, sealed');
    expect(at(root, 'Data')).toMatchObject({ kind: 'sealed', length: 60 });
  });

  it('those of RFC 1964 stand in a frame', () => {
    const mic = hex(`01011100ffffffff${'11'.repeat(8)}${'22'.repeat(8)}`);
    const root = laidOpen(encodeFrame(Mechanism.KRB5, mic));
    expect(at(root, 'MIC token.SGN_ALG').meaning).toBe('HMAC MD5 ARCFOUR');
    expect(at(root, 'MIC token.SGN_CKSUM').length).toBe(8);
    const wrap = hex(`020111001000ffff${'11'.repeat(8)}${'22'.repeat(8)}${'33'.repeat(24)}`);
    const sealed = laidOpen(encodeFrame(Mechanism.KRB5, wrap));
    expect(at(sealed, 'Wrap token.SEAL_ALG').meaning).toBe('ARCFOUR');
    expect(at(sealed, 'Wrap token.Data')).toMatchObject({ kind: 'sealed', length: 24 });
  });

  it('user-to-user asks for a ticket-granting ticket and gets it', () => {
    const asked = encodeDer(kerbTgtRequest, {
      pvno: 5,
      msgType: 16,
      serverName: { nameType: 2, nameString: ['host', 'web'] },
      realm: 'R',
    });
    const root = laidOpen(encodeFrame(Mechanism.KRB5_U2U, concat(hex('0400'), asked)));
    expect(at(root, 'TOK_ID').meaning).toBe('KERB_TGT_REQUEST');
    expect(at(root, 'KERB-TGT-REQUEST.server-name').value).toBe('host/web');
    const given = decodeDer(ticket, recordedMessage('ticket'));
    const reply = encodeDer(kerbTgtReply, { pvno: 5, msgType: 17, ticket: given });
    const answered = laidOpen(encodeFrame(Mechanism.KRB5_U2U, concat(hex('0401'), reply)));
    expect(at(answered, 'KERB-TGT-REPLY.ticket').value).toContain('@MIT.TEST');
  });

  it('IAKERB carries a message to a KDC behind its header', () => {
    const header = encodeDer(iakerbHeader, { targetRealm: 'MIT.TEST' });
    const message = recordedMessage('asReq');
    const root = laidOpen(encodeFrame(Mechanism.IAKERB, concat(hex('0501'), header, message)));
    expect(names(root)).toEqual(['thisMech', 'TOK_ID', 'IAKERB-HEADER', 'AS-REQ']);
    expect(at(root, 'IAKERB-HEADER.target-realm').value).toBe('MIT.TEST');
    expect(decodeDer(asReq, message).reqBody.realm).toBe(at(root, 'AS-REQ.req-body.realm').value);
  });

  it('of a mechanism that is not known are named and left', () => {
    const root = laidOpen(encodeFrame('1.3.6.1.4.1.99999.1', hex('0102030405')));
    expect(at(root, 'thisMech').value).toBe('1.3.6.1.4.1.99999.1');
    expect(at(root, 'innerContextToken')).toMatchObject({ kind: 'octets', value: '0102030405' });
  });
});

describe('hostile depth', () => {
  it('a token within a token within a token ends at the limit', () => {
    let token = hex('a0073005a0033001');
    const wrapped = (bytes: Uint8Array): Uint8Array => {
      const length = (value: number): Uint8Array =>
        Uint8Array.of(0x83, value >> 16, (value >> 8) & 0xff, value & 0xff);
      const layer = (tag: number, inside: Uint8Array): Uint8Array =>
        concat(Uint8Array.of(tag), length(inside.length), inside);
      return layer(0xa1, layer(0x30, layer(0xa2, layer(0x04, bytes))));
    };
    for (let level = 0; level < 3000; level++) token = wrapped(token);
    const depth = (field: Field): number => 1 + Math.max(0, ...field.children.map(depth));
    expect(depth(laidOpen(token))).toBeLessThan(100);
  });
});
