// The storage room's surface.
export { loadSqlite, openStorage, type OpenedStorage, type StorageOptions } from './open.ts';
export { ownFolder } from './own-folder.ts';
export { notesOf, type KeptMessage, type RecordedExchange, type Store } from './store.ts';
export type { SignInRecord } from './sign-in-store.ts';
