// The app: theme, replica, frame, the page of the place, the sheet that is open, and what is read out.
import { Button, FluentProvider } from '@fluentui/react-components';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import type { AppDescription, Snapshot } from '#shared';
import { bridge } from '../bridge/index.ts';
import { Mark } from '../components/mark.tsx';
import { FirstRun } from '../features/first-run/index.tsx';
import { ExpertIdentities, SimpleIdentities } from '../features/identities/index.ts';
import { fetchRestWhenIdle, later } from '../rest/later.tsx';
import { useActions } from '../state/actions.ts';
import { SnapshotContext, useMedia, useNow, useReplicaState, useSnapshot } from '../state/hooks.ts';
import { tgtOf } from '../state/identity-state.ts';
import type { Replica } from '../state/replica.ts';
import { UiContext, useUi } from '../state/ui.ts';
import type { Sheet } from '../state/ui.ts';
import { direction, languageNow, onLanguage, text } from '../strings/index.ts';
import { Frame } from './frame.tsx';
import { useAsks } from './use-asks.ts';
import { useKeys } from './keys.ts';
import { darkTheme, lightTheme } from './theme.ts';
import { useUiState } from './use-ui-state.ts';

const FailureSheet = later((rest) => rest.FailureSheet);
const Activity = later((rest) => rest.Activity);
const ChangePasswordSheet = later((rest) => rest.ChangePasswordSheet);
const CommandSheet = later((rest) => rest.CommandSheet);
const DestroySheet = later((rest) => rest.DestroySheet);
const InspectorPage = later((rest) => rest.InspectorPage);
const KeySheet = later((rest) => rest.KeySheet);
const OpenBlobSheet = later((rest) => rest.OpenBlobSheet);
const KeysSheet = later((rest) => rest.KeysSheet);
const MakeDefaultSheet = later((rest) => rest.MakeDefaultSheet);
const Palette = later((rest) => rest.Palette);
const PracticeSheet = later((rest) => rest.PracticeSheet);
const ServiceTicketSheet = later((rest) => rest.ServiceTicketSheet);
const Settings = later((rest) => rest.Settings);
const SignInSheet = later((rest) => rest.SignInSheet);
const Timeline = later((rest) => rest.Timeline);

/** A sheet about one identity. It stays, with what was last known, when the identity goes away under it. */
function IdentitySheet(props: {
  readonly sheet: Extract<Sheet, { readonly identity: string }>;
}): ReactElement | null {
  const { sheet } = props;
  const { identities } = useSnapshot();
  const present = identities.find(({ id }) => id === sheet.identity);
  const [held, setHeld] = useState(present);
  if (present !== undefined && present !== held) setHeld(present);
  const identity = present ?? held;
  if (identity === undefined) return null;
  switch (sheet.kind) {
    case 'destroy':
      return <DestroySheet identity={identity} />;
    case 'make-default':
      return <MakeDefaultSheet identity={identity} />;
    case 'change-password':
      return <ChangePasswordSheet identity={identity} />;
    case 'service-ticket':
      return <ServiceTicketSheet identity={identity} service={sheet.service} asked={sheet.asked} />;
  }
}

function OpenSheet({ app }: { readonly app: AppDescription | undefined }): ReactElement | null {
  const ui = useUi();
  const actions = useActions();
  const { settings } = useSnapshot();
  const { sheet } = ui;
  if (sheet === undefined) return null;
  switch (sheet.kind) {
    case 'sign-in':
      return (
        <SignInSheet
          key={sheet.draft?.principal ?? sheet.principal ?? ''}
          draft={sheet.draft ?? { principal: sheet.principal ?? '' }}
          app={app}
        />
      );
    case 'practice':
      return <PracticeSheet />;
    case 'inspect-open':
      return <OpenBlobSheet />;
    case 'inspect-key':
      return <KeySheet key={sheet.how} blob={sheet.blob} how={sheet.how} />;
    case 'palette':
      return <Palette />;
    case 'keys':
      return <KeysSheet />;
    case 'command':
      return <CommandSheet command={sheet.command} />;
    case 'failure':
      return (
        <FailureSheet
          failure={sheet.failure}
          expert={settings.density === 'expert'}
          onClose={() => {
            ui.close();
          }}
          onCopy={(words) => {
            void actions.copy(words);
          }}
        />
      );
    case 'service-ticket':
    case 'change-password':
    case 'destroy':
    case 'make-default':
      return <IdentitySheet key={sheet.kind} sheet={sheet} />;
  }
}

