// A FILE cache laid open: version, header, the principal it belongs to, and every record where it stands. The layout
// is in ccache/parse.ts.
import { DEFAULT_FILE_LIMITS } from '../ccache/byte-reader.ts';
import { KDC_OFFSET_TAG, parseCcache } from '../ccache/parse.ts';
import type { CcacheHeaderTag, ParsedCcache } from '../ccache/parse.ts';
import type { Budget } from './budget.ts';
import { principalField, recordField } from './credential.ts';
import { Cursor } from './cursor.ts';
import { hex } from './field.ts';
import type { Field } from './field.ts';
import { unreadable } from './make.ts';

/**
 * @param littleEndian byte order of versions 1 and 2
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function describeCcache(bytes: Uint8Array, budget: Budget, littleEndian: boolean): Field {
  const limits = {
    bytes: budget.limits.inputBytes,
    entries: Math.min(DEFAULT_FILE_LIMITS.entries, budget.limits.fields),
  };
  const parsed = parseCcache(bytes, { limits, littleEndian });
  const cursor = new Cursor(bytes, budget, 0, parsed.littleEndian);
  return cursor.group('ccache', { type: `ccache version ${String(parsed.version)}` }, () => {
    const { version, principal, records, end } = parsed;
    const fields = [versionField(cursor)];
    if (version === 4) fields.push(headerField(cursor, parsed));
    fields.push(
      principalField('default-principal', cursor, principal, version),
      cursor.group('credentials', { type: 'SEQUENCE OF credential' }, () => {
        const place = { version, littleEndian: parsed.littleEndian, budget };
        const made = records.map((record, index) =>
          recordField(`[${String(index)}]`, bytes, record.offset, record, place),
        );
        cursor.at = end;
        return made;
      }),
    );
    const rest = bytes.length - end;
    if (rest > 0) fields.push(unreadable('trailing', end, rest, 'the last record is cut short'));
    cursor.at = bytes.length;
    return fields;
  });
}

/** Two octets: 5 and the version. */
export function versionField(cursor: Cursor): Field {
  const from = cursor.at;
  const five = cursor.number(1);
  const value = `0x${five.toString(16).padStart(2, '0')}${cursor.number(1).toString(16).padStart(2, '0')}`;
  return cursor.field('version', from, { type: 'UInt16', kind: 'text', value });
}

function headerField(cursor: Cursor, { headerTags }: ParsedCcache): Field {
  return cursor.group('header', { type: 'header' }, () => [
    cursor.integer('length', 2),
    ...headerTags.map((tag, index) =>
      cursor.group(`[${String(index)}]`, { type: 'header field' }, () => tagFields(cursor, tag)),
    ),
  ]);
}

function tagFields(cursor: Cursor, { tag, data }: CcacheHeaderTag): readonly Field[] {
  const known = tag === KDC_OFFSET_TAG;
  const fields = [
    cursor.integer('tag', 2, known ? () => 'KDC offset' : undefined),
    cursor.integer('length', 2),
  ];
  if (known) {
    fields.push(
      cursor.integer('time-offset', 4, undefined, true),
      cursor.integer('usec-offset', 4, undefined, true),
    );
    return fields;
  }
  const from = cursor.at;
  cursor.at += data.length;
  fields.push(cursor.field('data', from, { type: 'octets', kind: 'octets', value: hex(data), plain: false }));
  return fields;
}
