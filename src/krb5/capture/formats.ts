// The protocols that carry Kerberos and GSS-API tokens in records: Kerberos over TCP (RFC 4120 7.2.2), password changes
// (RFC 3244 2), SMB ([MS-CIFS], [MS-SMB], [MS-SMB2] over [MS-SMB2] 2.1's or RFC 1002's frames), LDAP (RFC 4511) and
// DCE/RPC (C706, [MS-RPCE]). Each says where its records end, which are wanted, and what of them is a message.
import type { RecordFormat } from './records.ts';
import type { CapturedContents, CaptureProblem, CaptureProtocol } from './types.ts';

/** A message found in a record, or in a header of HTTP. */
export interface Found {
  readonly protocol: CaptureProtocol;
  readonly contents: CapturedContents;
  /** Where the protocol itself says so. */
  readonly direction?: 'request' | 'reply';
  readonly correlation?: string;
  readonly bytes: Uint8Array;
  readonly problems: readonly CaptureProblem[];
}

export interface RecordProtocol extends RecordFormat {
  /** undefined where there is nothing in it after all. */
  find(record: Uint8Array, problems: readonly CaptureProblem[]): Found | undefined;
}

const be16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const le16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const be32 = (bytes: Uint8Array, at: number): number => be16(bytes, at) * 65_536 + be16(bytes, at + 2);
const le32 = (bytes: Uint8Array, at: number): number => le16(bytes, at) + le16(bytes, at + 2) * 65_536;

/** What is wrong with the octets from `start` to `end`, counted from `start`. */
function problemsWithin(
  problems: readonly CaptureProblem[],
  start: number,
  end: number,
): readonly CaptureProblem[] {
  return problems.flatMap((problem) => {
    if (problem.kind !== 'missing' || problem.offset === undefined || problem.length === undefined)
      return [problem];
    const from = Math.max(problem.offset, start);
    const to = Math.min(problem.offset + problem.length, end);
    return to > from ? [{ ...problem, offset: from - start, length: to - from }] : [];
  });
}

const part = (
  record: Uint8Array,
  problems: readonly CaptureProblem[],
  start: number,
  length: number,
): Pick<Found, 'bytes' | 'problems'> | undefined => {
  const bytes = record.subarray(start, start + length);
  if (bytes.length === 0) return undefined;
  return { bytes, problems: problemsWithin(problems, start, start + bytes.length) };
};

/** AS-REQ, AS-REP, TGS-REQ, TGS-REP, AP-REQ, AP-REP, KRB-ERROR: [APPLICATION n], constructed. */
const MESSAGE_TAGS: ReadonlySet<number> = new Set([0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x7e]);
const REQUEST_TAGS: ReadonlySet<number> = new Set([0x6a, 0x6c, 0x6e]);

export const isKerberosMessage = (bytes: Uint8Array): boolean => MESSAGE_TAGS.has(bytes[0] ?? 0);

export const kerberosDirection = (bytes: Uint8Array): 'request' | 'reply' =>
  REQUEST_TAGS.has(bytes[0] ?? 0) ? 'request' : 'reply';

/** A message of RFC 4120 and nothing else, by its tag and its length. @param missing octets that were cut off */
export function looksLikeKerberos(bytes: Uint8Array, missing = 0): boolean {
  const message = isKerberosMessage(bytes) ? element(bytes, 0) : undefined;
  return message?.end === bytes.length + missing && bytes[message.start] === 0x30;
}

/** No honest message comes near; a length beyond it is none. */
const MAX_RECORD = 1 << 24;

/** RFC 4120 7.2.2: four octets of length, whose high bit is reserved. */
export const kerberosRecords: RecordProtocol = {
  header: 5,
  peek: 5,
  length(head) {
    const length = be32(head, 0);
    return length === 0 || length > MAX_RECORD || !MESSAGE_TAGS.has(head[4] ?? 0) ? undefined : length + 4;
  },
  wanted: () => true,
  find(record, problems) {
    const found = part(record, problems, 4, record.length);
    return found && { ...found, protocol: 'kerberos', contents: 'kerberos' };
  },
};

