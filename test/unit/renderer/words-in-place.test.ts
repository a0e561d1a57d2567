// No word that people see or hear stands in a component: all are in the catalogue, where every language has them. And
// no plain word is taken from the catalogue once for all: it would not follow a change of language.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { english } from '../../../src/renderer/strings/en/index.ts';

const root = path.resolve(import.meta.dirname, '../../../src/renderer');

/** Names of files and of things that are called the same in every language. */
const names = /^(krb5\.conf|KRB5CCNAME|[\W\d_]*)$/;
const hasWord = (text: string): boolean =>
  text.split(/[\s:,;()]+/).some((part) => /\p{L}{2}/u.test(part) && !names.test(part));

/** Attributes that people see or hear, whatever element they stand on. */
const seen =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label|content|hint|caption)$/;
/** What is said through a call or a field of an object. */
const sentence = /^\p{Lu}\p{L}+ \p{Ll}+/u;

interface Fault {
  readonly at: string;
  readonly what: string;
}

/** The literal parts of an expression that may become text. */
function literals(node: ts.Expression | undefined): readonly string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.getText();
    if (/[=!]==|[<>]/.test(operator)) return [];
    return [...(operator === '&&' ? [] : literals(node.left)), ...literals(node.right)];
  }
  return [];
}

/** `text.a.b` as a path, also through `const words = text.a` of the same file. */
function catalogPath(node: ts.Expression, aliases: ReadonlyMap<string, string>): string | undefined {
  if (ts.isIdentifier(node)) return node.text === 'text' ? '' : aliases.get(node.text);
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const before = catalogPath(node.expression, aliases);
  if (before === undefined) return undefined;
  return before === '' ? node.name.text : `${before}.${node.name.text}`;
}

const valueAt = (dotted: string): unknown =>
  dotted
    .split('.')
    .reduce<unknown>(
      (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
      english.words,
    );

export function faultsIn(file: string, source: string): readonly Fault[] {
  const faults: Fault[] = [];
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const fault = (node: ts.Node, what: string): void => {
    faults.push({
      at: `${file}:${String(parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`,
      what,
    });
  };
  const aliases = new Map<string, string>();
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (ts.isJsxText(node) && hasWord(node.text)) fault(node, node.text.trim());
    if (ts.isJsxExpression(node) && node.expression !== undefined && !ts.isJsxAttribute(node.parent)) {
      for (const each of literals(node.expression)) if (hasWord(each)) fault(node, each);
    }
    if (ts.isJsxAttribute(node) && seen.test(node.name.getText()) && node.initializer !== undefined) {
      const given = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      const said = given === undefined || !ts.isExpression(given) ? [] : literals(given);
      for (const each of said) if (hasWord(each)) fault(node, each);
    }
    if (ts.isStringLiteralLike(node) && sentence.test(node.text) && !ts.isImportDeclaration(node.parent)) {
      fault(node, node.text);
    }
    if (!inFunction) {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
        const dotted = catalogPath(node.initializer, aliases);
        if (dotted !== undefined) aliases.set(node.name.text, dotted);
      }
      const dotted = ts.isPropertyAccessExpression(node) ? catalogPath(node, aliases) : undefined;
      if (dotted !== undefined && typeof valueAt(dotted) === 'string')
        fault(node, `${node.getText()} is kept`);
    }
    ts.forEachChild(node, (child) => {
      visit(child, inFunction || ts.isFunctionLike(node));
    });
  };
  visit(parsed, false);
  return faults;
}

describe('the renderer', () => {
  it('has no words outside its catalogues, and keeps none that should follow the language', () => {
    const files = readdirSync(root, { recursive: true })
      .map(String)
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('strings') && file !== 'prompt/words.ts');
    expect(files.length).toBeGreaterThan(40);
    const faults = files.flatMap((file) => faultsIn(file, readFileSync(path.join(root, file), 'utf8')));
    expect(faults.filter(({ what }) => what !== 'the page has no root')).toEqual([]);
  });

  it.each([
    ['<p>Sign in</p>', 'Sign in'],
    ['<p>{busy ? "Working" : ""}</p>', 'Working'],
    ['<button aria-label="Close" />', 'Close'],
    ['<input placeholder={`Name of ${x}`} />', 'Name of'],
    ['ui.notify({ words: "Something went wrong" })', 'Something went wrong'],
  ])('would be caught at %s', (source, what) => {
    expect(
      faultsIn('x.tsx', `const a = () => { return ${source}; };`).map((each) => each.what.trim()),
    ).toContain(what);
  });

  it('would be caught keeping a plain word, not an area or a function', () => {
    const source = `const words = text.signIn; const kept = words.title; const f = words.lasts; const g = () => words.title;`;
    expect(faultsIn('x.tsx', source).map(({ what }) => what)).toEqual(['words.title is kept']);
  });

  it('lets pass what is no word', () => {
    const source = `const a = () => <p className="row el" title={name}>krb5.conf: {x} · {'\\u00a0'}{n === 'simple' && y}</p>;`;
    expect(faultsIn('x.tsx', source)).toEqual([]);
  });
});
