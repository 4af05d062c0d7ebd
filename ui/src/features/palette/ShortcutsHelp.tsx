import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { COMMAND } from "../../shared/keyboard/useShortcuts";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import "./palette.css";

const SHORTCUTS: readonly [WordKey, readonly string[]][] = [
  ["shortcut-palette", [`${COMMAND} K`]],
  ["shortcut-tenant", [`${COMMAND} 1–9`]],
  ["shortcut-search", ["/", `${COMMAND} F`]],
  ["shortcut-refresh", ["F5", `${COMMAND} R`]],
  ["shortcut-primary", [`${COMMAND} Enter`]],
  ["shortcut-save", [`${COMMAND} S`]],
  ["shortcut-close", ["Esc"]],
  ["shortcut-move", ["↑ ↓", "Page Up/Down", "Home", "End"]],
  ["shortcut-select", ["Space"]],
  ["shortcut-extend", ["Shift ↑ ↓"]],
  ["shortcut-all", [`${COMMAND} A`]],
  ["shortcut-open", ["Enter"]],
  ["shortcut-menu", ["."]],
  ["shortcut-resize", ["Alt ← →"]],
  ["shortcut-help", ["?"]],
];

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  return (
    <DialogBody>
      <DialogTitle>{say("shortcuts")}</DialogTitle>
      <DialogContent>
        <dl className="facts">
          {SHORTCUTS.map(([word, pressed]) => (
            <div key={word}>
              <dt>{say(word)}</dt>
              <dd>
                {pressed.map((one) => (
                  <kbd key={one}>{one}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("close")}</Button>
      </DialogActions>
    </DialogBody>
  );
}
