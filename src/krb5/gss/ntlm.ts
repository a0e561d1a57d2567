// NTLM messages, [MS-NLMP] 2.2.1 and 2.2.2: names, flags and target information as fields. The responses, the message
// integrity code and the sealed session key are what passwords are guessed from, so that only their length is said.
import type { Field } from '../fields/field.ts';
import { textFromOctets } from '../text.ts';
import { layOut } from './layout.ts';
import type { Layout, Scene } from './layout.ts';

/** [MS-NLMP] 2.2.2.5, with the names that stand there. */
const NegotiateFlag = {
  NTLMSSP_NEGOTIATE_UNICODE: 0x1,
  NTLM_NEGOTIATE_OEM: 0x2,
  NTLMSSP_REQUEST_TARGET: 0x4,
  NTLMSSP_NEGOTIATE_SIGN: 0x10,
  NTLMSSP_NEGOTIATE_SEAL: 0x20,
  NTLMSSP_NEGOTIATE_DATAGRAM: 0x40,
  NTLMSSP_NEGOTIATE_LM_KEY: 0x80,
  NTLMSSP_NEGOTIATE_NTLM: 0x200,
  ANONYMOUS: 0x800,
  NTLMSSP_NEGOTIATE_OEM_DOMAIN_SUPPLIED: 0x1000,
  NTLMSSP_NEGOTIATE_OEM_WORKSTATION_SUPPLIED: 0x2000,
  NTLMSSP_NEGOTIATE_ALWAYS_SIGN: 0x8000,
  NTLMSSP_TARGET_TYPE_DOMAIN: 0x10000,
  NTLMSSP_TARGET_TYPE_SERVER: 0x20000,
  NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY: 0x80000,
  NTLMSSP_NEGOTIATE_IDENTIFY: 0x100000,
  NTLMSSP_REQUEST_NON_NT_SESSION_KEY: 0x400000,
  NTLMSSP_NEGOTIATE_TARGET_INFO: 0x800000,
  NTLMSSP_NEGOTIATE_VERSION: 0x2000000,
  NTLMSSP_NEGOTIATE_128: 0x20000000,
  NTLMSSP_NEGOTIATE_KEY_EXCH: 0x40000000,
  NTLMSSP_NEGOTIATE_56: 0x80000000,
} as const;

/** [MS-NLMP] 2.2.2.1. */
const AV_NAMES: readonly string[] = [
  'MsvAvEOL',
  'MsvAvNbComputerName',
  'MsvAvNbDomainName',
  'MsvAvDnsComputerName',
  'MsvAvDnsDomainName',
  'MsvAvDnsTreeName',
  'MsvAvFlags',
  'MsvAvTimestamp',
  'MsvAvSingleHost',
  'MsvAvTargetName',
  'MsvAvChannelBindings',
];
const Av = { EOL: 0, DNS_TREE_NAME: 5, FLAGS: 6, TIMESTAMP: 7, TARGET_NAME: 9 } as const;
const AvFlag = { CONSTRAINED: 1, MIC: 2, UNTRUSTED_SPN: 4 } as const;

const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'NEGOTIATE_MESSAGE'],
  [2, 'CHALLENGE_MESSAGE'],
  [3, 'AUTHENTICATE_MESSAGE'],
]);

const SIGNATURE = 'NTLMSSP\0';

export function isNtlm(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && textFromOctets(bytes.subarray(0, 8)) === SIGNATURE;
}

/** [MS-NLMP] 2.2.2.9.1 as it stands in a mechListMIC: version, checksum, sequence number. */
export function describeNtlmSignature(bytes: Uint8Array, scene: Scene): Field {
  return layOut('NTLMSSP_MESSAGE_SIGNATURE', 'NTLMSSP_MESSAGE_SIGNATURE', bytes, scene, (layout) => {
    layout.integer('Version', 4);
    layout.sealed('Checksum', 8);
    layout.integer('SeqNum', 4);
    return undefined;
  });
}

