/** The person that mappings are tried for: searched in the tenant's directory, and remembered. */
import { Combobox, Option } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, Page, PersonRow } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";

const SEARCH_MS = 120;
const SHOWN = 20;

export interface ChosenPerson {
  id: string | null;
  name: string;
  choose: (id: string, name: string) => void;
}

/** The person chosen last from this directory; its first, before anybody was. */
export function usePerson(directory: string | null): ChosenPerson {
  const desk = useDesk();
  const [kept, keep] = useKept<{ id: string; name: string } | null>(`person:${directory ?? ""}`, null);
  const { data } = useQuery<Page<PersonRow>, DeskError>({
    queryKey: [...keys.directories, "first", directory],
    queryFn: () =>
      desk.call("people_page", { directory: directory ?? "", search: "", window: { offset: 0, limit: SHOWN } }),
    enabled: directory !== null && kept === null,
  });
  const first = directory === null ? undefined : data?.rows[0];
  return {
    id: kept?.id ?? first?.id ?? null,
    name: kept?.name ?? first?.name ?? "",
    choose: (id, name) => {
      keep({ id, name });
    },
  };
}

export function PersonPicker({ directory, person }: { directory: string; person: ChosenPerson }) {
  const desk = useDesk();
  const [typed, setTyped] = useState<string | null>(null);
  const search = useSettled(typed ?? "", SEARCH_MS);
  const found = useQuery<Page<PersonRow>, DeskError>({
    queryKey: [...keys.directories, "search", directory, search],
    queryFn: () => desk.call("people_page", { directory, search, window: { offset: 0, limit: SHOWN } }),
    enabled: typed !== null,
    placeholderData: keepPreviousData,
  });
  const { id } = person;
  const rows = found.data?.rows ?? [];
  return (
    <Combobox
      size="small"
      freeform
      className="person-picker"
      aria-label={say("person-picker")}
      placeholder={say("person-example")}
      value={typed ?? person.name}
      selectedOptions={id === null ? [] : [id]}
      onOpenChange={(_, { open }) => {
        if (open) {
          setTyped((before) => before ?? "");
        } else {
          setTyped(null);
        }
      }}
      onChange={({ target }) => {
        setTyped(target.value);
      }}
      onOptionSelect={(_, { optionValue, optionText }) => {
        if (optionValue !== undefined) {
          person.choose(optionValue, optionText ?? "");
          setTyped(null);
        }
      }}
    >
      {rows.map((row) => (
        <Option key={row.id} value={row.id} text={row.name}>
          <span className="person-option">
            <bdi>{row.name}</bdi>
            <bdi className="muted">{row.userName ?? row.mail ?? row.id}</bdi>
          </span>
        </Option>
      ))}
      {rows.length === 0 && found.data !== undefined ? (
        <Option value="" text="" disabled>
          {say("person-none")}
        </Option>
      ) : null}
    </Combobox>
  );
}
