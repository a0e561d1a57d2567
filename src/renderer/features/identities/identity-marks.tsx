// The star (default) and the pin (keep) of an identity. One that is set is filled; one that is not appears where the
// pointer or the keyboard is.
import { Button, Tooltip } from '@fluentui/react-components';
import { Pin16Filled, Pin16Regular, Star16Filled, Star16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { mayBeDefault } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

export function IdentityMarks(props: {
  readonly identity: IdentityDto;
  /** A chip beside it says "Default" in words. */
  readonly named?: boolean;
}): ReactElement {
  const { identity } = props;
  const ui = useUi();
  const actions = useActions();
  const { identities } = useSnapshot();
  const { cache, isDefault, isPinned, principal } = identity;
  // The same principal in two caches: which of them this is.
  const twice = identities.filter((each) => each.principal === principal).length > 1;
  return (
    <span className="marks">
      {twice && (
        <span className="chip mono cache-n" title={cache}>
          {cache.split('/').at(-1)}
        </span>
      )}
      {isDefault && props.named !== true && (
        <Star16Filled className="acc" role="img" aria-label={text.common.default} />
      )}
      {!isDefault && mayBeDefault(identity) && (
        <Tooltip
          content={text.common.withKey(text.marks.makeDefault, text.common.control('D'))}
          relationship="description"
        >
          <Button
            className="b-s mark unset"
            appearance="subtle"
            icon={<Star16Regular />}
            aria-label={text.marks.makeDefaultOf(principal)}
            onClick={() => {
              ui.open({ kind: 'make-default', identity: identity.id });
            }}
          />
        </Tooltip>
      )}
      <Tooltip
        content={text.common.withKey(isPinned ? text.marks.pinned : text.marks.pin, 'P')}
        relationship="description"
      >
        <Button
          className={`b-s mark${isPinned ? '' : ' unset'}`}
          appearance="subtle"
          icon={isPinned ? <Pin16Filled /> : <Pin16Regular />}
          aria-label={text.marks.pinOf(principal)}
          aria-pressed={isPinned}
          onClick={() => {
            void actions.pin(identity, !isPinned);
          }}
        />
      </Tooltip>
    </span>
  );
}
