import { defineConfig } from "vitest/config"

/** Calls that are played in real time, two files at once: after all that keeps the processors busy, and no more of them. */
const calls = [
  "test/sandbox/**/*.test.ts",
  "test/adapters/voice/**/*.test.ts",
  "test/Canary.test.ts"
]

/** Put something else in the place of a module, or of its native part: nobody else's to find loaded. */
const replacing = ["test/adapters/livekit/TelephonyRoom.test.ts", "test/adapters/livekit/TelephonyFfi.test.ts"]

// What a busy moment of the machine has spoiled is tried once more, as with the calls on the real peers; the log tells it.
const shared = { testTimeout: 30_000, hookTimeout: 30_000, retry: 1 }

export default defineConfig({
  test: {
    projects: [
      // One after the other in the same worker: to load the modules anew for each file took more than half of the time.
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", ...calls, ...replacing],
          isolate: false,
          // Of two processors one would be left out otherwise.
          maxWorkers: "100%",
          sequence: { groupOrder: 0 }
        }
      },
      { test: { ...shared, name: "replacing", include: replacing, sequence: { groupOrder: 0 } } },
      { test: { ...shared, name: "calls", include: calls, maxWorkers: 2, retry: 2, sequence: { groupOrder: 1 } } }
    ]
  }
})
