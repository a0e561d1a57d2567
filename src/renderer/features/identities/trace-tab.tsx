// Trace: the exchange that brought this ticket, line by line in words; or that it came from another program.
import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { ErrorDto, ExchangeStep, IdentityDto, TicketDto, TicketOrigin } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import type { Shape } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { clockTimeExact, dayName, explanationOf, moment, text } from '../../strings/index.ts';

const words = text.exchange;

function shapeOf(step: ExchangeStep): Shape | undefined {
  if (step.type === 'failed' || step.type === 'silent') return 'bad';
  if (step.type === 'acquired' || step.type === 'checked') return 'ok';
  if (step.type === 'dropped' || (step.type === 'received' && step.message === 'KRB-ERROR')) return 'warn';
  return undefined;
}

function lineOf(step: ExchangeStep, now: number): string {
  switch (step.type) {
    case 'sent':
    case 'received': {
      const server = `${step.message === 'kpasswd' ? words.passwordServer : words.kdc} ${step.host}`;
      const again = step.type === 'sent' && step.resend ? [words.again] : [];
      const what = [
        step.message,
        ...(step.about === undefined ? [] : [step.about]),
        words.over(step.transport, step.port),
        words.bytes(step.length),
        ...again,
      ];
      return words.line(words.direction(step.type === 'sent', server), what.join(', '));
    }
    case 'dns':
      return words.line(`${words.dns}, ${words.question(step)}`, words.answer(step));
    case 'silent':
      return words.silent(step);
    case 'dropped':
      return words.dropped(step);
    default:
      return words.note(step, step.type === 'acquired' ? moment(step.endTime, now) : '');
  }
}

function Steps(props: { readonly steps: readonly ExchangeStep[]; readonly now: number }): ReactElement {
  return (
    <ol className="tr-l">
      {props.steps.map((step, at) => {
        const shape = shapeOf(step);
        return (
          <li key={at}>
            <span className="num">{words.ms(step.at)}</span>
            {shape === undefined ? <span /> : <StateIcon shape={shape} size={12} />}
            <span>{lineOf(step, props.now)}</span>
          </li>
        );
      })}
    </ol>
  );
}

export function TraceTab(props: {
  readonly identity: IdentityDto;
  readonly ticket: TicketDto;
  readonly now: number;
}): ReactElement {
  const { now } = props;
  const ui = useUi();
  const [origin, setOrigin] = useState<TicketOrigin | ErrorDto>();
  const identity = props.identity.id;
  const ticket = props.ticket.id;
  useEffect(() => {
    let current = true;
    void bridge()
      .ticket.origin({ identity, ticket })
      .then((result) => {
        if (current) setOrigin(result.ok ? result.value : result.error);
      });
    return () => {
      current = false;
    };
  }, [identity, ticket]);
  if (origin === undefined) {
    return (
      <p className="dim" role="status">
        {words.loading}
      </p>
    );
  }
  if ('explanation' in origin) return <p role="alert">{explanationOf(origin).whatHappened}</p>;
  if (origin.by === 'others') {
    const { seen } = origin;
    return (
      <section>
        <StateLine shape="skip">{words.origin.others}</StateLine>
        <p className="lbl">{words.origin.othersMore}</p>
        {seen !== undefined && (
          <p className="lbl">{words.origin.seen(words.at(dayName(seen.at, now), clockTimeExact(seen.at)))}</p>
        )}
      </section>
    );
  }
  const { row, steps, leftOut } = origin.exchange;
  return (
    <section>
      <h2>{words.origin.brought}</h2>
      <p className="lbl num">
        {text.activity.what(row)}, {words.at(dayName(row.at, now), clockTimeExact(row.at))}
      </p>
      <Steps steps={steps} now={now} />
      {leftOut > 0 && <p className="lbl">{words.leftOut(leftOut)}</p>}
      <Button
        className="b-s"
        onClick={() => {
          ui.look(row);
          ui.go('activity');
        }}
      >
        {words.origin.open}
      </Button>
    </section>
  );
}
