import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../../src/krb5/fields/field.ts';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import { toJson } from '../../../../src/krb5/inspect/json.ts';
import { BUILT_VECTORS, builtVector } from '../../../support/pac-built.ts';
import { PAC_VECTORS, pacVector } from '../../../support/pac-judge.ts';
import { hex } from '../../../support/vectors.ts';

describe('a PAC', () => {
  it.each(PAC_VECTORS)('of %s is recognised by itself', (name) => {
    const { kind, root } = inspect(hex(pacVector(name).pac));
    expect([kind, root.type]).toEqual(['pac', 'PACTYPE']);
  });

  it.each(PAC_VECTORS)('of %s is laid open inside its ticket, at its place there', (name) => {
    const vector = pacVector(name);
    const ticket = hex(vector.encTicketPart);
    const { kind, root } = inspect(ticket);
    expect(kind).toBe('enc-ticket-part');
    const pac = [...fieldsOf(root)].find(({ type }) => type === 'PACTYPE');
    expect(pac?.name).toBe('ad-data');
    const { valueOffset, valueLength } = pac!;
    expect(ticket.subarray(valueOffset, valueOffset + valueLength)).toEqual(hex(vector.pac));
    const names = [...fieldsOf(pac!)].filter((field) => field.type === 'PAC_CLIENT_INFO');
    expect(names[0]?.offset).toBeGreaterThan(valueOffset);
  });

  it('with bytes left over is none', () => {
    const bytes = hex(`${pacVector('samba-alice').pac}${'00'.repeat(16)}`);
    expect(() => inspect(bytes, { as: 'pac' })).toThrow(/16 bytes are left over/);
  });
});

describe('a claims set', () => {
  it.each(
    BUILT_VECTORS.filter(({ kind }) => kind === 'claims' || kind === 'claims-set').map(({ name }) => name),
  )('“%s” is recognised by itself, with its decompressed source', (name) => {
    const { bytes, read } = builtVector(name);
    const inspection = inspect(bytes);
    expect(inspection.kind).toBe('claims');
    expect(inspection.sources.map(({ how }) => how)).toEqual(
      name.includes('uncompressed') || name.includes('alone') ? ['input'] : ['input', 'decompressed'],
    );
    const text = JSON.stringify(toJson(inspection));
    for (const { claims } of read as { claims: { id: string }[] }[]) {
      for (const { id } of claims) expect(text).toContain(JSON.stringify(id));
    }
  });
});
