import { counted } from "../count.ts"
import type { en } from "./en.ts"

const count = counted.fr

export const fr: typeof en = {
  settings: {
    title: "Réglages",
    tabs: {
      people: "Personnes",
      company: "Entreprise",
      webhooks: "Webhooks",
      keys: "Clés",
      audit: "Registre",
      erasure: "Effacement"
    },
    people: {
      lead: "La gestion change les choses ; la lecture regarde, sans les numéros des appelants.",
      invite: "Inviter quelqu'un",
      name: "Nom",
      email: "Courriel",
      role: "Rôle",
      send: "Créer le lien",
      linkTitle: (name) => `Un lien pour ${name}`,
      linkLead: (until) => `Remettez-le vous-même. Il sert une fois, jusqu'au ${until}, et n'est montré qu'ici.`,
      waiting: "N'est pas encore entré",
      seen: (when) => `Vu ${when}`,
      off: "Ne peut pas se connecter",
      newLink: "Nouveau lien",
      makeOff: "Retirer l'accès",
      makeOn: "Rendre l'accès",
      you: "vous"
    },
    company: {
      name: "Nom de l'entreprise",
      retention: "Combien de temps on garde",
      retentionLead:
        "Ce qui est plus vieux est supprimé dans l'heure, du stockage aussi. Le repère de la CNIL pour les enregistrements : six mois au plus.",
      kinds: { messages: "Messages", recordings: "Enregistrements", transcripts: "Transcriptions", calls: "Appels" },
      days: "jours",
      saved: "Enregistré."
    },
    webhooks: {
      lead: "Avertis des messages et des appels à mesure, signés selon Standard Webhooks.",
      add: "Ajouter un webhook",
      url: "Adresse",
      events: "Averti de",
      secretTitle: "Le secret du webhook",
      secretLead: "Avec lui, le destinataire sait que c'est nous. Il n'est montré qu'ici.",
      test: "Envoyer un test",
      tested: "Un test est en route ; voyez Envois.",
      gone: "Le destinataire a répondu qu'il n'existe plus : on ne lui dit plus rien.",
      off: "Arrêté",
      on: "Actif",
      switchOn: "Activer",
      switchOff: "Arrêter",
      emptyTitle: "Pas de webhook",
      empty: "Un webhook avertit un autre programme de chaque message et de chaque appel.",
      removeTitle: "Retirer ce webhook ?",
      removeLead: "On ne lui dit plus rien. Cela ne se défait pas."
    },
    keys: {
      lead: "Avec une clé, un poste qui répond montre qu'il est à vous. On efface les appelants avec une clé à part.",
      add: "Créer une clé",
      name: "Pour quel poste",
      purpose: "À quoi elle sert",
      purposes: { calls: "Appels", erasure: "Effacer des appelants" },
      secretTitle: "La clé",
      secretLead: {
        calls: "Mettez-la dans BACKEND_API_KEY du poste. Elle n'est montrée qu'ici.",
        erasure: "Mettez-la dans BACKEND_ERASURE_KEY, là où on lance receptionist erase. Elle n'est montrée qu'ici."
      },
      made: (when) => `Créée ${when}`,
      used: (when) => `utilisée ${when}`,
      unused: "jamais utilisée",
      emptyTitle: "Pas encore de clé",
      empty: "Un poste sur une autre machine en a besoin. Celui d'ici s'en passe.",
      removeTitle: "Retirer cette clé ?",
      removeLead: "Le poste qui l'utilise est refusé dès son prochain appel."
    },
    audit: {
      lead: "Qui a écouté, lu, changé et effacé quoi.",
      emptyTitle: "Rien encore",
      empty: "À partir de maintenant, ce qui se fait ici est noté.",
      office: "Le bureau lui-même",
      call: "Appel",
      agent: "Agent"
    },
    erasure: {
      lead:
        "Supprime tout ce qu'il y a d'un appelant : appels, messages, enregistrements, transcriptions. Pour de bon.",
      number: "Le numéro de l'appelant",
      numberHint: "Avec le pays, par exemple +1 514 555 0123",
      look: "Chercher",
      found: "Il y a, de ce numéro :",
      nothing: "Il n'y a rien de ce numéro.",
      kinds: { calls: "Appels", messages: "Messages", recordings: "Enregistrements", transcripts: "Transcriptions" },
      erase: "Effacer pour de bon",
      confirmTitle: "Effacer cet appelant ?",
      confirmLead: "Personne ne peut le défaire.",
      confirmType: (ending) => `Pour être sûr, tapez les quatre derniers chiffres du numéro : ${ending}`,
      done: "L'appelant est effacé.",
      receipts: "Reçus",
      receipt: (ending) => `Numéro finissant par ${ending}`,
      left: (n) => `${count(n, "chose reste", "choses restent")} à supprimer.`,
      whole: "Tout a disparu.",
      noReceipts: "Personne n'a encore été effacé."
    }
  },
  actions: {
    "agent.archived": "a archivé un agent",
    "agent.created": "a créé un agent",
    "agent.draftDropped": "a jeté un brouillon",
    "agent.drafted": "a gardé un brouillon",
    "agent.published": "a publié un agent",
    "agent.restored": "a rétabli un agent",
    "caller.erased": "a effacé un appelant",
    "calls.exported": "a téléchargé les appels en CSV",
    "company.changed": "a changé les réglages",
    "delivery.resent": "a renvoyé un envoi",
    "key.made": "a créé une clé",
    "key.removed": "a retiré une clé",
    "message.changed": "a changé un message",
    "message.done": "a marqué un message comme fait",
    "message.noted": "a ajouté une note à un message",
    "message.read": "a lu un message",
    "message.reopened": "a rouvert un message",
    "number.provisioned": "a branché un numéro",
    "number.released": "a débranché un numéro",
    "person.changed": "a changé l'accès de quelqu'un",
    "person.invited": "a invité quelqu'un",
    "person.link": "a fait un nouveau lien pour quelqu'un",
    "recording.played": "a écouté un enregistrement",
    "session.begun": "s'est connecté",
    "transcript.read": "a lu une transcription",
    "webhook.added": "a ajouté un webhook",
    "webhook.changed": "a changé un webhook",
    "webhook.removed": "a retiré un webhook"
  }
}
