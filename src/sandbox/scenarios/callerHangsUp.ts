import type { Scenario } from "./Scenario.ts"

export const callerHangsUp: Scenario = {
  description: "The caller hangs up in the middle of an answer.",
  expected: "caller_hangup",
  exchanges: () => [{
    caller: "Bonjour, où êtes-vous situés ?",
    model: [{
      says: {
        FRENCH: "Nous sommes au centre-ville, à deux pas du métro. Il y a aussi un stationnement derrière l'immeuble.",
        ENGLISH: "We are downtown, next to the metro station. There is parking behind the building, too."
      }
    }]
  }],
  hangsUp: { _tag: "AgentSpeaking", forMillis: 1_200 }
}
