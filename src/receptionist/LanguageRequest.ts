import type { Language } from "../domain/Language.ts"
import type { Word } from "./LanguageWords.ts"

/** The language that a caller can ask for: one of ours, or any other. */
export type Requested = Language | "OTHER"

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ""))

const inEnglish: Readonly<Record<string, Requested>> = { english: "ENGLISH", french: "FRENCH" }
const inFrench: Readonly<Record<string, Requested>> = {
  anglais: "ENGLISH",
  anglaise: "ENGLISH",
  anglophone: "ENGLISH",
  francais: "FRENCH",
  francaise: "FRENCH",
  francophone: "FRENCH"
}
const others = set(`
  spanish espagnol espanol mandarin cantonese cantonais chinese chinois arabic arabe italian italien portuguese portugais
  german allemand creole hindi punjabi russian russe vietnamese vietnamien tagalog farsi persian ukrainian ukrainien greek
  grec hebrew romanian roumain polish polonais korean coreen japanese japonais tamil urdu bengali turkish
`)

const nameOf = (word: Word | undefined): Requested | undefined => {
  if (word === undefined || word.mute) return undefined
  return inEnglish[word.folded] ?? inFrench[word.folded] ?? (others.has(word.folded) ? "OTHER" : undefined)
}

/** Words that a request for a language can be made of besides its name. */
const around = set(`
  in en the le la l to a au please plz svp stp s il vous te plait ok okay yes oui no non hi hello allo bonjour sorry desole
  desolee pardon excuse excusez moi me for pour only just juste seulement uniquement if possible si thanks thank you merci
  euh uh um well ben bon now maintenant d du from de or ou rien nothing
`)
const beforeInFrench = set(`
  in en l le la the to au a d de du my mon from speak speaks speaking talk talking parle parles parlez parler parlons parlent
  parliez understand comprends comprend comprendre know only just juste seulement plutot prefer preferred want need like
  please service agent some any no not pas good bad little much better rather or ou and et bit peu pu jamais aucun habla
  hablan never with than qu que bien mal very use bilingual instead of vous tu on
`)
const afterName = set(`
  please plz svp for if or and only is was would isn't isnt instead because to with today thanks thank ok okay right by here
  speaking speaker speakers service agent representative person someone somebody receptionist operator line option sorry when
  at no not but too also as s'il sil now version i you we it's that's very well anymore today yet though good fluently
  better either on me us so uh um can could do english french bitte per works language over there or
`)

/** What a caller who asks for a language says of the conversation. */
const conversing = set(`
  speak speaks speaking talk talking parler parlez parle parles parlons parlent parliez parlerais discuter jaser converse
  communicate communiquer continue continuer continuez continuons switch change changer changez changeons passer passez
  passons passe go going proceed keep stay repeat repeter repetez repete say dire dites redire redites explain expliquer
  expliquez explique answer answering repondre repondez reponds serve served service servi servie serviez help aider aidez
  assistance prefer prefere preferer prefererais prefererait preferred rather mieux better easier comfortable aise
  confortable facile like love want need voudrais veux voulais aimerais besoin possible okay ok fine good peut pouvez
  pourrait pourriez pouvons puis could can may would let's lets do does have avez y press use using habla hablan hablas
  donnez donne give hear mets mettez understand comprends comprend comprenez back revient revenir revenez revenons
  retour speaker speakers option choice choix
`)
const speaking = set(`
  speak speaks speaking talk understand know parle parlons parler parliez comprends comprend comprendre connais sais
  maitrise habla hablo hear good great fluent comfortable bon bonne bons aise fort forte
`)
const understanding = set("understand comprends comprend hear entends")
const pleading = set("please plz svp stp s")
const negation = set(`
  not no never cannot can't cant don't dont doesn't won't isn't isnt pas jamais aucun pu sans without hardly barely peine mal
`)
const stopping = set("stop stopping quit arretez arrete arreter arretons cesse cessez")
const instead = /\b(?:instead of|rather than|plutot qu|au lieu)\b/
const poor = set(`
  not isn't isnt ain't pas bad poor terrible horrible awful rusty limited weak broken mauvais mauvaise limite rouille faible
  nul mediocre great
`)
const first = set("i i'm we je j nous on me my moi")
const second = set("you vous tu your")
const third = set(`
  he she they his her husband wife mother father mom dad daughter sister brother friend ils elles mere pere femme
  mari fille fils ami amie soeur frere voisin voisine
  boyfriend girlfriend partner kid kids child children boss colleague neighbor neighbour chum blonde conjoint conjointe
  enfant enfants parents collegue
`)
/** With these the name is of a thing: a course, a form, a dish. */
const things = set(`
  class classes course courses lesson lessons teacher teach teaches learn learning study immersion exam test school degree
  form forms letter letters document documents website site menu book books film movie contract bill invoice copy brochure
  report email emails cours lecon lecons prof professeur professeure apprendre enseigne enseigner examen
  ecole formulaire formulaires lettre lettres courriel livre livres contrat facture copie brochure rapport traduction
  translate translation traduire traducteur restaurant restaurants fries toast muffin muffins recipe wine wrote written
  ecrit ecrite subtitles roman film films sign signs affiche affiches article articles magazine journal journaux newspaper
`)
/** "il" and "elle" are somebody, but for "est-il possible", "il faut", "s'il vous plaît". */
const impersonal = set("est s faut y serait peut semble a pourrait")
const quantity = set("little bit peu too also aussi both deux egalement bilingual bilingue")

