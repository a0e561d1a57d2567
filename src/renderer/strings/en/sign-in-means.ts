// How one signs in: password or keytab, what is kept, and a KDC that nobody but the person names.
import type { VaultDto } from '#shared';

export const signInMeans = {
  how: 'How do you prove it?',
  password: 'Password',
  passwordTyped: 'Typed each time',
  passwordSaved: 'Kept in this system’s vault',
  keytab: 'Keytab',
  keytabCaption: 'A file with keys',
  chooseFile: 'Choose a file…',
  defaultKeytab: 'Default keytab',
  clientKeytab: 'Client keytab',
  noKeytab: 'Choose the keytab that holds the key. Its keys are read when you sign in and shown to nobody.',
  entries: 'Keys in this keytab',
  entry: (kvno: number, enctype: string): string => `version ${kvno}, ${enctype}`,
  moreEntries: (n: number): string => (n === 1 ? 'and 1 more key' : `and ${n} more keys`),
  lacks: (principal: string): string => `This keytab has no key of ${principal}.`,
  keytabNext: 'The key comes from the keytab. No password is asked for.',
  keytabRenews: 'When the ticket can no longer be renewed, Tessera signs in anew from the keytab.',
  useSaved: 'Use the saved password',
  savedNext: 'The saved password is used once. No window asks for it.',
  savedRefused: 'The realm refused the saved password, so it is not sent again. Type the present one.',
  keep: 'Keep the password in this system’s vault',
  noVault: {
    unavailable: 'Saving is off: this system has no vault for passwords, or it is locked.',
    'fixed-key':
      'Saving is off: without a keyring this system seals with a key that is the same everywhere, which protects nothing.',
    'stand-in': 'Saving is off: this is the stand-in for Electron, which has no vault.',
  } satisfies Record<NonNullable<VaultDto['why']>, string>,
  notKept: (principal: string): string =>
    `Signed in as ${principal}. The vault did not take the password, so it is not kept.`,
  kdc: (realm: string): string => `Where is the KDC of ${realm}?`,
  kdcHint:
    'Neither krb5.conf nor DNS names one. A host, or host:port; several with commas. It is kept with this identity.',
  kdcPlaceholder: 'kdc.example.com',
  kpasswd: 'Its password server, if it is another',
  kpasswdHint: 'Left empty, the KDC’s host is asked at port 464.',
  kpasswdPlaceholder: 'kdc.example.com:464',
  serverProblem: {
    'not-a-host': (server: string): string => `“${server}” is not a host, host:port or [address]:port`,
    port: (server: string): string => `The port of “${server}” is not between 1 and 65535`,
  },
  tooManyServers: (most: number): string => `No more than ${most} servers`,
  forget: 'Forget its saved password',
  forgotten: (principal: string): string => `The saved password of ${principal} is gone`,
};
