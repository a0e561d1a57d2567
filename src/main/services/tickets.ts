// The actions on tickets. A cache that holds another principal's tickets is never overwritten: that identity gets a
// FILE cache of its own. Nothing is destroyed that was not asked for.
import {
  displayText,
  formatPrincipal,
  isKrbtgt,
  parsePrincipal,
  renewCredential,
  requestServiceTicket,
  samePrincipal,
  wayIn,
} from '#krb5';
import type { InitialCredential, Principal } from '#krb5';
import type { InputOf, OutputOf } from '#shared';
import { createActing } from './acting.ts';
import { ServiceError } from './describe-error.ts';
import { createDestroyGuard } from './destroying.ts';
import { holdingsOf } from './holding.ts';
import { candidatesFor, serverFor } from './names.ts';
import { createNewCaches } from './new-cache.ts';
import { createNewTickets } from './new-tickets.ts';
import type { Operations, Running } from './operations.ts';
import type { Passwords } from './passwords.ts';
import { prove } from './prove.ts';
import { engineOptions } from './sign-in-means.ts';
import type { Means } from './sign-in-means.ts';
import type { ServicePorts } from './ports.ts';
import type { Realms } from './realms.ts';
import { wipeKeys } from './session-keys.ts';
import type { State } from './state.ts';
import { enctypeDtoOf, handle, withHandles } from './ticket-dto.ts';
import { engineTicketOptions } from './ticket-options.ts';
import { serviceWords } from './words.ts';

const shown = (text: string): string => displayText(text).slice(0, 2_048) || '?';

export interface TicketActions {
  readonly signIn: (
    input: InputOf<'identity.signIn'>,
    password?: string,
  ) => Promise<OutputOf<'identity.signIn'>>;
  readonly acquire: (input: InputOf<'ticket.acquire'>) => Promise<OutputOf<'ticket.acquire'>>;
  readonly resolve: (input: InputOf<'ticket.resolve'>) => Promise<OutputOf<'ticket.resolve'>>;
  readonly renew: (input: InputOf<'ticket.renew'>) => Promise<OutputOf<'ticket.renew'>>;
  readonly destroy: (input: InputOf<'identity.destroy'>) => Promise<OutputOf<'identity.destroy'>>;
  readonly remove: (input: InputOf<'ticket.remove'>) => Promise<OutputOf<'ticket.remove'>>;
}

