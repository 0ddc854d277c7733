import { parentPort } from "node:worker_threads"
import { TooMuchWork } from "../text/Work.ts"
import { steps } from "./Steps.ts"

const named = new Map<string, (...args: ReadonlyArray<never>) => unknown>(Object.entries(steps))

// A defect may quote what it choked on: nothing of it leaves this thread but that it was one.
parentPort?.on("message", ({ args, step }: { readonly step: string; readonly args: ReadonlyArray<never> }) => {
  try {
    parentPort?.postMessage({ value: named.get(step)?.(...args) })
  } catch (error) {
    parentPort?.postMessage({ reason: error instanceof TooMuchWork ? "too_intricate" : "defect" })
  }
})
