import { list } from "../text/lists.ts"
import { numberRuns } from "../text/NumberRuns.ts"
import { type NumberReader, numbersIn } from "../text/NumberWords.ts"
import type { Reading } from "../text/Reading.ts"
import { isAbout, lastTopic, type Topic, topicsOf } from "../text/Topics.ts"
import { luhn } from "./numbers.ts"

/** What a business numbers, and nobody is known by. */
const things = list("orderedThings")
/** Its numbers are as long as a telephone's. */
const medicine = /\b(?:prescriptions?|rx|refills?|ordonnances?)\b/
/** What stands between it and its number. */
const linking =
  /^(?:numbers?|numeros?|num|no|codes?|id|references?|ref|is|'s|was|says|said|reads|dit|c'|est|etait|it|the|that|le|la|l'|uh|um|euh|:|#|°)$/
const signs = /^(?:-|\/|\.|_|#|dash|hyphen|tiret|slash|point|dot)$/
/** What a number may be that nobody should read past. */
const elsewhere: ReadonlySet<Topic> = new Set(["ACCOUNT", "CARD", "CVV", "DOB", "HEALTH", "PHONE", "PIN", "SIN"])

/** `205 55 16`, `two twenty-five, sixty-five, seventeen`: how wide, how high, and for which wheel. */
const tyre = /^(?:1[2-9]|2\d|3[0-5])5[2-8][05](?:1[2-9]|2[0-4])$/

interface Code {
  readonly to: number
  /** Its letters and figures. */
  readonly text: string
}

/** The code that begins at `at`: figures typed or said, and a few letters, with nothing but signs in between. */
const codeAt = (reading: Reading, numbers: NumberReader, at: number): Code | undefined => {
  const { taken, tokens } = reading
  let text = ""
  let to = at
  for (let next = at; taken[next] === false;) {
    const token = tokens[next]
    const number = numbers.read(next)
    const letters = token?.kind === "word" &&
      (token.text.length === 1 || (token.text.length < 5 && /^\p{Lu}+$/u.test(token.text)))
    // A sign leads on where the code does: `14.` ends a sentence.
    if (number !== undefined && !(token?.folded === "o" && text === "")) {
      text += number.digits
      to = next = number.to
    } else if (letters) {
      text += token.folded
      to = ++next
    } else if (
      text !== "" && signs.test(token?.folded ?? "") && (token?.text !== "." || tokens[next + 1]?.spaced === false)
    ) next++
    else break
  }
  return text === "" ? undefined : { text, to }
}

/** Whether it can be something else that is private: a telephone number, a card, a social insurance or health number. */
const secret = (text: string): boolean => {
  const digits = text.replace(/\D/g, "")
  return digits.length > 12 || /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits) || /^0[1-9]\d{8}$/.test(digits) ||
    (digits.length === 9 && luhn(digits)) || /^[a-z]{4}\d{8}/.test(text) || /^[a-z]\d[a-z]\d[a-z]\d$/.test(text)
}

/** Numbers of orders, invoices, parts and courses, where they are announced as such: nothing private. */
export const orders = (reading: Reading): void => {
  const { question, tokens } = reading
  // `Référence du produit ?` is no account's.
  const asked = reading.asked.split(" ").some((word) => things.has(word))
  const about = asked && question.has("ACCOUNT") && question.size <= 2
    ? topicsOf(reading.asked.replace(/\b(?:reference|client|customer)s?\b/g, ""))
    : question
  if ([...about].some((topic) => elsewhere.has(topic))) return
  const numbers = numbersIn(tokens)
  // `Numéro de suivi ?` `RX 204 558 910 CA`
  if (asked && !about.has("NAME")) {
    let at = 0
    while (linking.test(tokens[at]?.folded ?? "") && at < 6) at++
    const code = codeAt(reading, numbers, at)
    const told = code === undefined ? undefined : lastTopic(reading.words(at, code.to + 8), elsewhere)
    const local = code !== undefined && /^[2-9]\d{6}$/.test(code.text) && !medicine.test(reading.asked)
    if (code !== undefined && code.text.length > 5 && told === undefined && !local && !secret(code.text)) {
      reading.hide(at, code.to)
    }
  }
  for (const { digits, from, groups, to } of numberRuns(tokens, reading.taken)) {
    if (tyre.test(digits) && groups.length > 2 && groups.length < 6) reading.hide(from, to)
  }
  for (let thing = 0; thing < tokens.length; thing++) {
    if (!things.has(tokens[thing]?.folded ?? "")) continue
    let at = thing + 1
    while (linking.test(tokens[at]?.folded ?? "") && at - thing < 6) at++
    // `the booking reference on the ferry is …`
    if (/^(?:on|for|of|de|du|pour)$/.test(tokens[at]?.folded ?? "")) {
      const is = tokens.slice(at, at + 5).findIndex(({ folded }) => /^(?:is|'s|was|est|c'est)$/.test(folded))
      if (is > 0) at += is + 1
    }
    const code = codeAt(reading, numbers, at)
    if (code === undefined) continue
    const told = lastTopic(reading.words(thing, code.to + 5).replace(/\breferences?\b/g, ""), elsewhere)
    // `here's my cell for the order, 555 0147`
    const local = /^[2-9]\d{6}$/.test(code.text) && isAbout(reading.words(thing - 8, thing), "PHONE")
    const plain = /^\d{1,5}$/.test(code.text) || !/\d/.test(code.text)
    // What is short is nobody's already, or the number of a house.
    if (!plain && !local && told === undefined && !secret(code.text)) reading.hide(at, code.to)
    thing = code.to - 1
  }
}
