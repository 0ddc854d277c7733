import { NumberReader } from "../NumberWords.ts"
import { type Reading } from "../Reading.ts"
import { type Token, wordSet } from "../Tokens.ts"

const typed =
  /[\p{L}\d](?:[\p{L}\d._%+-]{0,63})@[\p{L}\d](?:[\p{L}\d-]{0,62})(?:\.[\p{L}\d](?:[\p{L}\d-]{0,62})){1,5}/gu

const providers = wordSet(
  `gmail hotmail outlook yahoo icloud videotron sympatico live protonmail proton aol me msn rogers
  telus shaw cogeco bell mail googlemail ymail orange free laposte wanadoo sfr comcast eastlink bellnet globetrotter`
)
const endings = wordSet(`com ca org net fr qc io co uk info gouv gov edu biz be ch us tv me app dev quebec montreal inc
  eu de it es au`)
const dots = wordSet("dot point period .")
const links = wordSet("_ - + . dot point period underscore dash hyphen tiret souligne bas barre plus trait union d'")
/** Words that are no part of an address, and so end it to the left. */
const outside = wordSet(
  `is it 's its c' est address adresse email emails courriel courriels mail at a to the my mon ma mes
  me moi and et or ou send sent write envoyer envoyez ecrire ecrivez for pour sur on by par of i je j' so donc alors um uh
  euh heu ben oui yes yeah okay ok that thats ca cest votre your his her son sa their sure d' l' le la les un une des this
  reach contact contacter joindre rejoindre use utilisez utiliser with avec avez avoir have got then puis pis l' ici here
  was were be been would will like can could please svp vous tu you we nous he she il elle on they ils its it'll lets
  chez be c'etait etait was`
)

const isAt = (tokens: ReadonlyArray<Token>, at: number): number => {
  const word = tokens[at]?.folded ?? ""
  if (
    word === "@" || word === "at" || /^aroba(?:s|se|ses|ce)?$/.test(word) || word === "arrobas" || word === "arobase"
  ) {
    return at + (tokens[at + 1]?.folded === "sign" ? 2 : 1)
  }
  if (word === "a") return tokens[at + 1]?.folded === "commercial" ? at + 2 : at + 1
  return -1
}

/** The end of `gmail dot com`, `videotron point ca`, `b e l l dot c a` that begins at `at`; -1 where there is none. */
const domainEnd = (tokens: ReadonlyArray<Token>, at: number): number => {
  let end = at
  let dotted = 0
  let words = 0
  for (let i = at; i < tokens.length && i - at < 24;) {
    const token = tokens[i]
    if (token === undefined || token.kind === "mask" || token.kind === "break") break
    if (dots.has(token.folded) && words > 0) {
      const letters = `${tokens[i + 1]?.folded ?? ""}${tokens[i + 2]?.folded ?? ""}`
      if (endings.has(tokens[i + 1]?.folded ?? "")) {
        dotted++
        end = i + 2
        i += 2
        continue
      }
      if (/^(?:ca|fr|io|co|uk)$/.test(letters) && tokens[i + 2]?.text.length === 1) {
        dotted++
        end = i + 3
        i += 3
        continue
      }
      if (dotted > 0) break
      i++
      continue
    }
    if (dotted > 0) break
    const part = token.kind === "word" || token.kind === "digits" || (token.text === "-" && words > 0)
    if (!part || (token.kind === "word" && words > 0 && outside.has(token.folded) && token.text.length > 1)) break
    words++
    if (words > 8) break
    if (words === 1 && providers.has(token.folded)) end = i + 1
    i++
  }
  return end === at ? -1 : end
}

/** Where the number begins that ends in front of token `to`. */
const numberEnding = (reader: NumberReader, to: number): number | undefined => {
  for (let from = Math.max(to - 12, 0); from < to; from++) if (reader.read(from)?.to === to) return from
  return undefined
}

