// Which keytab: a file that the person chooses in the main process's own dialog, or one that krb5.conf names. What is in
// it is listed without its keys. One that cannot be used says why, here, and nothing of the form is lost.
import { Button } from '@fluentui/react-components';
import { DocumentKey20Regular, FolderOpen16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { ErrorDto, IdentityDto, KeytabDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Explain } from '../../components/explain.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { text } from '../../strings/index.ts';

const words = text.signInMeans;
const SHOWN = 5;

type From = 'dialog' | 'default' | 'client' | 'identity';

function Entries({
  keytab,
  principal,
}: {
  readonly keytab: KeytabDto;
  readonly principal: string;
}): ReactElement {
  const own = keytab.entries.filter((entry) => entry.principal === principal);
  const listed = own.length > 0 ? own : keytab.entries;
  const more = keytab.entries.length + keytab.entriesLeftOut - Math.min(SHOWN, listed.length);
  return (
    <ul className="kt-l" aria-label={words.entries}>
      {listed.slice(0, SHOWN).map(({ principal: name, kvno, enctype }, at) => (
        <li key={`${at}${name}`}>
          <span className="pn el">{name}</span>
          <span className="lbl">{words.entry(kvno, enctype.name)}</span>
          {enctype.weak && <StateIcon shape="warn" size={14} />}
        </li>
      ))}
      {more > 0 && <li className="lbl">{words.moreEntries(more)}</li>}
    </ul>
  );
}

export function KeytabPanel(props: {
  /** Whole, with its realm; undefined as long as nobody knows it. */
  readonly principal: string | undefined;
  readonly identity: IdentityDto | undefined;
  readonly keytab: KeytabDto | undefined;
  /** `remembered`: not chosen now, so it gives way to one that is. */
  readonly onChange: (keytab: KeytabDto, remembered: boolean) => void;
  readonly onCopy: (lines: string) => void;
}): ReactElement {
  const { identity, keytab, principal, onChange } = props;
  const [problem, setProblem] = useState<ErrorDto>();
  const open = (from: From, id?: string): void => {
    void bridge()
      .keytab.open({ from, ...(id === undefined ? {} : { identity: id }) })
      .then((result) => {
        setProblem(result.ok ? undefined : result.error);
        if (result.ok && result.value.keytab !== undefined) {
          onChange(result.value.keytab, from === 'identity');
        }
      });
  };
  const remembered = identity?.means?.keytab === undefined ? undefined : identity.id;
  useEffect(() => {
    if (remembered !== undefined && keytab === undefined) open('identity', remembered);
    // Looked at when the identity is known, not with each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [remembered]);
  const choices = [
    ['dialog', words.chooseFile, <FolderOpen16Regular key="i" />],
    ['default', words.defaultKeytab, <DocumentKey20Regular key="i" className="i16" />],
    ['client', words.clientKeytab, <DocumentKey20Regular key="i" className="i16" />],
  ] as const;
  const lacks =
    keytab !== undefined &&
    principal !== undefined &&
    keytab.entriesLeftOut === 0 &&
    !keytab.entries.some((entry) => entry.principal === principal);
  return (
    <section className="kt" aria-label={words.keytab}>
      <div className="kt-b">
        {choices.map(([from, label, icon]) => (
          <Button
            key={from}
            className="b-s"
            icon={icon}
            onClick={() => {
              open(from);
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      {problem !== undefined && (
        <div className="kt-p" role="alert">
          <Explain explanation={problem.explanation} open={false} onCopy={props.onCopy} />
        </div>
      )}
      {keytab === undefined ? (
        problem === undefined && <p className="lbl">{words.noKeytab}</p>
      ) : (
        <div aria-live="polite">
          <div className="mono el kt-f" title={keytab.file}>
            {keytab.file}
          </div>
          <Entries keytab={keytab} principal={principal ?? ''} />
          {lacks && (
            <div className="note">
              <StateIcon shape="warn" size={14} />
              <span>{words.lacks(principal)}</span>
            </div>
          )}
        </div>
      )}
    </section>
  );
}
