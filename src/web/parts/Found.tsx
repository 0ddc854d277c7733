import { shown, split, type TheirWords } from "./theirs.ts"

/** What a search found stands between U+0002 and U+0003. */
export const Found = ({ text }: { readonly text: TheirWords }) =>
  split(text, "\u0002").map((part, index) => {
    const [found, rest] = split(part, "\u0003")
    const key = `${index}`
    return index === 0 || found === undefined || rest === undefined
      ? <span key={key}>{shown(part)}</span>
      : (
        <span key={key}>
          <mark>{shown(found)}</mark>
          {shown(rest)}
        </span>
      )
  })
