import type { Language } from "../../domain/Language.ts"
import { isAdjective, isNoun } from "./Adjective.ts"
import { type Mention, mentionsIn } from "./Mentions.ts"
import { isEnglishName, isSpeaker, nameOf, type Requested } from "./Named.ts"
import * as Frames from "./RequestFrames.ts"
import * as Vocabulary from "./RequestWords.ts"
import { among, isForSomebody, some, type Words } from "./Subject.ts"
import type { Word } from "./Words.ts"

/**
 * What is wanted of a language, most first: "I'd prefer French", "you can answer in English", "I speak English". What is
 * `poor` is refused, unless it will do: "my English is bad".
 */
type Stance = "wanted" | "allowed" | "able" | "poor" | "refused" | "mentioned"

/** A kind of frame that a language can stand in, and what is wanted of it there; undefined where it stands in another. */
type Rule = (mention: Mention) => Stance | undefined

/** `pas`, `not`; but "ça fait rien" and `rien que` deny nothing. */
const denies = (words: Words) =>
  words.some(({ folded }, n) =>
    Vocabulary.negation.has(folded)
    && !(folded === "rien"
      && (/^(?:fait|de)$/.test(words[n - 1]?.folded ?? "") || /^(?:qu|que)$/.test(words[n + 1]?.folded ?? "")))
  )

/** A thing that has a language, or several of it; `mots` are those that fail somebody. */
const hasThing = (words: Words) =>
  words.some(({ folded }) =>
    Vocabulary.things.has(folded)
    || (folded !== "mots" && folded !== "words" && Vocabulary.things.has(folded.replace(/s$/, "")))
  )

/** `How do you say that in French`, `pardon my French`, `my name is French`. */
const idiom: Rule = ({ after, before }) => {
  if (among(Frames.allGreek, before) && after[0]?.folded === "to") return "mentioned"
  if (among(Frames.wordsFail, before)) return "refused"
  return among(Frames.isIdiom, before) || among(Frames.asksForWord, before) ? "mentioned" : undefined
}

/** `English or French`, `from French to English`: not one of them. */
const coordinated: Rule = ({ after, before, clause, earlier, followed, joined, second, sentence }) => {
  const another = sentence.filter((word) => nameOf(word) !== undefined).length > 1
  const both = another && sentence.some(({ folded }) => /^(?:bi|tri)lingu|^both$|^either$/.test(folded))
  if (joined || both || (another && among(Frames.theTwo, sentence)) || among(Frames.orElse, before)) return "mentioned"
  const ofThings = hasThing([...earlier, ...clause])
  if (second && before.length <= 3 && (ofThings || among(Frames.prefersTo, clause))) {
    return ofThings || among(Frames.between, before) ? "mentioned" : undefined
  }
  return ofThings && (among(Frames.between, before) || (followed && among(Frames.between, after)))
    ? "mentioned"
    : undefined
}

/** Nothing but the language and courtesy: `in English, please`. After a thing it says which one is meant. */
const bare: Rule = ({ after, before, clause, earlier, passed }) => {
  // "I got your flyer, the French one"
  if (/^ones?$/.test(after[0]?.folded ?? "") && hasThing(earlier)) return "mentioned"
  if (!clause.every((word) => nameOf(word) !== undefined || Vocabulary.around.has(word.folded))) return undefined
  if (denies(before.slice(-3).filter(({ folded }) => folded !== "no")) || among(Frames.refusesDirectly, before)) {
    return "refused"
  }
  if (among(Frames.denied, after) || among(Frames.declined, before)) return "refused"
  if (
    !passed && among(Frames.isIn, before) && !among(Frames.plea, after) && !among(Frames.ofCaller, before)
    && !among(Frames.mayBe, clause)
  ) return "mentioned"
  return hasThing(earlier) && !among(Frames.announced, earlier) && !some(earlier, Vocabulary.telling)
    ? "mentioned"
    : "wanted"
}

/** `English muffin`, `bouledogue français`, `I'm French`. */
const adjective: Rule = (mention) => isAdjective(mention) ? "mentioned" : undefined

