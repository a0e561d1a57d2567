// Passwords: a sign-in with one, which changes an expired one on its way, and changing one by itself. They come from
// the prompt window alone, each entry is proved once, and every copy is wiped.
import {
  ErrorCode,
  KerberosError,
  acquireInitialCredential,
  changePassword,
  displayText,
  explain,
  formatPrincipal,
  isKerberosError,
  parsePrincipal,
  passwordPolicyRules,
} from '#krb5';
import type { InitialCredential, InitialOptions, PasswordChanged, Principal } from '#krb5';
import type { InputOf, Language, OutputOf } from '#shared';
import { createActing } from './acting.ts';
import { notePasswordChanged } from './describe-error.ts';
import type { Operations, Running } from './operations.ts';
import type { SecretPrompt, ServicePorts, World } from './ports.ts';
import type { State } from './state.ts';
import { serviceWords } from './words.ts';
import type { ServiceWords } from './words.ts';

type Secret = () => Promise<Uint8Array>;

export interface Passwords {
  /**
   * An AS exchange with the password that is typed, or with one that is known: the practice realm's public one, or one
   * that was kept. `onProved` gets what signed in, or what it was changed to on the way; wiped afterwards.
   * @throws as acquireInitialCredential and changePassword; CANCELLED
   */
  readonly signIn: (
    request: {
      readonly principal: Principal;
      readonly options: InitialOptions;
      readonly world: World;
      /** What the prompt says of who asks. */
      readonly reason: string;
      readonly known: Secret | undefined;
      readonly keeps: boolean;
      /** To a realm, or servers, never used: the prompt, which names them, comes before anything is sent. */
      readonly promptFirst: boolean;
      readonly onProved: (password: Uint8Array) => void;
    },
    running: Running,
  ) => Promise<{ readonly initial: InitialCredential; readonly passwordChanged: boolean }>;
  readonly change: (
    input: InputOf<'identity.changePassword'>,
  ) => Promise<OutputOf<'identity.changePassword'>>;
}

const shown = (text: string): string => displayText(text).slice(0, 2_048) || '?';

function isExpired(error: unknown): boolean {
  return (
    isKerberosError(error, 'KDC_ERROR') && error.details.error.errorCode === ErrorCode.KDC_ERR_KEY_EXPIRED
  );
}

/** Why the server did not take the new password: the rules of its policy, or its own words. */
function refusalText(refusal: KerberosError<'PASSWORD_CHANGE_REFUSED'>, language: Language): string {
  const { policy } = refusal.details;
  const rules = policy === undefined ? [] : passwordPolicyRules(policy, language);
  const { what, why, said } = explain(refusal, language);
  const reasons = [...rules, ...(said === undefined ? [] : [serviceWords(language).serverSays(said)])];
  return [`${what}.`, ...(reasons.length === 0 ? [why] : reasons)].join(' ').slice(0, 2_000);
}

