// How long, renewable for how long, forwardable: one sentence, and a fold to change it.
import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { SignInOptions } from '#shared';
import { Choice } from '../../components/choice.tsx';
import { OptionsFold } from '../../components/options-fold.tsx';
import { lifetimes, renewables, spansWith } from '../../state/spans.ts';
import { text } from '../../strings/index.ts';

const words = text.signIn;

function Span(props: {
  readonly label: string;
  readonly usual: readonly number[];
  readonly value: number | undefined;
  readonly word: (seconds: number) => string;
  readonly onChange: (value: number | undefined) => void;
}): ReactElement {
  const { label, usual, value, word, onChange } = props;
  return (
    <Choice
      label={label}
      value={String(value ?? 'auto')}
      choices={[
        ['auto', words.realmDecides],
        ...spansWith(usual, value).map((each): [string, string] => [String(each), word(each)]),
      ]}
      onChange={(chosen) => {
        onChange(chosen === 'auto' ? undefined : Number(chosen));
      }}
    />
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
        <Span
          label={words.lifetime}
          usual={lifetimes}
          value={options.lifetime}
          word={words.span}
          onChange={(lifetime) => {
            change({ lifetime });
          }}
        />
        <Span
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
