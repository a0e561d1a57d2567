// The settings: each a title and a sentence on what it does.
import type { SettingName } from '#shared';

type Wrong =
  | { readonly why: 'not-a-number' | 'not-a-time' | 'not-a-span'; readonly text: string }
  | { readonly why: 'range'; readonly least: number; readonly most: number }
  | { readonly why: 'too-many'; readonly most: number };

const reason = (wrong: Wrong): string => {
  switch (wrong.why) {
    case 'not-a-number':
      return `“${wrong.text}” is not a whole number.`;
    case 'not-a-time':
      return `“${wrong.text}” is not a time of day. Write it as 19:00.`;
    case 'not-a-span':
      return `“${wrong.text}” is not a length of time. Write it as 290 s, 5 min, 2 h or 1 d.`;
    case 'range':
      return wrong.most > 10_000 && wrong.least === 10
        ? 'It has to be from 10 s to 30 d.'
        : `It has to be from ${wrong.least} to ${wrong.most}.`;
    case 'too-many':
      return `At most ${wrong.most} of them.`;
  }
};

const names: Readonly<Record<SettingName, string>> = {
  density: 'Density',
  language: 'Language',
  closing: 'Closing the window',
  startAtLogin: 'Start at login',
  renewAutomatically: 'Keep me signed in',
  renewWhenLeft: 'When it is renewed',
  noticeBeforeEnd: 'Tell me before a sign-in expires',
  noticeAtEnd: 'At the end',
  noticeAfterEnd: 'After the end',
  noticeBeforeRenewalEnds: 'Tell me before renewal ends',
  noticeBeforePasswordExpires: 'Tell me before a password expires',
  noticeRenewed: 'Tell me when a renewal worked',
  quietHours: 'Quiet hours',
  snooze: 'Snooze',
  signIn: 'Sign-in options',
  historyDays: 'Keep the history for',
  shell: 'Copied commands',
  columns: 'Columns of the tickets',
  grouped: 'Grouping of the tickets',
};

export const settings = {
  find: 'Find a setting',
  sections: 'Sections',
  nothingFound: (typed: string): string => `No setting speaks of “${typed}”.`,
  unread: (which: readonly string[]): string =>
    `${which.length === 1 ? 'The stored value' : 'The stored values'} of ${which.join(', ')} could not be read. The usual one is used until it is set again.`,
  names,
  wrong: (label: string, wrong: Wrong): string => `${label}: ${reason(wrong)}`,
  titles: {
    general: 'General',
    renewal: 'Renewal',
    notices: 'Notices',
    signIn: 'Sign-in',
    caches: 'Caches',
    history: 'History',
    about: 'About',
  },
  rows: {
    language: { title: names.language, explains: 'Of this window, the prompt, the tray and the notices' },
    closing: {
      title: names.closing,
      explains:
        'Where there is no tray, the window is minimised. Quitting asks first if tickets would then die',
    },
    login: {
      title: names.startAtLogin,
      explains: 'Without a window, so that tickets are renewed from the start',
    },
    shell: { title: names.shell, explains: 'Are quoted for this shell' },
    keep: {
      title: names.renewAutomatically,
      explains: 'Renews tickets before they expire, as long as the realm allows',
    },
    when: {
      title: 'When',
      explains: 'A failed try is repeated, and again when the network is back and after sleep',
    },
    each: {
      title: (principal: string): string => `Keep ${principal} signed in`,
      explains: 'Renews by itself',
      offForAll: 'Off, since it is off for all',
    },
    before: {
      title: names.noticeBeforeEnd,
      explains: 'As many minutes before; silent when it will renew itself. None are told if this is empty',
    },
    atEnd: { title: names.noticeAtEnd, explains: 'Tells in the moment in which it expires' },
    after: {
      title: names.noticeAfterEnd,
      explains: 'As many minutes after it, if nobody has signed in by then',
    },
    renewalEnds: {
      title: names.noticeBeforeRenewalEnds,
      explains: 'As many hours before a ticket cannot be renewed any more',
    },
    password: {
      title: names.noticeBeforePasswordExpires,
      explains: 'As many days before, where the realm says when; 0 is the day itself',
    },
    renewed: { title: names.noticeRenewed, explains: 'A notice for each; otherwise it is silent' },
    quiet: { title: names.quietHours, explains: 'Notices wait; the tray icon still shows the state' },
    snooze: { title: names.snooze, explains: 'How long the button of that name puts notices off' },
    lifetime: {
      title: 'Tickets last',
      explains: 'Asked for at the first sign-in; later ones remember what was chosen',
    },
    renewable: { title: 'They can be renewed for', explains: 'The realm may give less' },
    forwardable: {
      title: 'Forwardable',
      explains: 'Other computers that you sign in to may use them for you',
    },
    defaultCache: {
      title: 'Default cache',
      explains: 'Shared with ssh, curl and browsers; set by KRB5CCNAME or krb5.conf',
    },
    configuration: { title: 'Configuration', explains: 'Read again for each action; set by KRB5_CONFIG' },
    keepHistory: {
      title: names.historyDays,
      explains: 'What was done and seen; on this computer alone, for you alone',
    },
    clear: { title: 'Clear the history', explains: 'Asks first. Tickets, identities and settings stay' },
    version: { title: 'Tessera', explains: 'Sends nothing to anybody but the KDCs of your realms' },
  },
  languages: { system: 'As the system', en: 'English', de: 'Deutsch' },
  closing: { 'keeps-running': 'Keeps renewing in the tray', quits: 'Quits Tessera' },
  usualShell: 'The usual one of the system',
  notHere: 'Not possible here',
  when: { half: 'At half of the lifetime', left: 'When less is left than' },
  span: ({ amount, unit }: { readonly amount: number; readonly unit: 's' | 'm' | 'h' | 'd' }): string =>
    `${amount} ${unit === 'm' ? 'min' : unit}`,
  units: { minutes: 'min', hours: 'h', days: 'days' },
  quietFrom: 'Quiet hours from',
  quietTo: 'Quiet hours to',
  quietDays: 'Quiet hours on',
  everyDay: 'Every day',
  daysTo: (first: string, last: string): string => `${first} to ${last}`,
  to: 'to',
  asKrb5Conf: 'As krb5.conf says',
  asKrb5ConfOrWeek: 'As krb5.conf says, else 7 days',
  notAtAll: 'Not at all',
  yes: 'Yes',
  no: 'No',
  noFile: 'None',
  clear: 'Clear',
  cleared: 'The history is cleared',
  notSet: 'The setting was not taken',
};
