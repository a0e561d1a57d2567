// "Can I get a ticket for it?", asked of the KDC itself: nothing else knows. What comes back is told and dropped; the
// cache stays as it is.
import { displayText, formatPrincipal, requestServiceTicket, samePrincipal } from '#krb5';
import type { InputOf, OutputOf } from '#shared';
import { createActing } from './acting.ts';
import { holdingsOf } from './holding.ts';
import { serverFor } from './names.ts';
import type { Operations } from './operations.ts';
import { wipeKeys } from './session-keys.ts';
import type { State } from './state.ts';
import { ticketDto } from './ticket-dto.ts';
import { engineTicketOptions } from './ticket-options.ts';

const shown = (text: string): string => displayText(text).slice(0, 2_048) || '?';

export function createTicketCheck(
  state: State,
  operations: Operations,
): (input: InputOf<'ticket.check'>) => Promise<OutputOf<'ticket.check'>> {
  const act = createActing(state, operations);
  const holding = holdingsOf(state.places);
  return async ({ operation, identity: id, service, name, options }) => {
    const identity = state.identity(id);
    const key = `${identity.id} ${service} ${name ?? ''} ${JSON.stringify(options)}`;
    const what = { id: operation, kind: 'ticket-check', key, principal: identity.shown } as const;
    return act({ ...what, service: shown(name ?? service) }, async (running) => {
      const { contents } = await holding.lend(identity, running);
      const world = state.worldFor(identity);
      const enginePorts = world.ports(running.trace);
      const server = await serverFor(service, name, enginePorts, world.settings, identity.realm);
      const asked = await engineTicketOptions(state, holding, world.settings, options, running);
      const ticket = await requestServiceTicket(enginePorts, world.settings, {
        contents,
        server,
        signal: running.signal,
        options: { ...asked, noCache: true },
      });
      running.afterwards(() => {
        wipeKeys({ credentials: [...ticket.crossRealm, ticket.credential] });
      });
      const { credential } = ticket;
      return {
        made: shown(formatPrincipal(ticket.server)),
        path: ticket.path.slice(0, 32).map((realm) => displayText(realm).slice(0, 1_024)),
        ticket: ticketDto(credential, '_', contents.principal),
        inCache: contents.credentials.some(
          (each) => samePrincipal(each.server, credential.server) && each.times.endTime > state.now(),
        ),
      };
    });
  };
}
