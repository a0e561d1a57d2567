// Every word the window says, in English. Sentences say what is, until when, and what to do.
import type { LanguageWords } from '../catalogue.ts';
import { activity } from './activity.ts';
import { announce, app, common, places } from './app.ts';
import { changePassword } from './change-password.ts';
import { command } from './command.ts';
import { destroy } from './destroy.ts';
import { exchange } from './exchange.ts';
import { explain } from './explain.ts';
import { firstRun } from './first-run.ts';
import { identities, renewal, state } from './identities.ts';
import { flags, inspector } from './inspector.ts';
import { inspect } from './inspect.ts';
import { notices } from './notices.ts';
import { marks } from './marks.ts';
import { pac } from './pac.ts';
import { plan } from './plan.ts';
import { palette } from './palette.ts';
import { practice } from './practice.ts';
import { serviceTicket } from './service-ticket.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { ticketCheck } from './ticket-check.ts';
import { signInMeans } from './sign-in-means.ts';
import { table, tickets } from './tickets.ts';
import { time } from './time.ts';
import { timeline } from './timeline.ts';

export const en = {
  activity,
  announce,
  app,
  changePassword,
  command,
  common,
  destroy,
  exchange,
  explain,
  firstRun,
  flags,
  identities,
  inspect,
  inspector,
  notices,
  marks,
  pac,
  palette,
  places,
  plan,
  practice,
  renewal,
  serviceTicket,
  settings,
  signIn,
  signInMeans,
  state,
  table,
  ticketCheck,
  tickets,
  timeline,
} as const;

export const english: LanguageWords = { words: en, time, direction: 'ltr' };
