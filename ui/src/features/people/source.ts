/** A directory's source as it is being typed: every kind's fields at once, so that changing the kind loses nothing. */
import type { DirectorySource, EntraIdSource, FileSource, LdapSource } from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";

export type SourceKind = DirectorySource["from"];

export interface SourceDraft {
  from: SourceKind;
  entra: EntraIdSource;
  ldap: LdapSource;
  file: FileSource;
  tenant: string;
}

type Preset = Pick<
  LdapSource,
  "peopleFilter" | "groupsFilter" | "idAttribute" | "memberAttribute" | "groupNameAttribute" | "watermark"
>;

/** What the two usual kinds of LDAP server want; by their default schemas (AD schema, RFC 2798, RFC 4519, RFC 4530). */
export const PRESETS: Record<"ad" | "openldap", Preset> = {
  ad: {
    peopleFilter: "(&(objectCategory=person)(objectClass=user))",
    groupsFilter: "(objectClass=group)",
    idAttribute: "objectGUID",
    memberAttribute: "member",
    groupNameAttribute: "cn",
    watermark: "usn_changed",
  },
  openldap: {
    peopleFilter: "(objectClass=inetOrgPerson)",
    groupsFilter: "(objectClass=groupOfNames)",
    idAttribute: "entryUUID",
    memberAttribute: "member",
    groupNameAttribute: "cn",
    watermark: "modify_timestamp",
  },
};

const BLANK: SourceDraft = {
  from: "entra_id",
  entra: {
    cloud: "global",
    directory: "",
    client: "",
    signIn: "secret",
    servicePrincipal: null,
    attributes: [],
    groups: true,
    endpoint: null,
  },
  ldap: {
    url: "",
    startTls: false,
    extraCa: null,
    bindDn: "",
    base: "",
    ...PRESETS.ad,
    attributes: [],
    pageSize: 500,
  },
  file: { path: "", columns: [], idAttribute: null, absent: "disabled" },
  tenant: "",
};

export function draftOf(source: DirectorySource | null): SourceDraft {
  if (source === null) {
    return BLANK;
  }
  switch (source.from) {
    case "entra_id": {
      const { from, ...entra } = source;
      return { ...BLANK, from, entra };
    }
    case "ldap": {
      const { from, ...ldap } = source;
      return { ...BLANK, from, ldap };
    }
    case "file": {
      const { from, ...file } = source;
      return { ...BLANK, from, file };
    }
    case "tenant":
      return { ...BLANK, from: source.from, tenant: source.tenant };
  }
}

function named(text: string | null): string | null {
  return text === null || text.trim() === "" ? null : text.trim();
}

export function sourceOf({ from, entra, ldap, file, tenant }: SourceDraft): DirectorySource {
  switch (from) {
    case "entra_id":
      return {
        from,
        ...entra,
        directory: entra.directory.trim(),
        client: entra.client.trim(),
        servicePrincipal: named(entra.servicePrincipal),
        attributes: entra.attributes.map((one) => one.trim()).filter((one) => one !== ""),
        endpoint: named(entra.endpoint),
      };
    case "ldap":
      return {
        from,
        ...ldap,
        url: ldap.url.trim(),
        extraCa: named(ldap.extraCa),
        bindDn: ldap.bindDn.trim(),
        base: ldap.base.trim(),
        attributes: ldap.attributes.filter(([source, directory]) => source.trim() !== "" && directory.trim() !== ""),
      };
    case "file":
      return { from, ...file, path: file.path.trim(), idAttribute: named(file.idAttribute) };
    case "tenant":
      return { from, tenant };
  }
}

/** The preset that the fields are as, if they are as one. */
export function presetOf(ldap: LdapSource): keyof typeof PRESETS | null {
  const fits = (preset: Preset) =>
    (Object.keys(preset) as (keyof Preset)[]).every((field) => preset[field] === ldap[field]);
  return fits(PRESETS.ad) ? "ad" : fits(PRESETS.openldap) ? "openldap" : null;
}

export type SecretKind = "secret" | "certificate" | "password";

/** What goes into the vault, if anything does. */
export function secretKind({ from, entra, ldap }: SourceDraft): SecretKind | null {
  switch (from) {
    case "entra_id":
      return entra.signIn === "device_code" ? null : entra.signIn;
    case "ldap":
      return ldap.bindDn.trim() === "" ? null : "password";
    case "file":
    case "tenant":
      return null;
  }
}

/** The labels of the fields that must be filled first. */
export function missingFields(draft: SourceDraft, secret: string, held: boolean): string[] {
  const wanted: [WordKey, boolean][] = [];
  switch (draft.from) {
    case "entra_id":
      wanted.push(
        ["source-entra-directory", draft.entra.directory.trim() === ""],
        ["source-entra-client", draft.entra.client.trim() === ""],
      );
      break;
    case "ldap":
      wanted.push(
        ["source-url", draft.ldap.url.trim() === ""],
        ["source-base", draft.ldap.base.trim() === ""],
        ["source-people-filter", draft.ldap.peopleFilter.trim() === ""],
        ["source-id-attribute", draft.ldap.idAttribute.trim() === ""],
      );
      break;
    case "file":
      wanted.push(["source-path", draft.file.path.trim() === ""]);
      break;
    case "tenant":
      wanted.push(["source-of-tenant", draft.tenant === ""]);
      break;
  }
  const kind = secretKind(draft);
  if (kind !== null) {
    const word = {
      secret: "source-secret",
      certificate: "source-certificate-label",
      password: "source-password",
    } as const;
    wanted.push([word[kind], secret === "" && !held]);
  }
  return wanted.filter(([, empty]) => empty).map(([word]) => say(word));
}

/** Where a directory is read from, in words. */
export function sourceText(source: DirectorySource, tenantName: (id: string) => string | undefined): string {
  switch (source.from) {
    case "entra_id":
      return say("source-from-entra", { directory: source.directory });
    case "ldap":
      return say("source-from-ldap", { url: source.url });
    case "file":
      return say("source-from-file", { path: source.path });
    case "tenant": {
      const name = tenantName(source.tenant);
      return name === undefined ? say("source-from-other-tenant") : say("source-from-tenant", { tenant: name });
    }
  }
}