const some = (words: ReadonlyArray<Word>, among: ReadonlySet<string>) => words.some(({ folded }) => among.has(folded))

const nationality = (before: string) => /^(?:i'm|im|am|we're|are|were|was|been)$/.test(before)
const afterNoun = (before: string) => !beforeInFrench.has(before)

const ofThird = (words: ReadonlyArray<Word>) =>
  words.some(({ folded }, n) =>
    third.has(folded)
    || ((folded === "il" || folded === "elle")
      && !impersonal.has(words[n - 1]?.folded ?? "") && !impersonal.has(words[n + 1]?.folded ?? ""))
  )

type Stance = "wanted" | "refused" | "mentioned"

/** What the caller wants of the language that they name at `at` of a clause. */
const stanceOf = (clause: ReadonlyArray<Word>, at: number): Stance => {
  const before = clause.slice(Math.max(0, at - 9), at)
  const after = clause.slice(at + 1, at + 10)
  const last = before.at(-1)
  const next = after[0]
  const name = clause[at]?.folded ?? ""

  if (clause.every((word) => nameOf(word) !== undefined || around.has(word.folded))) {
    return some(before.slice(-2), negation) ? "refused" : "wanted"
  }
  if (some(clause, things)) return "mentioned"
  const own = last?.folded === "my" || last?.folded === "mon"
  if (own && some(after, poor)) return "refused"
  if (some(before, stopping) || instead.test(before.slice(-4).map(({ folded }) => folded).join(" "))) return "refused"
  const denied = before.findLastIndex(({ folded }) => negation.has(folded))
  const asked = some(before, second) && !some(before.slice(0, Math.max(denied, 0)), first)
  if (denied >= 0 && !asked) {
    const between = before.slice(denied + 1)
    const direct = between.length <= 1
    const verb = (between.length <= 5 && some(between, speaking)) ||
      (denied > 0 && some(before.slice(denied - 1, denied), speaking))
    if (ofThird(before)) return "mentioned"
    // "I don't understand, English please", when the recognizer heard no comma.
    if (direct && some(between, understanding) && next !== undefined && pleading.has(next.folded)) return "wanted"
    if (direct || verb) return "refused"
  }
  if (ofThird(before) || (next !== undefined && name in inEnglish && !afterName.has(next.folded))) {
    return "mentioned"
  }
  if (last !== undefined && !name.endsWith("phone") && (name in inEnglish ? nationality : afterNoun)(last.folded)) {
    return "mentioned"
  }
  if (some(clause, quantity) && !some(before, second)) return "mentioned"
  return name.endsWith("phone") || some(clause, conversing) ? "wanted" : "mentioned"
}

const opposite: Readonly<Record<Language, Language>> = { FRENCH: "ENGLISH", ENGLISH: "FRENCH" }

/**
 * The language that a caller asks for in so many words: by name ("English?"), by a question ("parlez-vous français ?"),
 * or by saying that they do not have the other ("I don't speak French"). Courses, letters and other people's languages
 * are not requests.
 */
export const requestIn = (words: ReadonlyArray<Word>): Requested | undefined => {
  if (!words.some((word) => nameOf(word) !== undefined)) return undefined
  const wanted = new Set<Requested>()
  const refused = new Set<Language>()
  words.forEach((word) => {
    const named = nameOf(word)
    if (named === undefined) return
    const clause = words.filter(({ clause, folded }) => clause === word.clause && folded !== "but" && folded !== "mais")
    const stance = stanceOf(clause, clause.indexOf(word))
    if (stance === "wanted") wanted.add(named)
    if (stance === "refused" && named !== "OTHER") refused.add(named)
  })
  for (const language of refused) wanted.delete(language)
  if (wanted.size === 1) return [...wanted][0]
  const [only] = refused
  return wanted.size === 0 && refused.size === 1 && only !== undefined ? opposite[only] : undefined
}
