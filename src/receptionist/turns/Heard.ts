import type { Language } from "../../domain/Language.ts"
import { contractions } from "../Spoken.ts"

/** A turn as the rules read it. */
export interface Heard {
  readonly language: Language
  /** All of it, word by word, with spaces around; lower case, contractions written out, commas as words. */
  readonly text: string
  /** What stands behind its last full stop. */
  readonly clause: string
  /** It ends with a question mark. */
  readonly question: boolean
  /** It ends with a comma, a dash or an ellipsis. */
  readonly breaksOff: boolean
}

// A turn is shorter; work is bounded by it.
const longest = 600

const frenchWords = new Set(
  `le la les un une des du de et est je vous pour que qui dans sur avec mon ma mes votre nous il elle on pas oui non
  bonjour merci au aux ce cette ça c'est j'ai puis ou mais allô quel quelle où à numéro voudrais suis avez`.split(/\s+/)
)
const englishWords = new Set(
  `the a an and is i you for to of in my your we it he she they not yes no hi hello thanks thank please at this that
  what when how can could would do have are was with number i'm it's i'd`.split(/\s+/)
)

const guess = (text: string): Language => {
  const words = text.toLowerCase().replace(/[’]/g, "'").split(/[^\p{L}']+/u)
  const count = (list: ReadonlySet<string>) => words.filter((word) => list.has(word)).length
  const elided = /(?:^|\s)(?:[jlcdnmst]|qu)['’]\p{L}/iu.test(text) ? 1 : 0
  return count(englishWords) > count(frenchWords) + elided + (/[éèêàçùôîâ]/i.test(text) ? 1 : 0)
    ? "ENGLISH"
    : "FRENCH"
}

const writtenOut: Readonly<Record<Language, ReadonlyArray<readonly [RegExp, string]>>> = {
  FRENCH: [
    [/\baujourd'hui\b/g, "aujourdhui"],
    [/\bqu'/g, "que "],
    [/(?<!\p{L})([jldnmtsc])'/gu, "$1e "],
    [/\brendez-vous\b/g, "rendezvous"],
    [/(\p{L})-t-(il|elle|on)\b/gu, "$1t$2"],
    [/(\p{L})-(je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|moi|toi|lui|leur|en|y|ci|là)(?!\p{L})/gu, "$1$2"],
    [/\bs ?'?il (?:vous|te) pla[iî]t\b|\bse il (?:vous|te) pla[iî]t\b|\bsvp\b/g, " "]
  ],
  ENGLISH: [
    ...contractions,
    [/\b(it|that|he|she|what|who|there|here|where|how|this|name|number|address)'s\b/g, "$1 is"],
    [/\bwanna\b/g, "want to"],
    [/\bplease\b/g, " "]
  ]
}

/** Reads what a recognizer wrote, with its punctuation or without any. */
export const readHeard = (text: string, language: Language = guess(text)): Heard => {
  const said = text.slice(-longest).trim()
  const ending = said.match(/(?:…|\.\.\.|[,;:?!.–—-])?["»)\s]*$/u)?.[0]?.trim().charAt(0) ?? ""
  const lower = said.toLowerCase().replace(/[’‘ʼ`´]/g, "'").replace(/[«»"“”()]/g, " ")
  const plain = writtenOut[language].reduce((so, [pattern, by]) => so.replace(pattern, by), lower)
  const spaced = (part: string) =>
    ` ${
      part.replace(/[,;:]/g, " , ").replace(/[.!?…–—]/g, " ").replace(/(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])/gu, " ")
        .replace(/[^\p{L}\p{N}',@ ]/gu, " ").replace(/\s+/g, " ").replace(/^[ ,]+|[ ,]+$/g, "")
    } `
  const sentences = plain.split(/(?<=\p{L})[.!?…]+(?=\s|$)/u).filter((part) => /[\p{L}\p{N}]/u.test(part))
  return {
    language,
    text: spaced(plain),
    clause: spaced(sentences.at(-1) ?? ""),
    question: ending === "?",
    breaksOff: ending !== "" && ",;:…–—-".includes(ending) || said.endsWith("...")
  }
}
