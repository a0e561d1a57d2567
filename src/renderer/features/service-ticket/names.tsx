// The names that a typed service may mean, each with where it came from, and one of them to ask for.
import { useEffect, useId, useState } from 'react';
import type { ReactElement } from 'react';
import type { EnctypeDto, ErrorDto, ServiceCandidate } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { StateLine } from '../../components/state-icon.tsx';
import { explanationOf, text } from '../../strings/index.ts';

const words = text.serviceTicket;
const PAUSE_MS = 300;

export interface Resolved {
  readonly typed: string;
  readonly candidates: readonly ServiceCandidate[];
  readonly enctypes: readonly EnctypeDto[];
  readonly newCache?: string;
  readonly error?: ErrorDto;
}

/** Undefined while the names for what is typed are looked up. */
export function useNames(identity: string, service: string): Resolved | undefined {
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
              ? { typed, ...result.value }
              : { typed, candidates: [], enctypes: [], error: result.error },
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

export function Names(props: {
  readonly typed: string;
  readonly resolved: Resolved | undefined;
  readonly chosen: ServiceCandidate | undefined;
  readonly onChoose: (at: number) => void;
}): ReactElement {
  const { resolved } = props;
  const radio = useId();
  const candidates = resolved?.candidates ?? [];
  return (
    <>
      <div className="fl s16" id={`${radio}l`}>
        {words.nameToAskFor}
      </div>
      <div className="cands" role="radiogroup" aria-labelledby={`${radio}l`}>
        {candidates.map((each, at) => (
          <Candidate
            key={each.principal}
            candidate={each}
            name={radio}
            on={each === props.chosen}
            onChoose={() => {
              props.onChoose(at);
            }}
          />
        ))}
        {candidates.length === 0 && (
          <div className="cand none" aria-live="polite">
            {resolved?.error === undefined ? (
              <span className="dim">
                {props.typed === '' || resolved !== undefined ? words.noName : text.common.working}
              </span>
            ) : (
              <StateLine shape="warn" size={14}>
                {explanationOf(resolved.error).whatHappened}
              </StateLine>
            )}
          </div>
        )}
      </div>
    </>
  );
}
