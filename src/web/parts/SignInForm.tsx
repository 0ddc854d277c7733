import { useState } from "react"
import { type Answer, Refusal } from "../api.ts"
import { useWords } from "../words/useWords.ts"
import { Alert } from "./Alert.tsx"
import { TextField } from "./Field.tsx"
import { useDoing, useExplain } from "./office.ts"

/** Who somebody is, by their address and password. */
export const SignInForm = ({ known = "", onDone }: {
  /** Whose address is filled in already. */
  readonly known?: string
  readonly onDone: (me: Answer<"POST /api/session">) => void
}) => {
  const words = useWords()
  const explain = useExplain()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState("")
  const { error, isPending, mutate } = useDoing("POST /api/session", { quiet: true, onDone })
  const wait = error instanceof Refusal && error.tag === "TooManyRequests" ? error.body["retryAfterSeconds"] : undefined
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        mutate({ payload: { email, password } })
      }}
    >
      <TextField
        label={words.signIn.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus={known === ""}
        value={email}
        onText={setEmail}
      />
      <TextField
        label={words.signIn.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={known !== ""}
        value={password}
        onText={setPassword}
      />
      {error !== null && (
        <Alert>
          {typeof wait === "number"
            ? words.signIn.tooMany(wait)
            : error instanceof Refusal && error.tag === "Unauthorized"
            ? words.signIn.wrong
            : explain(error)}
        </Alert>
      )}
      <button type="submit" className="button" data-kind="first" disabled={isPending}>
        {words.signIn.submit}
      </button>
      <p className="quiet small">{words.signIn.forgotten}</p>
    </form>
  )
}
