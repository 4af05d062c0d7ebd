/** Whether an existing object is found by this attribute, and whether the server can be asked by it. */
import { Button, Field, Select } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import type {
  AttributeDefinition,
  AttributeMapping,
  DeskError,
  FilterableAnswer,
  ObjectKind,
  Tenant,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import type { EditedMappings } from "../../shared/desk/drafts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";
import { objectOf, withObject } from "./words";

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  object: ObjectKind;
  mapping: AttributeMapping;
  definition: AttributeDefinition | undefined;
  onChange: (matching: number | null) => void;
}

function filterableWord(filterable: boolean | null): string {
  return filterable === null ? say("filterable-unknown") : filterable ? say("filterable-yes") : say("filterable-no");
}

export function MatchingField({ tenant, edited, object, mapping, definition, onChange }: Props) {
  const desk = useDesk();
  const ask = useMutation<FilterableAnswer, DeskError, string>({
    mutationFn: (path) => desk.call("filterable_ask", { tenant: tenant.id, object, path }),
    onSuccess: ({ filterable }, path) => {
      if (filterable !== null) {
        edited.change((before) =>
          withObject(before, object, (one) => ({
            ...one,
            target: one.target.map((each) =>
              each.name.toLowerCase() === path.toLowerCase() ? { ...each, filterable } : each,
            ),
          })),
        );
      }
    },
  });
  const most = Math.max(
    objectOf(edited.mappings, object).mappings.filter((one) => one.matching !== null).length + 1,
    mapping.matching ?? 1,
  );
  const filterable = definition?.filterable ?? null;
  const answer = ask.variables === mapping.target ? ask.data : undefined;
  return (
    <div className="matching">
      <Field label={say("mapping-matching")} size="small">
        <Select
          id="mapping-matching"
          size="small"
          value={String(mapping.matching ?? "")}
          onChange={(_, { value }) => {
            onChange(value === "" ? null : Number(value));
          }}
        >
          <option value="">{say("matching-no")}</option>
          {Array.from({ length: most }, (_, at) => (
            <option key={at} value={at + 1}>
              {say("matching-precedence", { n: at + 1 })}
            </option>
          ))}
        </Select>
      </Field>
      {mapping.matching === null || mapping.target === "" ? null : (
        <p className={`matching-state ${filterable === false ? "bad" : filterable === null ? "warn" : "good"}`}>
          <span aria-hidden>{filterable === null ? "?" : filterable ? "✓" : "✕"}</span> {filterableWord(filterable)}
          <Button
            size="small"
            appearance="subtle"
            disabled={ask.isPending}
            onClick={() => {
              ask.mutate(mapping.target);
            }}
          >
            {ask.isPending ? say("filterable-asking") : say("filterable-ask")}
          </Button>
        </p>
      )}
      {answer === undefined ? null : (
        <p className="matching-answer" role="status">
          {answer.sentence}
        </p>
      )}
      {ask.error === null && (answer?.error ?? null) === null ? null : (
        <Refused error={ask.error ?? answer?.error ?? null} tenant={tenant.id} />
      )}
    </div>
  );
}

function Refused({ error, tenant }: { error: DeskError | null; tenant: string }) {
  return error === null ? null : <ErrorNote error={error} tenant={tenant} />;
}
