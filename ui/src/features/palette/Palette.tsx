/** Everything by name: tenants, pages, actions. */
import { useId, useState, type KeyboardEvent, type ReactElement } from "react";
import { say } from "../../shared/words/say";
import { found, type PaletteEntry } from "./search";
import "./palette.css";

interface Props {
  entries: readonly PaletteEntry[];
  onClose: () => void;
}

export function Palette({ entries, onClose }: Props): ReactElement {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const hits = found(entries, typed);
  const at = Math.min(chosen, Math.max(0, hits.length - 1));
  const run = (entry: PaletteEntry | undefined) => {
    if (entry !== undefined) {
      onClose();
      entry.run();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to: Partial<Record<string, number>> = {
      ArrowDown: (at + 1) % Math.max(1, hits.length),
      ArrowUp: (at - 1 + hits.length) % Math.max(1, hits.length),
      PageDown: Math.min(hits.length - 1, at + 8),
      PageUp: Math.max(0, at - 8),
    };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setChosen(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView?.({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(hits[at]);
    }
  };
  return (
    <>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={hits.length === 0 ? undefined : `${list}-${at}`}
        aria-autocomplete="list"
        aria-label={say("palette")}
        placeholder={say("palette-example")}
        value={typed}
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={say("palette")} className="palette-list">
        {hits.map((entry, index) => (
          <div
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? "palette-entry chosen" : "palette-entry"}
            onMouseMove={() => {
              setChosen(index);
            }}
            onClick={() => {
              run(entry);
            }}
          >
            <bdi>{entry.label}</bdi>
            <span className="muted">{entry.hint}</span>
          </div>
        ))}
        {hits.length === 0 ? (
          <p className="muted palette-none" role="status">
            {say("palette-none")}
          </p>
        ) : null}
      </div>
    </>
  );
}
