import { conceptOf } from "../learned/Concepts.ts"
import { ends, hashed, meant, Places } from "../learned/Places.ts"
import type { Piece } from "./Pieces.ts"

/** So many words of a sentence are read at once; a longer one is cut at its commas. */
const whole = 14

interface Segment {
  readonly words: ReadonlyArray<string>
  readonly question: boolean
  readonly corrects: boolean
}

/** What an answer begins with. What comes behind it is read by itself, else who says their business has not answered. */
const opening: ReadonlySet<string> = new Set(
  `, yes yeah yep yup yea ya oui ouais ouaip ouin oue ok okay okey kay sure fine good great parfait correct daccord
  certainly absolutely definitely absolument certainement go ahead right alright all please merci thanks thank you
  volontiers roger course of bien sur so sorry madam sir madame monsieur then alors donc bon`.split(/\s+/)
)
/** So few words behind an opening belong to it, and what turns it round: "bien sûr que non", "certainly not". */
const least = 3
const turns = /^(?:not|pas|que|jamais|never)$/

const segmentsOf = ({ corrects, question, text }: Piece): ReadonlyArray<Segment> => {
  const words = text.trim().split(" ")
  const rest = words.slice(words.findIndex((word) => !opening.has(word)))
  const head = words.slice(0, words.length - rest.length).join(" ").replace(/ ,$/, "")
  if (head !== "" && rest.length >= least && !turns.test(rest[0] ?? "")) {
    return [
      { words: head.split(" "), question: false, corrects },
      ...segmentsOf({ corrects: false, question, text: ` ${rest.join(" ")} ` })
    ]
  }
  const parts = words.length <= whole
    ? [words]
    : text.split(" , ").map((part) => part.trim().split(" ")).filter(([first]) => first !== "")
  return parts.map((part, n) => ({
    words: part,
    question: question && n === parts.length - 1,
    corrects: corrects && n === 0
  }))
}

const aRecording = /record|enregistr|\btap(?:e|es|ed|ing)\b|cassette|\bbande\b|\baudio\b|\bvoice\b|\bvoix\b/

/**
 * What a recording, a refusal or a permission is spoken of with: who was not asked and says none of it says nothing about
 * the recording.
 */
const ofConsent = new RegExp(
  [
    /record|enregistr|\brec\b|\btap(?:e|es|ed|ing|er)\b|cassette|\bbande|ruban|\bbug|wiretap|monitor|\bvoi(?:ce|x)\b|audio/,
    /\btrace|cop(?:y|ie)|purposes|\bsav(?:e|ed|ing)|stor(?:e|ed|ing)|retain|archiv|sauvegard|conserv|capt|\bkeep|\bkept/,
    /gard(?:e|er|ez)|listen|ecout|\bhear|entend|machine|thing|gadget|contraption|\bmi(?:c|ke)\b|micro|patente|bebelle/,
    /bidule|magneto|dictaphone|consent|permission|accord|autoris|authori|privacy|on file|\blog\b|delete|erase|effac/,
    /supprim|detrui|destroy|announcement|annonce|surveil|espionn|\bspy|training|formation|former|robot|\bobject|oppose/,
    /opt out|refus|decline|consens|qualit|tourne|le son\b|the sound|\bbeep|\bbip|piton|eavesdrop|snoop|coupe[rz]|(?:turn|switch) (?:it|that) off/
  ].map(({ source }) => source).join("|")
)

export const speaksOfConsent = (pieces: ReadonlyArray<Piece>): boolean =>
  pieces.some(({ text }) => ofConsent.test(text))

const bit = (is: boolean) => is ? 1 : 0

/** What each part of what was said shows, by the words in it, those before and after it, and whether the caller was asked. */
export const featuresOf = (pieces: ReadonlyArray<Piece>, asked: boolean): ReadonlyArray<Int32Array> => {
  const segments = pieces.flatMap(segmentsOf)
  let named = false
  return segments.map(({ corrects, question, words }, n) => {
    const names = aRecording.test(words.join(" "))
    const places = new Places(asked ? 1 : named ? 2 : 3)
    const [first, last] = [bit(n === 0), bit(n === segments.length - 1)]
    places.put(1)
    places.put(2, Math.min(words.length, 8))
    places.put(3, bit(question), bit(corrects))
    places.put(4, bit(names), bit(named))
    places.put(5, first, last)
    places.put(6, Math.min(n, 3), Math.min(words.length, 4))
    const end = question ? "?" : ends.end
    const all = [ends.begin, ...words, end].map((word) => hashed(word))
    places.grams(10, all)
    places.put(15, all[0], all[1], all[2])
    places.put(16, all.at(-3), all.at(-2), all.at(-1))
    let [said, sense] = [0, 0]
    for (const [k, word] of words.slice(0, 5).entries()) {
      const meaning = hashed(meant(word))
      said = Math.imul(said, 31) ^ hashed(word)
      sense = Math.imul(sense, 31) ^ meaning
      places.put(60, k, said)
      places.put(61, k, sense)
      places.put(62, meaning, first)
    }
    const concepts = [
      ends.begin,
      ...words.flatMap((word) => conceptOf(word) ?? []),
      end
    ].map((word) => hashed(word))
    places.grams(20, concepts)
    concepts.forEach((a, i) => {
      if (i + 3 < concepts.length) places.put(25, a, concepts[i + 1], concepts[i + 2], concepts[i + 3])
    })
    const meanings = [ends.begin, ...words.map(meant), ends.end].map((word) => hashed(word))
    meanings.forEach((a, i) => {
      if (i + 1 < meanings.length) places.put(30, a, meanings[i + 1])
      if (i + 2 < meanings.length) places.put(31, a, meanings[i + 1], meanings[i + 2])
    })
    places.letters(40, words)
    for (const word of segments[n - 1]?.words ?? []) places.put(50, hashed(word))
    for (const word of segments[n + 1]?.words ?? []) places.put(51, hashed(word))
    named ||= names
    return places.all
  })
}
