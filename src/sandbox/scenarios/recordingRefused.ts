import { endCall, type Scenario } from "./Scenario.ts"

export const recordingRefused: Scenario = {
  description:
    "The caller refuses the recording in words of their own: it stops, it is destroyed, and the call goes on.",
  expected: "agent_end",
  exchanges: () => [
    {
      caller: "Euh, moi j'aimerais mieux ne pas être enregistrée. Avez-vous du stationnement ?",
      model: [{
        says: { FRENCH: "Il y a des parcomètres dans la rue, et un stationnement payant derrière l'immeuble." }
      }]
    },
    // The line that says that the recording has stopped comes before the answer.
    { caller: "Merci, au revoir !", cue: { _tag: "AgentSilent", forMillis: 2_000 }, model: endCall }
  ]
}
