// What renewal is about to do for an identity, in words and shape: before anything else that its card says of a ticket
// that is valid.
import type { IdentityDto, RenewalDto } from '#shared';
import { clockTimeExact, moment, text } from '../strings/index.ts';
import type { Standing, StateWords } from './identity-state.ts';

/** Of a lifetime of minutes the seconds count. */
const SHORT_LIFE = 15 * 60;

type WithTicket = Extract<Standing, { readonly tgt: unknown }>;

const isLive = (at: Standing): at is Extract<Standing, { readonly kind: 'valid' | 'low' }> =>
  at.kind === 'valid' || at.kind === 'low';

/** The moment as precisely as the ticket's life asks for. */
export function planMoment(moment_: number, { tgt }: WithTicket, now: number): string {
  const start = tgt.startTime === 0 ? tgt.authTime : tgt.startTime;
  return tgt.endTime - start <= SHORT_LIFE ? clockTimeExact(moment_) : moment(moment_, now);
}

/** Renewal will end, and it is time to say so: when. */
export function endsAt(renewal: RenewalDto | undefined, now: number): number | undefined {
  const { ends } = renewal ?? {};
  return ends !== undefined && now >= ends.warnFrom && now < ends.at ? ends.at : undefined;
}

/** The next request, where one is planned. */
export function nextAt(renewal: RenewalDto | undefined): number | undefined {
  return renewal === undefined || renewal.next === 'nothing' ? undefined : renewal.at;
}

/** The state line of an identity that is renewed, or is about to be; undefined where renewal has nothing to say. */
export function planState(
  identity: IdentityDto,
  at: Standing,
  now: number,
  about: 'person' | 'ticket',
): StateWords | undefined {
  const { renewal } = identity;
  if (renewal === undefined || !isLive(at)) return undefined;
  if (renewal.running) return { shape: 'work', words: text.renewal.renewing };
  const ends = endsAt(renewal, now);
  const next = nextAt(renewal);
  if (next !== undefined && renewal.failed > 0) {
    const words =
      next <= now ? text.plan.triesNow(about) : text.plan.triesAgain(about, planMoment(next, at, now));
    return { shape: 'warn', words };
  }
  if (ends !== undefined && at.kind === 'valid')
    return { shape: 'warn', words: text.plan.endsAfter(ends, now) };
  if (next !== undefined) {
    const [soon, then] =
      renewal.next === 'renew'
        ? [text.plan.renewsNow, text.plan.renewsItself]
        : [text.plan.signsInNow, text.plan.signsInAnew];
    return { shape: 'ok', words: next <= now ? soon(about) : then(about, planMoment(next, at, now)) };
  }
  return renewal.why === 'refused' ? { shape: 'warn', words: text.plan.refused } : undefined;
}

const inBrackets = (code: string | undefined): string => (code === undefined ? '' : ` (${code})`);

function failureWords({ last, reached }: RenewalDto, next: string, due: boolean): string {
  const code = inBrackets(last?.code);
  if (reached === false || last?.outcome === 'unreachable')
    return due ? text.plan.unreachableNow : text.plan.unreachable(next);
  return last?.outcome === 'refused' ? text.plan.refusedSoFar(next, code) : text.plan.failedSoFar(next, code);
}

/** One sentence on what renewal does and what to do about it; undefined where the ticket alone says it. */
export function planWords(identity: IdentityDto, at: Standing, now: number): string | undefined {
  const { renewal } = identity;
  if (renewal === undefined || !('tgt' in at)) return undefined;
  const next = nextAt(renewal);
  if (at.kind === 'expired')
    return next === undefined ? undefined : text.plan.lastTry(planMoment(next, at, now));
  if (!isLive(at)) return undefined;
  const ends = endsAt(renewal, now);
  if (next !== undefined && renewal.failed > 0)
    return failureWords(renewal, planMoment(next, at, now), next <= now);
  if (ends !== undefined)
    return next === undefined ? text.plan.signInBefore : text.plan.renewsUntilThen(planMoment(next, at, now));
  if (renewal.next === 'sign-in') return text.plan.keytab;
  if (renewal.why === 'refused') return text.plan.givenUp(inBrackets(renewal.last?.code));
  return renewal.why === 'switched-off' && at.renewable
    ? text.plan.switchedOff(at.tgt.renewTill, now)
    : undefined;
}
