// The judges written in C, test/support/judges: compiled once per suite against the machine's own libkrb5.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const judges = path.join(import.meta.dirname, 'judges');

/** Compiles a judge into `dir`. @throws where there is no compiler or no libkrb5-dev */
export function compileJudge(name: string, dir: string): string {
  const program = path.join(dir, name);
  const source = path.join(judges, `${name}.c`);
  execFileSync(process.env['CC'] ?? 'gcc', [
    '-Wall',
    '-Wextra',
    '-Werror',
    '-o',
    program,
    source,
    '-lkrb5',
    '-lk5crypto',
  ]);
  return program;
}

/** Samba's own reading of a PAC, by its Python binding. */
export function readPacWithSamba(pac: Uint8Array): unknown {
  const input = Buffer.from(pac).toString('hex');
  return JSON.parse(
    execFileSync('/usr/bin/python3', [path.join(judges, 'pac-read.py')], { input, encoding: 'utf8' }),
  );
}
