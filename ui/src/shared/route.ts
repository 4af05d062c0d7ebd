/** Where the window is: kept in the address's fragment, so that every place has a link. */
import { useSyncExternalStore } from "react";

export const TENANT_TABS = [
  "overview",
  "users",
  "groups",
  "mappings",
  "scope",
  "provisioning",
  "demand",
  "links",
  "drift",
  "logs",
  "journal",
  "settings",
] as const;
export type TenantTab = (typeof TENANT_TABS)[number];

/** What a directory's page lists. */
export type DirectoryPart = "people" | "groups" | "connection";

export type Route =
  | { page: "home" }
  | { page: "add" }
  | { page: "people"; directory: string | null; part: DirectoryPart; item: string | null }
  /** Reading a file of people: into a new directory, or in the place of one's people. */
  | { page: "import"; directory: string | null }
  /** Connecting a directory that is read again and again, or changing how one is. */
  | { page: "connect"; directory: string | null }
  | { page: "activity"; job: string | null }
  | { page: "settings" }
  | { page: "tenant"; tenant: string; tab: TenantTab; item: string | null };

function isTab(text: string | undefined): text is TenantTab {
  return TENANT_TABS.some((tab) => tab === text);
}

export function parseRoute(hash: string): Route {
  let parts: (string | undefined)[];
  try {
    parts = hash
      .replace(/^#?\/?/u, "")
      .split("/")
      .map(decodeURIComponent);
  } catch {
    return { page: "home" };
  }
  const [page, first, second, third] = parts;
  const named = (text: string | undefined) => (text === undefined || text === "" ? null : text);
  switch (page) {
    case "add":
    case "settings":
      return { page };
    case "people":
      return {
        page,
        directory: named(first),
        part: second === "groups" || second === "connection" ? second : "people",
        item: named(third),
      };
    case "import":
    case "connect":
      return { page, directory: named(first) };
    case "activity":
      return { page, job: named(first) };
    case "tenant": {
      const tenant = named(first);
      return tenant === null
        ? { page: "home" }
        : { page, tenant, tab: isTab(second) ? second : "overview", item: named(third) };
    }
    case undefined:
    default:
      return { page: "home" };
  }
}

export function routeHash(route: Route): string {
  switch (route.page) {
    case "home":
      return "#/";
    case "add":
    case "settings":
      return `#/${route.page}`;
    case "people":
      return route.directory === null
        ? "#/people"
        : `#/people/${encodeURIComponent(route.directory)}/${route.part}${
            route.item === null ? "" : `/${encodeURIComponent(route.item)}`
          }`;
    case "import":
    case "connect":
      return route.directory === null ? `#/${route.page}` : `#/${route.page}/${encodeURIComponent(route.directory)}`;
    case "activity":
      return route.job === null ? "#/activity" : `#/activity/${encodeURIComponent(route.job)}`;
    case "tenant": {
      const item = route.item === null ? "" : `/${encodeURIComponent(route.item)}`;
      return `#/tenant/${encodeURIComponent(route.tenant)}/${route.tab}${item}`;
    }
  }
}

/** A tenant's page; the overview unless another tab is named. */
export function tenantRoute(tenant: string, tab: TenantTab = "overview", item: string | null = null): Route {
  return { page: "tenant", tenant, tab, item };
}

/** A directory's page, or that of all directories. */
export function peopleRoute(
  directory: string | null = null,
  part: DirectoryPart = "people",
  item: string | null = null,
): Route {
  return { page: "people", directory, part, item };
}

export function navigate(route: Route, how: "push" | "replace" = "push"): void {
  const hash = routeHash(route);
  if (how === "push") {
    window.location.hash = hash;
  } else {
    window.history.replaceState(null, "", hash);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => {
    window.removeEventListener("hashchange", changed);
  };
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return parseRoute(hash);
}
