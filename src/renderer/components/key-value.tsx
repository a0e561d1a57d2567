// Names and values, one per row.
import { Fragment } from 'react';
import type { ReactElement, ReactNode } from 'react';

export function KeyValue({
  rows,
}: {
  readonly rows: readonly (readonly [string, ReactNode])[];
}): ReactElement {
  return (
    <dl className="kv">
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
