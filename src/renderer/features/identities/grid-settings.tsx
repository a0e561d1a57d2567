// Which columns the ticket table has, and whether its tickets stand under their identities. Kept in the settings.
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { TableSettings16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { ticketColumns } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { onPage } from '../../components/on-page.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { text } from '../../strings/index.ts';
import { inOrder, isStandard, standardColumns } from './grid-columns.ts';

export function GridSettings(): ReactElement {
  const { columns, grouped } = useSnapshot().settings;
  return (
    <Menu
      {...onPage()}
      checkedValues={{ columns: [...columns], grouped: grouped ? ['grouped'] : [] }}
      onCheckedValueChange={(_event, { name, checkedItems }) => {
        if (name === 'grouped') void bridge().settings.update({ grouped: checkedItems.length > 0 });
        else {
          const chosen = ticketColumns.filter((each) => checkedItems.includes(each));
          void bridge().settings.update({ columns: inOrder(chosen) });
        }
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={text.table.chooseColumns} relationship="label">
          <Button
            data-setting="table"
            className="b-s"
            appearance="subtle"
            icon={<TableSettings16Regular />}
          />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover className="tall">
        <MenuList>
          <MenuItemCheckbox name="grouped" value="grouped" persistOnClick>
            {text.table.grouped}
          </MenuItemCheckbox>
          <MenuDivider />
          {ticketColumns.map((column) => (
            <MenuItemCheckbox key={column} name="columns" value={column} persistOnClick>
              {text.table.columns[column]}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem
            disabled={isStandard(columns)}
            onClick={() => {
              void bridge().settings.update({ columns: [...standardColumns] });
            }}
          >
            {text.table.standardColumns}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