/** @throws KerberosError LIMIT where the budget throws */
export function describeNtlm(bytes: Uint8Array, scene: Scene): Field {
  const type = bytes.length < 12 ? 0 : (bytes[8] ?? 0);
  const name = TYPES.get(type) ?? 'NTLM message';
  const read = (layout: Layout): string | undefined => {
    layout.text('Signature', 8, 'octets');
    const messageType = layout.integer('MessageType', 4, (value) => TYPES.get(value));
    if (messageType === 1) return negotiate(layout);
    if (messageType === 2) return challenge(layout);
    if (messageType === 3) return authenticate(layout);
    throw layout.invalid('no message type of NTLM');
  };
  return layOut(name, name, bytes, scene, read, { placed: true });
}

/** Where a part of the payload is. */
interface Part {
  readonly start: number;
  readonly length: number;
}

/** Len, MaxLen and BufferOffset, [MS-NLMP] 2.2.1.1. */
function partOf(layout: Layout, name: string): Part {
  const length = layout.peek(2);
  const start = layout.peek(4, layout.at + 4);
  layout.leaf(`${name}Fields`, 8, {
    type: 'fields',
    kind: 'text',
    value: `${String(length)} octets at ${String(start)}`,
  });
  return { start, length };
}

/** Reads a part where it is; the layout goes on where it stood. */
function inPart(layout: Layout, { start, length }: Part, read: () => void): void {
  if (length === 0) return;
  const before = layout.at;
  layout.at = Math.min(start, layout.bytes.length);
  layout.need(length);
  read();
  layout.at = before;
}

const payloadOf = (parts: readonly Part[], whole: number): number =>
  parts.reduce((first, { start, length }) => (length > 0 ? Math.min(first, start) : first), whole);

/** [MS-NLMP] 2.2.2.10, where there is room for it before the payload. */
function version(layout: Layout, payload: number): void {
  if (layout.at + 8 > payload) return;
  const [major, minor, build] = [
    layout.peek(1),
    layout.peek(1, layout.at + 1),
    layout.peek(2, layout.at + 2),
  ];
  const value = `${String(major)}.${String(minor)}.${String(build)}, revision ${String(layout.peek(1, layout.at + 7))}`;
  layout.leaf('Version', 8, { type: 'VERSION', kind: 'text', value });
}

function text(layout: Layout, name: string, part: Part, unicode: boolean): void {
  inPart(layout, part, () => {
    layout.text(name, part.length, unicode ? 'utf-16' : 'octets');
  });
}

function negotiate(layout: Layout): string | undefined {
  layout.flags('NegotiateFlags', 4, NegotiateFlag);
  // The first ones of old clients end here.
  if (layout.left === 0) return undefined;
  const domain = partOf(layout, 'DomainName');
  const workstation = partOf(layout, 'Workstation');
  version(layout, payloadOf([domain, workstation], layout.bytes.length));
  text(layout, 'DomainName', domain, false);
  text(layout, 'WorkstationName', workstation, false);
  return undefined;
}

function challenge(layout: Layout): string | undefined {
  const target = partOf(layout, 'TargetName');
  const flags = layout.flags('NegotiateFlags', 4, NegotiateFlag);
  layout.octets('ServerChallenge', 8);
  // Of NTLM before it had target information.
  if (layout.left < 16) return undefined;
  layout.octets('Reserved', 8);
  const info = partOf(layout, 'TargetInfo');
  version(layout, payloadOf([target, info], layout.bytes.length));
  text(layout, 'TargetName', target, (flags & NegotiateFlag.NTLMSSP_NEGOTIATE_UNICODE) !== 0);
  inPart(layout, info, () => {
    layout.add(targetInfo('TargetInfo', layout, info.length));
  });
  return undefined;
}

function targetInfo(name: string, around: Layout, length: number): Field {
  const { at, bytes, scene } = around;
  const below = { ...scene, base: scene.base + at, depth: scene.depth + 1 };
  return layOut(name, 'AV_PAIR list', bytes.subarray(at, at + length), below, (layout) => {
    readPairs(layout);
    // Clients fill the rest with zeros.
    if (layout.left > 0) layout.octets('Reserved', layout.left);
    return undefined;
  });
}

