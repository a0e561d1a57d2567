// Whether the realm of what is being typed can be reached: answered while typing, one connection to each KDC.
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { KdcFinding } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { StateIcon } from '../../components/state-icon.tsx';
import { text } from '../../strings/index.ts';

const PAUSE_MS = 500;
const words = text.signIn.reach;

/** The realm a typed principal is in; the default realm where none is typed. */
export function realmOf(principal: string, defaultRealm: string | undefined): string | undefined {
  const typed = principal.trim();
  const at = typed.lastIndexOf('@');
  if (at >= 0) return typed.slice(at + 1) === '' ? undefined : typed.slice(at + 1);
  return typed === '' ? undefined : defaultRealm;
}

/** @param identity whose own servers count, if it is known */
export function useProbe(
  principal: string,
  realm: string | undefined,
  identity: string | undefined,
): KdcFinding | undefined {
  const [finding, setFinding] = useState<KdcFinding>();
  useEffect(() => {
    if (realm === undefined) return;
    let gone = false;
    const timer = setTimeout(() => {
      void bridge()
        .realm.probe({ principal: principal.includes('@') ? principal : `${principal}@${realm}` })
        .then((result) => {
          if (!gone) setFinding(result.ok ? result.value : { realm, state: 'unknown-realm', servers: [] });
        });
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
    // One probe per realm and known identity: what else stands before the @ plays no part in it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [realm, identity]);
  return finding?.realm === realm ? finding : undefined;
}

export function Reach({
  realm,
  finding,
}: {
  readonly realm: string | undefined;
  readonly finding: KdcFinding | undefined;
}): ReactElement {
  if (realm === undefined) return <div className="hint" aria-live="polite" />;
  if (finding === undefined) {
    return (
      <div className="hint" aria-live="polite">
        <StateIcon shape="work" size={14} />
        <span>{words.checking(realm)}</span>
      </div>
    );
  }
  if (finding.state === 'reached') {
    return (
      <div className="hint" aria-live="polite">
        <StateIcon shape="ok" size={14} />
        <span>
          {words.reached(realm, finding.source)}{' '}
          {finding.servers.slice(0, 2).map(({ address, millis }, at) => (
            <span key={address}>
              {at > 0 && ', '}
              <span className="pn">{address.replace(/:88$/, '')}</span>
              {millis !== undefined && ` (${text.firstRun.millis(millis)})`}
            </span>
          ))}
          {finding.neverUsed === true && ` ${words.neverUsed(realm)}`}
        </span>
      </div>
    );
  }
  return (
    <div className="hint" aria-live="polite">
      <StateIcon shape="warn" size={14} />
      <span>
        {finding.state === 'named'
          ? words.named(realm)
          : finding.state === 'not-looked'
            ? words.notLooked(realm)
            : finding.state === 'unreachable'
              ? words.unreachable(realm)
              : words.unknown(realm)}
        {finding.neverUsed === true && ` ${words.neverUsed(realm)}`}
      </span>
    </div>
  );
}