/** RFC 3244 2: the length of the whole, then the version. */
export const isKpasswdMessage = (bytes: Uint8Array): boolean =>
  bytes.length >= 6 && (be16(bytes, 2) === 1 || be16(bytes, 2) === 0xff80);

/** Such a frame and nothing else. */
export const looksLikeKpasswd = (bytes: Uint8Array, missing = 0): boolean =>
  isKpasswdMessage(bytes) && be16(bytes, 0) === bytes.length + missing && MESSAGE_TAGS.has(bytes[6] ?? 0);

/** A request begins with AP-REQ, a reply with AP-REP or KRB-ERROR. */
export const kpasswdDirection = (bytes: Uint8Array): 'request' | 'reply' =>
  bytes[6] === 0x6e ? 'request' : 'reply';

export const kpasswdRecords: RecordProtocol = {
  header: 10,
  peek: 10,
  length(head) {
    const length = be32(head, 0);
    return length < 6 || length > 0xffff || !isKpasswdMessage(head.subarray(4, 10)) ? undefined : length + 4;
  },
  wanted: () => true,
  find(record, problems) {
    const found = part(record, problems, 4, record.length);
    if (found === undefined) return undefined;
    return { ...found, protocol: 'kpasswd', contents: 'kpasswd', direction: kpasswdDirection(found.bytes) };
  },
};

const SMB1 = 0xff534d42;
const SMB2 = 0xfe534d42;
const NETBIOS_HEADER = 4;
const Smb1Command = { NEGOTIATE: 0x72, SESSION_SETUP_ANDX: 0x73 } as const;
const Smb2Command = { NEGOTIATE: 0, SESSION_SETUP: 1 } as const;
/** NetBIOS session service: message, request, the answers to it, keep-alive (RFC 1002 4.3.1). */
const NETBIOS_TYPES: ReadonlySet<number> = new Set([0x00, 0x81, 0x82, 0x83, 0x84, 0x85]);

export const smbRecords: RecordProtocol = {
  header: NETBIOS_HEADER,
  peek: NETBIOS_HEADER + 20,
  length(head) {
    if (!NETBIOS_TYPES.has(head[0] ?? 0xff)) return undefined;
    const length = (head[1] ?? 0) * 65_536 + be16(head, 2) + NETBIOS_HEADER;
    // Every message inside begins with a protocol of SMB.
    const inside = head[0] === 0 && head.length >= NETBIOS_HEADER + 4;
    if (inside && be32(head, NETBIOS_HEADER) % 0x1000000 !== 0x534d42) return undefined;
    return length;
  },
  wanted(head) {
    const protocol = be32(head, NETBIOS_HEADER);
    if (protocol === SMB1) {
      const command = head[NETBIOS_HEADER + 4];
      return command === Smb1Command.NEGOTIATE || command === Smb1Command.SESSION_SETUP_ANDX;
    }
    if (protocol !== SMB2) return false;
    const command = le16(head, NETBIOS_HEADER + 12);
    return command === Smb2Command.NEGOTIATE || command === Smb2Command.SESSION_SETUP;
  },
  find(record, problems) {
    const body = record.subarray(NETBIOS_HEADER);
    const place = be32(body, 0) === SMB2 ? smb2Blob(body) : smb1Blob(body);
    if (place === undefined) return undefined;
    const found = part(record, problems, NETBIOS_HEADER + place.start, place.length);
    return (
      found && {
        ...found,
        protocol: 'smb',
        contents: 'gss',
        direction: place.reply ? 'reply' : 'request',
        correlation: place.correlation,
      }
    );
  },
};

interface Blob {
  readonly start: number;
  readonly length: number;
  readonly reply: boolean;
  readonly correlation: string;
}

