import { closedDepartmentOf, departmentOf, endCall, type Exchange, type Scenario } from "./Scenario.ts"

const areYouOpen = (answer: string): Exchange => ({
  caller: "Bonjour, est-ce que vous êtes ouverts en ce moment ?",
  model: [{ says: { FRENCH: answer } }]
})

const goodbye: Exchange = { caller: "Parfait, merci. Au revoir !", model: endCall }

export const closedEvening: Scenario = {
  description:
    "It is evening: the agent says when it opens again, and takes a message, with a promise that the hours bear out.",
  expected: "agent_end",
  at: { weekday: 2, hour: 20 },
  exchanges: () => [
    areYouOpen("Non, c'est fermé pour ce soir ; nous rouvrons demain à huit heures. Voulez-vous laisser un message ?"),
    {
      caller: "Oui, qu'on me rappelle au sujet de ma couronne, c'est Louise Gagnon. Au numéro d'où j'appelle.",
      model: [{
        calls: [{
          name: "take_message",
          arguments: {
            kind: "callback",
            about: "Elle veut qu'on la rappelle au sujet de sa couronne.",
            callerName: "Louise Gagnon",
            callbackNumber: "this number"
          }
        }]
      }]
    },
    goodbye
  ]
}

export const closedHoliday: Scenario = {
  description: "It is a holiday: a transfer is not dialled, the model is told why and until when, and the caller is.",
  expected: "agent_end",
  at: { month: 6, day: 24, hour: 10 },
  exchanges: (agent) => [
    areYouOpen("Non, nous sommes fermés aujourd'hui, pour la fête nationale."),
    {
      caller: "Est-ce que je peux quand même parler à quelqu'un ?",
      model: [
        { calls: [{ name: "transfer_call", arguments: { department: departmentOf(agent) } }] },
        { says: { FRENCH: "C'est fermé aujourd'hui. Je peux prendre un message, si vous voulez." } }
      ]
    },
    { caller: "Non merci, je vais rappeler. Au revoir !", model: endCall }
  ]
}

export const closedDepartment: Scenario = {
  description: "A department is closed while the others are open: it is not dialled, and a message is taken for it.",
  expected: "agent_end",
  exchanges: (agent) => [
    {
      caller: "Bonjour, j'ai une question sur ma facture.",
      model: [
        { calls: [{ name: "transfer_call", arguments: { department: closedDepartmentOf(agent) } }] },
        { says: { FRENCH: "Ce service est fermé jusqu'à demain matin. Voulez-vous laisser un message ?" } }
      ]
    },
    {
      caller: "Oui. Marc Roy, au numéro d'où j'appelle. C'est pour le montant de ma dernière facture.",
      model: [{
        calls: [{
          name: "take_message",
          arguments: {
            kind: "callback",
            about: "Il a une question sur le montant de sa dernière facture.",
            forWhom: closedDepartmentOf(agent),
            callerName: "Marc Roy",
            callbackNumber: "this number"
          }
        }]
      }]
    },
    goodbye
  ]
}
