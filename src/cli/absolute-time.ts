// Points in time as MIT's kinit -s takes them (kerberos(7), "absolute time"), in the local time zone.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Seconds since 1970; undefined where the text is no time. */
export function parseAbsoluteTime(text: string, now: Date = new Date()): number | undefined {
  const input = text.trim();
  const full =
    /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)$/.exec(input) ??
    /^(?<year>\d{4})\.(?<month>\d\d?)\.(?<day>\d\d?)\.(?<hour>\d\d?)\.(?<minute>\d\d?)\.(?<second>\d\d?)$/.exec(
      input,
    ) ??
    /^(?<year>\d\d)(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)?$/.exec(input) ??
    /^(?<year>\d\d)\.(?<month>\d\d?)\.(?<day>\d\d?)\.(?<hour>\d\d?)\.(?<minute>\d\d?)\.(?<second>\d\d?)$/.exec(
      input,
    ) ??
    /^(?<month>\d\d?)\/(?<day>\d\d?)\/(?<year>\d\d):(?<hour>\d\d?):(?<minute>\d\d?):(?<second>\d\d?)$/.exec(
      input,
    ) ??
    /^(?<day>\d\d?)-(?<name>[a-z]{3})-(?<year>\d{4}|\d\d):(?<hour>\d\d?):(?<minute>\d\d?)(?::(?<second>\d\d?))?$/i.exec(
      input,
    );
  const clock =
    /^(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)?$/.exec(input) ??
    /^(?<hour>\d\d?):(?<minute>\d\d?)(?::(?<second>\d\d?))?$/.exec(input);
  const found = full?.groups ?? clock?.groups;
  if (found === undefined) return undefined;
  const part = (name: string, otherwise: number): number => {
    const value = found[name];
    return value === undefined ? otherwise : Number(value);
  };
  const month = found['name'] === undefined ? part('month', now.getMonth() + 1) : monthOf(found['name']);
  const year = century(part('year', now.getFullYear()));
  const day = part('day', now.getDate());
  const second = part('second', clock !== null && full === null ? now.getSeconds() : 0);
  const date = new Date(year, month - 1, day, part('hour', 0), part('minute', 0), second);
  const honest =
    date.getMonth() === month - 1 &&
    date.getDate() === day &&
    part('hour', 0) < 24 &&
    part('minute', 0) < 60 &&
    second < 61;
  return honest ? Math.floor(date.getTime() / 1000) : undefined;
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1;
}

/** POSIX: 69-99 are the twentieth century's, 00-68 the twenty-first's. */
function century(year: number): number {
  if (year > 99) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}
