// Whether the password is kept, by choice, in the system's vault; where there is none, why. The password itself is
// typed in a window of its own, never here.
import { Checkbox } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { IdentityDto, VaultDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { StateIcon } from '../../components/state-icon.tsx';
import { text } from '../../strings/index.ts';

const words = text.signInMeans;

/** Undefined until the main process has looked. */
function useVault(): VaultDto | undefined {
  const [vault, setVault] = useState<VaultDto>();
  useEffect(() => {
    let gone = false;
    void bridge()
      .vault.describe({})
      .then((result) => {
        if (!gone && result.ok) setVault(result.value);
      });
    return () => {
      gone = true;
    };
  }, []);
  return vault;
}

export function PasswordPanel(props: {
  readonly identity: IdentityDto | undefined;
  readonly useSaved: boolean;
  readonly keep: boolean;
  readonly onUseSaved: (use: boolean) => void;
  readonly onKeep: (keep: boolean) => void;
}): ReactElement {
  const vault = useVault();
  const saved = props.identity?.means?.saved;
  const off = vault?.why;
  return (
    <div className="pw">
      {saved === 'refused' && (
        <div className="note">
          <StateIcon shape="warn" size={14} />
          <span>{words.savedRefused}</span>
        </div>
      )}
      {saved === 'kept' && (
        <Checkbox
          className="ckb"
          label={words.useSaved}
          checked={props.useSaved}
          onChange={(_event, { checked }) => {
            props.onUseSaved(checked === true);
          }}
        />
      )}
      {!(saved === 'kept' && props.useSaved) && (
        <>
          <Checkbox
            className="ckb"
            label={words.keep}
            disabled={off !== undefined}
            checked={off === undefined && props.keep}
            onChange={(_event, { checked }) => {
              props.onKeep(checked === true);
            }}
          />
          {off !== undefined && <div className="hint pw-why">{words.noVault[off]}</div>}
        </>
      )}
    </div>
  );
}
