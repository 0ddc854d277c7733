import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { Language } from "../domain/Language.ts"

/**
 * Every line that is spoken word for word. `{name}` is the agent's name, `{department}` where a call is sent to,
 * `{promise}` what the caller of a message is promised.
 */
const lines = {
  greeting: {
    FRENCH: "Bonjour, ici {name}. Comment puis-je vous aider aujourd'hui ?",
    ENGLISH: "Hi, {name} here. How can I help you today?"
  },
  disclosureMachine: {
    FRENCH: "Vous parlez à une intelligence artificielle.",
    ENGLISH: "You're speaking with an AI assistant."
  },
  disclosureRecording: {
    FRENCH: "Cet appel est enregistré. Si vous ne le voulez pas, dites simplement : « N'enregistrez pas. »",
    ENGLISH: "This call is recorded. If you'd rather it weren't, just say: \"Don't record.\""
  },
  askRecording: {
    FRENCH: "Avant de commencer, acceptez-vous que cet appel soit enregistré ?",
    ENGLISH: "Before we start, may we record this call?"
  },
  recordingStopped: {
    FRENCH: "D'accord. L'enregistrement est arrêté, et tout ce qui a pu être enregistré est détruit.",
    ENGLISH: "All right. The recording has stopped, and anything that was recorded is destroyed."
  },
  recordingKept: {
    FRENCH: "Merci. Cet appel est enregistré.",
    ENGLISH: "Thank you. This call is being recorded."
  },
  apology: {
    FRENCH: "Toutes nos excuses, nous avons un problème technique. Veuillez rappeler un peu plus tard. Au revoir.",
    ENGLISH: "I'm sorry, we are having technical trouble. Please call again a little later. Goodbye."
  },
  transferAnnouncement: {
    FRENCH: "Un instant, s'il vous plaît. Je transfère votre appel : {department}.",
    ENGLISH: "One moment, please. I'm transferring you to {department}."
  },
  transferPending: {
    FRENCH: "Un instant, s'il vous plaît, j'attends toujours une réponse.",
    ENGLISH: "One moment, please, I'm still waiting for an answer."
  },
  transferRings: {
    FRENCH: "D'accord. Ça sonne déjà là-bas : si personne ne répond, je suis toujours avec vous.",
    ENGLISH: "All right. It is ringing there already; if nobody answers, I'm still here with you."
  },
  transferFailed: {
    FRENCH: "Le transfert n'a malheureusement pas fonctionné. Je suis toujours avec vous. Que puis-je faire d'autre ?",
    ENGLISH: "I'm sorry, the transfer did not go through. I'm still here with you. What else can I do for you?"
  },
  oneMoment: {
    FRENCH: "Un instant, s'il vous plaît.",
    ENGLISH: "One moment, please."
  },
  askRepeat: {
    FRENCH: "Excusez-moi, je vous ai mal entendu. Pouvez-vous répéter, s'il vous plaît ?",
    ENGLISH: "I'm sorry, I didn't catch that. Could you say it again, please?"
  },
  fallbackAnnouncement: {
    FRENCH: "Un instant, s'il vous plaît, je vous passe quelqu'un.",
    ENGLISH: "One moment, please, I'll put you through to somebody."
  },
  tryingNext: {
    FRENCH: "Personne ne répond pour l'instant. J'essaie un autre numéro.",
    ENGLISH: "Nobody is answering just now. I'm trying another number."
  },
  messageTaken: {
    FRENCH: "C'est noté. {promise}",
    ENGLISH: "I've got that down. {promise}"
  },
  messageNotTaken: {
    FRENCH: "Toutes mes excuses, je n'arrive pas à noter votre message en ce moment.",
    ENGLISH: "I'm sorry, I'm not able to take your message just now."
  },
  messageWithdrawn: {
    FRENCH: "C'est fait : votre message ne sera pas transmis.",
    ENGLISH: "Done: your message will not be passed on."
  },
  messageCorrected: {
    FRENCH: "Votre message était peut-être déjà parti : je fais donc savoir que vous le retirez.",
    ENGLISH: "Your message may already have gone out, so I'm letting them know that you take it back."
  },
  messageNotWithdrawn: {
    FRENCH: "Toutes mes excuses, je n'arrive pas à retirer votre message en ce moment.",
    ENGLISH: "I'm sorry, I'm not able to take your message back just now."
  },
  goodbye: {
    FRENCH: "Merci de votre appel. Au revoir et bonne journée !",
    ENGLISH: "Thank you for calling. Goodbye, and have a good day!"
  },
  stillThere: {
    FRENCH: "Êtes-vous toujours là ?",
    ENGLISH: "Are you still there?"
  },
  timeNearlyUp: {
    FRENCH: "Il nous reste environ une minute avant la fin de cet appel.",
    ENGLISH: "We have about one minute left on this call."
  },
  silenceGoodbye: {
    FRENCH: "Je ne vous entends plus, je vais donc raccrocher. N'hésitez pas à rappeler. Au revoir !",
    ENGLISH: "I can't hear you any more, so I'm going to hang up. Please call again any time. Goodbye!"
  },
  maxDurationGoodbye: {
    FRENCH: "Nous avons atteint la durée maximale d'un appel. N'hésitez pas à rappeler. Au revoir !",
    ENGLISH: "We have reached the time limit for a call. Please feel free to call again. Goodbye!"
  },
  drainGoodbye: {
    FRENCH: "Toutes mes excuses, je dois mettre fin à cet appel. Veuillez rappeler dans quelques minutes. Au revoir !",
    ENGLISH: "I'm sorry, I have to end this call now. Please call again in a few minutes. Goodbye!"
  },
  notTransferred: {
    FRENCH: "Je me suis mal exprimée : votre appel n'a pas été transféré. Je suis toujours avec vous.",
    ENGLISH: "I misspoke: your call was not transferred. I'm still here with you."
  },
  notTaken: {
    FRENCH: "Je me suis mal exprimée : aucun message n'a encore été pris.",
    ENGLISH: "I misspoke: no message has been taken yet."
  },
  notAdded: {
    FRENCH: "Je me suis mal exprimée : ce que vous venez d'ajouter n'est pas encore noté.",
    ENGLISH: "I misspoke: what you have just added has not been taken down yet."
  },
  notCalledBack: {
    FRENCH: "Je me suis mal exprimée : aucun rappel n'a encore été demandé pour vous.",
    ENGLISH: "I misspoke: no call back has been arranged for you yet."
  },
  notEnded: {
    FRENCH: "Je me suis mal exprimée : je suis toujours en ligne avec vous.",
    ENGLISH: "I misspoke: I'm still on the line with you."
  },
  notSent: {
    FRENCH: "Je me suis mal exprimée : je ne peux envoyer ni courriel ni texto, et rien n'a été envoyé.",
    ENGLISH: "I misspoke: I can't send emails or text messages, and nothing was sent."
  },
  wasTaken: {
    FRENCH: "Je me suis mal exprimée : votre message a bien été pris.",
    ENGLISH: "I misspoke: your message has been taken."
  }
} as const satisfies Record<string, Readonly<Record<Language, string>>>

