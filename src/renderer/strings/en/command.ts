// Copied commands: for which shell, and why there is none.
import type { Command, Unwritable } from '#shared';

const because: Readonly<Record<Unwritable, (shell: string) => string>> = {
  'line-break': (shell) => `A name in it has a line break, and ${shell} ends a command there.`,
  control: (shell) => `A name in it has a control character, which the prompt of ${shell} takes for a key.`,
  inexact: () => 'A name in it has characters that cannot be shown, and so not be copied either.',
  'too-long': (shell) => `It is longer than a line that ${shell} reads.`,
};

export const command = {
  title: 'Copy as command',
  shell: 'For the shell',
  copied: (shell: string): string => `Copied for ${shell}`,
  otherShell: 'Another shell',
  does: 'This line does the same at a prompt. There is no password in it; the program asks for it.',
  keepsSet: 'The variables stay set in that window until it is closed.',
  needs: ({ realm, kdc, kpasswd }: NonNullable<Command['servers']>): string =>
    `krb5.conf has to name the servers of ${realm} for it, in [realms]: ${[...kdc.map((each) => `kdc = ${each}`), ...kpasswd.map((each) => `kpasswd_server = ${each}`)].join(', ')}`,
  because,
  tryOther: 'Choose another shell, or write it by hand.',
};
