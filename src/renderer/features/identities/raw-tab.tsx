// Raw: the ticket's bytes and the cache's record, fields and octets. What is sealed and the session key are not in them:
// main leaves them out.
import { Button, Tab, TabList } from '@fluentui/react-components';
import { SearchSquare20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { ErrorDto, IdentityDto, RawTicket, TicketDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { MessageView } from '../../components/message-view.tsx';
import { openBlob } from '../../state/open-blob.ts';
import { useUi } from '../../state/ui.ts';
import { explanationOf, text } from '../../strings/index.ts';

const words = text.exchange;

export function RawTab(props: { readonly identity: IdentityDto; readonly ticket: TicketDto }): ReactElement {
  const ui = useUi();
  const [raw, setRaw] = useState<RawTicket | ErrorDto>();
  const [which, setWhich] = useState<keyof RawTicket>('ticket');
  const identity = props.identity.id;
  const ticket = props.ticket.id;
  useEffect(() => {
    let current = true;
    void bridge()
      .ticket.raw({ identity, ticket })
      .then((result) => {
        if (current) setRaw(result.ok ? result.value : result.error);
      });
    return () => {
      current = false;
    };
  }, [identity, ticket]);
  if (raw === undefined) {
    return (
      <p className="dim" role="status">
        {words.loading}
      </p>
    );
  }
  if ('explanation' in raw) return <p role="alert">{explanationOf(raw).whatHappened}</p>;
  return (
    <>
      <TabList
        size="small"
        className="insp-t raw-t"
        aria-label={words.raw.label}
        selectedValue={which}
        onTabSelect={(_event, { value }) => {
          setWhich(value as keyof RawTicket);
        }}
      >
        <Tab value="ticket">{words.raw.ticket}</Tab>
        <Tab value="credential">{words.raw.credential}</Tab>
      </TabList>
      <MessageView key={which} message={raw[which]} />
      <p className="lbl raw-w">{words.raw.words}</p>
      <Button
        className="b-s"
        icon={<SearchSquare20Regular />}
        onClick={() => void openBlob(ui, { from: 'ticket', identity, ticket }, props.ticket.name)}
      >
        {text.inspect.inThe}
      </Button>
    </>
  );
}
