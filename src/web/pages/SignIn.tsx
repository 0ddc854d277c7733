import { useNavigate, useSearch } from "@tanstack/react-router"
import { useEffect, useState } from "react"
import { Refusal } from "../api.ts"
import { Doorstep } from "../parts/Doorstep.tsx"
import { TextField } from "../parts/Field.tsx"
import { Icon } from "../parts/Icon.tsx"
import { office, reading, useDoing, useExplain } from "../parts/office.ts"
import { useWords } from "../words/useWords.ts"

export const SignIn = () => {
  const words = useWords()
  const explain = useExplain()
  const navigate = useNavigate()
  const { to } = useSearch({ from: "/sign-in" })
  const [email, setEmail] = useState("")
  const [password, setPassword] = useState("")
  const enter = useDoing("POST /api/session", {
    quiet: true,
    onDone: (me) => {
      office.clear()
      office.setQueryData(reading("GET /api/session", {}).queryKey, me)
      void navigate({ href: to ?? "/" })
    }
  })
  useEffect(() => {
    document.title = words.signIn.title
  }, [words])
  const { error } = enter
  const wait = error instanceof Refusal && error.tag === "TooManyRequests" ? error.body["retryAfterSeconds"] : undefined
  return (
    <Doorstep title={words.signIn.title} lead={words.signIn.lead}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate({ payload: { email, password } })
        }}
      >
        <TextField
          label={words.signIn.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onText={setEmail}
        />
        <TextField
          label={words.signIn.password}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onText={setPassword}
        />
        {error !== null && (
          <p className="notice" data-tone="danger" role="alert">
            <Icon name="warning" />
            {typeof wait === "number"
              ? words.signIn.tooMany(wait)
              : error instanceof Refusal && error.tag === "Unauthorized"
              ? words.signIn.wrong
              : explain(error)}
          </p>
        )}
        <button type="submit" className="button" data-kind="first" disabled={enter.isPending}>
          {words.signIn.submit}
        </button>
        <p className="quiet small">{words.signIn.forgotten}</p>
      </form>
    </Doorstep>
  )
}
