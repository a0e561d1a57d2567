// What a sign-in asks for, where nothing is remembered yet.
import { ArrowSync20Regular, PersonKey20Regular, Timer20Regular } from '@fluentui/react-icons';
import { lifetimes, renewables, spansWith } from '../../../state/spans.ts';
import { longSpan, text } from '../../../strings/index.ts';
import { ChoiceControl } from '../controls.tsx';
import type { Given, Row } from './row.ts';

const words = text.settings;

export function signIn({ settings, set }: Given): readonly Row[] {
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
            ...spansWith(lifetimes, chosen.lifetime).map((value): [string, string] => [
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
            ...spansWith(renewables, chosen.renewable).map((value): [string, string] => [
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
