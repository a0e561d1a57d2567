// The IPC room's surface.
export { registerDropped } from './dropped.ts';
export { createLimits } from './limits.ts';
export { registerContract, type Handlers, type Registrar } from './register.ts';
export { senderCheck, type InvokeEvent } from './sender.ts';
