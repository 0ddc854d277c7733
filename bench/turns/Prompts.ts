import { Effect, FileSystem, Option, Path } from "effect"
import type { Language } from "../../src/domain/Language.ts"

/** Where Debian's packages put what two people have said for telephones. */
export const packages = ["asterisk-core-sounds-fr-wav", "asterisk-core-sounds-en-wav"]
const folders: Readonly<Record<Language, string>> = { FRENCH: "fr_CA_f_June", ENGLISH: "en_US_f_Allison" }

/** One whole thing that was said. */
const whole =
  `agent-pass all-circuits-busy-now auth-thankyou cannot-complete-as-dialed check-number-dial-again conf-getconfno
  conf-invalid conf-kicked conf-muted conf-onlyperson conf-waitforleader confbridge-invalid confbridge-locked
  confbridge-only-one demo-echodone demo-nomatch demo-thanks dir-nomatch dir-nomore goodbye one-moment-please
  pbx-parkingfailed please-try-call-later pls-hold-while-try privacy-unident privacy-thankyou queue-thankyou
  queue-youarenext simul-call-limit-reached something-terribly-wrong sorry-youre-having-problems vm-goodbye
  vm-incorrect-mailbox vm-mailboxfull vm-mismatch vm-msgforwarded vm-msgsaved vm-nobodyavail vm-nonumber vm-passchanged
  vm-pls-try-again vm-sorry vm-tempremoved vm-tooshort vm-reenterpassword vm-newpassword`.trim().split(/\s+/)

/** Beginnings, and what they were recorded to be followed by. */
const begun = [
  ["vm-youhave", "digits/4", "vm-messages"],
  ["vm-num-i-have", "digits/7"],
  ["you-entered", "digits/9"],
  ["is-set-to", "digits/5"],
  ["conf-thereare", "digits/6", "conf-otherinparty"],
  ["queue-thereare", "digits/3", "queue-callswaiting"],
  ["vm-from-phonenumber", "digits/8"],
  ["vm-from-extension", "digits/2"],
  ["at-tone-time-exactly", "digits/6"],
  ["vm-extension", "digits/4"],
  ["vm-received", "digits/1"],
  ["for", "digits/2", "hours"]
]

const numbers = ["514 555 0142", "438 222 1964", "613 555 0177", "046 454 286"]

export interface Prompt {
  readonly language: Language
  readonly kind: "whole" | "begun" | "number"
  /** 8 kHz. */
  readonly parts: ReadonlyArray<Int16Array>
  /** What is said in each part, where it is known. */
  readonly texts?: ReadonlyArray<string>
}

const samplesOf = (wav: Uint8Array) => {
  const bytes = Buffer.from(wav)
  const from = bytes.indexOf("data") + 8
  return new Int16Array(Uint8Array.from(bytes.subarray(from, bytes.length - (bytes.length - from) % 2)).buffer)
}

const quiet = 200
const frame = 80

/** Without the silence at both ends. */
export const trimmed = (samples: Int16Array): Int16Array => {
  const isLoud = (at: number) => samples.subarray(at, at + frame).some((sample) => Math.abs(sample) > quiet)
  let [from, to] = [0, samples.length]
  while (from < to && !isLoud(from)) from += frame
  while (to > from && !isLoud(to - frame)) to -= frame
  return samples.slice(from, to)
}

const joined = (parts: ReadonlyArray<Int16Array>, gap: number) => {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length + gap, -gap))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length + gap
  }
  return whole
}

/** Cut in two at the quietest moment of its middle, where there is none that may be the end of a sentence. */
const inTwo = (samples: Int16Array): ReadonlyArray<Int16Array> | undefined => {
  const size = 320 // 40 ms
  if (samples.length < 8 * 1600) return undefined
  let best: { readonly at: number; readonly level: number } | undefined
  let silent = 0
  for (let at = Math.floor(samples.length * 0.3); at < samples.length * 0.75; at += frame) {
    const level = samples.subarray(at, at + size).reduce((sum, sample) => sum + Math.abs(sample), 0)
    silent = level < size * 40 ? silent + frame : 0
    if (silent > 8 * 200) return undefined
    if (best === undefined || level < best.level) best = { at: at + size / 2, level }
  }
  return best && [samples.slice(0, best.at), samples.slice(best.at)]
}

/** What of them is installed under `root`; nothing where none is. */
export const load = Effect.fnUntraced(function*(root: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const read = (language: Language, name: string) =>
    files.readFile(path.join(root, folders[language], `${name}.wav`)).pipe(
      Effect.map((wav) => trimmed(samplesOf(wav))),
      Effect.option
    )
  const all = (language: Language, names: ReadonlyArray<string>) =>
    Effect.map(Effect.forEach(names, (name) => read(language, name)), Option.all)

  const found: Array<Prompt> = []
  for (const language of ["FRENCH", "ENGLISH"] as const) {
    for (const name of whole) {
      const prompt = yield* read(language, name)
      if (Option.isNone(prompt)) continue
      found.push({ language, kind: "whole", parts: [prompt.value] })
      const parts = inTwo(prompt.value)
      if (parts !== undefined) found.push({ language, kind: "begun", parts })
    }
    for (const names of begun) {
      const parts = yield* all(language, names)
      if (Option.isSome(parts)) {
        const [first, ...rest] = parts.value
        if (first !== undefined) found.push({ language, kind: "begun", parts: [first, joined(rest, 400)] })
      }
    }
    for (const number of numbers) {
      const groups = yield* Effect.forEach(
        number.split(" "),
        (group) => all(language, [...group].map((digit) => `digits/${digit}`))
      )
      const spoken = Option.all(groups)
      if (Option.isSome(spoken)) {
        found.push({
          language,
          kind: "number",
          parts: spoken.value.map((group) => joined(group, 480)),
          texts: number.split(" ")
        })
      }
    }
  }
  return found
})
