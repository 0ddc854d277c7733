import { endCall, type Scenario } from "./Scenario.ts"

export const appointmentFr: Scenario = {
  description: "A caller asks a question, makes an appointment, and the agent ends the call with a goodbye.",
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
      caller: "Le jeudi vingt-six novembre, à dix heures du matin.",
      heard: "Le jeudi 26 novembre, à 10 heures du matin.",
      model: [{
        says: {
          FRENCH:
            "C'est noté, le jeudi vingt-six novembre à dix heures. La réception vous rappellera pour confirmer. " +
            "Puis-je vous aider autrement ?"
        }
      }]
    },
    { caller: "Non, c'est tout. Merci beaucoup, au revoir !", model: endCall }
  ]
}
