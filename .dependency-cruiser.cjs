// Who may import whom (docs/architecture.md, "Rooms"). Each rule is one sentence of that text.
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-circular',
      'Nothing imports itself by a detour.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'krb5-imports-nothing-of-ours',
      'The engine stands alone.',
      { path: '^src/krb5/' },
      { path: '^(src/(?!krb5/)|stand-in|test|bench|scripts)' },
    ),
    rule(
      'krb5-no-node',
      'The engine has no Node, Electron or DOM of its own.',
      { path: '^src/krb5/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'krb5-packages',
      'The engine uses asn1js and @noble alone.',
      { path: '^src/krb5/' },
      { path: 'node_modules', pathNot: 'node_modules/(asn1js|@noble)/' },
    ),
    rule(
      'asn1js-only-in-asn1',
      'Only krb5/asn1 knows asn1js.',
      { path: '^src/', pathNot: '^src/krb5/asn1/' },
      { path: 'node_modules/asn1js/' },
    ),
    rule(
      'noble-only-in-crypto',
      '@noble is for krb5/crypto, its curves also for preauth; node/crypto checks against it.',
      { path: '^src/', pathNot: '^src/krb5/(crypto|preauth)/' },
      { path: 'node_modules/@noble/' },
    ),
    rule(
      'codecs-are-stateless',
      'Codecs, crypto and what lays bytes open know no exchange and no client.',
      { path: '^src/krb5/(asn1|messages|iana|crypto|ccache|keytab|config|ndr|pac|gss|capture)/' },
      { path: '^src/krb5/(exchange|client|preauth)/' },
    ),
    rule(
      'exchange-is-sync',
      'Machines know no client.',
      { path: '^src/krb5/(exchange|preauth)/' },
      { path: '^src/krb5/client/' },
    ),
    rule(
      'krb5-by-its-index',
      'Other rooms import the engine by its public surface alone; the practice realm may go deep.',
      { path: '^src/(?!krb5/|practice-realm/)' },
      { path: '^src/krb5/(?!index\\.ts$)' },
    ),
    rule(
      'node-imports-krb5',
      'node imports the engine alone.',
      { path: '^src/node/' },
      { path: '^src/(?!node/|krb5/)' },
    ),
    rule(
      'node-by-its-index',
      'Other rooms import node by its index.',
      { path: '^src/(?!node/)' },
      { path: '^src/node/(?!index\\.ts$)' },
    ),
    rule(
      'node-crypto-in-one-place',
      'node:crypto is for src/node/crypto.ts alone; main draws ids with it.',
      { path: '^src/(krb5|node|cli|practice-realm)/', pathNot: '^src/node/crypto\\.ts$' },
      { path: '^(node:)?crypto$', dependencyTypes: ['core'] },
    ),
    rule(
      'practice-realm-imports',
      'The practice realm imports node and krb5.',
      { path: '^src/practice-realm/' },
      { path: '^src/(?!practice-realm/|node/|krb5/)' },
    ),
    rule(
      'practice-realm-started-by',
      'Only main/rest.ts and the command line start the practice realm.',
      { path: '^src/(?!practice-realm/|cli/|main/rest\\.ts$)' },
      { path: '^src/practice-realm/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'cli-imports',
      'The command line imports krb5, node and the practice realm.',
      { path: '^src/cli/' },
      { path: '^src/(?!cli/|krb5/|node/|practice-realm/)' },
    ),
    rule(
      'cli-no-native',
      'The command line never loads better-sqlite3 or Electron.',
      { path: '^src/(cli|node|practice-realm)/' },
      { path: 'node_modules/(better-sqlite3|electron)/' },
    ),
    rule(
      'shared-imports',
      'The contract imports zod alone.',
      { path: '^src/shared/' },
      { path: '^src/(?!shared/)|node_modules/(?!zod/)' },
    ),
    rule(
      'shared-no-node',
      'The contract has no Node.',
      { path: '^src/shared/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'services-imports',
      'Services and storage import krb5 and shared; the rest is injected.',
      { path: '^src/main/(services|storage)/' },
      { path: '^src/(?!main/(services|storage)/|krb5/|shared/)' },
    ),
    rule(
      'sqlite-in-storage',
      'Only storage knows better-sqlite3.',
      { path: '^src/', pathNot: '^src/main/storage/' },
      { path: 'node_modules/better-sqlite3/' },
    ),
    rule(
      'electron-in-shell',
      'Electron is for main/shell, main/ipc, main/index.ts, main/rest.ts and the preloads.',
      { path: '^src/', pathNot: '^src/(main/(shell|ipc)/|main/(index|rest)\\.ts$|preload/)' },
      { path: 'node_modules/electron/' },
    ),
    rule(
      'preload-imports',
      'Preloads import names of the contract alone, no zod.',
      { path: '^src/preload/' },
      { path: '^src/(?!preload/|shared/)|node_modules/zod/' },
    ),
    rule(
      'renderer-imports',
      'The renderer imports shared, React and its kit; never krb5, node or Electron.',
      { path: '^src/renderer/' },
      { path: '^src/(?!renderer/|shared/)|node_modules/(electron|better-sqlite3|asn1js|@noble)/' },
    ),
    rule(
      'renderer-no-node',
      'The renderer has no Node.',
      { path: '^src/renderer/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'features-apart',
      'Features never import each other.',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/(?!$1/)' },
    ),
    rule(
      'nothing-imports-tests',
      'What ships knows no test, bench, script or stand-in.',
      { path: '^src/' },
      { path: '^(test|bench|scripts|stand-in)/' },
    ),
    rule('no-unresolvable', 'Every import resolves.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts'],
    },
  },
};
