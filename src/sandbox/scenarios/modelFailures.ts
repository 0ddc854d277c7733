import { endCall, type Exchange, type Scenario } from "./Scenario.ts"

const whereAreYou: Exchange = {
  caller: "Bonjour, où êtes-vous situés ?",
  model: [{
    says: {
      FRENCH: "Nous sommes sur l'avenue du Mont-Royal, à trois minutes à pied du métro.",
      ENGLISH: "We are on Mont-Royal Avenue, three minutes' walk from the metro."
    },
    fault: { _tag: "Lost", how: "dropped", afterMillis: 300, times: 1 }
  }]
}

// The caller gives the agent the time to come back to its answer.
const patiently = { _tag: "AgentSilent", forMillis: 4_000 } as const

export const modelDrops: Scenario = {
  description: "The connection to the model is lost in the middle of an answer, and comes back: the call goes on.",
  expected: "agent_end",
  exchanges: () => [whereAreYou, { caller: "Parfait, merci. Au revoir !", cue: patiently, model: endCall }]
}

export const modelDropsForGood: Scenario = {
  description:
    "The connection to the model is lost in the middle of an answer, for good: a person is tried, then apology and goodbye.",
  expected: "model_error",
  exchanges: () => [whereAreYou],
  model: { connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] }
}

export const modelSilent: Scenario = {
  description:
    "The model never answers: it is asked once more after 4 seconds, then a person is tried, and the caller hears an apology.",
  expected: "model_error",
  exchanges: () => [{ caller: "Bonjour, où êtes-vous situés ?", model: [{ fault: { _tag: "Unanswered" } }] }]
}