export function createTicketActions(
  ports: ServicePorts,
  state: State,
  operations: Operations,
  {
    passwords,
    means,
    realms,
  }: { readonly passwords: Passwords; readonly means: Means; readonly realms: Realms },
  onSignedIn: (principal: string, result: InitialCredential) => void = () => undefined,
): TicketActions {
  const { places, store } = state;
  const act = createActing(state, operations);
  const holding = holdingsOf(places);
  const destroying = createDestroyGuard(ports, state);
  const keepNew = createNewTickets(ports, state);
  const newCaches = createNewCaches(ports, state);

  async function signInAs(
    principal: Principal,
    { options, how, servers: given }: Pick<InputOf<'identity.signIn'>, 'options' | 'how' | 'servers'>,
    running: Running,
    password: string | undefined,
  ): Promise<OutputOf<'identity.signIn'>> {
    const chosen = await means.choose(formatPrincipal(principal), how, password);
    const { world, servers } = await means.worldWith(principal, given, running.signal);
    const practice = world === state.practice()?.world;
    if (!practice) await running.waiting(() => means.confirmUnprompted(principal, chosen, servers));
    const promptFirst = !practice && (await realms.promptFirst(principal.realm, given, running.signal));
    const proof = { principal, options: engineOptions(options, world.settings), world, servers, promptFirst };
    const { initial, passwordChanged, proved } = await prove(
      { passwords, means, words: serviceWords(state.language()) },
      proof,
      chosen,
      running,
    );
    try {
      running.stage('storing');
      const { credential, config, kdcOffset } = initial;
      running.afterwards(() => {
        credential.key.wipe();
      });
      const printed = formatPrincipal(credential.client);
      let kept = false;
      if (!practice) {
        store.remember({ principal: printed, lastSignIn: state.now(), signedOutAt: 0, options });
        const fresh = chosen.kind === 'typed' || passwordChanged ? proved : undefined;
        kept = await means.remember(printed, chosen, servers, fresh);
        // The one that was kept before is no longer right.
        if (passwordChanged && !kept) means.forgetPassword(printed);
      }
      // Where to, is chosen only now: another program may have signed in while the password was typed.
      const contents = { principal: credential.client, credentials: [credential], config, kdcOffset };
      const place = await keepNew(contents, practice);
      onSignedIn(printed, initial);
      const wanted = chosen.kind === 'typed' && chosen.keep;
      return {
        identity: handle(printed),
        cache: shown(place.name),
        passwordChanged,
        ...(wanted ? { passwordKept: kept } : {}),
      };
    } finally {
      proved?.fill(0);
    }
  }

  return {
    async signIn({ operation, principal: typed, options, how, servers }, password) {
      const defaultRealm = ports.system().settings.defaultRealm;
      const principal = parsePrincipal(typed, defaultRealm === undefined ? {} : { defaultRealm });
      const printed = formatPrincipal(principal);
      const asked = password === undefined ? 'typed' : 'public';
      const key = `${printed} ${JSON.stringify([options, how, servers])} ${asked}`;
      return act({ id: operation, kind: 'sign-in', key, principal: shown(printed) }, (running) =>
        signInAs(principal, { options, how, servers }, running, password),
      );
    },

    async resolve({ identity: id, service }) {
      const identity = state.identity(id);
      const world = state.worldFor(identity);
      const enginePorts = world.ports(() => undefined);
      const found = await candidatesFor(service, enginePorts, world.settings, identity.realm);
      const language = state.language();
      const candidates = found.map(({ realmFrom, ...candidate }) =>
        realmFrom === undefined
          ? candidate
          : { ...candidate, realmFrom: wayIn(language, realmFrom).slice(0, 4_400) },
      );
      const practice = identity.place?.kind === 'practice';
      return {
        candidates: [...candidates],
        enctypes: world.settings.permittedEnctypes.slice(0, 32).map(enctypeDtoOf),
        newCache: shown(await newCaches.next(identity.principal, practice)),
      };
    },

    async acquire({ operation, identity: id, service, name, options, keep = 'own' }) {
      const identity = state.identity(id);
      const key = `${identity.id} ${service} ${name ?? ''} ${JSON.stringify(options)} ${keep}`;
      const what = { id: operation, kind: 'service-ticket', key, principal: identity.shown } as const;
      return act({ ...what, service: shown(name ?? service) }, async (running) => {
        const { place, contents } = await holding.lend(identity, running);
        const world = state.worldFor(identity);
        const enginePorts = world.ports(running.trace);
        const server = await serverFor(service, name, enginePorts, world.settings, identity.realm);
        const { signal } = running;
        const ticket = await requestServiceTicket(enginePorts, world.settings, {
          contents,
          server,
          signal,
          options: await engineTicketOptions(state, holding, world.settings, options, running),
        });
        running.afterwards(() => {
          wipeKeys({ credentials: [...ticket.crossRealm, ticket.credential] });
        });
        let where = place.name;
        if (keep === 'new') {
          running.stage('storing');
          const alone = { principal: contents.principal, credentials: [ticket.credential], config: [] };
          const practice = place.kind === 'practice';
          where = (await state.writing([], (also) => newCaches.keep(alone, practice, also))).name;
        } else if (!ticket.fromCache) {
          running.stage('storing');
          const still = await holding.look(identity);
          await state.writing(place.name, async () => {
            for (const each of [...ticket.crossRealm, ticket.credential]) await still.place.cache.store(each);
          });
        }
        const kept = places.byName(where)?.contents;
        const found =
          kept === undefined
            ? undefined
            : withHandles(kept).findLast(
                ([, { server: stored, times }]) =>
                  samePrincipal(stored, ticket.credential.server) &&
                  times.endTime === ticket.credential.times.endTime,
              );
        return {
          identity: state.identities().find((each) => each.place?.name === where)?.id ?? identity.id,
          ticket: found?.[0] ?? '_',
          cache: shown(where),
          asked: shown(service),
          made: shown(formatPrincipal(ticket.server)),
          fromCache: ticket.fromCache,
          path: ticket.path.slice(0, 32).map((realm) => displayText(realm).slice(0, 1_024)),
        };
      });
    },

    async renew({ operation, identity: id }) {
      const identity = state.identity(id);
      const what = { id: operation, kind: 'renew', key: identity.id, principal: identity.shown } as const;
      return act(what, async (running) => {
        const { place, contents } = await holding.lend(identity, running);
        const world = state.worldFor(identity);
        const { signal } = running;
        const renewed = await renewCredential(world.ports(running.trace), world.settings, {
          contents,
          signal,
        });
        running.afterwards(() => {
          renewed.key.wipe();
        });
        running.stage('storing');
        await state.writing(place.name, () => place.cache.replaceTgt(renewed));
        const newest = places
          .byName(place.name)
          ?.contents?.credentials.find((each) => samePrincipal(each.server, renewed.server));
        return { endTime: (newest ?? renewed).times.endTime };
      });
    },

    async destroy({ operation, identity: id }) {
      const identity = state.identity(id);
      const what = { id: operation, kind: 'destroy', key: identity.id, principal: identity.shown } as const;
      return act(what, async () => {
        const { place } = await holding.look(identity);
        await destroying.admit(place);
        const destroyed = await state.writing(place.name, () => place.cache.destroy());
        return { destroyed };
      });
    },

    async remove({ operation, identity: id, ticket }) {
      const identity = state.identity(id);
      const contents = identity.place?.contents;
      const [, wanted] =
        contents === undefined ? [] : (withHandles(contents).find(([each]) => each === ticket) ?? []);
      if (wanted === undefined) throw new ServiceError('UNKNOWN', (words) => words.ticketGone);
      const service = shown(formatPrincipal(wanted.server));
      const what = { id: operation, kind: 'remove', key: `${identity.id} ${ticket}` } as const;
      return act({ ...what, principal: identity.shown, service }, async () => {
        const { place } = await holding.look(identity);
        // Without its ticket-granting ticket an identity is signed out.
        const { name } = wanted.server;
        if (isKrbtgt(name) && name.nameString[1] === identity.realm) await destroying.admit(place);
        const same = (a: Uint8Array, b: Uint8Array): boolean =>
          a.length === b.length && a.every((octet, at) => octet === b[at]);
        const removed = await state.writing(place.name, () =>
          place.cache.remove(
            (each) => samePrincipal(each.server, wanted.server) && same(each.ticket, wanted.ticket),
          ),
        );
        return { removed };
      });
    },
  };
}
