// The Inspector: whatever a helpdesk is handed, laid open. Files come by main's own dialog or are dropped, keys by main's
// dialog or the prompt window; the window gets handles, fields, and bytes with every key blank until the person says
// yes to main's question.
import {
  INSPECT_LIMITS,
  KerberosError,
  credentialKeys,
  defaultSalt,
  displayText,
  keytabKeys,
  octetsFromText,
  parsePrincipal,
  placedJson,
  passwordKeys,
  rawKey,
  toJson,
} from '#krb5';
import type { ByteRange, RingKey } from '#krb5';
import { PASTED_MOST } from '#shared';
import type { BlobDto, DroppedFiles, InputOf, OutputOf } from '#shared';
import { ServiceError, describeError } from '../describe-error.ts';
import type { Exchanges } from '../exchanges.ts';
import { holdingsOf } from '../holding.ts';
import type { Hub } from '../hub.ts';
import type { ServicePorts } from '../ports.ts';
import type { State } from '../state.ts';
import { withHandles } from '../ticket-dto.ts';
import { serviceWords } from '../words.ts';
import { blobDto, createBlobs, mayBeShown } from './blobs.ts';
import type { OpenBlob } from './blobs.ts';
import { htmlReport } from './html-report.ts';
import { bytesOfBlob, fieldsOfBlob, findInBlob, searchBlob } from './look.ts';
import { pacOfBlob } from './pac.ts';

type Procedures =
  | 'blob.open'
  | 'blob.list'
  | 'blob.close'
  | 'blob.fields'
  | 'blob.bytes'
  | 'blob.find'
  | 'blob.search'
  | 'blob.addKeytab'
  | 'blob.addPassword'
  | 'blob.addKey'
  | 'blob.useTickets'
  | 'blob.reveal'
  | 'blob.pac'
  | 'blob.copy'
  | 'blob.export'
  | 'blob.forget';

export interface Inspector {
  readonly handlers: { readonly [N in Procedures]: (input: InputOf<N>) => Promise<OutputOf<N>> };
  /** Each is opened, and the window told what became of it. */
  readonly dropped: (files: DroppedFiles) => Promise<void>;
  readonly close: () => void;
}

const NAME_MOST = 2_048;
const shown = (text: string): string => displayText(text).slice(0, NAME_MOST) || '?';

