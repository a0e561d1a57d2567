// The servers of a realm that neither krb5.conf nor DNS knows: named by the person, kept with the identity.
import { Field, Input } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { serverProblem, serversTyped } from '#shared';
import { text } from '../../strings/index.ts';

const words = text.signInMeans;
const MOST = 8;

/** What is wrong with what was typed, naming the part; undefined where nothing is. */
export function serversProblem(typed: string): string | undefined {
  const servers = serversTyped(typed);
  if (servers.length > MOST) return words.tooManyServers(MOST);
  for (const server of servers) {
    const problem = serverProblem(server);
    if (problem !== undefined) return words.serverProblem[problem](server);
  }
  return undefined;
}

export function Servers(props: {
  readonly realm: string;
  readonly kdc: string;
  readonly kpasswd: string;
  /** What is wrong is said once the person wanted to go on. */
  readonly judged: boolean;
  readonly onKdc: (typed: string) => void;
  readonly onKpasswd: (typed: string) => void;
}): ReactElement {
  const field = (
    label: string,
    hint: string,
    placeholder: string,
    value: string,
    onChange: (typed: string) => void,
  ): ReactElement => {
    const problem = props.judged ? serversProblem(value) : undefined;
    return (
      <Field
        label={label}
        hint={hint}
        {...(problem === undefined ? {} : { validationMessage: problem, validationState: 'error' as const })}
      >
        <Input
          className="pn"
          spellCheck={false}
          autoComplete="off"
          maxLength={1_000}
          placeholder={placeholder}
          value={value}
          onChange={(_event, { value: typed }) => {
            onChange(typed);
          }}
        />
      </Field>
    );
  };
  return (
    <div className="srv">
      {field(words.kdc(props.realm), words.kdcHint, words.kdcPlaceholder, props.kdc, props.onKdc)}
      {props.kdc.trim() !== '' &&
        field(words.kpasswd, words.kpasswdHint, words.kpasswdPlaceholder, props.kpasswd, props.onKpasswd)}
    </div>
  );
}
