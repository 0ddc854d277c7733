import { endCall, type Scenario } from "./Scenario.ts"

export const switchToEnglish: Scenario = {
  description: "A call that begins in French goes on in English as soon as the caller asks for it.",
  expected: "agent_end",
  exchanges: () => [
    {
      caller: "Bonjour, c'est pour une question.",
      model: [{ says: { FRENCH: "Bien sûr, je vous écoute.", ENGLISH: "Of course, go ahead." } }]
    },
    {
      caller: "Sorry, could we continue in English, please?",
      in: "ENGLISH",
      model: [{
        says: {
          FRENCH: "Pardon, je vous entends mal. Pouvez-vous répéter votre question ?",
          ENGLISH: "Of course, let's continue in English. What would you like to know?"
        }
      }]
    },
    {
      caller: "What time do you open on Monday morning?",
      in: "ENGLISH",
      model: [{ says: { FRENCH: "Nous ouvrons à huit heures.", ENGLISH: "We open at eight o'clock on Mondays." } }]
    },
    { caller: "Great, thank you. That's all, goodbye!", in: "ENGLISH", model: endCall }
  ]
}
