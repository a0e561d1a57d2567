import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../src/krb5/asn1/index.ts';
import { terms as german } from '../../../src/krb5/explain/de/terms/index.ts';
import { terms as english } from '../../../src/krb5/explain/en/terms/index.ts';
import { explainField, explainKeyUsage } from '../../../src/krb5/explain/index.ts';
import { TERM_TABLES } from '../../../src/krb5/explain/terms.ts';
import type { TermKind } from '../../../src/krb5/explain/terms.ts';
import { describeMessage } from '../../../src/krb5/fields/describe.ts';
import { fieldsOf } from '../../../src/krb5/fields/field.ts';
import type { Field } from '../../../src/krb5/fields/field.ts';
import { errorCodeName } from '../../../src/krb5/iana/error-code.ts';
import { isWeakEnctype } from '../../../src/krb5/iana/enctype.ts';
import { krbError } from '../../../src/krb5/messages/index.ts';
import { hex, readVectors } from '../../support/vectors.ts';

const { messages } = readVectors('messages/preauth') as {
  messages: readonly { peer: string; number: number; hex: string }[];
};

const kinds = Object.keys(TERM_TABLES) as TermKind[];
const languages = [
  ['en', english],
  ['de', german],
] as const;

/** A field with what it stands in, found by name anywhere. */
function find(root: Field, name: string): { field: Field; around: Field } {
  for (const around of fieldsOf(root)) {
    const field = around.children.find((child) => child.name === name);
    if (field !== undefined) return { field, around };
  }
  throw new Error(`no ${name}`);
}

describe.each(languages)('the sentences in %s', (language, terms) => {
  it.each(kinds)('say something of each %s, in one sentence', (kind) => {
    expect(Object.keys(terms[kind]).sort()).toEqual(Object.keys(TERM_TABLES[kind]).sort());
    for (const sentence of Object.values<string>(terms[kind])) {
      expect(sentence).toMatch(/^[A-ZÄÖÜ].*\.$/s);
      expect(sentence.length).toBeLessThan(160);
    }
  });

  it('call weak what the engine holds for weak, and nothing else', () => {
    const words =
      language === 'en'
        ? /weak|broken|deprecated|No encryption|never for/
        : /schwach|gebrochen|abgekündigt|Gar keine|nie für/;
    for (const [name, number] of Object.entries<number>(TERM_TABLES.enctype)) {
      const sentence = terms.enctype[name as keyof typeof terms.enctype];
      // Numbers that say how certificates are handled are no encryption of tickets.
      if (/^(Not|Keine|Nicht)/.test(sentence)) continue;
      expect(words.test(sentence), sentence).toBe(isWeakEnctype(number));
    }
  });
});

describe('a field and its sentence', () => {
  const request = describeMessage(hex(messages.find(({ number }) => number === 7)?.hex ?? ''));

  it('by the name of its number, in a list too', () => {
    const type = find(request, 'msg-type');
    expect(explainField(type.field, type.around)[0]).toEqual({
      term: 'AS-REQ',
      text: 'A sign-in: the client asks the KDC for its first ticket.',
    });
    const list = find(request, 'etype').field;
    const [first] = list.children;
    expect(explainField(first!, list)).toEqual([
      { term: 'aes256-cts-hmac-sha1-96', text: 'AES with 256 bits: strong, and understood everywhere.' },
    ]);
    expect(explainField(first!, list, 'de')[0]?.text).toBe('AES mit 256 Bit: stark, und überall verstanden.');
  });

  it('one for each flag that is set', () => {
    const { field, around } = find(request, 'kdc-options');
    expect(explainField(field, around).map(({ term }) => term)).toEqual(['forwardable', 'renewable-ok']);
  });

  it('an error with the names that stand beside it', () => {
    const error = encodeDer(krbError, {
      pvno: 5,
      msgType: 30,
      stime: 0,
      susec: 0,
      errorCode: 6,
      realm: 'MIT.TEST',
      crealm: 'MIT.TEST',
      cname: { nameType: 1, nameString: ['nosuch'] },
      sname: { nameType: 2, nameString: ['krbtgt', 'MIT.TEST'] },
    });
    const { field, around } = find(describeMessage(error), 'error-code');
    expect(explainField(field, around)).toEqual([
      {
        term: errorCodeName(6),
        text: 'nosuch@MIT.TEST is not known to the realm MIT.TEST. There is no account of that name.',
      },
    ]);
    expect(explainField(field, around, 'de')[0]?.text).toContain('nosuch@MIT.TEST');
  });

  it('none for what nobody registered, nor for what is no number of a registry', () => {
    expect(explainKeyUsage(2)).toBe('The sealed part of a ticket, with the server’s long-term key.');
    expect(explainKeyUsage(4711)).toBeUndefined();
    const { field, around } = find(request, 'nonce');
    expect(explainField(field, around)).toEqual([]);
    expect(explainField({ ...find(request, 'msg-type').field, value: '99' }, around)).toEqual([]);
  });

  it('every registered number of the recorded messages has one', () => {
    const names = new Set(['msg-type', 'padata-type', 'etype', 'keytype', 'cksumtype', 'name-type']);
    for (const { hex: text } of messages) {
      const root = describeMessage(hex(text));
      for (const around of fieldsOf(root)) {
        for (const field of around.children) {
          if (names.has(field.name) && field.kind === 'integer') {
            expect(explainField(field, around), `${field.name} ${field.value ?? ''}`).toHaveLength(1);
          }
        }
      }
    }
  });
});
