// Times as MIT's tools print them in the C locale, in the local time zone: `11/21/26 11:58:03`.

/** Columns that a time takes in a table. */
export const TIME_WIDTH = 17;

export function formatTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}/${two(date.getDate())}/${two(date.getFullYear() % 100)}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** RFC 3339 in UTC for JSON; null where the protocol says "absent" with 0. */
export function jsonTime(seconds: number): string | null {
  return seconds === 0 ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
