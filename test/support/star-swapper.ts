// The app's services in a process of their own: makes an identity the default, and dies by SIGKILL in the moment before
// its nth change to a file.
//   node star-swapper.ts FOLDER PRINCIPAL NTH     exits with 0 where it did not come to that
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [, , folder = '', principal = '', nth = ''] = process.argv;
let left = Number(nth);
let armed = false;

type Call = (...given: unknown[]) => unknown;
/** Each call of it is a change to a file, counted once the swap begins. */
function count(on: object, names: readonly string[]): void {
  const calls = on as Record<string, Call>;
  for (const name of names) {
    const original = calls[name]!;
    calls[name] = function (this: unknown, ...given: unknown[]): unknown {
      if (armed && --left === 0) process.kill(process.pid, 'SIGKILL');
      return original.apply(this, given);
    };
  }
}

const handle = await fs.promises.open('/dev/null');
count(Object.getPrototypeOf(handle) as object, ['write', 'sync', 'datasync', 'truncate', 'chmod']);
await handle.close();
count(fs.promises, ['unlink', 'open']);
count(fs, ['renameSync', 'unlinkSync', 'writeSync', 'utimesSync']);
syncBuiltinESMExports();

const { alwaysTypes, servicesOf } = await import('./services-bench.ts');
const account = { folder, cache: `${folder}/krb5cc`, remove: () => undefined };
const services = await servicesOf(account, { prompt: alwaysTypes('') });
const { identities } = await services.handlers['state.get']({});
const chosen = identities.find((each) => each.principal === principal)!;
armed = true;
await services.handlers['identity.makeDefault']({ operation: crypto.randomUUID(), identity: chosen.id });
armed = false;
services.close();
process.exit(0);
