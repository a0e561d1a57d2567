// `npm run pack:check`: what an installed Tessera would be made of, without Electron's binary. electron-builder packs
// over a dummy of it; then the archive is opened, everything in it is accounted for, the fuses are read back, and the
// contents are started under the stand-in.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { extractAll, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

const root = path.resolve(import.meta.dirname, '..');
const work = mkdtempSync(path.join(os.tmpdir(), 'tessera-pack-'));
const problems: string[] = [];
const limit = 20e6;

function report(name: string, found: readonly string[], detail = ''): void {
  console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'}  ${name}${detail === '' ? '' : `  (${detail})`}`);
  for (const problem of found) console.log(`      ${problem}`);
  problems.push(...found);
}

// ---- the schema

interface ConfigModule {
  readonly getConfig: (folder: string, file: string, fromOptions: null) => Promise<object>;
  readonly validateConfiguration: (config: object, log: object) => Promise<void>;
}

async function schemaProblems(file: string): Promise<string[]> {
  const require = createRequire(import.meta.url);
  const { getConfig, validateConfiguration } =
    require('app-builder-lib/out/util/config/config.js') as ConfigModule;
  const silent = { isEnabled: false, add: (): void => undefined };
  try {
    await validateConfiguration(await getConfig(root, file, null), silent);
    return [];
  } catch (error) {
    return [error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)];
  }
}

// ---- a pack over a dummy of Electron

/** Has what electron-builder looks for: an executable with Electron's fuse wire (all off), a version. */
function dummyElectron(): string {
  const dummy = path.join(work, 'electron');
  mkdirSync(path.join(dummy, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
    Buffer.from([1, 9]),
    Buffer.alloc(9, FuseState.DISABLE),
  ]);
  writeFileSync(path.join(dummy, 'electron'), Buffer.concat([Buffer.alloc(4096), wire, Buffer.alloc(4096)]), {
    mode: 0o755,
  });
  writeFileSync(path.join(dummy, 'version'), '45.3.4');
  return dummy;
}

interface Packed {
  readonly folder: string;
  readonly archive: string;
}

