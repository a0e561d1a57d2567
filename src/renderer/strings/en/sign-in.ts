// The sign-in sheet.
import type { KdcFinding, OperationDto } from '#shared';
import { longSpan } from '../time.ts';

export const signIn = {
  title: 'Sign in',
  who: 'Who are you?',
  placeholder: (realm: string | undefined): string => `name@${realm ?? 'REALM'}`,
  reach: {
    checking: (realm: string): string => `Looking for ${realm}`,
    reached: (realm: string, source: KdcFinding['source']): string =>
      `${realm} can be reached.${source === 'dns' ? ' Found by DNS:' : source === 'krb5.conf' ? ' Found in krb5.conf:' : source === 'given' ? ' Its KDC as given here:' : ''}`,
    named: (realm: string): string =>
      `DNS names a KDC of ${realm}. It is asked only once the password is typed.`,
    notLooked: (realm: string): string =>
      `${realm} was not looked up: too many unknown realms in a row. Signing in looks it up.`,
    neverUsed: (realm: string): string => `Nobody has signed in to ${realm} from here before.`,
    unreachable: (realm: string): string =>
      `${realm} does not answer. Signing in will not work until it does.`,
    unknown: (realm: string): string =>
      `No KDC is known for ${realm}. Realms are usually written in capitals.`,
  },
  lasts: (lifetime: number | undefined, renewable: number | undefined): string => {
    const first = lifetime === undefined ? 'Lasts as long as the realm gives' : `Lasts ${longSpan(lifetime)}`;
    if (renewable === undefined) return `${first}, renewable as krb5.conf says`;
    if (renewable === 0) return `${first}, cannot be renewed`;
    return `${first}, can be renewed for up to ${longSpan(renewable)}`;
  },
  remembered: (principal: string): string => `Remembered for ${principal} from last time`,
  fromConfig: 'From krb5.conf',
  fromSettings: 'As set in the settings',
  asChosen: 'As chosen below',
  lifetime: 'Lasts',
  renewable: 'Can be renewed for',
  notRenewable: 'Not at all',
  realmDecides: 'As the realm decides',
  forwardable: 'Forwardable: other computers may use it for you',
  span: longSpan,
  next: 'Next, a separate small window asks for your password.',
  standIn:
    'This is the stand-in for Electron. Signing in works; a saved password would not be protected, so none is saved.',
  continue: 'Continue',
  waiting: {
    starting: 'Getting ready',
    'asking-password': 'A small window asks for your password',
    'asking-present-password': 'Your password has expired. A small window asks for it, to change it',
    'asking-new-password': 'Your password has expired. A small window asks for a new one',
    'deriving-key': 'Making the key from your password',
    'asking-kdc': 'Asking the KDC',
    storing: 'Storing the ticket',
  } satisfies Record<OperationDto['stage'], string>,
  waitingHint: 'It is a window of its own. If it is covered, bring it to the front.',
  done: (principal: string): string => `Signed in as ${principal}`,
  doneWithNewPassword: (principal: string): string =>
    `The password is changed, and ${principal} is signed in with it`,
};
