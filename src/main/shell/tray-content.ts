// What the tray shows, as values: the state of the most urgent identity, the words, and a line and one action for each.
import type { IdentityDto } from '#shared';
import { timeLeft, type Words } from './words.ts';

/** One for each drawing in tray-shapes.ts. */
export type TrayState = 'valid' | 'ending' | 'needs-you' | 'out' | 'offline';

export type TrayAction = 'renew' | 'sign-in';

export interface TrayIdentity {
  readonly id: string;
  readonly state: TrayState;
  /** "alice@AD.TEST, 3 h 12 m, renews itself" */
  readonly line: string;
  readonly principal: string;
  /** The one thing to do about it from here. */
  readonly action?: TrayAction;
}

export interface TrayContent {
  readonly state: TrayState;
  readonly tooltip: string;
  readonly identities: readonly TrayIdentity[];
  /** How many want something of the person. */
  readonly needing: number;
}

export interface TrayInput {
  readonly identities: readonly IdentityDto[];
  /** Seconds since 1970. */
  readonly now: number;
  /** Will it be renewed, or signed in anew, without anybody? */
  readonly renewsItself: (id: string) => boolean;
  /** The realm's KDCs were looked for last time and none was reached. */
  readonly offline: (realm: string) => boolean;
  readonly words: Words;
}

const ENDING_SECONDS = 1_800;
const MOST_LINES = 8;

function describe(identity: IdentityDto, input: TrayInput): TrayIdentity {
  const { now, words, offline, renewsItself } = input;
  const { id, principal, realm, isPractice } = identity;
  const as = (state: TrayState, action: TrayAction | undefined, ...said: string[]): TrayIdentity => ({
    id,
    state,
    principal,
    line: [principal, ...said, ...(isPractice ? [words.practice] : [])].join(', '),
    ...(action === undefined ? {} : { action }),
  });
  if (identity.problem !== undefined) return as('needs-you', undefined, words.needsYou);
  const tgt = identity.tickets.find(({ kind }) => kind === 'tgt');
  if (tgt === undefined) return as('out', 'sign-in', words.signedOut);
  const left = tgt.endTime - now;
  if (left <= 0) return as('needs-you', 'sign-in', words.expired);
  const renewable = tgt.flags.includes('renewable') && tgt.renewTill > tgt.endTime;
  const unreached = !isPractice && offline(realm);
  // What has not worked so far is not promised.
  const calm = renewsItself(id) && (identity.renewal?.failed ?? 0) === 0;
  const fate = calm ? [words.renewsItself] : renewable ? [] : [words.cannotBeRenewed];
  const said = [timeLeft(left, words), ...fate, ...(unreached ? [words.noKdc] : [])];
  const ending = left < ENDING_SECONDS && !calm;
  return as(ending ? 'ending' : unreached ? 'offline' : 'valid', renewable ? 'renew' : 'sign-in', ...said);
}

const urgency: readonly TrayState[] = ['needs-you', 'ending', 'offline', 'valid', 'out'];

export function trayContent(input: TrayInput): TrayContent {
  const all = input.identities.map((identity) => describe(identity, input));
  // The default first among equals: it is the one that other programs use.
  const order = (each: TrayIdentity): number =>
    urgency.indexOf(each.state) * 2 +
    (input.identities.find(({ id }) => id === each.id)?.isDefault === true ? 0 : 1);
  const [lead] = all.toSorted((a, b) => order(a) - order(b));
  return {
    state: lead?.state ?? 'out',
    tooltip: lead?.line ?? input.words.nobody,
    identities: all.slice(0, MOST_LINES),
    needing: all.filter(({ state }) => state === 'needs-you' || state === 'ending').length,
  };
}

/** Lines of what quitting would cost: tickets alive that only we renew. Empty: nothing is lost. */
export function lostByQuitting(input: TrayInput): readonly string[] {
  return input.identities
    .filter((identity) => !identity.isPractice && input.renewsItself(identity.id))
    .flatMap(({ principal, tickets }) => {
      const left = (tickets.find(({ kind }) => kind === 'tgt')?.endTime ?? 0) - input.now;
      return left > 0 ? [`${principal}, ${timeLeft(left, input.words)}`] : [];
    });
}
