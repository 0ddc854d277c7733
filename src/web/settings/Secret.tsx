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
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      <output className="secret">{secret}</output>
      <footer>
        <button
          type="button"
          className="button"
          data-kind="first"
          onClick={() => void navigator.clipboard.writeText(secret).then(() => say(words.do.copied))}
        >
          {words.do.copy}
        </button>
        <button type="button" className="button" onClick={onClose}>{words.do.close}</button>
      </footer>
    </Dialog>
  )
}
