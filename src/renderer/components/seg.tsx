// A segmented control: a radio group of a few words, moved in with the arrow keys.
import { useRef } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';

export function Seg<T extends string>(props: {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): ReactElement {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = props.options.findIndex(([value]) => value === props.value);
    const next = (at + step + props.options.length) % props.options.length;
    const option = props.options[next];
    if (option === undefined) return;
    props.onChange(option[0]);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className="seg" role="radiogroup" aria-label={props.label} ref={group} onKeyDown={move}>
      {props.options.map(([value, word]) => (
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={value === props.value}
          tabIndex={value === props.value ? 0 : -1}
          onClick={() => {
            props.onChange(value);
          }}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
