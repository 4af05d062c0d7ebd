import { useState } from "react";
import type { Tenant } from "../bridge/generated";
import { useListState } from "../features/listing/useListState";
import { Palette } from "../features/palette/Palette";
import type { PaletteEntry } from "../features/palette/search";
import { ShortcutsHelp } from "../features/palette/ShortcutsHelp";
import { usePreferences, useTenants } from "../shared/desk/queries";
import { useIntents } from "../shared/intents";
import { useShortcuts } from "../shared/keyboard/useShortcuts";
import { Modal } from "../shared/parts/Modal";
import { environmentWord } from "../shared/parts/glyphs";
import { navigate, peopleRoute, tenantRoute, useRoute, type Route } from "../shared/route";
import { say } from "../shared/words/say";
import { PROVISIONING_TABS, TAB_WORDS } from "./tabs";

interface Props {
  open: boolean;
  onOpen: (open: boolean) => void;
}

export function PaletteAndHelp({ open, onOpen }: Props) {
  const [help, setHelp] = useState(false);
  useShortcuts({
    palette: () => {
      onOpen(true);
    },
    help: () => {
      setHelp(true);
    },
  });
  return (
    <>
      <Modal
        open={open}
        className="palette"
        label={say("palette")}
        onClose={() => {
          onOpen(false);
        }}
      >
        <OpenPalette
          onHelp={() => {
            setHelp(true);
          }}
          onClose={() => {
            onOpen(false);
          }}
        />
      </Modal>
      <Modal
        open={help}
        onClose={() => {
          setHelp(false);
        }}
      >
        <ShortcutsHelp
          onClose={() => {
            setHelp(false);
          }}
        />
      </Modal>
    </>
  );
}

function OpenPalette({ onHelp, onClose }: { onHelp: () => void; onClose: () => void }) {
  const intents = useIntents();
  const route = useRoute();
  const tenants = useTenants().data ?? [];
  const [, change] = usePreferences();
  const go = (id: string, label: string, hint: string, to: Route): PaletteEntry => ({
    id,
    label,
    hint,
    run: () => {
      navigate(to);
    },
  });
  const current = route.page === "tenant" ? tenants.find((tenant) => tenant.id === route.tenant) : undefined;
  const entries: PaletteEntry[] = [
    ...(current === undefined
      ? []
      : [
          ...[...TAB_WORDS, ...PROVISIONING_TABS.filter(([tab]) => tab !== "provisioning")].map(([tab, word]) =>
            go(`tab-${tab}`, say(word), current.name, tenantRoute(current.id, tab)),
          ),
          {
            id: "test",
            label: say("palette-test", { tenant: current.name }),
            hint: say("palette-action"),
            run: () => {
              intents.testConnection(current.id);
            },
          },
          {
            id: "refresh",
            label: say("palette-refresh", { tenant: current.name }),
            hint: "F5",
            run: () => {
              intents.refresh(current.id);
            },
          },
          {
            id: "safety",
            label: say("palette-safety", { tenant: current.name }),
            hint: say("palette-action"),
            run: () => {
              intents.changeSafety(current.id);
            },
          },
        ]),
    ...tenants.map((tenant) =>
      go(`tenant-${tenant.id}`, tenant.name, environmentWord(tenant.environment), tenantRoute(tenant.id)),
    ),
    go("add", say("add-a-tenant"), say("palette-action"), { page: "add" }),
    go("people", say("people"), say("palette-page"), peopleRoute()),
    go("import", say("people-import"), say("palette-action"), { page: "import", directory: null }),
    go("connect", say("source-connect"), say("palette-action"), { page: "connect", directory: null }),
    go("activity", say("activity"), say("palette-page"), { page: "activity", job: null }),
    go("settings", say("settings"), say("palette-page"), { page: "settings" }),
    ...(["light", "dark", "system"] as const).map((theme) => ({
      id: `theme-${theme}`,
      label: say(
        theme === "light" ? "palette-theme-light" : theme === "dark" ? "palette-theme-dark" : "palette-theme-system",
      ),
      hint: say("palette-action"),
      run: () => {
        change((before) => ({ ...before, theme }));
      },
    })),
    { id: "help", label: say("shortcuts"), hint: "?", run: onHelp },
  ];
  return current === undefined ? (
    <Palette entries={entries} elsewhere={null} onClose={onClose} />
  ) : (
    <TenantPalette tenant={current} entries={entries} onClose={onClose} />
  );
}

/** With a tenant open, whatever is typed may be the name of one of its users. */
function TenantPalette({ tenant, ...rest }: { tenant: Tenant; entries: PaletteEntry[]; onClose: () => void }) {
  const { searchAnew } = useListState(tenant.id, "user");
  const elsewhere = {
    label: (search: string) => say("palette-search", { tenant: tenant.name, search }),
    hint: say("tab-users"),
    run: (search: string) => {
      searchAnew(search);
      navigate(tenantRoute(tenant.id, "users"));
    },
  };
  return <Palette elsewhere={elsewhere} {...rest} />;
}
