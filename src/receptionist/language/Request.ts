import type { Language } from "../../domain/Language.ts"
import { entryOf } from "./Lexicon.ts"
import { denies, isGrammar, isVerbal, type Mention, mentionsIn, some, someThing, textOf, type Words } from "./Mentions.ts"
import { isEnglishName, isSpeaker, nameOf, type Requested } from "./Named.ts"
import * as Frames from "./RequestWords.ts"
import type { Word } from "./Words.ts"

/** What is wanted of a language; `able` is less than `wanted`: "I speak English, but I'd prefer French". */
type Stance = "wanted" | "able" | "refused" | "mentioned"

/** A frame that a language can stand in, and what is wanted of it there; undefined where the frame is another. */
type Rule = (mention: Mention) => Stance | undefined

const among = (pattern: RegExp, ...parts: ReadonlyArray<Words>) => parts.some((words) => pattern.test(textOf(words)))

/** `How do you say that in French`, `pardon my French`, `my name is French`. */
const idiom: Rule = ({ after, before }) => {
  const said = textOf(before)
  if (/\b(?:it's|was|is) all$/.test(said) && among(/^to me\b/, after)) return "mentioned"
  if (Frames.wordsFail.test(said)) return "refused"
  return /\b(?:excuse|pardon|pardonnez) (?:my|mon)$|\b(?:names?|nom)(?:'s| is| est| c est)?$|\b(?:appelle|nomme|named)(?: \S+)?$/.test(said) || Frames.forWord.test(said)
    ? "mentioned"
    : undefined
}

/** Nothing but the language and courtesy: `in English, please`. After a thing it says which one is wanted. */
const bare: Rule = ({ after, before, clause, earlier }) => {
  if (!clause.every((word) => nameOf(word) !== undefined || Frames.around.has(word.folded))) return undefined
  if (some(before.slice(-3).filter(({ folded }) => folded !== "no"), Frames.negation) || among(/(?<!no )\bno(?: in)?$/, before)) return "refused"
  if (among(/^(?:c est )?non?\b/, after) || among(/^(?:non merci|no thanks|no thank you) \S/, before)) return "refused"
  return someThing(earlier) && !some(earlier, Frames.telling) ? "mentioned" : "wanted"
}

const bilingual = new Set(["bilingual", "bilingue", "bilingues", "trilingual", "trilingue"])

/** `English or French`, `from French to English`: not one of them. */
const coordinated: Rule = ({ after, before, clause, earlier, followed, joined, second }) => {
  if (joined || ((followed || second) && some(clause, bilingual)) || among(/^(?:or|ou) (?:just|only|juste|seulement)\b/, before)) return "mentioned"
  if (second && before.length <= 3 && someThing([...earlier, ...clause])) return "mentioned"
  if (second && among(/^a(?: l| le)?$/, before) && among(/\bprefer|\baime/, clause)) return "mentioned"
  const link = /^(?:to|into|vers|a|au)(?: (?:le|l))?$/
  return (among(link, before) || (followed && among(link, after))) && someThing([...earlier, ...clause]) ? "mentioned" : undefined
}

const isNoun = (word: Word | undefined) =>
  word !== undefined && !word.mute && !isGrammar(word) && !isVerbal(word) && !Frames.negation.has(word.folded)
  && !Frames.ourselves.has(word.folded) && !/^(?:peu|beaucoup|gros|mots?|plus|moins|assez|cenne|bout)$/.test(word.folded)

/** `English muffin`, `bouledogue français`, `I'm French`: it says of what kind something is. */
const adjective: Rule = ({ after, before, name }) => {
  const [last, next] = [before.at(-1), after[0]]
  if (isSpeaker(name)) return undefined
  if (Frames.beforeName.test(last?.folded ?? "")) return "mentioned"
  const isOne = () => {
    if (isEnglishName(name)) {
      if (next?.folded === "speaking" && after[1] !== undefined && !isVerbal(after[1]) && !isGrammar(after[1])) return true
      if (/^(?:i'm|im|am|we're|are|were|been|he's|she's|they're|sounds?|looks?|seems?)$/.test(last?.folded ?? "")) return next?.folded !== "speaking"
      if (last !== undefined && !isGrammar(last) && !isVerbal(last) && entryOf(last) === undefined && last.folded !== "habla" && next === undefined && !before.some(isVerbal)) return true
      if (next?.folded === "press" || (next?.folded === "way" && last?.folded === "the")) return true
      if (next === undefined && among(/\b(?:is|was) (?:that|this|it)$/, before)) return true
      if (next === undefined) return /^(?:is|was|it's|that's|name's)$/.test(last?.folded ?? "") && !among(Frames.ownLanguage, before)
      return !isVerbal(next) && !Frames.indifferent.has(next.folded) && !isGrammar(next) && !(next.folded.endsWith("ly") && entryOf(next)?.kind !== "name")
    }
    if (/^(?:un|une|des|les|cet|cette)$/.test(last?.folded ?? "") && !some(after.slice(0, 4), Frames.trouble)) return true
    if (/^(?:d|de)$/.test(last?.folded ?? "") && isNoun(before.at(-2))) return true
    if (last === undefined || Frames.serving.has(last.folded)) return false
    if (last.folded === "the" && last.accented) return true
    if (name.folded.endsWith("aise")) return last.folded !== "langue"
    return !Frames.beforeInFrench.has(last.folded) && !isGrammar(last) && !Frames.mood.test(last.folded)
  }
  return isOne() ? "mentioned" : undefined
}

/** `My English is bad`, `mon français est meilleur`. */
const skill: Rule = ({ after, before, core }) => {
  if (!among(/\b(?:my|mon|notre|our|your|votre|ton)$/, before)) return undefined
  if (after[0] !== undefined && Frames.serving.has(after[0].folded)) return undefined
  if (someThing(after.slice(0, 2)) || among(/\b(?:told|dit a)\b/, before)) return "mentioned"
  if (some([...after.slice(0, 7), ...core.slice(-5, -1)], Frames.trouble) || denies(after.slice(0, 5))) return "refused"
  if (among(Frames.tooMuch, after) || among(Frames.doubting, core) || among(/\b(?:sorry|desolee?) (?:for|about|pour)\b/, before)) return "refused"
  return !among(/\b(?:your|votre|ton)$/, before) && among(/^(?:\S+ ){0,3}(?<!getting )(?:better|best|mieux|meilleur)\b/, after) ? "wanted" : "mentioned"
}

/** `Rather French than English`, `stop speaking English`. */
const replaced: Rule = ({ after, before, core, isTopic, second }) => {
  if (among(Frames.instead, before.slice(-4)) || (some(core, Frames.stopping) && !among(/\b(?:forget it|oublie ca|oubliez ca)\b/, core))) return "refused"
  if (among(/^(?:et|pis|and) (?:moi|me|i)(?: |$)/, after) || among(Frames.whyThat, before) || (isTopic && some(after.slice(0, 2), Frames.stopping)) || among(/\bleave the$/, core)) return "refused"
  const compares = /\b(?:than|qu|que|from)(?: (?:l|le|en|in|the|my|mon))?$/
  return among(compares, before) && (second || among(/\b(?:mieux|plus|plutot|better|more|rather|easier)\b/, before)) ? "mentioned" : undefined
}

/** "English if you don't mind", "French please". */
const polite: Rule = ({ after, before, clause, core, isTopic }) => {
  if (among(Frames.plea, after) && !someThing(clause) && !denies(among(/\b(?:in|en)$/, before) ? core : before.slice(-3)) && !some(core, Frames.stopping)) return "wanted"
  if (isTopic && among(/^(?:if|si|please|svp|s il)\b/, after)) return "wanted"
  return among(Frames.suits, after) && !some(after, Frames.trouble) && !denies(after) && !someThing(after) ? "wanted" : undefined
}

/** The language of a document, a course, a recording, where nobody is asked to speak. */
const thing: Rule = ({ after, before, core, subject }) => {
  if (among(Frames.notOne, before)) return undefined
  const told = subject !== "third" && some(core, Frames.telling)
  if (told || among(/\b(?:leave|laisser)\b/, core)) return undefined
  if (denies(core) && among(Frames.learning, core)) return undefined
  if (someThing([...core, ...after]) || among(Frames.oneOfThem, before)) return "mentioned"
  const [verb, noun, link] = before.slice(-3)
  if (noun === undefined || !/^(?:in|en)$/.test(link?.folded ?? "")) return undefined
  const isNoun = !noun.mute && !isGrammar(noun) && !isVerbal(noun) && !/(?:ing|ed|ly|ment|er|ir|re)$/.test(noun.folded) && !Frames.ourselves.has(noun.folded)
    && !Frames.mood.test(noun.folded) && !/^(?:on|me|it|a)$/.test(noun.folded) && !Frames.beforeVerb.test(verb?.folded ?? "")
  return isNoun ? "mentioned" : undefined
}

/** Somebody else's language, unless they are to speak now. */
const somebodyElse: Rule = ({ after, before, core, passed, subject }) => {
  const elses = subject === "third" || (subject === "generic" && among(Frames.brings, before)) || ((subject === "none" || subject === "generic") && among(Frames.whose, core, after))
  if (!elses) return undefined
  if (!passed) return "mentioned"
  return denies(core) || among(Frames.tooLittle, core) || some(core, Frames.trouble) ? "refused" : "wanted"
}

/** What was, what is so of a thing or elsewhere, and what does not matter. */
const statement: Rule = ({ after, before, clause, core, isTopic, subject }) => {
  if (among(Frames.didSpeak, core)) return "mentioned"
  if (subject !== "second" && (among(Frames.needsIt, before, after) || among(Frames.required, before, after))) return "mentioned"
  if (some(core, Frames.past) && (!among(Frames.asking, before) || among(/\btold\b/, core))) return "mentioned"
  if ((subject === "first" && among(Frames.reading, core)) || among(Frames.observes, core)) return "mentioned"
  if (subject !== "second" && among(Frames.doneIn, core) && among(/\b(?:in|en)$/, before) && !among(/\b(?:rather|prefer\w*|mieux|let's)\b/, core)) return "mentioned"
  if ((subject === "first" || subject === "none") && among(Frames.elsewhere, before, after)) return "mentioned"
  if (among(/^que (?:je|j|on|nous|ca)\b/, after)) return "wanted"
  if (among(Frames.beingIn, before) && !among(Frames.modal, before)) return among(/\b(?:moi|lui|elle)\b/, before) ? "wanted" : "mentioned"
  if (among(Frames.unneeded, before) || (isTopic && among(Frames.afterUnneeded, after))) return "refused"
  const carefree = /\b(?:don't|dont) (?:mind|care)\b|\b(?:me|nous) derange pas\b|\bm est egal\b/
  if (among(carefree, core) || (isTopic && among(carefree, after))) return "mentioned"
  return some(clause, Frames.indifferent) && !some(core, Frames.wanting) && !among(/\b(?:vous|te|you|if|si)\b/, before, after)
    ? "mentioned"
    : undefined
}

/** `I have trouble with English`, `le français c'est pas ma force`, `why do you speak French to me`. */
const hardship: Rule = ({ after, before, core, followed, isTopic, lead, name, subject }) => {
  if (among(Frames.wrongOne, before)) return "wanted"
  if (!isEnglishName(name) && some(after.slice(0, 3), Frames.trouble)) return "refused"
  if (among(Frames.lessSo, core) && some(core, Frames.trouble)) return "wanted"
  if (some(core, Frames.trouble) || among(Frames.tooMuch, core) || among(Frames.tooLittle, before) || among(Frames.haveTo, before)) return "refused"
  if (isTopic && (!followed || among(/^(?:c est|est|is)\b/, after))) {
    if (some(after.slice(0, 5), Frames.trouble) || among(Frames.tooMuch, after) || among(Frames.partly, after) || among(Frames.secondLanguage, after)) return "refused"
    const self = after.findIndex(({ folded }) => Frames.first.has(folded) || Frames.second.has(folded))
    if (self <= 0 && denies(after.slice(0, 5))) {
      return among(/\b(?:problem|issue|probleme|souci|trouble)\b/, after) ? "wanted" : "refused"
    }
  }
  const complains = (subject === "second" || subject === "generic") && among(Frames.complaint, [...lead, ...core])
    && !denies(core) && some(core, Frames.speech)
  if (among(Frames.whatYouSay, [...lead, ...core])) return "refused"
  if (!complains) return undefined
  return among(/^you're\b/, core) ? "mentioned" : "refused"
}

/** `I don't speak French` refuses; `don't you speak French` asks. */
const negated: Rule = ({ after, before, core, lead, passed, subject }) => {
  const [within, ahead] = [denies(core), denies(lead)]
  if (ahead && among(/\b(?:want|need|veux|voulons|like|aime)\b/, lead)) return "refused"
  const invites = /^(?:we|on)$/.test(core[0]?.folded ?? "")
    && (among(/\b(?:can't|couldn't|don't|won't|shouldn't)$/, lead) || among(/^on (?:peut|pourrait)\b/, core))
  if (subject === "generic" && passed && within) return "refused"
  if (subject === "second" || subject === "generic" || invites || among(Frames.noWay, before) || among(Frames.isThereNot, before)) return within || ahead ? "wanted" : undefined
  if (!within) return undefined
  // "I don't understand, English please", where the recognizer heard no comma.
  if (some(core.slice(-3), Frames.understanding) && among(/^(?:please|plz|svp|stp|s il)\b/, after)) return "wanted"
  const misses = among(/\b(?:find|see|hear|trouve|vois|entends)\b/, core) && some([...core, ...after], Frames.serving)
  return misses ? "wanted" : "refused"
}

/** `I speak a bit of French too`. */
const both: Rule = ({ after, core, subject }) => {
  if (subject === "second" || subject === "generic") return undefined
  return some([...core, ...after], Frames.quantity) || among(/\btoo$/, after) || among(/\b(?:speak|know|understand|parle) some$/, core)
    ? "mentioned"
    : undefined
}

/** `I speak English`: enough where nothing else is asked for; to understand it is not to ask for it. */
const ability: Rule = ({ after, core, subject }) => {
  if (subject !== "first" || among(/\b(?:only|just|juste|seulement|que|mieux|better)\b/, core, after)) return undefined
  return among(Frames.speaks, core) ? "able" : among(Frames.understands, core) ? "mentioned" : undefined
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
  somebodyElse,
  statement,
  hardship,
  negated,
  both,
  ability
]

/** Whether it is asked for: in words that requests are made of, or with few words beside it. */
const isAsked = ({ after, before, clause, isTopic, name, passed }: Mention) =>
  isTopic || passed || isSpeaker(name) || clause.length <= 7 || among(Frames.invitation, before)
  || [...before, ...after].some(({ folded }) => (Frames.wanting.has(folded) && !Frames.everyday.has(folded)) || folded === "service" || Frames.mood.test(folded))

const stanceOf = (mention: Mention): Stance => {
  for (const rule of rules) {
    const stance = rule(mention)
    if (stance !== undefined) return stance
  }
  return isAsked(mention) ? "wanted" : "mentioned"
}

const opposite: Readonly<Record<Language, Language>> = { FRENCH: "ENGLISH", ENGLISH: "FRENCH" }

/**
 * The language that a caller asks for in so many words: by name ("English?"), by a question ("parlez-vous français ?"),
 * or by saying that they do not have the other ("I don't speak French"), for themselves or for somebody who will speak
 * now. Courses, letters and other people's languages are not requests.
 */
export const requestIn = (words: Words): Requested | undefined => {
  const stances: Array<{ readonly language: Requested; readonly stance: Stance }> = []
  for (const mention of mentionsIn(words)) {
    const stance = stanceOf(mention)
    // What is said last of a language counts: "my French isn't perfect, but French, please".
    const before = stances.findIndex(({ language }) => language === mention.language)
    if (before >= 0 && (stance === "wanted" || stance === "refused")) stances.splice(before, 1)
    stances.push({ language: mention.language, stance })
  }
  const of = (stance: Stance) => stances.filter((mention) => mention.stance === stance).map(({ language }) => language)
  const ours = (stance: Stance) => of(stance).filter((language): language is Language => language !== "OTHER")
  const refused = ours("refused")
  const chosen = [ours("wanted"), ours("able")].map((languages) => languages.filter((language) => !refused.includes(language)))
  const language = chosen.find((languages) => languages.length > 0)?.at(-1)
  if (language !== undefined) return language
  const [only, another] = new Set(refused)
  if (only !== undefined && another === undefined) return opposite[only]
  return of("wanted").includes("OTHER") ? "OTHER" : undefined
}
