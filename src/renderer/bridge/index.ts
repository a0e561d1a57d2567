// The one way out of the window: what the preload put on `window`, typed by the contract.
import type { Bridge } from '#shared';

declare global {
  interface Window {
    readonly tessera: Bridge;
  }
}

export function bridge(): Bridge {
  return window.tessera;
}
