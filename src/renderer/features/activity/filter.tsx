// Which rows are listed: by name or fault, identity, kind and outcome.
import { Dropdown, Input, Option } from '@fluentui/react-components';
import { Search16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { HistoryFilter, HistoryRow } from '#shared';
import { useSnapshot } from '../../state/hooks.ts';
import { text } from '../../strings/index.ts';

const words = text.exchange.filter;

export interface Chosen {
  readonly text: string;
  readonly principal: string;
  readonly kind: '' | keyof typeof words.kinds;
  readonly outcome: '' | HistoryRow['outcome'];
}

export const everything: Chosen = { text: '', principal: '', kind: '', outcome: '' };

/** Kinds that have no choice of their own. */
const OTHER: readonly HistoryRow['kind'][] = ['destroy', 'remove', 'practice', 'make-default', 'reveal'];

export function filterOf({ text: typed, principal, kind, outcome }: Chosen): HistoryFilter {
  const wanted = typed.trim();
  return {
    ...(wanted === '' ? {} : { text: wanted }),
    ...(principal === '' ? {} : { principal }),
    ...(kind === '' ? {} : { kinds: kind === 'other' ? [...OTHER] : [kind] }),
    ...(outcome === '' ? {} : { outcome }),
  };
}

function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T | '';
  readonly all: string;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T | '') => void;
}): ReactElement {
  const { value, options, all } = props;
  const shown = options.find(([each]) => each === value)?.[1] ?? all;
  return (
    <Dropdown
      size="small"
      className="act-s"
      aria-label={props.label}
      value={shown}
      selectedOptions={[value]}
      onOptionSelect={(_event, { optionValue }) => {
        props.onChange((optionValue ?? '') as T | '');
      }}
    >
      <Option value="">{all}</Option>
      {options.map(([each, label]) => (
        <Option key={each} value={each}>
          {label}
        </Option>
      ))}
    </Dropdown>
  );
}

const pairs = <T extends string>(table: Readonly<Record<T, string>>): readonly (readonly [T, string])[] =>
  Object.entries(table) as [T, string][];

export function Filter(props: {
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}): ReactElement {
  const { chosen, onChange } = props;
  const { identities, history } = useSnapshot();
  const principals = new Set(identities.map(({ principal }) => principal));
  for (const { principal } of history) if (principal !== undefined) principals.add(principal);
  return (
    <div className="act-f" role="search" aria-label={words.label}>
      <Input
        size="small"
        className="act-q"
        contentBefore={<Search16Regular aria-hidden />}
        aria-label={words.text}
        placeholder={words.textHint}
        value={chosen.text}
        maxLength={200}
        onChange={(_event, { value }) => {
          onChange({ ...chosen, text: value });
        }}
      />
      <Choice
        label={words.identity}
        value={chosen.principal}
        all={words.all}
        options={[...principals].toSorted().map((each) => [each, each])}
        onChange={(principal) => {
          onChange({ ...chosen, principal });
        }}
      />
      <Choice
        label={words.kind}
        value={chosen.kind}
        all={words.allKinds}
        options={pairs(words.kinds)}
        onChange={(kind) => {
          onChange({ ...chosen, kind });
        }}
      />
      <Choice
        label={words.outcome}
        value={chosen.outcome}
        all={words.allOutcomes}
        options={pairs(words.outcomes)}
        onChange={(outcome) => {
          onChange({ ...chosen, outcome });
        }}
      />
    </div>
  );
}
