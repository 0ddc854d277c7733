import type { MakeScenario } from "./Scenario.ts"

export const unknownNumber: MakeScenario = () => ({
  description: "Nobody answers the number that was dialled: the call is refused while it rings.",
  expected: "unknown_number",
  exchanges: [],
  dialled: "+15145550199"
})

export const backendDown: MakeScenario = () => ({
  description: "The backend answers 503 to everything: it is asked again, and then the call is released.",
  expected: "config_unavailable",
  exchanges: [],
  backend: "down"
})

export const modelRefuses: MakeScenario = () => ({
  description: "The realtime model refuses every connection (503): the caller hears an apology from the TTS.",
  expected: "model_error",
  exchanges: [],
  model: { connections: [{ _tag: "Refuse", status: 503 }] }
})
