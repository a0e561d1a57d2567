// What the engine may take from its host, the same in browsers, Node and Electron. Everything else is a compile
// error here: this room's tsconfig has neither DOM nor Node types.
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}

interface AbortSignalEventMap {
  abort: unknown;
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: keyof AbortSignalEventMap, listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: keyof AbortSignalEventMap, listener: () => void): void;
}
