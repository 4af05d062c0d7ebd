/** How the window looks: after the system, unless the admin chose. */
import {
  teamsHighContrastTheme,
  webDarkTheme,
  webLightTheme,
  type Theme as FluentTheme,
} from "@fluentui/react-components";
import type { Theme } from "../bridge/generated";
import { useMedia } from "../shared/useMedia";

/** Dense, and in the system's own font. */
const COMMON: Partial<FluentTheme> = {
  fontFamilyBase: 'system-ui, "Segoe UI Variable Text", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace',
  fontSizeBase300: "13px",
  lineHeightBase300: "20px",
};

const LIGHT: FluentTheme = { ...webLightTheme, ...COMMON };
const DARK: FluentTheme = { ...webDarkTheme, ...COMMON };
const HIGH_CONTRAST: FluentTheme = { ...teamsHighContrastTheme, ...COMMON };

export function useTheme(chosen: Theme): { theme: FluentTheme; scheme: "light" | "dark"; contrast: boolean } {
  const dark = useMedia("(prefers-color-scheme: dark)");
  const contrast = useMedia("(prefers-contrast: more)");
  const forced = useMedia("(forced-colors: active)");
  switch (chosen) {
    case "light":
      return { theme: LIGHT, scheme: "light", contrast: false };
    case "dark":
      return { theme: DARK, scheme: "dark", contrast: false };
    case "high_contrast":
      return { theme: HIGH_CONTRAST, scheme: "dark", contrast: true };
    case "system":
      // With forced colours the system paints; a theme of our own would only be in its way.
      if (contrast && !forced) {
        return { theme: HIGH_CONTRAST, scheme: "dark", contrast: true };
      }
      return dark
        ? { theme: DARK, scheme: "dark", contrast: false }
        : { theme: LIGHT, scheme: "light", contrast: false };
  }
}
