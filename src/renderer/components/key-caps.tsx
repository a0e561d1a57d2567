// A shortcut as key caps.
import type { ReactElement } from 'react';
import { strokeWords } from '../state/key-strokes.ts';
import type { KeyStroke } from '../state/key-strokes.ts';
import { text } from '../strings/index.ts';

export function KeyCaps({ stroke }: { readonly stroke: KeyStroke }): ReactElement {
  return (
    <span className="caps">
      {strokeWords(stroke, text.palette.keyNames).map((word) => (
        <kbd key={word}>{word}</kbd>
      ))}
    </span>
  );
}
