import { endCall, type Scenario } from "./Scenario.ts"

export const appointmentFr: Scenario = {
  description: "A caller asks a question and wishes an appointment: the message is kept, and a person can act on it.",
  expected: "agent_end",
  exchanges: () => [
    {
      caller: "Bonjour ! Est-ce que vous êtes ouverts le samedi ?",
      model: [{
        says: { FRENCH: "Non, nous sommes fermés la fin de semaine, mais ouverts le jeudi jusqu'à vingt heures." }
      }]
    },
    {
      caller: "D'accord. Alors j'aimerais prendre un rendez-vous pour un nettoyage.",
      model: [{ says: { FRENCH: "Avec plaisir. À quel nom, s'il vous plaît ?" } }]
    },
    {
      caller: "Au nom de Camille Tremblay.",
      model: [{ says: { FRENCH: "Merci, madame Tremblay. À quel numéro peut-on vous joindre ?" } }]
    },
    {
      caller: "Au cinq un quatre, cinq cinq cinq, zéro un neuf deux.",
      heard: "Au 514-555-0192.",
      model: [{
        says: { FRENCH: "J'ai noté cinq un quatre, cinq cinq cinq, zéro un neuf deux. Quel jour vous conviendrait ?" }
      }]
    },
    {
      caller: "Un jeudi, à dix heures du matin.",
      heard: "Un jeudi, à 10 heures du matin.",
      model: [{
        calls: [{
          name: "take_message",
          arguments: {
            kind: "appointment",
            about: "Un rendez-vous pour un nettoyage, de préférence un jeudi à dix heures.",
            callerName: "Camille Tremblay",
            callbackNumber: "514-555-0192",
            bestTime: "le jeudi à dix heures"
          }
        }]
      }]
    },
    { caller: "Non, c'est tout. Merci beaucoup, au revoir !", model: endCall }
  ]
}
