// What an identity's tickets come to at a moment: one of a few states, and the words and shape for it.
import type { IdentityDto, TicketDto } from '#shared';
import { text } from '../strings/index.ts';
import { planState, planWords } from './renewal-state.ts';

export type Shape = 'ok' | 'warn' | 'bad' | 'off' | 'skip' | 'work';

export type Standing =
  | {
      readonly kind: 'valid' | 'low';
      readonly tgt: TicketDto;
      readonly left: number;
      readonly renewable: boolean;
    }
  | { readonly kind: 'expired' | 'not-yet' | 'invalid'; readonly tgt: TicketDto }
  | { readonly kind: 'services-only' | 'signed-out' | 'unreadable' };

/** The ticket-granting ticket of the identity's own realm, else any that signs in somewhere. */
export function tgtOf(identity: IdentityDto): TicketDto | undefined {
  return identity.tickets.find((ticket) => ticket.kind === 'tgt');
}

/** Practice tickets are for nobody but the practice realm; without tickets there is nothing to move. */
export function mayBeDefault({ isPractice, tickets }: IdentityDto): boolean {
  return !isPractice && tickets.length > 0;
}

export function startOf(ticket: TicketDto): number {
  return ticket.startTime === 0 ? ticket.authTime : ticket.startTime;
}

/** Renewing now would give a longer life. */
export function canRenew(ticket: TicketDto, now: number): boolean {
  return ticket.flags.includes('renewable') && ticket.endTime > now && ticket.renewTill > ticket.endTime;
}

/** Less than half an hour or a tenth of its life left. */
export function isLow(ticket: TicketDto, now: number): boolean {
  const left = ticket.endTime - now;
  const total = Math.max(1, ticket.endTime - startOf(ticket));
  return left < Math.min(30 * 60, total / 2) || left < total / 10;
}

export function standing(identity: IdentityDto, now: number): Standing {
  if (identity.problem !== undefined) return { kind: 'unreadable' };
  const tgt = tgtOf(identity);
  if (tgt === undefined) return { kind: identity.tickets.length > 0 ? 'services-only' : 'signed-out' };
  if (tgt.endTime <= now) return { kind: 'expired', tgt };
  if (tgt.flags.includes('invalid')) return { kind: 'invalid', tgt };
  if (startOf(tgt) > now + 300) return { kind: 'not-yet', tgt };
  return {
    kind: isLow(tgt, now) ? 'low' : 'valid',
    tgt,
    left: tgt.endTime - now,
    renewable: canRenew(tgt, now),
  };
}

/** Somebody has to do something for this identity to serve on. */
export function needsYou(at: Standing): boolean {
  return at.kind === 'expired' || at.kind === 'unreadable' || (at.kind === 'low' && !at.renewable);
}

export interface StateWords {
  readonly shape: Shape;
  readonly words: string;
}

export function stateWords(
  identity: IdentityDto,
  at: Standing,
  now: number,
  style: 'hero' | 'card' | 'expert',
): StateWords {
  const planned = planState(identity, at, now, style === 'expert' ? 'ticket' : 'person');
  if (planned !== undefined) return planned;
  switch (at.kind) {
    case 'valid':
      if (style === 'expert') return { shape: 'ok', words: text.state.valid(at.left) };
      if (style === 'card') return { shape: 'ok', words: text.state.signedInLeft(at.left) };
      return { shape: 'ok', words: text.state.signedInSince(at.tgt.authTime, now) };
    case 'low':
      if (style === 'expert') {
        const words = at.renewable
          ? text.state.expiresInRenewable(at.left)
          : text.state.expiresInForGood(at.left);
        return { shape: 'warn', words };
      }
      return { shape: 'warn', words: text.state.expiresIn(at.left, at.tgt.endTime, now) };
    case 'expired':
      return { shape: 'bad', words: text.state.expired(at.tgt.endTime, now) };
    case 'not-yet':
      return { shape: 'skip', words: text.state.notYet(startOf(at.tgt), now) };
    case 'invalid':
      return { shape: 'skip', words: text.state.notValidated };
    case 'services-only':
      return { shape: 'warn', words: text.state.servicesOnly(identity.tickets.length) };
    case 'unreadable':
      return { shape: 'bad', words: text.state.unreadable };
    case 'signed-out':
      return {
        shape: 'off',
        words:
          identity.signedOutAt > 0
            ? text.state.signedOutSince(identity.signedOutAt, now)
            : text.state.signedOut,
      };
  }
}

/** One sentence on what can be done about the lifetime. */
export function renewalWords(identity: IdentityDto, at: Standing, now: number): string {
  const planned = planWords(identity, at, now);
  if (planned !== undefined) return planned;
  if (at.kind === 'valid' || at.kind === 'low') {
    if (at.renewable) return text.renewal.canBeRenewed(at.tgt.renewTill, now);
    return at.tgt.flags.includes('renewable') ? text.renewal.notAnyMore : text.renewal.cannot;
  }
  if (at.kind === 'unreadable') return text.renewal.unreadable;
  return at.kind === 'expired' && at.tgt.flags.includes('renewable')
    ? text.renewal.tooLate
    : text.renewal.signInToGoOn;
}

const UNITS = [60, 300, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 604_800];

/** How many tiles a lifetime is cut into: the first natural unit that gives at most 14. */
export function tileCount(total: number): number {
  const unit = UNITS.find((size) => total / size <= 14.01) ?? Math.ceil(total / 14);
  return Math.max(1, Math.round(total / unit));
}
