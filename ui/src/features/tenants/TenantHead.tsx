import { Menu, MenuButton, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { EyeRegular } from "@fluentui/react-icons/svg/eye";
import { LockClosedRegular } from "@fluentui/react-icons/svg/lock-closed";
import { ShieldCheckmarkRegular } from "@fluentui/react-icons/svg/shield-checkmark";
import type { SafetyLevel, Tenant } from "../../bridge/generated";
import { EnvironmentBadge, safetyWord, StateGlyph, stateWord } from "../../shared/parts/glyphs";
import { say } from "../../shared/words/say";
import "./tenants.css";

const LEVELS: readonly SafetyLevel[] = ["read_only", "review", "trusted"];
const ICONS: Record<SafetyLevel, React.ReactElement> = {
  read_only: <LockClosedRegular />,
  review: <EyeRegular />,
  trusted: <ShieldCheckmarkRegular />,
};

interface Props {
  tenant: Tenant;
  onSafety: (level: SafetyLevel) => void;
}

/** What must always be in sight: which tenant, how serious, whether it works, and what may be sent. */
export function TenantHead({ tenant, onSafety }: Props) {
  const sentence = tenant.lastTest?.sentence ?? null;
  return (
    <header className={`tenant-head ${tenant.environment}`}>
      <div className="tenant-names">
        <h1>
          <bdi>{tenant.name}</bdi>
        </h1>
        <EnvironmentBadge environment={tenant.environment} />
      </div>
      <div className="tenant-state" title={sentence ?? undefined}>
        <StateGlyph state={tenant.state} />
        <span className="tenant-sentence">{sentence ?? stateWord(tenant.state)}</span>
      </div>
      <Menu checkedValues={{ safety: [tenant.safety] }}>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton
            size="small"
            icon={ICONS[tenant.safety]}
            aria-label={say("safety-label", { level: safetyWord(tenant.safety) })}
          >
            {safetyWord(tenant.safety)}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {LEVELS.map((level) => (
              <MenuItemRadio
                key={level}
                name="safety"
                value={level}
                icon={ICONS[level]}
                onClick={() => {
                  if (level !== tenant.safety) {
                    onSafety(level);
                  }
                }}
              >
                {safetyWord(level)}
              </MenuItemRadio>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  );
}
