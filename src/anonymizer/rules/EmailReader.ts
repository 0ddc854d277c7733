import { NumberReader } from "../NumberWords.ts"
import { type Token, wordSet } from "../Tokens.ts"

/** Whose addresses people have: they are known for one though the sign in front of them was misheard. */
export const providers = wordSet(
  `gmail hotmail outlook yahoo icloud videotron sympatico live protonmail proton aol me msn rogers
  telus shaw cogeco bell mail googlemail ymail orange free laposte wanadoo sfr comcast eastlink bellnet globetrotter`
)
/** Providers whose names are no words: `john smith gmail dot com`. */
const unmistakable = wordSet(
  "gmail hotmail outlook yahoo icloud videotron sympatico protonmail googlemail ymail laposte wanadoo bellnet"
)
const endings = wordSet(`com ca org net fr qc io co uk info gouv gov edu biz be ch us tv me app dev quebec montreal inc
  eu de it es au`)
const dots = wordSet("dot point period poing .")
const links = wordSet(
  "_ - + . dot point period underscore dash hyphen tiret souligne soulignement bas barre plus trait union d' score under"
)
const fillers = wordSet("uh um er euh heu hum hmm")
/** Words that are no part of an address, and so end it to the left. */
const outside = wordSet(
  `is it 's its c' est address adresse email emails courriel courriels mail at a to or ou send sent write
  envoyer envoyez ecrire ecrivez for pour sur on by par i je j' so donc alors oui yes yeah okay ok that thats ca cest
  sure reach contact contacter joindre rejoindre use utilisez utiliser with avec avez avoir have got then puis pis ici
  here was were been would will like can could please svp vous tu you we nous he she il elle ils its it'll lets chez
  c'etait etait well ben non no nope right be they`
)
/** Words that an address can be made of, where one is being asked for: `la belle province 22 arobas …`. */
const inside = wordSet(
  `my mon ma mes me moi and et of your votre his her son sa their d' l' le la les un une des this the`
)
const asides = [
  "all one word",
  "all in one word",
  "in one word",
  "one word",
  "all together",
  "all lower case",
  "all lowercase",
  "in lower case",
  "no spaces",
  "no space",
  "no dot",
  "no dots",
  "tout attache",
  "tout colle",
  "tout ensemble",
  "en un mot",
  "en un seul mot",
  "sans espace",
  "sans espaces",
  "sans point",
  "pas de point",
  "pas d' espace",
  "en minuscules",
  "tout en minuscules",
  "en minuscule",
  "tout en minuscule"
].map((words) => words.split(" ")).sort((a, b) => b.length - a.length)

const most = { local: 40, domain: 30, names: { said: 6, unsaid: 2 }, label: { said: 7, unsaid: 5 } }

/** Reads an address as it is spoken, to both sides of its sign. */
export class EmailReader {
  readonly #tokens: ReadonlyArray<Token>
  readonly #taken: ReadonlyArray<boolean>
  readonly #numbers: NumberReader

  constructor(tokens: ReadonlyArray<Token>, taken: ReadonlyArray<boolean>) {
    this.#tokens = tokens
    this.#taken = taken
    this.#numbers = new NumberReader(tokens)
  }

  word(at: number): string {
    return this.#tokens[at]?.folded ?? ""
  }

  /** Where the sign ends that begins at `at`: `at sign`, `a commercial`, `arobas`; -1 where none does. */
  signEnd(at: number): number {
    const word = this.word(at)
    const next = this.word(at + 1)
    if (word === "@" || word === "at" || /^arr?oba(?:s|se|ses|ce|z)?$/.test(word)) {
      return next === "sign" || next === "symbol" || (next === "commercial" && word === "at") ? at + 2 : at + 1
    }
    if (word === "a") return /^(?:commercial|rond|roba(?:s|se|ce)?)$/.test(next) ? at + 2 : at + 1
    return word === "chez" ? at + 1 : -1
  }

  /** Whether what stands in front of an address's domain may be a word like any other. */
  weak(at: number, end: number): boolean {
    return end === at + 1 && /^(?:a|chez)$/.test(this.word(at))
  }

  #gapEnd(at: number): number {
    let next = at
    while (next - at < 4 && this.#taken[next] !== true && this.#isGap(next)) next++
    return next
  }

