// How English says times.
import type { TimeWords } from '../time.ts';

export const time: TimeWords = {
  locale: 'en-GB',
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  weekday: (weekday, date) => `${weekday} ${date}`,
  weekdayInMonth: (weekday, day) => `${weekday} ${day}`,
  at: (day, clock) => `${day}, ${clock}`,
  short: { d: 'd', h: 'h', m: 'm', s: 's' },
  line: { d: 'd', h: 'h', m: 'min', s: 's' },
  long: { d: ['day', 'days'], h: ['hour', 'hours'], m: ['minute', 'minutes'], s: ['second', 'seconds'] },
};
