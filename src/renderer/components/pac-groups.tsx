// The groups of a PAC: by name where the SID is well known, always by SID, each with what the PAC says of its reason.
import { Button, Input } from '@fluentui/react-components';
import { Filter16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { PacGroupDto } from '#shared';
import { text } from '../strings/index.ts';

const words = text.pac;
/** So many at a time: a person in thousands of groups still gets a page that scrolls. */
const PAGE = 100;
/** Fewer are found by eye. */
const FILTER_FROM = 8;

function Group({ group }: { readonly group: PacGroupDto }): ReactElement {
  const { why, detail } = words.reason[group.reason];
  return (
    <li>
      <span className={group.name === undefined ? 'dim' : 'pac-n'}>{group.name ?? words.noName}</span>
      <span className="num dim">{words.bytes(group.bytes)}</span>
      <span className="mono dim pac-s">{group.sid}</span>
      <span className="row pac-y">
        <i className={`sw ${group.reason}`} aria-hidden />
        <span>{why}</span>
        <span className="dim">
          {group.domain === undefined ? detail : words.ofDomain(detail, group.domain)}
        </span>
      </span>
    </li>
  );
}

export function PacGroups(props: {
  readonly groups: readonly PacGroupDto[];
  readonly leftOut: number;
}): ReactElement {
  const { groups, leftOut } = props;
  const [filter, setFilter] = useState('');
  const [most, setMost] = useState(PAGE);
  const wanted = filter.trim().toLowerCase();
  const found = groups.filter(
    ({ name = '', sid }) => name.toLowerCase().includes(wanted) || sid.toLowerCase().includes(wanted),
  );
  return (
    <section>
      <div className="row">
        <h2>{words.groups(groups.length + leftOut)}</h2>
        <span className="sp" />
        {groups.length >= FILTER_FROM && (
          <Input
            size="small"
            className="pac-i"
            aria-label={words.filter}
            placeholder={words.filter}
            contentBefore={<Filter16Regular />}
            value={filter}
            maxLength={200}
            onChange={(_event, { value }) => {
              setFilter(value);
              setMost(PAGE);
            }}
          />
        )}
      </div>
      {found.length > 0 ? (
        <ul className="pac-g">
          {found.slice(0, most).map((group, at) => (
            <Group key={`${at} ${group.sid}`} group={group} />
          ))}
        </ul>
      ) : (
        <p className="lbl">{groups.length === 0 ? words.none : words.noMatch}</p>
      )}
      {found.length > most && (
        <Button
          className="b-s"
          onClick={() => {
            setMost(most + PAGE);
          }}
        >
          {words.more(Math.min(PAGE, found.length - most), found.length - most)}
        </Button>
      )}
      {leftOut > 0 && <p className="lbl">{words.leftOut(leftOut)}</p>}
      {groups.length > 0 && <p className="lbl">{words.namesNote}</p>}
    </section>
  );
}
