import { describe, expect, it } from 'vitest';
import { systemVault, type VaultOptions } from '../../../../src/main/shell/vault.ts';
import { safeStorage as ofStandIn } from '../../../../stand-in/electron/safe-storage.ts';

/** A system that turns text around behind a prefix, as Electron's ciphertexts have one. */
function system(prefix: string, available = true): VaultOptions['storage'] {
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    encryptStringAsync: (text) => Promise.resolve(Buffer.from(prefix + text.split('').reverse().join(''))),
    decryptStringAsync: (sealed) =>
      Promise.resolve({
        shouldReEncrypt: false,
        result: sealed.toString().slice(prefix.length).split('').reverse().join(''),
      }),
  };
}

const secret = Uint8Array.from([0, 0xff, 0xc3, 0x28, 65]); // not UTF-8

describe('the vault', () => {
  it.each([
    ['linux', 'v11'],
    ['darwin', 'v10'],
    ['win32', 'v10'],
  ] as const)('on %s with %s gives back the octets that it was given', async (platform, prefix) => {
    const vault = systemVault({ storage: system(prefix), platform, isStandIn: false });
    expect(await vault.available()).toEqual({ ok: true });
    const sealed = await vault.seal(secret);
    expect([...(await vault.open(sealed))]).toEqual([...secret]);
  });

  it('is none on Linux where the key is the same everywhere (v10): nothing is sealed with it', async () => {
    const vault = systemVault({ storage: system('v10'), platform: 'linux', isStandIn: false });
    expect(await vault.available()).toEqual({ ok: false, why: 'fixed-key' });
    await expect(vault.seal(secret)).rejects.toThrow('fixed-key');
    await expect(vault.open(Uint8Array.from([0x76, 0x31, 0x30, 1]))).rejects.toThrow('fixed-key');
  });

  it('is none when the keyring went away between the question and the sealing', async () => {
    let asked = 0;
    const storage = {
      ...system('v11'),
      encryptStringAsync: () => Promise.resolve(Buffer.from(asked++ ? 'v10x' : 'v11x')),
    };
    const vault = systemVault({ storage, platform: 'linux', isStandIn: false });
    await expect(vault.seal(secret)).rejects.toThrow('fixed-key');
  });

  it('is none where the system has none, or does not unlock it now', async () => {
    const none = systemVault({ storage: system('v11', false), platform: 'darwin', isStandIn: false });
    expect(await none.available()).toEqual({ ok: false, why: 'unavailable' });
    const locked = {
      ...system('v11'),
      encryptStringAsync: () => Promise.reject(new Error('temporarily unavailable')),
    };
    const vault = systemVault({ storage: locked, platform: 'linux', isStandIn: false });
    expect(await vault.available()).toEqual({ ok: false, why: 'unavailable' });
  });

  it('is none on the stand-in, which says so itself', async () => {
    expect(await ofStandIn.isAsyncEncryptionAvailable()).toBe(false);
    await expect(ofStandIn.encryptStringAsync('x')).rejects.toThrow('no vault');
    await expect(ofStandIn.decryptStringAsync(Buffer.from('x'))).rejects.toThrow('no vault');
    const vault = systemVault({ storage: ofStandIn, platform: 'linux', isStandIn: true });
    expect(await vault.available()).toEqual({ ok: false, why: 'stand-in' });
  });
});
