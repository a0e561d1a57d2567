// One of a few, in a form: a label over a list that opens.
import { Dropdown, Field, Option } from '@fluentui/react-components';
import type { ReactElement } from 'react';

export function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}): ReactElement {
  const shown = props.choices.find(([value]) => value === props.value)?.[1] ?? '';
  return (
    <Field label={props.label}>
      <Dropdown
        className="min0"
        value={shown}
        button={{ children: <span className="el">{shown}</span> }}
        selectedOptions={[props.value]}
        onOptionSelect={(_event, { optionValue }) => {
          const chosen = props.choices.find(([value]) => value === optionValue);
          if (chosen !== undefined) props.onChange(chosen[0]);
        }}
      >
        {props.choices.map(([value, word]) => (
          <Option key={value} value={value} text={word}>
            {word}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
