import { defineConfig } from "vitest/config"

/** Calls that are played in real time: they run after everything that keeps the processors busy. */
const calls = [
  "test/sandbox/**/*.test.ts",
  "test/voice/**/*.test.ts",
  "test/services/VoiceSession*.test.ts",
  "test/Canary.test.ts"
]

const shared = { testTimeout: 30_000, hookTimeout: 30_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", ...calls],
          sequence: { groupOrder: 0 }
        }
      },
      { test: { ...shared, name: "calls", include: calls, sequence: { groupOrder: 1 } } }
    ]
  }
})
