// kinit with an expired password: the old one proves itself to kadmin/changepw once, the new one is asked for twice.
import { changePassword, displayText, formatPrincipal, isKerberosError } from '#krb5';
import type { Principal } from '#krb5';
import type { Cli, Kerberos } from './cli.ts';
import { askNewPassword, refusalText } from './new-password.ts';

const TRIES = 3;

/**
 * Resolves to the new password, for the sign-in that follows.
 * @param typed the expired password, if it was asked for already; it is wiped
 * @throws KerberosError PASSWORD_CHANGE_REFUSED, PASSWORD_INCORRECT, CANCELLED …
 */
export async function changeExpiredPassword(
  cli: Cli,
  kerberos: Kerberos,
  client: Principal,
  typed: Uint8Array | undefined,
): Promise<Uint8Array> {
  let fresh: Uint8Array | undefined;
  const newPassword = async (): Promise<Uint8Array> => {
    fresh = await askUntilAlike(cli);
    return fresh.slice();
  };
  try {
    await changePassword(kerberos.ports, kerberos.settingsFor(client.realm), {
      client,
      secret: {
        kind: 'password',
        password: () =>
          typed?.slice() ?? cli.secrets.read(`Password for ${displayText(formatPrincipal(client))}`),
      },
      newPassword,
      signal: cli.signal,
    });
  } catch (error) {
    fresh?.fill(0);
    if (isKerberosError(error, 'PASSWORD_CHANGE_REFUSED')) cli.say(`${refusalText(error)}\n`);
    throw error;
  } finally {
    typed?.fill(0);
  }
  if (fresh === undefined) throw new TypeError('the password was changed without asking for a new one');
  return fresh;
}

async function askUntilAlike(cli: Cli): Promise<Uint8Array> {
  let banner = 'Password expired.  You must change it now.';
  for (let tries = TRIES; ; tries--) {
    cli.say(`${banner}\n`);
    try {
      const entered = await askNewPassword(cli);
      if (entered.length > 0) return entered;
      banner = 'New password cannot be zero length.  Please try again.';
      if (tries === 1) return entered;
    } catch (error) {
      if (!isKerberosError(error, 'FORMAT_INVALID') || tries === 1) throw error;
      banner = 'Password mismatch.  Please try again.';
    }
  }
}
