import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/e2e/**/*.test.ts"],
    // Each file has a stack of its own; its tests follow each other.
    pool: "forks",
    // Each test is told of when it is over, not when all of its file are: they take minutes.
    reporters: ["verbose"],
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000
  }
})
