import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vite.config.ts";

export default mergeConfig(
  base,
  defineConfig({
    test: {
      environment: "jsdom",
      include: ["tests/**/*.test.{ts,tsx}"],
      setupFiles: ["tests/setup.ts"],
      restoreMocks: true,
      unstubGlobals: true,
      testTimeout: 30_000,
      // The component library comes as thousands of modules: bundled once, every test file starts quickly.
      // The editor's packages know each other's classes: they are bundled together or not at all.
      deps: {
        optimizer: {
          client: {
            enabled: true,
            include: [
              "@fluentui/react-components",
              "@codemirror/autocomplete",
              "@codemirror/commands",
              "@codemirror/language",
              "@codemirror/lint",
              "@codemirror/state",
              "@codemirror/view",
              "@lezer/highlight",
            ],
          },
        },
      },
    },
  }),
);