/** Whether something leads to an address in front of the token: `it's a nguyen`, `écrivez-moi à a tremblay`. */
const introduced = (tokens: ReadonlyArray<Token>, at: number): boolean =>
  at === 0 || /^(?:is|'s|est|at|a|to|email|courriel|adresse|address|:|,)$/.test(tokens[at - 1]?.folded ?? "")

/** Where the part in front of the `at` at token `at` begins. */
const localStart = (tokens: ReadonlyArray<Token>, taken: ReadonlyArray<boolean>, at: number): number => {
  const reader = new NumberReader(tokens)
  let start = at
  let linked = true
  let words = 0
  for (let i = at - 1; i >= 0 && at - i <= 40; i--) {
    const token = tokens[i]
    if (token === undefined || taken[i] === true || token.kind === "mask") break
    if (links.has(token.folded) && (token.kind === "word" || !token.spaced || token.text !== ".")) {
      linked = true
      continue
    }
    if (token.kind === "break" || token.text === "," || token.text === "…") {
      if (token.kind === "break" || (at - i <= 2 || tokens[i - 1]?.text.length === 1)) continue
      break
    }
    if (token.kind === "sign") break
    // `quarante et un`: figures are read as wholes, whatever words they hold.
    const number = numberEnding(reader, i + 1)
    if (number !== undefined) {
      start = number
      i = number
      linked = false
      continue
    }
    const short = token.text.length === 1
    const initial = short && start < at && (tokens[i + 1]?.text.length === 1 || linked || introduced(tokens, i))
    if (outside.has(token.folded) && !initial) break
    // A given and a family name may stand side by side; more words than that are a sentence.
    if (!linked && !short && token.kind === "word" && ++words > 2) break
    start = i
    linked = false
  }
  return start
}

const spokenSigns: Readonly<Record<string, string>> = {
  dot: ".",
  point: ".",
  period: ".",
  underscore: "_",
  souligne: "_",
  dash: "-",
  hyphen: "-",
  tiret: "-",
  plus: "+"
}
const silent = wordSet("bas barre trait union d' sign commercial uh um euh ,")

const canonical = (tokens: ReadonlyArray<Token>, start: number, at: number, domain: number, end: number): string => {
  const reader = new NumberReader(tokens)
  const read = (from: number, to: number) => {
    let text = ""
    for (let i = from; i < to;) {
      const token = tokens[i]
      const number = reader.read(i)
      if (token === undefined) break
      if (number !== undefined && token.folded !== "o") text += number.digits
      else if (!silent.has(token.folded) && token.kind !== "break") text += spokenSigns[token.folded] ?? token.folded
      i = number?.to ?? i + 1
    }
    return text
  }
  return `${read(start, at)}@${read(domain, end)}`
}

/** Addresses as they are typed, and as they are spoken: `marie point tremblay arobas gmail point com`. */
export const emails = (reading: Reading): void => {
  const { taken, text, tokens } = reading
  for (const { 0: match, index } of text.matchAll(typed)) {
    const { from, to } = reading.tokensAt(index, index + match.length)
    if (reading.free(from, to)) reading.take(from, to, "EMAIL", match.toLowerCase())
  }
  for (let at = 0; at < tokens.length; at++) {
    const domain = taken[at] === true ? -1 : isAt(tokens, at)
    if (domain === -1 || !reading.free(at, domain)) continue
    const end = domainEnd(tokens, domain)
    if (end === -1 || !reading.free(domain, end)) continue
    // `a` is a preposition before it is a sign: it takes a known provider, or an address being asked for.
    const weak = tokens[at]?.folded === "a" && domain === at + 1
    if (weak && !providers.has(tokens[domain]?.folded ?? "")) continue
    const start = localStart(tokens, taken, at)
    if (start === at) continue
    reading.take(start, end, "EMAIL", canonical(tokens, start, at, domain, end))
    at = end - 1
  }
}
