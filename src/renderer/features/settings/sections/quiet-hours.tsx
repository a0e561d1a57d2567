// Quiet hours: from when to when, on which days, and whether at all. Without a day they are off.
import type { ReactElement } from 'react';
import { everyDay } from '#shared';
import { text, weekdayName } from '../../../strings/index.ts';
import { DaysControl, SwitchControl, TextControl } from '../controls.tsx';
import { parseTime, timeText } from '../parse.ts';
import type { Given } from './row.ts';

const words = text.settings;
const USUAL = { from: 19 * 60, to: 7 * 60 + 30, days: [...everyDay] };

/** All days, a run of three or more of them, or one by one. */
function daysText(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  const [first = 1] = sorted;
  const last = sorted.at(-1) ?? first;
  if (sorted.length === everyDay.length) return words.everyDay;
  if (sorted.length > 2 && last - first === sorted.length - 1)
    return words.daysTo(weekdayName(first), weekdayName(last));
  return sorted.map((day) => weekdayName(day)).join(', ');
}

export function QuietHours({ settings, set }: Pick<Given, 'settings' | 'set'>): ReactElement {
  const hours = settings.quietHours;
  return (
    <>
      {hours !== null && (
        <>
          <TextControl
            label={words.quietFrom}
            width="time"
            shown={timeText(hours.from)}
            parse={parseTime}
            onChange={(from) => {
              set({ quietHours: { ...hours, from } });
            }}
          />
          <span className="dim">{words.to}</span>
          <TextControl
            label={words.quietTo}
            width="time"
            shown={timeText(hours.to)}
            parse={parseTime}
            onChange={(to) => {
              set({ quietHours: { ...hours, to } });
            }}
          />
          <DaysControl
            label={words.quietDays}
            shown={daysText(hours.days)}
            days={hours.days}
            onChange={(days) => {
              set({ quietHours: days.length === 0 ? null : { ...hours, days: [...days] } });
            }}
          />
        </>
      )}
      <SwitchControl
        label={words.rows.quiet.title}
        on={hours !== null}
        onChange={(on) => {
          set({ quietHours: on ? USUAL : null });
        }}
      />
    </>
  );
}
