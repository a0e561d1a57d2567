// First run: two doors of equal size, and what was found out already.
import { Button } from '@fluentui/react-components';
import { Beaker20Regular, PersonKey20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { EnvironmentDto } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { Tile } from '../../components/tile.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import type { Shape } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

const words = text.firstRun;
const FADE = [0.35, 0.7, 1, 0.7, 0.35];

/** One ticket, many doors, without a word. */
function Art(): ReactElement {
  const doors = FADE.flatMap((fade, x) =>
    [0, 1, 2]
      .filter((y) => x !== 2 || y !== 1)
      .map((y) => (
        <rect
          key={`${x}${y}`}
          x={x * 27 + 1}
          y={y * 25}
          width="22"
          height="20"
          rx="5"
          fill="none"
          stroke="var(--line2)"
          strokeWidth="1.4"
          strokeDasharray="3.2 3"
          opacity={fade * (y === 1 ? 1 : 0.7)}
        />
      )),
  );
  return (
    <svg width="132" height="72" viewBox="0 0 132 72" aria-hidden className="fr-art">
      {doors}
      <path
        d="M59.5 22h13a5 5 0 0 1 5 5v4.6a3.4 3.4 0 0 0 0 6.8V43a5 5 0 0 1-5 5h-13a5 5 0 0 1-5-5v-4.6a3.4 3.4 0 0 0 0-6.8V27a5 5 0 0 1 5-5z"
        fill="var(--ac)"
      />
    </svg>
  );
}

function Finding(props: {
  readonly shape: Shape;
  readonly children: React.ReactNode;
  readonly where?: string;
}): ReactElement {
  return (
    <div>
      <StateIcon shape={props.shape} />
      <span>{props.children}</span>
      <span className="sp" />
      {props.where !== undefined && <span className="lbl mono el">{props.where}</span>}
    </div>
  );
}

function ConfigFinding({ config }: { readonly config: EnvironmentDto['config'] }): ReactElement {
  if (config.problem !== undefined) {
    return <Finding shape="bad">{text.identities.configProblem(config.problem)}</Finding>;
  }
  const [file] = config.files;
  if (file === undefined) return <Finding shape="off">{words.settingsNone}</Finding>;
  if (config.defaultRealm === undefined) {
    return (
      <Finding shape="ok" where={file}>
        {words.settingsNoRealm}
      </Finding>
    );
  }
  return (
    <Finding shape="ok" where={config.defaultRealmFrom ?? file}>
      {words.settingsFound} <b className="pn">{config.defaultRealm}</b>
    </Finding>
  );
}

function KdcFindingRow({ environment }: { readonly environment: EnvironmentDto }): ReactElement | null {
  const realm = environment.config.defaultRealm;
  if (realm === undefined) return null;
  const { kdc } = environment;
  if (kdc === undefined) return <Finding shape="work">{words.checking(realm)}</Finding>;
  if (kdc.state === 'unknown-realm') return <Finding shape="warn">{words.unknownRealm(kdc.realm)}</Finding>;
  const answered = kdc.servers.find(({ millis }) => millis !== undefined);
  if (answered?.millis === undefined) return <Finding shape="bad">{words.unreachable(kdc.realm)}</Finding>;
  return (
    <Finding shape="ok" where={`${answered.address.replace(/:88$/, '')}, ${words.millis(answered.millis)}`}>
      {words.reached(kdc.realm)}
    </Finding>
  );
}

export function FirstRun(): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const { environment, operations } = useSnapshot();
  const starting = operations.some(({ kind }) => kind === 'practice');
  const { cache } = environment;
  return (
    <div className="pg fr-pg" tabIndex={-1} data-pane="content">
      <div className="fr">
        <Art />
        <h1 className="fr-t">{words.title}</h1>
        <p className="fr-p">{words.text}</p>
        <div className="fr-c">
          <section className="card">
            <Tile size={36}>
              <PersonKey20Regular />
            </Tile>
            <h2>{words.signIn}</h2>
            <p>
              {words.signInText}{' '}
              <span className="pn strong">{words.example(environment.config.defaultRealm)}</span>.
            </p>
            <Button
              appearance="primary"
              onClick={() => {
                ui.open({ kind: 'sign-in' });
              }}
            >
              {words.signIn}
            </Button>
          </section>
          <section className="card dash">
            <Tile size={36} quiet>
              <Beaker20Regular />
            </Tile>
            <h2>{words.practice}</h2>
            <p>{words.practiceText}</p>
            <Button
              disabledFocusable={starting}
              {...(starting ? { icon: <StateIcon shape="work" /> } : {})}
              onClick={() => {
                void actions.practice();
              }}
            >
              {starting ? text.practice.starting : words.start}
            </Button>
          </section>
        </div>
        <section className="card fr-f" aria-label={words.found}>
          <ConfigFinding config={environment.config} />
          <KdcFindingRow environment={environment} />
          <Finding shape={cache.unreached === undefined ? 'off' : 'warn'} where={cache.name}>
            {cache.unreached === undefined
              ? words.noTickets
              : text.identities.cacheInstead(cache.unreached.name, cache.name, cache.unreached.reason)}
          </Finding>
        </section>
      </div>
    </div>
  );
}
