// NEGOEX, [MS-NEGOEX] 2.2: one or more messages behind one another, each with its header, its parts at offsets that
// count from the message's own beginning.
import type { Field } from '../fields/field.ts';
import { textFromOctets } from '../text.ts';
import { layOut } from './layout.ts';
import type { Layout, Scene } from './layout.ts';

const MESSAGE_TYPES: readonly string[] = [
  'MESSAGE_TYPE_INITIATOR_NEGO',
  'MESSAGE_TYPE_ACCEPTOR_NEGO',
  'MESSAGE_TYPE_INITIATOR_META_DATA',
  'MESSAGE_TYPE_ACCEPTOR_META_DATA',
  'MESSAGE_TYPE_CHALLENGE',
  'MESSAGE_TYPE_AP_REQUEST',
  'MESSAGE_TYPE_VERIFY',
  'MESSAGE_TYPE_ALERT',
];
const Type = { ACCEPTOR_NEGO: 1, AP_REQUEST: 5, VERIFY: 6, ALERT: 7 } as const;
const SIGNATURE = 'NEGOEXTS';
const HEADER = 40;
const MAX_LIST = 256;

/** Mechanisms number themselves; PKU2U as Windows does, and as its draft did. */
const SCHEMES: ReadonlyMap<string, string> = new Map([
  ['0d53335c-f9ea-4d0d-b2ec-4ae3786ec308', 'PKU2U'],
  ['235f69ad-73fb-4dbc-8203-0629e739339b', 'PKU2U (draft-zhu-pku2u)'],
]);
const schemeName = (text: string): string | undefined => SCHEMES.get(text);

export function isNegoex(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER && textFromOctets(bytes.subarray(0, 8)) === SIGNATURE;
}

/** Opens an exchange's bytes, which are a token of its scheme. */
export type Exchange = (bytes: Uint8Array, scene: Scene) => Field;

/** @throws KerberosError LIMIT where the budget throws */
export function describeNegoex(bytes: Uint8Array, scene: Scene, exchange: Exchange): Field {
  return layOut('NEGOEX', 'NEGOEX messages', bytes, scene, (layout) => {
    while (layout.left > 0) {
      layout.need(HEADER);
      const start = layout.at;
      const length = layout.peek(4, start + 20);
      if (length < HEADER) throw layout.invalid('a message shorter than its header');
      layout.need(length);
      const below = { ...scene, base: scene.base + start, depth: scene.depth + 1 };
      layout.at += length;
      layout.add(message(bytes.subarray(start, start + length), below, exchange));
    }
    return layout.fields.map(({ name }) => name.replace('MESSAGE_TYPE_', '')).join(', ');
  });
}

function message(bytes: Uint8Array, scene: Scene, exchange: Exchange): Field {
  const type = bytes[8] ?? 0;
  const name = MESSAGE_TYPES[type] ?? `message of type ${String(type)}`;
  const read = (layout: Layout): undefined => {
    layout.text('Signature', 8, 'octets');
    const messageType = layout.integer('MessageType', 4, (value) => MESSAGE_TYPES[value]);
    layout.integer('SequenceNum', 4);
    layout.integer('cbHeaderLength', 4);
    layout.integer('cbMessageLength', 4);
    layout.guid('ConversationId');
    if (messageType <= Type.ACCEPTOR_NEGO) nego(layout);
    else if (messageType <= Type.AP_REQUEST) exchanged(layout, exchange);
    else if (messageType === Type.VERIFY) verify(layout);
    else if (messageType === Type.ALERT) alert(layout);
    else throw layout.invalid('no message type of NEGOEX');
    return undefined;
  };
  return layOut(name, name, bytes, scene, read, { placed: true });
}

/** A vector's place and count: two of the four octets behind the count are padding in some of them. */
function vector(
  layout: Layout,
  name: string,
  countSize: 2 | 4,
): { readonly start: number; readonly count: number } {
  const start = layout.peek(4);
  const count = layout.peek(countSize, layout.at + 4);
  layout.leaf(name, 8, {
    type: 'vector',
    kind: 'text',
    value: `${String(count)} at ${String(start)}`,
  });
  return { start, count };
}

function elsewhere(layout: Layout, start: number, read: () => void): void {
  const before = layout.at;
  layout.at = Math.min(start, layout.bytes.length);
  read();
  layout.at = before;
}

/** NEGO_MESSAGE, [MS-NEGOEX] 2.2.6.3. */
function nego(layout: Layout): void {
  layout.octets('Random', 32);
  layout.wide('ProtocolVersion');
  const schemes = vector(layout, 'AuthSchemes', 2);
  const extensions = vector(layout, 'Extensions', 2);
  if (schemes.count > MAX_LIST || extensions.count > MAX_LIST) throw layout.invalid('too long a list');
  elsewhere(layout, schemes.start, () => {
    for (let at = 0; at < schemes.count; at++) layout.guid(`AuthScheme[${String(at)}]`, schemeName);
  });
  elsewhere(layout, extensions.start, () => {
    for (let at = 0; at < extensions.count; at++) {
      layout.integer(`ExtensionType[${String(at)}]`, 4);
      const value = vector(layout, `ExtensionValue[${String(at)}]`, 4);
      octetsAt(layout, 'ExtensionData', value);
    }
  });
}

function octetsAt(
  layout: Layout,
  name: string,
  { start, count }: { readonly start: number; readonly count: number },
): void {
  if (count === 0) return;
  elsewhere(layout, start, () => {
    layout.octets(name, count, { plain: false });
  });
}

/** EXCHANGE_MESSAGE, [MS-NEGOEX] 2.2.6.4. */
function exchanged(layout: Layout, exchange: Exchange): void {
  layout.guid('AuthScheme', schemeName);
  const { start, count } = vector(layout, 'Exchange', 4);
  if (count === 0) return;
  elsewhere(layout, start, () => {
    layout.need(count);
    const { at, bytes, scene } = layout;
    const below = { ...scene, base: scene.base + at, depth: scene.depth + 1 };
    const made = exchange(bytes.subarray(at, at + count), below);
    layout.add({ ...made, name: 'ExchangeData' });
  });
}

/** VERIFY_MESSAGE, [MS-NEGOEX] 2.2.6.5, with CHECKSUM, 2.2.5.1.3. */
function verify(layout: Layout): void {
  layout.guid('AuthScheme', schemeName);
  layout.integer('cbHeaderLength', 4);
  layout.integer('ChecksumScheme', 4);
  layout.integer('ChecksumType', 4);
  octetsAt(layout, 'ChecksumData', vector(layout, 'ChecksumValue', 4));
}

/** ALERT_MESSAGE, [MS-NEGOEX] 2.2.6.6. */
function alert(layout: Layout): void {
  layout.guid('AuthScheme', schemeName);
  layout.integer('ErrorCode', 4);
  const alerts = vector(layout, 'Alerts', 2);
  if (alerts.count > MAX_LIST) throw layout.invalid('too long a list');
  elsewhere(layout, alerts.start, () => {
    for (let at = 0; at < alerts.count; at++) {
      layout.integer(`AlertType[${String(at)}]`, 4);
      octetsAt(layout, 'AlertData', vector(layout, `AlertValue[${String(at)}]`, 4));
    }
  });
}
