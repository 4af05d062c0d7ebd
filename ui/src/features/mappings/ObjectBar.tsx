/** What holds for all mappings of one type of object: whether it is provisioned, what may be done, and how. */
import { Button, Select, Switch, Tab, TabList, Tooltip } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { PeopleRegular } from "@fluentui/react-icons/svg/people";
import { useId } from "react";
import type { Actions, ObjectKind, RequestProfile } from "../../bridge/generated";
import type { EditedMappings } from "../../shared/desk/drafts";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { objectOf, OBJECTS, PROFILES, withObject } from "./words";

const ACTIONS: readonly [keyof Actions, WordKey, WordKey][] = [
  ["create", "action-create", "action-create-meaning"],
  ["update", "action-update", "action-update-meaning"],
  ["delete", "action-delete", "action-delete-meaning"],
];

interface Props {
  edited: EditedMappings;
  object: ObjectKind;
  onObject: (object: ObjectKind) => void;
  onAdd: () => void;
  onEveryone: () => void;
}

export function ObjectBar({ edited, object, onObject, onAdd, onEveryone }: Props) {
  const shown = objectOf(edited.mappings, object);
  const requests = useId();
  return (
    <div className="object-bar">
      <TabList
        size="small"
        appearance="subtle"
        selectedValue={object}
        aria-label={say("mappings-of")}
        onTabSelect={(_, { value }) => {
          onObject(value as ObjectKind);
        }}
      >
        {OBJECTS.map(([kind, word]) => (
          <Tab key={kind} value={kind}>
            {say(word)}
            {objectOf(edited.mappings, kind).enabled ? "" : ` · ${say("object-off")}`}
          </Tab>
        ))}
      </TabList>
      {object === "user" ? (
        <Tooltip content={say("object-users-always")} relationship="description">
          <span className="object-always" tabIndex={0} role="note">
            {say("object-on")}
          </span>
        </Tooltip>
      ) : (
        <Switch
          className="object-switch"
          checked={shown.enabled}
          label={say("object-provisioned")}
          onChange={(_, { checked }) => {
            edited.change((before) => withObject(before, object, (one) => ({ ...one, enabled: checked })));
          }}
        />
      )}
      <fieldset className="object-actions">
        <legend className="off-screen">{say("object-actions")}</legend>
        {ACTIONS.map(([action, word, meaning]) => (
          <label key={action} title={say(meaning)}>
            <input
              type="checkbox"
              className="tick"
              checked={shown.actions[action]}
              onChange={({ target }) => {
                const { checked } = target;
                edited.change((before) =>
                  withObject(before, object, (one) => ({ ...one, actions: { ...one.actions, [action]: checked } })),
                );
              }}
            />
            {say(word)}
          </label>
        ))}
      </fieldset>
      <label className="object-requests" htmlFor={requests}>
        <span>{say("requests-form")}</span>
        <Select
          id={requests}
          size="small"
          value={edited.mappings.requests}
          onChange={(_, { value }) => {
            edited.change((before) => ({ ...before, requests: value as RequestProfile }));
          }}
        >
          {Object.entries(PROFILES).map(([profile, word]) => (
            <option key={profile} value={profile}>
              {say(word)}
            </option>
          ))}
        </Select>
      </label>
      <span className="grow" />
      <Button size="small" icon={<PeopleRegular />} onClick={onEveryone}>
        {say("preview-everyone")}
      </Button>
      <Button size="small" icon={<AddRegular />} onClick={onAdd}>
        {say("mapping-add")}
      </Button>
    </div>
  );
}
