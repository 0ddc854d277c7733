import type { Scenario } from "./Scenario.ts"

export const unknownNumber: Scenario = {
  description: "Nobody answers the number that was dialled: the call is refused while it rings.",
  expected: "unknown_number",
  dialled: "+15145550199"
}

export const backendDown: Scenario = {
  description: "The backend answers 503 to everything: it is asked again, and then the call is released.",
  expected: "config_unavailable",
  backend: "down"
}

export const modelRefuses: Scenario = {
  description:
    "The realtime model refuses every connection (503): a person is tried, then the caller hears an apology from the TTS.",
  expected: "model_error",
  model: { connections: [{ _tag: "Refuse", status: 503 }] }
}
