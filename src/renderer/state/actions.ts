// What buttons and keys do: one call of the bridge each, a word when it worked, the four rows when it did not.
import { useMemo } from 'react';
import { writeCommand } from '#shared';
import type {
  CallInputOf,
  Command,
  ErrorDto,
  IdentityDto,
  OperationDto,
  Result,
  SettingsChange,
  SettingsDto,
  Shell,
  TicketDto,
  TicketOptions,
} from '#shared';
import { bridge } from '../bridge/index.ts';
import { text } from '../strings/index.ts';
import { shellNames, useShell } from './shell.ts';
import type { SignInDraft } from './sign-in-draft.ts';
import { useUi } from './ui.ts';
import type { Ui } from './ui.ts';

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

export interface Actions {
  /** `draft`: what the form held, to be shown again when it does not work. */
  readonly signIn: (input: CallInputOf<'identity.signIn'>, draft: SignInDraft) => Promise<boolean>;
  readonly forgetPassword: (identity: IdentityDto) => Promise<void>;
  readonly acquire: (
    operation: string,
    identity: IdentityDto,
    service: string,
    how?: {
      readonly name?: string;
      readonly options?: TicketOptions;
      readonly keep?: 'own' | 'new';
    },
  ) => Promise<boolean>;
  readonly renew: (identity: IdentityDto) => Promise<boolean>;
  readonly changePassword: (operation: string, identity: IdentityDto) => Promise<boolean>;
  readonly destroy: (identity: IdentityDto) => Promise<void>;
  readonly forget: (identity: IdentityDto) => Promise<void>;
  readonly pin: (identity: IdentityDto, pinned: boolean) => Promise<void>;
  readonly makeDefault: (identity: IdentityDto) => Promise<boolean>;
  readonly remove: (identity: IdentityDto, ticket: TicketDto) => Promise<void>;
  readonly practice: (user?: string) => Promise<boolean>;
  readonly stopPractice: () => Promise<void>;
  readonly cancel: (operation: string) => Promise<void>;
  /** Text as it is; a command for the shell of the settings, or why there is no such line. */
  readonly copy: (what: string | Command) => Promise<void>;
  readonly snooze: (identity: IdentityDto) => Promise<void>;
  readonly setRenewsItself: (identity: IdentityDto, on: boolean) => Promise<void>;
  /** Takes effect at once, or says why it was not taken. */
  readonly set: (changed: SettingsChange) => Promise<void>;
  readonly clearHistory: () => Promise<void>;
  readonly setDensity: (density: SettingsDto['density']) => Promise<void>;
  readonly showProblem: (identity: IdentityDto) => void;
}

function signedOut(identity: IdentityDto | undefined): boolean {
  return (
    identity === undefined ||
    !identity.tickets.some(({ kind, endTime }) => kind === 'tgt' && endTime > nowSeconds())
  );
}

