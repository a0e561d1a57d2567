// Does a cache hold what was read from it before? Told by its bytes as they would be written anew, so that removed
// records and the version of the file make no difference. Session keys are not looked at: whoever read the cache need
// not have kept them, and each ticket has its own.
import { EncryptionKey, writeCcache } from '#krb5';
import type { KeylessContents } from '#krb5';

const bytesOf = (contents: KeylessContents): Uint8Array =>
  writeCcache({
    ...contents,
    credentials: contents.credentials.map((credential) => ({
      ...credential,
      key: new EncryptionKey(credential.key.keyType, new Uint8Array()),
    })),
  });

export function sameContents(a: KeylessContents | undefined, b: KeylessContents | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [first, second] = [bytesOf(a), bytesOf(b)];
  return first.length === second.length && first.every((octet, at) => octet === second[at]);
}
