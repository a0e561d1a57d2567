// `tessera VERB …`: the composition root of the command line. Everything that is the process's lies here.
import { INTERRUPTED, runCli } from './run.ts';

const GRACE = 1000;

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    interrupted.abort();
    // A name look-up of the system's cannot be taken back; nothing that is left half-way by this does harm.
    setTimeout(() => process.exit(INTERRUPTED), GRACE).unref();
  });
}
// A reader that has seen enough (`klist | head`) is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  signal: interrupted.signal,
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
});
