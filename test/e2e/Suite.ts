import { layer } from "@effect/vitest"
import { Stack } from "./Stack.ts"

/**
 * Tests that share a stack, one after the other. Named, as `layer` needs to be: without a name it counts a test that is
 * tried again as two, and takes the stack down before the last one.
 */
export const suite = layer(Stack.layer, { timeout: "60 seconds", excludeTestServices: true })
