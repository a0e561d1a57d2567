// How long, renewable for how long, forwardable: one sentence, and a fold to change it.
import { Checkbox, Dropdown, Field, Option } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { SignInOptions } from '#shared';
import { OptionsFold } from '../../components/options-fold.tsx';
import { text } from '../../strings/index.ts';

const words = text.signIn;
const HOUR = 3_600;
const DAY = 86_400;
const lifetimes = [HOUR, 4 * HOUR, 8 * HOUR, 10 * HOUR, 12 * HOUR, DAY];
const renewables = [0, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];

/** The choices, with the present value among them wherever it came from. */
function choices(usual: readonly number[], value: number | undefined): readonly number[] {
  return value === undefined || usual.includes(value) ? usual : [...usual, value].toSorted((a, b) => a - b);
}

function Choice(props: {
  readonly label: string;
  readonly usual: readonly number[];
  readonly value: number | undefined;
  readonly word: (seconds: number) => string;
  readonly onChange: (value: number | undefined) => void;
}): ReactElement {
  const { value } = props;
  const shown = value === undefined ? words.realmDecides : props.word(value);
  return (
    <Field label={props.label}>
      <Dropdown
        value={shown}
        selectedOptions={[String(value ?? 'auto')]}
        className="min0"
        onOptionSelect={(_event, { optionValue }) => {
          props.onChange(
            optionValue === undefined || optionValue === 'auto' ? undefined : Number(optionValue),
          );
        }}
      >
        <Option value="auto">{words.realmDecides}</Option>
        <>
          {choices(props.usual, value).map((seconds) => (
            <Option key={seconds} value={String(seconds)}>
              {props.word(seconds)}
            </Option>
          ))}
        </>
      </Dropdown>
    </Field>
  );
}

export function SignInOptionsFold(props: {
  readonly options: SignInOptions;
  readonly caption: string;
  readonly onChange: (options: SignInOptions) => void;
}): ReactElement {
  const { options, onChange } = props;
  const change = (changed: { readonly [K in keyof SignInOptions]: SignInOptions[K] | undefined }): void => {
    const next = Object.entries({ ...options, ...changed }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(next));
  };
  return (
    <OptionsFold chosen={words.lasts(options.lifetime, options.renewable)} caption={props.caption}>
      <div className="g2">
        <Choice
          label={words.lifetime}
          usual={lifetimes}
          value={options.lifetime}
          word={words.span}
          onChange={(lifetime) => {
            change({ lifetime });
          }}
        />
        <Choice
          label={words.renewable}
          usual={renewables}
          value={options.renewable}
          word={(seconds) => (seconds === 0 ? words.notRenewable : words.span(seconds))}
          onChange={(renewable) => {
            change({ renewable });
          }}
        />
      </div>
      <Checkbox
        className="ckb"
        label={words.forwardable}
        checked={options.forwardable ?? false}
        onChange={(_event, { checked }) => {
          change({ forwardable: checked === true });
        }}
      />
    </OptionsFold>
  );
}