/** [MS-SMB2] 2.2.1 (header), 2.2.4 (NEGOTIATE response), 2.2.5 and 2.2.6 (SESSION_SETUP). */
function smb2Blob(body: Uint8Array): Blob | undefined {
  const reply = ((body[16] ?? 0) & 1) !== 0;
  const correlation = `${String(le32(body, 28))}:${String(le32(body, 24))}`;
  const common = { reply, correlation };
  if (le16(body, 12) === Smb2Command.NEGOTIATE) {
    return reply && le16(body, 64) === 65
      ? { ...common, start: le16(body, 64 + 56), length: le16(body, 64 + 58) }
      : undefined;
  }
  if (reply) {
    return le16(body, 64) === 9
      ? { ...common, start: le16(body, 64 + 4), length: le16(body, 64 + 6) }
      : undefined;
  }
  return le16(body, 64) === 25
    ? { ...common, start: le16(body, 64 + 12), length: le16(body, 64 + 14) }
    : undefined;
}

const EXTENDED_SECURITY = 0x80000000;

/** [MS-CIFS] 2.2.3.1 (header); [MS-SMB] 2.2.4.5.2.1 (NEGOTIATE response), 2.2.4.6.1 and 2.2.4.6.2 (SESSION_SETUP). */
function smb1Blob(body: Uint8Array): Blob | undefined {
  const reply = ((body[9] ?? 0) & 0x80) !== 0;
  const correlation = `${String(le16(body, 26))}:${String(le16(body, 30))}`;
  const common = { reply, correlation };
  const words = body[32] ?? 0;
  const bytesAt = 33 + 2 * words + 2;
  if (body[4] === Smb1Command.NEGOTIATE) {
    const extended = le32(body, 33 + 19) >= EXTENDED_SECURITY;
    if (!reply || words !== 17 || !extended) return undefined;
    // Behind the server's GUID.
    return { ...common, start: bytesAt + 16, length: Math.max(0, le16(body, bytesAt - 2) - 16) };
  }
  if (reply) return words === 4 ? { ...common, start: bytesAt, length: le16(body, 33 + 6) } : undefined;
  return words === 12 ? { ...common, start: bytesAt, length: le16(body, 33 + 14) } : undefined;
}

/** One BER element: where its contents begin and end. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

function element(bytes: Uint8Array, at: number): Element | undefined {
  const first = bytes[at + 1];
  if (first === undefined) return undefined;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (octets > 4 || first === 0x80) return undefined;
  let length = first;
  if (octets > 0) {
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  }
  const start = at + 2 + octets;
  return { tag: bytes[at] ?? 0, start, end: start + length };
}

const Ldap = { BIND_REQUEST: 0x60, BIND_RESPONSE: 0x61 } as const;

/** RFC 4511 4.1.1: LDAPMessage ::= SEQUENCE { messageID, protocolOp CHOICE, controls [0] OPTIONAL } */
export const ldapRecords: RecordProtocol = {
  header: 2,
  peek: 16,
  length(head) {
    // With a security layer of SASL the messages travel in buffers that begin with a length: its first octet is 0.
    if (head[0] !== 0x30) return undefined;
    const octets = (head[1] ?? 0) < 0x80 ? 0 : (head[1] ?? 0) & 0x7f;
    if (octets > 4 || head[1] === 0x80) return undefined;
    if (head.length < 2 + octets) return 'more';
    return element(head, 0)?.end;
  },
  wanted(head) {
    const id = element(head, element(head, 0)?.start ?? 0);
    const tag = id?.tag === 0x02 ? head[id.end] : undefined;
    return tag === Ldap.BIND_REQUEST || tag === Ldap.BIND_RESPONSE;
  },
  find(record, problems) {
    const id = element(record, element(record, 0)?.start ?? 0);
    const operation = id && element(record, id.end);
    if (id === undefined || operation === undefined) return undefined;
    const reply = operation.tag === Ldap.BIND_RESPONSE;
    const credentials = reply ? serverCredentials(record, operation) : saslCredentials(record, operation);
    if (credentials === undefined) return undefined;
    const found = part(record, problems, credentials.start, credentials.end - credentials.start);
    return (
      found && {
        ...found,
        protocol: 'ldap',
        contents: 'gss',
        direction: reply ? 'reply' : 'request',
        correlation: record.subarray(id.start, id.end).join('.'),
      }
    );
  },
};

