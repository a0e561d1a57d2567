// The sections and their rows. What is set goes to the main process, and comes back as it holds now.
import { Button } from '@fluentui/react-components';
import {
  Alert20Regular,
  ArrowSync20Regular,
  CheckmarkCircle20Regular,
  ClockAlarm20Regular,
  Database20Regular,
  History20Regular,
  Info20Regular,
  Key20Regular,
  Options20Regular,
  Person20Regular,
  PersonKey20Regular,
  Power20Regular,
  Timer20Regular,
  Translate20Regular,
  WeatherMoon20Regular,
  WindowConsole20Regular,
  WindowMultiple20Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { shells } from '#shared';
import type { AppDescription, SettingsChange, SettingsDto, Shell, Snapshot } from '#shared';
import { useActions } from '../../state/actions.ts';
import type { Actions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { shellNames } from '../../state/shell.ts';
import { longSpan, text } from '../../strings/index.ts';
import { ChoiceControl, SwitchControl, TextControl } from './controls.tsx';
import {
  parseCount,
  parseSpan,
  parseThresholds,
  parseTime,
  spanParts,
  thresholdsText,
  timeText,
} from './parse.ts';
import type { Unit } from './parse.ts';

export interface Row {
  readonly id: string;
  readonly icon?: ReactElement;
  readonly title: string;
  readonly explains: string;
  readonly control: ReactNode;
  /** Belongs to the row above it. */
  readonly sub?: boolean;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly icon: ReactElement;
  readonly rows: readonly Row[];
}

interface Given {
  readonly settings: SettingsDto;
  readonly snapshot: Snapshot;
  readonly actions: Actions;
  readonly set: (changed: SettingsChange) => void;
}

const words = text.settings;
const HOUR = 3_600;
const DAY = 86_400;
const SNOOZES = [300, 900, 1_800, HOUR];
const LIFETIMES = [HOUR, 4 * HOUR, 8 * HOUR, 10 * HOUR, 12 * HOUR, DAY];
const RENEWABLES = [0, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];
/** Offered when "when less is left" is chosen. */
const USUAL_LEFT = 30 * 60;
const USUAL_QUIET = { from: 19 * 60, to: 7 * 60 + 30 };

/** The usual choices, with the present one among them wherever it came from. */
function spansOf(usual: readonly number[], value: number | undefined): readonly number[] {
  return value === undefined || usual.includes(value) ? usual : [...usual, value].toSorted((a, b) => a - b);
}

function general({ settings, set }: Given): readonly Row[] {
  const { language, closing, login, shell } = words.rows;
  return [
    {
      id: 'language',
      icon: <Translate20Regular />,
      ...language,
      control: (
        <ChoiceControl
          label={language.title}
          value={settings.language}
          options={[
            ['system', words.languages.system],
            ['en', words.languages.en],
            ['de', words.languages.de],
          ]}
          onChange={(value) => {
            set({ language: value });
          }}
        />
      ),
    },
    {
      id: 'closing',
      icon: <WindowMultiple20Regular />,
      ...closing,
      control: (
        <ChoiceControl
          label={closing.title}
          value={settings.closing}
          options={[
            ['keeps-running', words.closing['keeps-running']],
            ['quits', words.closing.quits],
          ]}
          onChange={(value) => {
            set({ closing: value });
          }}
        />
      ),
    },
    {
      id: 'shell',
      icon: <WindowConsole20Regular />,
      ...shell,
      control: (
        <ChoiceControl
          label={shell.title}
          value={settings.shell ?? 'usual'}
          options={[
            ['usual', words.usualShell],
            ...shells.map((each): [Shell, string] => [each, shellNames[each]]),
          ]}
          onChange={(value) => {
            set({ shell: value === 'usual' ? null : value });
          }}
        />
      ),
    },
    {
      id: 'startAtLogin',
      icon: <Power20Regular />,
      ...login,
      control:
        settings.startAtLogin === null ? (
          <span className="fg2">{words.notHere}</span>
        ) : (
          <SwitchControl
            label={login.title}
            on={settings.startAtLogin}
            onChange={(startAtLogin) => {
              set({ startAtLogin });
            }}
          />
        ),
    },
  ];
}

function renewal({ settings, snapshot, actions, set }: Given): readonly Row[] {
  const { keep, when, each } = words.rows;
  const left = settings.renewWhenLeft;
  return [
    {
      id: 'renewAutomatically',
      icon: <ArrowSync20Regular />,
      ...keep,
      control: (
        <SwitchControl
          label={keep.title}
          on={settings.renewAutomatically}
          onChange={(renewAutomatically) => {
            set({ renewAutomatically });
          }}
        />
      ),
    },
    {
      id: 'renewWhenLeft',
      sub: true,
      ...when,
      control: (
        <>
          <ChoiceControl
            label={when.title}
            value={left === null ? 'half' : 'left'}
            options={[
              ['half', words.when.half],
              ['left', words.when.left],
            ]}
            onChange={(value) => {
              set({ renewWhenLeft: value === 'half' ? null : USUAL_LEFT });
            }}
          />
          {left !== null && (
            <TextControl
              label={words.when.left}
              shown={words.span(spanParts(left))}
              parse={(typed) => parseSpan(typed, 10, 30 * DAY)}
              onChange={(renewWhenLeft) => {
                set({ renewWhenLeft });
              }}
            />
          )}
        </>
      ),
    },
    ...snapshot.identities
      .filter(({ tickets }) => tickets.length > 0)
      .map((identity): Row => ({
        id: `renewsItself ${identity.id}`,
        sub: true,
        icon: <Person20Regular />,
        title: identity.principal,
        explains: settings.renewAutomatically ? each.explains : each.offForAll,
        control: (
          <SwitchControl
            label={each.title(identity.principal)}
            on={identity.renewsItself}
            onChange={(on) => {
              void actions.setRenewsItself(identity, on);
            }}
          />
        ),
      })),
  ];
}

function notices({ settings, set }: Given): readonly Row[] {
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
  const hours = settings.quietHours;
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
      control: (
        <>
          {hours !== null && (
            <>
              <TextControl
                label={words.quietFrom}
                shown={timeText(hours.from)}
                parse={parseTime}
                onChange={(from) => {
                  set({ quietHours: { ...hours, from } });
                }}
              />
              <span className="dim">{words.to}</span>
              <TextControl
                label={words.quietTo}
                shown={timeText(hours.to)}
                parse={parseTime}
                onChange={(to) => {
                  set({ quietHours: { ...hours, to } });
                }}
              />
            </>
          )}
          <SwitchControl
            label={quiet.title}
            on={hours !== null}
            onChange={(on) => {
              set({ quietHours: on ? USUAL_QUIET : null });
            }}
          />
        </>
      ),
    },
    {
      id: 'snooze',
      icon: <ClockAlarm20Regular />,
      ...snooze,
      control: (
        <ChoiceControl
          label={snooze.title}
          value={String(settings.snooze)}
          options={spansOf(SNOOZES, settings.snooze).map((value) => [String(value), longSpan(value)])}
          onChange={(value) => {
            set({ snooze: Number(value) });
          }}
        />
      ),
    },
  ];
}

