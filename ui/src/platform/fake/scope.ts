/** Who is in scope in the fake desk, and the requests for one person. */
import type { FakeDesk, Handlers } from "./desk";
import { windowOf } from "./desk";
import { deskError } from "./errors";
import { startJob } from "./jobs";

export function scopeHandlers(
  desk: FakeDesk,
): Pick<Handlers, "scope_preview" | "scope_page" | "scope_explain" | "scope_print" | "scope_read" | "requests_build"> {
  return {
    scope_preview: ({ tenant, object }) =>
      startJob(desk, "preview_scope", desk.find(tenant), async () => {
        const held = desk.directories.find((one) => one.directory.id === desk.chosen.get(tenant));
        if (held === undefined) {
          throw deskError("directory_missing", { tenant: desk.find(tenant).tenant.name });
        }
        return await Promise.resolve({
          end: "scope_previewed",
          summary: {
            preview: desk.next("scope"),
            object,
            inside: held.people.length,
            outside: 0,
            entering: 0,
            leaving: 0,
            warnings: 0,
          },
        });
      }),
    scope_page: ({ window }) => windowOf([], window, 1),
    scope_explain: () => {
      throw deskError("person_not_found");
    },
    scope_print: () => ({ text: "" }),
    scope_read: () => ({ filters: [], problem: null }),
    requests_build: () => {
      throw deskError("person_not_found");
    },
  };
}