/** `Rather French than English`, `stop speaking English`. */
const replaced: Rule = ({ after, before, core, isTopic, second }) => {
  const stopped = (some(core, Vocabulary.stopping) && !among(Frames.neverMind, core))
    || (isTopic && some(after.slice(0, 2), Vocabulary.stopping))
  if (stopped || among(Frames.insteadOf, before.slice(-4)) || among(Frames.leaveThe, core)) return "refused"
  if (among(Frames.excessive, before) || among(Frames.andMe, after) || among(Frames.whyThat, before)) return "refused"
  return among(Frames.compared, before) && (second || among(Frames.comparing, before)) ? "mentioned" : undefined
}

/** `My English is bad`, `mon français est meilleur`. */
const skill: Rule = ({ after, before, core }) => {
  const next = after[0]
  if (among(Frames.ofTheirs, after)) return "mentioned"
  if (among(Frames.isLevel, before) && !some(after, Vocabulary.trouble) && !denies(after)) return "mentioned"
  if (!among(Frames.isSkill, before) || (next !== undefined && Vocabulary.serving.has(next.folded))) return undefined
  if (hasThing(after.slice(0, 2)) || among(Frames.reported, before) || among(Frames.conditional, before)) {
    return "mentioned"
  }
  const troubled = some([...after.slice(0, 7), ...core.slice(-5, -1)], Vocabulary.trouble) ||
    among(Frames.tooMuch, after)
  if (troubled || denies(after.slice(0, 5)) || among(Frames.doubts, core) || among(Frames.isSorryFor, before)) {
    return "poor"
  }
  return among(Frames.isOwnSkill, before) && among(Frames.isBetter, after) ? "wanted" : "mentioned"
}

/** "English if you don't mind", "French please", "en anglais ça irait mieux". */
const polite: Rule = ({ after, before, clause, core, isTopic }) => {
  if (among(Frames.plea, after) && !hasThing(clause) && !some(core, Vocabulary.stopping)) {
    const within = /^(?:in|en)$/.test(before.at(-1)?.folded ?? "")
    if (!denies(within ? core : before.slice(-3))) return "wanted"
  }
  if (core.length > 1 && among(Frames.asYouLike, after)) return "mentioned"
  if (isTopic && among(Frames.provided, after)) return "wanted"
  return among(Frames.suits, after) && !some(after, Vocabulary.trouble) && !denies(after) && !hasThing(after)
    ? "wanted"
    : undefined
}

