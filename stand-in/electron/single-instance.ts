// One running app per data folder. The lock is a file that names its holder's process and socket; who comes second
// tells the first its arguments through that socket.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

interface Lock {
  readonly pid: number;
  readonly started: string;
  readonly socket: string;
}

export type SecondInstance = (argv: string[], workingDirectory: string, additionalData: unknown) => void;

/** When the process began, so that another one with the same number is not taken for it; Linux only. */
function startOf(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    return '';
  }
}

function isAlive(lock: Lock): boolean {
  try {
    process.kill(lock.pid, 0);
  } catch {
    return false;
  }
  return startOf(lock.pid) === lock.started;
}

function readLock(file: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lock;
  } catch {
    return undefined;
  }
}

/** requestSingleInstanceLock answers at once, so another process does the talking. */
function tellFirst(socket: string, additionalData: unknown): void {
  const message = JSON.stringify({ argv: process.argv, cwd: process.cwd(), additionalData });
  const script = 'const [,socket,message]=process.argv;require("net").connect(socket).end(message)';
  spawnSync(process.execPath, ['-e', script, socket, message], { timeout: 3000, stdio: 'ignore' });
}

function listen(socket: string, onSecond: SecondInstance): void {
  createServer((connection) => {
    const chunks: Buffer[] = [];
    connection.on('error', () => undefined);
    connection.on('data', (chunk: Buffer) => chunks.push(chunk));
    connection.on('end', () => {
      const { argv, cwd, additionalData } = JSON.parse(Buffer.concat(chunks).toString()) as {
        argv: string[];
        cwd: string;
        additionalData: unknown;
      };
      onSecond(argv, cwd, additionalData);
    });
  })
    .listen(socket)
    .unref();
}

/** True for the first; false, after telling the first, for any other. */
export function takeSingleInstanceLock(
  dataFolder: string,
  onSecond: SecondInstance,
  additionalData: unknown,
): boolean {
  const file = path.join(dataFolder, 'stand-in.lock');
  const windows = process.platform === 'win32';
  const folder = windows ? undefined : mkdtempSync(path.join(os.tmpdir(), 'tessera-instance-'));
  const socket =
    folder === undefined
      ? `\\\\.\\pipe\\tessera-${randomBytes(16).toString('hex')}`
      : path.join(folder, 'socket');
  const removeFolder = (): void => {
    if (folder === undefined) return;
    rmSync(socket, { force: true });
    rmdirSync(folder);
  };
  const mine: Lock = { pid: process.pid, started: startOf(process.pid), socket };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readLock(file);
      if (holder !== undefined && isAlive(holder)) {
        removeFolder();
        tellFirst(holder.socket, additionalData);
        return false;
      }
      unlinkSync(file); // left by a process that is gone
    }
  }
  listen(socket, onSecond);
  process.once('exit', () => {
    rmSync(file, { force: true });
    removeFolder();
  });
  return true;
}
