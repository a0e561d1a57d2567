// libkrb5 in a process of its own (peer.c), asked line by line.
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Compiles peer.c into `dir` with $CC or gcc. @throws where there is no compiler or no libkrb5-dev */
export function compilePeer(dir: string): string {
  const program = path.join(dir, 'peer');
  const source = path.join(import.meta.dirname, 'peer.c');
  execFileSync(
    process.env['CC'] ?? 'gcc',
    ['-O2', '-Wall', '-Wextra', '-Werror', '-o', program, source, '-lkrb5', '-lk5crypto'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  return program;
}

export interface LibKrb5 {
  /** Milliseconds that the command took inside libkrb5. */
  readonly time: (command: string) => Promise<number>;
  readonly end: () => void;
}

export function startPeerProcess(program: string, args: readonly string[], env: NodeJS.ProcessEnv): LibKrb5 {
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async time(command) {
      child.stdin.write(`${command}\n`);
      const answer = await lines.next();
      if (answer.done === true) throw new Error(`libkrb5 ended at "${command}"`);
      return Number(answer.value) / 1e6;
    },
    end: () => {
      child.stdin.end();
    },
  };
}
