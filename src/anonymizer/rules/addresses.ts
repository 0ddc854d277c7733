import { lookUp } from "../Lexicon.ts"
import { NumberReader } from "../NumberWords.ts"
import { brands } from "../person/words.ts"
import type { Reading } from "../Reading.ts"
import { wordSet } from "../Tokens.ts"
import { topicsOf } from "../Topics.ts"

const englishTypes = wordSet(
  `street st avenue ave av road rd boulevard blvd drive dr lane ln court ct crescent cres place pl
  way terrace terr trail parkway pkwy highway hwy circle cir square sq gardens gdns grove heights hill park ridge row
  gate close line sideroad concession mews loop path landing manor quay wharf bay cove crossing green`
)
/** Types that are ordinary words: they need a name that is not. */
const weakTypes = wordSet(
  "way place court close line gate park hill green row path square circle bay loop landing st dr"
)
const frenchTypes = wordSet(
  `rue avenue av ave boulevard boul bd blvd chemin ch place route rte rang rg cote montee impasse
  allee ruelle croissant terrasse carre square quai cours sentier promenade autoroute passage esplanade pl faubourg
  traverse cul`
)
const directions = wordSet(
  `north south east west northeast northwest southeast southwest nord sud est ouest n s e w o ne nw se sw`
)
/** French types that are ordinary words as well. */
const weakFrench = wordSet("place cours cote square quai carre passage route sentier terrasse montee croissant")
const particles = wordSet("de du des la le les l' d' of the saint sainte st ste - ' . notre dame mont")
const unitWords = wordSet(
  `apartment apt appartement app appart unit unite suite bureau local condo logement # floor etage
  porte building batiment numero number box lot site comp compartment`
)
const stop = wordSet(
  `and et is est c' it i je j' my mon ma on at a for pour in en dans the near pres with avec but mais so
  donc then that que qui ou or we nous you vous please svp thanks merci my yes oui no non not pas to`
)

