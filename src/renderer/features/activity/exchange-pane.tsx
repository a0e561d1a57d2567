// The selected row: what it was, why it failed where it did, and its ladder.
import { Button } from '@fluentui/react-components';
import { ArrowLeft16Regular, Copy16Regular, WindowConsole20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { ErrorDto, ExchangeDto, HistoryRow } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Explain } from '../../components/explain.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { clockTimeExact, dayName, explanationOf, text } from '../../strings/index.ts';
import { commandOf } from './command-of.ts';
import { Ladder } from './ladder.tsx';
import { MessagePane } from './message-pane.tsx';

const words = text.exchange;

/** The exchange of a row; undefined until it is there. */
function useExchange(row: HistoryRow): ExchangeDto | ErrorDto | undefined {
  const [shown, setShown] = useState<{ readonly of: number; readonly exchange: ExchangeDto | ErrorDto }>();
  const { id, messages } = row;
  useEffect(() => {
    if (messages === undefined) return undefined;
    let current = true;
    void bridge()
      .exchange.get({ history: id })
      .then((result) => {
        if (current) setShown({ of: id, exchange: result.ok ? result.value : result.error });
      });
    return () => {
      current = false;
    };
  }, [id, messages]);
  return shown?.of === id ? shown.exchange : undefined;
}

export function ExchangePane(props: {
  readonly row: HistoryRow;
  /** Set where the list gives way to this. */
  readonly onBack: (() => void) | undefined;
}): ReactElement {
  const { row, onBack } = props;
  const ui = useUi();
  const actions = useActions();
  const now = useNow();
  const { identities, settings } = useSnapshot();
  const exchange = useExchange(row);
  const [open, setOpen] = useState<number>();
  const Title = onBack === undefined ? 'h2' : 'h1';
  const command = commandOf(row, identities);
  const focus = (step: number): void => {
    document.querySelector<HTMLElement>(`.lad [data-step="${step}"]`)?.focus();
  };
  const ladder = exchange !== undefined && 'steps' in exchange ? exchange : undefined;
  const stepBy = (by: 1 | -1): void => {
    const openable = (ladder?.steps ?? []).flatMap((step, at) =>
      (step.type === 'sent' || step.type === 'received') && step.bytes !== undefined ? [at] : [],
    );
    const next = openable[openable.indexOf(open ?? -1) + by];
    if (next !== undefined) setOpen(next);
  };
  const copyJson = async (): Promise<void> => {
    const result = await bridge().exchange.copy({ history: row.id });
    if (result.ok) ui.notify({ words: words.copiedJson });
    else ui.notify({ words: explanationOf(result.error).whatHappened });
  };
  return (
    <>
      <section className="lad" aria-label={text.activity.what(row)} data-pane="exchange" tabIndex={-1}>
        <div className="act-h">
          {onBack !== undefined && (
            <Button
              size="small"
              appearance="subtle"
              icon={<ArrowLeft16Regular />}
              aria-label={words.back}
              onClick={onBack}
            />
          )}
          <div className="col act-w">
            <Title className="pn el" title={text.activity.what(row)}>
              {text.activity.what(row)}
            </Title>
            <span className="lbl el">
              {row.principal !== undefined && <span className="pn">{words.as(row.principal)}, </span>}
              <span className="num">{words.at(dayName(row.at, now), clockTimeExact(row.at))}</span>
              {row.millis !== undefined && <span className="num">, {words.ms(row.millis)}</span>}
              {row.messages !== undefined && <span className="num">, {words.messagesOf(row.messages)}</span>}
            </span>
          </div>
          <div className="lad-k">
            {row.messages !== undefined && (
              <Button
                className="b-s"
                appearance="subtle"
                icon={<Copy16Regular />}
                onClick={() => {
                  void copyJson();
                }}
              >
                {words.copyJson}
              </Button>
            )}
            {command !== undefined && (
              <Button
                className="b-s"
                appearance="subtle"
                icon={<WindowConsole20Regular className="i16" />}
                onClick={() => {
                  void actions.copy(command);
                }}
              >
                {text.common.copyAsCommand}
              </Button>
            )}
          </div>
        </div>
        <div className="lad-s">
          {row.error !== undefined && (
            <div className="lad-e">
              <Explain
                explanation={explanationOf(row.error)}
                open={settings.density === 'expert'}
                onCopy={(line) => {
                  void actions.copy(line);
                }}
              />
            </div>
          )}
          {row.messages === undefined && (
            <p className="dim lad-n">{row.kind === 'seen' ? words.none : words.nothing}</p>
          )}
          {row.messages !== undefined && exchange === undefined && (
            <p className="dim lad-n" role="status">
              {words.loading}
            </p>
          )}
          {exchange !== undefined && !('steps' in exchange) && (
            <p className="lad-n" role="alert">
              {explanationOf(exchange).whatHappened}
            </p>
          )}
          {ladder !== undefined && (
            <Ladder
              exchange={ladder}
              open={open}
              onOpen={(step) => {
                // Stays in view when the window gets narrow.
                ui.look(row);
                setOpen(step);
              }}
            />
          )}
        </div>
      </section>
      {ladder !== undefined && open !== undefined && (
        <MessagePane
          exchange={ladder}
          step={open}
          onStep={stepBy}
          onClose={() => {
            focus(open);
            setOpen(undefined);
          }}
        />
      )}
    </>
  );
}
