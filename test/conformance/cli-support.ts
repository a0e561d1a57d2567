// The command line and MIT's tools side by side on one realm, each test with caches of its own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';
import { mitEnvironment, runTool } from '../support/peers.ts';
import type { Peer, ToolResult } from '../support/peers.ts';

const root = path.resolve(import.meta.dirname, '../..');

const place = mkdtempSync(path.join(os.tmpdir(), 'tessera-cli-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

/** The command line as it is shipped: one file, built anew for the suite that asks. */
export const builtCli = path.join(place, 'built/tessera.js');
await build({
  root,
  configFile: path.join(root, 'vite.cli.config.ts'),
  logLevel: 'warn',
  build: { outDir: path.dirname(builtCli), emptyOutDir: true },
});

export interface Bench {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Path of the cache that KRB5CCNAME names. */
  readonly cache: string;
  /** Our verb. */
  tessera(args: string, input?: string, env?: NodeJS.ProcessEnv): Promise<ToolResult>;
  /** MIT's tool of that name. */
  mit(command: string, input?: string, env?: NodeJS.ProcessEnv): Promise<ToolResult>;
  /** Bytes of the cache, for "untouched". */
  bytes(): string;
}

/** The command line runs on the Node that `npm test` was called with, not on the pinned one: 20.19 or later. */
const node = process.env['TESSERA_NODE'] ?? process.execPath;

/** A place with its own cache; removed after the suite. */
export function bench(peer: Peer): Bench {
  const dir = mkdtempSync(path.join(place, 'bench-'));
  const cache = path.join(dir, 'cc');
  const env = mitEnvironment(peer, `FILE:${cache}`);
  const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');
  return {
    dir,
    env,
    cache,
    tessera: (args, input, extra = {}) =>
      runTool(node, [builtCli, ...words(args)], {
        env: { ...env, ...extra },
        ...(input === undefined ? {} : { input }),
      }),
    mit: (command, input, extra = {}) => {
      const [tool = '', ...args] = words(command);
      return runTool(tool, args, { env: { ...env, ...extra }, ...(input === undefined ? {} : { input }) });
    },
    bytes: () => readFileSync(cache).toString('hex'),
  };
}

export const firstLine = (text: string): string => text.split('\n')[0] ?? '';

/** A name that no other run has used: realms outlive the suite. */
export function freshName(prefix: string): string {
  return `${prefix}-${process.pid.toString(36)}${Date.now().toString(36)}`;
}
