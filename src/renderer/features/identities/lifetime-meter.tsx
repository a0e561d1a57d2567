// An identity's lifetime. Where it can be renewed, the meter is a button that does it.
import type { ReactElement, ReactNode } from 'react';
import type { IdentityDto } from '#shared';
import { Meter } from '../../components/meter.tsx';
import { startOf, tileCount } from '../../state/identity-state.ts';
import type { Standing } from '../../state/identity-state.ts';
import { nextAt } from '../../state/renewal-state.ts';
import { text } from '../../strings/index.ts';

/** Where in the lifetime the next request is planned, in seconds from its start. */
export function notchOf({ renewal }: IdentityDto, at: Standing): number | undefined {
  const next = nextAt(renewal);
  if (next === undefined || !('tgt' in at)) return undefined;
  const notch = next - startOf(at.tgt);
  return notch > 0 && notch < at.tgt.endTime - startOf(at.tgt) ? notch : undefined;
}

export function LifetimeMeter(props: {
  readonly identity: IdentityDto;
  readonly at: Standing;
  readonly now: number;
  readonly size: 'lg' | 'md' | 'sm';
  readonly busy?: boolean;
  readonly onRenew?: () => void;
  readonly children?: ReactNode;
}): ReactElement {
  const { identity, at, now, size, onRenew, children } = props;
  if (!('tgt' in at)) {
    return <Meter total={10} elapsed={10} tiles={10} kind="off" size={size} label={text.state.meterEmpty} />;
  }
  const total = Math.max(1, at.tgt.endTime - startOf(at.tgt));
  const elapsed = Math.min(total, Math.max(0, now - startOf(at.tgt)));
  const left = total - elapsed;
  const low = at.kind === 'low' && !at.renewable;
  const meter = (
    <Meter
      total={total}
      elapsed={elapsed}
      notch={notchOf(identity, at)}
      tiles={size === 'sm' ? 10 : tileCount(total)}
      kind={low ? 'warn' : undefined}
      size={size}
      label={left > 0 ? text.state.meter(left, total) : text.state.meterEmpty}
    />
  );
  const renewable = (at.kind === 'valid' || at.kind === 'low') && at.renewable;
  if (!renewable || onRenew === undefined) {
    return (
      <>
        {meter}
        {children}
      </>
    );
  }
  return (
    <>
      <button
        type="button"
        className="tm-b"
        aria-label={text.renewal.now}
        disabled={props.busy}
        onClick={onRenew}
      >
        {meter}
        <span className="tm-h" aria-hidden>
          {text.renewal.now}
        </span>
      </button>
      {children}
    </>
  );
}
