// The IPC room's surface.
export { registerContract, type Handlers, type Registrar, type RegisterOptions } from './register.ts';
export { senderCheck, type InvokeEvent, type SenderCheck } from './sender.ts';
