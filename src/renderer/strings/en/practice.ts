// The practice realm.

export const practice = {
  title: 'Practice realm',
  text: 'A small realm inside this computer, with its own accounts. Nothing leaves it and nothing can break.',
  start: 'Start practising',
  starting: 'Starting',
  accounts: 'Accounts',
  accountsText: 'Made for practising; their passwords are no secret.',
  services: 'Services',
  /** What an account or service is there for; the practice realm says it in English. */
  note: (_name: string, note: string): string => note,
  password: 'Password',
  ownPassword: 'changed by you',
  signIn: 'Sign in',
  signInAs: (principal: string): string => `Sign in as ${principal}`,
  getFor: (service: string): string => `Get a ticket for ${service}`,
  commands: 'For a terminal',
  commandsText: 'With this in front, MIT’s kinit, klist and kvno use the practice realm.',
  stop: 'Stop the practice realm',
  stopped: 'The practice realm has stopped; its tickets serve nobody any more',
  show: 'Accounts and commands',
};
