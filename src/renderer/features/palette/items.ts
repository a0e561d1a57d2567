// What the palette finds: actions of the registry, identities, tickets, settings; best first within each group.
import type { IdentityDto, TicketDto } from '#shared';
import { standing, stateWords } from '../../state/identity-state.ts';
import type { KeyStroke } from '../../state/key-strokes.ts';
import { identityActions, ticketActions, windowActions } from '../../state/registry.ts';
import type { Doing } from '../../state/registry.ts';
import { shortSpan, text } from '../../strings/index.ts';
import { match } from './match.ts';
import type { Match } from './match.ts';

export type GroupName = 'do' | 'identities' | 'tickets' | 'settings';

export interface Item {
  readonly key: string;
  readonly group: GroupName;
  readonly title: string;
  /** What it belongs to. */
  readonly about: string;
  readonly ranges: Match['ranges'];
  readonly ticket?: TicketDto;
  readonly stroke?: KeyStroke;
  readonly run: () => void;
  /** Behind Tab: what else can be done with it. */
  readonly more?: () => readonly Item[];
}

type Scored = Item & { readonly score: number };

const SHOWN: Readonly<Record<GroupName, number>> = { do: 9, identities: 8, tickets: 12, settings: 8 };
const PREFIXES: Readonly<Record<string, GroupName>> = { '@': 'identities', '/': 'tickets', '#': 'settings' };

function copyItem(
  doing: Doing,
  key: string,
  title: string,
  command: () => ReturnType<NonNullable<(typeof windowActions)[number]['command']>>,
): Item {
  return {
    key: `copy ${key}`,
    group: 'do',
    title: `${text.common.copyAsCommand}: ${title}`,
    about: command().words.slice(0, 2).join(' '),
    ranges: [],
    run: () => {
      void doing.actions.copy(command());
    },
  };
}

function identityItems(doing: Doing, identity: IdentityDto): readonly Item[] {
  return identityActions
    .filter(({ can }) => can(identity, doing))
    .flatMap((action): Item[] => {
      const title = action.title(identity);
      const item: Item = {
        key: `${identity.id} ${action.id}`,
        group: 'do',
        title,
        about: title.includes(identity.principal) ? '' : identity.principal,
        ranges: [],
        ...(action.keys?.[0] === undefined ? {} : { stroke: action.keys[0] }),
        run: () => {
          action.run(identity, doing);
        },
      };
      const { command } = action;
      return command === undefined
        ? [item]
        : [item, copyItem(doing, item.key, title, () => command(identity))];
    });
}

function ticketItems(doing: Doing, identity: IdentityDto, ticket: TicketDto): readonly Item[] {
  return ticketActions
    .filter(({ can }) => can(ticket, doing))
    .flatMap((action): Item[] => {
      const title = action.title(ticket);
      const item: Item = {
        key: `${identity.id} ${ticket.id} ${action.id}`,
        group: 'do',
        title,
        about: ticket.name,
        ranges: [],
        ...(action.keys?.[0] === undefined ? {} : { stroke: action.keys[0] }),
        run: () => {
          action.run(identity, ticket, doing);
        },
      };
      const { command } = action;
      return command === undefined
        ? [item]
        : [item, copyItem(doing, item.key, title, () => command(identity, ticket))];
    });
}

/** The settings' rows that have a name of their own, by the mark that their row has on the screen. */
function settingNames(): readonly (readonly [id: string, title: string])[] {
  const { names, rows } = text.settings;
  const elsewhere: readonly string[] = ['density', 'columns', 'grouped'];
  return [
    ...Object.entries(names).filter(([name]) => !elsewhere.includes(name)),
    ['defaultCache', rows.defaultCache.title],
    ['configuration', rows.configuration.title],
    ['clearHistory', rows.clear.title],
  ];
}

/** Settings that stand in the ticket table itself. */
function tableSettings(): readonly (readonly [id: string, title: string])[] {
  const { columns, grouped } = text.settings.names;
  return [
    ['columns', columns],
    ['grouped', grouped],
  ];
}

