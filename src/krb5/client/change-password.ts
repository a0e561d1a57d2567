// kpasswd's job: one AS exchange for kadmin/changepw with the present password, one message of RFC 3244 with the new.
import type { KerberosSettings } from '../config/settings.ts';
import { isKerberosError } from '../errors.ts';
import { startPasswordChange, stepPasswordChange } from '../exchange/change-password.ts';
import { KpasswdResult } from '../iana/kpasswd-result.ts';
import { NameType } from '../iana/name-type.ts';
import type { Ports } from '../ports.ts';
import { formatPrincipal, principalName } from '../principal.ts';
import { drive, throwIfCancelled } from './drive.ts';
import { acquireInitialCredential } from './initial.ts';
import type { InitialCredential, PasswordChanged, PasswordChangeRequest } from './types.ts';

/** As MIT's: used at once and thrown away. */
const LIFETIME = 5 * 60;

/**
 * Changes the client's own password.
 * @throws KerberosError PASSWORD_CHANGE_REFUSED with the server's reasons; PASSWORD_INCORRECT for the present
 * password; and as acquireInitialCredential
 */
export async function changePassword(
  ports: Ports,
  settings: KerberosSettings,
  request: PasswordChangeRequest,
): Promise<PasswordChanged> {
  const { client, secret, signal } = request;
  const service = { name: principalName(NameType.SRV_INST, 'kadmin', 'changepw'), realm: client.realm };
  const initial = await acquireInitialCredential(ports, settings, {
    client,
    secret,
    service,
    signal,
    options: {
      lifetime: LIFETIME,
      renewLifetime: 0,
      forwardable: false,
      proxiable: false,
      addresses: false,
      enctypes: request.enctypes,
    },
  });
  let next = await request.newPassword();
  for (;;) {
    const sent = next;
    try {
      return await sendNewPassword(ports, request, initial, sent);
    } catch (error) {
      if (!isKerberosError(error, 'PASSWORD_CHANGE_REFUSED')) throw error;
      const unfit = error.details.resultCode === KpasswdResult.SOFTERROR;
      const another = unfit ? await request.afterRefusal?.(error) : undefined;
      if (another === undefined) throw error;
      next = another;
    } finally {
      sent.fill(0);
    }
  }
}

async function sendNewPassword(
  ports: Ports,
  { client, signal }: PasswordChangeRequest,
  { credential, kdcOffset }: InitialCredential,
  newPassword: Uint8Array,
): Promise<PasswordChanged> {
  const what = `password change of ${formatPrincipal(client)}`;
  throwIfCancelled(signal, what);
  ports.trace({
    type: 'exchange.started',
    exchange: 'kpasswd',
    client: formatPrincipal(credential.client),
    server: formatPrincipal(credential.server),
    realm: credential.server.realm,
  });
  const result = await drive(
    ports,
    {
      start: (moment) => startPasswordChange({ credential, newPassword }, moment),
      step(state, input) {
        if (input.kind === 'key') throw new TypeError('a password change derives no key');
        return stepPasswordChange(state, input);
      },
    },
    { what, signal, offsetMicros: (kdcOffset?.seconds ?? 0) * 1_000_000 },
  );
  return { realm: credential.server.realm, text: result.text, policy: result.policy };
}