/** BindRequest: version, name, authentication CHOICE { simple [0], sasl [3] { mechanism, credentials OPTIONAL } } */
function saslCredentials(record: Uint8Array, operation: Element): Element | undefined {
  const version = element(record, operation.start);
  const name = version && element(record, version.end);
  const sasl = name && element(record, name.end);
  if (sasl?.tag !== 0xa3) return undefined;
  const mechanism = element(record, sasl.start);
  if (mechanism?.tag !== 0x04) return undefined;
  const text = String.fromCharCode(
    ...record.subarray(mechanism.start, Math.min(mechanism.end, mechanism.start + 20)),
  );
  if (text !== 'GSS-SPNEGO' && text !== 'GSSAPI') return undefined;
  const credentials = mechanism.end < sasl.end ? element(record, mechanism.end) : undefined;
  return credentials?.tag === 0x04 ? credentials : undefined;
}

/** BindResponse: resultCode, matchedDN, diagnosticMessage, referral [3], serverSaslCreds [7], both OPTIONAL */
function serverCredentials(record: Uint8Array, operation: Element): Element | undefined {
  let at = operation.start;
  for (let fields = 0; fields < 8 && at < operation.end; fields++) {
    const field = element(record, at);
    if (field === undefined) return undefined;
    if (field.tag === 0x87) return field;
    at = field.end;
  }
  return undefined;
}

/** bind, bind_ack, alter_context, alter_context_resp, rpc_auth_3: those that set up a security context. */
const RPC_TYPES: ReadonlySet<number> = new Set([11, 12, 14, 15, 16]);
const RPC_REQUESTS: ReadonlySet<number> = new Set([11, 14, 16]);
/** [MS-RPCE] 2.2.1.1.7: SPNEGO, NTLM, Kerberos. */
const RPC_AUTH: ReadonlySet<number> = new Set([9, 10, 16]);
const RPC_HEADER = 16;

const rpcNumber = (head: Uint8Array, at: number): number =>
  ((head[4] ?? 0) & 0x10) !== 0 ? le16(head, at) : be16(head, at);

/** C706 12.6.3: version 5, type, flags, representation, frag_length, auth_length, call_id. */
const dcerpcRecords: RecordProtocol = {
  header: RPC_HEADER,
  peek: RPC_HEADER,
  length(head) {
    const length = rpcNumber(head, 8);
    const known = head[0] === 5 && (head[1] ?? 9) <= 1 && (head[2] ?? 99) <= 19;
    return known && length >= RPC_HEADER ? length : undefined;
  },
  wanted: (head) => RPC_TYPES.has(head[2] ?? 0) && rpcNumber(head, 10) > 0,
  find(record, problems) {
    const length = rpcNumber(record, 10);
    const start = record.length - length;
    // auth_type, auth_level, auth_pad_length, reserved, auth_context_id stand before the token.
    if (start < RPC_HEADER + 8 || !RPC_AUTH.has(record[start - 8] ?? 0)) return undefined;
    const found = part(record, problems, start, length);
    return (
      found && {
        ...found,
        protocol: 'dcerpc',
        contents: 'gss',
        direction: RPC_REQUESTS.has(record[2] ?? 0) ? 'request' : 'reply',
        correlation: record.subarray(12, 16).join('.'),
      }
    );
  },
};

/** Does a connection begin with a call of DCE/RPC? */
const looksLikeRpc = (bytes: Uint8Array): boolean =>
  bytes.length >= RPC_HEADER && RPC_TYPES.has(bytes[2] ?? 0) && dcerpcRecords.length(bytes) !== undefined;

/** What a connection carries that begins like this, behind the length that TCP puts before a message. */
export function recordsLike(bytes: Uint8Array): RecordProtocol | undefined {
  if (bytes.length < 12) return undefined;
  const message = bytes.subarray(4);
  const missing = be32(bytes, 0) - message.length;
  if (missing >= 0 && missing < MAX_RECORD) {
    if (looksLikeKerberos(message, missing)) return kerberosRecords;
    if (looksLikeKpasswd(message, missing)) return kpasswdRecords;
  }
  return looksLikeRpc(bytes) ? dcerpcRecords : undefined;
}
