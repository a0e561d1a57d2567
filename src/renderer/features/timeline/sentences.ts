// A row of the Timeline in words: its name for a screen reader, and what is read of it below the chart.
import type { AttemptRow, IdentityDto, TicketDto } from '#shared';
import { startOf, tgtOf } from '../../state/identity-state.ts';
import { clockTimeExact, moment, text } from '../../strings/index.ts';

const words = text.timeline;
const SHORT_LIFE = 900;

export function attemptSentence(attempt: AttemptRow, now: number): string {
  return words.attemptAt(attempt.at, now, words.attempt(attempt));
}

export function ticketSentences(
  identity: IdentityDto,
  ticket: TicketDto,
  attempts: readonly AttemptRow[],
  now: number,
): readonly string[] {
  const from = startOf(ticket);
  // Of a life of minutes the seconds count.
  const timeOf = (at: number): string =>
    ticket.endTime - from <= SHORT_LIFE ? clockTimeExact(at) : moment(at, now);
  const said = [
    (ticket.endTime > now ? words.row.valid : words.row.expired)(timeOf(from), timeOf(ticket.endTime)),
  ];
  if (ticket.flags.includes('renewable') && ticket.renewTill > ticket.endTime)
    said.push(words.row.renewable(timeOf(ticket.renewTill)));
  if (ticket !== tgtOf(identity)) return said;
  const { renewal } = identity;
  if (renewal?.at !== undefined && renewal.next !== 'nothing') {
    const planned = renewal.next === 'renew' ? words.row.planned : words.row.plannedSignIn;
    said.push(planned(renewal.at));
  }
  const last = attempts.at(-1);
  if (last !== undefined)
    said.push(words.row.attempts(attempts.length), words.row.last(attemptSentence(last, now)));
  return said;
}
