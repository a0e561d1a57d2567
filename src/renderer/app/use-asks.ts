// What main asks the window to show: a form that a link fills, or the identity that a notice is about. A form waits for
// a sheet that somebody is using; the newest wish counts.
import { useEffect, useRef } from 'react';
import type { Snapshot, WindowAsk } from '#shared';
import { standing, tgtOf } from '../state/identity-state.ts';
import type { Replica } from '../state/replica.ts';
import type { Sheet, Ui } from '../state/ui.ts';
import { text } from '../strings/index.ts';

type Form = Exclude<WindowAsk, { readonly show: 'identity' | 'dropped' }>;

/** Nothing typed is lost with these. */
const replaceable: readonly (Sheet['kind'] | undefined)[] = [undefined, 'failure', 'practice'];

function openForm(form: Form, { identities }: Snapshot, ui: Ui): void {
  if (form.show === 'sign-in') {
    ui.open({ kind: 'sign-in', principal: form.principal });
    return;
  }
  const now = Math.floor(Date.now() / 1_000);
  const able = identities.filter((identity) => 'left' in standing(identity, now));
  const identity = able.find(({ isDefault }) => isDefault) ?? able[0];
  if (identity === undefined) ui.notify({ words: text.notices.signInFirst(form.service) });
  else ui.open({ kind: 'service-ticket', identity: identity.id, service: form.service });
}

export function useAsks(replica: Replica, snapshot: Snapshot, ui: Ui, wide: boolean): void {
  const waiting = useRef<Form>(undefined);
  useEffect(() => {
    const fill = (): void => {
      const form = waiting.current;
      if (form === undefined || !replaceable.includes(ui.sheet?.kind)) return;
      waiting.current = undefined;
      openForm(form, snapshot, ui);
    };
    fill();
    return replica.onAsk((ask) => {
      if (ask.show === 'dropped') {
        ui.inspect(ask.blob ?? ui.blob);
        if (ask.error !== undefined) {
          const failure = { kind: 'inspect', subject: ask.name, error: ask.error, signedOut: false } as const;
          ui.open({ kind: 'failure', failure });
        }
        return;
      }
      ui.go('identities');
      if (ask.show !== 'identity') {
        waiting.current = ask;
        fill();
        return;
      }
      const { identity, actions } = ask;
      ui.show(identity);
      ui.ask(actions.length === 0 ? undefined : { identity, actions });
      const found = snapshot.identities.find(({ id }) => id === identity);
      const tgt = found === undefined ? undefined : tgtOf(found);
      if (wide && tgt !== undefined) ui.select({ identity, ticket: tgt.id });
    });
  }, [replica, snapshot, ui, wide]);
}
