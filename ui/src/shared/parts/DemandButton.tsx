import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ObjectKind } from "../../bridge/generated";
import { useDemandChosen } from "../desk/demand";
import { routeHash, tenantRoute } from "../route";
import { say } from "../words/say";

/** Somebody by the id in the directory. */
export interface OnDemandPerson {
  object: ObjectKind;
  id: string;
  name: string;
}

interface Props {
  tenant: string;
  people: readonly OnDemandPerson[];
  size?: "small" | "medium";
  children?: ReactNode;
}

/** Leads to provisioning on demand with these, and nobody else, filled in. Nothing is sent. */
export function DemandButton({ tenant, people, size = "medium", children = say("log-empty-demand") }: Props) {
  const [, choose] = useDemandChosen(tenant);
  return (
    <Button
      as="a"
      size={size}
      href={routeHash(tenantRoute(tenant, "demand"))}
      onClick={() => {
        choose(
          people.map(({ object, id, name }) => ({
            kind: object === "user" ? "person" : "group",
            id,
            name,
            userName: null,
            members: null,
          })),
        );
      }}
    >
      {children}
    </Button>
  );
}
