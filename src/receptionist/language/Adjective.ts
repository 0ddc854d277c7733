import { entryOf } from "./Lexicon.ts"
import type { Mention } from "./Mentions.ts"
import { isEnglishName, isSpeaker } from "./Named.ts"
import * as Frames from "./RequestFrames.ts"
import * as Vocabulary from "./RequestWords.ts"
import { among, isGrammar, isVerbal, some } from "./Subject.ts"
import type { Word } from "./Words.ts"

/** It names something that no request is made of. */
export const isNoun = (word: Word | undefined) =>
  word !== undefined && !word.mute && !isGrammar(word) && !isVerbal(word) && !Vocabulary.negation.has(word.folded)
  && !Vocabulary.ourselves.has(word.folded)

/** So much of a language: `un mot d'anglais`. */
const measures = new Set("peu beaucoup gros mot mots plus moins assez cenne bout".split(" "))

const isAdjectiveInEnglish = ({ after, before, passed }: Mention): boolean => {
  const [last, next, second] = [before.at(-1), after[0], after[1]]
  // "Here's my roommate, he's French", "my French-speaking daughter": who is to speak now.
  if (passed && (next?.folded === "speaking" || /^(?:he's|she's|they're)$/.test(last?.folded ?? ""))) return false
  if (next?.folded === "speaking" && second !== undefined) return !isVerbal(second) && !isGrammar(second)
  if (among(Frames.isOfOrigin, before)) return next === undefined || next.folded !== "speaking"
  if (next === undefined) {
    // `Dawn French`
    const named = last !== undefined && entryOf(last) === undefined && isNoun(last) && !/(?:ed|ing)$/.test(last.folded)
      && (!before.some(isVerbal) || last.capital || /^(?:to|with|for)$/.test(before.at(-2)?.folded ?? ""))
    return named || (among(Frames.isPredicate, before) && !among(Frames.isOwnLanguage, before))
  }
  // "The French language office"
  if (next.folded === "language" && second !== undefined && isNoun(second)) return true
  if (next.folded === "press" || (next.folded === "way" && last?.folded === "the")) return true
  // `The French option for the exam`, `a French service at your church`, `that's French for goodbye`
  const ofSomething = Vocabulary.serving.has(next.folded) && /^(?:at|in|of|for|on)$/.test(second?.folded ?? "")
  if (ofSomething || next.folded === "of") {
    return /^(?:the|a|your|our|that|my)$/.test(after[2]?.folded ?? "") || next.folded === "of"
  }
  if (among(Frames.isPredicate, before) && next.folded === "for" && !/^(?:me|us)$/.test(second?.folded ?? "")) {
    return true
  }
  const adverb = next.folded.endsWith("ly") && entryOf(next)?.kind !== "name"
  return !isVerbal(next) && !Vocabulary.indifferent.has(next.folded) && !isGrammar(next) && !adverb
}

const isAdjectiveInFrench = ({ after, before, name }: Mention): boolean => {
  const last = before.at(-1)
  if (last === undefined) return false
  if (/^(?:un|une|des|les|cet|cette)$/.test(last.folded) && !some(after.slice(0, 4), Vocabulary.trouble)) return true
  const [measure] = before.slice(-2)
  if (/^(?:d|de)$/.test(last.folded) && isNoun(measure) && !measures.has(measure?.folded ?? "")) return true
  if (Vocabulary.serving.has(last.folded)) return false
  // `Du thé anglais`
  if (last.folded === "the" && last.accented) return true
  if (name.folded.endsWith("aise")) return last.folded !== "langue"
  return !Vocabulary.beforeInFrench.has(last.folded) && !isGrammar(last) &&
    (!Frames.isMood(last.folded) || /^(?:des|les|vos|nos|mes|ces|ses|leurs)$/.test(measure?.folded ?? ""))
}

/** `Francophone clients`, `many francophones`, and not `a francophone agent`. */
const isOfSomebody = ({ after, before, name, subject }: Mention): boolean => {
  if (isNoun(after[0]) && entryOf(after[0] ?? name)?.sign !== 1) return true
  if (/^(?:many|few|the|most|les|des|nos|vos)$/.test(before.at(-1)?.folded ?? "")) return name.folded.endsWith("s")
  return subject !== "first" && isNoun(before.at(-1))
}

/** `French two` */
const isCourse = ({ after: [next], before }: Mention) =>
  next !== undefined && (entryOf(next)?.kind === "number" || next.folded === "un")
  && !(next.folded === "one" && /^(?:a|an|the)$/.test(before.at(-1)?.folded ?? ""))

/** Whether the language says of what kind something is: `English muffin`, `bouledogue français`, `I'm French`. */
export const isAdjective = (mention: Mention): boolean =>
  isSpeaker(mention.name)
    ? isOfSomebody(mention)
    : among(Frames.isTitle, mention.before) || isCourse(mention)
      || (isEnglishName(mention.name) ? isAdjectiveInEnglish(mention) : isAdjectiveInFrench(mention))
