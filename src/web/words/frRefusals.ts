import type { RefusalCode } from "../../api/Errors.ts"

/** What the office refuses, and what to do. */
export const refusals: Readonly<Record<RefusalCode, string>> = {
  databaseAway: "La base de données du bureau ne répond pas. Réessayez dans un moment.",
  databaseFull:
    "La base de données du bureau n'a plus de place. Qui fait fonctionner le bureau doit voir à son disque.",
  draftChanged: "Quelqu'un a changé le brouillon entre-temps. Rechargez-le, puis refaites votre changement.",
  email: "Il faut une adresse de courriel.",
  emailTaken: "Quelqu'un a déjà cette adresse. Demandez-lui, ou prenez-en une autre.",
  form: "Le formulaire envoyé ne se lit pas.",
  idTaken: "Un autre agent a déjà cet identifiant. Retirez id du YAML, ou changez-le.",
  instant: "Il faut un jour et une heure.",
  lastManager: "C'est la dernière personne à la gestion. Donnez d'abord ce rôle à quelqu'un d'autre.",
  lineAway: "Le branchement n'a pas fonctionné. La page du numéro dit ce qui s'est passé.",
  messageGone:
    "La copie du poste n'est plus sur cette machine (passé son délai, ou gardée avec une autre JOURNAL_KEY) : rien ne peut être renvoyé. Occupez-vous du message sous À faire.",
  messageHeld: "Le poste est en train de l'envoyer, ou ses fichiers ne s'ouvrent pas. Réessayez dans un moment.",
  noDraft: "Il n'y a pas de brouillon à publier. Changez d'abord quelque chose.",
  numberBusy: "Ce numéro est en train d'être branché. Attendez qu'il le soit, puis débranchez-le.",
  numberConnected: "Ce numéro est déjà branché, ou en train de l'être. Débranchez-le d'abord.",
  numberTaken: "Un autre agent répond à ce numéro. Donnez-en un autre à celui-ci, ou archivez l'autre.",
  onlyInYaml: "Le formulaire ne peut pas changer cela sans changer autre chose. Changez-le dans le YAML.",
  person: "Cette personne n'existe pas.",
  phone: "Il faut un numéro avec son pays, comme +15145550123.",
  storeAway: "Le stockage des enregistrements et des transcriptions ne répond pas. Réessayez plus tard.",
  webhookUrl: "Il faut une adresse https: complète, qui n'est pas d'un réseau privé."
}
