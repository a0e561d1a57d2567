// %{uid} and its like in names of caches and keytabs, krb5.conf(5) "parameter expansion".
import { KerberosError } from '../errors.ts';
import { displayText } from '../text.ts';

/** What the tokens stand for on this machine; a function is asked only when its token occurs. */
export interface ExpansionEnvironment {
  readonly uid: number | undefined;
  readonly euid: number | undefined;
  readonly username: () => string;
  /** TMPDIR, or the system's folder for temporary files. */
  readonly temporary: string;
}

/**
 * @param option named in the error: which setting holds the text
 * @throws KerberosError CONFIG_INVALID for a token nobody knows, or one without its closing brace
 */
export function expandTokens(text: string, environment: ExpansionEnvironment, option: string): string {
  const refuse = (reason: string): KerberosError<'CONFIG_INVALID'> =>
    new KerberosError('CONFIG_INVALID', `${option} = ${displayText(text)}: ${reason}`, {
      option,
      value: text,
      reason,
    });
  const unclosed = text.lastIndexOf('%{');
  if (unclosed >= 0 && !text.includes('}', unclosed)) throw refuse('a %{ lacks its }');
  return text.replace(/%\{([^}]*)\}/g, (_, token: string) => {
    const value = expand(token, environment);
    if (value === undefined) throw refuse(`%{${token}} is not known here`);
    return value;
  });
}

function expand(token: string, environment: ExpansionEnvironment): string | undefined {
  switch (token) {
    case 'uid':
    case 'USERID':
      return environment.uid?.toString();
    case 'euid':
      return environment.euid?.toString();
    case 'username':
      return environment.username();
    case 'TEMP':
      return environment.temporary;
    case 'null':
      return '';
    default:
      return undefined;
  }
}