export function createPasswords(
  ports: ServicePorts,
  state: State,
  operations: Operations,
  onChanged: (principal: string) => void,
  /** A new password holds; the caller wipes it. */
  onFresh: (principal: string, fresh: Uint8Array) => Promise<void>,
): Passwords {
  const act = createActing(state, operations);
  const words = (): ServiceWords => serviceWords(state.language());

  async function ask(
    principal: Principal,
    running: Running,
    question: Pick<Parameters<SecretPrompt['ask']>[0], 'reason' | 'refusal' | 'keeps'> & {
      readonly purpose: 'password' | 'present-password' | 'new-password';
    },
  ): Promise<Uint8Array> {
    running.stage(`asking-${question.purpose}`);
    const typed = await running.waiting(() =>
      ports.prompt.ask({
        ...question,
        reason: question.reason.slice(0, 1_100),
        principal: shown(formatPrincipal(principal)),
        realm: displayText(principal.realm).slice(0, 1_024),
        signal: running.signal,
      }),
    );
    if (typed === undefined) {
      const what = question.purpose === 'password' ? 'The sign-in' : 'The password change';
      throw new KerberosError('CANCELLED', 'no password was given', { what });
    }
    running.stage('deriving-key');
    return typed;
  }

  /**
   * Changes it, asking again with the same ticket as long as the server finds the new one unfit. `fresh` is what it
   * accepted, the caller's to wipe.
   */
  async function changeFrom(
    present: Secret,
    principal: Principal,
    { world, reason, keeps }: { readonly world: World; readonly reason: string; readonly keeps: boolean },
    running: Running,
  ): Promise<PasswordChanged & { readonly fresh: Uint8Array }> {
    let entered = new Uint8Array();
    const newPassword = async (refusal?: string): Promise<Uint8Array> => {
      entered.fill(0);
      const typed = await ask(principal, running, {
        reason,
        purpose: 'new-password',
        ...(keeps ? { keeps } : {}),
        ...(refusal === undefined ? {} : { refusal }),
      });
      entered = typed.slice();
      return typed;
    };
    try {
      const changed = await changePassword(world.ports(running.trace), world.settings, {
        client: principal,
        secret: { kind: 'password', password: present },
        newPassword: () => newPassword(),
        afterRefusal: (refusal) => newPassword(refusalText(refusal, state.language())),
        signal: running.signal,
      });
      onChanged(formatPrincipal(principal));
      const practice = state.practice();
      if (world === practice?.world) {
        practice.changed.add(formatPrincipal(principal));
        state.setPractice(practice);
      }
      return { ...changed, fresh: entered };
    } catch (error) {
      entered.fill(0);
      throw error;
    }
  }

  /** Resolves to the new password, the caller's to wipe. */
  async function changeExpired(
    principal: Principal,
    running: Running,
    typed: Uint8Array | undefined,
    about: { readonly world: World; readonly keeps: boolean },
  ): Promise<Uint8Array> {
    const reason = words().expiredChangeAt(displayText(principal.realm));
    // Where the KDC looked at the proof before it said so, the one entered is known to be right.
    const present: Secret = () =>
      typed === undefined
        ? ask(principal, running, { reason, purpose: 'present-password' })
        : Promise.resolve(typed.slice());
    const started = running.millis();
    const { fresh } = await changeFrom(present, principal, { ...about, reason }, running);
    // A row of its own: the change stands, whatever becomes of the sign-in.
    state.record(
      {
        kind: 'change-password',
        principal: shown(formatPrincipal(principal)),
        outcome: 'ok',
        millis: running.millis() - started,
      },
      running.exchange(started),
    );
    return fresh;
  }

  return {
    async signIn({ principal, options, world, reason, known, keeps, promptFirst, onProved }, running) {
      let typed: Uint8Array | undefined;
      const acquire = (password: Secret): Promise<InitialCredential> =>
        acquireInitialCredential(world.ports(running.trace), world.settings, {
          client: principal,
          secret: { kind: 'password', password },
          options,
          signal: running.signal,
        });
      let early: Uint8Array | undefined;
      const first: Secret = async () => {
        if (early !== undefined) {
          const entered = early;
          early = undefined;
          return entered;
        }
        const question = { reason, purpose: 'password', ...(keeps ? { keeps } : {}) } as const;
        const entered = known === undefined ? await ask(principal, running, question) : await known();
        typed = entered.slice();
        return entered;
      };
      try {
        if (promptFirst && known === undefined) early = await first();
        const initial = await acquire(first);
        if (typed !== undefined) onProved(typed);
        return { initial, passwordChanged: false };
      } catch (error) {
        if (!isExpired(error)) throw error;
        typed ??= await known?.();
        const fresh = await changeExpired(principal, running, typed, { world, keeps });
        try {
          // The engine wipes what it is given.
          const initial = await acquire(() => Promise.resolve(fresh.slice()));
          onProved(fresh);
          return { initial, passwordChanged: true };
        } catch (later) {
          notePasswordChanged(later);
          throw later;
        } finally {
          fresh.fill(0);
        }
      } finally {
        early?.fill(0);
        typed?.fill(0);
      }
    },

    async change({ operation, identity: id }) {
      const identity = state.identity(id);
      const principal = parsePrincipal(identity.principal);
      const what = { id: operation, kind: 'change-password', key: identity.id } as const;
      return act({ ...what, principal: identity.shown }, async (running) => {
        const reason = words().changeAt(displayText(principal.realm));
        const present: Secret = () => ask(principal, running, { reason, purpose: 'present-password' });
        const world = state.worldFor(identity);
        const keeps = ports.storage.signIns.of(identity.principal)?.sealed !== undefined;
        const { text, fresh } = await changeFrom(present, principal, { world, reason, keeps }, running);
        try {
          await onFresh(identity.principal, fresh);
        } finally {
          fresh.fill(0);
        }
        const said = displayText(text.replace(/\s+/g, ' ').trim()).slice(0, 2_000);
        return said === '' ? {} : { said };
      });
    },
  };
}
