// The message that is open: what it is, its fields and bytes, and what was checked before a reply was kept.
import { Button, Tooltip } from '@fluentui/react-components';
import {
  ChevronDown16Regular,
  ChevronUp16Regular,
  Dismiss16Regular,
  SearchSquare20Regular,
} from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { ErrorDto, ExchangeDto, MessageDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { MessageView } from '../../components/message-view.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { openBlob } from '../../state/open-blob.ts';
import { useUi } from '../../state/ui.ts';
import { explanationOf, text } from '../../strings/index.ts';

const words = text.exchange;

/** Checks of the reply at this step: they are told right behind it. */
function checksOf({ steps }: ExchangeDto, step: number): readonly string[] {
  for (const next of steps.slice(step + 1)) {
    if (next.type === 'sent' || next.type === 'received') return [];
    if (next.type === 'checked') return next.checks;
  }
  return [];
}

export function MessagePane(props: {
  readonly exchange: ExchangeDto;
  readonly step: number;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}): ReactElement | null {
  const { exchange, step } = props;
  const ui = useUi();
  const [shown, setShown] = useState<{ readonly of: string; readonly message: MessageDto | ErrorDto }>();
  const found = exchange.steps[step];
  const message = found?.type === 'sent' || found?.type === 'received' ? found : undefined;
  const history = exchange.row.id;
  const source = message?.bytes;
  const key = `${history} ${source ?? ''}`;
  useEffect(() => {
    if (source === undefined) return undefined;
    let current = true;
    void bridge()
      .exchange.message({ history, step: source })
      .then((result) => {
        if (current) setShown({ of: key, message: result.ok ? result.value : result.error });
      });
    return () => {
      current = false;
    };
  }, [history, source, key]);
  if (message === undefined) return null;
  const checks = message.type === 'received' ? checksOf(exchange, step) : [];
  const server = message.message === 'kpasswd' ? words.passwordServer : words.kdc;
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') props.onClose();
    else if (event.key === '[' || event.key === ']') {
      // The field that had the focus goes with its message.
      event.currentTarget.focus();
      props.onStep(event.key === '[' ? -1 : 1);
    }
  };
  const opened = shown?.of === key ? shown.message : undefined;
  return (
    <aside className="msg" aria-label={message.message} data-pane="message" tabIndex={-1} onKeyDown={onKey}>
      <div className="insp-h">
        <div className="row g8">
          <b className="msg-n">{message.message}</b>
          <span className="sp" />
          {source !== undefined && (
            <Tooltip content={text.inspect.inThe} relationship="label">
              <Button
                size="small"
                appearance="subtle"
                icon={<SearchSquare20Regular />}
                onClick={() => void openBlob(ui, { from: 'message', history, step: source }, message.message)}
              />
            </Tooltip>
          )}
          <Tooltip content={words.previous} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<ChevronUp16Regular />}
              onClick={() => {
                props.onStep(-1);
              }}
            />
          </Tooltip>
          <Tooltip content={words.next} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<ChevronDown16Regular />}
              onClick={() => {
                props.onStep(1);
              }}
            />
          </Tooltip>
          <Tooltip content={words.close} relationship="label">
            <Button size="small" appearance="subtle" icon={<Dismiss16Regular />} onClick={props.onClose} />
          </Tooltip>
        </div>
        <span className="chip">{words.direction(message.type === 'sent', server)}</span>
        <p className="lbl">
          {words.message(message.message)} {words.bytes(message.length)},{' '}
          {words.over(message.transport, message.port)}
        </p>
      </div>
      {source === undefined && <p className="lbl msg-e">{words.notKept}</p>}
      {opened === undefined && source !== undefined && (
        <p className="lbl msg-e" role="status">
          {words.loading}
        </p>
      )}
      {opened !== undefined && 'explanation' in opened && (
        <p className="msg-e" role="alert">
          {explanationOf(opened).whatHappened}
        </p>
      )}
      {opened !== undefined && 'fields' in opened && <MessageView key={key} message={opened} />}
      {checks.length > 0 && (
        <section className="msg-c" aria-label={words.checkedTitle}>
          <h2>{words.checkedTitle}</h2>
          <ul>
            {checks.map((check) => (
              <li key={check}>
                <StateIcon shape="ok" size={14} />
                <span>{words.check(check)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