/** Addresses: a number with a street, a box, and what follows them: unit, town, province. */
export const addresses = (reading: Reading): void => {
  const { taken, tokens } = reading
  const numbers = new NumberReader(tokens)
  const word = (at: number) => tokens[at]?.folded ?? ""
  const usable = (at: number) => tokens[at] !== undefined && taken[at] !== true && tokens[at]?.kind !== "mask"
  const named = (at: number) => {
    const token = tokens[at]
    if (token?.kind !== "word" || !usable(at) || stop.has(token.folded)) return false
    return true
  }

  /** The end of the number that begins at `at`: one house number, however many breaths it took. */
  const houseNumber = (at: number): { digits: string; to: number } | undefined => {
    let digits = ""
    let to = at
    for (let i = at; i < tokens.length && usable(i);) {
      const number = numbers.read(i)
      if (number === undefined || (word(i) === "o" && digits === "")) break
      digits += number.digits
      to = number.to
      i = word(to) === "-" && numbers.read(to + 1) !== undefined ? to + 1 : to
      if (digits.length > 6) return undefined
    }
    if (digits === "") return undefined
    const letter = tokens[to]
    const lettered = letter?.kind === "word" && letter.text.length === 1 && /^[a-d]$/.test(letter.folded) &&
      !letter.spaced
    return { digits, to: lettered ? to + 1 : to }
  }

  /** The end of a street that begins at `at`, as English says it: `Maple Street West`. -1 where there is none. */
  const englishStreet = (at: number): number => {
    let sure = false
    for (let i = at; i < tokens.length && i - at < 6; i++) {
      const token = tokens[i]
      if (token === undefined || !usable(i)) return -1
      const isType = i > at && token.kind === "word" && englishTypes.has(token.folded)
      if (isType && (sure || !weakTypes.has(token.folded) || tokens[at]?.capital === true)) {
        const dot = word(i + 1) === "." && !tokens[i + 1]?.spaced &&
          (tokens[i + 2]?.capital !== true || token.text.length < 4)
        const end = dot ? i + 2 : i + 1
        if (/^(?:road|highway|hwy|route|sideroad|line|concession)$/.test(token.folded)) {
          const numbered = numbers.read(end)
          if (numbered !== undefined && usable(end)) return numbered.to
        }
        return directions.has(word(end)) && usable(end) ? end + 1 : end
      }
      const ordinal = token.kind === "digits" || /^(?:st|nd|rd|th|'|-|\.)$/.test(token.folded)
      if (token.kind !== "word" ? !ordinal : stop.has(token.folded) && token.folded !== "the") return -1
      if (token.kind === "word" && (token.capital || lookUp(token.folded).ordinary < 3)) sure = true
    }
    return -1
  }

  /** The same in French: `rue de la Montagne Ouest`, `boulevard René-Lévesque`. */
  const frenchStreet = (at: number): number => {
    let i = word(at) === "," ? at + 1 : at
    while (/^(?:de|la|sur|au|le|l')$/.test(word(i)) && i - at < 3) i++
    if (!frenchTypes.has(word(i)) || !usable(i)) return -1
    const weak = weakFrench.has(word(i))
    i++
    if (
      weak && word(i + 1) !== "-" && !particles.has(word(i)) && tokens[i]?.capital !== true &&
      lookUp(word(i)).ordinary > 1
    ) return -1
    if (word(i) === ".") i++
    const start = i
    let names = 0
    while (i - start < 9 && usable(i)) {
      const token = tokens[i]
      if (token === undefined) break
      if (particles.has(token.folded)) {
        const stops = token.text === "." && (names > 0 && (tokens[i - 1]?.text.length ?? 9) > 3)
        if (stops) break
        if (!particles.has(word(i + 1)) && !named(i + 1) && tokens[i + 1]?.kind !== "digits") break
        i++
        continue
      }
      if (numbers.read(i) !== undefined && names === 0) {
        i = numbers.read(i)?.to ?? i + 1
        if (/^(?:e|ieme|eme|ere)$/.test(word(i)) && !tokens[i]?.spaced) i++
        names++
        continue
      }
      // `Laurier est, appartement 4`: a direction where nothing follows that it could be the verb of.
      const ends = tokens[i + 1]?.kind !== "word" || unitWords.has(word(i + 1)) || word(i + 1) === "a"
      if (names > 0 && directions.has(token.folded) && (token.capital || ends)) {
        i++
        break
      }
      if (!named(i) || unitWords.has(token.folded)) break
      if (names > 0 && !token.capital && !directions.has(token.folded)) {
        const linked = /^(?:-|de|du|des|la|le|l'|d'|saint|sainte|st|ste)$/.test(word(i - 1))
        const known = lookUp(token.folded)
        if (!linked && (known.ordinary >= 2 || names >= 2)) break
      }
      names++
      i++
    }
    while (i > start && particles.has(word(i - 1))) i--
    return names > 0 ? i : -1
  }

  /** Extends an address over what follows: `, apartment four`, `à Longueuil`, `Quebec`. */
  const tail = (from: number): number => {
    let end = from
    for (let i = from; i < tokens.length && i - from < 24;) {
      let next = i
      while (/^(?:,|-|\.|a|in|au|the|the|l'|of|at)$/.test(word(next)) && next - i < 3 && usable(next)) next++
      if (!usable(next)) break
      if (unitWords.has(word(next))) {
        let j = next + 1
        while (/^(?:\.|#|numero|number|no)$/.test(word(j)) && j - next < 4) j++
        const number = numbers.read(j)
        const letter = tokens[j]?.kind === "word" && (tokens[j]?.text.length ?? 9) <= 2
        if (number === undefined && !letter) break
        let to = number?.to ?? j + 1
        for (let more = numbers.read(to); more !== undefined && usable(to); more = numbers.read(to)) to = more.to
        if (
          number !== undefined && tokens[to]?.kind === "word" && tokens[to]?.text.length === 1 && !tokens[to]?.spaced
        ) to++
        end = to
        i = to
        continue
      }
      const token = tokens[next]
      const place = token?.kind === "word" ? lookUp(token.folded) : undefined
      const two = /^(?:qc|on|bc|ab|ns|nb|mb|sk|nl|pe|pq|ontario|quebec|canada)$/.test(token?.folded ?? "")
      const isPlace = token?.kind === "word" &&
        (two ||
          ((place?.place ?? 0) > 0 &&
            (token.capital || (place?.ordinary ?? 0) < 2 || word(next + 1) === "-" || /^sainte?$/.test(token.folded))))
      if (!isPlace || (token.text.length === 2 && !token.capital && token.folded !== "qc")) break
      let to = next + 1
      // `Pointe-aux-Trembles`, `North Bay`: hyphens and capitals go on with a town's name, particles only in between.
      for (let more = to; more - next < 7 && usable(more); more++) {
        const hyphened = word(more - 1) === "-" && tokens[more]?.kind === "word"
        const capital = tokens[more]?.capital === true && tokens[more]?.opens === false
        if (hyphened || capital) to = more + 1
        else if (word(more) !== "-" && !particles.has(word(more))) break
      }
      end = to
      i = to
    }
    return end
  }

  const take = (from: number, to: number) => {
    const end = tail(to)
    reading.take(from, end, "ADDRESS", reading.words(from, to).replace(/[^\p{L}\d]+/gu, " ").trim())
    return end
  }

  for (let at = 0; at < tokens.length; at++) {
    if (!usable(at)) continue
    const box =
      /^(?:rr|r \. r \.|r r|rural route|route rurale|p \. o \. box|po box|p o box|case postale|c \. p \.|cp|casier postal)\b/
        .exec(
          reading.words(at, at + 6)
        )?.[0]
    if (box !== undefined) {
      const number = houseNumber(at + box.split(" ").length)
      if (number !== undefined) {
        at = take(at, number.to) - 1
        continue
      }
    }
    const number = houseNumber(at)
    if (number === undefined) continue
    const street = Math.max(englishStreet(number.to), frenchStreet(number.to))
    if (street !== -1) {
      at = take(at, street) - 1
      continue
    }
    // `I live at 1234 King`: no street's type, but said to be an address.
    const first = /^(?:de|du|of)$/.test(word(number.to)) ? number.to + 1 : number.to
    let last = first
    while (tokens[last]?.kind === "word" && usable(last) && !stop.has(word(last)) && last - first < 4) {
      if (tokens[last]?.capital !== true && lookUp(word(last)).ordinary > 0 && !directions.has(word(last))) break
      last++
    }
    const directed = last - first > 1 && /^(?:north|south|east|west|nord|sud|est|ouest)$/.test(word(last - 1)) &&
      number.digits.length > 1
    // `le 4567 Papineau`: four figures that are no year, and a name that is nothing else.
    const street0 = tokens[first]
    const bare = /^\d{3,5}$/.test(tokens[at]?.text ?? "") && !/^(?:19|20)\d\d$/.test(number.digits) &&
      /^(?:le|au|the|at|a|,|:)$/.test(word(at - 1)) && street0?.kind === "word" && street0.capital &&
      lookUp(street0.folded).ordinary === 0 && !brands.has(street0.folded) && usable(first)
    const said = directed || bare || reading.question.has("ADDRESS") ||
      topicsOf(reading.words(at - 8, at)).has("ADDRESS")
    const name = tokens[first]
    const proper = name?.kind === "word" && usable(first) && !stop.has(name.folded) && number.digits.length >= 2 &&
      (name.capital || (lookUp(name.folded).ordinary === 0 && name.folded.length > 2))
    if (said && proper) {
      let end = first + 1
      while (usable(end) && (tokens[end]?.capital === true || word(end) === "-" || directions.has(word(end)))) end++
      at = take(at, word(end - 1) === "-" ? end - 1 : end) - 1
    } else at = number.to - 1
  }
}
