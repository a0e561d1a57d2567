// How long an identity's password lasts, as far as the realm said.
import type { IdentityDto } from '#shared';
import { text } from '../strings/index.ts';
import type { StateWords } from './identity-state.ts';

const DAY = 86_400;
/** Before that it is no news on a card. */
export const PASSWORD_SOON_SECONDS = 14 * DAY;

/** undefined where the realm said nothing. */
export function passwordLeft(
  { passwordExpires }: Pick<IdentityDto, 'passwordExpires'>,
  now: number,
): (StateWords & { readonly soon: boolean }) | undefined {
  if (passwordExpires === 0) return undefined;
  const left = passwordExpires - now;
  if (left <= 0)
    return { shape: 'bad', words: text.notices.passwordExpired(passwordExpires, now), soon: true };
  return {
    shape: left < 3 * DAY ? 'warn' : 'ok',
    words: text.notices.passwordExpires(left, passwordExpires, now),
    soon: left <= PASSWORD_SOON_SECONDS,
  };
}
