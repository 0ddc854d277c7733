import { counted } from "../count.ts"
import type { en } from "./en.ts"
import { problems } from "./frProblems.ts"

const count = counted.fr

export const fr: typeof en = {
  deliveries: {
    title: "Envois",
    lead: "Chaque courriel et chaque webhook, avec ses essais.",
    states: { open: "En route", delivered: "Livré", failed: "Échoué" },
    all: "Tous",
    ways: { email: "Courriel", webhook: "Webhook", backend: "Serveur", lookup: "Où son agent le dit" },
    events: {
      "message.created": "Un message",
      "call.ready": "Un appel",
      "delivery.failed": "Un envoi échoué",
      test: "Un test"
    },
    tries: (n) => count(n, "essai", "essais"),
    next: (when) => `Prochain essai ${when}`,
    resend: "Renvoyer",
    resent: "Un nouvel essai se fait maintenant.",
    resentByWorker: "Le poste qui l'a pris l'envoie d'ici un quart de minute.",
    emptyTitle: "Rien n'a encore été envoyé",
    empty:
      "Nommez une boîte ou un webhook sous deliver dans un agent, ou ajoutez un webhook dans Réglages : chaque message y va alors.",
    emptyFailedTitle: "Rien n'a échoué",
    emptyFailed: "Ce qui ne peut pas être livré se trouve ici en rouge, avec ce qu'il faut faire.",
    ok: "Livré",
    notOk: "Échoué",
    openMessage: "Message",
    openCall: "Appel",
    problem: (problem, reason) => reason === undefined ? problem : problems[reason.kind](reason.detail ?? "")
  }
}
