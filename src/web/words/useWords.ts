import { useMemo } from "react"
import { keepTongue, type Tongue, tongueKept, useTongue } from "../parts/preferences.ts"
import type { Words } from "./en.ts"

const dictionaries: Partial<Record<Tongue, Words>> = {}

/** Speaks a language from now on; the first page brings one of them alone. */
export const speak = async (tongue: Tongue = tongueKept()) => {
  dictionaries[tongue] ??= tongue === "fr" ? (await import("./fr.ts")).fr : (await import("./en.ts")).en
  keepTongue(tongue)
}

/** Every text of the console, in the language of whoever reads it. */
export const useWords = (): Words => {
  const words = dictionaries[useTongue()]
  if (words === undefined) throw new Error("the page was drawn before its language was there")
  return words
}

/** The words of every page, and those of some pages alone, which come with them in both languages. */
export const wordsOf = <More>(more: Readonly<Record<Tongue, More>>) => (): Words & More => {
  const words = useWords()
  const tongue = useTongue()
  return useMemo(() => ({ ...words, ...more[tongue] }), [words, tongue])
}

export type { Words }