function Place({ app }: { readonly app: AppDescription | undefined }): ReactElement {
  const ui = useUi();
  const { identities, settings } = useSnapshot();
  if (ui.place === 'timeline') return <Timeline />;
  if (ui.place === 'activity') return <Activity />;
  if (ui.place === 'inspector') return <InspectorPage />;
  if (ui.place === 'settings') return <Settings app={app} />;
  if (identities.length === 0) return <FirstRun />;
  return settings.density === 'expert' ? <ExpertIdentities /> : <SimpleIdentities />;
}

/** Read out at 30, 5 and 1 minutes before an identity expires for good. */
function useExpiryAnnouncements(snapshot: Snapshot, announce: (words: string) => void): void {
  const now = useNow();
  const said = useRef(new Set<string>());
  useEffect(() => {
    for (const identity of snapshot.identities) {
      const tgt = tgtOf(identity);
      if (tgt === undefined) continue;
      const minutes = Math.round((tgt.endTime - now) / 60);
      const key = `${identity.id} ${tgt.endTime} ${minutes}`;
      if (![30, 5, 1].includes(minutes) || said.current.has(key)) continue;
      said.current.add(key);
      announce(text.announce.expires(identity.principal, minutes));
    }
  }, [snapshot.identities, now, announce]);
}

function Ready(props: { readonly app: AppDescription | undefined; readonly replica: Replica }): ReactElement {
  const snapshot = useSnapshot();
  const { ui, notice, spoken } = useUiState();
  return (
    <UiContext.Provider value={ui}>
      <Keys snapshot={snapshot} replica={props.replica} />
      <Frame app={props.app}>
        <Place app={props.app} />
        {notice !== undefined && (
          <div className="notice">
            <span className="pn">{notice.words}</span>
            {notice.action !== undefined && (
              <Button className="b-s" appearance="subtle" onClick={notice.action.run}>
                {notice.action.label}
              </Button>
            )}
          </div>
        )}
      </Frame>
      <OpenSheet app={props.app} />
      <div className="sr" role="status" aria-live="polite">
        {spoken.words}
        {spoken.count % 2 === 0 ? '' : '\u00a0'}
      </div>
    </UiContext.Provider>
  );
}

function Keys({ snapshot, replica }: { readonly snapshot: Snapshot; readonly replica: Replica }): null {
  const ui = useUi();
  const actions = useActions();
  useKeys(snapshot, ui, actions);
  useAsks(replica, snapshot, ui, useMedia('(min-width: 1040px)'));
  useExpiryAnnouncements(snapshot, ui.announce);
  return null;
}

export function App({ replica }: { readonly replica: Replica }): ReactElement {
  const dark = useMedia('(prefers-color-scheme: dark)');
  const snapshot = useReplicaState(replica);
  useSyncExternalStore(onLanguage, languageNow); // its words may come after the change itself
  const ready = snapshot !== undefined;
  useEffect(() => {
    if (ready) fetchRestWhenIdle();
  }, [ready]);
  const [app, setApp] = useState<AppDescription>();
  useEffect(() => {
    void bridge()
      .app.describe({})
      .then((result) => {
        if (result.ok) setApp(result.value);
      });
  }, []);
  return (
    <FluentProvider theme={dark ? darkTheme : lightTheme} dir={direction()}>
      {snapshot === undefined ? (
        <div className="wait" role="status">
          <Mark size={40} />
          <span className="dim">{text.app.loading}</span>
        </div>
      ) : (
        <SnapshotContext.Provider value={snapshot}>
          <Ready app={app} replica={replica} />
        </SnapshotContext.Provider>
      )}
    </FluentProvider>
  );
}
