// What the preload needs and nothing else: names. No zod here, so that a preload which imports this file alone
// (the one deep import the rule file allows) stays a list of functions without logic.

/** Every procedure of the contract, `noun.verb`. contract.ts is checked against this list, both ways. */
export const procedureNames = [
  'app.describe',
  'state.get',
  'settings.update',
  'clipboard.write',
  'realm.probe',
  'identity.signIn',
  'identity.forgetPassword',
  'identity.changePassword',
  'identity.destroy',
  'identity.forget',
  'identity.configure',
  'identity.snooze',
  'identity.pin',
  'identity.makeDefault',
  'identity.pac',
  'ticket.page',
  'keytab.open',
  'vault.describe',
  'ticket.resolve',
  'ticket.check',
  'ticket.acquire',
  'ticket.renew',
  'ticket.remove',
  'practice.start',
  'practice.stop',
  'ticket.origin',
  'ticket.raw',
  'history.list',
  'history.clear',
  'timeline.list',
  'exchange.get',
  'exchange.message',
  'exchange.copy',
  'blob.open',
  'blob.list',
  'blob.close',
  'blob.fields',
  'blob.bytes',
  'blob.find',
  'blob.search',
  'blob.addKeytab',
  'blob.addPassword',
  'blob.addKey',
  'blob.useTickets',
  'blob.reveal',
  'blob.pac',
  'blob.copy',
  'blob.export',
  'blob.forget',
  'operation.cancel',
] as const;

export type ProcedureName = (typeof procedureNames)[number];

/** The IPC channel of a procedure: `tessera:identity.signIn`. */
export function procedureChannel(name: ProcedureName): string {
  return `tessera:${name}`;
}

/** The one channel on which the main process tells the window what changed. */
export const eventChannel = 'tessera:event';

/** Files that were dropped on the window, or pasted into it: the preload alone sends on it, on a person's own doing. */
export const droppedChannel = 'tessera:dropped';

/** The name under which the preload exposes the bridge: `window.tessera`. */
export const bridgeName = 'tessera';
