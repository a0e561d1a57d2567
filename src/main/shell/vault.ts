// The system's vault, for passwords that a person chose to keep. Electron's asynchronous safeStorage says "available"
// on Linux also where it seals with a key that is the same everywhere; its ciphertext then begins with v10, as it does
// on no Linux with a keyring. There, and where nothing can be sealed, there is no vault.
import type { SafeStorage } from 'electron';

export type VaultState = { readonly ok: true } | { readonly ok: false; readonly why: NoVaultWhy };

export type NoVaultWhy =
  /** The system has none, or it is locked. */
  | 'unavailable'
  /** Sealed with a key that is no secret. */
  | 'fixed-key'
  /** The stand-in for Electron runs. */
  | 'stand-in';

export interface Vault {
  /** Asks anew each time: a keyring can be unlocked or taken away while we run. */
  readonly available: () => Promise<VaultState>;
  /** @throws Error where there is no vault: nothing is ever sealed in name only */
  readonly seal: (secret: Uint8Array) => Promise<Uint8Array>;
  /** The caller wipes what it gets. @throws Error when it cannot be opened here */
  readonly open: (sealed: Uint8Array) => Promise<Uint8Array>;
}

export interface VaultOptions {
  readonly storage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
  >;
  readonly platform: NodeJS.Platform;
  readonly isStandIn: boolean;
}

const hasFixedKey = (sealed: Uint8Array): boolean =>
  sealed[0] === 0x76 && sealed[1] === 0x31 && sealed[2] === 0x30; // "v10"

export function systemVault({ storage, platform, isStandIn }: VaultOptions): Vault {
  async function available(): Promise<VaultState> {
    if (isStandIn) return { ok: false, why: 'stand-in' };
    try {
      if (!(await storage.isAsyncEncryptionAvailable())) return { ok: false, why: 'unavailable' };
      if (platform === 'linux' && hasFixedKey(await storage.encryptStringAsync('probe'))) {
        return { ok: false, why: 'fixed-key' };
      }
      return { ok: true };
    } catch {
      return { ok: false, why: 'unavailable' }; // "temporarily unavailable": the keyring was not unlocked
    }
  }
  return {
    available,
    async seal(secret) {
      const state = await available();
      if (!state.ok) throw new Error(`there is no vault: ${state.why}`);
      // Text is all that it seals. Base64 keeps octets as they are.
      const sealed = await storage.encryptStringAsync(Buffer.from(secret).toString('base64'));
      // The vault may have gone since it was asked for.
      if (platform === 'linux' && hasFixedKey(sealed)) throw new Error('there is no vault: fixed-key');
      return Uint8Array.from(sealed);
    },
    async open(sealed) {
      const state = await available();
      if (!state.ok) throw new Error(`there is no vault: ${state.why}`);
      const { result } = await storage.decryptStringAsync(Buffer.from(sealed));
      return Uint8Array.from(Buffer.from(result, 'base64'));
    },
  };
}
