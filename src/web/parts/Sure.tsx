import { useWords } from "../words/useWords.ts"
import { Dialog } from "./Dialog.tsx"

/** Asks once more before something is gone. */
export const Sure = ({ act, lead, onClose, onSure, title }: {
  readonly title: string
  readonly lead: string
  readonly act: string
  readonly onClose: () => void
  readonly onSure: () => void
}) => {
  const words = useWords()
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      <footer>
        <button type="button" className="button" onClick={onClose}>{words.do.cancel}</button>
        <button
          type="button"
          className="button"
          data-kind="danger-first"
          onClick={() => {
            onClose()
            onSure()
          }}
        >
          {act}
        </button>
      </footer>
    </Dialog>
  )
}
