import type { Scenario } from "./Scenario.ts"

export const callerHangsUp: Scenario = {
  description: "The caller hangs up in the middle of an answer.",
  expected: "caller_hangup",
  exchanges: () => [{
    caller: "Bonjour, où êtes-vous situés ?",
    model: [{
      says: {
        FRENCH:
          "Nous sommes sur l'avenue du Mont-Royal, près du métro. Il y a aussi un stationnement derrière l'immeuble.",
        ENGLISH: "We are on Mont-Royal Avenue, near the metro. There is parking behind the building, too."
      }
    }]
  }],
  hangsUp: { _tag: "AgentSpeaking", forMillis: 1_200 }
}
