import { Duration } from "effect"
import type { Scenario } from "./Scenario.ts"

export const silence: Scenario = {
  description: "The caller says nothing: asked after 3 seconds (15 usually), goodbye after 7 (45 usually).",
  expected: "silence",
  policy: { silencePrompt: Duration.seconds(3), silenceTimeout: Duration.seconds(7) }
}
