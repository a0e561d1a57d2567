// One question over the chart: will it last until then, if nobody does anything?
import { Button, Dropdown, Option } from '@fluentui/react-components';
import { CalendarClock20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { StateLine } from '../../components/state-icon.tsx';
import { needsYou, standing } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { nearMoment, text } from '../../strings/index.ts';
import { lastsUntil } from './rows.ts';
import type { Answer } from './rows.ts';

const words = text.timeline.lasts;
const HOUR = 3_600;
/** More do not fit beside the question. */
const ANSWERS = 4;

const goals = ['hour', 'evening', 'morning', 'week'] as const;
export type Goal = (typeof goals)[number];

/** The next such hour of the clock, at least half an hour from now. */
function nextClock(now: number, hour: number, days = 0): number {
  const date = new Date((now + HOUR / 2) * 1_000);
  const at = new Date(date);
  at.setHours(hour, 0, 0, 0);
  if (at < date) at.setDate(at.getDate() + 1);
  at.setDate(at.getDate() + days);
  return Math.floor(at.getTime() / 1_000);
}

export function goalAt(goal: Goal, now: number): number {
  switch (goal) {
    case 'hour':
      return now + HOUR;
    case 'evening':
      return nextClock(now, 18);
    case 'morning':
      return nextClock(now, 9);
    case 'week':
      return nextClock(now, 18, 6);
  }
}

function answerWords(answer: Answer, now: number): string {
  return answer.kind === 'no' || answer.kind === 'ends'
    ? words[answer.kind](answer.at, now)
    : words[answer.kind];
}

const shapes = {
  yes: 'ok',
  renews: 'ok',
  'signs-in': 'ok',
  uncertain: 'warn',
  no: 'warn',
  ends: 'warn',
  out: 'off',
  unreadable: 'bad',
} as const;

export function Lasts(props: {
  readonly identities: readonly IdentityDto[];
  readonly goal: Goal;
  readonly now: number;
  readonly onGoal: (goal: Goal) => void;
}): ReactElement {
  const { identities, goal, now, onGoal } = props;
  const ui = useUi();
  const needy = identities.find(
    (identity) => needsYou(standing(identity, now)) && identity.problem === undefined && !identity.isPractice,
  );
  const name = (each: Goal): string => {
    const at = goalAt(each, now);
    return each === 'hour' ? words.inAnHour(at) : nearMoment(at, now);
  };
  const all = identities.map((identity) => ({
    identity,
    answer: lastsUntil(identity, goalAt(goal, now), now),
  }));
  const answers = all.slice(0, all.length > ANSWERS + 1 ? ANSWERS : ANSWERS + 1);
  const others = all.slice(answers.length);
  const lasting = others.filter(({ answer }) => shapes[answer.kind] === 'ok').length;
  return (
    <section className="card ask" aria-label={words.question}>
      <CalendarClock20Regular className="acc" />
      <b>{words.question}</b>
      <Dropdown
        size="small"
        className="ask-d"
        style={{ minWidth: 132 }}
        aria-label={words.question}
        value={name(goal)}
        selectedOptions={[goal]}
        onOptionSelect={(_event, { optionValue }) => {
          onGoal(optionValue as Goal);
        }}
      >
        {goals
          .toSorted((a, b) => goalAt(a, now) - goalAt(b, now))
          .map((each) => (
            <Option key={each} value={each}>
              {name(each)}
            </Option>
          ))}
      </Dropdown>
      <div className="ask-a">
        {answers.map(({ identity, answer }) => (
          <StateLine key={identity.id} shape={shapes[answer.kind]}>
            <b className="pn">{identity.principal}</b> {answerWords(answer, now)}
          </StateLine>
        ))}
        {others.length > 0 && <span className="dim">{words.others(others.length, lasting)}</span>}
      </div>
      {needy !== undefined && (
        <Button
          className="b-s"
          appearance="primary"
          onClick={() => {
            ui.open({ kind: 'sign-in', principal: needy.principal });
          }}
        >
          {text.identities.signIn}
        </Button>
      )}
    </section>
  );
}
