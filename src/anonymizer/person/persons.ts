import type { Speaker } from "../Entity.ts"
import { lookUp } from "../Lexicon.ts"
import type { Reading } from "../Reading.ts"
import type { Spelled } from "../rules/spelledCodes.ts"
import { cued } from "./announced.ts"
import { corners, cueBefore, initials as initialCue, named } from "./cues.ts"
import { endOf } from "./extent.ts"
import { goesOn, initialsEnd, lettered, misheard, spelledNames, triedAgain, wholeValue } from "./heard.ts"
import { asked, lowerThing, memorial, works } from "./namesakes.ts"
import { PersonReading } from "./PersonReading.ts"
import { tails } from "./thingWords.ts"
import { nameAfter } from "./titles.ts"
import { capital, family, greeted, lower, somewhere } from "./unannounced.ts"
import { titles } from "./words.ts"

/** Somebody is meant, though an article stands in front. */
const spoken = /\b(?:spe?o?ak\w*|spoke|talk\w*|named|called|ask\w*|parl\w+|nomm\w+|appel\w+|cherche\w*|looking for) /

const titled = (people: PersonReading): void => {
  for (let at = 0; at < people.reading.tokens.length; at++) {
    const name = people.names.free(at) ? nameAfter(people.names, at) : undefined
    if (name !== undefined) at = people.take(name, !people.names.kept(name))
  }
}

const others = (people: PersonReading): void => {
  const { names, reading, speaker } = people
  const { taken, tokens } = reading
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.kind !== "word" || taken[at] === true) continue
    const before = reading.words(at - 7, at)
    const initials = initialsEnd(people, at)
    if (
      initials !== -1 &&
      (cueBefore(before) === "strong" ||
        (speaker === "tool" && tokens[at - 1]?.text === "," && taken[at - 2] === true) ||
        (reading.question.has("NAME") && people.answers(at)))
    ) {
      at = people.takeTokens(at, initials, true)
      continue
    }
    const letter = tokens[at]?.folded.length === 1 && initialCue.test(before)
    if (letter && (!/^[aiy]$/.test(tokens[at]?.text ?? "") || tokens[at + 1]?.kind !== "word")) {
      at = people.takeTokens(at, at + 1, true)
      continue
    }
    if (cued(people, at, before)) {
      at = people.take(at, true)
      continue
    }
    const word = names.folded(at)
    if (
      !names.open(at) || names.kept(at) || (names.named(at) && !greeted(people, at, before)) ||
      names.acronym(at) || word.length < 2
    ) continue
    if (titles.has(word)) continue
    if (asked(people, at, before) || (!names.proper(at) && lowerThing(people, at))) {
      at = endOf(names, at) - 1
      continue
    }
    // `Calvin Klein`, `corner of Victoria and Charlotte`
    if (names.given(at) && tails.has(names.folded(at + 1))) {
      at++
      continue
    }
    if (corners.test(before)) continue
    // `l'école porte le nom de Marguerite-Bourgeoys`
    if (named.test(before) || works(people, at, before) || memorial(people, at, before)) {
      at = endOf(names, at) - 1
      continue
    }
    // `a Kenneth Cole coat`, `une Alfa Romeo`: a thing, unless it is somebody one spoke to.
    const called = names.given(at) || (names.proper(at + 1) && lookUp(word).given > 1)
    if (names.proper(at) && names.articled(at) && called && !spoken.test(before)) {
      at = endOf(names, at) - 1
      continue
    }
    if (family(people, at)) {
      at = people.take(at)
      continue
    }
    if (somewhere(people, at, before)) continue
    if (names.proper(at) ? capital(people, at, before) : lower(people, at, before)) at = people.take(at)
  }
}

/**
 * Takes every person of the text: after a cue, by a title, and by default every capitalised word that nothing else
 * explains.
 *
 * @param spelled what is spelled in it
 * @param keep the agent's own words
 */
export const persons = (
  reading: Reading,
  spelled: ReadonlyArray<Spelled>,
  keep: ReadonlySet<string>,
  speaker: Speaker
): void => {
  const people = new PersonReading(reading, keep, speaker)
  spelledNames(people, spelled)
  titled(people)
  others(people)
  misheard(people)
  goesOn(people)
  triedAgain(people)
  wholeValue(people)
  lettered(people)
}
