// Get a service ticket: what was typed becomes names, with where each came from, before any KDC is asked.
import { Button, Dropdown, Field, Input, Option, Tooltip } from '@fluentui/react-components';
import { Globe16Regular, Info16Regular } from '@fluentui/react-icons';
import { useEffect, useId, useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import { kvnoCommand } from '#shared';
import type { ErrorDto, IdentityDto, ServiceCandidate } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { standing } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { explanationOf, text } from '../../strings/index.ts';
import { Answer, Asking } from './answer.tsx';
import type { Checked } from './answer.tsx';

const words = text.serviceTicket;
const PAUSE_MS = 300;

interface Resolved {
  readonly typed: string;
  readonly candidates: readonly ServiceCandidate[];
  readonly error?: ErrorDto;
}

function useCandidates(identity: string, service: string): Resolved | undefined {
  const [resolved, setResolved] = useState<Resolved>();
  const typed = service.trim();
  useEffect(() => {
    if (typed === '') return;
    let gone = false;
    const timer = setTimeout(() => {
      void bridge()
        .ticket.resolve({ identity, service: typed })
        .then((result) => {
          if (gone) return;
          setResolved(
            result.ok
              ? { typed, candidates: result.value.candidates }
              : { typed, candidates: [], error: result.error },
          );
        });
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [identity, typed]);
  return resolved?.typed === typed ? resolved : undefined;
}

function Candidate(props: {
  readonly candidate: ServiceCandidate;
  readonly name: string;
  readonly on: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const { candidate, on } = props;
  return (
    <label className={`cand${on ? ' on' : ''}`}>
      <input type="radio" className="sr" name={props.name} checked={on} onChange={props.onChoose} />
      <i className="how-r" />
      <div className="col">
        <span className="pn strong">{candidate.principal}</span>
        <span className="lbl">{candidate.realmFrom ?? words.how[candidate.how]}</span>
      </div>
    </label>
  );
}

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
  return (
    <Field label={words.as}>
      <Dropdown
        className="min0"
        value={word(props.value)}
        button={{ children: <span className="el">{word(props.value)}</span> }}
        selectedOptions={[props.value.id]}
        onOptionSelect={(_event, { optionValue }) => {
          if (optionValue !== undefined) props.onChange(optionValue);
        }}
      >
        {props.identities.map((identity) => (
          <Option key={identity.id} value={identity.id} text={word(identity)}>
            {word(identity)}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

export function ServiceTicketSheet(props: {
  readonly identity: IdentityDto;
  readonly service: string | undefined;
}): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const now = useNow();
  const radio = useId();
  const { identities, operations, settings } = useSnapshot();
  const [service, setService] = useState(props.service ?? '');
  const [as, setAs] = useState(props.identity.id);
  const [chosen, setChosen] = useState(0);
  const [operation, setOperation] = useState<string>();
  const [checking, setChecking] = useState<string>();
  const [answered, setAnswered] = useState<Checked>();
  const able = identities.filter((identity) => 'left' in standing(identity, now));
  const identity = able.find(({ id }) => id === as) ?? props.identity;
  const resolved = useCandidates(identity.id, service);
  const candidates = resolved?.candidates ?? [];
  const candidate = candidates[Math.min(chosen, candidates.length - 1)];
  const name = candidate?.principal;
  const running = operation !== undefined;
  const about = `${identity.id} ${name ?? ''}`;
  const checked = answered?.about === about ? answered : undefined;
  const stage = operations.find(({ id }) => id === (operation ?? checking))?.kdc;
  const check = (): void => {
    if (name === undefined || running || checking !== undefined) return;
    const started = crypto.randomUUID();
    setChecking(started);
    setAnswered(undefined);
    void bridge()
      .ticket.check({ operation: started, identity: identity.id, service: service.trim(), name })
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
    if (name === undefined || running) return;
    const started = crypto.randomUUID();
    setOperation(started);
    void actions.acquire(started, identity, service.trim(), name).then((done) => {
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
          <Tooltip content={text.ticketCheck.hint} relationship="description">
            <Button
              disabledFocusable={name === undefined || running || checking !== undefined}
              onClick={check}
            >
              {text.ticketCheck.ask}
            </Button>
          </Tooltip>
          <Button
            appearance="primary"
            disabledFocusable={name === undefined || running}
            {...(running ? { icon: <StateIcon shape="work" /> } : {})}
            onClick={submit}
          >
            {running ? words.asking : words.get}
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
        <div className="fl s16" id={`${radio}l`}>
          {words.nameToAskFor}
        </div>
        <div className="cands" role="radiogroup" aria-labelledby={`${radio}l`}>
          {candidates.map((each, at) => (
            <Candidate
              key={each.principal}
              candidate={each}
              name={radio}
              on={each === candidate}
              onChoose={() => {
                setChosen(at);
              }}
            />
          ))}
          {candidates.length === 0 && (
            <div className="cand none" aria-live="polite">
              {resolved?.error === undefined ? (
                <span className="dim">
                  {service.trim() === '' || resolved !== undefined ? words.noName : text.common.working}
                </span>
              ) : (
                <StateLine shape="warn" size={14}>
                  {explanationOf(resolved.error).whatHappened}
                </StateLine>
              )}
            </div>
          )}
        </div>
        {name !== undefined && (
          <div className="s12">
            <CommandLine
              command={kvnoCommand(name, identity.environment)}
              onCopy={(line) => {
                void actions.copy(line);
              }}
            />
          </div>
        )}
        {checking !== undefined && <Asking />}
        {checked !== undefined && (
          <Answer checked={checked} identity={identity} now={now} expert={settings.density === 'expert'} />
        )}
        {stage !== undefined && <p className="lbl">{stage}</p>}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}
