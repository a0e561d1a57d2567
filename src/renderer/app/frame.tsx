// The window's frame: title bar, places at the left, the page, and in Expert a status bar. A place that does not
// work yet is not in the list.
import { Tooltip } from '@fluentui/react-components';
import {
  ArrowSwap20Filled,
  ArrowSwap20Regular,
  PersonAccounts20Filled,
  PersonAccounts20Regular,
  Search16Regular,
  SearchSquare20Filled,
  SearchSquare20Regular,
  Settings20Filled,
  Settings20Regular,
  Timeline20Filled,
  Timeline20Regular,
} from '@fluentui/react-icons';
import type { ComponentType, MouseEvent, ReactElement, ReactNode } from 'react';
import type { AppDescription } from '#shared';
import { KeyCaps } from '../components/key-caps.tsx';
import { Mark } from '../components/mark.tsx';
import { Seg } from '../components/seg.tsx';
import { StateIcon } from '../components/state-icon.tsx';
import { useActions } from '../state/actions.ts';
import { useMedia, useNow, useSnapshot } from '../state/hooks.ts';
import { needsYou, standing } from '../state/identity-state.ts';
import { places, useUi } from '../state/ui.ts';
import type { Place } from '../state/ui.ts';
import { text } from '../strings/index.ts';

const icons: Readonly<Record<Place, readonly [ComponentType, ComponentType]>> = {
  identities: [PersonAccounts20Regular, PersonAccounts20Filled],
  timeline: [Timeline20Regular, Timeline20Filled],
  activity: [ArrowSwap20Regular, ArrowSwap20Filled],
  inspector: [SearchSquare20Regular, SearchSquare20Filled],
  settings: [Settings20Regular, Settings20Filled],
};

export function TitleBar({ app }: { readonly app: AppDescription | undefined }): ReactElement {
  const { settings } = useSnapshot();
  const actions = useActions();
  const ui = useUi();
  const narrow = useMedia('(max-width: 899px)');
  return (
    <header className="tb">
      <div className="tb-l">
        <Mark />
        <span>{text.app.name}</span>
        {app?.runtime === 'stand-in' && (
          <Tooltip content={text.app.standInMeans} relationship="description">
            <span className="chip" tabIndex={0}>
              {text.app.standIn}
            </span>
          </Tooltip>
        )}
      </div>
      <button
        type="button"
        className="tb-q"
        title={text.palette.title}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => {
          ui.open({ kind: 'palette' });
        }}
      >
        <Search16Regular aria-hidden />
        <span className="el">{narrow ? text.palette.short : text.palette.title}</span>
        <span className="sp" />
        <KeyCaps stroke={{ key: 'k', control: true }} />
      </button>
      <div className="tb-r">
        <Seg
          label={text.app.density}
          options={[
            ['simple', text.app.simple],
            ['expert', text.app.expert],
          ]}
          value={settings.density}
          onChange={(density) => {
            void actions.setDensity(density);
          }}
        />
      </div>
    </header>
  );
}

export function Navigation(): ReactElement {
  const ui = useUi();
  const { identities } = useSnapshot();
  const now = useNow();
  const rail = useMedia('(max-width: 1039px)');
  const needy = identities.filter((identity) => needsYou(standing(identity, now))).length;
  return (
    <nav className="nav" aria-label={text.app.navigation} tabIndex={-1} data-pane="navigation">
      {places.map((place) => {
        const [Regular, Filled] = icons[place];
        const on = ui.place === place;
        const Icon = on ? Filled : Regular;
        const link = (
          <a
            href={`#${place}`}
            data-place={place}
            aria-label={
              place === 'identities' && needy > 0
                ? `${text.places[place]}, ${text.app.needsYou(needy)}`
                : text.places[place]
            }
            {...(on ? { 'aria-current': 'page' as const } : {})}
            onClick={(event: MouseEvent) => {
              event.preventDefault();
              ui.go(place);
            }}
          >
            <Icon />
            <span>{text.places[place]}</span>
            {place === 'identities' && needy > 0 && (
              <b className="dot" aria-hidden title={text.app.needsYou(needy)} data-count={needy} />
            )}
          </a>
        );
        return rail ? (
          <Tooltip key={place} content={text.places[place]} relationship="label" positioning="after">
            {link}
          </Tooltip>
        ) : (
          <div key={place} className="nav-i">
            {link}
          </div>
        );
      })}
    </nav>
  );
}

export function StatusBar(): ReactElement {
  const { environment, identities } = useSnapshot();
  const now = useNow();
  const { kdc, config, cache } = environment;
  const tickets = identities.flatMap((identity) => identity.tickets);
  const answered = kdc?.servers.find(({ millis }) => millis !== undefined);
  return (
    <footer className="sb">
      {kdc !== undefined && (
        <span>
          <StateIcon shape={kdc.state === 'reached' ? 'ok' : 'warn'} size={12} />
          {kdc.state === 'reached' ? text.firstRun.reached(kdc.realm) : text.firstRun.unreachable(kdc.realm)}
          {answered?.millis !== undefined && `, ${text.firstRun.millis(answered.millis)}`}
        </span>
      )}
      <span className="el">
        {text.table.defaultCache} <span className="mono el">{cache.name}</span>
      </span>
      <span className="sp" />
      <span className="wide">
        {text.table.summary(
          identities.length,
          tickets.length,
          tickets.filter(({ endTime }) => endTime <= now).length,
        )}
      </span>
      {config.warnings.length > 0 && (
        <Tooltip
          content={{
            children: config.warnings.map((line) => <div key={line}>{line}</div>),
            className: 'tip',
          }}
          relationship="description"
        >
          <span className="wide" tabIndex={0}>
            <StateIcon shape="warn" size={12} />
            krb5.conf: {text.firstRun.settingsWarnings(config.warnings.length)}
          </span>
        </Tooltip>
      )}
    </footer>
  );
}

export function Frame(props: {
  readonly app: AppDescription | undefined;
  readonly children: ReactNode;
}): ReactElement {
  const { settings } = useSnapshot();
  return (
    <div className="win">
      <TitleBar app={props.app} />
      <div className="bd">
        <Navigation />
        <main className="ct">{props.children}</main>
      </div>
      {settings.density === 'expert' && <StatusBar />}
    </div>
  );
}
