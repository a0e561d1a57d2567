// The one table of errors, walked in every language: each number of a KDC or password server, each NTSTATUS, each code
// of ours has words of its own and somebody who can do something about it. And the short reasons that the engine fills
// in, found in its sources, are known to the phrase book.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { encodeDer } from '../../../src/krb5/asn1/index.ts';
import { explain, KerberosError, krbtgt, reasonIn, remarkIn, wayIn } from '../../../src/krb5/index.ts';
import type { AnyKerberosError, Explanation } from '../../../src/krb5/index.ts';
import { parseEnctypes } from '../../../src/krb5/config/enctypes.ts';
import { ErrorCode } from '../../../src/krb5/iana/error-code.ts';
import { KpasswdResult } from '../../../src/krb5/iana/kpasswd-result.ts';
import { NtStatus } from '../../../src/krb5/iana/nt-status.ts';
import { encodeKerbExtError, kerbErrorData } from '../../../src/krb5/messages/error-data.ts';
import { unsupportedType } from '../../../src/node/ccache/name.ts';
import { NOW, USER } from '../../support/kdc-builder.ts';
import { errorSamples } from './error-samples.ts';

const kdcError = (errorCode: number, exchange: 'AS' | 'TGS', status?: number): AnyKerberosError => {
  const dataValue = status === undefined ? undefined : encodeKerbExtError({ status, reserved: 0, flags: 1 });
  return new KerberosError('KDC_ERROR', 'test', {
    exchange,
    realm: 'MIT.TEST',
    error: {
      pvno: 5,
      msgType: 30,
      stime: NOW,
      susec: 0,
      errorCode,
      realm: USER.realm,
      sname: krbtgt(USER.realm).name,
      ...(dataValue === undefined ? {} : { eData: encodeDer(kerbErrorData, { dataType: 3, dataValue }) }),
    },
    client: 'user@MIT.TEST',
    server: 'HTTP/web.mit.test@MIT.TEST',
  });
};

type Row = readonly [name: string, error: AnyKerberosError];

const kdcRows: readonly Row[] = Object.entries(ErrorCode).map(([name, number]) => [
  name,
  kdcError(number, 'AS'),
]);
const tgsRows: readonly Row[] = [6, 25].map((number) => [`${number} in TGS`, kdcError(number, 'TGS')]);
const ntRows: readonly Row[] = Object.entries(NtStatus).map(([name, status]) => [
  name,
  kdcError(18, 'AS', status),
]);
const kpasswdRows: readonly Row[] = Object.entries(KpasswdResult).map(([name, resultCode]) => [
  name,
  new KerberosError('PASSWORD_CHANGE_REFUSED', 'test', { resultCode, text: '' }),
]);
const ownRows: readonly Row[] = errorSamples.map((error) => [error.code, error]);
const unknown: readonly Row[] = [
  ['an unregistered number', kdcError(4711, 'AS')],
  [
    'an unregistered result',
    new KerberosError('PASSWORD_CHANGE_REFUSED', 'test', { resultCode: 99, text: '' }),
  ],
];
const all = [...kdcRows, ...tgsRows, ...ntRows, ...kpasswdRows, ...ownRows, ...unknown];

describe.each(['en', 'de'] as const)('in %s', (language) => {
  it.each(all)('%s has its four rows, and a person who can act', (_, error) => {
    const { what, why, toDo, who } = explain(error, language);
    for (const words of [what, why, toDo]) {
      expect(words.length).toBeGreaterThan(6);
      expect(words).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(why).toMatch(/[.!]$/);
    expect(toDo).toMatch(/[.!]$/);
    expect(error.code === 'CANCELLED' ? 'nobody' : who).toBe(who);
    expect(error.code === 'CANCELLED' || ['you', 'administrator', 'network'].includes(who)).toBe(true);
  });

  it.each([
    ['KRB-ERROR', kdcRows],
    ['NTSTATUS', ntRows],
    ['password results', kpasswdRows],
    ['our own codes', ownRows],
  ] as const)('no two of %s say the same', (_, rows) => {
    const seen = new Map<string, string>();
    const doubles: string[] = [];
    for (const [name, error] of rows) {
      const { what, why } = explain(error, language);
      const words = `${what}|${why}`;
      const before = seen.get(words);
      if (before !== undefined) doubles.push(`${before} = ${name}`);
      seen.set(words, name);
    }
    expect(doubles).toEqual([]);
  });
});

describe('German', () => {
  it.each(all)('%s is not the English', (_, error) => {
    const [english, german]: readonly Explanation[] = [explain(error), explain(error, 'de')];
    expect(german!.what).not.toBe(english!.what);
    expect(german!.why).not.toBe(english!.why);
    expect(german!.toDo).not.toBe(english!.toDo);
    expect([german!.who, german!.code]).toEqual([english!.who, english!.code]);
  });

  it('says how a name was made', () => {
    const how =
      'DNS: www is web.a.test, which is web1.a.test, realm A.TEST by [domain_realm] .a.test; then www as typed, realm left to referrals';
    expect(wayIn('de', how)).toBe(
      'DNS: www ist web.a.test, das ist web1.a.test, Realm A.TEST nach [domain_realm] .a.test; dann www wie eingegeben, den Realm nennt das KDC',
    );
    expect(wayIn('en', how)).toBe(how);
  });

  it('keeps what is filled in as it was', () => {
    expect(reasonIn('de', 'it belongs to uid 1000, not to you (uid 1001)')).toBe(
      'sie gehört uid 1000, nicht dem eigenen Konto (uid 1001)',
    );
    expect(remarkIn('de', '/etc/krb5.conf:3: [libdefaults] foo is not known')).toBe(
      '/etc/krb5.conf:3: [libdefaults] foo ist nicht bekannt',
    );
    expect(
      remarkIn('de', '/etc/krb5.conf:4: libdefaults.clockskew = x: not a duration, the default is used'),
    ).toBe('/etc/krb5.conf:4: libdefaults.clockskew = x: keine Zeitdauer, es gilt die Vorgabe');
    expect(reasonIn('de', 'nobody wrote this')).toBe('nobody wrote this');
  });
});

/** Sources whose reasons reach people; the words themselves and the practice realm's answers are not among them. */
function sources(): readonly ts.SourceFile[] {
  const root = path.resolve(import.meta.dirname, '../../../src');
  return ['krb5', 'node']
    .flatMap((room) =>
      readdirSync(path.join(root, room), { recursive: true }).map((file) => `${room}/${String(file)}`),
    )
    .filter((file) => file.endsWith('.ts') && !file.startsWith('krb5/explain/'))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    });
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => {
    visit(child, see);
  });
}

