// Timeline: one axis for every ticket's start, end and renew-until, what renewal plans and did, and when the machine
// slept. As a chart, and in words and numbers as a table.
import { Button, Tooltip } from '@fluentui/react-components';
import {
  ChevronLeft16Regular,
  ChevronRight16Regular,
  Timeline24Regular,
  ZoomIn16Regular,
  ZoomOut16Regular,
} from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { Seg } from '../../components/seg.tsx';
import { useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { Chart } from './chart.tsx';
import type { Moves } from './chart.tsx';
import { useTicking, useTimelineRows } from './hooks.ts';
import { Lasts, goalAt } from './lasts.tsx';
import type { Goal } from './lasts.tsx';
import { Legend } from './legend.tsx';
import { aroundNow, moved, spanOf, zoomOf, zoomSpans, zoomed } from './range.ts';
import type { Range, Zoom } from './range.ts';
import { chartRows, everything } from './rows.ts';
import type { ChartRow } from './rows.ts';
import { TimelineTable } from './table.tsx';

const words = text.timeline;
/** Where so little is shown, the seconds count. */
const FINE = 900;
const zooms = ['minutes', 'hours', 'day', 'week'] as const satisfies readonly Zoom[];

/** What is shown goes along with the time, or stays where it was put. */
type View = { readonly follow: number } | { readonly at: Range };

export function Timeline(): ReactElement {
  const ui = useUi();
  const { identities, settings } = useSnapshot();
  const [view, setView] = useState<View>({ follow: zoomSpans.day });
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const [goal, setGoal] = useState<Goal>('evening');
  const span = 'follow' in view ? view.follow : spanOf(view.at);
  const now = useTicking(span <= FINE);
  const range = useMemo(() => ('follow' in view ? aroundNow(now, view.follow) : view.at), [view, now]);
  const timeline = useTimelineRows(range.from);
  const expert = settings.density === 'expert';
  const rows = useMemo(
    () => chartRows(identities, timeline, range, now),
    // The rows are a new list each time; what they are made of is not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [identities, timeline.length, timeline[0]?.id, range, now],
  );

  const move = useCallback<Moves['move']>(
    (part) => {
      setView({ at: moved(range, part) });
    },
    [range],
  );
  const zoom = useCallback<Moves['zoom']>(
    (step, at) => {
      const next = zoomed(range, step, at ?? now);
      setView('follow' in view && at === undefined ? { follow: spanOf(next) } : { at: next });
    },
    [range, now, view],
  );
  const toNow = useCallback(() => {
    setView({ follow: span });
  }, [span]);
  const moves = useMemo<Moves>(() => ({ move, zoom, toNow }), [move, zoom, toNow]);

  const nameOf = (row: ChartRow): string => {
    if (row.kind === 'identity') return row.identity.principal;
    return row.ticket.kind === 'tgt' && !expert ? text.tickets.tgt : row.ticket.name;
  };
  const open = (row: ChartRow): void => {
    ui.show(row.identity.id);
    if (row.kind === 'ticket') ui.select({ identity: row.identity.id, ticket: row.ticket.id });
    ui.go('identities');
  };
  const empty = identities.length === 0 && timeline.length === 0;
  return (
    <div className="tlp" tabIndex={-1}>
      <header className="tlp-h">
        <h1>{words.title}</h1>
        <Seg
          label={words.views.label}
          options={[
            ['chart', words.views.chart],
            ['table', words.views.table],
          ]}
          value={shown}
          onChange={setShown}
        />
        {shown === 'chart' && !empty && (
          <div className="tlp-z">
            <Seg
              label={words.zoom.label}
              options={zooms.map((each) => [each, words.zoom[each]] as const)}
              value={zoomOf(range)}
              onChange={(each) => {
                setView({ follow: zoomSpans[each] });
              }}
            />
            <Tooltip content={words.wider} relationship="label">
              <Button
                className="b-s"
                appearance="subtle"
                icon={<ZoomOut16Regular />}
                onClick={() => {
                  zoom(-1);
                }}
              />
            </Tooltip>
            <Tooltip content={words.closer} relationship="label">
              <Button
                className="b-s"
                appearance="subtle"
                icon={<ZoomIn16Regular />}
                onClick={() => {
                  zoom(1);
                }}
              />
            </Tooltip>
            <Button
              className="b-s"
              appearance="subtle"
              onClick={() => {
                setView({ at: everything(identities, timeline, now) });
              }}
            >
              {words.all}
            </Button>
            <span className="tlp-m">
              <Tooltip content={words.earlier} relationship="label">
                <Button
                  className="b-s"
                  appearance="subtle"
                  icon={<ChevronLeft16Regular />}
                  onClick={() => {
                    move(-0.5);
                  }}
                />
              </Tooltip>
              <Button className="b-s" onClick={toNow}>
                {words.now}
              </Button>
              <Tooltip content={words.later} relationship="label">
                <Button
                  className="b-s"
                  appearance="subtle"
                  icon={<ChevronRight16Regular />}
                  onClick={() => {
                    move(0.5);
                  }}
                />
              </Tooltip>
            </span>
          </div>
        )}
      </header>
      {empty && (
        <div className="nil">
          <Timeline24Regular />
          <p>{words.empty}</p>
          <Button
            appearance="primary"
            onClick={() => {
              ui.open({ kind: 'sign-in' });
            }}
          >
            {text.identities.signIn}
          </Button>
        </div>
      )}
      {!empty && shown === 'table' && <TimelineTable identities={identities} timeline={timeline} now={now} />}
      {!empty && shown === 'chart' && (
        <>
          {identities.length > 0 && <Lasts identities={identities} goal={goal} now={now} onGoal={setGoal} />}
          <Chart
            rows={rows}
            timeline={timeline}
            range={range}
            now={now}
            goal={goalAt(goal, now)}
            expert={expert}
            moves={moves}
            nameOf={nameOf}
            onOpen={open}
          />
          <Legend />
        </>
      )}
    </div>
  );
}
