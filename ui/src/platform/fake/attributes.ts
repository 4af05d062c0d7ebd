/** The attributes and the default mappings of the fake desk's apps. */
import type {
  AttributeDefinition,
  AttributeMapping,
  AttributeType,
  MappingSource,
  Mappings,
  ObjectMapping,
} from "../../bridge/generated";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

export function attribute(
  name: string,
  type: AttributeType = "string",
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition {
  return {
    name,
    type,
    multiValued: false,
    required: false,
    caseExact: false,
    unique: false,
    anchor: false,
    filterable: null,
    maxLength: null,
    references: [],
    ...more,
  };
}

function mapped(target: string, source: MappingSource, more: Partial<AttributeMapping> = {}): AttributeMapping {
  return { target, source, defaultValue: null, matching: null, apply: "always", whenEmpty: "keep", ...more };
}

function direct(name: string): MappingSource {
  return { type: "direct", attribute: name };
}

function expression(text: string): MappingSource {
  return { type: "expression", text };
}

const PERSON: AttributeDefinition[] = [
  attribute("objectId", "string", { required: true, unique: true, anchor: true }),
  attribute("userPrincipalName", "string", { required: true, unique: true }),
  attribute("displayName"),
  attribute("givenName"),
  attribute("surname"),
  attribute("mail"),
  attribute("mailNickname"),
  attribute("otherMails", "string", { multiValued: true }),
  attribute("employeeId"),
  attribute("jobTitle"),
  attribute("department"),
  attribute("manager", "reference", { references: ["User"] }),
  attribute("preferredLanguage"),
  attribute("accountEnabled", "boolean"),
  attribute("IsSoftDeleted", "boolean"),
];

const ACCOUNT: AttributeDefinition[] = [
  attribute("id", "string", { required: true, unique: true, anchor: true, caseExact: true }),
  attribute("userName", "string", { required: true, unique: true, filterable: true, maxLength: 128 }),
  attribute("active", "boolean"),
  attribute("displayName", "string", { maxLength: 64 }),
  attribute("name.givenName"),
  attribute("name.familyName"),
  attribute('emails[type eq "work"].value', "string", { unique: true, filterable: true }),
  attribute("title"),
  attribute("externalId", "string", { filterable: false }),
  attribute("preferredLanguage"),
  attribute(`${ENTERPRISE}:department`),
  attribute(`${ENTERPRISE}:manager`, "reference", { references: ["User"] }),
];

function people(): ObjectMapping {
  return {
    name: "Provision Microsoft Entra ID Users",
    enabled: true,
    actions: { create: true, update: true, delete: true },
    mappings: [
      mapped("userName", direct("userPrincipalName"), { matching: 1 }),
      mapped("active", expression('Switch([IsSoftDeleted], , "False", "True", "True", "False")')),
      mapped("displayName", expression('Join(" ", [givenName], [surname])')),
      mapped("name.givenName", direct("givenName")),
      mapped("name.familyName", direct("surname")),
      mapped('emails[type eq "work"].value', expression("ToLower([mail])")),
      mapped("title", direct("jobTitle"), { whenEmpty: "clear" }),
      mapped("externalId", direct("employeeId")),
      mapped(`${ENTERPRISE}:department`, direct("department"), { defaultValue: "Unassigned", whenEmpty: "default" }),
      mapped(`${ENTERPRISE}:manager`, direct("manager")),
      mapped("preferredLanguage", { type: "constant", value: "en-US" }, { apply: "on_create" }),
    ],
    scope: [],
    source: PERSON,
    target: ACCOUNT,
  };
}

function groups(): ObjectMapping {
  return {
    name: "Provision Microsoft Entra ID Groups",
    enabled: false,
    actions: { create: true, update: true, delete: true },
    mappings: [
      mapped("displayName", direct("displayName"), { matching: 1 }),
      mapped("externalId", direct("objectId")),
      mapped("members", direct("members")),
    ],
    scope: [],
    source: [
      attribute("objectId", "string", { required: true, unique: true, anchor: true }),
      attribute("displayName", "string", { required: true }),
      attribute("members", "reference", { multiValued: true, references: ["User", "Group"] }),
    ],
    target: [
      attribute("id", "string", { required: true, unique: true, anchor: true, caseExact: true }),
      attribute("displayName", "string", { required: true, unique: true, filterable: true }),
      attribute("externalId"),
      attribute("members", "reference", { multiValued: true, references: ["User", "Group"] }),
    ],
  };
}

/** What an app's mappings are before anything is saved. */
export function defaultMappings(): Mappings {
  return {
    users: people(),
    groups: groups(),
    assignment: { who: "assigned", nestedGroups: false, excludeDefaultAccess: false },
    requests: "rfc7644",
  };
}

/** What the fake servers' schemas list beyond the defaults. */
export function discovered(): { users: AttributeDefinition[]; groups: AttributeDefinition[] } {
  const { users, groups: teams } = defaultMappings();
  return {
    users: [
      ...users.target.map((one) =>
        one.name === "displayName"
          ? { ...one, required: true }
          : one.name === "title"
            ? { ...one, maxLength: 80 }
            : one,
      ),
      attribute("nickName"),
      attribute('phoneNumbers[type eq "mobile"].value'),
    ],
    groups: teams.target,
  };
}
