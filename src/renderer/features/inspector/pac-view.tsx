// The PAC that was found in what is open: person, groups with their reasons, delegation, device, claims, each
// checksum's verdict, and what it costs in a web request.
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { BlobDto, BlobPac, ErrorDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { PacParts } from '../../components/pac-parts.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useNow } from '../../state/hooks.ts';
import { explanationOf, text } from '../../strings/index.ts';
import { headerBytes, headerLimits, tokenBytes } from './header-limits.ts';

const words = text.inspect.pac;

function Request({ ticketBytes }: { readonly ticketBytes: number }): ReactElement {
  const header = headerBytes(ticketBytes);
  return (
    <section>
      <h2>{words.request}</h2>
      <p>
        <b className="num">{words.header(header)}</b>
      </p>
      <ul className="pac-c">
        {headerLimits.map(({ server, setting, bytes, ofToken }) => {
          const size = ofToken === true ? tokenBytes(ticketBytes) : header;
          return (
            <li key={server}>
              <StateIcon shape={size > bytes ? 'bad' : size > bytes * 0.85 ? 'warn' : 'ok'} size={14} />
              <b>{server}</b>
              <span>
                {words.limit(bytes, bytes - size)} <span className="mono dim">{setting}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <p className="lbl">{words.requestNote}</p>
    </section>
  );
}

function More({ found }: { readonly found: BlobPac }): ReactElement | null {
  const { delegation, device, claims } = found;
  if (delegation === undefined && device === undefined && claims.length === 0) return null;
  return (
    <section>
      <h2>{words.also}</h2>
      {delegation !== undefined && (
        <p>
          {words.delegation(delegation.target)} <span className="pn">{delegation.path.join(' → ')}</span>
        </p>
      )}
      {device !== undefined && (
        <p>
          {words.device(device.groups.length)} <span className="mono">{device.sid ?? ''}</span>
        </p>
      )}
      {claims.length > 0 && (
        <ul className="pac-m">
          {claims.map(({ of, id, values }) => (
            <li key={`${of} ${id}`}>
              <span className="lbl">{words.claim[of]}</span> <span className="pn">{id}</span>{' '}
              <b className="pn">{values.join(', ')}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function PacView({ blob }: { readonly blob: BlobDto }): ReactElement {
  const now = useNow();
  const [found, setFound] = useState<BlobPac | ErrorDto>();
  const { blob: handle, version } = blob;
  useEffect(() => {
    let current = true;
    void bridge()
      .blob.pac({ blob: handle, version })
      .then((result) => {
        if (current) setFound(result.ok ? result.value.pac : result.error);
      });
    return () => {
      current = false;
    };
  }, [handle, version]);
  if (found === undefined) return <div className="pac-v" />;
  if ('explanation' in found) {
    return (
      <div className="pac-v">
        <p role="alert">{explanationOf(found).whatHappened}</p>
      </div>
    );
  }
  return (
    <div className="pac-v" role="region" aria-label={words.title} tabIndex={0} data-pane="content">
      <div className="pac-l">
        <PacParts pac={found.pac} now={now} own={false} />
      </div>
      <div className="pac-r">
        {found.ticketBytes !== undefined && <Request ticketBytes={found.ticketBytes} />}
        <More found={found} />
      </div>
    </div>
  );
}
