import type { EntityType } from "../../anonymizer/text/Entity.ts"

/** A recognizer that goes along with each request, as Presidio's `ad_hoc_recognizers` have it. */
export interface AdHocRecognizer {
  readonly name: string
  readonly supported_language: PresidioLanguage
  readonly supported_entity: string
  readonly patterns: ReadonlyArray<{ readonly name: string; readonly regex: string; readonly score: number }>
  readonly context?: ReadonlyArray<string>
}

export const presidioLanguages = ["fr", "en"] as const
export type PresidioLanguage = typeof presidioLanguages[number]

/** What Presidio's own recognizers have to know, in both languages, and what it is to us. */
export const required: Readonly<Record<string, EntityType>> = {
  PERSON: "PERSON",
  LOCATION: "ADDRESS",
  PHONE_NUMBER: "PHONE",
  EMAIL_ADDRESS: "EMAIL",
  CREDIT_CARD: "CARD",
  CA_SIN: "SIN"
}

const digitWords = {
  fr:
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente"
    + " quarante cinquante soixante cent cents mille et",
  en:
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    + " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double triple"
}

const months = {
  fr: "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
  en: "January|February|March|April|May|June|July|August|September|October|November|December"
}

const streets = {
  fr:
    "(?:rue|avenue|boulevard|chemin|rang|montée|place|côte|allée|route|croissant)\\s+\\S+(?:\\s+(?:Est|Ouest|Nord|Sud))?",
  en: "(?:[A-Z][\\w'-]+\\s+){1,3}(?:Street|Avenue|Road|Boulevard|Drive|Lane|Court|Crescent|Place|Way)"
}

interface Lack {
  readonly entity: string
  readonly type: EntityType
  readonly score: number
  readonly regexes: (language: PresidioLanguage) => ReadonlyArray<string>
  readonly context?: ReadonlyArray<string>
}

const spoken = (language: PresidioLanguage) => {
  const word = `(?:${digitWords[language].split(" ").join("|")})`
  return `\\b${word}(?:[\\s,.-]+${word}){6,40}\\b`
}

/**
 * What Presidio does not find by itself on the phone in Canada. Presidio compiles these without regard to case. A run of
 * digits that is long enough is replaced whatever it is: a speech recognizer breaks check digits.
 */
const lacks: ReadonlyArray<Lack> = [
  { entity: "POSTAL_CODE", type: "POSTAL", score: 0.7, regexes: () => ["\\b[a-z]\\d[a-z][ -]?\\d[a-z]\\d\\b"] },
  {
    entity: "CA_HEALTH_CARD",
    type: "HEALTH",
    score: 0.7,
    regexes: () => [
      "\\b[A-Z]{4}[ -]?\\d{4}[ -]?\\d{4}\\b",
      "\\b\\d{4}[ -]?\\d{3}[ -]?\\d{3}[ -]?[A-Z]{2}\\b"
    ]
  },
  {
    entity: "LONG_NUMBER",
    type: "ID_NUMBER",
    score: 0.5,
    regexes: (language) => ["\\b\\d(?:[ .,-]{0,2}\\d){6,18}\\b", spoken(language)]
  },
  {
    entity: "BIRTH_DATE",
    type: "DOB",
    score: 0.5,
    regexes: (language) => [
      "\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b",
      "\\b\\d\\d?/\\d\\d?/(?:19|20)\\d\\d\\b",
      language === "fr"
        ? `\\b\\d\\d?(?:er)?\\s+(?:${months.fr})\\s+(?:19|20)\\d\\d\\b`
        : `\\b(?:${months.en})\\s+\\d\\d?(?:st|nd|rd|th)?,?\\s+(?:19|20)\\d\\d\\b`
    ]
  },
  {
    entity: "STREET_ADDRESS",
    type: "ADDRESS",
    score: 0.6,
    regexes: (language) => [`\\b\\d{1,5},?\\s+${streets[language]}`]
  },
  {
    entity: "CARD_CODE",
    type: "CVV",
    score: 0.1,
    regexes: () => ["\\b\\d{3,4}\\b"],
    context: ["cvv", "cvc", "sécurité", "security", "cryptogramme"]
  }
]

export const adHocRecognizers: ReadonlyArray<AdHocRecognizer> = presidioLanguages.flatMap((language) =>
  lacks.map(({ context, entity, regexes, score }): AdHocRecognizer => ({
    name: `receptionist ${entity} ${language}`,
    supported_language: language,
    supported_entity: entity,
    patterns: regexes(language).map((regex, index) => ({ name: `${entity} ${index + 1}`, regex, score })),
    ...(context === undefined ? {} : { context })
  }))
)

/** What comes back, as we call it. */
export const ourType: ReadonlyMap<string, EntityType> = new Map([
  ...Object.entries(required),
  ...lacks.map(({ entity, type }) => [entity, type] as const)
])
