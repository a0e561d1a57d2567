// A principal, a service or a path where it may need two lines: it breaks before its realm or the next name rather than
// within a word.
import { Fragment } from 'react';
import type { ReactElement } from 'react';

export function PrincipalName({ name }: { readonly name: string }): ReactElement {
  const parts = name.split(/(?=[@/])|(?<=_)/);
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={`${at} ${part}`}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
