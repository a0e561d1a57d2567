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
  octetsFromText,
  parsePrincipal,
  passwordPolicyRules,
} from '#krb5';
import type { InitialCredential, InitialOptions, PasswordChanged, Principal } from '#krb5';
import type { InputOf, Language, OutputOf } from '#shared';
import { createActing } from './acting.ts';
import { notePasswordChanged } from './describe-error.ts';
import type { Operations, Running } from './operations.ts';
import type { SecretPrompt, ServicePorts } from './ports.ts';
import type { State } from './state.ts';
import { serviceWords } from './words.ts';
import type { ServiceWords } from './words.ts';

export interface Passwords {
  /**
   * An AS exchange with the password that is typed, or with the practice realm's public one.
   * @throws as acquireInitialCredential and changePassword; CANCELLED
   */
  readonly signIn: (
    request: {
      readonly principal: Principal;
      readonly options: InitialOptions;
      readonly given: string | undefined;
    },
    running: Running,
  ) => Promise<{ readonly initial: InitialCredential; readonly passwordChanged: boolean }>;
  readonly change: (
    input: InputOf<'identity.changePassword'>,
  ) => Promise<OutputOf<'identity.changePassword'>>;
}

type Secret = () => Promise<Uint8Array>;

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
  onChanged: (principal: string) => void = () => undefined,
): Passwords {
  const act = createActing(state, operations);
  const words = (): ServiceWords => serviceWords(state.language());

  async function ask(
    principal: Principal,
    running: Running,
    question: Pick<Parameters<SecretPrompt['ask']>[0], 'reason' | 'purpose' | 'refusal'>,
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
    reason: string,
    running: Running,
  ): Promise<PasswordChanged & { readonly fresh: Uint8Array }> {
    const world = state.worldFor(principal.realm);
    let entered = new Uint8Array();
    const newPassword = async (refusal?: string): Promise<Uint8Array> => {
      entered.fill(0);
      const typed = await ask(principal, running, {
        reason,
        purpose: 'new-password',
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
  ): Promise<Uint8Array> {
    const reason = words().expiredChangeAt(displayText(principal.realm));
    // Where the KDC looked at the proof before it said so, the one entered is known to be right.
    const present: Secret = () =>
      typed === undefined
        ? ask(principal, running, { reason, purpose: 'present-password' })
        : Promise.resolve(typed.slice());
    const started = running.millis();
    const { fresh } = await changeFrom(present, principal, reason, running);
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
    async signIn({ principal, options, given }, running) {
      const world = state.worldFor(principal.realm);
      let typed: Uint8Array | undefined;
      const acquire = (password: Secret): Promise<InitialCredential> =>
        acquireInitialCredential(world.ports(running.trace), world.settings, {
          client: principal,
          secret: { kind: 'password', password },
          options,
          signal: running.signal,
        });
      const first: Secret = async () => {
        const reason = words().signInAt(displayText(principal.realm));
        const entered =
          given === undefined
            ? await ask(principal, running, { reason, purpose: 'password' })
            : octetsFromText(given);
        typed = entered.slice();
        return entered;
      };
      try {
        return { initial: await acquire(first), passwordChanged: false };
      } catch (error) {
        if (!isExpired(error)) throw error;
        const known = typed ?? (given === undefined ? undefined : octetsFromText(given));
        const fresh = await changeExpired(principal, running, known);
        try {
          const initial = await acquire(() => Promise.resolve(fresh));
          return { initial, passwordChanged: true };
        } catch (later) {
          notePasswordChanged(later);
          throw later;
        } finally {
          fresh.fill(0);
        }
      } finally {
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
        const { text, fresh } = await changeFrom(present, principal, reason, running);
        fresh.fill(0);
        const said = displayText(text.replace(/\s+/g, ' ').trim()).slice(0, 2_000);
        return said === '' ? {} : { said };
      });
    },
  };
}
