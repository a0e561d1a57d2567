// Get a service ticket: what was typed becomes names, with where each came from, before any KDC is asked.
import { Button, Field, Input, Tooltip } from '@fluentui/react-components';
import { Globe16Regular, Info16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import type { IdentityDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Choice } from '../../components/choice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { standing } from '../../state/identity-state.ts';
import type { TicketAsked } from '../../state/ui.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { Answer, Asking } from './answer.tsx';
import type { Checked } from './answer.tsx';
import { HowAsked, commandOf } from './how.tsx';
import { Names, useNames } from './names.tsx';

const words = text.serviceTicket;
const USUAL: TicketAsked = { options: {}, keep: 'own' };

function Identities(props: {
  readonly identities: readonly IdentityDto[];
  readonly value: IdentityDto;
  readonly now: number;
  readonly onChange: (id: string) => void;
}): ReactElement {
  const word = (identity: IdentityDto): string => {
    const at = standing(identity, props.now);
    return 'left' in at ? words.identity(identity.principal, at.left) : identity.principal;
  };
  // The one it was opened for stands there also when its ticket has run out meanwhile.
  const offered = props.identities.includes(props.value)
    ? props.identities
    : [props.value, ...props.identities];
  return (
    <Choice
      label={words.as}
      value={props.value.id}
      choices={offered.map((identity) => [identity.id, word(identity)])}
      onChange={props.onChange}
    />
  );
}

export function ServiceTicketSheet(props: {
  readonly identity: IdentityDto;
  readonly service: string | undefined;
  readonly asked: TicketAsked | undefined;
}): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const now = useNow();
  const { identities, operations, settings } = useSnapshot();
  const [service, setService] = useState(props.service ?? '');
  const [as, setAs] = useState(props.identity.id);
  const [chosen, setChosen] = useState(0);
  const [asked, setAsked] = useState(props.asked ?? USUAL);
  const [operation, setOperation] = useState<string>();
  const [checking, setChecking] = useState<string>();
  const [answered, setAnswered] = useState<Checked>();
  const able = identities.filter((identity) => 'left' in standing(identity, now));
  const identity = able.find(({ id }) => id === as) ?? props.identity;
  const resolved = useNames(identity.id, service);
  const candidates = resolved?.candidates ?? [];
  const [enctypes, newCache] = [resolved?.enctypes ?? [], resolved?.newCache];
  const others = able.filter(({ isPractice }) => isPractice === identity.isPractice);
  const expert = settings.density === 'expert';
  const candidate = candidates[Math.min(chosen, candidates.length - 1)];
  const name = candidate?.principal;
  const running = operation !== undefined;
  const about = JSON.stringify([identity.id, name, asked]);
  const command =
    name === undefined ? undefined : commandOf(name, identity, asked, { enctypes, newCache, others });
  const checked = answered?.about === about ? answered : undefined;
  const busy = running || checking !== undefined;
  const stage = operations.find(({ id }) => id === (operation ?? checking))?.kdc;
  const check = (): void => {
    if (name === undefined || running || checking !== undefined) return;
    const started = crypto.randomUUID();
    setChecking(started);
    setAnswered(undefined);
    void bridge()
      .ticket.check({
        operation: started,
        identity: identity.id,
        service: service.trim(),
        name,
        options: asked.options,
      })
      .then((result) => {
        setChecking(undefined);
        if (result.ok || result.error.code !== 'CANCELLED') {
          setAnswered({ about, name, result });
          ui.announce((result.ok ? text.ticketCheck.yes : text.ticketCheck.no)(name));
        }
      });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { options, keep } = asked;
    if (keep === 'nowhere') {
      check();
      return;
    }
    if (name === undefined || running) return;
    const started = crypto.randomUUID();
    setOperation(started);
    void actions.acquire(started, identity, service.trim(), { name, options, keep }).then((done) => {
      if (!done) setOperation(undefined);
    });
  };
  const close = (): void => {
    for (const each of [operation, checking]) if (each !== undefined) void actions.cancel(each);
    ui.close();
  };
  return (
    <Sheet
      label={words.title}
      width="wide"
      onClose={close}
      footer={
        <>
          <span className="lbl row">
            <Info16Regular />
            {words.goesTo(/@(?<realm>[^@]+)$/.exec(name ?? '')?.groups?.['realm'] ?? identity.realm)}
          </span>
          <span className="sp" />
          <Button onClick={close}>{text.common.cancel}</Button>
          {asked.keep !== 'nowhere' && (
            <Tooltip content={text.ticketCheck.hint} relationship="description">
              <Button disabledFocusable={name === undefined || busy} onClick={check}>
                {text.ticketCheck.ask}
              </Button>
            </Tooltip>
          )}
          <Button
            appearance="primary"
            disabledFocusable={name === undefined || busy}
            {...(running ? { icon: <StateIcon shape="work" /> } : {})}
            onClick={submit}
          >
            {running ? words.asking : asked.keep === 'nowhere' ? words.show : words.get}
          </Button>
        </>
      }
    >
      <form onSubmit={submit}>
        <div className="g2">
          <Field label={words.service}>
            <Input
              data-first
              spellCheck={false}
              autoComplete="off"
              maxLength={1_024}
              contentBefore={<Globe16Regular />}
              placeholder={text.tickets.getPlaceholderFor(identity.realm)}
              value={service}
              onChange={(_event, { value }) => {
                setService(value);
                setChosen(0);
              }}
            />
          </Field>
          <Identities identities={able} value={identity} now={now} onChange={setAs} />
        </div>
        <Names typed={service.trim()} resolved={resolved} chosen={candidate} onChoose={setChosen} />
        <HowAsked
          asked={asked}
          enctypes={enctypes}
          others={others}
          command={command}
          startsOpen={expert || props.asked !== undefined}
          onChange={(next) => {
            setAsked(next);
            // Such a ticket is for the one whose key seals it.
            const sealer = others.find(({ id }) => id === next.options.userToUser);
            if (sealer === undefined || next.options.userToUser === asked.options.userToUser) return;
            setService(sealer.principal);
            setChosen(0);
          }}
        />
        {checking !== undefined && <Asking />}
        {checked !== undefined && <Answer checked={checked} identity={identity} now={now} expert={expert} />}
        {stage !== undefined && <p className="lbl">{words.waitsFor(stage)}</p>}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}
