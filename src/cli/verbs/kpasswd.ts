// kpasswd: changes a password (RFC 3244).
import { changePassword, displayText, formatPrincipal, isKerberosError } from '#krb5';
import type { Principal } from '#krb5';
import type { Cli, Kerberos, Verb } from '../cli.ts';
import { Failure, UsageMistake, during } from '../failure.ts';
import { jsonPrincipal, printJson } from '../format/json.ts';
import { localUserName, parseWithDefaultRealm } from '../identity.ts';
import { askNewPassword, refusalText } from '../new-password.ts';

export const kpasswd: Verb = {
  name: 'kpasswd',
  summary: 'Change a password',
  usage: 'usage: kpasswd [principal]\n',
  usageExit: 1,
  options: { short: '', long: {} },

  async run({ operands }, cli) {
    if (operands.length > 1) throw new UsageMistake('');
    const kerberos = cli.kerberos();
    const client = await clientOf(operands[0], kerberos);
    const progress = { proved: false };
    try {
      const changed = await changePassword(kerberos.ports, kerberos.settingsFor(client.realm), {
        client,
        secret: {
          kind: 'password',
          password: () => cli.secrets.read(`Password for ${displayText(formatPrincipal(client))}`),
        },
        newPassword: () => {
          progress.proved = true;
          return during('while reading password', () => askNewPassword(cli));
        },
        signal: cli.signal,
      });
      printChanged(cli, client, changed.text);
      return 0;
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (isKerberosError(error, 'PASSWORD_CHANGE_REFUSED') && !cli.json) {
        cli.out(`${refusalText(error)}\n`);
        return 2;
      }
      const refused = isKerberosError(error, 'PASSWORD_CHANGE_REFUSED');
      const wrong = isKerberosError(error, 'PASSWORD_INCORRECT') || isKerberosError(error, 'INTEGRITY');
      const doing = progress.proved ? 'changing password' : `${wrong ? 'while ' : ''}getting initial ticket`;
      throw new Failure(refused ? 2 : 1, error, doing);
    }
  },
};

/** The one named, else the default cache's, else the person at the terminal. */
async function clientOf(given: string | undefined, kerberos: Kerberos): Promise<Principal> {
  if (given !== undefined) {
    return during('parsing client name', () => parseWithDefaultRealm(given, kerberos.settings));
  }
  const contents = await during('getting principal from ccache', () => kerberos.openCache().read());
  if (contents !== undefined) return contents.principal;
  const name = localUserName();
  if (name === undefined) throw new Failure(1, 'Unable to identify user from password file');
  return during(`when parsing name ${name}`, () => parseWithDefaultRealm(name, kerberos.settings));
}

function printChanged(cli: Cli, client: Principal, text: string): void {
  if (!cli.json) {
    cli.out('Password changed.\n');
    return;
  }
  cli.out(
    printJson({
      schema: 'tessera.kpasswd/1',
      principal: jsonPrincipal(client),
      changed: true,
      text: text === '' ? null : displayText(text),
    }),
  );
}
