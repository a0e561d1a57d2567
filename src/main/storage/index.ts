// The storage room's surface.
export { openStorage, type OpenedStorage, type StorageOptions } from './open.ts';
export { memoryStore } from './memory-store.ts';
export type { RememberedIdentity, Store } from './store.ts';
