import type { DeliveryProblem } from "../../../domain/DeliveryProblem.ts"

/** What keeps something from its receiver, and what to do; with the code that stands for it. */
export const problems: Readonly<Record<DeliveryProblem["kind"], (detail: string) => string>> = {
  webhookPrivate: () => "Le webhook mène dans un réseau privé, où rien n'est envoyé : vérifiez son adresse.",
  webhookUnreachable: (code) =>
    `Le webhook est resté injoignable (${code}) : vérifiez son adresse, et s'il fonctionne.`,
  webhookGone: () => "Le webhook a répondu qu'il n'existe plus : donnez-en un autre.",
  webhookRedirects: (status) =>
    `Le webhook renvoie ailleurs (${status}), ce qui n'est pas suivi : donnez l'adresse où il mène.`,
  webhookRefused: (status) => `Le webhook n'a pas pris l'envoi (${status}) : voyez son journal.`,
  webhookSlow: () => "Le webhook n'a pas répondu à temps : vérifiez s'il fonctionne.",
  mailSignIn: (code) =>
    `Le serveur de courriel a refusé notre accès (${code}) : vérifiez l'utilisateur et le mot de passe de SMTP_URL.`,
  mailTls: () => "Le serveur de courriel n'a pas de TLS sûr : vérifiez SMTP_URL, et son certificat.",
  mailMailbox: (code) =>
    `Le serveur de courriel a refusé la boîte, ou MAIL_FROM (${code}) : vérifiez les boîtes de l'agent, et MAIL_FROM.`,
  mailRefused: (code) => `Le serveur de courriel a refusé le message (${code}) : voyez son journal.`,
  mailLater: (code) =>
    `Le serveur de courriel demande de réessayer plus tard (${code}) : voyez son journal si cela dure.`,
  mailUnreachable: (code) => `Le serveur de courriel est resté injoignable, ou a coupé (${code}) : vérifiez SMTP_URL.`,
  mailSlow: () => "Le serveur de courriel a trop tardé : vérifiez SMTP_URL, et s'il fonctionne.",
  mailUnset: () => "Aucun courriel ne peut partir : réglez SMTP_URL et MAIL_FROM, ou retirez les boîtes de l'agent.",
  backendKey: () => "Le serveur n'accepte pas la clé du poste : vérifiez BACKEND_API_KEY.",
  backendAway: () => "Le serveur ne répond pas : vérifiez BACKEND_URL, et s'il fonctionne.",
  agentUnknown: () => "Personne ne répond plus à ce numéro : on ne sait pas où va le message. Voyez-le sous À faire.",
  agentInvalid: () => "L'agent de ce numéro ne peut pas répondre : corrigez-le sous Agents, puis renvoyez le message."
}
