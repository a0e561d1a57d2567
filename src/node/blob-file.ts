// A file that a person chose to look into: read whole, within a bound, and only if it is one.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
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
