// Notices: before which ends they come, when they are quiet, and how long a snooze is.
import {
  Alert20Regular,
  CheckmarkCircle20Regular,
  ClockAlarm20Regular,
  Key20Regular,
  Timer20Regular,
  WeatherMoon20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { spansWith } from '../../../state/spans.ts';
import { longSpan, text } from '../../../strings/index.ts';
import { ChoiceControl, SwitchControl, TextControl } from '../controls.tsx';
import { parseThresholds, thresholdsText } from '../parse.ts';
import type { Unit } from '../parse.ts';
import { QuietHours } from './quiet-hours.tsx';
import type { Given, Row } from './row.ts';

const words = text.settings;
const SNOOZES = [300, 900, 1_800, 3_600];

export function notices({ settings, set }: Given): readonly Row[] {
  const { before, atEnd, after, renewalEnds, password, renewed, quiet, snooze } = words.rows;
  type Thresholds =
    'noticeBeforeEnd' | 'noticeAfterEnd' | 'noticeBeforeRenewalEnds' | 'noticeBeforePasswordExpires';
  const thresholds = (
    name: Thresholds,
    label: string,
    unit: Unit,
    least: number,
    most: number,
  ): ReactElement => (
    <TextControl
      label={label}
      width="long"
      unit={words.units[unit]}
      shown={thresholdsText(settings[name], unit)}
      parse={(typed) => parseThresholds(typed, unit, least, most)}
      onChange={(value) => {
        set({ [name]: value });
      }}
    />
  );
  return [
    {
      id: 'noticeBeforeEnd',
      icon: <Alert20Regular />,
      ...before,
      control: thresholds('noticeBeforeEnd', before.title, 'minutes', 1, 10_080),
    },
    {
      id: 'noticeAtEnd',
      sub: true,
      ...atEnd,
      control: (
        <SwitchControl
          label={atEnd.title}
          on={settings.noticeAtEnd}
          onChange={(noticeAtEnd) => {
            set({ noticeAtEnd });
          }}
        />
      ),
    },
    {
      id: 'noticeAfterEnd',
      sub: true,
      ...after,
      control: thresholds('noticeAfterEnd', after.title, 'minutes', 1, 1_440),
    },
    {
      id: 'noticeBeforeRenewalEnds',
      icon: <Timer20Regular />,
      ...renewalEnds,
      control: thresholds('noticeBeforeRenewalEnds', renewalEnds.title, 'hours', 1, 720),
    },
    {
      id: 'noticeBeforePasswordExpires',
      icon: <Key20Regular />,
      ...password,
      control: thresholds('noticeBeforePasswordExpires', password.title, 'days', 0, 365),
    },
    {
      id: 'noticeRenewed',
      icon: <CheckmarkCircle20Regular />,
      ...renewed,
      control: (
        <SwitchControl
          label={renewed.title}
          on={settings.noticeRenewed}
          onChange={(noticeRenewed) => {
            set({ noticeRenewed });
          }}
        />
      ),
    },
    {
      id: 'quietHours',
      icon: <WeatherMoon20Regular />,
      ...quiet,
      control: <QuietHours settings={settings} set={set} />,
    },
    {
      id: 'snooze',
      icon: <ClockAlarm20Regular />,
      ...snooze,
      control: (
        <ChoiceControl
          label={snooze.title}
          value={String(settings.snooze)}
          options={spansWith(SNOOZES, settings.snooze).map((value) => [String(value), longSpan(value)])}
          onChange={(value) => {
            set({ snooze: Number(value) });
          }}
        />
      ),
    },
  ];
}