function pack(dummy: string, arch: 'x64' | 'arm64'): Packed | string {
  const output = path.join(work, `dist-${arch}`);
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const args = [
    builder,
    '--linux',
    '--dir',
    `--${arch}`,
    '--publish=never',
    `-c.electronDist=${dummy}`,
    `-c.directories.output=${output}`,
  ];
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (result.status !== 0)
    return `electron-builder ended with ${String(result.status)}: ${result.stdout}${result.stderr}`;
  const folder = path.join(output, arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`);
  return { folder, archive: path.join(folder, 'resources', 'app.asar') };
}

// ---- its contents

const allowed = (arch: string): readonly RegExp[] => [
  /^package\.json$/,
  /^LICENSE$/,
  /^docs\/third-party-notices\.md$/,
  /^out\/main\/[\w./-]+\.js$/,
  /^out\/preload\/(main|prompt)\.cjs$/,
  /^out\/renderer\/(index|prompt\/index)\.html$/,
  /^out\/renderer\/(assets|prompt)\/[\w.-]+\.(js|css|woff2|svg|png)$/,
  /^out\/cli\/tessera\.js$/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w./-]+\.js)$/,
  new RegExp(`^node_modules/better-sqlite3/prebuilds/linux-${arch}\\.node$`),
];

const needed = (arch: string): readonly string[] => [
  'package.json',
  'LICENSE',
  'docs/third-party-notices.md',
  'out/main/index.js',
  'out/preload/main.cjs',
  'out/preload/prompt.cjs',
  'out/renderer/index.html',
  'out/renderer/prompt/index.html',
  'out/cli/tessera.js',
  'node_modules/better-sqlite3/LICENSE',
  `node_modules/better-sqlite3/prebuilds/linux-${arch}.node`,
];

interface HeaderNode {
  readonly files?: Readonly<Record<string, HeaderNode>>;
  readonly unpacked?: boolean;
}

function unpackedFiles(node: HeaderNode, at = ''): string[] {
  if (node.files === undefined) return node.unpacked === true ? [at] : [];
  return Object.entries(node.files).flatMap(([name, child]) =>
    unpackedFiles(child, at === '' ? name : `${at}/${name}`),
  );
}

function contentProblems({ archive }: Packed, arch: string): { found: string[]; detail: string } {
  const { header } = getRawHeader(archive) as { header: HeaderNode };
  const isFile = (name: string): boolean => {
    let node: HeaderNode | undefined = header;
    for (const part of name.split('/')) node = node?.files?.[part];
    return node !== undefined && node.files === undefined;
  };
  const files = listPackage(archive, { isPack: false })
    .map((name) => name.replace(/^\//, ''))
    .filter(isFile);
  const unpacked = unpackedFiles(header);
  const found = [
    ...files
      .filter((name) => !allowed(arch).some((rule) => rule.test(name)))
      .map((name) => `not to be shipped: ${name}`),
    ...needed(arch)
      .filter((name) => !files.includes(name))
      .map((name) => `missing: ${name}`),
    ...unpacked.filter((name) => !name.endsWith('.node')).map((name) => `outside the archive: ${name}`),
  ];
  const onDisk = (folder: string): number =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(path.join(folder, name)))
      .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  const resources = path.dirname(archive);
  const size = onDisk(resources);
  if (size >= limit) found.push(`${(size / 1e6).toFixed(1)} MB is not under ${limit / 1e6} MB`);
  const beside = readdirSync(resources).filter((name) => !['app.asar', 'app.asar.unpacked'].includes(name));
  found.push(...beside.map((name) => `beside the archive: ${name}`));
  return { found, detail: `${files.length} files, ${(size / 1e6).toFixed(1)} MB` };
}

// ---- its fuses

const wanted: Readonly<Record<string, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
};

async function fuseProblems({ folder }: Packed): Promise<string[]> {
  const executable = readdirSync(folder).find((name) => name.toLowerCase() === 'tessera');
  if (executable === undefined) return ['no executable'];
  const wire = await getCurrentFuseWire(path.join(folder, executable));
  return Object.entries(wanted)
    .filter(([name, on]) => {
      const state = wire[FuseV1Options[name as keyof typeof FuseV1Options]];
      return state !== (on ? FuseState.ENABLE : FuseState.DISABLE);
    })
    .map(([name, on]) => `${name} is not ${on ? 'on' : 'off'}`);
}

// ---- its start

function startProblems({ archive }: Packed): string[] {
  const contents = path.join(work, 'contents');
  extractAll(archive, contents);
  const picture = path.join(work, 'picture.png');
  const standIn = path.join(root, 'stand-in', 'cli.ts');
  const args = [contents, '--headless', `--user-data-dir=${work}/data`, `--picture=${picture}`, '--once'];
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', standIn, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    cwd: work,
    // Nothing of the checkout may be needed.
    env: { ...process.env, NODE_PATH: '' },
  });
  const found: string[] = [];
  if (run.status !== 0) found.push(`it ended with ${String(run.status)}: ${run.stdout}${run.stderr}`);
  if (!existsSync(picture)) found.push('no window was drawn');
  if (!existsSync(path.join(work, 'data', 'tessera.db'))) found.push('no database was opened');
  const cli = spawnSync(process.execPath, [path.join(contents, 'out', 'cli', 'tessera.js'), '--version'], {
    encoding: 'utf8',
    cwd: work,
  });
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  if (!cli.stdout.includes(version)) found.push(`its command line does not run: ${cli.stdout}${cli.stderr}`);
  return found;
}

try {
  report('electron-builder.yml fits its schema', await schemaProblems('electron-builder.yml'));
  const misspelt = path.join(work, 'misspelt.yml');
  writeFileSync(misspelt, 'appId: x\nelectronFuses: { runAsNodes: false }\n');
  const seen = await schemaProblems(misspelt);
  report('a misspelt key would be seen', seen.length > 0 ? [] : ['it was not']);
  const dummy = dummyElectron();
  for (const arch of ['x64', 'arm64'] as const) {
    const packed = pack(dummy, arch);
    if (typeof packed === 'string') {
      report(`packs for linux ${arch}`, [packed]);
      continue;
    }
    const { found, detail } = contentProblems(packed, arch);
    report(`a pack for linux ${arch} holds what it should and nothing else`, found, detail);
    report(`its fuses are set (${arch})`, await fuseProblems(packed));
    if (arch === process.arch) report('its contents start under the stand-in', startProblems(packed));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = problems.length === 0 ? 0 : 1;
