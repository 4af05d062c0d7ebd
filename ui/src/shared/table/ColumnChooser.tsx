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
} from "@fluentui/react-components";
import { ColumnTripleEditRegular } from "@fluentui/react-icons/svg/column-triple-edit";
import { say } from "../words/say";
import type { ColumnChoice } from "./columns";

/** Which columns a list shows. */
export function ColumnChooser<Row>({ columns }: { columns: ColumnChoice<Row> }) {
  const shown = columns.chosen.map((column) => column.id);
  return (
    <Menu checkedValues={{ columns: shown }} persistOnItemClick>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={say("table-columns")} relationship="label">
          <Button appearance="subtle" icon={<ColumnTripleEditRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {columns.all.map((column) => (
            <MenuItemCheckbox
              key={column.id}
              name="columns"
              value={column.id}
              disabled={shown.length === 1 && shown[0] === column.id}
              onClick={() => {
                columns.toggle(column.id);
              }}
            >
              {column.label}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem onClick={columns.reset}>{say("table-columns-reset")}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
