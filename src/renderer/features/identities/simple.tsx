// Identities, Simple: signed in, until when, what it opens; from top to bottom.
import { Button } from '@fluentui/react-components';
import { Add16Regular, Beaker20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { StateIcon } from '../../components/state-icon.tsx';
import { Tile } from '../../components/tile.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { AskedStrip } from './asked-strip.tsx';
import { Hero } from './hero.tsx';
import { accented, ordered } from './order.ts';
import { PageNotes } from './page-notes.tsx';
import { SmallCard } from './small-card.tsx';
import { TicketsCard } from './tickets-card.tsx';

function PracticeDoor(): ReactElement {
  const actions = useActions();
  const ui = useUi();
  const { operations, practice } = useSnapshot();
  const starting = operations.some(({ kind }) => kind === 'practice');
  return (
    <section className="card dash id2" aria-label={text.practice.title}>
      <div className="row g12 top">
        <Tile size={32} quiet>
          <Beaker20Regular />
        </Tile>
        <div className="col grow">
          <h2>{text.practice.title}</h2>
          <span className="lbl">{text.practice.text}</span>
        </div>
      </div>
      <div className="row">
        <span className="sp" />
        {practice.running ? (
          <Button
            className="b-s"
            onClick={() => {
              ui.open({ kind: 'practice' });
            }}
          >
            {text.practice.show}
          </Button>
        ) : (
          <Button
            className="b-s"
            disabledFocusable={starting}
            {...(starting ? { icon: <StateIcon shape="work" /> } : {})}
            onClick={() => {
              void actions.practice();
            }}
          >
            {starting ? text.practice.starting : text.practice.start}
          </Button>
        )}
      </div>
    </section>
  );
}

export function SimpleIdentities(): ReactElement {
  const ui = useUi();
  const { identities, practice } = useSnapshot();
  const now = useNow();
  const inOrder = ordered(identities, now);
  const hero = inOrder.find(({ id }) => id === ui.shown) ?? inOrder[0];
  const others = inOrder.filter((identity) => identity !== hero);
  const accent = accented(inOrder, now);
  const practising = practice.running && identities.some(({ isPractice }) => isPractice);
  return (
    <div className="pg" tabIndex={-1} data-pane="content">
      <div className="pg-in">
        <div className="ph">
          <h1>{text.identities.title}</h1>
          <span className="sp" />
          <Button
            icon={<Add16Regular />}
            onClick={() => {
              ui.open({ kind: 'sign-in' });
            }}
          >
            {text.identities.someoneElse}
          </Button>
        </div>
        <PageNotes />
        <AskedStrip />
        {hero !== undefined && <Hero key={hero.id} identity={hero} accent={accent === hero.id} />}
        <div className="two">
          {hero !== undefined && <TicketsCard key={hero.id} identity={hero} />}
          <section className="col g12" aria-label={text.identities.others}>
            {others.map((identity) => (
              <SmallCard
                key={identity.id}
                identity={identity}
                accent={accent === identity.id}
                onShow={() => {
                  ui.show(identity.id);
                }}
              />
            ))}
            {!(practising && hero?.isPractice !== true) && <PracticeDoor />}
          </section>
        </div>
      </div>
    </div>
  );
}