function readPairs(layout: Layout): void {
  while (layout.left >= 4) {
    const id = layout.peek(2);
    const length = layout.peek(2, layout.at + 2);
    const start = layout.at;
    layout.need(4 + length);
    const { scene, bytes } = layout;
    const name = AV_NAMES[id] ?? `AvId ${String(id)}`;
    const below = { ...scene, base: scene.base + start, depth: scene.depth + 1 };
    layout.at += 4 + length;
    layout.add(
      layOut(name, 'AV_PAIR', bytes.subarray(start, start + 4 + length), below, (pair) => {
        pair.integer('AvId', 2, (value) => AV_NAMES[value]);
        pair.integer('AvLen', 2);
        if (length > 0) avValue(pair, id, length);
        return pair.fields[2]?.value;
      }),
    );
    if (id === Av.EOL) return;
  }
}

function avValue(pair: Layout, id: number, length: number): void {
  if (id === Av.TIMESTAMP && length === 8) pair.fileTime('Value');
  else if (id === Av.FLAGS && length === 4) pair.flags('Value', 4, AvFlag);
  else if (id <= Av.DNS_TREE_NAME || id === Av.TARGET_NAME) pair.text('Value', length, 'utf-16');
  else pair.octets('Value', length);
}

const MIC_LENGTH = 16;

function authenticate(layout: Layout): string | undefined {
  const lm = partOf(layout, 'LmChallengeResponse');
  const nt = partOf(layout, 'NtChallengeResponse');
  const domain = partOf(layout, 'DomainName');
  const user = partOf(layout, 'UserName');
  const workstation = partOf(layout, 'Workstation');
  const key = layout.left >= 8 ? partOf(layout, 'EncryptedRandomSessionKey') : { start: 0, length: 0 };
  const flags = layout.left >= 4 ? layout.flags('NegotiateFlags', 4, NegotiateFlag) : 0;
  const payload = payloadOf([lm, nt, domain, user, workstation, key], layout.bytes.length);
  version(layout, payload);
  if (layout.at + MIC_LENGTH <= payload) layout.sealed('MIC', MIC_LENGTH);
  const unicode = (flags & NegotiateFlag.NTLMSSP_NEGOTIATE_UNICODE) !== 0;
  text(layout, 'DomainName', domain, unicode);
  text(layout, 'UserName', user, unicode);
  const who = layout.fields.filter(({ name }) => name === 'DomainName' || name === 'UserName');
  text(layout, 'Workstation', workstation, unicode);
  inPart(layout, lm, () => {
    layout.sealed('LmChallengeResponse', lm.length);
  });
  inPart(layout, nt, () => {
    layout.add(ntResponse(layout, nt.length));
  });
  inPart(layout, key, () => {
    layout.sealed('EncryptedRandomSessionKey', key.length);
  });
  return who.length === 0 ? undefined : who.map(({ value }) => value ?? '').join('\\');
}

const PROOF_LENGTH = 16;

/**
 * NTLMv2_RESPONSE ([MS-NLMP] 2.2.2.8): the proof, then NTLMv2_CLIENT_CHALLENGE (2.2.2.7), which without the proof is
 * good for nothing. 24 octets are NTLM_RESPONSE, all of it proof.
 */
function ntResponse(around: Layout, length: number): Field {
  const { at, bytes, scene } = around;
  const below = { ...scene, base: scene.base + at, depth: scene.depth + 1 };
  const isSecond = length >= PROOF_LENGTH + 28;
  const type = isSecond ? 'NTLMv2_RESPONSE' : 'NTLM_RESPONSE';
  return layOut('NtChallengeResponse', type, bytes.subarray(at, at + length), below, (layout) => {
    layout.sealed('Response', isSecond ? PROOF_LENGTH : length);
    if (!isSecond) return undefined;
    layout.integer('RespType', 1);
    layout.integer('HiRespType', 1);
    layout.integer('Reserved1', 2);
    layout.integer('Reserved2', 4);
    layout.fileTime('TimeStamp');
    layout.octets('ChallengeFromClient', 8);
    layout.integer('Reserved3', 4);
    layout.add(targetInfo('AvPairs', layout, layout.left));
    layout.at = layout.bytes.length;
    return undefined;
  });
}
