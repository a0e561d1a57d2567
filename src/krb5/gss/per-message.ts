// Tokens of messages and of signatures over them: RFC 4121 4.2.6, and RFC 1964 1.2 (with RFC 4757 7 for RC4).
import type { Field } from '../fields/field.ts';
import { layOut } from './layout.ts';
import type { Layout, Scene } from './layout.ts';
import { TokenId, tokenIdName } from './krb5-tokens.ts';

/** RFC 4121 4.2.2. */
const PerMessageFlag = { SentByAcceptor: 1, Sealed: 2, AcceptorSubkey: 4 } as const;

/** RFC 1964 1.2.1.1 and 1.2.2.1, RFC 4757 7.2 and 7.3; as big-endian numbers of their octets. */
const SIGN_ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [0x0000, 'DES MAC MD5'],
  [0x0100, 'MD2.5'],
  [0x0200, 'DES MAC'],
  [0x0400, 'HMAC SHA1 DES3 KD'],
  [0x1100, 'HMAC MD5 ARCFOUR'],
]);
const SEAL_ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [0x0000, 'DES'],
  [0x0200, 'DES3 KD'],
  [0x1000, 'ARCFOUR'],
  [0xffff, 'none'],
]);
const NOT_SEALED = 0xffff;
const DES3_CHECKSUM = 0x0400;

export function isPerMessage(bytes: Uint8Array): boolean {
  const id = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const filler = id === TokenId.MIC ? 5 : id === TokenId.WRAP ? 1 : 0;
  if (filler === 0 || bytes.length < 16) return false;
  return bytes.subarray(3, 3 + filler).every((octet) => octet === 0xff);
}

function tokenId(layout: Layout): void {
  const meaning = tokenIdName(layout.peek(2));
  layout.octets('TOK_ID', 2, meaning === undefined ? {} : { meaning });
}

/** MIC and Wrap tokens of RFC 4121. @throws KerberosError LIMIT where the budget throws */
export function describePerMessage(bytes: Uint8Array, scene: Scene): Field {
  const isMic = bytes[0] === TokenId.MIC >> 8;
  const name = isMic ? 'MIC token' : 'Wrap token';
  const read = (layout: Layout): string => {
    tokenId(layout);
    const flags = layout.flags('Flags', 1, PerMessageFlag);
    if (isMic) {
      layout.octets('Filler', 5);
      layout.wide('SND_SEQ');
      layout.octets('SGN_CKSUM', layout.left, { plain: false });
      return 'GSS_GetMIC';
    }
    layout.octets('Filler', 1);
    const extra = layout.integer('EC', 2);
    const rotated = layout.integer('RRC', 2);
    layout.wide('SND_SEQ');
    if ((flags & PerMessageFlag.Sealed) !== 0) {
      layout.sealed('Data', layout.left);
      return 'GSS_Wrap, sealed';
    }
    // Without sealing EC is the checksum's length, and RRC octets of the end stand at the front (4.2.4, 4.2.5): none, or
    // just the checksum.
    const data = layout.left - extra;
    const parts: readonly (readonly [string, number])[] =
      data >= 0 && rotated === 0
        ? [
            ['Data', data],
            ['Checksum', extra],
          ]
        : data >= 0 && rotated === extra
          ? [
              ['Checksum', extra],
              ['Data', data],
            ]
          : [['Data and checksum, rotated', layout.left]];
    for (const [part, length] of parts) if (length > 0) layout.octets(part, length, { plain: false });
    return 'GSS_Wrap, signed';
  };
  return layOut(name, name, bytes, scene, read, { little: false });
}

/** What stands in the frame of RFC 1964's tokens. @throws KerberosError LIMIT where the budget throws */
export function describeOldPerMessage(id: number, bytes: Uint8Array, scene: Scene): Field {
  const isWrap = id === TokenId.WRAP_1964;
  const name = isWrap ? 'Wrap token' : id === TokenId.MIC_1964 ? 'MIC token' : 'Delete token';
  const read = (layout: Layout): string | undefined => {
    tokenId(layout);
    const sign = layout.integer('SGN_ALG', 2, (value) => SIGN_ALGORITHMS.get(value));
    const seal = isWrap ? layout.integer('SEAL_ALG', 2, (value) => SEAL_ALGORITHMS.get(value)) : NOT_SEALED;
    layout.octets('Filler', isWrap ? 2 : 4);
    layout.octets('SND_SEQ', 8, { plain: false });
    layout.octets('SGN_CKSUM', sign === DES3_CHECKSUM ? 20 : 8, { plain: false });
    if (!isWrap) return tokenIdName(id);
    if (seal !== NOT_SEALED) layout.sealed('Data', layout.left);
    else layout.octets('Data', layout.left, { plain: false });
    return seal === NOT_SEALED ? 'GSS_Wrap, signed' : 'GSS_Wrap, sealed';
  };
  return layOut(name, name, bytes, scene, read, { little: false });
}
