import { Button, Checkbox, Field, Input, Select, Textarea } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { LdapSource, LdapWatermark } from "../../bridge/generated";
import { say } from "../../shared/words/say";
import { presetOf, PRESETS } from "./source";

interface Props {
  ldap: LdapSource;
  onChange: (part: Partial<LdapSource>) => void;
  secret: string;
  onSecret: (secret: string) => void;
  /** A password is saved already. */
  held: boolean;
}

const SMALLEST_PAGE = 1;
const LARGEST_PAGE = 10_000;

export function LdapFields({ ldap, onChange, secret, onSecret, held }: Props) {
  const text = (field: "url" | "bindDn" | "base" | "peopleFilter" | "groupsFilter") => ({
    value: ldap[field],
    spellCheck: false,
    autoComplete: "off",
    onChange: (_: unknown, { value }: { value: string }) => {
      onChange({ [field]: value });
    },
  });
  const attribute = (field: "idAttribute" | "memberAttribute" | "groupNameAttribute") => ({
    value: ldap[field],
    spellCheck: false,
    autoComplete: "off",
    onChange: (_: unknown, { value }: { value: string }) => {
      onChange({ [field]: value.trim() });
    },
  });
  return (
    <>
      <Field label={say("source-url")} hint={say("source-url-hint")}>
        <Input placeholder="ldaps://dc1.example.com" {...text("url")} />
      </Field>
      <div>
        <Checkbox
          checked={ldap.startTls}
          label={say("source-start-tls")}
          onChange={(_, { checked }) => {
            onChange({ startTls: checked === true });
          }}
        />
        <p className="muted">{say("source-start-tls-meaning")}</p>
      </div>
      <Field label={say("source-bind")} hint={say("source-bind-hint")}>
        <Input placeholder="cn=scimdesk,ou=services,dc=example,dc=com" {...text("bindDn")} />
      </Field>
      {ldap.bindDn.trim() === "" ? null : (
        <Field label={say("source-password")} hint={held ? say("source-secret-kept") : say("source-password-hint")}>
          <Input
            type="password"
            value={secret}
            autoComplete="off"
            onChange={(_, { value }) => {
              onSecret(value);
            }}
          />
        </Field>
      )}
      <Field label={say("source-base")}>
        <Input placeholder="dc=example,dc=com" {...text("base")} />
      </Field>
      <Field label={say("source-preset")}>
        <Select
          value={presetOf(ldap) ?? "own"}
          onChange={(_, { value }) => {
            if (value === "ad" || value === "openldap") {
              onChange(PRESETS[value]);
            }
          }}
        >
          <option value="ad">{say("source-preset-ad")}</option>
          <option value="openldap">{say("source-preset-openldap")}</option>
          <option value="own" disabled>
            {say("source-preset-own")}
          </option>
        </Select>
      </Field>
      <Field label={say("source-people-filter")}>
        <Input className="mono-input" {...text("peopleFilter")} />
      </Field>
      <Field label={say("source-groups-filter")}>
        <Input className="mono-input" {...text("groupsFilter")} />
      </Field>
      <Field label={say("source-id-attribute")}>
        <Input {...attribute("idAttribute")} />
      </Field>
      <div className="source-pair">
        <Field label={say("source-member-attribute")}>
          <Input {...attribute("memberAttribute")} />
        </Field>
        <Field label={say("source-group-name")}>
          <Input {...attribute("groupNameAttribute")} />
        </Field>
      </div>
      <Field label={say("source-watermark")}>
        <Select
          value={ldap.watermark}
          onChange={(_, { value }) => {
            onChange({ watermark: value as LdapWatermark });
          }}
        >
          <option value="usn_changed">{say("source-watermark-usn")}</option>
          <option value="modify_timestamp">{say("source-watermark-modify")}</option>
          <option value="none">{say("source-watermark-none")}</option>
        </Select>
      </Field>
      <details className="more" open={ldap.attributes.length > 0 || ldap.extraCa !== null}>
        <summary>{say("source-more")}</summary>
        <div className="form">
          <Choices
            choices={ldap.attributes}
            onChange={(attributes) => {
              onChange({ attributes });
            }}
          />
          <Field label={say("source-page-size")}>
            <Input
              className="narrow"
              type="number"
              min={SMALLEST_PAGE}
              max={LARGEST_PAGE}
              value={String(ldap.pageSize)}
              onChange={(_, { value }) => {
                const size = Math.round(Number(value));
                if (size >= SMALLEST_PAGE && size <= LARGEST_PAGE) {
                  onChange({ pageSize: size });
                }
              }}
            />
          </Field>
          <Field label={say("source-authority")} hint={say("source-authority-hint")}>
            <Textarea
              rows={4}
              spellCheck={false}
              value={ldap.extraCa ?? ""}
              placeholder="-----BEGIN CERTIFICATE-----"
              onChange={(_, { value }) => {
                onChange({ extraCa: value === "" ? null : value });
              }}
            />
          </Field>
        </div>
      </details>
    </>
  );
}

interface ChoicesProps {
  choices: LdapSource["attributes"];
  onChange: (choices: LdapSource["attributes"]) => void;
}

/** Which LDAP attribute becomes which source attribute. */
function Choices({ choices, onChange }: ChoicesProps) {
  return (
    <fieldset className="source-choices">
      <legend>{say("source-choices")}</legend>
      <p className="muted">{say("source-choices-hint")}</p>
      {choices.map(([source, directory], at) => (
        <div key={at} className="source-choice">
          <Input
            size="small"
            aria-label={say("source-choice-directory")}
            placeholder={say("source-choice-directory")}
            value={directory}
            spellCheck={false}
            onChange={(_, { value }) => {
              onChange(choices.with(at, [source, value.trim()]));
            }}
          />
          <span aria-hidden>→</span>
          <Input
            size="small"
            aria-label={say("source-choice-source")}
            placeholder={say("source-choice-source")}
            value={source}
            spellCheck={false}
            onChange={(_, { value }) => {
              onChange(choices.with(at, [value.trim(), directory]));
            }}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("source-choice-remove", { name: directory === "" ? String(at + 1) : directory })}
            onClick={() => {
              onChange(choices.filter((_, index) => index !== at));
            }}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<AddRegular />}
          onClick={() => {
            onChange([...choices, ["", ""]]);
          }}
        >
          {say("source-choice-add")}
        </Button>
      </div>
    </fieldset>
  );
}
