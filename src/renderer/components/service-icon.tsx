// One glyph per class of service, so that a list can be scanned.
import {
  ArrowSwap16Regular,
  ArrowSwap20Regular,
  Database16Regular,
  Database20Regular,
  Folder16Regular,
  Folder20Regular,
  Globe16Regular,
  Globe20Regular,
  Key16Regular,
  Key20Regular,
  PeopleTeam16Regular,
  PeopleTeam20Regular,
  TicketDiagonal16Regular,
  TicketDiagonal20Regular,
  WindowConsole20Regular,
} from '@fluentui/react-icons';
import type { ComponentType, ReactElement } from 'react';
import type { TicketDto } from '#shared';

type Glyph = ComponentType<{ readonly className?: string }>;

const glyphs: Readonly<Record<string, readonly [Glyph, Glyph]>> = {
  http: [Globe16Regular, Globe20Regular],
  cifs: [Folder16Regular, Folder20Regular],
  nfs: [Folder16Regular, Folder20Regular],
  mssqlsvc: [Database16Regular, Database20Regular],
  postgres: [Database16Regular, Database20Regular],
  ldap: [PeopleTeam16Regular, PeopleTeam20Regular],
  host: [WindowConsole20Regular, WindowConsole20Regular],
};

export function ServiceIcon(props: {
  readonly ticket: Pick<TicketDto, 'kind' | 'name'>;
  readonly size?: 16 | 20;
}): ReactElement {
  const { ticket, size = 16 } = props;
  const service = ticket.name.split('/')[0]?.toLowerCase() ?? '';
  const [small, large] =
    ticket.kind === 'tgt'
      ? [Key16Regular, Key20Regular]
      : ticket.kind === 'cross-realm'
        ? [ArrowSwap16Regular, ArrowSwap20Regular]
        : (glyphs[service] ?? [TicketDiagonal16Regular, TicketDiagonal20Regular]);
  const Icon = size === 16 ? small : large;
  return <Icon className={size === 16 ? 'i16' : 'i20'} />;
}