/** The language of a document, a course, a recording, where nobody is asked to speak. */
const thing: Rule = ({ after, before, core, subject }) => {
  const told = subject !== "third" && some(core, Vocabulary.telling) && !among(Frames.asksWhether, core)
  if (told || among(Frames.aWordOf, before) || among(Frames.leavesMessage, core)) return undefined
  if ((denies(core) && among(Frames.learned, core)) || (denies(after) && among(Frames.learned, after))) return undefined
  if (hasThing([...core, ...after]) || among(Frames.oneOfThem, before)) return "mentioned"
  const [verb, noun, link] = before.slice(-3)
  if (noun === undefined || !/^(?:in|en)$/.test(link?.folded ?? "")) return undefined
  // After these, and with these endings, it is a verb: `to chat in English`.
  const isVerb = /^(?:to|rather|can|could|may|will|would|we|i|you|let's|us|please|on|je|j|se|me|vous|nous)$/
    .test(verb?.folded ?? "") || /(?:ing|ed|ly|ment|er|ir|re)$/.test(noun.folded) || Frames.isMood(noun.folded)
  return isNoun(noun) && !isVerb ? "mentioned" : undefined
}

/** Somebody else's language, unless they are to speak now. */
const somebodyElses: Rule = ({ after, before, core, earlier, passed, subject }) => {
  const served = subject === "generic" && among(Frames.brings, before, earlier)
  const forThem = subject !== "first" && (among(Frames.forThem, core, after) || isForSomebody([...core, ...after]))
  if (subject !== "third" && !served && !forThem) return undefined
  if (!passed) return "mentioned"
  return denies(core) || among(Frames.tooLittle, core) || some(core, Vocabulary.trouble) ? "refused" : "wanted"
}

/** What was, what is so elsewhere, and what does not matter. */
const statement: Rule = ({ after, before, clause, core, isTopic, lead, passed, subject }) => {
  const within = /^(?:in|en)$/.test(before.at(-1)?.folded ?? "")
  const needed = among(Frames.needsIt, before, after) && !(among(Frames.weOrOn, core) && among(Frames.haveTo, before))
  const required = (subject !== "first" || among(Frames.exigeQue, before)) && among(Frames.isRequired, before, after)
  if (among(Frames.didSpeak, core) || (subject !== "second" && (needed || required))) {
    return "mentioned"
  }
  if (some(core, Vocabulary.past) && (!among(Frames.wished, before) || among(Frames.told, core))) return "mentioned"
  if (among(Frames.nobodyHere, before)) return "refused"
  if (among(Frames.asksForKey, before) || among(Frames.counts, before)) return "mentioned"
  if (among(Frames.wasPassed, before) && (subject === "generic" || subject === "third")) return "mentioned"
  if (subject === "generic" && among(Frames.otherwhere, core, after)) return "mentioned"
  if ((among(Frames.mustOne, before) && among(Frames.inOrderTo, after)) || among(Frames.actedOn, after)) {
    return "mentioned"
  }
  if (among(Frames.hearsay, before) || among(Frames.nobodyNeeds, before)) return "mentioned"
  if (among(Frames.isUnreal, [...lead, ...core]) || among(Frames.afterUnreal, after)) return "mentioned"
  if (among(Frames.usuallyOthers, before) && !among(Frames.usually, before)) return "mentioned"
  if (subject !== "first" && subject !== "second" && among(Frames.isSet, before) && before.length > 3) {
    return "mentioned"
  }
  if (among(Frames.asksForAnother, before, after)) return "mentioned"
  if (among(Frames.isMachine, before) || (subject === "first" && among(Frames.reads, core))) return "mentioned"
  if (among(Frames.observes, core) && !among(Frames.usually, before) && !among(Frames.complains, lead)) {
    return "mentioned"
  }
  if (subject !== "second" && within && among(Frames.livesIn, before) && !among(Frames.ratherThat, core)) {
    return "mentioned"
  }
  if ((subject === "first" || subject === "none") && among(Frames.elsewhere, before, after)) return "mentioned"
  if (among(Frames.thatI, after)) return "wanted"
  if (among(Frames.isIn, before) && !among(Frames.mayBe, before)) {
    return among(Frames.ofCaller, before) || (passed && among(Frames.ofAnother, before)) ? "wanted" : "mentioned"
  }
  if (among(Frames.unneeded, before) || (isTopic && among(Frames.afterUnneeded, after))) return "refused"
  if (among(Frames.carefree, core) || (isTopic && among(Frames.carefree, after))) return "mentioned"
  return some(clause, Vocabulary.indifferent) && !some(core, Vocabulary.wanting)
      && !among(Frames.yourChoice, before, after)
    ? "mentioned"
    : undefined
}

/** `I have trouble with English`, `le français c'est pas ma force`, `why do you speak French to me`. */
const hardship: Rule = ({ after, before, core, followed, isTopic, lead, name, subject }) => {
  if (among(Frames.wrongOne, before)) return "wanted"
  if (!isEnglishName(name) && some(after.slice(0, 3), Vocabulary.trouble)) return "poor"
  if (among(Frames.lessSo, core) && some(core, Vocabulary.trouble)) return "wanted"
  if (some(core, Vocabulary.trouble) || among(Frames.tooMuch, core)) return "poor"
  if (among(Frames.tooLittle, before) || among(Frames.haveTo, before)) return "poor"
  if (isTopic && (!followed || /^(?:c|est|is)$/.test(after[0]?.folded ?? ""))) {
    const near = after.slice(0, 5)
    if (some(near, Vocabulary.trouble) || among(Frames.tooMuch, after)) return "poor"
    if (among(Frames.partly, after) || among(Frames.secondLanguage, after)) return "poor"
    const ofSomebody = after.findIndex(({ folded }) => Frames.isSpeaking(folded))
    if (ofSomebody <= 0 && denies(near)) return among(Frames.noProblem, after) ? "wanted" : "poor"
  }
  const asked = [...lead, ...core]
  if (among(Frames.whatYouSay, asked)) return "refused"
  if ((subject !== "second" && subject !== "generic") || denies(core) || !some(core, Vocabulary.speech)) {
    return undefined
  }
  if (!among(Frames.complains, asked)) return undefined
  return among(Frames.youAre, core) ? "mentioned" : "refused"
}

/** `I don't speak French` refuses; `don't you speak French` asks. */
const negated: Rule = ({ after, before, core, lead, passed, subject }) => {
  const [within, ahead] = [denies(core), denies(lead)]
  if (ahead && among(Frames.wantsAhead, lead)) return "refused"
  if (within && passed && subject === "generic") return "refused"
  const invites = among(Frames.weOrOn, core) && (among(Frames.invites, lead) || among(Frames.onPeut, core))
  if (subject === "second" || subject === "generic" || invites || among(Frames.noWay, before)) {
    return within || ahead ? "wanted" : undefined
  }
  if (!within) return undefined
  // "I don't understand, English please", where the recognizer heard no comma.
  if (some(core.slice(-3), Vocabulary.understanding) && among(Frames.pleads, after)) return "wanted"
  return among(Frames.misses, core) && some([...core, ...after], Vocabulary.serving)
    ? "wanted"
    : subject === "first"
    ? "poor"
    : "refused"
}

/** `I speak a bit of French too`. */
const both: Rule = ({ after, core, subject }) => {
  if (subject === "second" || subject === "generic") return undefined
  return some([...core, ...after], Vocabulary.quantity) || after.at(-1)?.folded === "too" || among(Frames.hasSome, core)
    ? "mentioned"
    : undefined
}

/** `I speak English`: enough where nothing else is asked for; to understand it is not to ask for it. */
const ability: Rule = ({ after, before, core, isTopic, lead, name, subject }) => {
  if (isTopic && among(Frames.isTheirs, after)) return "mentioned"
  if (among(Frames.mayDo, core, lead)) return "allowed"
  if (among(Frames.usually, before)) return "wanted"
  if (subject === "first" && isSpeaker(name) && among(Frames.identifies, core)) return "able"
  if (subject !== "first" || among(Frames.exclusively, core, after)) return undefined
  if (among(Frames.likeA, after)) return "mentioned"
  return among(Frames.speaks, core) ? "able" : among(Frames.understands, core) ? "mentioned" : undefined
}

/** Whatever is left: a request in words that requests are made of, or in few. */
const request: Rule = ({ after, before, clause, isTopic, name, passed }) => {
  const asks = ({ folded }: Word) =>
    folded === "service" || Frames.isMood(folded)
    || (Vocabulary.wanting.has(folded) && !Vocabulary.everyday.has(folded))
  return isTopic || passed || isSpeaker(name) || clause.length <= 6 || among(Frames.invitation, before)
      || [...before, ...after].some(asks)
    ? "wanted"
    : "mentioned"
}

/** The first that says something decides. */
const rules: ReadonlyArray<Rule> = [
  idiom,
  coordinated,
  bare,
  adjective,
  replaced,
  skill,
  polite,
  thing,
  somebodyElses,
  statement,
  hardship,
  negated,
  both,
  ability,
  request
]

const stanceOf = (mention: Mention): Stance => {
  for (const rule of rules) {
    const stance = rule(mention)
    if (stance !== undefined) return stance
  }
  return "mentioned"
}

const opposite: Readonly<Record<Language, Language>> = { FRENCH: "ENGLISH", ENGLISH: "FRENCH" }

/**
 * The language that a caller asks for in so many words: by name ("English?"), by a question ("parlez-vous français ?"),
 * or by saying that they do not have the other ("I don't speak French"), for themselves or for somebody who will speak
 * now. Courses, letters and other people's languages are not requests.
 */
export const requestIn = (words: Words): Requested | undefined => {
  const stances: Array<readonly [Requested, Stance]> = []
  for (const mention of mentionsIn(words)) {
    const stance = stanceOf(mention)
    // What is said last of a language counts: "my French isn't perfect, but French, please".
    const before = stances.findIndex(([language]) => language === mention.language)
    if (before >= 0 && (stance === "wanted" || stance === "refused" || stance === "poor")) stances.splice(before, 1)
    stances.push([mention.language, stance])
  }
  const of = (wanted: Stance) =>
    stances.flatMap(([language, stance]) => stance === wanted && language !== "OTHER" ? [language] : [])
  const reassured = among(Frames.reassures, words)
  const refused = [...of("refused"), ...(reassured ? [] : of("poor"))]
  const last = (wanted: Stance) => of(wanted).findLast((language) => !refused.includes(language))
  const asked = last("wanted") ?? last("allowed") ?? (reassured ? undefined : last("able"))
  if (asked !== undefined) return asked
  const [only, another] = new Set(refused)
  if (only !== undefined && another === undefined) return opposite[only]
  return stances.some(([language, stance]) => language === "OTHER" && stance === "wanted") ? "OTHER" : undefined
}
