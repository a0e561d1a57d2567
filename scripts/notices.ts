// `npm run notices` writes docs/third-party-notices.md: the licence of every package whose code ships, read from
// what is installed. `--check` (part of `npm run check`) is red when the file is out of date.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const target = path.join(root, 'docs/third-party-notices.md');

/** What the app and the command line are made of; docs/dependencies.md gives the reason for each. */
const SHIPPED = [
  '@fluentui/react-components',
  '@fluentui/react-icons',
  '@fontsource-variable/jetbrains-mono',
  '@noble/ciphers',
  '@noble/hashes',
  'asn1js',
  'better-sqlite3',
  'inter-ui',
  'react',
  'react-dom',
  'zod',
];

/** Needed to compile or for types only: no code of theirs ships. */
const NOT_SHIPPED = /^(node-addon-api|@types\/)/;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function locate(name: string, from: string): string | undefined {
  for (let dir = from; dir.startsWith(root); dir = path.dirname(dir)) {
    const candidate = path.join(dir, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

const found = new Map<string, { readonly manifest: Manifest; readonly dir: string }>();
function visit(name: string, from: string): void {
  if (NOT_SHIPPED.test(name)) return;
  const dir = locate(name, from);
  if (dir === undefined) {
    if (from === root) throw new Error(`${name} is not installed`);
    return; // an optional dependency of another platform
  }
  const manifest = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')) as Manifest;
  const key = `${manifest.name}@${manifest.version}`;
  if (found.has(key)) return;
  found.set(key, { manifest, dir });
  for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, dir);
}
for (const name of SHIPPED) visit(name, root);

/** Packages with the same licence text are listed together: Fluent's seventy have one. */
const byText = new Map<string, string[]>();
for (const [key, { manifest, dir }] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const file = readdirSync(dir).find((entry) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry));
  const text =
    file === undefined
      ? `Licence: ${manifest.license ?? 'not stated'} (the package carries no licence text).`
      : readFileSync(path.join(dir, file), 'utf8').replaceAll('\r\n', '\n').trim();
  byText.set(text, [...(byText.get(text) ?? []), `${key} (${manifest.license ?? 'see text'})`]);
}

const parts = [
  '# Third-party notices',
  'Made by `npm run notices` from the installed packages. Each text below covers the packages listed above it.',
];
for (const [text, packages] of byText) {
  parts.push(
    packages.map((line) => `- ${line}`).join('\n'),
    '```text\n' + text.replaceAll('```', "'''") + '\n```',
  );
}
const page = parts.join('\n\n') + '\n';

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== page) {
    console.error('docs/third-party-notices.md is out of date: run `npm run notices`');
    process.exit(1);
  }
} else {
  writeFileSync(target, page);
  console.log(`${String(found.size)} packages, ${String(byText.size)} licence texts`);
}
