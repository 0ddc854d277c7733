import { isBeside, isBesideHours } from "../beside/Beside.ts"
import { isAddress } from "./Addresses.ts"
import { contact, isContact, masked } from "./Contacts.ts"
import { isOfOther } from "./OfOthers.ts"
import { daysTold, isTold, joints, saidIn, tellsTimes } from "./Said.ts"
import { everyDay, holiday, type Token } from "./Tokens.ts"
import { tokensAt } from "./Words.ts"

/** What ends a sentence, or a part of one. */
const end = /(\s*[;|•!?()[\]]+\s*|(?<![ap]\.?m)\.+(?=\s|$)\s*|\.+(?! on )(?=\s|$)\s*|\s+-+\s+|\s+\/+\s+)/
const comma = /(,\s+)/

/** More characters than a remark has. */
const longest = 250

/** On other days than those that were told it is open as well, or is it? */
const isOfTold = (text: string, told: ReadonlySet<number>) =>
  saidIn(text).tokens.every((token) =>
    token._tag !== "Days" || token.days.length === everyDay.length ||
    token.days.every((day) => day === holiday || told.has(day))
  )

const isRemark = (written: string, whole: boolean, said: ReadonlyArray<Token>) => {
  if (written.trim() === "" || written.length > longest) return false
  const text = written.trim().replace(/24[- ]?h(?:ou)?rs?(?= [a-z])/g, "24 hours")
    .replace(/night (?=drop|deposit)/g, "").replace(
      /service au volant/g,
      "drive-thru"
    ).replace(/visites? (?:guidees?|de groupe)/g, "tours")
    .replace(/(?:ticket|box) office/g, "ticketing").replace(/mobilite reduite|heure du conte/g, "story")
  return isContact(text) || isOfOther(text, whole) || (isOfTold(text, daysTold(said)) && isBeside(text, whole))
}

/** A part up to its last day or time. */
const hoursIn = (part: string): string => {
  let end = 0
  for (let at = 0; at < part.length;) {
    const found = tokensAt(part, at)
    at = found?.end ?? at + (/^(?:[a-z'-]+|.)/.exec(part.slice(at))?.[0].length ?? 1)
    if (found?.said.some(({ _tag }) => !joints.has(_tag)) === true) end = at
  }
  return part.slice(0, end)
}

/**
 * A line without its sentences, and parts of sentences, that are told of something else than the house: they have no day
 * of their own. `before`: what the lines before it say.
 */
export const withoutRemarks = (line: string, before: ReadonlyArray<Token>): string => {
  const hidden = line.replace(contact, (it) => masked.repeat(it.length))
    .replace(/(?<=(?<![a-z])(?:tel|fax|no))\.(?= ?[\d(+☎])/g, " ")
    .replace(
      /(?<=(?:^|[\s,;(])\d{1,5}),(?= (?:rue|avenue|av|boul|boulevard|chemin|ch|route|place|rang|montee|cote)(?![a-z]))/g,
      " "
    )
  const said = [...before]
  let at = 0
  let behindStreet = false
  const kept: Array<string> = []
  const keep = (length: number) => {
    kept.push(line.slice(at, at + length))
    at += length
  }
  for (const [index, sentence] of hidden.split(end).entries()) {
    if (index % 2 === 1) {
      keep(sentence.length)
      continue
    }
    const parts = sentence.split(comma)
    const isWhole = isTold(said) || sentence.includes(masked)
    if (
      isWhole && (isRemark(sentence, true, said) || parts.every((part, n) => n % 2 === 1 || isRemark(part, true, said)))
    ) {
      at += sentence.length
      // A dash in front of it joins nothing any more.
      if (/^\s*[-/]/.test(kept.at(-1) ?? "")) kept.splice(-1, 1, "; ")
      continue
    }
    for (let n = 0; n < parts.length; n++) {
      const part = parts[n] ?? ""
      const isPart = n % 2 === 0
      if (isPart && part.trim() !== "") behindStreet = isAddress(part.trim(), behindStreet)
      if (isPart && isTold(said)) {
        // All the rest of the sentence, or this part of it.
        const rest = parts.slice(n).join("")
        if (n > 0 && isRemark(rest, false, said)) {
          at += rest.length
          break
        }
      }
      // Of times behind it in the same sentence it may tell what they are of: "tai chi with Al, Thursdays 2-4".
      const isFree = isTold(said) && !saidIn(parts.slice(n + 1).join("")).tokens.some(({ _tag }) => _tag === "Clock")
      if (isPart && (behindStreet || (isFree && isRemark(part, false, said)))) at += part.length
      else {
        const hours = isPart ? hoursIn(part) : part
        said.push(...saidIn(hours).tokens)
        keep(hours.length)
        const rest = part.slice(hours.length)
        const isLast = at + rest.length === line.length
        if (isLast && isTold(said) && tellsTimes(saidIn(hours).tokens) && isBesideHours(rest)) at += rest.length
        else {
          said.push(...saidIn(rest).tokens)
          keep(rest.length)
        }
      }
    }
  }
  return kept.join("")
}
