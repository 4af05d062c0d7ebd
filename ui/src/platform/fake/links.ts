/** Who is linked to which account in the fake desk. */
import type { LinkRow, LinkState } from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import type { FakeDirectory } from "./directory";
import { deskError } from "./errors";
import type { FakeTenant } from "./tenants";

const STATES: readonly LinkState[] = ["managed", "managed", "managed", "managed", "disabled", "managed", "departed"];
const ORIGINS = ["created", "matched", "created", "by_hand"];

/** Person and account of the same number belong together. */
export function makeLinks(tenant: FakeTenant, directory: FakeDirectory, count: number): LinkRow[] {
  return directory.people.slice(0, count).flatMap((person, at): LinkRow[] => {
    const account = tenant.people[at];
    const state = STATES[at % STATES.length] ?? "managed";
    return account === undefined
      ? []
      : [
          {
            object: "user",
            person: person.id,
            personName: state === "departed" ? null : person.name,
            account: account.id,
            accountName: account.name,
            state,
            origin: ORIGINS[at % ORIGINS.length] ?? "created",
            since: new Date(Date.now() - (at + 2) * 86_400_000).toISOString(),
            changedAt: at % 3 === 0 ? null : new Date(Date.now() - at * 3_600_000).toISOString(),
          },
        ];
  });
}

export function linkHandlers(desk: FakeDesk): Pick<Handlers, "links_page" | "link_remove" | "link_set"> {
  const of = (tenant: string) => desk.accountLinks.get(tenant) ?? [];
  return {
    links_page: ({ tenant, object, state, search, window }) => {
      const needle = search.toLowerCase();
      return windowOf(
        of(tenant).filter(
          (row) =>
            (object === null || row.object === object) &&
            (state === null || row.state === state) &&
            [row.personName, row.person, row.accountName, row.account].some(
              (text) => text?.toLowerCase().includes(needle) ?? false,
            ),
        ),
        window,
        1,
      );
    },
    link_remove: ({ tenant, object, person }) => {
      const before = of(tenant);
      desk.accountLinks.set(
        tenant,
        before.filter((row) => row.object !== object || row.person !== person),
      );
      desk.emit({ event: "provisioning_changed", tenant });
      return null;
    },
    link_set: ({ tenant, object, person, account }) => {
      const before = of(tenant);
      const taken = before.find((row) => row.object === object && row.account === account);
      const at = before.findIndex((row) => row.object === object && row.person === person);
      const row = before[at];
      if (row === undefined || taken !== undefined) {
        throw deskError("conflict");
      }
      const next: LinkRow = {
        ...row,
        account,
        accountName: desk.find(tenant).people.find((one) => one.id === account)?.name ?? null,
        origin: "by_hand",
        since: new Date().toISOString(),
      };
      desk.accountLinks.set(tenant, before.with(at, next));
      desk.emit({ event: "provisioning_changed", tenant });
      return next;
    },
  };
}
