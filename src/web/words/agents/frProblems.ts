import type { ProblemKind } from "../../../domain/AgentProblemKind.ts"
import type { HoursNoteKind } from "../../../domain/HoursNoteKind.ts"
import type { LineProblem } from "../../../domain/LineProblem.ts"

/** What is wrong with an agent, where it is not that something else was expected. */
export const sentences = {
  syntax:
    "Ce n'est plus du YAML à partir d'ici : une parenthèse, un guillemet ou un retrait manque, ou une clé est là deux fois.",
  encoding: "Ce n'est pas un fichier de texte en UTF-8 ou en UTF-16.",
  unknownKey: "Cette clé ne veut rien dire ici.",
  twice: "Un autre le porte déjà : il en faut un à lui.",
  lostLetter: "Une lettre s'est perdue ici : \uFFFD est resté à sa place.",
  variable: "Cette phrase ne connaît pas cette variable.",
  phrase: "Aucune phrase ne porte ce nom.",
  pipeline: "Les modèles qu'il lui faut ne sont pas réglés dans le poste."
} satisfies Partial<Record<ProblemKind, string>>

/** What was expected in its place. */
export const expected: Readonly<Record<Exclude<ProblemKind, keyof typeof sentences>, string>> = {
  keys: "des clés et leurs valeurs",
  text: "un texte",
  spoken: "un texte qui se dit : pas vide, et pas trop long",
  language: "FRENCH ou ENGLISH ; la langue de l'accueil fait partie des langues",
  phoneNumber: "un numéro de téléphone que le poste a le droit de composer, comme +15145550100",
  numbers: "une liste de numéros, cinq au plus",
  patience: "une durée de 5 à 60 secondes, comme 20 seconds",
  timeZone: "un fuseau horaire comme America/Toronto",
  week: "des jours (monday, tuesday…) et leurs heures",
  range: "des heures comme 09:00-12:00, qui ne se chevauchent pas",
  exception: "un jour (on), ou le premier et le dernier (from, to), avec des heures, ou closed: true",
  date: "un jour du calendrier comme 2026-12-24, qui n'est pas déjà là",
  holidays: "une région comme CA-QC, des jours MM-JJ ou des noms de jours fériés",
  choice: "un des choix possibles",
  yesOrNo: "true ou false",
  mailbox: "une adresse de courriel seule, comme bureau@example.com ; dix au plus",
  webhook: "une adresse (url) et un secret",
  webhookUrl: "une adresse https: qui n'est pas d'un réseau privé",
  webhookSecret: "whsec_ suivi de 24 à 64 octets en base64",
  keyAction: "transfer et un service, language et une langue parlée, repeat, message ou refuseRecording",
  voice: "le nom d'une voix, comme alloy",
  speed: "un nombre de 0.25 à 1.5 ; 1 est la vitesse de la voix"
}

/** What keeps a number's calls from the worker, and what to do; with the code that it was refused with. */
export const lineProblems: Readonly<Record<LineProblem["kind"], (detail: string) => string>> = {
  livekitRefused: (code) =>
    `LiveKit a refusé une étape (${code}) : vérifiez LIVEKIT_URL et sa clé, et que son service SIP fonctionne.`,
  livekitTaken: () =>
    "LiveKit a déjà pour ce numéro une ligne qui n'a pas été faite ici : retirez-la là-bas (lk sip inbound list), ou laissez le numéro tel qu'il est.",
  livekitUnset: () =>
    "Le bureau ne connaît pas LiveKit : réglez LIVEKIT_URL, LIVEKIT_API_KEY et LIVEKIT_API_SECRET, puis relancez-le.",
  carrierRefused: (code) =>
    `Twilio a refusé une étape (${code}) : vérifiez TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN et TWILIO_TRUNK_SID.`,
  carrierNotOwned: () =>
    "Ce numéro n'est pas du compte Twilio : achetez-le d'abord là-bas, ou vérifiez TWILIO_ACCOUNT_SID.",
  carrierElsewhere: () => "Chez Twilio, ce numéro est déjà sur une autre ligne SIP : retirez-le d'abord de celle-là.",
  numberChanged: () => "Le numéro est maintenant un autre : branchez-le, et l'ancien est libéré.",
  carrierUnset: () => "Le bureau ne connaît pas Twilio : réglez TWILIO_ACCOUNT_SID et son jeton, puis relancez-le."
}

/** Why nothing goes by an agent's hours. */
export const hoursNotes: Readonly<Record<HoursNoteKind, string>> = {
  noWeek: "Les heures n'ont pas de semaine, et le texte n'en dit pas : rien ne les suit.",
  notUnderstood:
    "Une ligne du texte des heures n'est pas comprise : rien ne les suit, elles sont dites telles quelles. La semaine peut les dire.",
  otherZone: "Le texte des heures nomme un autre fuseau que celui de l'agent : rien ne les suit.",
  unknownHolidays:
    "Le texte des heures ne dit pas quels jours fériés : rien ne les suit. Choisissez la région sous « Jours fériés de ».",
  understood: "Le texte des heures est compris, mais il leur manque un fuseau horaire.",
  noTimeZone: "Il manque un fuseau horaire : ces heures sont de celui du poste (TIME_ZONE)."
}