function makeActions(ui: Ui, shell: Shell): Actions {
  const fail = (
    kind: OperationDto['kind'] | 'setting',
    subject: string,
    error: ErrorDto,
    identity: IdentityDto | undefined,
    retry?: () => void,
  ): void => {
    if (error.code === 'CANCELLED') return;
    ui.open({
      kind: 'failure',
      failure: {
        kind,
        subject,
        error,
        signedOut: signedOut(identity),
        ...(retry === undefined ? {} : { retry }),
      },
    });
  };
  const newOperation = (): string => crypto.randomUUID();

  const actions: Actions = {
    async signIn(input, draft) {
      const { principal } = input;
      const result = await bridge().identity.signIn(input);
      if (result.ok) {
        ui.close(['sign-in']);
        const { passwordChanged, passwordKept } = result.value;
        const { done, doneWithNewPassword } = text.signIn;
        const words =
          passwordKept === false ? text.signInMeans.notKept : passwordChanged ? doneWithNewPassword : done;
        ui.notify({ words: words(principal) });
        return true;
      }
      if (result.error.code === 'CANCELLED') return false;
      fail('sign-in', principal, result.error, undefined, () => {
        ui.open({ kind: 'sign-in', draft });
      });
      return false;
    },
    async forgetPassword(identity) {
      const result = await bridge().identity.forgetPassword({ identity: identity.id });
      if (result.ok) ui.notify({ words: text.signInMeans.forgotten(identity.principal) });
    },
    async acquire(operation, identity, service, { name, options, keep = 'own' } = {}) {
      const result = await bridge().ticket.acquire({
        operation,
        identity: identity.id,
        service,
        ...(name === undefined ? {} : { name }),
        ...(options === undefined ? {} : { options }),
        ...(keep === 'new' ? { keep } : {}),
      });
      if (!result.ok) {
        fail('service-ticket', name ?? service, result.error, identity, () => {
          const asked = options === undefined ? {} : { asked: { options, keep } };
          ui.open({ kind: 'service-ticket', identity: identity.id, service, ...asked });
        });
        return false;
      }
      ui.close(['service-ticket', 'practice']);
      const { fromCache, made, ticket, cache } = result.value;
      ui.select({ identity: result.value.identity, ticket });
      const { gotInto, hadIt, got } = text.tickets;
      ui.notify({ words: keep === 'new' ? gotInto(made, cache) : fromCache ? hadIt(made) : got(made) });
      return true;
    },
    async renew(identity) {
      const result: Result<{ endTime: number }> = await bridge().ticket.renew({
        operation: newOperation(),
        identity: identity.id,
      });
      if (!result.ok) {
        fail('renew', identity.principal, result.error, identity, () => {
          ui.close();
          void actions.renew(identity);
        });
        return false;
      }
      ui.notify({ words: text.renewal.renewed(identity.principal, result.value.endTime, nowSeconds()) });
      return true;
    },
    async changePassword(operation, identity) {
      const result = await bridge().identity.changePassword({ operation, identity: identity.id });
      if (!result.ok) {
        fail('change-password', identity.principal, result.error, identity, () => {
          ui.open({ kind: 'change-password', identity: identity.id });
        });
        return false;
      }
      ui.close(['change-password']);
      const { said } = result.value;
      const { done, doneAnd } = text.changePassword;
      ui.notify({ words: said === undefined ? done(identity.principal) : doneAnd(identity.principal, said) });
      return true;
    },
    async destroy(identity) {
      const result = await bridge().identity.destroy({ operation: newOperation(), identity: identity.id });
      if (!result.ok && result.error.code === 'CANCELLED') {
        ui.notify({ words: text.destroy.kept(identity.principal) });
        return;
      }
      if (!result.ok) {
        fail('destroy', identity.principal, result.error, identity);
        return;
      }
      const words = result.value.destroyed ? text.destroy.done : text.destroy.wasGone;
      ui.notify({ words: words(identity.principal) });
    },
    async forget(identity) {
      const result = await bridge().identity.forget({ identity: identity.id });
      if (result.ok) ui.notify({ words: text.identities.forgotten(identity.principal) });
    },
    async pin(identity, pinned) {
      const result = await bridge().identity.pin({ identity: identity.id, pinned });
      const { pinnedNow, unpinnedNow } = text.marks;
      if (result.ok) ui.notify({ words: (pinned ? pinnedNow : unpinnedNow)(identity.principal) });
    },
    async makeDefault(identity) {
      const result = await bridge().identity.makeDefault({
        operation: newOperation(),
        identity: identity.id,
      });
      if (!result.ok) {
        fail('make-default', identity.principal, result.error, identity);
        return false;
      }
      ui.close(['make-default']);
      const { moved } = result.value;
      const { isDefault, isDefaultAnd } = text.marks;
      const words =
        moved === undefined
          ? isDefault(identity.principal)
          : isDefaultAnd(identity.principal, moved.principal, moved.cache);
      ui.notify({ words });
      return true;
    },
    async remove(identity, ticket) {
      const result = await bridge().ticket.remove({
        operation: newOperation(),
        identity: identity.id,
        ticket: ticket.id,
      });
      if (!result.ok) {
        fail('remove', ticket.name, result.error, identity);
        return;
      }
      ui.notify({
        words: text.tickets.removed(ticket.name),
        action: {
          label: text.tickets.getAgain,
          run: () => {
            void actions.acquire(newOperation(), identity, ticket.server);
          },
        },
      });
    },
    async practice(user) {
      const operation = newOperation();
      const result = await bridge().practice.start(user === undefined ? { operation } : { operation, user });
      if (result.ok) {
        ui.close(['practice']);
        return true;
      }
      const retry = (): void => {
        ui.close();
        void actions.practice(user);
      };
      if (user === undefined) fail('practice', text.practice.title, result.error, undefined, retry);
      else fail('sign-in', user, result.error, undefined, retry);
      return false;
    },
    async stopPractice() {
      const result = await bridge().practice.stop({});
      if (result.ok) ui.notify({ words: text.practice.stopped });
    },
    async cancel(operation) {
      await bridge().operation.cancel({ operation });
    },
    async copy(what) {
      const other = (command: Command): void => {
        ui.open({ kind: 'command', command });
      };
      const written = typeof what === 'string' ? undefined : writeCommand(what, shell);
      if (typeof what !== 'string' && written?.ok === false) {
        other(what);
        return;
      }
      const line = written?.ok === true ? written.line : what;
      if (typeof line !== 'string') return;
      const result = await bridge().clipboard.write({ text: line });
      if (!result.ok) return;
      if (typeof what === 'string') ui.notify({ words: text.common.copied });
      else {
        const label = text.command.otherShell;
        const run = (): void => {
          other(what);
        };
        const copied = text.command.copied(shellNames[shell]);
        const words = what.servers === undefined ? copied : `${copied}. ${text.command.needs(what.servers)}`;
        ui.notify({ words, action: { label, run } });
      }
    },
    async snooze(identity) {
      const result = await bridge().identity.snooze({ identity: identity.id });
      if (!result.ok) return;
      ui.notify({ words: text.notices.snoozed(identity.principal, result.value.until, nowSeconds()) });
    },
    async setRenewsItself(identity, on) {
      const result = await bridge().identity.configure({ identity: identity.id, renewsItself: on });
      if (!result.ok) return;
      const words = on ? text.notices.nowRenews : text.notices.noLonger;
      ui.notify({ words: words(identity.principal) });
    },
    async set(changed) {
      const result = await bridge().settings.update(changed);
      if (!result.ok) fail('setting', text.settings.notSet, result.error, undefined);
    },
    async clearHistory() {
      const result = await bridge().history.clear({});
      if (result.ok && result.value.cleared) ui.notify({ words: text.settings.cleared });
    },
    async setDensity(density) {
      await bridge().settings.update({ density });
    },
    showProblem(identity) {
      if (identity.problem === undefined) return;
      ui.open({
        kind: 'failure',
        failure: { kind: 'read', subject: identity.principal, error: identity.problem, signedOut: false },
      });
    },
  };
  return actions;
}

export function useActions(): Actions {
  const ui = useUi();
  const { shell } = useShell();
  return useMemo(() => makeActions(ui, shell), [ui, shell]);
}
