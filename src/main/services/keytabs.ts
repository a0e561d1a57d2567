// Keytabs as the window knows them: a handle, what is in them, never a key and never a path to open. A handle lives as
// long as the app; there are few, and the oldest goes first.
import { displayText, enctypeName, formatPrincipal, isWeakEnctype } from '#krb5';
import type { ParsedKeytab } from '#krb5';
import type { InputOf, KeytabDto, OutputOf } from '#shared';
import { ServiceError } from './describe-error.ts';
import { isNamedKeytab, keytabFile } from './means-dto.ts';
import type { ServicePorts } from './ports.ts';
import type { State } from './state.ts';

const MOST_HANDLES = 32;
const LISTED = 500;

export interface Keytabs {
  readonly open: (input: InputOf<'keytab.open'>) => Promise<OutputOf<'keytab.open'>>;
  /** What is remembered of a handle's keytab. @throws ServiceError UNKNOWN */
  readonly nameOf: (handle: string) => string;
  /** The file that a remembered name stands for now. @throws KerberosError CONFIG_INVALID */
  readonly fileOf: (name: string) => string;
  /** The caller wipes the keys. @throws KerberosError FILE_REFUSED, FORMAT_INVALID, LIMIT, NOT_SUPPORTED */
  readonly read: (name: string) => ParsedKeytab;
}

export function wipeKeytab({ entries }: Pick<ParsedKeytab, 'entries'>): void {
  for (const { key } of entries) key.wipe();
}

export function createKeytabs(
  ports: Pick<ServicePorts, 'keytabs' | 'dialogs' | 'system' | 'newHandle' | 'storage'>,
  state: Pick<State, 'identity'>,
): Keytabs {
  /** Handle to name, oldest first. */
  const handles = new Map<string, string>();

  function handleFor(name: string): string {
    for (const [handle, each] of handles) {
      if (each !== name) continue;
      handles.delete(handle); // used again: young again
      handles.set(handle, name);
      return handle;
    }
    const handle = ports.newHandle();
    handles.set(handle, name);
    const [oldest] = handles.keys();
    if (handles.size > MOST_HANDLES && oldest !== undefined) handles.delete(oldest);
    return handle;
  }

  const fileOf = (name: string): string => keytabFile(ports, name);
  const read = (name: string): ParsedKeytab => ports.keytabs.read(fileOf(name));

  function described(name: string): KeytabDto {
    const keytab = read(name);
    wipeKeytab(keytab);
    const { entries } = keytab;
    return {
      keytab: handleFor(name),
      origin: isNamedKeytab(name) ? name : 'file',
      file: displayText(fileOf(name)).slice(0, 4_096) || '?',
      entries: entries.slice(0, LISTED).map(({ principal, kvno, key }) => ({
        principal: displayText(formatPrincipal(principal)).slice(0, 2_048) || '?',
        kvno,
        enctype: {
          number: key.keyType,
          name: enctypeName(key.keyType).slice(0, 64),
          weak: isWeakEnctype(key.keyType),
        },
      })),
      entriesLeftOut: Math.max(0, entries.length - LISTED),
    };
  }

  return {
    async open({ from, identity: id }) {
      if (from === 'dialog') {
        const chosen = await ports.dialogs.pickKeytab();
        return chosen === undefined ? {} : { keytab: described(chosen) };
      }
      if (from !== 'identity') return { keytab: described(from) };
      const name =
        id === undefined ? undefined : ports.storage.signIns.of(state.identity(id).principal)?.keytab;
      return name === undefined ? {} : { keytab: described(name) };
    },
    nameOf(handle) {
      const name = handles.get(handle);
      if (name === undefined) throw new ServiceError('UNKNOWN', (words) => words.keytabGone);
      return name;
    },
    fileOf,
    read,
  };
}
