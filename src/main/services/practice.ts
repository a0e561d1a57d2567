// The practice realm: nothing listens until it is asked for; its own krb5.conf and caches, never the default ones.
// Its passwords are public by design, so its users sign in without the prompt.
import type { InputOf, OutputOf } from '#shared';
import { ServiceError, describeError } from './describe-error.ts';
import type { Operations } from './operations.ts';
import type { ServicePorts } from './ports.ts';
import type { StartedPractice, State } from './state.ts';
import type { TicketActions } from './tickets.ts';

export interface PracticeActions {
  readonly start: (input: InputOf<'practice.start'>) => Promise<OutputOf<'practice.start'>>;
  readonly stop: () => Promise<void>;
}

export function createPracticeActions(
  ports: ServicePorts,
  state: State,
  operations: Operations,
  tickets: TicketActions,
): PracticeActions {
  async function running(operation: string): Promise<StartedPractice> {
    const present = state.practice();
    if (present !== undefined) return present;
    return operations.run({ id: operation, key: 'practice', kind: 'practice' }, async ({ millis }) => {
      try {
        const realm = await ports.startPractice();
        const config = ports.folder.writePracticeConfig(realm.krb5Conf);
        const started = {
          running: realm,
          config,
          world: ports.practiceWorld(config),
          changed: new Set<string>(),
        };
        state.setPractice(started);
        state.record({ kind: 'practice', outcome: 'ok', millis: millis() });
        return started;
      } catch (error) {
        state.record({ kind: 'practice', outcome: 'failed', error: describeError(error), millis: millis() });
        throw error;
      }
    });
  }

  return {
    async start({ operation, user }) {
      const { running: realm } = await running(operation);
      const wanted =
        user === undefined
          ? realm.users[0]
          : realm.users.find(({ name }) => `${name}@${realm.realm}` === user);
      if (wanted === undefined) throw new ServiceError('UNKNOWN', (words) => words.noPracticeAccount);
      const principal = `${wanted.name}@${realm.realm}`;
      // A password that was changed since is the person's own, and asked for like any.
      const known = state.practice()?.changed.has(principal) === true ? undefined : wanted.password;
      const { identity } = await tickets.signIn({ operation, principal, options: {} }, known);
      // The line for a terminal names the cache that is there now.
      state.setPractice(state.practice());
      return { identity };
    },

    async stop() {
      const practice = state.practice();
      if (practice === undefined) return;
      await practice.running.stop();
      for (const place of state.places.all()) {
        if (place.kind !== 'practice') continue;
        await place.cache.destroy();
        state.places.drop(place.name);
      }
      ports.folder.clearPractice();
      state.setPractice(undefined);
      state.publishIdentities();
    },
  };
}
