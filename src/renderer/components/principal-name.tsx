// A principal or service where it may need two lines: it breaks before its realm rather than within a word.
import { Fragment } from 'react';
import type { ReactElement } from 'react';

export function PrincipalName({ name }: { readonly name: string }): ReactElement {
  const parts = name.split(/(?=[@/])/);
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
