import { doubtful } from "../beside/Doubts.ts"
import { isCondition } from "./Conditions.ts"
import { joints, saidIn } from "./Said.ts"
import { tokensAt } from "./Words.ts"

const boundary =
  /(\s*[;|•·!()]+\s*|[.,]+(?=\s|$)\s*|\s+-+\s+|\s*\/\/+\s*|\s+\/\s+|\s+(?:pis|et|and|but|mais)\s+(?=(?:(?:the|on|le|la|les) )*(?:rest|lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|week|fin)[a-z]*(?: (?:of|de) [a-z ]{2,8}| du temps)? (?:on|we|i|i'm|we're|chus|c'est|je) ))/

const isDoubt = (word: string) => doubtful.test(word) || isCondition(word)

interface Content {
  /** It says something of days or times. */
  readonly says: boolean
  /** It names a part of the day, and says nothing more. */
  readonly part: boolean
  readonly times: number
  /** Words that nobody knows. */
  readonly unknown: number
}

const contentOf = (text: string): Content => {
  const { tokens, unknown } = saidIn(text)
  const tags = tokens.map(({ _tag }) => _tag)
  return {
    says: tags.some((tag) => tag !== "Clock" && tag !== "Part" && !joints.has(tag)),
    part: tags.includes("Part"),
    times: tags.filter((tag) => tag === "Clock").length,
    unknown: unknown.filter((word) => /[a-z]{3}/.test(word)).length
  }
}

/** What is told of a day beside hours has somebody in it, or is said to be it. */
const subject =
  /(?<![a-z])(?:i|i'm|we|we're|je|j'[a-z]+|on|chus|nous|c'est|is|are|r|it's|they|everyone|tout le monde)(?![a-z])|=/
/** « …, donc fermé », "… so the office is closed" */
const soClosed =
  /(?:,? (?:donc|alors|so|then|and|et))? (?:(?:c'est|it's|we're|on est|(?:the|le|la) [a-z]+ (?:is|est)) )?(?:closed|ferme[es]*)$/
/** Days that nothing of hours is told of: "Mondays we do the books", « le reste du temps, chus au chalet ». */
const withoutHours = (text: string): string => {
  let days = 0
  for (let at = 0; at < text.length;) {
    const found = tokensAt(text, at)
    if (found === undefined) {
      const rest = text.slice(at).replace(soClosed, "")
      const words = rest.match(/[a-z][a-z'-]*/g) ?? []
      const { part, says, times, unknown } = contentOf(rest)
      const isElse = days > 0 && subject.test(text) && !/\d/.test(rest) && !says && !part && times === 0 &&
        unknown > 0 &&
        !words.some(isDoubt)
      return isElse ? `${text.slice(0, days)} ${soClosed.test(text) ? "closed" : "§"} ` : text
    }
    if (found.said.some(({ _tag }) => _tag === "Days")) days = found.end
    else if (!found.said.every(({ _tag }) => joints.has(_tag) && _tag !== "Stop")) return text
    at = found.end
  }
  return text
}

/** Why it is closed, where nothing is said of when: "closed Sunday for church". */
const reason =
  /(?<=(?:closed|ferme[a-z]*|days? off) [a-z ]*)(?<![a-z])(?:(?:for|pour|because|car|so|to)(?![a-z])|parce qu[e']|afin d[e']) ?([a-z' -]+)(?=[.,;!|()]|$)/g
/** The same of hours: "till 3 because it's Friday". */
const cause = /(?:'?cause|because|parce qu[e']|vu que|puisque?) ?([a-z' -]+)(?=[.,;!|()]|$)/g
const withoutReasons = (line: string) =>
  line.replace(
    cause,
    (said, why: string) =>
      /midi|noon|minuit|midnight/.test(why) || (why.match(/[a-z-]+/g) ?? []).some(isDoubt)
        ? said
        : ""
  )
    .replace(reason, (said, why: string) => {
      const { part, says, times, unknown } = contentOf(why)
      return says || part || times > 0 || unknown === 0 || (why.match(/[a-z-]+/g) ?? []).some(isDoubt)
        ? said
        : ""
    })

/** A line without why it is closed, and with days that something else is told of as closed. */
export const withoutAsides = (line: string): string =>
  withoutReasons(line).split(boundary).map((part, index) => index % 2 === 0 ? withoutHours(part) : part).join("")