function signIn({ settings, set }: Given): readonly Row[] {
  const { lifetime, renewable, forwardable } = words.rows;
  const chosen = settings.signIn;
  /** One option set, or left to krb5.conf. */
  const option = (
    name: 'lifetime' | 'renewable' | 'forwardable',
    value: number | boolean | undefined,
  ): void => {
    const next = Object.entries({ ...chosen, [name]: value }).filter(([, each]) => each !== undefined);
    set({ signIn: Object.fromEntries(next) });
  };
  const span = (value: string): number | undefined => (value === 'krb5.conf' ? undefined : Number(value));
  return [
    {
      id: 'signIn lifetime',
      icon: <Timer20Regular />,
      ...lifetime,
      control: (
        <ChoiceControl
          label={lifetime.title}
          value={String(chosen.lifetime ?? 'krb5.conf')}
          options={[
            ['krb5.conf', words.asKrb5Conf],
            ...spansOf(LIFETIMES, chosen.lifetime).map((value): [string, string] => [
              String(value),
              longSpan(value),
            ]),
          ]}
          onChange={(value) => {
            option('lifetime', span(value));
          }}
        />
      ),
    },
    {
      id: 'signIn renewable',
      icon: <ArrowSync20Regular />,
      ...renewable,
      control: (
        <ChoiceControl
          label={renewable.title}
          value={String(chosen.renewable ?? 'krb5.conf')}
          options={[
            ['krb5.conf', words.asKrb5ConfOrWeek],
            ...spansOf(RENEWABLES, chosen.renewable).map((value): [string, string] => [
              String(value),
              value === 0 ? words.notAtAll : longSpan(value),
            ]),
          ]}
          onChange={(value) => {
            option('renewable', span(value));
          }}
        />
      ),
    },
    {
      id: 'signIn forwardable',
      icon: <PersonKey20Regular />,
      ...forwardable,
      control: (
        <ChoiceControl
          label={forwardable.title}
          value={chosen.forwardable === undefined ? 'krb5.conf' : chosen.forwardable ? 'yes' : 'no'}
          options={[
            ['krb5.conf', words.asKrb5Conf],
            ['yes', words.yes],
            ['no', words.no],
          ]}
          onChange={(value) => {
            option('forwardable', value === 'krb5.conf' ? undefined : value === 'yes');
          }}
        />
      ),
    },
  ];
}

