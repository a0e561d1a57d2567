// The two rows of the chart: an identity with its state, and a ticket with its bars and marks. Each is a button that
// goes to what it shows, and says all of it in its name.
import type { CSSProperties, ReactElement } from 'react';
import { ServiceIcon } from '../../components/service-icon.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { IdentityName, IdentityTile } from '../../components/identity-tile.tsx';
import { isLow, standing, stateWords } from '../../state/identity-state.ts';
import { text } from '../../strings/index.ts';
import { MarkIcon } from './marks.tsx';
import { position } from './range.ts';
import type { Range } from './range.ts';
import type { Bar, ChartRow } from './rows.ts';

interface RowProps {
  readonly range: Range;
  readonly now: number;
  readonly index: number;
  readonly count: number;
  readonly focused: boolean;
  readonly sentences: readonly string[];
  readonly onPoint: () => void;
  readonly onOpen: () => void;
}

/** Percent, held to what is shown. */
function place(bar: Bar, range: Range): CSSProperties {
  const left = Math.max(0, position(range, bar.from));
  const right = Math.min(100, position(range, bar.to));
  return { left: `${left}%`, width: `${Math.max(0, right - left)}%` };
}

function BarOf(props: {
  readonly bar: Bar;
  readonly range: Range;
  readonly now: number;
  readonly warn: boolean;
}): ReactElement {
  const { bar, range, now, warn } = props;
  const from = Math.max(bar.from, range.from);
  const to = Math.min(bar.to, range.to);
  const used = Math.min(1, Math.max(0, (now - from) / Math.max(1, to - from)));
  const kind = { valid: used >= 1 ? 'past' : 'split', past: 'past', renewable: 'ghost', unreached: 'none' }[
    bar.kind
  ];
  return (
    <span
      className={`bar ${kind}${warn && kind === 'split' ? ' warn' : ''}`}
      data-bar={bar.kind}
      aria-hidden
      style={place(bar, range)}
    >
      {kind === 'split' && <i style={{ width: `${used * 100}%` }} />}
    </span>
  );
}

function Row(
  props: RowProps & {
    readonly className: string;
    readonly children: ReactElement;
    readonly track: ReactElement;
  },
): ReactElement {
  return (
    <div role="listitem" aria-setsize={props.count} aria-posinset={props.index + 1}>
      <button
        type="button"
        className={props.className}
        tabIndex={props.focused ? 0 : -1}
        data-row={props.index}
        onFocus={props.onPoint}
        onPointerEnter={props.onPoint}
        onClick={props.onOpen}
      >
        <span className="tl-n">{props.children}</span>
        <span className="tl-t">{props.track}</span>
        <span className="sr">{props.sentences.join(', ')}</span>
      </button>
    </div>
  );
}

export function IdentityLine(
  props: RowProps & {
    readonly row: Extract<ChartRow, { readonly kind: 'identity' }>;
    readonly expert: boolean;
  },
): ReactElement {
  const { row, range, now } = props;
  const { identity, bars } = row;
  const { shape, words } = stateWords(
    identity,
    standing(identity, now),
    now,
    props.expert ? 'expert' : 'card',
  );
  return (
    <Row
      {...props}
      className="tl-g"
      track={
        <>
          {bars.map((bar) => (
            <BarOf key={bar.from} bar={bar} range={range} now={now} warn={false} />
          ))}
          <span className="tl-st">
            <StateLine shape={shape} size={14}>
              {words}
            </StateLine>
            {identity.isPractice && <span className="chip line">{text.common.practice}</span>}
          </span>
        </>
      }
    >
      <>
        <IdentityTile identity={identity} size={28} quiet={!identity.isDefault} />
        <IdentityName identity={identity} />
      </>
    </Row>
  );
}

export function TicketLine(
  props: RowProps & {
    readonly row: Extract<ChartRow, { readonly kind: 'ticket' }>;
    readonly name: string;
  },
): ReactElement {
  const { row, range, now } = props;
  const { ticket, bars, marks } = row;
  const gone = ticket.endTime <= now;
  const lasting = ticket.flags.includes('renewable') && ticket.renewTill > ticket.endTime;
  const low = !gone && isLow(ticket, now) && !(lasting && row.identity.renewal?.next !== 'nothing');
  return (
    <Row
      {...props}
      className={`tl-r${gone ? ' gone' : ''}`}
      track={
        <>
          {bars.map((bar) => (
            <BarOf key={`${bar.kind} ${bar.from}`} bar={bar} range={range} now={now} warn={low} />
          ))}
          {marks.map(({ kind, at, attempts }) => {
            const left = position(range, at);
            return left < 0 || left > 100 ? null : (
              <MarkIcon key={`${kind} ${at}`} kind={kind} left={left} count={attempts.length} />
            );
          })}
        </>
      }
    >
      <>
        <i className="svc-i">
          <ServiceIcon ticket={ticket} />
        </i>
        <span className="pn el" title={props.name}>
          {props.name}
        </span>
        {ticket.ticketEtype.weak && <StateIcon shape="warn" size={12} />}
      </>
    </Row>
  );
}
