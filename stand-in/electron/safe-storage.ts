import { strict } from './strict.ts';

const refused = (): Promise<never> =>
  Promise.reject(new Error('stand-in for Electron: there is no vault here, nothing is sealed'));

/** There is no vault here, and it says so: what it sealed with a key of its own would be sealed in name only. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(false),
  encryptStringAsync: (_plainText: string): Promise<Buffer> => refused(),
  decryptStringAsync: (_encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> => refused(),
});
