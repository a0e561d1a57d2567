// Everything that can be done with one identity, behind three dots.
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import {
  ArrowSync16Regular,
  ArrowSyncOff16Regular,
  Beaker16Regular,
  Copy16Regular,
  Delete16Regular,
  DismissCircle16Regular,
  Info16Regular,
  Key16Regular,
  LockOpen16Regular,
  MoreHorizontal16Regular,
  Pin16Regular,
  PinOff16Regular,
  PersonKey20Regular,
  Star16Regular,
  TicketDiagonal16Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { kinitCommand, klistCommand, kpasswdCommand, renewCommand, withServers } from '#shared';
import type { Command, IdentityDto } from '#shared';
import { onPage } from '../../components/on-page.ts';
import { useActions } from '../../state/actions.ts';
import { mayBeDefault } from '../../state/identity-state.ts';
import type { Standing } from '../../state/identity-state.ts';
import { identityKey } from '../../state/registry.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

/** From which it signed in last, for the command that does the same. */
function keytabOf({ means }: IdentityDto): { readonly origin: 'file'; readonly file: string } | undefined {
  return means?.how === 'keytab' && means.keytab !== undefined
    ? { origin: 'file', file: means.keytab }
    : undefined;
}

export function IdentityMenu(props: { readonly identity: IdentityDto; readonly at: Standing }): ReactElement {
  const { identity, at } = props;
  const ui = useUi();
  const actions = useActions();
  const words = text.identities.menu;
  const live = at.kind === 'valid' || at.kind === 'low';
  const signIn = (): void => {
    if (identity.isPractice) void actions.practice(identity.principal);
    else ui.open({ kind: 'sign-in', principal: identity.principal });
  };
  const copy = (command: Command) => (): void => {
    void actions.copy(command);
  };
  return (
    <Menu {...onPage()} positioning={{ autoSize: 'height', strategy: 'fixed' }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={text.common.more(identity.principal)} relationship="label">
          <Button className="b-s" appearance="subtle" icon={<MoreHorizontal16Regular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {live && (
            <MenuItem
              icon={<TicketDiagonal16Regular />}
              secondaryContent={identityKey('service-ticket')}
              onClick={() => {
                ui.open({ kind: 'service-ticket', identity: identity.id });
              }}
            >
              {words.serviceTicket}
            </MenuItem>
          )}
          {live && at.renewable && (
            <MenuItem
              icon={<ArrowSync16Regular />}
              secondaryContent={identityKey('renew')}
              onClick={() => {
                void actions.renew(identity);
              }}
            >
              {text.renewal.now}
            </MenuItem>
          )}
          {identity.tickets.length > 0 && (
            <MenuItem
              icon={identity.renewsItself ? <ArrowSyncOff16Regular /> : <ArrowSync16Regular />}
              onClick={() => {
                void actions.setRenewsItself(identity, !identity.renewsItself);
              }}
            >
              {identity.renewsItself ? text.notices.renewsItselfOff : text.notices.renewsItselfOn}
            </MenuItem>
          )}
          <MenuItem icon={<PersonKey20Regular className="i16" />} onClick={signIn}>
            {live ? words.signInAgain : text.identities.signIn}
          </MenuItem>
          <MenuItem
            icon={<Key16Regular />}
            onClick={() => {
              ui.open({ kind: 'change-password', identity: identity.id });
            }}
          >
            {words.changePassword}
          </MenuItem>
          <MenuDivider />
          {!identity.isDefault && mayBeDefault(identity) && (
            <MenuItem
              icon={<Star16Regular />}
              secondaryContent={identityKey('default')}
              onClick={() => {
                ui.open({ kind: 'make-default', identity: identity.id });
              }}
            >
              {text.marks.makeDefault}
            </MenuItem>
          )}
          <MenuItem
            icon={identity.isPinned ? <PinOff16Regular /> : <Pin16Regular />}
            secondaryContent={identityKey('pin')}
            onClick={() => {
              void actions.pin(identity, !identity.isPinned);
            }}
          >
            {identity.isPinned ? text.marks.unpin : text.marks.pin}
          </MenuItem>
          {identity.problem !== undefined && (
            <MenuItem
              icon={<Info16Regular />}
              onClick={() => {
                actions.showProblem(identity);
              }}
            >
              {words.why}
            </MenuItem>
          )}
          {identity.isPractice && (
            <MenuItem
              icon={<Beaker16Regular />}
              onClick={() => {
                ui.open({ kind: 'practice' });
              }}
            >
              {words.practice}
            </MenuItem>
          )}
          <MenuDivider />
          <MenuItem icon={<Copy16Regular />} onClick={copy(klistCommand(identity.environment))}>
            {words.copyKlist}
          </MenuItem>
          {live && at.renewable && (
            <MenuItem
              icon={<Copy16Regular />}
              onClick={copy(withServers(renewCommand(identity.environment), identity))}
            >
              {words.copyRenew}
            </MenuItem>
          )}
          <MenuItem
            icon={<Copy16Regular />}
            onClick={copy(
              withServers(
                kinitCommand(identity.principal, identity.options, identity.environment, keytabOf(identity)),
                identity,
              ),
            )}
          >
            {words.copyKinit}
          </MenuItem>
          <MenuItem
            icon={<Copy16Regular />}
            onClick={copy(withServers(kpasswdCommand(identity.principal, identity.environment), identity))}
          >
            {words.copyKpasswd}
          </MenuItem>
          <MenuDivider />
          {identity.means?.saved !== undefined && (
            <MenuItem
              icon={<LockOpen16Regular />}
              onClick={() => {
                void actions.forgetPassword(identity);
              }}
            >
              {text.signInMeans.forget}
            </MenuItem>
          )}
          {identity.tickets.length > 0 && (
            <MenuItem
              icon={<Delete16Regular />}
              onClick={() => {
                ui.open({ kind: 'destroy', identity: identity.id });
              }}
            >
              {words.destroy}
            </MenuItem>
          )}
          {identity.tickets.length === 0 && identity.problem === undefined && (
            <MenuItem
              icon={<DismissCircle16Regular />}
              onClick={() => {
                void actions.forget(identity);
              }}
            >
              {words.forget}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
