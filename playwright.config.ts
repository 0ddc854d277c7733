import { defineConfig } from "@playwright/test"

/** Against the office as it is started, in the system's Chromium: one after the other, they share its database. */
export default defineConfig({
  testDir: "test/web",
  outputDir: ".cache/console-test",
  workers: 1,
  // What a busy moment of the machine has spoiled is tried once more, in an office that is begun anew.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    locale: "en-CA",
    timezoneId: "America/Toronto",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      // Whoever is root has no sandbox to give; nothing here is anybody else's. What draws is a processor in any case.
      args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
    }
  },
  projects: [
    { name: "console", testMatch: "*.spec.ts" },
    { name: "shots", testMatch: "shots.ts" }
  ]
})
