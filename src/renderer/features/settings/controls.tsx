// The controls at the right of a setting. A text is taken when the field is left or Enter is pressed, and told what is
// wrong with it where it is wrong; Escape brings back what was there.
import { Dropdown, Input, Option, Switch } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { StateIcon } from '../../components/state-icon.tsx';
import { everyDay } from '#shared';
import { text, weekdayName } from '../../strings/index.ts';
import type { Parsed } from './parse.ts';

export function SwitchControl(props: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}): ReactElement {
  return (
    <Switch
      aria-label={props.label}
      checked={props.on}
      onChange={(_event, { checked }) => {
        props.onChange(checked);
      }}
    />
  );
}

export function ChoiceControl<T extends string>(props: {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): ReactElement {
  const shown = props.options.find(([value]) => value === props.value)?.[1] ?? '';
  return (
    <Dropdown
      size="small"
      className="set-dd min0"
      aria-label={props.label}
      value={shown}
      selectedOptions={[props.value]}
      onOptionSelect={(_event, { optionValue }) => {
        const chosen = props.options.find(([value]) => value === optionValue);
        if (chosen !== undefined) props.onChange(chosen[0]);
      }}
    >
      {props.options.map(([value, word]) => (
        <Option key={value} value={value} text={word}>
          {word}
        </Option>
      ))}
    </Dropdown>
  );
}

/** The days of the week, each on or off by itself; what is chosen stands in one line. */
export function DaysControl(props: {
  readonly label: string;
  readonly shown: string;
  readonly days: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
}): ReactElement {
  return (
    <Dropdown
      size="small"
      className="set-dd days min0"
      multiselect
      aria-label={props.label}
      value={props.shown}
      selectedOptions={props.days.map(String)}
      onOptionSelect={(_event, { selectedOptions }) => {
        props.onChange(everyDay.filter((day) => selectedOptions.includes(String(day))));
      }}
    >
      {everyDay.map((day) => (
        <Option key={day} value={String(day)} text={weekdayName(day, 'long')}>
          {weekdayName(day, 'long')}
        </Option>
      ))}
    </Dropdown>
  );
}

export function TextControl<T>(props: {
  readonly label: string;
  /** As it is written into the field. */
  readonly shown: string;
  readonly parse: (text: string) => Parsed<T>;
  readonly onChange: (value: T) => void;
  readonly width?: 'short' | 'long' | 'time';
  readonly unit?: string;
}): ReactElement {
  const { label, shown, parse } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const parsed = draft === undefined ? undefined : parse(draft);
  const [told, setTold] = useState(false);
  const error = told && parsed?.ok === false ? text.settings.wrong(label, parsed.wrong) : undefined;
  const take = (): void => {
    if (parsed === undefined) return;
    if (!parsed.ok) {
      setTold(true);
      return;
    }
    setDraft(undefined);
    setTold(false);
    if (draft?.trim() !== shown) props.onChange(parsed.value);
  };
  return (
    <div className="set-tx">
      <Input
        size="small"
        className={`set-in ${props.width ?? 'short'}`}
        aria-label={label}
        aria-invalid={error !== undefined}
        {...(error === undefined ? {} : { 'aria-describedby': id })}
        spellCheck={false}
        autoComplete="off"
        maxLength={100}
        {...(props.unit === undefined ? {} : { contentAfter: props.unit })}
        value={draft ?? shown}
        onChange={(_event, { value }) => {
          setDraft(value);
        }}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === 'Enter') take();
          if (key !== 'Escape') return;
          setDraft(undefined);
          setTold(false);
        }}
      />
      {error !== undefined && (
        <div className="set-er" id={id} role="alert">
          <StateIcon shape="bad" size={14} />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
}
