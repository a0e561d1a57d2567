// A keytab laid open: every entry with its key's place, and the holes that deleted entries leave. The layout is in
// keytab/parse.ts.
import { DEFAULT_FILE_LIMITS } from '../ccache/byte-reader.ts';
import { enctypeName } from '../iana/enctype.ts';
import { nameTypeName } from '../iana/name-type.ts';
import { parseKeytab } from '../keytab/parse.ts';
import type { KeytabEntry } from '../keytab/parse.ts';
import { formatPrincipal } from '../principal.ts';
import { displayText } from '../text.ts';
import type { Budget } from './budget.ts';
import { versionField } from './ccache.ts';
import { Cursor } from './cursor.ts';
import { MAX_TEXT } from './field.ts';
import type { Field } from './field.ts';
import { unreadable } from './make.ts';

/**
 * @param littleEndian byte order of version 0x0501
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function describeKeytab(bytes: Uint8Array, budget: Budget, littleEndian: boolean): Field {
  const limits = {
    bytes: budget.limits.inputBytes,
    entries: Math.min(DEFAULT_FILE_LIMITS.entries, budget.limits.fields),
  };
  const { version, entries } = parseKeytab(bytes, { limits, littleEndian });
  const cursor = new Cursor(bytes, budget, 0, version === 1 && littleEndian);
  return cursor.group('keytab', { type: `keytab version 0x050${String(version)}` }, () => {
    const fields = [versionField(cursor)];
    let index = 0;
    while (cursor.at < bytes.length) {
      const from = cursor.at;
      const size = cursor.number(4) | 0;
      cursor.at = from;
      if (size === 0) {
        fields.push(unreadable('trailing', from, bytes.length - from, 'a size of 0 ends the file'));
        cursor.at = bytes.length;
        break;
      }
      const entry = size > 0 ? entries[index] : undefined;
      const name = `[${String(fields.length - 1)}]`;
      if (entry === undefined) fields.push(holeField(name, cursor));
      else {
        fields.push(entryField(name, cursor, version, entry));
        index++;
      }
      cursor.at = from + 4 + Math.abs(size);
    }
    return fields;
  });
}

function holeField(name: string, cursor: Cursor): Field {
  return cursor.group(name, { type: 'hole' }, () => {
    const size = cursor.integer('size', 4, undefined, true);
    return [size, remains('deleted', cursor, cursor.at + Math.abs(Number(size.value)))];
  });
}

/** Octets up to `end` that nothing uses. They may be a key that was deleted. */
function remains(name: string, cursor: Cursor, end: number): Field {
  const from = cursor.at;
  cursor.at = end;
  const emptied = cursor.bytes.subarray(from, end).every((octet) => octet === 0);
  return cursor.field(
    name,
    from,
    emptied ? { type: 'zeros', kind: 'octets', value: '' } : { type: 'octets', kind: 'secret', plain: false },
  );
}

function entryField(name: string, cursor: Cursor, version: 1 | 2, entry: KeytabEntry): Field {
  const { principal, key } = entry;
  const value = displayText(formatPrincipal(principal)).slice(0, MAX_TEXT);
  return cursor.group(name, { type: 'keytab entry', value }, () => {
    const sizeAt = cursor.at;
    const end = sizeAt + 4 + (cursor.number(4) | 0);
    cursor.at = sizeAt;
    const fields = [cursor.integer('size', 4, undefined, true), cursor.integer('num-components', 2)];
    fields.push(cursor.text('realm', 2));
    for (const at of principal.name.nameString.keys()) fields.push(cursor.text(`[${String(at)}]`, 2));
    if (version === 2) fields.push(cursor.integer('name-type', 4, nameTypeName, true));
    fields.push(
      cursor.time('timestamp'),
      cursor.integer('vno8', 1),
      cursor.group('key', { type: 'keyblock', value: enctypeName(key.keyType) }, () => [
        cursor.integer('keytype', 2, enctypeName, true),
        cursor.secret('keyvalue', 2),
      ]),
    );
    if (end - cursor.at >= 4) fields.push(cursor.integer('vno', 4));
    if (end > cursor.at) fields.push(remains('rest', cursor, end));
    return fields;
  });
}
