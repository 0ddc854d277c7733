import { useState } from "react"
import { Refusal } from "../api.ts"
import { useWords } from "../words/useWords.ts"
import { Dialog } from "./Dialog.tsx"
import { TextField } from "./Field.tsx"
import { useDoing, useExplain } from "./office.ts"
import { shortestPassword } from "./password.ts"
import { say } from "./say.ts"

export const ChangePassword = ({ onClose }: { readonly onClose: () => void }) => {
  const words = useWords()
  const explain = useExplain()
  const [current, setCurrent] = useState("")
  const [next, setNext] = useState("")
  const change = useDoing("POST /api/session/password", {
    quiet: true,
    onDone: () => {
      say(words.account.passwordChanged)
      onClose()
    }
  })
  const wrong = change.error instanceof Refusal && change.error.tag === "Unauthorized"
  return (
    <Dialog open onClose={onClose} title={words.account.password}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ payload: { current, next } })
        }}
      >
        <TextField
          label={words.account.current}
          wrong={change.error === null ? [] : [wrong ? words.signIn.wrong : explain(change.error)]}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onText={setCurrent}
        />
        <TextField
          label={words.account.next}
          hint={words.welcome.rule(shortestPassword)}
          type="password"
          autoComplete="new-password"
          required
          minLength={shortestPassword}
          value={next}
          onText={setNext}
        />
        <div className="row">
          <button type="submit" className="button" data-kind="first" disabled={change.isPending}>
            {words.do.save}
          </button>
          <button type="button" className="button" onClick={onClose}>{words.do.cancel}</button>
        </div>
      </form>
    </Dialog>
  )
}
