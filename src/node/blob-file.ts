// Files of a person's choice: one to look into is read whole, within a bound, and only if it is a file; one to write
// appears whole or not at all.
import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { KerberosError, displayText } from '#krb5';
import { fileRefused, inWords, isMissing } from './ccache/safe-path.ts';

/** Zero where the system has no such flag (Windows). A FIFO must not keep the reader waiting. */
const NONBLOCK = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * @param most octets
 * @throws KerberosError FILE_REFUSED, LIMIT
 */
export async function readBlobFile(file: string, most: number): Promise<Uint8Array> {
  const tooLarge = (): KerberosError<'LIMIT'> =>
    new KerberosError('LIMIT', `${displayText(file)}: larger than ${String(most)} bytes`, {
      what: 'bytes',
      limit: most,
      where: displayText(file),
    });
  try {
    const handle = await open(file, constants.O_RDONLY | NONBLOCK);
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw fileRefused(file, 'it is no regular file');
      if (status.size > most) throw tooLarge();
      const bytes = new Uint8Array(status.size);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return bytes.subarray(0, length);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) throw fileRefused(file, 'there is no such file', error);
    throw inWords(file, error);
  }
}

/** For this user alone. @throws KerberosError FILE_REFUSED */
export async function writeBlobFile(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.tessera-${crypto.randomUUID()}`;
  let isThere = false;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    isThere = true;
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    isThere = false;
  } catch (error) {
    throw inWords(file, error);
  } finally {
    if (isThere) await unlink(temporary).catch(() => undefined);
  }
}
