// The ticket table's columns: which are shown, how wide each is. The standard ones give way where there is no room, from
// the right; columns that the person chose all stay, and the table scrolls sideways.
import { ticketColumns } from '#shared';
import type { TicketColumn } from '#shared';
import { useMemo } from 'react';
import { useMedia } from '../../state/hooks.ts';
import type { Column } from './rows.ts';

export const standardColumns: readonly TicketColumn[] = ['end', 'renew', 'enctype', 'flags'];

const widths: Readonly<Record<TicketColumn, number>> = {
  identity: 180,
  client: 180,
  auth: 116,
  start: 116,
  end: 116,
  renew: 108,
  enctype: 184,
  session: 184,
  kvno: 64,
  flags: 60,
  'flag-words': 280,
  realm: 140,
  path: 220,
  kind: 136,
  'sealed-for': 240,
  cache: 260,
};
const SERVICE = 240;
const PADDING = 28;

export function isStandard(columns: readonly TicketColumn[]): boolean {
  return (
    columns.length === standardColumns.length && columns.every((each, at) => each === standardColumns[at])
  );
}

/** The chosen ones in the table's own order. */
export function inOrder(columns: readonly TicketColumn[]): TicketColumn[] {
  return ticketColumns.filter((each) => columns.includes(each));
}

export interface Layout {
  readonly columns: readonly Column[];
  /** For grid-template-columns. */
  readonly template: string;
  /** Pixels; narrower windows scroll. 0: it always fits. */
  readonly minWidth: number;
}

export function layoutOf(chosen: readonly TicketColumn[], standard: boolean): Layout {
  const minWidth = standard ? 0 : chosen.reduce((sum, each) => sum + widths[each], SERVICE + PADDING);
  const first = standard ? 'minmax(0, 1fr)' : `minmax(${SERVICE}px, 1fr)`;
  return {
    columns: ['service', ...chosen],
    template: [first, ...chosen.map((each) => `${widths[each]}px`)].join(' '),
    minWidth,
  };
}

export function useLayout(chosen: readonly TicketColumn[], grouped: boolean): Layout {
  const below900 = useMedia('(max-width: 899px)');
  const below800 = useMedia('(max-width: 799px)');
  const below680 = useMedia('(max-width: 679px)');
  const key = chosen.join(' ');
  return useMemo(() => {
    const columns = inOrder(key.split(' ') as TicketColumn[]);
    const standard = isStandard(columns) && grouped;
    if (!standard) {
      // Without group rows each ticket says whose it is.
      const all = grouped || columns.includes('identity') ? columns : inOrder(['identity', ...columns]);
      return layoutOf(all, false);
    }
    const lost: readonly TicketColumn[] = below680
      ? ['flags', 'enctype', 'renew']
      : below800
        ? ['flags', 'enctype']
        : below900
          ? ['flags']
          : [];
    return layoutOf(
      columns.filter((each) => !lost.includes(each)),
      true,
    );
  }, [key, grouped, below900, below800, below680]);
}
