// The first screen.
import { count } from './count.ts';

export const firstRun = {
  title: 'Sign in once, reach everything',
  text: 'Tessera signs you in with Kerberos, shows how long it lasts, and tells you in plain words when something does not work.',
  signIn: 'Sign in',
  signInText: 'With a password or a keytab. Your account looks like',
  example: (realm: string | undefined): string => `name@${realm ?? 'EXAMPLE.ORG'}`,
  practice: 'Try the practice realm',
  practiceText:
    'A small realm inside this computer, with its own accounts. Nothing leaves it and nothing can break.',
  start: 'Start practising',
  found: 'What Tessera found',
  settingsFound: 'Settings found: default realm',
  settingsNoRealm: 'Settings found, but they name no default realm',
  settingsNone: 'No Kerberos settings on this computer; realms are found by DNS',
  settingsWarnings: (n: number): string => count(n, 'remark'),
  reached: (realm: string): string => `${realm} can be reached`,
  unreachable: (realm: string): string => `${realm} cannot be reached`,
  unknownRealm: (realm: string): string => `No KDC is known for ${realm}`,
  checking: (realm: string): string => `Looking for ${realm}`,
  noTickets: 'No tickets on this computer yet',
  millis: (n: number): string => `${n} ms`,
};
