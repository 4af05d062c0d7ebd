/** The mappings of a tenant. */
import { useQuery } from "@tanstack/react-query";
import type { DeskError, Tenant, TenantMappings } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";

export function MappingsPage({ tenant }: { tenant: Tenant; item: string | null }) {
  const desk = useDesk();
  const held = useQuery<TenantMappings, DeskError>({
    queryKey: keys.mappings(tenant.id),
    queryFn: () => desk.call("mappings_get", { tenant: tenant.id }),
  });
  if (held.error !== null) {
    return (
      <EmptyState title={say("mappings-failed")}>
        <ErrorNote error={held.error} tenant={tenant.id} remedies={{ retry: () => void held.refetch() }} />
      </EmptyState>
    );
  }
  if (held.data === undefined) {
    return <Loading />;
  }
  return (
    <ul>
      {held.data.mappings.users.mappings.map((mapping) => (
        <li key={mapping.target}>{mapping.target}</li>
      ))}
    </ul>
  );
}
