import { Button } from "@fluentui/react-components";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { DeskError, Page, ResourceDetail, ResourceId, ResourceLink } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { hasNoGroups } from "../../shared/desk/groups";
import { keys, useTenant } from "../../shared/desk/queries";
import { routeHash, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";

const MORE = 200;

/** An account's groups, or a group's members; each a link where it is known here. */
export function Links({ resource, detail }: { resource: ResourceId; detail: ResourceDetail }) {
  const desk = useDesk();
  const tenant = useTenant(resource.tenant);
  const more = useInfiniteQuery<Page<ResourceLink>, DeskError, { pages: Page<ResourceLink>[] }, string[], number>({
    queryKey: keys.links(resource),
    enabled: false,
    initialPageParam: detail.links.length,
    queryFn: ({ pageParam }) => desk.call("resource_links", { resource, window: { offset: pageParam, limit: MORE } }),
    getNextPageParam: (last) => (last.rows.length === 0 ? undefined : last.offset + last.rows.length),
  });
  if (detail.linksTotal === null && tenant !== undefined && hasNoGroups(tenant)) {
    return <p className="muted">{say("groups-not-offered", { app: tenant.appName })}</p>;
  }
  if (detail.linksTotal === null) {
    return (
      <p className="muted">{detail.kind === "user" ? say("links-unknown-groups") : say("links-unknown-members")}</p>
    );
  }
  if (detail.linksTotal === 0) {
    return <p className="muted">{detail.kind === "user" ? say("links-no-groups") : say("links-no-members")}</p>;
  }
  const shown = [...detail.links, ...(more.data?.pages.flatMap((page) => page.rows) ?? [])];
  return (
    <>
      <p className="muted">
        {detail.kind === "user"
          ? say("links-groups", { n: detail.linksTotal })
          : say("links-members", { n: detail.linksTotal })}
      </p>
      <ul className="links">
        {shown.map((link) => (
          <li key={link.id}>
            {link.known ? (
              <a href={routeHash(tenantRoute(resource.tenant, link.kind === "user" ? "users" : "groups", link.id))}>
                <bdi>{link.name}</bdi>
              </a>
            ) : (
              <span title={say("links-not-known")}>
                <bdi>{link.name}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
      {more.error === null ? null : (
        <ErrorNote error={more.error} tenant={resource.tenant} remedies={{ retry: () => void more.fetchNextPage() }} />
      )}
      {shown.length < detail.linksTotal ? (
        <Button size="small" disabled={more.isFetching} onClick={() => void more.fetchNextPage()}>
          {say("links-more", { n: Math.min(MORE, detail.linksTotal - shown.length) })}
        </Button>
      ) : null}
    </>
  );
}
