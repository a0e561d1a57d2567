// What the app's processes look like from outside, by /proc: the judge that neither Electron nor the stand-in is.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import os from 'node:os';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process ended meanwhile
  }
}

function allProcesses(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/^PPid:\t(\d+)/m.exec(read(`/proc/${name}/status`))?.[1] ?? 0),
      commandLine: read(`/proc/${name}/cmdline`).replaceAll('\0', ' '),
    }));
}

/** The process and all that descend from it. */
export function processTree(root: number): ProcessEntry[] {
  const all = allProcesses();
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Runs still. A zombie does not: it waits for a parent that reads its exit code, in a container perhaps for ever. */
export function isRunning(pid: number): boolean {
  return /^State:\t[^Z]/m.test(read(`/proc/${pid}/status`));
}

export function renderers(root: number): ProcessEntry[] {
  return processTree(root).filter(({ commandLine }) => commandLine.includes('--type=renderer'));
}

/** 2 is a seccomp filter: the sandbox that forbids a renderer almost every call of the system. */
export function seccompMode(pid: number): string | undefined {
  return /^Seccomp:\t(\d)/m.exec(read(`/proc/${pid}/status`))?.[1];
}

/** The process's sockets of the internet families, as their lines in /proc/net. */
export function inetSockets(tree: readonly ProcessEntry[]): string[] {
  const inodes = new Set<string>();
  for (const { pid } of tree) {
    let descriptors: string[];
    try {
      descriptors = readdirSync(`/proc/${pid}/fd`);
    } catch {
      continue;
    }
    for (const descriptor of descriptors) {
      try {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1];
        if (inode !== undefined) inodes.add(inode);
      } catch {
        // closed meanwhile
      }
    }
  }
  const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'];
  const lines = tables.flatMap((table) =>
    read(`/proc/net/${table}`)
      .split('\n')
      .slice(1)
      .map((line) => `${table} ${line.trim()}`),
  );
  return lines.filter((line) => inodes.has(line.split(/\s+/)[10] ?? ''));
}

/** Does the line of /proc/net name addresses of this machine alone? A side that is not bound or connected is zero. */
export function isLoopback(line: string): boolean {
  const [, , local = '', remote = ''] = line.split(/\s+/);
  const own = /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F):/;
  const nobody = /^0+:0000$/;
  return own.test(local) && (own.test(remote) || nobody.test(remote));
}

export interface SocketEnds {
  readonly inode: string;
  /** ADDRESS:PORT, [ADDRESS]:PORT */
  readonly local: string;
  /** Empty where it is not connected. */
  readonly remote: string;
  readonly listens: boolean;
}

/** 32-bit words in the machine's byte order, each in hex. */
function printedAddress(text: string): string {
  const [address = '', port = ''] = text.split(':');
  const octets = Buffer.from(address, 'hex');
  if (os.endianness() === 'LE') octets.swap32();
  const mapped = octets.length === 16 && octets.toString('hex', 0, 12) === '00000000000000000000ffff';
  const shown =
    octets.length === 4 || mapped
      ? [...octets.subarray(-4)].join('.')
      : new URL(`http://[${(octets.toString('hex').match(/.{4}/g) ?? []).join(':')}]`).hostname;
  return `${shown}:${String(parseInt(port, 16))}`;
}

/** @param line of inetSockets */
export function socketEnds(line: string): SocketEnds {
  const words = line.split(/\s+/);
  const [, , local = '', remote = '', state] = words;
  return {
    inode: words[10] ?? '',
    local: printedAddress(local),
    remote: /^0+:0000$/.test(remote) ? '' : printedAddress(remote),
    listens: state === '0A' && line.startsWith('tcp'),
  };
}
