// How German says times. In a sentence a span is abbreviated, so that it needs no case: "in 3 Tg.", "seit 3 Tg.".
import type { TimeWords } from '../time.ts';

export const time: TimeWords = {
  locale: 'de-DE',
  today: 'heute',
  tomorrow: 'morgen',
  yesterday: 'gestern',
  weekday: (weekday, date) => `${weekday}, ${date}`,
  weekdayInMonth: (weekday, day) => `${weekday}, ${day}.`,
  at: (day, clock) => `${day}, ${clock}`,
  short: { d: 'd', h: 'h', m: 'min', s: 's' },
  line: { d: 'Tg.', h: 'Std.', m: 'Min.', s: 'Sek.' },
  long: {
    d: ['Tag', 'Tage'],
    h: ['Stunde', 'Stunden'],
    m: ['Minute', 'Minuten'],
    s: ['Sekunde', 'Sekunden'],
  },
};
