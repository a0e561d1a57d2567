// What the KDC's reply says beside the ticket and a person should know.
import { enctypeName } from '#krb5';
import type { InitialWarning } from '#krb5';
import { jsonTime } from './time.ts';
import type { Json } from './json.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** MIT's words; undefined where there is nothing to say. @param now seconds since 1970 */
export function warningText(warning: InitialWarning, now: number): string | undefined {
  if (warning.kind === 'weak-enctype') {
    return warning.what === 'reply-key'
      ? `Warning: encryption type ${enctypeName(warning.etype)} used for authentication is deprecated and will be disabled`
      : undefined;
  }
  const left = warning.at - now;
  if (left < 0 || (warning.kind === 'account-expires' && left > 7 * DAY)) return undefined;
  const what = warning.kind === 'password-expires' ? 'password' : 'account';
  return `Warning: Your ${what} will expire in ${span(left)} on ${longTime(warning.at)}`;
}

function span(seconds: number): string {
  if (seconds < HOUR) return 'less than one hour';
  if (seconds <= 2 * DAY) {
    const hours = Math.floor(seconds / HOUR);
    return `${hours} hour${hours === 1 ? '' : 's'}`;
  }
  return `${Math.floor(seconds / DAY)} days`;
}

/** `Sat Nov 21 11:58:03 2026`, local time, as C's %c. */
function longTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  const [weekday, month] = date.toDateString().split(' ');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) =>
    String(n).padStart(2, '0'),
  );
  return `${weekday ?? ''} ${month ?? ''} ${String(date.getDate()).padStart(2)} ${clock.join(':')} ${date.getFullYear()}`;
}

export function jsonWarning(warning: InitialWarning): Json {
  return warning.kind === 'weak-enctype'
    ? { kind: warning.kind, what: warning.what, enctype: warning.etype, at: null }
    : { kind: warning.kind, what: null, enctype: null, at: jsonTime(warning.at) };
}
