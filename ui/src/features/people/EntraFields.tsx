import { Checkbox, Field, Input, Radio, RadioGroup, Select, Textarea } from "@fluentui/react-components";
import type { EntraCloud, EntraIdSource, EntraSignIn } from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";

const CLOUDS: readonly [EntraCloud, WordKey][] = [
  ["global", "source-cloud-global"],
  ["us_gov", "source-cloud-us-gov"],
  ["us_gov_dod", "source-cloud-us-gov-dod"],
  ["china", "source-cloud-china"],
];

const SIGN_INS: readonly [EntraSignIn, WordKey][] = [
  ["secret", "source-secret"],
  ["certificate", "source-certificate"],
  ["device_code", "source-device-code"],
];

interface Props {
  entra: EntraIdSource;
  onChange: (part: Partial<EntraIdSource>) => void;
  secret: string;
  onSecret: (secret: string) => void;
  /** A secret is saved already. */
  held: boolean;
}

export function EntraFields({ entra, onChange, secret, onSecret, held }: Props) {
  return (
    <>
      <Field label={say("source-cloud")}>
        <Select
          value={entra.cloud}
          onChange={(_, { value }) => {
            onChange({ cloud: value as EntraCloud });
          }}
        >
          {CLOUDS.map(([cloud, word]) => (
            <option key={cloud} value={cloud}>
              {say(word)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={say("source-entra-directory")} hint={say("source-entra-directory-hint")}>
        <Input
          value={entra.directory}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, { value }) => {
            onChange({ directory: value });
          }}
        />
      </Field>
      <Field label={say("source-entra-client")}>
        <Input
          value={entra.client}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, { value }) => {
            onChange({ client: value });
          }}
        />
      </Field>
      <Field label={say("source-sign-in")}>
        <RadioGroup
          layout="horizontal"
          value={entra.signIn}
          onChange={(_, { value }) => {
            onSecret("");
            onChange({ signIn: value as EntraSignIn });
          }}
        >
          {SIGN_INS.map(([one, word]) => (
            <Radio key={one} value={one} label={say(word)} />
          ))}
        </RadioGroup>
      </Field>
      {entra.signIn === "secret" ? (
        <Field label={say("source-secret")} hint={held ? say("source-secret-kept") : say("source-secret-hint")}>
          <Input
            type="password"
            value={secret}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, { value }) => {
              onSecret(value);
            }}
          />
        </Field>
      ) : entra.signIn === "certificate" ? (
        <Field
          label={say("source-certificate-label")}
          hint={held ? say("source-secret-kept") : say("source-certificate-hint")}
        >
          <Textarea
            rows={5}
            value={secret}
            spellCheck={false}
            autoComplete="off"
            placeholder="-----BEGIN CERTIFICATE-----"
            onChange={(_, { value }) => {
              onSecret(value);
            }}
          />
        </Field>
      ) : (
        <p className="muted">{say("source-device-code-meaning")}</p>
      )}
      <Checkbox
        checked={entra.groups}
        label={say("source-groups")}
        onChange={(_, { checked }) => {
          onChange({ groups: checked === true });
        }}
      />
      <details className="more" open={entra.servicePrincipal !== null || entra.attributes.length > 0}>
        <summary>{say("source-more")}</summary>
        <div className="form">
          <Field label={say("source-principal")} hint={say("source-principal-hint")}>
            <Input
              value={entra.servicePrincipal ?? ""}
              spellCheck={false}
              autoComplete="off"
              onChange={(_, { value }) => {
                onChange({ servicePrincipal: value === "" ? null : value });
              }}
            />
          </Field>
          <Field label={say("source-attributes")} hint={say("source-attributes-hint")}>
            <Textarea
              rows={3}
              value={entra.attributes.join("\n")}
              spellCheck={false}
              onChange={(_, { value }) => {
                onChange({ attributes: value === "" ? [] : value.split("\n") });
              }}
            />
          </Field>
          <Field label={say("source-endpoint")} hint={say("source-endpoint-hint")}>
            <Input
              value={entra.endpoint ?? ""}
              spellCheck={false}
              autoComplete="off"
              onChange={(_, { value }) => {
                onChange({ endpoint: value === "" ? null : value });
              }}
            />
          </Field>
        </div>
      </details>
    </>
  );
}
