// The checksum of type 0x8003 in the authenticator of a first GSS-API token, RFC 4121 4.1.1: no checksum but a structure,
// little-endian. Lgth (16), Bnd (MD5 of the channel bindings, or zeros), Flags; with delegation DlgOpt (1), Dlgth and
// Deleg (KRB-CRED); then extensions, each with type and length in four octets, big-endian (RFC 6542 3).
import { KerberosError } from '../errors.ts';

/** RFC 4121 4.1.1.1; MIT sends the next two of RFC 2744 as well; DCE style, identify and extended error are [MS-KILE] 3.2.5.2 and RFC 4757 7.1. */
export const GssFlag = {
  DELEG: 0x1,
  MUTUAL: 0x2,
  REPLAY: 0x4,
  SEQUENCE: 0x8,
  CONF: 0x10,
  INTEG: 0x20,
  ANON: 0x40,
  PROT_READY: 0x80,
  TRANS: 0x100,
  DCE_STYLE: 0x1000,
  IDENTIFY: 0x2000,
  EXTENDED_ERROR: 0x4000,
  DELEG_POLICY: 0x8000,
} as const;

export interface AuthenticatorChecksum {
  /** 16 octets; zeros without channel bindings. */
  readonly bindings: Uint8Array;
  readonly flags: number;
  /** KRB-CRED, as it was encoded. */
  readonly delegation?: Uint8Array | undefined;
  readonly extensions?: readonly { readonly type: number; readonly data: Uint8Array }[] | undefined;
}

const BINDINGS = 16;
const FIXED = 4 + BINDINGS + 4;

function invalid(reason: string, offset: number): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `authenticator checksum: ${reason}`, {
    format: 'gss',
    reason,
    offset,
  });
}

/** @throws KerberosError FORMAT_INVALID */
export function parseAuthenticatorChecksum(bytes: Uint8Array): AuthenticatorChecksum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FIXED || view.getUint32(0, true) !== BINDINGS)
    throw invalid('no 16 octets of bindings', 0);
  const flags = view.getUint32(4 + BINDINGS, true);
  const bindings = bytes.slice(4, 4 + BINDINGS);
  let at = FIXED;
  let delegation: Uint8Array | undefined;
  if ((flags & GssFlag.DELEG) !== 0) {
    if (bytes.length < at + 4 || view.getUint16(at, true) !== 1)
      throw invalid('no delegation where its flag is', at);
    const length = view.getUint16(at + 2, true);
    if (bytes.length < at + 4 + length) throw invalid('the delegation is cut short', at + 4);
    delegation = bytes.slice(at + 4, at + 4 + length);
    at += 4 + length;
  }
  const extensions: { type: number; data: Uint8Array }[] = [];
  while (at < bytes.length) {
    if (bytes.length < at + 8) throw invalid('an extension is cut short', at);
    const length = view.getUint32(at + 4);
    if (length > bytes.length - at - 8) throw invalid('an extension is cut short', at + 8);
    extensions.push({ type: view.getUint32(at), data: bytes.slice(at + 8, at + 8 + length) });
    at += 8 + length;
  }
  return {
    bindings,
    flags,
    ...(delegation === undefined ? {} : { delegation }),
    ...(extensions.length === 0 ? {} : { extensions }),
  };
}

/** @throws TypeError for bindings of another length, or delegation without its flag: programming faults */
export function encodeAuthenticatorChecksum(checksum: AuthenticatorChecksum): Uint8Array {
  const { bindings, flags, delegation, extensions = [] } = checksum;
  if (bindings.length !== BINDINGS) throw new TypeError('channel bindings are 16 octets');
  if (((flags & GssFlag.DELEG) !== 0) !== (delegation !== undefined)) {
    throw new TypeError('delegation and its flag belong together');
  }
  const parts = extensions.reduce((sum, { data }) => sum + 8 + data.length, 0);
  const bytes = new Uint8Array(FIXED + (delegation === undefined ? 0 : 4 + delegation.length) + parts);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, BINDINGS, true);
  bytes.set(bindings, 4);
  view.setUint32(4 + BINDINGS, flags, true);
  let at = FIXED;
  if (delegation !== undefined) {
    if (delegation.length > 0xffff) throw new TypeError('a delegation is 65,535 octets at most');
    view.setUint16(at, 1, true);
    view.setUint16(at + 2, delegation.length, true);
    bytes.set(delegation, at + 4);
    at += 4 + delegation.length;
  }
  for (const { type, data } of extensions) {
    view.setUint32(at, type);
    view.setUint32(at + 4, data.length);
    bytes.set(data, at + 8);
    at += 8 + data.length;
  }
  return bytes;
}
