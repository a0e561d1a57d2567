// How the ticket is asked for and where it is kept. Each choice is one that the command below says, too.
import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { kvnoCommand, withServers } from '#shared';
import type { Command, EnctypeDto, IdentityDto, TicketOptions } from '#shared';
import { Choice } from '../../components/choice.tsx';
import { CommandLine } from '../../components/command-line.tsx';
import { OptionsFold } from '../../components/options-fold.tsx';
import type { TicketAsked } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

const words = text.serviceTicket;

/** The line of MIT's kvno that does the same. */
export function commandOf(
  name: string,
  identity: IdentityDto,
  { options, keep }: TicketAsked,
  known: {
    readonly enctypes: readonly EnctypeDto[];
    readonly newCache: string | undefined;
    readonly others: readonly IdentityDto[];
  },
): Command {
  const { newCache } = known;
  const command = kvnoCommand(name, identity.environment, {
    enctype: known.enctypes.find(({ number }) => number === options.enctype)?.name,
    canonicalize: options.canonicalize,
    userToUser: known.others.find(({ id }) => id === options.userToUser)?.cache,
    keep:
      keep === 'nowhere' ? keep : keep === 'new' && newCache !== undefined ? { cache: newCache } : undefined,
  });
  return withServers(command, identity);
}

export function HowAsked(props: {
  readonly asked: TicketAsked;
  readonly enctypes: readonly EnctypeDto[];
  /** Whose ticket-granting ticket may seal it. */
  readonly others: readonly IdentityDto[];
  readonly command: Command | undefined;
  readonly startsOpen: boolean;
  readonly onChange: (asked: TicketAsked) => void;
}): ReactElement {
  const { asked, enctypes, others, onChange } = props;
  const { options, keep } = asked;
  const sealer = others.find(({ id }) => id === options.userToUser);
  const enctype = enctypes.find(({ number }) => number === options.enctype);
  const set = (changed: { readonly [K in keyof TicketOptions]: TicketOptions[K] | undefined }): void => {
    const next = Object.entries({ ...options, ...changed }).filter(([, value]) => value !== undefined);
    onChange({ keep, options: Object.fromEntries(next) });
  };
  return (
    <OptionsFold
      chosen={words.kept[keep]}
      caption={words.askedFor(enctype?.name, sealer?.principal, options.canonicalize ?? false)}
      startsOpen={props.startsOpen}
    >
      <div className="g2 how-asked">
        <Choice
          label={words.sessionKey}
          value={String(options.enctype ?? 'conf')}
          choices={[
            ['conf', words.asKrb5Conf],
            ...enctypes.map(({ number, name, weak }): [string, string] => [
              String(number),
              weak ? text.ticketCheck.weak(name) : name,
            ]),
          ]}
          onChange={(value) => {
            set({ enctype: value === 'conf' ? undefined : Number(value) });
          }}
        />
        <Choice
          label={words.keepIn}
          value={keep}
          choices={[
            ['own', words.keepChoices.own],
            ['new', words.keepChoices.new],
            ['nowhere', words.keepChoices.nowhere],
          ]}
          onChange={(value) => {
            onChange({ options, keep: value });
          }}
        />
        <Choice
          label={words.sealedWith}
          value={options.userToUser ?? ''}
          choices={[
            ['', words.serviceKey],
            ...others.map(({ id, principal }): [string, string] => [id, words.keyOf(principal)]),
          ]}
          onChange={(id) => {
            set({ userToUser: id === '' ? undefined : id });
          }}
        />
        <Checkbox
          className="ckb"
          label={words.canonicalize}
          checked={options.canonicalize ?? false}
          onChange={(_event, { checked }) => {
            set({ canonicalize: checked === true ? true : undefined });
          }}
        />
      </div>
      {props.command !== undefined && (
        <div className="s12">
          <CommandLine command={props.command} />
        </div>
      )}
    </OptionsFold>
  );
}
