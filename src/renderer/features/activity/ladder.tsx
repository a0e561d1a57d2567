// The ladder: this computer, DNS and the servers side by side, what went between them from top to bottom, each with its
// time. What was sent again or not answered is dashed; an error and the end have a sign beside their colour.
import type { CSSProperties, ReactElement } from 'react';
import type { ExchangeDto } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { useNow } from '../../state/hooks.ts';
import type { Shape } from '../../state/identity-state.ts';
import { moment, text } from '../../strings/index.ts';
import { lanesOf, rungsOf } from './lanes.ts';
import type { Lane, Rung } from './lanes.ts';

const words = text.exchange;

function laneName({ kind }: Lane): string {
  switch (kind) {
    case 'computer':
      return words.computer;
    case 'dns':
      return words.dns;
    case 'kdc':
      return words.kdc;
    case 'password':
      return words.passwordServer;
    case 'others':
      return words.others;
  }
}

interface Drawn {
  readonly name: string;
  readonly detail: string;
  readonly toRight: boolean;
  readonly look: '' | 'warn' | 'ok' | 'bad';
  readonly dashed: boolean;
  readonly shape?: Shape;
  /** The step whose bytes open. */
  readonly opens?: number;
}

function drawn(rung: Exclude<Rung, { kind: 'note' }>, isLastReply: boolean): Drawn {
  switch (rung.kind) {
    case 'question':
      return { name: words.question(rung.step), detail: '', toRight: true, look: '', dashed: false };
    case 'answer':
      return {
        name: words.answer(rung.step),
        detail: '',
        toRight: false,
        look: rung.step.problem === undefined ? '' : 'warn',
        dashed: rung.step.answers.length === 0,
      };
    case 'silent':
      return {
        name: words.noAnswer,
        detail: rung.step.type === 'silent' ? words.silent(rung.step) : '',
        toRight: false,
        look: 'bad',
        dashed: true,
        shape: 'bad',
      };
    case 'dropped':
      return {
        name: rung.step.type === 'dropped' ? words.dropped(rung.step) : '',
        detail: '',
        toRight: false,
        look: 'warn',
        dashed: true,
        shape: 'warn',
      };
    case 'message': {
      const { step, unanswered } = rung;
      const isError = step.message === 'KRB-ERROR';
      const isSent = step.type === 'sent';
      const remarks = [
        step.about ?? words.bytes(step.length),
        ...(isSent && step.resend ? [words.again] : []),
        ...(isSent && unanswered ? [words.noAnswer] : []),
      ];
      const ends = isLastReply && !isSent && !isError;
      return {
        name:
          step.type === 'received' && step.errorCode !== undefined
            ? `KRB-ERROR ${step.errorCode}`
            : step.message,
        detail: remarks.join(', '),
        toRight: isSent,
        look: isError ? 'warn' : ends ? 'ok' : '',
        dashed: isSent && (step.resend || unanswered),
        ...(isError ? { shape: 'warn' as const } : ends ? { shape: 'ok' as const } : {}),
        ...(step.bytes === undefined ? {} : { opens: step.bytes }),
      };
    }
  }
}

/** Percent of the width: lanes spread evenly, with room for their names at both ends. */
const place = (lane: number, lanes: number): number => 16 + (68 * lane) / Math.max(1, lanes - 1);

export function Ladder(props: {
  readonly exchange: ExchangeDto;
  /** The step whose message is open. */
  readonly open: number | undefined;
  readonly onOpen: (step: number, rung: Extract<Rung, { kind: 'message' }>) => void;
}): ReactElement {
  const { steps, leftOut } = props.exchange;
  const lanes = lanesOf(steps);
  const rungs = rungsOf(steps, lanes);
  const lastReply = rungs.findLast((rung) => rung.kind === 'message' && rung.step.type === 'received');
  const now = useNow();
  return (
    <div className="lad-b" data-lanes={lanes.length}>
      <div className="lad-t">
        {lanes.map((lane, at) => (
          <div
            key={lane.id}
            style={{ '--x': `${place(at, lanes.length)}%`, '--n': lanes.length } as CSSProperties}
          >
            <b>{laneName(lane)}</b>
            <span className="lbl mono" title={lane.address}>
              {lane.address}
            </span>
          </div>
        ))}
      </div>
      <div className="lad-m">
        {lanes.map((lane, at) => (
          <i
            key={lane.id}
            aria-hidden
            className="ll"
            style={{ '--x': `${place(at, lanes.length)}%` } as CSSProperties}
          />
        ))}
        <ol aria-label={words.ladder}>
          {rungs.map((rung, n) => {
            if (rung.kind === 'note') {
              const end = rung.step.type === 'acquired' ? moment(rung.step.endTime, now) : '';
              const failed = rung.step.type === 'failed';
              return (
                <li key={n} className="lm remark">
                  <span className="lm-t num">{words.ms(rung.at)}</span>
                  <span className="lm-w">
                    {failed && <StateIcon shape="bad" size={12} />}
                    {rung.step.type === 'acquired' && <StateIcon shape="ok" size={12} />}
                    <span>{words.note(rung.step, end)}</span>
                  </span>
                </li>
              );
            }
            const line = drawn(rung, rung === lastReply);
            const target = lanes[rung.lane];
            const other = target === undefined ? '' : `${laneName(target)} ${target.address}`.trim();
            const what = [line.name, line.detail].filter((part) => part !== '').join(', ');
            const left = place(0, lanes.length);
            const style = { '--l': `${left}%`, '--w': `${place(rung.lane, lanes.length) - left}%` };
            const isOpen = rung.kind === 'message' && rung.index === props.open;
            const look = `lm-a ${line.toRight ? 'r' : 'l'}${line.dashed ? ' dash' : ''}`;
            const label = (
              <span className="lm-n" title={what}>
                {line.shape !== undefined && <StateIcon shape={line.shape} size={12} />}
                <b>{line.name}</b>
                {line.detail !== '' && (
                  <>
                    {' '}
                    <em>{line.detail}</em>
                  </>
                )}
              </span>
            );
            return (
              <li key={n} className={`lm ${line.look}${isOpen ? ' on' : ''}`} style={style as CSSProperties}>
                <span className="lm-t num">{words.ms(rung.at)}</span>
                {line.opens !== undefined && rung.kind === 'message' ? (
                  <button
                    type="button"
                    className={look}
                    data-step={rung.index}
                    aria-pressed={isOpen}
                    onClick={() => {
                      props.onOpen(rung.index, rung);
                    }}
                  >
                    <span className="sr">
                      {words.spoken(words.direction(line.toRight, other), words.ms(rung.at))}
                    </span>
                    {label}
                  </button>
                ) : (
                  <span className={look}>{label}</span>
                )}
              </li>
            );
          })}
        </ol>
      </div>
      {leftOut > 0 && <p className="lbl">{words.leftOut(leftOut)}</p>}
    </div>
  );
}
