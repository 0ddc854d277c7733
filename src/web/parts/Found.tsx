/** What a search found stands between U+0002 and U+0003. */
export const Found = ({ text }: { readonly text: string }) =>
  text.split("\u0002").map((part, index) => {
    const end = part.indexOf("\u0003")
    const key = `${index}${part}`
    return index === 0 || end === -1
      ? <span key={key}>{part}</span>
      : (
        <span key={key}>
          <mark>{part.slice(0, end)}</mark>
          {part.slice(end + 1)}
        </span>
      )
  })
