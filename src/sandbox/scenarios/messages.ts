import type { FunctionCall } from "../ModelScript.ts"
import { endCall, type Exchange, type Scenario } from "./Scenario.ts"

const takes = (callbackNumber: string): FunctionCall => ({
  name: "take_message",
  arguments: {
    kind: "callback",
    about: "Elle veut déplacer son rendez-vous.",
    callerName: "Camille Roy",
    callbackNumber
  }
})

const asksToBeCalled: Exchange = {
  caller: "Bonjour, ici Camille Roy. Qu'on me rappelle pour déplacer mon rendez-vous, s'il vous plaît.",
  model: [{ says: { FRENCH: "Bien sûr. À quel numéro, s'il vous plaît ?" } }]
}

export const callBackCorrected: Scenario = {
  description: "The number to call back is read back, the caller corrects it, and only the right one is taken.",
  expected: "agent_end",
  exchanges: () => [
    asksToBeCalled,
    {
      caller: "Au cinq un quatre, cinq cinq cinq, zéro un neuf trois.",
      heard: "Au 514-555-0192.",
      model: [{ says: { FRENCH: "Cinq un quatre, cinq cinq cinq, zéro un neuf deux, c'est bien cela ?" } }]
    },
    {
      caller: "Non, ça finit par zéro un neuf trois.",
      heard: "Non, ça finit par 0193.",
      model: [
        // It is in a hurry: the number has not been read back yet, and the tool says so.
        { calls: [takes("514-555-0193")] },
        { says: { FRENCH: "Pardon : cinq un quatre, cinq cinq cinq, zéro un neuf trois. C'est bien cela ?" } }
      ]
    },
    { caller: "Oui, c'est ça.", model: [{ calls: [takes("514-555-0193")] }] },
    { caller: "Merci, au revoir !", model: endCall }
  ]
}

export const messageWithdrawn: Scenario = {
  description: "A message is taken, and the caller no longer wants it passed on: it is gone, and they are told so.",
  expected: "agent_end",
  exchanges: () => [
    asksToBeCalled,
    {
      caller: "Au cinq un quatre, cinq cinq cinq, zéro un neuf deux.",
      heard: "Au 514-555-0192.",
      model: [{ says: { FRENCH: "Cinq un quatre, cinq cinq cinq, zéro un neuf deux, c'est bien cela ?" } }]
    },
    { caller: "Oui, c'est ça.", model: [{ calls: [takes("514-555-0192")] }] },
    {
      caller: "Finalement, oubliez ça, laissez faire, je vais m'arranger.",
      model: [{ calls: [{ name: "withdraw_message", arguments: {} }] }]
    },
    { caller: "Merci, au revoir !", model: endCall }
  ]
}

export const brokenOff: Scenario = {
  description:
    "The caller hangs up before their number is confirmed: what there is of the message is kept, and says so.",
  expected: "caller_hangup",
  exchanges: () => [
    asksToBeCalled,
    {
      caller: "Au cinq un quatre, cinq cinq cinq, zéro un neuf deux.",
      heard: "Au 514-555-0192.",
      model: [
        { calls: [takes("514-555-0192")] },
        { says: { FRENCH: "Cinq un quatre, cinq cinq cinq, zéro un neuf deux, c'est bien cela ?" } }
      ]
    }
  ],
  hangsUp: { _tag: "AgentSpeaking", forMillis: 800 }
}
