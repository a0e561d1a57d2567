// What the KDC answered to "Can I get it?", in words: from which realm, by which way, with which enctypes, until when;
// or why not.
import type { ReactElement } from 'react';
import type { EnctypeDto, ErrorDto, IdentityDto, OutputOf } from '#shared';
import { Explain } from '../../components/explain.tsx';
import { KeyValue } from '../../components/key-value.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { explanationOf, text } from '../../strings/index.ts';

export interface Checked {
  /** What was asked: another name, or another identity, makes it nobody's answer. */
  readonly about: string;
  readonly name: string;
  readonly result:
    | { readonly ok: true; readonly value: OutputOf<'ticket.check'> }
    | { readonly ok: false; readonly error: ErrorDto };
}

function Enctype({ enctype }: { readonly enctype: EnctypeDto }): ReactElement {
  if (!enctype.weak) return <span>{enctype.name}</span>;
  return (
    <StateLine shape="warn" size={14}>
      {text.ticketCheck.weak(enctype.name)}
    </StateLine>
  );
}

export function Answer(props: {
  readonly checked: Checked;
  readonly identity: IdentityDto;
  readonly now: number;
  readonly expert: boolean;
}): ReactElement {
  const { checked, identity, now } = props;
  const actions = useActions();
  const words = text.ticketCheck;
  const { result } = checked;
  if (!result.ok) {
    return (
      <section className="answer" aria-label={words.label}>
        <StateLine shape="bad">{words.no(checked.name)}</StateLine>
        <Explain
          explanation={explanationOf(result.error)}
          open={props.expert}
          onCopy={(lines) => {
            void actions.copy(lines);
          }}
        />
      </section>
    );
  }
  const { made, path, ticket, inCache } = result.value;
  const realm = path.at(-1) ?? ticket.realm;
  return (
    <section className="answer" aria-label={words.label}>
      <StateLine shape="ok">{words.yes(made)}</StateLine>
      <KeyValue
        rows={[
          [words.rows.realm, words.realm(realm, realm === identity.realm)],
          [words.rows.path, words.path(path)],
          [words.rows.until, words.until(ticket.endTime, Math.max(0, ticket.endTime - now), now)],
          [words.rows.ticket, <Enctype enctype={ticket.ticketEtype} />],
          [words.rows.session, <Enctype enctype={ticket.sessionEtype} />],
          [words.rows.stored, inCache ? words.inCache : words.notStored],
        ]}
      />
    </section>
  );
}

/** While the KDC is asked. */
export function Asking(): ReactElement {
  return (
    <section className="answer" aria-label={text.ticketCheck.label}>
      <span className="row">
        <StateIcon shape="work" size={16} />
        {text.ticketCheck.asking}
      </span>
    </section>
  );
}