  #isGap(at: number): boolean {
    const token = this.#tokens[at]
    return token?.kind === "break" || token?.text === "," || token?.text === "…" || fillers.has(token?.folded ?? "")
  }

  /** Where `dot com` ends, `point c a`, ` com` behind a provider; -1 where `at` begins none. */
  #endingEnd(at: number, provider: boolean): number {
    const start = this.#gapEnd(at)
    if (/^(?:dot|point)(?:com|ca|org|net|fr|qc)$/.test(this.word(start))) return start + 1
    const dotted = dots.has(this.word(start))
    if (!dotted && !(provider && /^(?:com|ca)$/.test(this.word(start)))) return -1
    const from = dotted ? this.#gapEnd(start + 1) : start
    if (this.#taken[from] === true) return -1
    if (endings.has(this.word(from))) return from + 1
    let letters = ""
    for (let next = from; next - from < 3 && this.#tokens[next]?.text.length === 1; next++) {
      letters += this.word(next)
      if (letters.length > 1 && endings.has(letters)) return next + 1
    }
    return -1
  }

  /**
   * The end of `gmail dot com`, `videotron point ca`, `b e l l dot c a` that begins at `at`; -1 where there is none.
   *
   * @param said whether an address is what is being said
   */
  domainEnd(at: number, said: boolean): number {
    let next = this.#gapEnd(at)
    const start = next
    let end = -1
    let words = 0
    const label = said ? most.label.said : most.label.unsaid
    while (next - start < most.domain && this.#taken[next] === false) {
      const token = this.#tokens[next]
      const ending = words === 0 ? -1 : this.#endingEnd(next, providers.has(this.word(next - 1)))
      if (ending !== -1) {
        end = next = ending
        words = label
        continue
      }
      if (words >= label && end !== -1) break
      if (dots.has(this.word(next)) && words > 0) {
        next++
        continue
      }
      const ends = token?.kind === "word" && words > 0 && token.text.length > 1 &&
        (outside.has(token.folded) || (!said && inside.has(token.folded)))
      if (token === undefined || ends || !(token.kind === "word" || token.kind === "digits" || token.text === "-")) {
        break
      }
      // Letters spell one word.
      words += token.text.length > 1 || words === 0 ? 1 : 0
      if (words > label) break
      if (words === 1 && (said ? providers : unmistakable).has(token.folded)) end = next + 1
      next++
    }
    return end === -1 ? -1 : this.#corrected(end)
  }

  /** Where the domain ends that takes back the one before: `at hotmail, no, gmail dot com`. */
  #corrected(end: number): number {
    let next = this.#gapEnd(end)
    const from = next
    while (
      next - from < 5 &&
      /^(?:no|non|sorry|pardon|pas|plutot|actually|rather|wait|attends|attendez|,)$/.test(this.word(next))
    ) next++
    if (next === from || !unmistakable.has(this.word(next))) return end
    const ending = this.#endingEnd(next + 1, true)
    return ending === -1 ? next + 1 : ending
  }

  /** Where a domain ends that begins at `at`, and that no sign leads to: `gmail dot com`. */
  bareEnd(at: number): number {
    return unmistakable.has(this.word(at)) && this.#taken[at] === false ? this.#endingEnd(at + 1, false) : -1
  }

  /** Where the number begins that ends in front of token `to`. */
  #numberEnding(to: number): number | undefined {
    for (let from = Math.max(to - 8, 0); from < to; from++) if (this.#numbers.read(from)?.to === to) return from
    return undefined
  }

  /** Where an aside begins that ends in front of token `to`: `all one word`, `tout attaché`. */
  #asideEnding(to: number): number | undefined {
    const aside = asides.find((words) => words.every((word, i) => this.word(to - words.length + i) === word))
    return aside === undefined ? undefined : to - aside.length
  }

  /** Whether something leads to an address in front of the token: `it's a nguyen`, `écrivez-moi à a tremblay`. */
  #introduced(at: number): boolean {
    return at === 0 || /^(?:is|'s|est|at|a|to|email|courriel|adresse|address|:|,)$/.test(this.word(at - 1))
  }

  /** Where the part in front of the sign at token `at` begins. */
  localStart(at: number, said: boolean): number {
    let start = at
    let linked = true
    let words = 0
    for (let i = at - 1; i >= 0 && at - i <= most.local; i--) {
      const token = this.#tokens[i]
      if (token === undefined || this.#taken[i] === true || token.kind === "mask") break
      const aside = this.#asideEnding(i + 1)
      if (aside !== undefined) {
        i = aside
        continue
      }
      if (links.has(token.folded) && (token.kind === "word" || !token.spaced || token.text !== ".")) {
        linked = true
        continue
      }
      if (this.#isGap(i) || token.text === ".") {
        // A comma joins what a link or the sign joins too, and letters.
        const left = this.#tokens[this.#beforeGap(i)]
        const joint = linked || links.has(left?.folded ?? "") || left?.text.length === 1 ||
          this.#asideEnding(i) !== undefined
        if (token.kind === "break" || (joint && token.text !== ".")) continue
        break
      }
      if (token.kind === "sign") break
      // `quarante et un`: figures are read as wholes, whatever words they hold.
      const number = this.#numberEnding(i + 1)
      if (number !== undefined) {
        start = number
        i = number
        linked = false
        continue
      }
      const short = token.text.length === 1
      const initial = short && start < at && (this.#tokens[i + 1]?.text.length === 1 || linked || this.#introduced(i))
      if (!initial && (outside.has(token.folded) || (!said && inside.has(token.folded)))) break
      // A given and a family name may stand side by side; more words than that are a sentence.
      if (!linked && !short && token.kind === "word" && ++words > (said ? most.names.said : most.names.unsaid)) break
      start = i
      linked = false
    }
    return start
  }

  #beforeGap(at: number): number {
    let before = at
    while (before >= 0 && at - before < 4 && this.#isGap(before)) before--
    return before
  }

  /** As it is written: `marie.tremblay@gmail.com`. */
  canonical(start: number, at: number, domain: number, end: number): string {
    return `${this.#written(start, at)}@${this.#written(domain, end)}`
  }

  #written(from: number, to: number): string {
    let text = ""
    for (let i = from; i < to;) {
      const number = this.#numbers.read(i)
      const aside = asides.find((words) => words.every((word, next) => this.word(i + next) === word))
      const token = this.#tokens[i]
      if (token === undefined) break
      if (aside !== undefined) {
        i += aside.length
        continue
      }
      if (number !== undefined && token.folded !== "o") text += number.digits
      else if (!silent.has(token.folded) && token.kind !== "break") text += spokenSigns[token.folded] ?? token.folded
      i = number?.to ?? i + 1
    }
    return text
  }
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