function caches({ snapshot }: Given): readonly Row[] {
  const { cache, config } = snapshot.environment;
  const { defaultCache, configuration } = words.rows;
  return [
    {
      id: 'defaultCache',
      icon: <Database20Regular />,
      title: defaultCache.title,
      explains:
        cache.unreached === undefined
          ? defaultCache.explains
          : text.identities.cacheInstead(cache.unreached.name, cache.name, cache.unreached.reason),
      control: <span className="mono set-v">{cache.name}</span>,
    },
    {
      id: 'configuration',
      icon: <Options20Regular />,
      ...configuration,
      control: (
        <span className="mono set-v">
          {config.files.length === 0 ? words.noFile : config.files.join(', ')}
        </span>
      ),
    },
  ];
}

function history({ settings, actions, set }: Given): readonly Row[] {
  const { keepHistory, clear } = words.rows;
  return [
    {
      id: 'historyDays',
      icon: <History20Regular />,
      ...keepHistory,
      control: (
        <TextControl
          label={keepHistory.title}
          unit={words.units.days}
          shown={String(settings.historyDays)}
          parse={(typed) => parseCount(typed, 1, 3_650)}
          onChange={(historyDays) => {
            set({ historyDays });
          }}
        />
      ),
    },
    {
      id: 'clearHistory',
      sub: true,
      ...clear,
      control: (
        <Button
          className="b-s"
          onClick={() => {
            void actions.clearHistory();
          }}
        >
          {words.clear}
        </Button>
      ),
    },
  ];
}

function about(app: AppDescription): readonly Row[] {
  const { version } = words.rows;
  return [
    {
      id: 'version',
      icon: <Info20Regular />,
      title: version.title,
      explains: app.runtime === 'stand-in' ? text.app.standInMeans : version.explains,
      control: <span className="num">{app.version}</span>,
    },
  ];
}

export function useSections(app: AppDescription | undefined): readonly Section[] {
  const snapshot = useSnapshot();
  const actions = useActions();
  const given: Given = {
    settings: snapshot.settings,
    snapshot,
    actions,
    set: (changed) => {
      void actions.set(changed);
    },
  };
  const { titles } = words;
  return [
    { id: 'general', title: titles.general, icon: <Options20Regular />, rows: general(given) },
    { id: 'renewal', title: titles.renewal, icon: <ArrowSync20Regular />, rows: renewal(given) },
    { id: 'notices', title: titles.notices, icon: <Alert20Regular />, rows: notices(given) },
    { id: 'sign-in', title: titles.signIn, icon: <PersonKey20Regular />, rows: signIn(given) },
    { id: 'caches', title: titles.caches, icon: <Database20Regular />, rows: caches(given) },
    { id: 'history', title: titles.history, icon: <History20Regular />, rows: history(given) },
    ...(app === undefined
      ? []
      : [{ id: 'about', title: titles.about, icon: <Info20Regular />, rows: about(app) }]),
  ];
}