/** The name of a fixed line: what an agent file's `phrases:` may replace. */
export type PhraseKey = keyof typeof lines

/** All the fixed lines, the greeting first. */
export const phraseKeys = Object.keys(lines) as ReadonlyArray<PhraseKey>

export const isPhraseKey = (key: string): key is PhraseKey => Object.hasOwn(lines, key)

const variablesIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map(([, variable = ""]) => variable)

/** The variables that a phrase can hold: those that every phrase can, and its own. */
export const variablesOf = (key: PhraseKey): ReadonlyArray<string> => [
  ...new Set(["name", "department", ...variablesIn(lines[key].FRENCH), ...variablesIn(lines[key].ENGLISH)])
]

/** The variables in an agent's own words for a phrase that nobody fills in: they are spoken as they stand. */
export const unknownVariables = (key: PhraseKey, text: string): ReadonlyArray<string> =>
  variablesIn(text).filter((variable) => !variablesOf(key).includes(variable))

/** What an agent says in place of a department that was not given. */
const someDepartment: Readonly<Record<Language, string>> = {
  FRENCH: "le service demandé",
  ENGLISH: "the right department"
}

const template = (agent: AgentConfig, key: PhraseKey, language: Language) =>
  agent.phrases?.[key]?.[language]?.trim() || lines[key][language]

const perCall = /\{(?:department|promise)\}/

/** The words of a fixed phrase that names nobody, where no agent is known. */
export const plainPhrase = (key: PhraseKey, language: Language): string => lines[key][language]

/** The words of a fixed line for one agent: its own (`phrases:`) where it has them, else ours, with the names filled in. */
export const phrasesOf =
  (agent: AgentConfig) =>
  (key: PhraseKey, language: Language, variables: { readonly department?: string; readonly promise?: string } = {}) => {
    const values: Readonly<Record<string, string>> = {
      name: agent.name.trim(),
      department: variables.department?.trim() || someDepartment[language],
      promise: variables.promise?.trim() ?? ""
    }
    // A function as replacement: `$&` and the like in a name are only characters.
    return template(agent, key, language).replace(
      /\{(name|department|promise)\}/g,
      (found, key: string) => values[key] ?? found
    ).trim()
  }

/**
 * The lines that are the same in every call of this agent, the greeting first: worth rendering ahead. The greeting in
 * the default language only, the others in each supported one.
 */
export const fixedPhrases = (
  agent: AgentConfig
): ReadonlyArray<{ readonly text: string; readonly language: Language }> => {
  const phrase = phrasesOf(agent)
  return phraseKeys.flatMap((key) =>
    (key === "greeting" ? [agent.defaultLanguage] : agent.supportedLanguages)
      .filter((language) => !perCall.test(template(agent, key, language)))
      .map((language) => ({ text: phrase(key, language), language }))
  )
}
