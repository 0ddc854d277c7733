import { defineConfig } from "vite"

/** The console's pages. `vite` alone serves them while they are written, beside an office on its usual port. */
export default defineConfig({
  root: "src/web",
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    // No data: addresses: the office's policy for what a page may load has none.
    assetsInlineLimit: 0,
    // light-dark(), and a module that waits for its language.
    target: ["chrome123", "firefox120", "safari17.5"],
    rolldownOptions: {
      // One file of what every page needs: in sixteen, it is 3.6 kB larger (gzip).
      output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
      // React's libraries mark what runs in a browser; here everything does.
      onLog: (level, log, tell) => log.code === "MODULE_LEVEL_DIRECTIVE" ? undefined : tell(level, log)
    }
  },
  server: { proxy: { "/api": process.env["OFFICE_URL"] ?? "http://127.0.0.1:3001" } }
})
