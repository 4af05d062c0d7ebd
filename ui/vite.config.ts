import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Fails a production build that would carry the practice backend of tests and previews. */
function noFakeInProduction(): Plugin {
  let production = false;
  return {
    name: "no-fake-in-production",
    configResolved(config) {
      production = config.mode === "production";
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (production && chunk.type === "chunk" && chunk.moduleIds.some((id) => id.includes("/platform/fake/"))) {
          this.error(`${chunk.fileName} carries the fake platform`);
        }
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), noFakeInProduction()],
  base: "./",
  build: {
    target: "es2022",
    // Everything comes from the disk: one chunk opens faster than many, and no inline module preload script is wanted.
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
  server: {
    fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] },
  },
});
