/** Where the window is: kept in the address's fragment, so that every place has a link. */
import { useSyncExternalStore } from "react";

export const TENANT_TABS = ["overview", "users", "groups", "mappings", "journal", "settings"] as const;
export type TenantTab = (typeof TENANT_TABS)[number];

export type Route =
  | { page: "home" }
  | { page: "add" }
  | { page: "activity"; job: string | null }
  | { page: "settings" }
  | { page: "people"; item: string | null }
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
      return { page, item: named(first) };
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
      return route.item === null ? "#/people" : `#/people/${encodeURIComponent(route.item)}`;
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
