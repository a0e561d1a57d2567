// The chart: an axis, rows of identities and tickets below it, sleeps behind them all, and lines for now and for what
// was asked about. Arrows move through rows and time; + and - zoom; Ctrl with the wheel zooms where it points.
import { WeatherMoon16Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { TimelineRow } from '#shared';
import { useMedia } from '../../state/hooks.ts';
import { clockTime, clockTimeExact, dateName, text } from '../../strings/index.ts';
import { IdentityLine, TicketLine } from './chart-rows.tsx';
import { useWidth } from './hooks.ts';
import { axisOf, position, spanOf } from './range.ts';
import type { Range } from './range.ts';
import { attemptsOf, drawnRows, sleepsIn } from './rows.ts';
import type { ChartRow } from './rows.ts';
import { attemptSentence, ticketSentences } from './sentences.ts';

const words = text.timeline;
/** Pixels that a mark of the axis needs. */
const TICK_ROOM = 84;
const DAY = 86_400;
/** Two labels of lines beside each other. */
const LABEL_PIXELS = 64;
/** A sleep is labelled where its words fit, in percent. */
const LABEL_ROOM = 16;

export interface Moves {
  /** By a part of what is shown. */
  readonly move: (part: number) => void;
  readonly zoom: (step: 1 | -1, at?: number) => void;
  readonly toNow: () => void;
}

function tickWords(at: number, step: number): string {
  if (step >= DAY) return dateName(at);
  return step < 60 ? clockTimeExact(at) : clockTime(at);
}

function Axis(props: { readonly range: Range; readonly most: number }): ReactElement {
  const { range, most } = props;
  const { step, ticks, days } = axisOf(range, most);
  return (
    <div className="tl-ax" aria-hidden>
      <div className="tl-n lbl">{words.ticket}</div>
      <div className="tl-t">
        {step < DAY &&
          days.map((at) => (
            <span key={at} className="day" style={{ left: `${position(range, at)}%` }}>
              {dateName(at)}
            </span>
          ))}
        {ticks.map(({ at }) => (
          <span key={at} className="tk" style={{ left: `${position(range, at)}%` }}>
            {tickWords(at, step)}
          </span>
        ))}
      </div>
    </div>
  );
}

function Behind(props: {
  readonly range: Range;
  readonly most: number;
  readonly timeline: readonly TimelineRow[];
}): ReactElement {
  const { range, most, timeline } = props;
  return (
    <div className="tl-over" aria-hidden>
      <div className="tl-t">
        {axisOf(range, most).ticks.map(({ at, midnight }) => (
          <u key={at} className={midnight ? 'mid' : ''} style={{ left: `${position(range, at)}%` }} />
        ))}
        {sleepsIn(timeline, range).map(({ id, at, until }) => {
          const left = Math.max(0, position(range, at));
          const width = Math.min(100, position(range, until)) - left;
          return (
            <div key={id} className="slp" data-sleep style={{ left: `${left}%`, width: `${width}%` }}>
              {width > LABEL_ROOM && (
                <span>
                  <WeatherMoon16Regular />
                  {words.asleep(at, until)}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Lines(props: {
  readonly range: Range;
  readonly now: number;
  readonly goal: number;
  /** Percent that a label needs beside another. */
  readonly room: number;
}): ReactElement {
  const { range, now, goal, room } = props;
  const at = position(range, now);
  const goalAt = position(range, goal);
  const exact = spanOf(range) <= 900;
  return (
    <div className="tl-over front" aria-hidden>
      <div className="tl-t">
        {at >= 0 && at <= 100 && (
          <div className="nowl" style={{ left: `${at}%` }}>
            <span>{exact ? clockTimeExact(now) : clockTime(now)}</span>
          </div>
        )}
        {goalAt >= 0 && goalAt <= 100 && (
          <div className="goal" style={{ left: `${goalAt}%` }}>
            {Math.abs(goalAt - at) > room && <span>{clockTime(goal)}</span>}
          </div>
        )}
      </div>
    </div>
  );
}

export function Chart(props: {
  readonly rows: readonly ChartRow[];
  readonly timeline: readonly TimelineRow[];
  readonly range: Range;
  readonly now: number;
  readonly goal: number;
  readonly expert: boolean;
  readonly moves: Moves;
  readonly nameOf: (row: ChartRow) => string;
  readonly onOpen: (row: ChartRow) => void;
}): ReactElement {
  const { rows, timeline, range, now, moves, nameOf, onOpen } = props;
  const [focus, setFocus] = useState(0);
  const [pointed, setPointed] = useState<string>();
  const [view, setView] = useState({ top: 0, height: 800 });
  const body = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<number>(undefined);
  const width = useWidth(body);
  const narrow = useMedia('(max-width: 899px)');
  const track = Math.max(100, width - (narrow ? 164 : 256));
  const most = Math.max(2, Math.floor(track / TICK_ROOM));
  const drawn = drawnRows(rows, view.top, view.height);
  const focused = Math.min(focus, Math.max(0, rows.length - 1));

  const sentencesOf = (row: ChartRow): readonly string[] => {
    const attempts = attemptsOf(row.identity, timeline);
    if (row.kind === 'ticket') return ticketSentences(row.identity, row.ticket, attempts, now);
    return attempts.slice(-3).map((attempt) => attemptSentence(attempt, now));
  };

  // A row that was scrolled away is focused once it is drawn.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = undefined;
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  });

  // React listens passively, and the page would be zoomed.
  useEffect(() => {
    const element = body.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const sideways = event.deltaX === 0 && event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey) {
        const track = element.querySelector('.tl-t')?.getBoundingClientRect();
        const part = track === undefined ? 0.5 : (event.clientX - track.left) / track.width;
        moves.zoom(event.deltaY < 0 ? 1 : -1, range.from + spanOf(range) * Math.min(1, Math.max(0, part)));
      } else if (sideways !== 0) moves.move(sideways / 1_000);
      else return;
      event.preventDefault();
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
    };
  }, [moves, range]);

  const moveTo = (index: number): void => {
    const target = Math.min(rows.length - 1, Math.max(0, index));
    wanted.current = target;
    setFocus(target);
    if (target < drawn.from || target >= drawn.to) scroller.current?.scrollTo({ top: target * 32 });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -rows.length,
      End: rows.length,
    }[event.key];
    if (step !== undefined) moveTo(focused + step);
    else if (event.key === 'ArrowLeft') moves.move(-0.125);
    else if (event.key === 'ArrowRight') moves.move(0.125);
    else if (event.key === '+' || event.key === '=') moves.zoom(1);
    else if (event.key === '-') moves.zoom(-1);
    else if (event.key === '0') moves.toNow();
    else return;
    event.preventDefault();
  };
  const read = rows.find(({ key }) => key === pointed);

  return (
    <>
      <div className="tl card">
        <Axis range={range} most={most} />
        <div className="tl-b" ref={body}>
          <Behind range={range} most={most} timeline={timeline} />
          <div
            className="tl-rows"
            role="list"
            aria-label={words.chart}
            aria-description={words.keys}
            data-pane="content"
            ref={scroller}
            onKeyDown={onKeyDown}
            onPointerLeave={() => {
              setPointed(undefined);
            }}
            onScroll={({ currentTarget }) => {
              setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight });
            }}
          >
            <div style={{ height: drawn.above }} role="presentation" />
            {rows.slice(drawn.from, drawn.to).map((row, at) => {
              const index = drawn.from + at;
              const common = {
                range,
                now,
                index,
                count: rows.length,
                focused: index === focused,
                sentences: sentencesOf(row),
                onPoint: () => {
                  setPointed(row.key);
                },
                onOpen: () => {
                  setFocus(index);
                  onOpen(row);
                },
              };
              return row.kind === 'identity' ? (
                <IdentityLine key={row.key} {...common} row={row} expert={props.expert} />
              ) : (
                <TicketLine key={row.key} {...common} row={row} name={nameOf(row)} />
              );
            })}
            <div style={{ height: drawn.below }} role="presentation" />
          </div>
          <Lines range={range} now={now} goal={props.goal} room={(LABEL_PIXELS / track) * 100} />
        </div>
      </div>
      <p className="tl-d">
        {read === undefined ? (
          <span className="dim">{words.hint}</span>
        ) : (
          <>
            <b className="pn">{nameOf(read)}</b> {sentencesOf(read).join(', ')}
          </>
        )}
      </p>
    </>
  );
}