/** Once the screen stands, its row is shown and takes the focus. */
function reveal(id: string): void {
  setTimeout(() => {
    const row = document.querySelector<HTMLElement>(`[data-setting^="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: 'center' });
    // Something else may have been opened since.
    if (document.querySelector('[aria-modal="true"]') !== null) return;
    const control = row?.querySelector<HTMLElement>('button, input, select, [tabindex]');
    (control ?? row)?.focus();
  }, 100);
}

function settingItems(doing: Doing): readonly Item[] {
  const { ui, actions } = doing;
  const item = (id: string, title: string, run: () => void): Item => ({
    key: `setting ${id}`,
    group: 'settings',
    title,
    about: text.places.settings,
    ranges: [],
    run,
  });
  return [
    ...settingNames().map(([id, title]) =>
      item(id, title, () => {
        ui.go('settings');
        reveal(id);
      }),
    ),
    ...tableSettings().map(([id, title]) =>
      item(id, title, () => {
        ui.go('identities');
        void actions.setDensity('expert');
        reveal('table');
      }),
    ),
  ];
}

function windowItems(doing: Doing): readonly Item[] {
  return windowActions
    .filter(({ id, can }) => id !== 'find' && can?.(doing) !== false)
    .flatMap((action): Item[] => {
      const title = action.title(doing);
      const item: Item = {
        key: action.id,
        group: 'do',
        title,
        about: '',
        ranges: [],
        ...(action.keys?.[0] === undefined ? {} : { stroke: action.keys[0] }),
        run: () => {
          action.run(doing);
        },
      };
      const { command } = action;
      return command === undefined ? [item] : [item, copyItem(doing, action.id, title, command)];
    });
}

function scored(items: readonly Item[], query: string): readonly Scored[] {
  return items.flatMap((item): Scored[] => {
    const found = match(query, item.title);
    if (found !== undefined) return [{ ...item, score: found.score, ranges: found.ranges }];
    // What it belongs to counts, but less.
    const wide = match(query, `${item.title} ${item.about}`);
    if (wide === undefined) return [];
    const ranges = wide.ranges.filter(([, to]) => to <= item.title.length);
    return [{ ...item, score: wide.score / 2, ranges }];
  });
}

function foundTickets(doing: Doing, query: string): readonly Scored[] {
  const best: { score: number; identity: IdentityDto; ticket: TicketDto; ranges: Match['ranges'] }[] = [];
  for (const identity of doing.snapshot.identities) {
    for (const ticket of identity.tickets) {
      const found = match(query, ticket.name);
      if (found === undefined) continue;
      const live = ticket.endTime > doing.now ? 5 : 0;
      best.push({ score: found.score + live, identity, ticket, ranges: found.ranges });
    }
  }
  best.sort((a, b) => b.score - a.score);
  return best.slice(0, SHOWN.tickets).map(({ score, identity, ticket, ranges }) => {
    const left = ticket.endTime - doing.now;
    return {
      key: `ticket ${identity.id} ${ticket.id}`,
      group: 'tickets',
      title: ticket.name,
      about: `${identity.principal}, ${left > 0 ? text.palette.left(shortSpan(left)) : text.tickets.expired}`,
      ranges,
      score,
      ticket,
      run: () => {
        ticketActions[0]?.run(identity, ticket, doing);
      },
      more: () => ticketItems(doing, identity, ticket),
    };
  });
}

function foundIdentities(doing: Doing, query: string): readonly Scored[] {
  const items = doing.snapshot.identities.map((identity): Item => {
    const { words } = stateWords(identity, standing(identity, doing.now), doing.now, 'card');
    return {
      key: `identity ${identity.id}`,
      group: 'identities',
      title: identity.principal,
      about: words,
      ranges: [],
      run: () => {
        identityActions[0]?.run(identity, doing);
      },
      more: () => identityItems(doing, identity),
    };
  });
  return scored(items, query);
}

const best = (items: readonly Scored[], group: GroupName): readonly Item[] =>
  items.toSorted((a, b) => b.score - a.score).slice(0, SHOWN[group]);

/** Before anything is typed: what has a key, for the default or else the first that is signed in, and for the window. */
function usual(doing: Doing): readonly Item[] {
  const { identities } = doing.snapshot;
  const about =
    identities.find(({ isDefault }) => isDefault) ?? identities.find(({ tickets }) => tickets.length > 0);
  const own = about === undefined ? [] : identityItems(doing, about);
  return [...own, ...windowItems(doing)].filter(({ stroke }) => stroke !== undefined);
}

/** @param typed with `@`, `/` or `#` before it only identities, tickets or settings are looked at */
export function findItems(doing: Doing, typed: string): readonly Item[] {
  const only = PREFIXES[typed.trimStart().charAt(0)];
  const query = (only === undefined ? typed : typed.trimStart().slice(1)).trim();
  const wants = (group: GroupName): boolean => only === undefined || only === group;
  const actions =
    query === ''
      ? usual(doing)
      : [
          ...windowItems(doing),
          ...doing.snapshot.identities.flatMap((identity) => identityItems(doing, identity)),
        ];
  return [
    ...(wants('do') ? best(scored(actions, query), 'do') : []),
    ...(wants('identities') ? best(foundIdentities(doing, query), 'identities') : []),
    ...(wants('tickets') && (query !== '' || only !== undefined) ? foundTickets(doing, query) : []),
    ...(wants('settings') && (query !== '' || only !== undefined)
      ? best(scored(settingItems(doing), query), 'settings')
      : []),
  ];
}
