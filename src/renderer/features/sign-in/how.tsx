// How one proves who one is: two cards, one choice.
import { DocumentKey20Regular, Password20Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import type { ReactElement } from 'react';
import { text } from '../../strings/index.ts';

const words = text.signInMeans;

export function How(props: {
  readonly value: 'password' | 'keytab';
  /** What stands below the password: typed each time, or kept. */
  readonly passwordCaption: string;
  readonly onChange: (value: 'password' | 'keytab') => void;
}): ReactElement {
  const name = useId();
  const label = useId();
  const cards = [
    { value: 'password', icon: <Password20Regular />, title: words.password, caption: props.passwordCaption },
    { value: 'keytab', icon: <DocumentKey20Regular />, title: words.keytab, caption: words.keytabCaption },
  ] as const;
  return (
    <>
      <div className="fl how-l" id={label}>
        {words.how}
      </div>
      <div className="hows" role="radiogroup" aria-labelledby={label}>
        {cards.map(({ value, icon, title, caption }) => (
          <label key={value} className={`how${props.value === value ? ' on' : ''}`}>
            <input
              type="radio"
              className="sr"
              name={name}
              checked={props.value === value}
              onChange={() => {
                props.onChange(value);
              }}
            />
            <span className="how-i">{icon}</span>
            <b>{title}</b>
            <span className="lbl">{caption}</span>
            <i className="how-r" />
          </label>
        ))}
      </div>
    </>
  );
}
