import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useEffect, useState } from "react"
import { ask, Refusal } from "../api.ts"
import { Alert } from "../parts/Alert.tsx"
import { Doorstep } from "../parts/Doorstep.tsx"
import { TextField } from "../parts/Field.tsx"
import { office, reading, useDoing, useExplain } from "../parts/office.ts"
import { shortestPassword } from "../parts/password.ts"
import { useTongue } from "../parts/preferences.ts"
import { Bones } from "../parts/States.tsx"
import { useWords } from "../words/useWords.ts"

type Own = "name" | "company" | "email"
const complete = { name: "name", company: "organization", email: "username" } as const

/** What a link of the office leads to: a first password, or a new one. */
export const Welcome = () => {
  const words = useWords()
  const tongue = useTongue()
  const explain = useExplain()
  const navigate = useNavigate()
  // After the #, so that no log of any server holds it.
  const [token] = useState(() => location.hash.slice(1))
  const [password, setPassword] = useState("")
  const [own, setOwn] = useState<Readonly<Record<Own, string>>>({ name: "", company: "", email: "" })
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: ({ signal }) => ask("POST /api/session/link/look", { payload: { token } }, signal),
    enabled: token !== "",
    staleTime: Infinity
  })
  const enter = useDoing("POST /api/session/link", {
    quiet: true,
    onDone: (me) => {
      office.clear()
      office.setQueryData(reading("GET /api/session", {}).queryKey, me)
      void navigate({ to: "/", replace: true })
    }
  })
  useEffect(() => {
    document.title = words.welcome.first
  }, [words])
  const dead = token === "" || (link.error instanceof Refusal && link.error.tag === "Gone")
  if (dead) {
    return (
      <Doorstep title={words.welcome.goneTitle} lead={token === "" ? words.welcome.missing : words.welcome.gone}>
        <a className="button" href="/sign-in">{words.signIn.title}</a>
      </Doorstep>
    )
  }
  if (link.data === undefined) {
    return (
      <Doorstep title={words.welcome.first} lead={link.error === null ? words.state.loading : explain(link.error)}>
        {link.error === null
          ? <Bones lines={3} />
          : <button type="button" className="button" onClick={() => void link.refetch()}>{words.do.again}</button>}
      </Doorstep>
    )
  }
  const { company, kind } = link.data
  const title = kind === "first"
    ? words.welcome.first
    : kind === "invitation"
    ? words.welcome.invitation(company)
    : words.welcome.password
  const lead = kind === "first"
    ? words.welcome.firstLead
    : kind === "invitation"
    ? words.welcome.invitationLead
    : words.welcome.passwordLead
  const mine = (name: Own) => (
    <TextField
      label={words.welcome[name]}
      type={name === "email" ? "email" : "text"}
      name={name}
      autoComplete={complete[name]}
      required
      maxLength={200}
      value={own[name]}
      onText={(text) => setOwn({ ...own, [name]: text })}
    />
  )
  return (
    <Doorstep title={title} lead={lead}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate({
            payload: {
              token,
              password,
              ...kind === "first" && own,
              ...kind !== "password" && { language: tongue === "fr" ? "FRENCH" : "ENGLISH" }
            }
          })
        }}
      >
        {kind === "first"
          ? (
            <>
              {mine("name")}
              {mine("company")}
              {mine("email")}
            </>
          )
          : (
            <input
              className="unseen"
              type="email"
              autoComplete="username"
              readOnly
              tabIndex={-1}
              aria-hidden="true"
              value={link.data.email ?? ""}
            />
          )}
        <TextField
          label={words.welcome.choose}
          hint={words.welcome.rule(shortestPassword)}
          type="password"
          name="password"
          autoComplete="new-password"
          required
          minLength={shortestPassword}
          maxLength={200}
          value={password}
          onText={setPassword}
        />
        {enter.error !== null && (
          <Alert>
            {explain(enter.error)}
          </Alert>
        )}
        <button type="submit" className="button" data-kind="first" disabled={enter.isPending}>
          {words.welcome.submit}
        </button>
      </form>
    </Doorstep>
  )
}
