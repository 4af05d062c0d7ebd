import type { ReactNode } from "react";
import { useNarrowLog, type LogChoice } from "../desk/logChoice";
import { routeHash, tenantRoute } from "../route";

interface Props {
  tenant: string;
  choice: Partial<LogChoice>;
  /** Where what it says stands alone is not enough. */
  label?: string;
  children: ReactNode;
}

/** Leads to a tenant's log, narrowed. */
export function LogLink({ tenant, choice, label, children }: Props) {
  const narrow = useNarrowLog(tenant);
  return (
    <a
      className="link"
      href={routeHash(tenantRoute(tenant, "logs"))}
      {...(label === undefined ? {} : { "aria-label": label })}
      onClick={() => {
        narrow(choice);
      }}
    >
      {children}
    </a>
  );
}
