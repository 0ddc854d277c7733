import { useRef } from "react"
import { Dialog } from "../parts/Dialog.tsx"
import { say } from "../parts/say.ts"
import { useWords } from "../words/useWords.ts"

/** Something that is shown this once. */
export const Secret = ({ lead, onClose, secret, title }: {
  readonly title: string
  readonly lead: string
  readonly secret: string
  readonly onClose: () => void
}) => {
  const words = useWords()
  const shown = useRef<HTMLOutputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      say(words.do.copied)
    } catch {
      // A browser gives its clipboard to no page that came without TLS, or that somebody has not allowed it.
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current)
      say(words.do.copyMarked)
    }
  }
  return (
    <Dialog open once onClose={onClose} title={title} lead={lead}>
      <output ref={shown} className="secret">{secret}</output>
      <footer>
        <button
          type="button"
          className="button"
          data-kind="first"
          onClick={() => void copy()}
        >
          {words.do.copy}
        </button>
        <button type="button" className="button" onClick={onClose}>{words.do.close}</button>
      </footer>
    </Dialog>
  )
}
