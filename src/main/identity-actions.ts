// What the tray's menu and a notice's buttons do for an identity: the same procedures that the window calls. A password
// is asked for by the prompt, as always.
import { randomUUID } from 'node:crypto';
import { describeError, type Services } from './services/index.ts';

/** Rejects with what the procedure failed with; a prompt that the person dismissed is no failure. */
export async function actFor(
  handlers: Services['handlers'],
  identity: string,
  action: 'renew' | 'sign-in' | 'change-password',
): Promise<void> {
  const operation = randomUUID();
  try {
    if (action === 'renew') {
      await handlers['ticket.renew']({ operation, identity });
      return;
    }
    if (action === 'change-password') {
      await handlers['identity.changePassword']({ operation, identity });
      return;
    }
    const { identities, settings } = await handlers['state.get']({});
    const known = identities.find(({ id }) => id === identity);
    if (known === undefined) return;
    const { principal, isPractice, lastSignIn } = known;
    const options = lastSignIn > 0 ? known.options : settings.signIn;
    if (isPractice) await handlers['practice.start']({ operation, user: principal });
    else await handlers['identity.signIn']({ operation, principal, options, how: { kind: 'remembered' } });
  } catch (error) {
    if (describeError(error).code !== 'CANCELLED') throw error;
  }
}
