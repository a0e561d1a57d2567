// Renewal: for all, when, and for each identity.
import { ArrowSync20Regular, Person20Regular } from '@fluentui/react-icons';
import { text } from '../../../strings/index.ts';
import { ChoiceControl, SwitchControl, TextControl } from '../controls.tsx';
import { parseSpan, spanParts } from '../parse.ts';
import type { Given, Row } from './row.ts';

const words = text.settings;
const DAY = 86_400;
/** Offered when "when less is left" is chosen. */
const USUAL_LEFT = 30 * 60;

export function renewal({ settings, snapshot, actions, set }: Given): readonly Row[] {
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
