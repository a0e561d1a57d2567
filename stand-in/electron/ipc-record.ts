import { appendFileSync } from 'node:fs';

const file = process.env['TESSERA_IPC_RECORD'];

export interface IpcRecord {
  /** Of the WebContents. */
  readonly contents: number;
  readonly to: 'main' | 'page';
  /** Empty for a title. */
  readonly channel: string;
  /** As it crosses. */
  readonly text: string;
}

/** For tests: every message between the processes as a line of the file that TESSERA_IPC_RECORD names. */
export function recordIpc(record: IpcRecord): void {
  if (file === undefined) return;
  // As a string it would go through memory that Node hands out again.
  const line = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
  appendFileSync(file, line, { mode: 0o600 });
  line.fill(0);
}
