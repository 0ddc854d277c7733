import { defineConfig } from "vitest/config"

/** So many calls at once that the machine has enough to do with them. */
const alone = ["test/e2e/Failovers.test.ts"]

// Each file has a stack of its own; its tests follow each other.
const shared = { pool: "forks", testTimeout: 90_000, hookTimeout: 60_000 } as const

export default defineConfig({
  test: {
    // Each test is told of when it is over, not when all of its file are: they take minutes.
    reporters: ["verbose"],
    projects: [
      {
        test: {
          ...shared,
          name: "calls",
          include: ["test/e2e/**/*.test.ts"],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 0 }
        }
      },
      { test: { ...shared, name: "alone", include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } }
    ]
  }
})
