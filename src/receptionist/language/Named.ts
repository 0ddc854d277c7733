import type { Language } from "../../domain/Language.ts"
import type { Word } from "./Words.ts"

/** The language that a caller can ask for: one of ours, or any other. */
export type Requested = Language | "OTHER"

const inEnglish: Readonly<Record<string, Requested>> = { english: "ENGLISH", french: "FRENCH" }
const inFrench: Readonly<Record<string, Requested>> = {
  anglais: "ENGLISH",
  anglaise: "ENGLISH",
  anglophone: "ENGLISH",
  anglophones: "ENGLISH",
  francais: "FRENCH",
  francaise: "FRENCH",
  francophone: "FRENCH",
  francophones: "FRENCH"
}
const others: ReadonlySet<string> = new Set(
  `spanish espagnol espanol mandarin cantonese cantonais chinese chinois arabic arabe italian italien portuguese portugais
  german allemand creole hindi punjabi russian russe vietnamese vietnamien tagalog farsi persian ukrainian ukrainien greek
  grec hebrew romanian roumain polish polonais korean coreen japanese japonais tamil urdu bengali turkish`.split(/\s+/)
)

/** The language that a word names, however it is used. */
export const nameOf = (word: Word | undefined): Requested | undefined => {
  if (word === undefined || word.mute) return undefined
  return inEnglish[word.folded] ?? inFrench[word.folded] ?? (others.has(word.folded) ? "OTHER" : undefined)
}

/** The name without its language: what is left of `francophones` and of `anglophones` is the same. */
export const formOf = ({ folded }: Word): string => folded.replace(/^(?:angl|franc)|^(?:english|french)$/, "~")
