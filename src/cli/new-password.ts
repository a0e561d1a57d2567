// Asking twice for a new password, as kpasswd does and as kinit does when the old one has expired.
import { KerberosError, constantTimeEqual, displayText, passwordPolicyRules } from '#krb5';
import type { KerberosErrorDetails } from '#krb5';
import type { Cli } from './cli.ts';

/** @throws KerberosError FORMAT_INVALID where the two differ */
export async function askNewPassword(cli: Cli): Promise<Uint8Array> {
  const first = await cli.secrets.read('Enter new password');
  const again = await cli.secrets.read('Enter it again');
  const same = first.length === again.length && constantTimeEqual(first, again);
  again.fill(0);
  if (same) return first;
  first.fill(0);
  throw new KerberosError('FORMAT_INVALID', 'Password mismatch', {
    format: 'option',
    reason: 'the two entries differ',
  });
}

/** "Password change rejected: The password must …", as MIT's kpasswd says it; what the server says may have lines. */
export function refusalText({ details }: KerberosError<'PASSWORD_CHANGE_REFUSED'>): string {
  return `${RESULTS[details.resultCode] ?? 'Password change failed'}: ${reasonText(details)}`;
}

const RESULTS: Readonly<Record<number, string>> = {
  1: 'Malformed request error',
  2: 'Server error',
  3: 'Authentication error',
  4: 'Password change rejected',
  5: 'Access denied',
  6: 'Wrong protocol version',
  7: 'Initial password required',
};

function reasonText({ text, policy }: KerberosErrorDetails['PASSWORD_CHANGE_REFUSED']): string {
  const rules = policy === undefined ? [] : passwordPolicyRules(policy);
  if (rules.length > 0) return rules.join(' ');
  if (text === '') return 'Try a more complex password, or contact your administrator.';
  return text.split(/\r?\n/).map(displayText).join('\n');
}