const isNamed = (name: ts.Node | undefined, wanted: RegExp): name is ts.Identifier =>
  name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) && wanted.test(name.text);

/** A literal as people might see it: `X` for what is filled in. Undefined for anything that is no literal. */
function filledIn(node: ts.Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...filledIn(node.whenTrue), ...filledIn(node.whenFalse)];
  if (!ts.isTemplateExpression(node)) return [];
  return node.templateSpans.reduce<readonly string[]>(
    (starts, { expression, literal }) => {
      const middles = ts.isConditionalExpression(expression) ? filledIn(expression) : ['X'];
      return starts.flatMap((start) => middles.map((middle) => `${start}${middle}${literal.text}`));
    },
    [node.head.text],
  );
}

describe('the phrase book', () => {
  const files = sources();
  /** Functions with a parameter called `reason`, and where it stands. */
  const takers = new Map<string, number>();
  for (const file of files) {
    visit(file, (node) => {
      if (!ts.isFunctionLike(node)) return;
      const at = node.parameters.findIndex(({ name }) => isNamed(name, /^reason$/));
      if (at < 0) return;
      const owner =
        node.name ??
        (ts.isParameter(node.parent) || ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
      if (owner !== undefined) takers.set(owner.getText(), at);
    });
  }
  const found = new Set<string>();
  const remarks = new Set<string>();
  for (const file of files) {
    visit(file, (node) => {
      if (ts.isCallExpression(node)) {
        const callee = ts.isPropertyAccessExpression(node.expression)
          ? node.expression.name
          : node.expression;
        const at = takers.get(callee.getText());
        for (const words of at === undefined ? [] : filledIn(node.arguments[at])) found.add(words);
        if (/warnings\.push$/.test(node.expression.getText())) {
          for (const words of node.arguments.flatMap(filledIn))
            remarks.add(words.replace(/^X: /, '/etc/krb5.conf:1: '));
        }
      }
      if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) {
        if (isNamed(node.name, /^how$/))
          for (const words of filledIn(node.initializer))
            if (/[a-z] /.test(words) && words !== 'X, X') found.add(words);
        if (isNamed(node.name, /^(reason|where)$/))
          for (const words of filledIn(node.initializer)) found.add(words);
        if (
          isNamed(node.name, /^WORDS$/) &&
          node.initializer !== undefined &&
          ts.isObjectLiteralExpression(node.initializer)
        ) {
          for (const each of node.initializer.properties) {
            if (ts.isPropertyAssignment(each))
              for (const words of filledIn(each.initializer)) found.add(words);
          }
        }
      }
    });
  }

  it('finds the reasons in the engine’s sources', () => {
    expect(found.size).toBeGreaterThan(90);
    expect([...found]).toContain('it is no regular file');
    expect(remarks.size).toBeGreaterThan(5);
  });

  it('knows every reason', () => {
    // One word is a name or a member of a union; a cache's type and what it is come from a list, below.
    const told = [...found].filter((words) => words.includes(' ') && words !== 'X: (X) is not readable yet');
    expect(told.filter((words) => reasonIn('de', words) === words)).toEqual([]);
  });

  it.each(['DIR', 'KCM', 'KEYRING', 'API', 'MSLSA', 'FOO'])(
    'knows why a cache of type %s is not read',
    (type) => {
      const { reason } = unsupportedType({ type, residual: 'x' }).details;
      expect(reasonIn('de', reason)).not.toBe(reason);
    },
  );

  it.each(['nonsense', 'rc4', 'des3', 'camellia'])('knows why the encryption type %s is left out', (name) => {
    const { warnings } = parseEnctypes(name, { allowRc4: false, allowWeakCrypto: false });
    expect(warnings.filter((words) => remarkIn('de', words) === words)).toEqual([]);
  });

  it('knows every remark on krb5.conf', () => {
    // Those that are put together of parts that are looked for above.
    const told = [...remarks].filter((words) => !/X = X: X$|^encryption type X X$/.test(words));
    expect(told.filter((words) => remarkIn('de', words) === words)).toEqual([]);
  });
});
