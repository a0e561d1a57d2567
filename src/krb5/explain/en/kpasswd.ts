// A password server's refusal in English: RFC 3244's result codes, and Active Directory's policy in place of a text.
import type { PasswordPolicy } from '../../errors.ts';
import { KpasswdResult } from '../../iana/kpasswd-result.ts';
import { PasswordProperty } from '../password-property.ts';
import type { Said, Tongue } from '../types.ts';

const DAY = 86400;
const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${String(number)} ${many}`;

export function policyRules(policy: PasswordPolicy): readonly string[] {
  const rules: string[] = [];
  if ((policy.properties & PasswordProperty.REFUSE_CHANGE) !== 0)
    rules.push('Passwords cannot be changed this way.');
  if (policy.minLength > 0) {
    rules.push(`The password must have at least ${count(policy.minLength, 'character', 'characters')}.`);
  }
  if ((policy.properties & PasswordProperty.COMPLEX) !== 0) {
    rules.push(
      'It must have characters of three kinds out of upper case, lower case, digits and symbols, and no part of your name.',
    );
  }
  if (policy.history > 0) {
    rules.push(`It must differ from the last ${count(policy.history, 'password', 'passwords')}.`);
  }
  if (policy.minAgeSeconds > 0) {
    const days = Math.ceil(policy.minAgeSeconds / DAY);
    rules.push(`A password can be changed again only after ${count(days, 'day', 'days')}.`);
  }
  return rules;
}

export const kpasswd: Tongue['kpasswd'] = {
  [KpasswdResult.SUCCESS]: {
    what: 'The password server reports success as an error',
    why: 'Its answer contradicts itself.',
    toDo: 'Try to sign in with the new password; if that fails, with the old one, and tell the administrator.',
  },
  [KpasswdResult.MALFORMED]: {
    what: 'The password server could not read the request',
    why: 'It calls it malformed.',
    toDo: 'Show this to whoever runs the server.',
  },
  [KpasswdResult.HARDERROR]: {
    what: 'The password server failed; the password was not changed',
    why: 'It reports an error of its own.',
    toDo: 'Try again later; if it stays, tell the administrator.',
  },
  [KpasswdResult.AUTHERROR]: {
    what: 'The password server does not accept who you are',
    why: 'It could not verify the ticket that came with the request: wrong clock, or its keys were changed.',
    toDo: 'Check the clock and try again.',
  },
  [KpasswdResult.SOFTERROR]: {
    what: 'The new password was not accepted',
    why: 'It does not follow the rules for passwords.',
    toDo: 'Choose another password. The old one still works.',
  },
  [KpasswdResult.ACCESSDENIED]: {
    what: 'You may not change this password',
    why: 'The server’s rules do not let you.',
    toDo: 'Ask the administrator to set the password.',
  },
  [KpasswdResult.BAD_VERSION]: {
    what: 'The password server does not know this protocol version',
    why: 'It takes only the older form of the request.',
    toDo: 'Change the password where the server’s maker says, or ask the administrator.',
  },
  [KpasswdResult.INITIAL_FLAG_NEEDED]: {
    what: 'The password server wants a fresh sign-in',
    why: 'The ticket that came with the request was not made from the present password.',
    toDo: 'Start the change again and type the present password.',
  },
};

export const kpasswdUnknown: Said = {
  what: 'The password was not changed',
  why: 'The server gives a reason that is not registered.',
  toDo: 'Ask the administrator.',
};
