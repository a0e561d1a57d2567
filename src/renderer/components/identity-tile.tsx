// An identity's square, and its name where there is room for one line: a cache that cannot be read has no principal, so
// that its file stands for it.
import { Beaker16Regular, Beaker20Regular, DatabaseWarning20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { Tile } from './tile.tsx';

/** The first letter of a principal. */
const initial = (principal: string): string => (/\p{L}|\p{N}/u.exec(principal)?.[0] ?? '?').toUpperCase();

export function IdentityTile(props: {
  readonly identity: IdentityDto;
  readonly size: 28 | 32 | 44;
  readonly quiet: boolean;
}): ReactElement {
  const { identity, size } = props;
  const small = size === 28;
  const Beaker = small ? Beaker16Regular : Beaker20Regular;
  return (
    <Tile size={size} quiet={props.quiet}>
      {identity.problem !== undefined ? (
        <DatabaseWarning20Regular {...(small ? { className: 'i16' } : {})} />
      ) : identity.isPractice ? (
        <Beaker />
      ) : (
        initial(identity.principal)
      )}
    </Tile>
  );
}

export function IdentityName({ identity }: { readonly identity: IdentityDto }): ReactElement {
  const { principal, problem } = identity;
  return (
    <b className="pn el" title={principal}>
      {problem === undefined ? principal : principal.split('/').at(-1)}
    </b>
  );
}
