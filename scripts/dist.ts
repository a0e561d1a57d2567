// `npm run dist`: installers for this system by electron-builder.yml. Publishes nothing. Further arguments go to
// electron-builder (`npm run dist -- --linux deb`).
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const builder = path.resolve(import.meta.dirname, '../node_modules/electron-builder/cli.js');
const result = spawnSync(process.execPath, [builder, '--publish', 'never', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
