// kinit with an expired password: the old one proves itself to kadmin/changepw once, the new one is asked for twice.
import { KerberosError, changePassword, displayText, formatPrincipal, isKerberosError } from '#krb5';
import type { Principal } from '#krb5';
import type { Cli, Kerberos } from './cli.ts';
import { askNewPassword, refusalText } from './new-password.ts';

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
  const asking = new NewPasswordDialogue(cli);
  try {
    await changePassword(kerberos.ports, kerberos.settingsFor(client.realm), {
      client,
      secret: {
        kind: 'password',
        password: () =>
          typed?.slice() ?? cli.secrets.read(`Password for ${displayText(formatPrincipal(client))}`),
      },
      newPassword: () => asking.first(),
      afterRefusal: (refusal) => asking.again(`${refusalText(refusal)}.  Please try again.\n`),
      signal: cli.signal,
    });
    return asking.take();
  } finally {
    asking.wipe();
    typed?.fill(0);
  }
}

/** Three tries in all, whether the two entries differ, are empty, or the server finds them unfit: as MIT's. */
class NewPasswordDialogue {
  readonly #cli: Cli;
  #triesLeft = 3;
  #entered: Uint8Array | undefined;

  constructor(cli: Cli) {
    this.#cli = cli;
  }

  first(): Promise<Uint8Array> {
    return this.#ask('Password expired.  You must change it now.');
  }

  async again(banner: string): Promise<Uint8Array | undefined> {
    return this.#triesLeft === 0 ? undefined : this.#ask(banner);
  }

  /** What the server accepted. */
  take(): Uint8Array {
    const entered = this.#entered;
    this.#entered = undefined;
    if (entered === undefined) throw new TypeError('the password was changed without asking for a new one');
    return entered;
  }

  wipe(): void {
    this.#entered?.fill(0);
  }

  /** @throws KerberosError FORMAT_INVALID when the tries are used up, CANCELLED */
  async #ask(firstBanner: string): Promise<Uint8Array> {
    for (let banner = firstBanner; ;) {
      this.#triesLeft -= 1;
      this.#cli.say(`${banner}\n`);
      try {
        const entered = await askNewPassword(this.#cli);
        if (entered.length === 0) throw mistake('New password cannot be zero length');
        this.wipe();
        this.#entered = entered;
        return entered.slice();
      } catch (error) {
        if (!isKerberosError(error, 'FORMAT_INVALID') || this.#triesLeft === 0) throw error;
        banner = `${error.message}.  Please try again.`;
      }
    }
  }
}

function mistake(reason: string): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', reason, { format: 'option', reason });
}
