/** Tenants, pages and actions by name; and what has no name here, by a search elsewhere. */
import { useId, useState, type KeyboardEvent, type ReactElement } from "react";
import { say } from "../../shared/words/say";
import { found, type ElsewhereSearch, type PaletteEntry } from "./search";
import "./palette.css";

interface Props {
  entries: readonly PaletteEntry[];
  /** Offered last for whatever is typed; `null` where there is no place to search in. */
  elsewhere: ElsewhereSearch | null;
  onClose: () => void;
}

export function Palette({ entries, elsewhere, onClose }: Props): ReactElement {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const named = found(entries, typed);
  const search = typed.trim();
  const hits =
    elsewhere === null || search === ""
      ? named
      : [
          ...named,
          {
            id: "elsewhere",
            label: elsewhere.label(search),
            hint: elsewhere.hint,
            run: () => {
              elsewhere.run(search);
            },
          },
        ];
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
      <p className={named.length === 0 ? "muted palette-none" : "off-screen"} role="status">
        {named.length > 0
          ? null
          : elsewhere === null
            ? `${say("palette-none")} ${say("palette-none-accounts")}`
            : say("palette-none")}
      </p>
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
      </div>
    </>
  );
}
