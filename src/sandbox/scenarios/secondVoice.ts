import type { ReplyFault } from "../ModelScript.ts"
import { appointmentFr } from "./appointmentFr.ts"
import { endCall, type Exchange, type Scenario, standbyDeployment } from "./Scenario.ts"

const whereAreYou = (fault?: ReplyFault & { readonly times?: number }): Exchange => ({
  caller: "Bonjour, où êtes-vous situés ?",
  model: [{
    says: {
      FRENCH: "Nous sommes sur l'avenue du Mont-Royal, à trois minutes à pied du métro.",
      ENGLISH: "We are on Mont-Royal Avenue, three minutes' walk from the metro."
    },
    ...(fault !== undefined && { fault })
  }]
})

// The caller gives the agent the time to come back to its answer, in whichever voice, on a busy machine as well.
const patiently = { _tag: "AgentSilent", forMillis: 4_000 } as const

const onSaturday = (fault?: ReplyFault): Exchange => ({
  caller: "Et est-ce que vous êtes ouverts le samedi ?",
  cue: patiently,
  model: [{
    says: {
      FRENCH: "Non, mais nous sommes ouverts le jeudi jusqu'à vingt heures.",
      ENGLISH: "No, but we are open until eight on Thursdays."
    },
    ...(fault !== undefined && { fault })
  }]
})

const thankYou: Exchange = { caller: "Parfait, merci. Au revoir !", cue: patiently, model: endCall }

export const cascadeFr: Scenario = {
  ...appointmentFr,
  description: "The same call without a realtime model: transcription, chat model and TTS, one after the other.",
  pipeline: "cascade",
  model: { connections: [{ _tag: "Refuse", status: 404, text: "no such deployment" }] }
}

export const modelDropsFailover: Scenario = {
  description: "The realtime model is lost in the middle of an answer, for good: the other voice goes on with it.",
  expected: "agent_end",
  pipeline: "realtime+cascade",
  exchanges: () => [
    whereAreYou({ _tag: "Lost", how: "dropped", afterMillis: 300, times: 1 }),
    onSaturday(),
    thankYou
  ],
  model: { connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] }
}

export const quota: Scenario = {
  description: "The realtime model's quota is used up during the call (429): the other voice goes on.",
  expected: "agent_end",
  pipeline: "realtime+cascade",
  exchanges: () => [whereAreYou(), onSaturday({ _tag: "Failed", code: "insufficient_quota" }), thankYou],
  model: { connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 429 }] }
}

export const standbyRegion: Scenario = {
  description: "The first realtime deployment refuses every connection (503): that of another region takes the call.",
  expected: "agent_end",
  standby: true,
  exchanges: () => [whereAreYou(), thankYou],
  model: {
    connections: [{ _tag: "Refuse", status: 503 }],
    deployments: { [standbyDeployment]: [{ _tag: "Accept" }] }
  }
}

export const everythingDown: Scenario = {
  description: "Every model is lost in the middle of an answer, for good: apology and goodbye from what was rendered.",
  expected: "model_error",
  pipeline: "realtime+cascade",
  standby: true,
  exchanges: () => [whereAreYou({ _tag: "Lost", how: "outage", afterMillis: 300 })]
}
