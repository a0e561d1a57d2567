// The frame, what every screen shares, and what is read out.
import { count } from './count.ts';

export const app = {
  name: 'Tessera',
  standIn: 'Stand-in',
  standInMeans: 'This window runs on the stand-in for Electron: an installed browser shows it.',
  loading: 'Looking at your tickets',
  navigation: 'Main',
  density: 'Density (F7)',
  simple: 'Simple',
  expert: 'Expert',
  needsYou: (n: number): string => `${count(n, 'identity', 'identities')} ${n === 1 ? 'needs' : 'need'} you`,
};

export const places = {
  identities: 'Identities',
  timeline: 'Timeline',
  activity: 'Activity',
  inspector: 'Inspector',
  settings: 'Settings',
};

export const common = {
  cancel: 'Cancel',
  close: 'Close',
  closeKey: 'Close (Esc)',
  /** A key with the Control key held. */
  control: (key: string): string => `Ctrl+${key}`,
  withKey: (what: string, key: string): string => `${what} (${key})`,
  copy: 'Copy',
  copied: 'Copied',
  copyAsCommand: 'Copy as command',
  more: (what: string): string => `More for ${what}`,
  practice: 'Practice',
  default: 'Default',
  tryAgain: 'Try again',
  options: 'Options',
  working: 'working',
};

export const announce = {
  expires: (principal: string, minutes: number): string =>
    `${principal} expires in ${count(minutes, 'minute')}`,
};
