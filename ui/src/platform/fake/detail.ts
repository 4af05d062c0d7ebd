/** One account or group of the fake desk, whole. */
import type { AttributeGroup, ResourceDetail, ResourceId, ResourceLink } from "../../bridge/generated";
import { deskError } from "./errors";
import type { FakeTenant } from "./tenants";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** `null`: the server told nothing of members. */
export function linksOf(tenant: FakeTenant, asked: ResourceId): ResourceLink[] | null {
  if (asked.kind === "user") {
    if (tenant.groups.length === 0) {
      return null;
    }
    return tenant.groups
      .filter((group) => group.members?.includes(asked.id))
      .map((group) => ({ kind: "group", id: group.id, name: group.name, known: true }));
  }
  const members = tenant.groups.find((group) => group.id === asked.id)?.members;
  return (
    members?.map((id) => {
      const person = tenant.people.find((one) => one.id === id);
      return { kind: "user", id, name: person?.name ?? id, known: person !== undefined };
    }) ?? null
  );
}

export function detailOf(tenant: FakeTenant, asked: ResourceId): ResourceDetail {
  const links = linksOf(tenant, asked);
  const common = {
    kind: asked.kind,
    id: asked.id,
    links: links?.slice(0, 200) ?? [],
    linksTotal: links?.length ?? null,
    lastSeen: tenant.seenAt,
    notSeen: false,
    completeness: tenant.tenant.users?.completeness ?? null,
  };
  if (asked.kind === "group") {
    const group = tenant.groups.find((one) => one.id === asked.id);
    if (group === undefined) {
      throw deskError("resource_not_found");
    }
    return {
      ...common,
      name: group.name,
      userName: null,
      active: null,
      attributes: [
        {
          schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
          label: "Group",
          attributes: [
            { path: "displayName", label: "Display name", value: group.name },
            { path: "id", label: "Id", value: group.id },
          ],
        },
      ],
      raw: JSON.stringify(
        { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], id: group.id, displayName: group.name },
        null,
        2,
      ),
    };
  }
  const person = tenant.people.find((one) => one.id === asked.id);
  if (person === undefined) {
    throw deskError("resource_not_found");
  }
  const given = person.name.split(" ")[0] ?? "";
  const family = person.name.slice(given.length + 1);
  const attributes: AttributeGroup[] = [
    {
      schema: CORE,
      label: "User",
      attributes: [
        { path: "userName", label: "User name", value: person.userName },
        { path: "name.givenName", label: "Given name", value: given },
        { path: "name.familyName", label: "Family name", value: family },
        ...(person.email === null
          ? []
          : [{ path: 'emails[type eq "work"].value', label: "E-mail (work)", value: person.email }]),
        ...(person.title === null ? [] : [{ path: "title", label: "Title", value: person.title }]),
        ...(person.active === null ? [] : [{ path: "active", label: "Active", value: person.active ? "Yes" : "No" }]),
        { path: "preferredLanguage", label: "Preferred language", value: "de-CH" },
      ],
    },
    {
      schema: ENTERPRISE,
      label: "Enterprise",
      attributes:
        person.department === null
          ? []
          : [{ path: `${ENTERPRISE}:department`, label: "Department", value: person.department }],
    },
    {
      schema: "",
      label: "Record",
      attributes: [
        { path: "id", label: "Id", value: person.id },
        ...(person.externalId === null ? [] : [{ path: "externalId", label: "External id", value: person.externalId }]),
        { path: "meta.created", label: "Created", value: person.created },
        { path: "meta.lastModified", label: "Last changed", value: person.lastModified },
      ],
    },
  ].filter((group) => group.attributes.length > 0);
  return {
    ...common,
    name: person.name,
    userName: person.userName,
    active: person.active,
    attributes,
    raw: JSON.stringify(
      {
        schemas: [CORE, ENTERPRISE],
        id: person.id,
        externalId: person.externalId ?? undefined,
        userName: person.userName,
        name: { givenName: given, familyName: family },
        emails: person.email === null ? undefined : [{ type: "work", value: person.email, primary: true }],
        title: person.title ?? undefined,
        active: person.active ?? undefined,
        [ENTERPRISE]: { department: person.department ?? undefined },
        meta: { resourceType: "User", created: person.created, lastModified: person.lastModified },
      },
      null,
      2,
    ),
  };
}
