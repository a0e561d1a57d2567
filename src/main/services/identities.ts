// Identities: who holds tickets in some cache, and who did. One card per principal and cache; an identity without
// tickets stays on the list for a while, the one signed in last and those pinned for good.
import { displayText, formatPrincipal, parsePrincipal } from '#krb5';
import type { IdentityDto, MeansDto, RenewalDto, SeenChange } from '#shared';
import { notesOf } from '../storage/index.ts';
import type { Store } from '../storage/index.ts';
import { describeError } from './describe-error.ts';
import { holderOf } from './places.ts';
import type { Place, Places } from './places.ts';
import { handle, kindOf, withHandles } from './ticket-dto.ts';
import type { TicketLists } from './ticket-lists.ts';

export interface IdentityPlace {
  readonly id: string;
  /** As formatPrincipal prints it: for the engine. */
  readonly principal: string;
  readonly realm: string;
  readonly place: Place | undefined;
}

interface Options {
  readonly places: Places;
  readonly store: Store;
  /** Seconds since 1970. */
  readonly now: () => number;
  readonly lists: TicketLists;
  readonly meansOf: (principal: string) => MeansDto | undefined;
  /** KRB5_CONFIG=… of the practice realm, while it runs. */
  readonly practiceConfig: () => string | undefined;
  readonly renewalOf: (identity: IdentityPlace) => RenewalDto | undefined;
}

function realmOf(principal: string): string {
  try {
    return parsePrincipal(principal).realm;
  } catch {
    return '';
  }
}

/** How long an identity without tickets stays on the list by itself. */
const STAYS_SECONDS = 7 * 86_400;

/** When each remembered identity leaves the list if it has no tickets; 0 = it stays. */
function departures({ store }: Pick<Options, 'store'>): ReadonlyMap<string, number> {
  const known = store.identities();
  const pins = new Set(store.pins());
  const [latest] = known.toSorted((a, b) => b.lastSignIn - a.lastSignIn);
  const leaving = known.map(({ principal, lastSignIn, signedOutAt }) => {
    const stays = pins.has(principal) || principal === latest?.principal;
    return [principal, stays ? 0 : Math.max(lastSignIn, signedOutAt) + STAYS_SECONDS] as const;
  });
  return new Map([...[...pins].map((principal) => [principal, 0] as const), ...leaving]);
}

/** The principals with tickets first, each at its place; then those without that are still on the list. */
export function identityPlaces({ places, store, now }: Options): readonly IdentityPlace[] {
  const found: IdentityPlace[] = [];
  const ids = new Set<string>();
  const inOrder = places
    .all()
    .toSorted((a, b) => Number(b.kind === 'default') - Number(a.kind === 'default'));
  for (const place of inOrder) {
    const principal = holderOf(place);
    if (principal === undefined) continue;
    // The same principal in a second cache is a card of its own.
    const plain = handle(principal);
    const id = ids.has(plain) ? handle(`${principal} ${place.name}`) : plain;
    ids.add(id);
    found.push({ id, principal, realm: place.contents?.principal.realm ?? '', place });
  }
  for (const place of inOrder) {
    if (place.problem === undefined) continue;
    found.push({ id: handle(` ${place.name}`), principal: place.name, realm: '', place });
  }
  for (const [principal, leavesAt] of departures({ store })) {
    if (ids.has(handle(principal)) || (leavesAt > 0 && leavesAt <= now())) continue;
    found.push({ id: handle(principal), principal, realm: realmOf(principal), place: undefined });
  }
  return found;
}

function environmentOf(place: Place | undefined, options: Options): string[] {
  if (place === undefined || place.kind === 'default') {
    // A stand-in for a default that is not reached is no default to MIT's tools.
    return place !== undefined && options.places.unreached() !== undefined
      ? [`KRB5CCNAME=${place.name}`]
      : [];
  }
  const config = place.kind === 'practice' ? options.practiceConfig() : undefined;
  return [...(config === undefined ? [] : [`KRB5_CONFIG=${config}`]), `KRB5CCNAME=${place.name}`];
}

export function identityDto(identity: IdentityPlace, options: Options): IdentityDto {
  const { id, principal, realm, place } = identity;
  const remembered = options.store.identities().find((each) => each.principal === principal);
  const tickets =
    place?.contents === undefined
      ? { tickets: [], ticketsLeftOut: 0 }
      : options.lists.head(place.name, place.contents);
  const renewal = tickets.tickets.length === 0 ? undefined : options.renewalOf(identity);
  const means = options.meansOf(principal);
  return {
    id,
    principal: displayText(principal).slice(0, 2_048),
    realm: displayText(realm).slice(0, 1_024),
    isDefault: place?.kind === 'default',
    isPractice: place?.kind === 'practice',
    isPinned: options.store.pins().includes(principal),
    leavesListAt: place === undefined ? (departures(options).get(principal) ?? 0) : 0,
    cache: displayText(place?.name ?? options.places.defaultName()).slice(0, 4_096) || '?',
    environment: environmentOf(place, options).map((word) => word.slice(0, 8_192)),
    ...tickets,
    lastSignIn: remembered?.lastSignIn ?? 0,
    signedOutAt: tickets.tickets.length > 0 ? 0 : (remembered?.signedOutAt ?? 0),
    options: remembered?.options ?? {},
    ...notesOf(options.store, principal),
    ...(renewal === undefined ? {} : { renewal }),
    ...(means === undefined ? {} : { means }),
    ...(place?.problem === undefined ? {} : { problem: describeError(place.problem) }),
  };
}

/** What another program did to a cache, by what it held before and holds now. */
export function seenChange(before: Place, now: Place): SeenChange | undefined {
  const [was, is] = [before.contents, now.contents];
  if (is === undefined) return was === undefined ? undefined : 'signed-out';
  if (was === undefined || formatPrincipal(was.principal) !== formatPrincipal(is.principal))
    return 'signed-in';
  const key = (place: typeof is): Set<string> =>
    new Set(withHandles(place).map(([id, { server }]) => `${kindOf(server, place.principal.realm)} ${id}`));
  const [old, fresh] = [key(was), key(is)];
  const added = [...fresh].filter((each) => !old.has(each));
  const removed = [...old].filter((each) => !fresh.has(each));
  if (added.some((each) => each.startsWith('tgt '))) return 'new-ticket-granting-ticket';
  if (added.length > 0) return 'tickets-added';
  return removed.length > 0 ? 'tickets-removed' : undefined;
}