/** The last part of a path, of whichever system. */
function fileName(path: string): string {
  return shown(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
}

export function createInspector(
  ports: Pick<
    ServicePorts,
    | 'blobFiles'
    | 'clipboard'
    | 'confirm'
    | 'dialogs'
    | 'digest'
    | 'kdf'
    | 'keytabs'
    | 'newHandle'
    | 'prompt'
    | 'storage'
  >,
  state: State,
  hub: Hub,
  exchanges: Pick<Exchanges, 'kept'>,
): Inspector {
  const blobs = createBlobs(ports.newHandle, state.now);
  const holding = holdingsOf(state.places);
  const { bookmarks } = ports.storage;

  function opened(
    bytes: Uint8Array,
    name: string,
    origin: BlobDto['origin'],
    leftOut?: readonly ByteRange[],
  ): OpenBlob {
    const about = { name: shown(name), origin, ...(leftOut === undefined ? {} : { leftOut }) };
    const blob = blobs.add(bytes, about);
    if (origin === 'file' || origin === 'dropped' || origin === 'pasted') {
      const { kind } = blob.open.inspection;
      bookmarks.add({
        at: blob.at,
        name: blob.name,
        kind,
        length: bytes.length,
        sha256: ports.digest(bytes),
      });
    }
    return blob;
  }

  async function openFile(path: string, origin: 'file' | 'dropped'): Promise<OpenBlob> {
    const bytes = await ports.blobFiles.read(path, INSPECT_LIMITS.inputBytes);
    return opened(bytes, fileName(path), origin);
  }

  async function open(input: InputOf<'blob.open'>): Promise<OpenBlob | undefined> {
    switch (input.from) {
      case 'dialog': {
        const path = await ports.dialogs.pickBlob();
        return path === undefined ? undefined : openFile(path, 'file');
      }
      case 'text':
        return opened(octetsFromText(input.text), serviceWords(state.language()).pasted, 'pasted');
      case 'ticket': {
        const { contents } = await holding.look(state.identity(input.identity));
        const [, found] = withHandles(contents).find(([each]) => each === input.ticket) ?? [];
        if (found === undefined) throw new ServiceError('UNKNOWN', (words) => words.ticketGone);
        const { server } = found;
        return opened(found.ticket, server.name.nameString.join('/'), 'ticket');
      }
      case 'message': {
        const { name, bytes, blanked } = exchanges.kept(input.history, input.step);
        return opened(bytes, name, 'message', blanked);
      }
    }
  }

  function withKeys(blob: OpenBlob, keys: readonly RingKey[]): OutputOf<'blob.addKey'> {
    const count = blobs.addKeys(blob, keys);
    return { blob: blobDto(blob), opened: count };
  }

  /** What is typed is the caller's to wipe. */
  async function typed(blob: OpenBlob, subject: string, purpose: 'opening-password' | 'opening-key') {
    const reason = serviceWords(state.language()).openPartsOf(blob.name);
    const secret = await ports.prompt.ask({ principal: subject, realm: '', reason, purpose });
    if (secret === undefined)
      throw new KerberosError('CANCELLED', 'cancelled by the person', { what: 'Opening' });
    return secret;
  }

  /** The names down to a field, as a question needs them. */
  function pathOf(blob: OpenBlob, at: string): string {
    const found = blob.open.nodeAt(at);
    const names = [...(found?.around ?? []), ...(found === undefined ? [] : [found.node])];
    return shown(names.map(({ field }) => field.name).join(' › '));
  }

  async function reveal(input: InputOf<'blob.reveal'>): Promise<OutputOf<'blob.reveal'>> {
    const blob = blobs.get(input.blob);
    const node = blob.version === input.version ? blob.open.nodeAt(input.at)?.node : undefined;
    if (node === undefined || !mayBeShown(node))
      throw new ServiceError('UNKNOWN', (words) => words.noSecretHere);
    const secret = pathOf(blob, input.at);
    const yes = await ports.confirm?.({ kind: 'reveal', secret, blob: blob.name });
    // Meanwhile a key may have been added: the place stays, unless the blob is gone.
    if (yes !== true) return {};
    const still = blobs.get(input.blob);
    blobs.reveal(still, input.at);
    state.record({ kind: 'reveal', service: `${still.name}: ${secret}`.slice(0, NAME_MOST), outcome: 'ok' });
    return { blob: blobDto(still) };
  }

  return {
    handlers: {
      'blob.open': async (input) => {
        const blob = await open(input);
        return blob === undefined ? {} : { blob: blobDto(blob) };
      },
      'blob.list': () => Promise.resolve({ blobs: blobs.all().map(blobDto), recent: [...bookmarks.all()] }),
      'blob.close': ({ blob }) => {
        blobs.close(blob);
        return Promise.resolve({});
      },
      'blob.fields': async (input) =>
        await Promise.resolve(fieldsOfBlob(blobs.get(input.blob), input, state.language())),
      'blob.bytes': async (input) => await Promise.resolve(bytesOfBlob(blobs.get(input.blob), input)),
      'blob.find': async (input) => await Promise.resolve(findInBlob(blobs.get(input.blob), input)),
      'blob.search': async (input) => await Promise.resolve(searchBlob(blobs.get(input.blob), input)),
      'blob.addKeytab': async ({ blob: handle }) => {
        blobs.get(handle);
        const file = await ports.dialogs.pickKeytab();
        if (file === undefined) return {};
        const { entries } = ports.keytabs.read(file);
        return withKeys(blobs.get(handle), keytabKeys(entries));
      },
      'blob.addPassword': async ({ blob: handle, principal: name, salt }) => {
        const principal = parsePrincipal(name);
        const password = await typed(blobs.get(handle), shown(name), 'opening-password');
        try {
          const octets = salt === undefined ? defaultSalt(principal) : octetsFromText(salt);
          const keys = await passwordKeys(ports.kdf, password, octets);
          return withKeys(
            blobs.get(handle),
            keys.map((key) => ({ ...key, principal: shown(name) })),
          );
        } finally {
          password.fill(0);
        }
      },
      'blob.addKey': async ({ blob: handle, enctype }) => {
        const blob = blobs.get(handle);
        const digits = await typed(blob, blob.name, 'opening-key');
        try {
          const value = octetsOfHex(digits);
          try {
            return withKeys(blobs.get(handle), [rawKey(enctype, value)]);
          } finally {
            value.fill(0);
          }
        } finally {
          digits.fill(0);
        }
      },
      'blob.useTickets': async ({ blob: handle, identity }) => {
        blobs.get(handle);
        const place = state.identity(identity).place?.name;
        const held = place === undefined ? undefined : await state.places.withKeys(place);
        if (held?.contents === undefined)
          throw new ServiceError('UNKNOWN', (words) => words.ticketsGone(state.identity(identity).shown));
        // Its keys are the blob's from here on, which wipes them.
        return withKeys(blobs.get(handle), credentialKeys(held.contents.credentials));
      },
      'blob.reveal': reveal,
      'blob.pac': async ({ blob: handle, version }) => {
        const blob = blobs.get(handle);
        const pac = blob.version === version ? pacOfBlob(blob) : undefined;
        return await Promise.resolve(pac === undefined ? {} : { pac });
      },
      'blob.copy': async ({ blob: handle, version, at }) => {
        const { open, version: current } = blobs.get(handle);
        const { inspection } = open;
        const node = at === undefined || current !== version ? undefined : open.nodeAt(at)?.node;
        const json = node === undefined ? toJson(inspection) : placedJson(inspection, node);
        await ports.clipboard(`${JSON.stringify(json, null, 2)}\n`);
        return {};
      },
      'blob.export': async ({ blob: handle, as }) => {
        const { name } = blobs.get(handle);
        const file = await ports.dialogs.saveAs(`${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')}.${as}`);
        if (file === undefined) return { saved: false };
        const blob = blobs.get(handle);
        const text =
          as === 'html'
            ? htmlReport(blob, state.language())
            : `${JSON.stringify(toJson(blob.open.inspection), null, 2)}\n`;
        await ports.blobFiles.write(file, new TextEncoder().encode(text));
        return { saved: true };
      },
      'blob.forget': ({ id }) => {
        bookmarks.remove(id);
        return Promise.resolve({});
      },
    },
    async dropped(files) {
      for (const { name, path, bytes } of files) {
        const said = path === undefined ? shown(name) : fileName(path);
        try {
          if (path === undefined && bytes === undefined)
            throw new KerberosError('LIMIT', 'too large', { what: 'bytes', limit: PASTED_MOST, where: said });
          const blob =
            bytes === undefined ? await openFile(path ?? '', 'dropped') : opened(bytes, name, 'dropped');
          hub.publish({ type: 'window.asked', ask: { show: 'dropped', name: said, blob: blob.handle } });
        } catch (error) {
          hub.publish({
            type: 'window.asked',
            ask: { show: 'dropped', name: said, error: describeError(error) },
          });
        }
      }
    },
    close() {
      for (const { handle } of blobs.all()) blobs.close(handle);
    },
  };
}

/** Of UTF-8 octets that spell it; spaces and colons between the pairs count for nothing. */
function octetsOfHex(text: Uint8Array): Uint8Array {
  const digits = text.filter((octet) => octet !== 0x20 && octet !== 0x3a);
  const value = new Uint8Array(digits.length >> 1);
  const refuse = (): never => {
    digits.fill(0);
    value.fill(0);
    throw new KerberosError('FORMAT_INVALID', 'key: it is not written in hexadecimal', {
      format: 'option',
      reason: 'it is not written in hexadecimal',
    });
  };
  if (digits.length % 2 !== 0) refuse();
  for (const [index, octet] of digits.entries()) {
    const lower = octet | 0x20;
    const digit =
      octet >= 0x30 && octet <= 0x39
        ? octet - 0x30
        : lower >= 0x61 && lower <= 0x66
          ? lower - 0x57
          : refuse();
    value[index >> 1] = ((value[index >> 1] ?? 0) << 4) | digit;
  }
  digits.fill(0);
  return value;
}
