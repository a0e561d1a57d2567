// How a service ticket is asked for, as the window names it, made what the engine takes. An enctype that krb5.conf does
// not permit is refused, whoever asks for it.
import { KerberosError, findTgt } from '#krb5';
import type { KerberosSettings, ServiceTicketOptions } from '#krb5';
import type { TicketOptions } from '#shared';
import type { Holdings } from './holding.ts';
import type { Running } from './operations.ts';
import type { State } from './state.ts';

/** @throws KerberosError ETYPE_UNSUPPORTED, NO_CREDENTIALS, TICKET_EXPIRED; ServiceError UNKNOWN */
export async function engineTicketOptions(
  state: Pick<State, 'identity' | 'now'>,
  holding: Holdings,
  settings: KerberosSettings,
  { enctype, canonicalize, userToUser }: TicketOptions = {},
  running: Running,
): Promise<ServiceTicketOptions> {
  const { permittedEnctypes } = settings;
  if (enctype !== undefined && !permittedEnctypes.includes(enctype)) {
    throw new KerberosError('ETYPE_UNSUPPORTED', `krb5.conf does not permit enctype ${enctype}`, {
      where: 'permitted_enctypes',
      ours: permittedEnctypes,
      theirs: [enctype],
    });
  }
  const other =
    userToUser === undefined ? undefined : await holding.lend(state.identity(userToUser), running);
  return {
    enctypes: enctype === undefined ? undefined : [enctype],
    canonicalize: canonicalize === true ? true : undefined,
    secondTicket: other === undefined ? undefined : findTgt(other.contents, settings, state.now()).ticket,
  };
}
